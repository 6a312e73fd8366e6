"""A letter that was begun as one thing never becomes another unasked."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.pages.hands import until
from tests.ui.pages.letter import write
from tests.ui.pages.notices import Notice
from tests.ui.panes.conftest import Office
from tests.ui.panes.test_reply_presenter import Writing
from ui.panes.reply.written_letter import WrittenLetter, read
from workstation.app.values import StoredDraft
from workstation.bilingual.draft_form import LetterPurpose
from workstation.domain.case import Case
from workstation.domain.taxonomy import Milestone, State

EN, ZH = "Dear team, we are reading it.", "您好，我们正在审核。"


def decided(case: Case) -> Case:
    return replace(case, state=State.DECIDED)


async def begun(*, written: bool) -> Writing:
    made = Writing()
    await made.open("S01")
    if written:
        made.type(EN, ZH)
    made.desk.others_change(decided(made.desk.table["S01"]))
    await made.record.refresh()
    return made


async def test_a_progress_letter_stays_one_when_the_case_is_decided() -> None:
    writing = await begun(written=True)
    assert writing.state.milestone is Milestone.REVIEW
    assert writing.state.overtaken
    await writing.presenter.send()
    assert all(sent.milestone is not Milestone.DECIDED for _case, sent in writing.desk.given)


async def test_an_empty_letter_follows_the_case() -> None:
    writing = await begun(written=False)
    assert writing.state.milestone is Milestone.DECIDED
    assert not writing.state.overtaken
    writing.type(EN, ZH)
    assert writing.state.telling == LetterPurpose(Milestone.DECIDED, Milestone.DECIDED)


async def test_what_was_chosen_is_kept_with_the_draft() -> None:
    writing = await begun(written=True)
    writing.presenter.choose_milestone(Milestone.DECIDED)
    assert not writing.state.overtaken
    await writing.presenter.flush()
    stored = writing.desk.texts["S01", "M1"]
    assert read(stored, lambda: "bead").telling == LetterPurpose(
        Milestone.DECIDED, Milestone.DECIDED
    )


async def test_a_draft_of_yesterday_is_still_what_it_was() -> None:
    writing = await begun(written=True)
    await writing.open("S09")
    await writing.open("S01")
    assert writing.state.milestone is Milestone.REVIEW
    assert writing.state.overtaken


async def test_who_keeps_it_as_it_is_is_not_asked_again() -> None:
    writing = await begun(written=True)
    writing.presenter.dismiss_notice()
    assert writing.state.milestone is Milestone.REVIEW
    await writing.record.refresh()
    assert not writing.state.overtaken


async def test_a_letter_that_came_back_is_still_what_it_was() -> None:
    writing = Writing()
    await writing.open("S01")
    writing.type(EN, ZH)
    assert await writing.presenter.send()
    writing.desk.others_change(decided(writing.desk.table["S01"]))
    await writing.presenter.undo(writing.sent[0])
    assert writing.state.milestone is Milestone.REVIEW


def test_a_draft_without_a_note_of_it_tells_what_the_case_calls_for() -> None:
    assert read(StoredDraft(en=EN, zh=ZH), lambda: "bead").telling is None
    assert WrittenLetter().form == ""


async def test_the_bar_above_the_letter_makes_it_the_decision(office: Office) -> None:
    await office.open("S01")
    reply = office.place.reply
    write(reply, EN, ZH)
    office.desk.others_change(decided(office.desk.table["S01"]))
    office.place.record.refresh()
    await until(reply.view.notice.isVisible)
    Notice(reply.view.notice).press()
    await until(lambda: reply.state.milestone is Milestone.DECIDED)
    assert not reply.view.notice.isVisible()
