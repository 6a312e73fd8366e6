"""The lines of the timeline say who holds the case, and how they came to it."""

from tests.ui.panes.table import LI, PRIYA, WEI, do, filed
from ui.panes.appeal.words import event_words, word_on
from workstation.domain import commands as c
from workstation.domain.taxonomy import Language
from workstation.i18n import Translator

SAY = Translator("en").text


def test_a_case_is_claimed_by_its_owner_and_assigned_by_others() -> None:
    case = do(filed("S03"), c.Claim(), WEI)
    assert SAY(event_words(case.timeline[-1])) == "Claimed"
    case = do(case, c.Assign(owner=LI), PRIYA)
    assert SAY(event_words(case.timeline[-1])) == f"Assigned to {LI.name}"


def test_the_new_owner_is_named_once_with_the_reason() -> None:
    case = do(filed("S03"), c.Claim(), WEI)
    assert word_on(case.timeline[-1], Language.EN) == ""
    case = do(case, c.Assign(owner=LI), PRIYA)
    assert word_on(case.timeline[-1], Language.EN) == ""
    case = do(case, c.Assign(owner=WEI, reason="Li is away"), PRIYA)
    assert word_on(case.timeline[-1], Language.ZH) == "Li is away"
    case = do(case, c.AddNote(text="Seen"), WEI)
    assert word_on(case.timeline[-1], Language.EN) == "Seen"
