"""Cases: the queue, the open case, its letter and its decision, the policy beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.activities.cases.actions import ACTIONS, HINTS
from ui.activity import Activity, ActivityPane, Attendant, Seat
from ui.case_action import CaseAction
from ui.keyboard import PALETTE
from ui.theme import Icon
from workstation.domain.views import View
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from workstation.app import Workstation

__all__ = ["ACTIVITY", "CaseAction"]

OPEN_CASE = "open case"


def _build(seat: Seat) -> ActivityPane:
    from ui.activities.cases.pane import CasesPane

    return CasesPane(seat)


def _attend(seat: Seat) -> Attendant:
    from ui.activities.cases.attendant import CasesAttendant

    return CasesAttendant(seat)


async def _waiting(workstation: Workstation) -> int:
    return (await workstation.cases.counts())[View.NEEDS_YOU]


def _lesson(key: Callable[[str], str]) -> Message:
    return _(
        "Three keys do most of the work: {next} goes to the next case, {claim} claims"
        " it, {palette} finds everything else.",
        next=key(CaseAction.NEXT),
        claim=key(CaseAction.CLAIM),
        palette=key(PALETTE).replace("+", " "),
    )


ACTIVITY = Activity(
    name="cases",
    title=pgettext("activity", "Cases"),
    icon=Icon.QUEUE,
    letter="c",
    build=_build,
    actions=ACTIONS,
    hints=HINTS,
    # A text that is sought in the queue is a place too, and a question about what is no case.
    opens=frozenset({"case", "queue", "question"}),
    attend=_attend,
    waiting=_waiting,
    private=(OPEN_CASE,),
    lesson=_lesson,
)
