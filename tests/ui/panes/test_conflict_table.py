"""Then and now of a conflict, in lines that are as high as their letters."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from tests.ui.pages.hands import in_sight, until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI
from workstation.app.values import CommandStage, Question
from workstation.domain import commands as c
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual
from workstation.i18n import _

LONG_EN = "Dear team,\n\nThank you for the brand's letter. We are reading it now."


async def test_the_table_of_a_conflict_has_room_for_each_of_its_lines(office: Office) -> None:
    case = office.desk.table["S01"]
    letter = c.SendReply(
        letter="l",
        party="M1",
        milestone=Milestone.REVIEW,
        text=Bilingual(LONG_EN, "尊敬的团队：\n\n我们正在审核。"),
    )
    office.desk.open_questions.append(
        Question(
            command_id="q1",
            record_kind="case",
            record_id="S01",
            reference=case.reference,
            title=case.title,
            command=letter,
            given_at=case.filed_at,
            stage=CommandStage.CONFLICT,
            reason=_("The case was given to somebody else while you worked on it."),
            remedy=_("Your text is kept. Hand it over, or ask for the case back."),
            seen=case,
            now=replace(case, owner=LI.person),
            text=letter.text,
        )
    )
    await office.open("S01")
    questions = office.place.questions.view
    await until(questions.isVisible)
    lines = in_sight(office.screen.questions.comparison, QLabel)
    assert lines
    for label in lines:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
