"""Who serves which action: every key and palette entry of the cases, in one list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.activities.cases.actions import CaseAction
from ui.activities.cases.workspace import PaneSlot
from ui.activity import Answers
from ui.panes.appeal import CaseAct
from workstation.domain.rules.decision import possible_outcomes
from workstation.domain.views import View

if TYPE_CHECKING:
    from ui.activities.cases.pane import CasesPane

_ACTS = {
    CaseAction.CLAIM: CaseAct.CLAIM,
    CaseAction.RELEASE: CaseAct.RELEASE,
    CaseAction.ASSIGN: CaseAct.ASSIGN,
    CaseAction.NOTE: CaseAct.NOTE,
    CaseAction.REQUEST_INFORMATION: CaseAct.REQUEST_INFORMATION,
    CaseAction.RECORD_ANSWER: CaseAct.RECORD_ANSWER,
    CaseAction.REFER: CaseAct.REFER,
    CaseAction.RETURN_CASE: CaseAct.RETURN,
    CaseAction.WITHDRAW: CaseAct.WITHDRAW,
    CaseAction.REOPEN: CaseAct.REOPEN,
}
_VIEWS = (
    CaseAction.VIEW_1,
    CaseAction.VIEW_2,
    CaseAction.VIEW_3,
    CaseAction.VIEW_4,
    CaseAction.VIEW_5,
    CaseAction.VIEW_6,
)
_OUTCOMES = (
    *(CaseAction.OUTCOME_1, CaseAction.OUTCOME_2, CaseAction.OUTCOME_3),
    *(CaseAction.OUTCOME_4, CaseAction.OUTCOME_5, CaseAction.OUTCOME_6),
    *(CaseAction.OUTCOME_7, CaseAction.OUTCOME_8, CaseAction.OUTCOME_9),
)


def serve(answers: Answers, place: CasesPane) -> None:
    """Let the panes serve their actions.

    An act that is not legal now still answers: it says why, and what would make it legal.
    """
    on = answers.on
    on(CaseAction.NEXT, partial(place.queue.step, 1))
    on(CaseAction.PREVIOUS, partial(place.queue.step, -1))
    on(CaseAction.SKIP, partial(place.queue.step, 1))
    on(CaseAction.OPEN, partial(place.focus, PaneSlot.APPEAL))
    on(CaseAction.SELECT, place.queue.tick, lambda: place.queue.state.selected is not None)
    on(CaseAction.UNSELECT, place.queue.unmark, lambda: bool(place.queue.state.marked))
    on(CaseAction.BACK, partial(_back, place))
    on(CaseAction.SEARCH, partial(_search, place))
    on(CaseAction.REPLY, place.begin_reply)
    on(CaseAction.DECIDE, place.begin_decision)
    on(CaseAction.CITE, place.policy.cite)
    on(CaseAction.CONFIRM, place.confirm)
    on(CaseAction.TEMPLATE, place.reply.templates.open, partial(_is_writing, place))
    on(CaseAction.NEXT_BLANK, place.reply.templates.next_blank, partial(_is_writing, place))
    on(CaseAction.INSERT_CLAUSE, place.reply.clauses.open, partial(_is_writing, place))
    on(CaseAction.PREVIEW, place.reply.preview.open, partial(_is_writing, place))
    on(CaseAction.CONVERT, place.reply.conversion.convert, partial(_is_simplified, place))
    on(CaseAction.SEND, place.send)
    on(CaseAction.SEND_NEXT, partial(place.send, then_next=True))
    place.widget.serve(answers)
    for action, act in _ACTS.items():
        on(action, partial(place.act, act))
    for action, view in zip(_VIEWS, View, strict=True):
        on(action, partial(_show_view, place, view))
    for number, action in enumerate(_OUTCOMES, 1):
        on(action, partial(place.choose_outcome, number), partial(_has_outcome, place, number))


def _back(place: CasesPane) -> None:
    """Go back to the queue. What is marked is left first: nobody takes it along unknowingly."""
    if place.queue.state.marked and place.seat.in_sight:
        place.queue.unmark()
    else:
        place.show_queue()


def _is_writing(place: CasesPane) -> bool:
    return place.reply.state.case is not None and not place.deciding


def _is_simplified(place: CasesPane) -> bool:
    return place.reply.conversion.wanted and not place.deciding


def _search(place: CasesPane) -> None:
    place.show_queue()
    place.queue.focus_search()


def _show_view(place: CasesPane, view: View) -> None:
    place.queue.view.view_chosen.emit(view)
    place.show_queue()


def _has_outcome(place: CasesPane, number: int) -> bool:
    case = place.reply.state.case
    return case is not None and number <= len(possible_outcomes(case))
