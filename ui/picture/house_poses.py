"""Brings the window into each view of the glossary that is drawn, and names who works in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ui.picture.scene import PictureScene

if TYPE_CHECKING:
    from workstation.app import Workstation
    from workstation.domain.glossary.acts import Term


async def _house(scene: PictureScene) -> None:
    """A policy user writes a term, while a change of hers waits to be sent."""
    pane = await scene.open_book()
    terms = {term.en: term for term in scene.me.glossary.current.terms}
    scene.room.cable.pulled = True
    await _put(scene.me, terms["first appeal"], "首次申诉", "the first internal level")
    pane.refresh()
    pane.view.terms.list.chosen.emit(terms["complaint"].id)
    await scene.until(lambda: pane.state.waiting == 1)
    pane.view.terms.form.forbidden_en.insertPlainText("grievance\npetition")
    await scene.until(pane.view.terms.form.save.isEnabled)


async def _house_refused(scene: PictureScene) -> None:
    """A colleague changed the term first: what she wrote was refused and is shown above."""
    pane = await scene.open_book()
    term = {term.en: term for term in scene.me.glossary.current.terms}["complaint"]
    scene.room.cable.pulled = True
    await _put(scene.me, term, "投诉；举报", "not a legal complaint")
    colleague = await scene.room.colleague()
    await _put(colleague, term, "投诉", "by a buyer, reporter or rights owner")
    await colleague.sync.now()
    scene.room.cable.pulled = False
    await scene.me.sync.now()
    await scene.until(lambda: bool(pane.state.refused_changes))


async def _put(desk: Workstation, term: Term, chinese: str, note: str) -> None:
    from dataclasses import replace

    from workstation.domain.glossary.acts import PutTerm

    written = replace(term, zh_hans=chinese, note=note)
    await desk.glossary.change(PutTerm(written, over=term.revision))


async def _house_passes(scene: PictureScene) -> None:
    """What colleagues let pass, each with its reason."""
    from ui.activities.glossary.state import Section
    from workstation.domain.glossary.acts import LetPass

    colleague = await scene.room.colleague()
    for term, reason in (
        ("appeal=上诉", "The court's own word, in letters about a court."),
        ("takedown", "The brand's name for its own programme."),
        ("order!", "律师函原文如此，不作改动。"),
    ):
        await colleague.glossary.change(LetPass(term, reason))
    await colleague.sync.now()
    await scene.me.sync.now()
    pane = await scene.open_book()
    pane.view.section_chosen.emit(Section.PASSES)
    pane.view.passes.list.step(1)
    await scene.until(lambda: bool(pane.state.chosen_pass))


async def _house_style(scene: PictureScene) -> None:
    from ui.activities.glossary.state import Section

    pane = await scene.open_book()
    pane.view.section_chosen.emit(Section.STYLE)
    await scene.until(lambda: pane.state.section is Section.STYLE)


async def _house_reader(scene: PictureScene) -> None:
    """A specialist looks a wrong rendering up."""
    pane = await scene.open_book()
    pane.view.terms.search.insert("上诉")
    await scene.until(lambda: pane.state.terms.query == "上诉")


async def _kept_words(scene: PictureScene) -> None:
    """What she dropped of the glossary, and a letter of a case that is out of her sight now."""
    from datetime import timedelta

    from ui.picture import NOW
    from workstation.app import DraftOf, StoredDraft
    from workstation.domain.glossary.acts import DropTerm, LetPass
    from workstation.domain.text import Bilingual

    pane = await scene.open_book()
    scene.room.cable.pulled = True
    terms = {term.en: term for term in scene.me.glossary.current.terms}
    complaint = terms["complaint"]
    reason = "Nobody says so any more; letters of the last quarter have 投诉 or 举报 instead."
    for change in (
        LetPass("appeal=上诉", "律师函原文如此，引用时不作改动。"),
        DropTerm(complaint.id, complaint.revision, reason),
    ):
        await scene.me.glossary.drop_edit(await scene.me.glossary.change(change))
    title = Bilingual("Second appeal: ceramic tea set", "二次申诉：陶瓷茶具")
    letter = StoredDraft(en=_LETTER_EN, zh=_LETTER_ZH, saved_at=NOW - timedelta(days=3))
    await scene.me.kept_words.keep_again(
        DraftOf(record_id="gone", slot="M1", reference="R-2026-0388", title=title, draft=letter)
    )
    await _term_left(scene, terms["first appeal"])
    await _note_refused(scene, terms["complaint"])
    pane.refresh()
    scene.workplace.dialogs.open_kept_words()
    dialog = scene.workplace.dialogs.kept_words
    await scene.until(lambda: dialog is not None and len(dialog.state.rows) == 5)
    if dialog is not None:
        dialog.view.moved.emit(4)
    await scene.until(lambda: True)


async def _term_left(scene: PictureScene, term: Term) -> None:
    from workstation.bilingual.kept_form import form_to_json
    from workstation.bilingual.kept_term import TermText, WrittenTerm

    text = TermText(en=term.en, zh_hans="首次申诉", note="the first internal level")
    form = form_to_json(WrittenTerm(text, term.revision))
    await scene.me.drafts.save("glossary", term.id, "", "", form=form)


async def _note_refused(scene: PictureScene, term: Term) -> None:
    await _put(scene.me, term, "投诉；举报", "not a legal complaint")
    colleague = await scene.room.colleague()
    await _put(colleague, term, "投诉", "by a buyer, reporter or rights owner")
    await colleague.sync.now()
    scene.room.cable.pulled = False
    await scene.me.sync.now()
    scene.room.cable.pulled = True


async def _no_kept_words(scene: PictureScene) -> None:
    await scene.open_book()
    scene.workplace.dialogs.open_kept_words()
    dialog = scene.workplace.dialogs.kept_words
    await scene.until(lambda: dialog is not None and not dialog.state.loading)


_LETTER_EN = (
    "We have looked at your second appeal together with the invoice of 3 March.\n\n"
    "The listing is back as of today. The strike on your account is lifted."
)
_LETTER_ZH = (
    "我们已结合3月3日的发票审阅您的第二次申诉。\n\n该商品今日起恢复上架，账户的违规记录已撤销。"
)
VIEWS: dict[str, Callable[[PictureScene], Awaitable[None]]] = {
    "house": _house,
    "house_style": _house_style,
    "house_reader": _house_reader,
    "house_refused": _house_refused,
    "house_passes": _house_passes,
    "kept_words": _kept_words,
    "no_kept_words": _no_kept_words,
}

# Who sits there where it is not the specialist of the tour, and who else is at work.
_SOFIA = "sofia.lind"
SEATS = {
    "house": (_SOFIA, "li.na"),
    "house_style": (_SOFIA, "li.na"),
    "house_refused": (_SOFIA, _SOFIA),
    "house_passes": (_SOFIA, "li.na"),
    "kept_words": (_SOFIA, _SOFIA),
    "no_kept_words": (_SOFIA, "li.na"),
}
