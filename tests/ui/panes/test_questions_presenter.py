"""What needs an answer is answered once, whoever presses twice or answers it meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.ui.panes.desk import MemoryDesk
from tests.ui.panes.table import NOW, desk, opener
from ui.open_record import OpenRecord
from ui.panes.needs_you.presenter import QuestionsPresenter
from workstation.app.values import CommandStage, Question
from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.job import Job, StopJob
from workstation.i18n import _


async def asked() -> tuple[MemoryDesk, OpenRecord[Case], QuestionsPresenter]:
    table = desk()
    case = table.table["S01"]
    question = Question(
        command_id="q1",
        record_kind="case",
        record_id="S01",
        reference=case.reference,
        command=c.AddNote(text="Called the distributor."),
        title=case.title,
        now=case,
        reason=_("Saved"),
        remedy=_("Saved"),
        given_at=NOW,
        stage=CommandStage.REFUSED,
    )
    table.open_questions.append(question)
    record = opener(table)
    presenter = QuestionsPresenter(table, record, lambda _state: None)
    await record.open("S01")
    await presenter.refresh()
    assert presenter.state.question is not None
    assert presenter.state.question.command_id == question.command_id
    return table, record, presenter


async def test_a_second_press_does_it_once() -> None:
    table, _record, presenter = await asked()
    await asyncio.gather(presenter.redo(), presenter.redo())
    assert [each for _case, each in table.given] == [c.AddNote(text="Called the distributor.")]
    assert presenter.state.question is None


async def test_what_is_asked_about_a_job_stands_with_whatever_case_is_open() -> None:
    table, record, presenter = await asked()
    table.open_questions[:] = [
        replace(
            table.open_questions[0],
            record_kind="job",
            record_id="job:1",
            reference="",
            command=StopJob(reason="Wrong week"),
            now=Job(id="job:1"),
        )
    ]
    for case in ("S01", "S02"):
        await record.open(case)
        await presenter.refresh()
        assert presenter.state.question == table.open_questions[0]


@pytest.mark.parametrize("answer", ["redo", "edit", "drop"])
async def test_what_was_answered_meanwhile_is_no_fault(answer: str) -> None:
    table, _record, presenter = await asked()
    table.open_questions.clear()
    assert await getattr(presenter, answer)() is None
    assert table.given == []
    assert presenter.state.question is None
