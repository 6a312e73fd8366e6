"""What was sent is read beside what is written; what is quoted is told as it is."""

from __future__ import annotations

from dataclasses import replace

from tests.ui.pages.hands import until, words_in
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import do
from ui.panes.reply.preview import PreviewSheet
from ui.panes.reply.reasons import ReviewPanel
from ui.panes.reply.sent_letters import SentLetters
from ui.theme import theme
from ui.widgets import Label, ReadingView
from workstation.bilingual.bead import Bead, BeadOrigin, Lock
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.bilingual.draft import Draft
from workstation.domain import commands as c
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual
from workstation.i18n import _

LONG = "We have read what you sent us and go on with it. " * 8


async def test_a_sent_letter_has_room_and_both_of_its_sides_begin_at_the_top(
    office: Office,
) -> None:
    case = office.desk.table["S01"]
    letter = c.SendReply(
        letter="l9", party="M1", milestone=Milestone.REVIEW, text=Bilingual(LONG, "我们已阅。")
    )
    office.desk.table["S01"] = do(case, letter, office.desk.me)
    await office.open("S01")
    letters = office.place.reply.view.findChild(SentLetters)
    assert isinstance(letters, SentLetters)
    letters.unfold(True)
    await until(lambda: letters.isVisible() and letters.height() > 1)
    assert letters.height() >= theme().scaled(168)
    english, chinese = letters.findChildren(ReadingView)[:2]
    assert english.height() > chinese.height()
    assert english.y() == chinese.y()


async def test_a_clause_that_was_converted_is_not_said_to_stand_as_published(
    office: Office,
) -> None:
    await office.open("S01")
    state = office.place.reply.state
    sheet = PreviewSheet(office.window)
    sheet.show()

    def quotes(*beads: Bead) -> str:
        sheet.show_state(replace(state, draft=Draft(beads)))
        (said,) = [words for words in words_in(sheet) if words.startswith("Quotes")]
        return said

    kept = Bead("a", "x", "y", origin=BeadOrigin.CLAUSE, lock=Lock("AUT 3.2", "2.0"))
    turned = replace(kept, id="b", lock=Lock("CCR 2.1", "2.0"), converted=True)
    assert quotes(kept) == "Quotes AUT 3.2 v2.0 as published"
    said = quotes(turned)
    assert "CCR 2.1 v2.0" in said
    assert "as published" not in said
    assert "CCR 2.1 v2.0 with its Chinese put" in quotes(kept, turned)
    assert quotes(kept, turned).endswith("AUT 3.2 v2.0 as published")


async def test_the_review_says_its_title_in_one_line_where_there_is_room(office: Office) -> None:
    await office.open("S01")
    panel = office.place.reply.view.findChild(ReviewPanel)
    assert isinstance(panel, ReviewPanel)
    why = _("The day of the campaign differs.")
    panel.show_findings((Finding("a", Check.DATE, Severity.S2, why, key="k"),))
    panel.show()
    title = panel.findChildren(Label)[0]
    await until(lambda: panel.isVisible() and title.width() > 1)
    assert title.width() >= title.fontMetrics().horizontalAdvance(title.text())
