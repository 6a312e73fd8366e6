"""A question about what only a later version of the program knows: its words, and what is left."""

from __future__ import annotations

import pytest

from tests.ui.pages.hands import said, until
from tests.ui.pages.questions import card_of, give
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import opener
from ui.panes.needs_you.presenter import QuestionsPresenter
from workstation.app.values import AnswerKind, CommandStage, Question
from workstation.domain import commands as c
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.text import Bilingual
from workstation.i18n import _

WORDS = "Please look at the second photo. 请看第二张照片。"
MEMO = c.UnknownCommand(kind="memo", v=9, body=b"{}", words=("chen.hao", WORDS))


def asked(office: Office) -> Question:
    case = office.desk.table["S01"]
    question = Question(
        command_id="memo-1",
        record_kind="case",
        record_id="S01",
        reference=case.reference,
        title=case.title,
        command=MEMO,
        given_at=case.filed_at,
        stage=CommandStage.QUARANTINED,
        reason=_("This command is of a kind that this version does not know."),
        remedy=_("Bring this program up to date, then do it again."),
        now=case,
        text=Bilingual(MEMO.text, MEMO.text),
    )
    office.desk.open_questions.append(question)
    return question


async def test_it_is_named_shown_with_its_words_and_dropped(office: Office) -> None:
    asked(office)
    await office.open("S01")
    questions = office.place.questions.view
    await until(questions.isVisible)
    view = questions
    assert "a change that this version of the program does not know" in said(questions)
    assert "This command is of a kind" in said(questions)
    (text,) = office.screen.questions.texts
    assert WORDS in text
    assert not card_of(view, AnswerKind.EDIT).isVisible()
    assert card_of(view, AnswerKind.REDO).isVisible()
    give(view, AnswerKind.DROP)
    await until(lambda: not questions.isVisible())
    assert office.desk.open_questions == []


async def test_what_cannot_be_edited_says_why_and_stays(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = asked(office)
    why = Refused(_("This version of the program does not know what that is."), _("Saved"))

    async def refuses(_command_id: str) -> Command:
        raise why

    monkeypatch.setattr(office.desk, "edit", refuses)
    record = opener(office.desk)
    presenter = QuestionsPresenter(office.desk, record, lambda _state: None)
    await record.open("S01")
    await presenter.refresh()
    assert await presenter.edit() is None
    assert (presenter.state.question, presenter.state.notice) == (question, why)
