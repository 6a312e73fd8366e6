"""Brings the window into each view of the settings that is drawn."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ui.picture.scene import PictureScene

if TYPE_CHECKING:
    from ui.activities.settings.pane import SettingsPane


async def _open(scene: PictureScene) -> SettingsPane:
    """Go to the keys; one of them was changed some time ago."""
    from ui.activities.settings.pane import SettingsPane
    from ui.case_action import CaseAction
    from ui.keyboard import keyboard

    stack = scene.workplace.stack
    stack.show_activity("settings")
    pane = stack.pane("settings")
    assert isinstance(pane, SettingsPane)
    keyboard().change({CaseAction.RECORD_ACTION: ("Shift+N",)}, pane.seat.now())
    pane.settings.choose(f"cases/{CaseAction.REQUEST_INFORMATION}")
    await scene.until(lambda: pane.state.chosen is not None)
    return pane


async def _keys(scene: PictureScene) -> None:
    """The key that was pressed belongs to another act of the case."""
    pane = await _open(scene)
    pane.begin()
    pane.view.keys.change.well.key_pressed.emit("Shift+N")
    await scene.until(lambda: pane.state.change is not None and pane.state.change.clashes)


async def _look(scene: PictureScene) -> None:
    from ui.activities.settings.view import SettingsSection

    pane = await _open(scene)
    pane.view.show_section(SettingsSection.LOOK)
    await scene.until(pane.view.look.isVisible)


async def _nothing_found(scene: PictureScene) -> None:
    pane = await _open(scene)
    pane.view.keys.search.insert("zzz")
    await scene.until(lambda: not pane.state.rows)


VIEWS: dict[str, Callable[[PictureScene], Awaitable[None]]] = {
    "settings": _keys,
    "settings_look": _look,
    "settings_nothing": _nothing_found,
}
