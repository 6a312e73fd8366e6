"""Brings the window into the views in which a person chooses a password."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from ui.picture.scene import PictureScene
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


async def _first_password(scene: PictureScene) -> None:
    """What was chosen is too short: why, and the fields as they are."""
    from ui.shell import SignInState, SignInView
    from workstation.domain.people.entry import SHORTEST_PASSWORD

    view = SignInView()
    where = SignInState(server="https://recourse.example", user="wei.ling", choosing=True)
    view.show_state(where)
    scene.window.open_sign_in(view)
    for field in ("new", "again"):
        fill(view, field, "seven")
    why = _("A password has at least {n} characters.", n=SHORTEST_PASSWORD)
    what = _("Choose another one: four words that do not belong together are good.")
    notice = _("{reason} {remedy}", reason=why, remedy=what)
    view.show_state(replace(where, notice=notice))
    await scene.until(view.isVisible)


async def _own_password(scene: PictureScene) -> None:
    """The password of now was mistyped."""
    scene.workplace.dialogs.open_own_password()
    dialog = scene.workplace.dialogs.own_password
    assert dialog is not None
    for field in ("now", "new", "again"):
        fill(dialog.view, field, "tide lamp orbit 7")
    dialog.view.change.click()
    await scene.until(lambda: dialog.state.notice is not None)


async def _own_password_away(scene: PictureScene) -> None:
    scene.room.cable.pulled = True
    await scene.me.sync.now()
    scene.workplace.dialogs.open_own_password()
    dialog = scene.workplace.dialogs.own_password
    await scene.until(lambda: dialog is not None and dialog.state.away)


def fill(parent: QWidget, name: str, text: str) -> None:
    """Type `text` into the field of this name."""
    from PySide6.QtWidgets import QLineEdit

    field = parent.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.setText(text)


PASSWORDS: dict[str, Callable[[PictureScene], Awaitable[None]]] = {
    "first_password": _first_password,
    "own_password": _own_password,
    "own_password_away": _own_password_away,
}
