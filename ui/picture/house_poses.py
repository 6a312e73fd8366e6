"""The views of the house book that are drawn, and who sits before them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ui.picture.scene import Scene

if TYPE_CHECKING:
    from workstation.app import Workstation
    from workstation.domain.house import Term


async def _house(scene: Scene) -> None:
    """A policy user writes a term, while a change of hers waits to be sent."""
    pane = await scene.open_book()
    terms = {term.en: term for term in scene.me.house.terms}
    scene.cable.pulled = True
    await _put(scene.me, terms["first appeal"], "首次申诉", "the first internal level")
    pane.refresh()
    pane.terms.list.chosen.emit(terms["complaint"].id)
    await scene.until(lambda: pane.state.waiting == 1)
    pane.terms.form.forbidden_en.insertPlainText("grievance\npetition")
    await scene.until(pane.terms.form.save.isEnabled)


async def _house_refused(scene: Scene) -> None:
    """Somebody was faster: what she wrote stands on top."""
    pane = await scene.open_book()
    term = {term.en: term for term in scene.me.house.terms}["complaint"]
    scene.cable.pulled = True
    await _put(scene.me, term, "投诉；举报", "not a legal complaint")
    await _put(scene.boss, term, "投诉", "by a buyer, reporter or rights owner")
    await scene.boss.sync_now()
    scene.cable.pulled = False
    await scene.me.sync_now()
    await scene.until(lambda: bool(pane.state.turned))


async def _put(desk: Workstation, term: Term, chinese: str, note: str) -> None:
    from dataclasses import replace

    from workstation.domain.house import PutTerm

    written = replace(term, zh_hans=chinese, note=note)
    await desk.change_house(PutTerm(written, over=term.revision))


async def _house_passes(scene: Scene) -> None:
    """What colleagues let pass, each with its reason."""
    from ui.activities.glossary.state import Section
    from workstation.domain.house import LetPass

    for term, reason in (
        ("appeal=上诉", "The court's own word, in letters about a court."),
        ("takedown", "The brand's name for its own programme."),
        ("order!", "律师函原文如此，不作改动。"),
    ):
        await scene.boss.change_house(LetPass(term, reason))
    await scene.boss.sync_now()
    await scene.me.sync_now()
    pane = await scene.open_book()
    pane.section_chosen.emit(Section.PASSES)
    pane.passes.list.step(1)
    await scene.until(lambda: bool(pane.state.chosen_pass))


async def _house_style(scene: Scene) -> None:
    from ui.activities.glossary.state import Section

    pane = await scene.open_book()
    pane.section_chosen.emit(Section.STYLE)
    await scene.until(lambda: pane.state.section is Section.STYLE)


async def _house_reader(scene: Scene) -> None:
    """A specialist looks a wrong rendering up."""
    pane = await scene.open_book()
    pane.terms.search.insert("上诉")
    await scene.until(lambda: pane.state.terms.query == "上诉")


VIEWS: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "house": _house,
    "house_style": _house_style,
    "house_reader": _house_reader,
    "house_refused": _house_refused,
    "house_passes": _house_passes,
}

# Who sits there where it is not the specialist of the tour, and who else is at work.
_SOFIA = "sofia.lind"
SEATS = {
    "house": (_SOFIA, "li.na"),
    "house_style": (_SOFIA, "li.na"),
    "house_refused": (_SOFIA, _SOFIA),
    "house_passes": (_SOFIA, "li.na"),
}
