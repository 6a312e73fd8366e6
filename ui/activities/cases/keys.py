"""Who serves which action: every key and palette entry of the cases, in one list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.activities.cases.refusals import why_no_act, why_no_decision, why_not_sent
from ui.activities.cases.workspace import PaneSlot
from ui.activity import Answers
from ui.case_action import CaseAction
from ui.panes.appeal import CaseAct
from workstation.domain.rules.decision import possible_outcomes
from workstation.domain.views import View

if TYPE_CHECKING:
    from ui.activities.cases.pane import CasesPane

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

_LINES = (
    *(CaseAction.LINE_1, CaseAction.LINE_2, CaseAction.LINE_3),
    *(CaseAction.LINE_4, CaseAction.LINE_5, CaseAction.LINE_6),
)


def serve(answers: Answers, place: CasesPane) -> None:
    """Let the panes serve their actions.

    An act that is not legal now still answers: it says why, and what would make it legal.
    """
    on = answers.on
    unsendable = partial(why_not_sent, place)
    on(CaseAction.NEXT, partial(place.queue.step, 1))
    on(CaseAction.PREVIOUS, partial(place.queue.step, -1))
    on(CaseAction.SKIP, partial(place.queue.step, 1))
    on(CaseAction.OPEN, partial(place.focus, PaneSlot.APPEAL))
    on(CaseAction.SELECT, place.queue.tick, lambda: place.queue.state.selected is not None)
    on(CaseAction.UNSELECT, place.queue.unmark, lambda: bool(place.queue.state.marked))
    on(CaseAction.BACK, partial(_back, place))
    on(CaseAction.SEARCH, partial(_search, place))
    on(CaseAction.REPLY, place.begin_reply)
    on(CaseAction.DECIDE, place.begin_decision, why_not=partial(why_no_decision, place))
    on(CaseAction.CITE, place.policy.cite)
    on(CaseAction.CONFIRM, place.confirm)
    on(CaseAction.RECIPIENT, place.reply.view.head.choose_party, partial(_is_writing, place))
    on(CaseAction.TEMPLATE, place.reply.templates.open, partial(_is_writing, place))
    on(CaseAction.NEXT_BLANK, place.reply.templates.next_blank, partial(_is_writing, place))
    on(CaseAction.INSERT_CLAUSE, place.reply.clauses.open, partial(_is_writing, place))
    on(CaseAction.PREVIEW, place.reply.preview.open, partial(_is_writing, place))
    on(CaseAction.CONVERT, place.reply.conversion.convert, partial(_is_simplified, place))
    on(CaseAction.SEND, place.send, why_not=unsendable)
    on(CaseAction.SEND_NEXT, partial(place.send, then_next=True), why_not=unsendable)
    place.widget.serve(answers)
    for act in CaseAct:
        refused = partial(why_no_act, place, act)
        on(CaseAction(f"case.{act}"), partial(place.act, act), why_not=refused)
    for action, view in zip(_VIEWS, View, strict=True):
        on(action, partial(_show_view, place, view))
    for number, action in enumerate(_LINES, 1):
        on(action, partial(place.decide.answer_line, number), partial(_has_line, place, number))
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


def _has_line(place: CasesPane, number: int) -> bool:
    return place.deciding and place.decide.line_takes(number)
