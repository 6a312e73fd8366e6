"""Brings the window into the views of a letter: a template, its blanks, the glossary's terms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ui.picture.scene import SHOES, PictureScene

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


async def _templates(scene: PictureScene) -> None:
    """A template is chosen and half filled; what is open stands there by its name."""
    from PySide6.QtWidgets import QLineEdit

    await scene.open(SHOES)
    templates = scene.place.reply.templates
    templates.open()
    await scene.until(lambda: templates.sheet is not None)
    sheet = templates.sheet
    if sheet is not None:
        sheet.list.chosen.emit("m8-delay")
        sheet.form.findChildren(QLineEdit)[0].setText("2026-09-14")
    await scene.until(lambda: sheet is not None and sheet.isVisible())


async def _terms(scene: PictureScene) -> None:
    """A pair with a term as the house writes it, one that it writes otherwise, one missing."""
    from ui.activities.cases import CaseAction
    from workstation.bilingual.bead import Side
    from workstation.bilingual.history import CaretPlace

    await scene.open(SHOES)
    en = "A second appeal needs new evidence from the merchant about the listing."
    await scene.me.drafts.save(SHOES, "M1", en, "第二次申诉须附商人提供的新材料，并说明所涉商品。")
    reply = scene.place.reply
    reply.reload(SHOES)
    await scene.until(lambda: reply.state.glossary is not None)
    scene.actions.trigger(CaseAction.WIDE_REPLY)
    reply.view.editors.begin(Side.EN)
    reply.view.editors.put_caret(CaretPlace(reply.view.editors.draft.beads[0].id, Side.EN, 0))
    await scene.until(lambda: bool(reply.state.open_findings))


async def _blanks(scene: PictureScene) -> None:
    """The template stands in the letter, and the first of its blanks is selected."""
    from ui.activities.cases import CaseAction

    await _templates(scene)
    scene.actions.trigger(CaseAction.WIDE_REPLY)
    sheet = scene.place.reply.templates.sheet
    if sheet is not None:
        sheet.list.chosen.emit("outcome-upheld")
        sheet.insert.click()
    await scene.until(lambda: bool(scene.place.reply.state.open_findings))


LETTERS: dict[str, Callable[[PictureScene], Awaitable[QWidget | None]]] = {
    "templates": _templates,
    "blanks": _blanks,
    "terms": _terms,
}
