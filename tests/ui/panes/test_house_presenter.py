"""What the house pane decides to show, without a screen."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.ui.panes.book import APPEAL, BOOK, ORDER, BookDesk
from tests.ui.panes.table import SOFIA, WEI
from ui.activities.glossary.presenter import GlossaryPresenter
from ui.activities.glossary.state import GlossaryState, Section
from ui.activities.glossary.terms import found, text_of
from workstation.app.values import StoredDraft
from workstation.domain.actor import Actor
from workstation.domain.glossary.acts import DropTerm, LetPass, PutTerm, SetStyle, Term
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.house_style import QuoteStyle
from workstation.i18n import _

OTHER = Actor(id="other", name="Other Editor", roles=SOFIA.roles)


class Seat:
    """A presenter over a desk, with everything that it showed."""

    def __init__(self, desk: BookDesk) -> None:
        self.desk = desk
        self.shown: list[GlossaryState] = []
        ids = iter(range(100))
        self.presenter = GlossaryPresenter(desk, lambda: f"new-{next(ids)}", self.shown.append)

    @property
    def state(self) -> GlossaryState:
        return self.presenter.state

    @property
    def form(self):
        assert self.state.terms.form is not None
        return self.state.terms.form

    def type(self, **words: str) -> None:
        self.presenter.terms.type(replace(self.form.text, **words))


async def seat(desk: BookDesk | None = None) -> Seat:
    made = Seat(desk or BookDesk())
    await made.presenter.refresh()
    return made


def test_a_term_is_found_by_every_name_and_by_what_is_wrong() -> None:
    for words in ("appeal", "APPEAL", "申诉", "申訴", "上诉", "petition", "asks again"):
        assert [term.id for term in found(BOOK.terms, words)] == ["appeal"], words
    assert found(BOOK.terms, "  ") == BOOK.terms
    assert found(BOOK.terms, "zzz") == ()


def test_names_come_before_wrong_renderings() -> None:
    wrong = Term(id="x", en="order of things", zh_hans="次序", forbidden_zh=("订单",))
    assert [term.id for term in found((wrong, ORDER), "订单")] == ["order", "x"]


def test_full_width_letters_find_too() -> None:
    assert [term.id for term in found(BOOK.terms, "ｏｒｄｅｒ")] == ["order"]


async def test_the_first_term_is_open_and_nothing_is_unsaved() -> None:
    sat = await seat()
    assert sat.form.key == "appeal"
    assert sat.form.text == text_of(APPEAL)
    assert not sat.form.unsaved
    assert sat.state.closed is None
    assert sat.state.terms.total == 3


async def test_who_only_reads_is_told_who_may_change_it() -> None:
    sat = await seat(BookDesk(me=WEI))
    assert sat.state.closed is not None
    sat.type(zh_hans="上诉")
    assert not await sat.presenter.save()
    assert sat.form.refused == sat.state.closed
    assert sat.desk.mine == []


async def test_what_is_typed_stays_with_its_term() -> None:
    sat = await seat()
    sat.type(zh_hans="申诉；复核")
    sat.presenter.terms.choose("order")
    assert sat.form.text.en == "order"
    rows = {row.term.id: row.unsaved for row in sat.state.terms.rows}
    assert rows == {"appeal": True, "order": False, "uphold": False}
    sat.presenter.terms.choose("appeal")
    assert sat.form.text.zh_hans == "申诉；复核"
    assert sat.form.unsaved


async def test_typing_never_fills_the_fields_anew() -> None:
    sat = await seat()
    ticket = sat.form.ticket
    sat.type(zh_hans="申")
    sat.type(zh_hans="申诉了")
    await sat.presenter.refresh()
    assert sat.form.ticket == ticket


async def test_typing_back_what_stands_is_no_change() -> None:
    sat = await seat()
    sat.type(zh_hans="申")
    sat.type(zh_hans="申诉")
    assert not sat.form.unsaved


async def test_saving_waits_and_then_is_taken() -> None:
    sat = await seat()
    sat.type(zh_hans="申诉；复核", forbidden_zh="上诉\n呼吁\n 抱怨 ")
    assert await sat.presenter.save()
    assert not sat.form.unsaved
    assert sat.form.waiting
    assert sat.state.waiting == 1
    assert sat.state.history[0].waiting
    made = sat.desk.mine[0].change
    assert isinstance(made, PutTerm)
    assert made.over == 1
    assert made.term.forbidden_zh == ("上诉", "呼吁", "抱怨")
    sat.desk.take()
    await sat.presenter.refresh()
    assert not sat.form.waiting
    assert sat.state.waiting == 0
    assert not sat.state.history[0].waiting
    assert sat.form.text.forbidden_zh == "上诉\n呼吁\n抱怨"


async def test_a_refusal_of_the_domain_keeps_what_was_typed() -> None:
    sat = await seat()
    sat.type(zh_hans="上诉")
    assert not await sat.presenter.save()
    assert sat.form.refused is not None
    assert sat.form.text.zh_hans == "上诉"
    assert sat.form.unsaved
    sat.type(zh_hans="申诉；复核")
    assert await sat.presenter.save()
    assert sat.form.refused is None


async def test_a_new_term_has_an_id_and_no_revision_behind_it() -> None:
    sat = await seat()
    sat.presenter.terms.begin_new()
    assert sat.form.new
    assert not sat.form.unsaved
    sat.type(en="goodwill", zh_hans="善意补偿")
    sat.presenter.terms.choose("order")
    assert sat.state.terms.begun
    sat.presenter.terms.begin_new()
    assert sat.form.text.en == "goodwill"
    assert await sat.presenter.save()
    made = sat.desk.mine[0].change
    assert isinstance(made, PutTerm)
    assert (made.term.id, made.over) == ("new-0", 0)
    assert not sat.form.new
    assert sat.state.terms.total == 4


async def test_dropping_asks_for_a_reason() -> None:
    sat = await seat()
    sat.presenter.terms.ask_drop(True)
    assert not await sat.presenter.drop_term("  ")
    assert sat.form.refused is not None
    assert await sat.presenter.drop_term("said otherwise now")
    assert sat.state.terms.total == 2
    assert sat.form.key == "order"
    assert sat.state.history[0].subject == "appeal"


async def test_somebody_elses_change_never_overwrites_what_is_typed() -> None:
    sat = await seat()
    sat.type(note="mine")
    sat.desk.others_change(PutTerm(replace(APPEAL, zh_hans="申訴書"), 1), OTHER)
    await sat.presenter.refresh()
    assert sat.form.text.note == "mine"
    assert sat.form.theirs is not None
    assert not await sat.presenter.save()
    assert sat.form.refused is not None
    sat.presenter.terms.rebase()
    assert sat.form.theirs is None
    assert await sat.presenter.save()


async def test_somebody_elses_change_is_shown_at_once_where_nothing_is_typed() -> None:
    sat = await seat()
    sat.desk.others_change(PutTerm(replace(APPEAL, note="theirs"), 1), OTHER)
    await sat.presenter.refresh()
    assert sat.form.text.note == "theirs"


async def test_a_refused_change_can_be_done_again_over_what_stands_now() -> None:
    sat = await seat()
    sat.type(note="mine")
    await sat.presenter.save()
    sat.desk.refuse(_("Somebody was faster."))
    sat.desk.others_change(PutTerm(replace(APPEAL, zh_hans="申诉书"), 1), OTHER)
    await sat.presenter.refresh()
    (turned,) = sat.state.refused_changes
    assert turned.subject == "appeal"
    assert turned.now is not None
    assert turned.now.zh_hans == "申诉书"
    assert await sat.presenter.redo(turned.id)
    assert sat.state.refused_changes == ()
    made = sat.desk.mine[0].change
    assert isinstance(made, PutTerm)
    assert made.over == 2


async def test_a_refused_change_can_be_edited_or_dropped() -> None:
    sat = await seat()
    sat.type(note="mine")
    await sat.presenter.save()
    sat.desk.refuse(_("No."))
    await sat.presenter.refresh()
    sat.presenter.turn_to(Section.HISTORY)
    await sat.presenter.edit(sat.state.refused_changes[0].id)
    assert sat.state.section is Section.TERMS
    assert sat.form.text.note == "mine"
    assert sat.form.unsaved
    assert sat.state.refused_changes == ()
    assert sat.desk.mine == []


async def test_a_redo_that_the_domain_refuses_says_why() -> None:
    sat = await seat()
    sat.type(en="Order", part="object")
    sat.presenter.terms.revert()
    await sat.desk.change(SetStyle(replace(BOOK.style, max_en_words=40), 1))
    sat.desk.refuse(_("No."))
    await sat.presenter.refresh()
    sat.desk.me = WEI
    assert not await sat.presenter.redo(sat.state.refused_changes[0].id)
    assert sat.state.notice is not None
    assert len(sat.state.refused_changes) == 1


async def test_style_is_chosen_and_saved() -> None:
    sat = await seat()
    sat.presenter.turn_to(Section.STYLE)
    sat.presenter.style.choose(replace(BOOK.style, quotes=QuoteStyle.CORNER))
    assert sat.state.style.unsaved
    sat.desk.others_change(SetStyle(replace(BOOK.style, max_en_words=40), 1), OTHER)
    await sat.presenter.refresh()
    assert sat.state.style.theirs
    assert not await sat.presenter.save()
    assert sat.state.style.refused is not None
    sat.presenter.style.rebase()
    assert await sat.presenter.save()
    assert sat.state.style.waiting
    assert not sat.state.style.unsaved
    assert sat.desk.current.style.quotes is QuoteStyle.CORNER


async def test_a_style_that_is_chosen_back_is_not_unsaved() -> None:
    sat = await seat()
    sat.presenter.style.choose(replace(BOOK.style, quotes=QuoteStyle.CORNER))
    sat.presenter.style.choose(BOOK.style)
    assert not sat.state.style.unsaved


async def test_what_always_passes_is_ended_by_a_policy_user_only() -> None:
    desk = BookDesk()
    desk.others_change(LetPass("appeal=上诉", "a court's own word"), WEI)
    sat = await seat(desk)
    assert [row.passing.by.name for row in sat.state.passes] == [WEI.name]
    sat.presenter.choose_pass("appeal=上诉")
    desk.me = WEI
    assert not await sat.presenter.stop_passing()
    assert sat.state.pass_refused is not None
    desk.me = SOFIA
    assert await sat.presenter.stop_passing()
    assert sat.state.passes == ()


async def test_history_names_a_term_that_is_gone() -> None:
    desk = BookDesk()
    desk.others_change(PutTerm(replace(ORDER, note="x"), 1), OTHER)
    desk.others_change(DropTerm("order", 2, "not ours"), OTHER)
    sat = await seat(desk)
    assert [row.subject for row in sat.state.history] == ["order", "order"]


async def test_unsaved_texts_survive_the_pane() -> None:
    desk = BookDesk()
    sat = await seat(desk)
    sat.type(note="half a thought")
    await sat.presenter.flush()
    again = await seat(desk)
    assert again.form.text.note == "half a thought"
    assert again.form.unsaved
    assert await again.presenter.save()
    await again.presenter.flush()
    assert desk.texts == {}


async def test_leaving_waits_for_the_text_that_is_being_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = BookDesk()
    sat = await seat(desk)
    begun, go_on = asyncio.Event(), asyncio.Event()
    save = desk.save

    async def slowly(*text: str, **more: str) -> StoredDraft:
        begun.set()
        await go_on.wait()
        return await save(*text, **more)

    monkeypatch.setattr(desk, "save", slowly)
    sat.type(note="half a thought")
    typing = asyncio.create_task(sat.presenter.flush())
    await begun.wait()
    leaving = asyncio.create_task(sat.presenter.flush())
    for _turn in range(5):
        await asyncio.sleep(0)
    assert not leaving.done()
    go_on.set()
    await leaving
    assert len(desk.texts) == 1
    await typing


async def test_a_kept_text_that_cannot_be_read_is_left_out() -> None:
    desk = BookDesk()
    await desk.save(GLOSSARY_ID, "appeal", "", "", form="{broken")
    sat = await seat(desk)
    assert not sat.form.unsaved


async def test_a_term_that_somebody_dropped_keeps_what_is_typed() -> None:
    sat = await seat()
    sat.type(note="mine")
    sat.desk.others_change(DropTerm("appeal", 1, "not ours"), OTHER)
    await sat.presenter.refresh()
    assert sat.form.text.note == "mine"
    assert sat.form.gone
    assert not await sat.presenter.save()
    sat.presenter.terms.rebase()
    assert await sat.presenter.save()
    assert sat.desk.current.term("appeal") is not None
