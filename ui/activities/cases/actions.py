"""What can be done with cases: names, categories, icons and default keys."""

from __future__ import annotations

from enum import StrEnum

from ui import activity
from ui.activity import MOVING, ActionSpec, Category, Fold, Hint
from ui.theme import Icon
from workstation.i18n import _, pgettext

CASE = Category(_("The case"))
REPLY = Category(_("Reply and decision"))
# Nine outcomes are one line, not nine.
_OUTCOMES = Fold(_("Choose an outcome"), "Ctrl+1...9")


class CaseAction(StrEnum):
    """One thing that a person can do with cases. Other activities answer the first four too,
    and all come back by `BACK`."""

    NEXT = activity.NEXT
    PREVIOUS = activity.PREVIOUS
    SEARCH = activity.SEARCH
    CONFIRM = activity.CONFIRM
    OPEN = "case.open"
    BACK = activity.BACK
    SELECT = "case.select"
    UNSELECT = "case.unselect"
    VIEW_1 = "case.view_1"
    VIEW_2 = "case.view_2"
    VIEW_3 = "case.view_3"
    VIEW_4 = "case.view_4"
    VIEW_5 = "case.view_5"
    VIEW_6 = "case.view_6"
    CLAIM = "case.claim"
    RELEASE = "case.release"
    SKIP = "case.skip"
    ASSIGN = "case.assign"
    NOTE = "case.note"
    REQUEST_INFORMATION = "case.request_information"
    RECORD_ANSWER = "case.record_answer"
    REFER = "case.refer"
    RETURN_CASE = "case.return_case"
    WITHDRAW = "case.withdraw"
    REOPEN = "case.reopen"
    POLICY = "case.policy"
    CITE = "case.cite"
    REPLY = "case.reply"
    DECIDE = "case.decide"
    OUTCOME_1 = "case.outcome_1"
    OUTCOME_2 = "case.outcome_2"
    OUTCOME_3 = "case.outcome_3"
    OUTCOME_4 = "case.outcome_4"
    OUTCOME_5 = "case.outcome_5"
    OUTCOME_6 = "case.outcome_6"
    OUTCOME_7 = "case.outcome_7"
    OUTCOME_8 = "case.outcome_8"
    OUTCOME_9 = "case.outcome_9"
    INSERT_CLAUSE = "case.insert_clause"
    TEMPLATE = "case.template"
    NEXT_BLANK = "case.next_blank"
    PREVIEW = "case.preview"
    CONVERT = "case.convert"
    SEND = "case.send"
    SEND_NEXT = "case.send_next"
    WIDE_REPLY = "case.wide_reply"


def _moving() -> tuple[ActionSpec, ...]:
    move = MOVING
    views = (
        (CaseAction.VIEW_1, _("Show my cases")),
        (CaseAction.VIEW_2, _("Show unassigned cases")),
        (CaseAction.VIEW_3, _("Show what needs you")),
        (CaseAction.VIEW_4, _("Show cases that wait for others")),
        (CaseAction.VIEW_5, _("Show all open cases")),
        (CaseAction.VIEW_6, _("Show cases that are done")),
    )
    return (
        ActionSpec(CaseAction.NEXT, _("Next case"), move, ("j",), Icon.CHEVRON_DOWN, repeats=True),
        ActionSpec(
            CaseAction.PREVIOUS, _("Previous case"), move, ("k",), Icon.CHEVRON_UP, repeats=True
        ),
        ActionSpec(CaseAction.OPEN, _("Open the case"), move, ("Return",), Icon.CHEVRON_RIGHT),
        ActionSpec(
            CaseAction.BACK,
            _("Back to the queue"),
            move,
            ("u",),
            Icon.CHEVRON_LEFT,
            everywhere=True,
        ),
        ActionSpec(CaseAction.SELECT, _("Select the case"), move, ("x",), Icon.CHECK),
        ActionSpec(CaseAction.UNSELECT, _("Clear the selection"), move, ("Esc",), Icon.CLOSE),
        ActionSpec(CaseAction.SEARCH, _("Search the queue"), move, ("/",), Icon.SEARCH),
        *(
            ActionSpec(view, text, move, (str(at),), Icon.QUEUE, everywhere=True)
            for at, (view, text) in enumerate(views, start=1)
        ),
    )


def _case() -> tuple[ActionSpec, ...]:
    case = CASE
    return (
        ActionSpec(CaseAction.CLAIM, _("Claim the case"), case, ("c",), Icon.CLAIM),
        ActionSpec(CaseAction.RELEASE, _("Put the case back"), case, ("Shift+C",), Icon.RELEASE),
        ActionSpec(CaseAction.SKIP, _("Skip the case"), case, ("s",), Icon.SKIP),
        ActionSpec(CaseAction.ASSIGN, _("Assign to..."), case, ("a",), Icon.ASSIGN),
        ActionSpec(CaseAction.NOTE, _("Write a note"), case, ("n",), Icon.NOTE),
        ActionSpec(
            CaseAction.REQUEST_INFORMATION,
            _("Ask the party for information"),
            case,
            ("i",),
            Icon.QUESTION,
        ),
        ActionSpec(CaseAction.RECORD_ANSWER, _("Record an answer"), case, (), Icon.INBOX),
        ActionSpec(CaseAction.REFER, _("Refer to a specialist team"), case, (), Icon.REFER),
        ActionSpec(CaseAction.RETURN_CASE, _("Return the proposed decision"), case, (), Icon.UNDO),
        ActionSpec(CaseAction.WITHDRAW, _("Record a withdrawal"), case, (), Icon.CLOSE),
        ActionSpec(CaseAction.REOPEN, _("Reopen the case"), case, (), Icon.REOPEN),
        ActionSpec(CaseAction.POLICY, _("Show the policy"), case, ("p",), Icon.POLICY),
        ActionSpec(CaseAction.CITE, _("Cite the clause"), case, ("q",), Icon.CITE),
    )


def _outcomes() -> tuple[ActionSpec, ...]:
    outcomes = tuple(CaseAction[f"OUTCOME_{number}"] for number in range(1, 10))
    return tuple(
        ActionSpec(
            each,
            _("Choose outcome {number}", number=at),
            REPLY,
            (f"Ctrl+{at}",),
            Icon.CHECK,
            fold=_OUTCOMES,
        )
        for at, each in enumerate(outcomes, start=1)
    )


def _reply() -> tuple[ActionSpec, ...]:
    reply = REPLY
    return (
        ActionSpec(CaseAction.REPLY, _("Write the reply"), reply, ("r",), Icon.REPLY),
        ActionSpec(CaseAction.DECIDE, _("Decide"), reply, ("d",), Icon.DECIDE),
        *_outcomes(),
        ActionSpec(
            CaseAction.CONFIRM,
            _("Confirm the pair, or sign the decision"),
            reply,
            ("Ctrl+Return",),
            Icon.CHECK,
        ),
        ActionSpec(
            CaseAction.INSERT_CLAUSE, _("Insert a policy clause"), reply, ("Ctrl+P",), Icon.CITE
        ),
        ActionSpec(CaseAction.TEMPLATE, _("Insert a template"), reply, ("Ctrl+T",), Icon.DOCUMENT),
        ActionSpec(CaseAction.NEXT_BLANK, _("Next blank of the letter"), reply, ("F2",)),
        ActionSpec(CaseAction.PREVIEW, _("Preview what the party gets"), reply, ("F7",), Icon.EYE),
        ActionSpec(
            CaseAction.CONVERT, _("Convert to the party's script"), reply, (), Icon.LANGUAGE
        ),
        ActionSpec(CaseAction.SEND, _("Send"), reply, ("Ctrl+Shift+Return",), Icon.SEND),
        ActionSpec(
            CaseAction.SEND_NEXT,
            _("Send and open the next case"),
            reply,
            ("Ctrl+Shift+J",),
            Icon.SEND,
        ),
        ActionSpec(
            CaseAction.WIDE_REPLY, _("Give the reply the whole centre"), reply, ("F8",), Icon.EXPAND
        ),
    )


ACTIONS = (*_moving(), *_case(), *_reply())
HINTS = (
    Hint((CaseAction.NEXT, CaseAction.PREVIOUS), pgettext("key hint", "move")),
    Hint((CaseAction.OPEN,), pgettext("key hint", "open")),
    Hint((CaseAction.CLAIM,), pgettext("key hint", "claim")),
    Hint((CaseAction.DECIDE,), pgettext("key hint", "decide")),
)
