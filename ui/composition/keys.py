"""Who serves which action: every key and palette entry of the workplace, in one list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.panes.appeal import Act
from ui.shell import ActionId, Actions, Place
from workstation.domain.rules.decision import possible_outcomes
from workstation.domain.views import View

if TYPE_CHECKING:
    from ui.composition.workplace import Workplace

_ACTS = {
    ActionId.CLAIM: Act.CLAIM,
    ActionId.RELEASE: Act.RELEASE,
    ActionId.ASSIGN: Act.ASSIGN,
    ActionId.NOTE: Act.NOTE,
    ActionId.REQUEST_INFORMATION: Act.REQUEST_INFORMATION,
    ActionId.RECORD_ANSWER: Act.RECORD_ANSWER,
    ActionId.REFER: Act.REFER,
    ActionId.RETURN_CASE: Act.RETURN,
    ActionId.WITHDRAW: Act.WITHDRAW,
    ActionId.REOPEN: Act.REOPEN,
}
_VIEWS = (
    ActionId.VIEW_1,
    ActionId.VIEW_2,
    ActionId.VIEW_3,
    ActionId.VIEW_4,
    ActionId.VIEW_5,
    ActionId.VIEW_6,
)
_OUTCOMES = (
    *(ActionId.OUTCOME_1, ActionId.OUTCOME_2, ActionId.OUTCOME_3),
    *(ActionId.OUTCOME_4, ActionId.OUTCOME_5, ActionId.OUTCOME_6),
    *(ActionId.OUTCOME_7, ActionId.OUTCOME_8, ActionId.OUTCOME_9),
)


def serve(
    actions: Actions,
    place: Workplace,
    sync_now: Callable[[], object],
    sign_out: Callable[[], object],
) -> None:
    """Let the workplace serve its actions. An act that is not legal now still answers: it says
    why, and what would make it legal."""
    on = actions.on
    on(ActionId.NEXT, partial(_step, place, 1))
    on(ActionId.PREVIOUS, partial(_step, place, -1))
    on(ActionId.SKIP, partial(place.queue.step, 1))
    on(ActionId.OPEN, partial(place.window.focus_pane, Place.APPEAL))
    on(ActionId.SELECT, place.queue.tick, partial(_has_row, place))
    on(ActionId.UNSELECT, place.marked.clear, partial(_has_marks, place))
    on(ActionId.BACK, partial(_back, place))
    on(ActionId.SEARCH, partial(_search, place))
    on(ActionId.REPLY, place.begin_reply)
    on(ActionId.DECIDE, place.begin_decision)
    on(ActionId.CITE, place.policy.cite_clause)
    on(ActionId.CONFIRM, partial(_confirm, place))
    on(ActionId.TEMPLATE, place.reply.templates.open, partial(_is_writing, place))
    on(ActionId.NEXT_BLANK, place.reply.templates.next_blank, partial(_is_writing, place))
    on(ActionId.INSERT_CLAUSE, place.reply.clauses.open, partial(_is_writing, place))
    on(ActionId.PREVIEW, place.reply.preview.open, partial(_is_writing, place))
    on(ActionId.CONVERT, place.reply.turning.convert, partial(_is_simplified, place))
    on(ActionId.SEND, place.send)
    on(ActionId.SEND_NEXT, partial(place.send, then_next=True))
    on(ActionId.HOUSE, place.book.toggle)
    on(ActionId.SYNC_NOW, sync_now)
    on(ActionId.SIGN_OUT, sign_out)
    for action, act in _ACTS.items():
        on(action, partial(place.act, act))
    for action, view in zip(_VIEWS, View, strict=True):
        on(action, partial(_show_view, place, view))
    for number, action in enumerate(_OUTCOMES, 1):
        on(action, partial(place.choose_outcome, number), partial(_has_outcome, place, number))


def _has_row(place: Workplace) -> bool:
    return place.queue.state.selected is not None


def _has_marks(place: Workplace) -> bool:
    return place.marked.any


def _back(place: Workplace) -> None:
    """What is selected is left first: nobody takes it along without knowing."""
    if place.marked.any and not place.book.open:
        place.marked.clear()
    else:
        place.window.show_queue()


def _is_writing(place: Workplace) -> bool:
    return place.reply.state.case is not None and not place.deciding


def _is_simplified(place: Workplace) -> bool:
    return place.reply.turning.wanted and not place.deciding


def _step(place: Workplace, by: int) -> None:
    if not place.book.step(by):
        place.queue.step(by)


def _confirm(place: Workplace) -> None:
    if not place.book.save():
        place.confirm()


def _search(place: Workplace) -> None:
    if place.book.search():
        return
    place.window.show_queue()
    place.queue.focus_search()


def _show_view(place: Workplace, view: View) -> None:
    place.queue.view_chosen.emit(view)
    place.window.show_queue()


def _has_outcome(place: Workplace, number: int) -> bool:
    case = place.reply.state.case
    return case is not None and number <= len(possible_outcomes(case))
