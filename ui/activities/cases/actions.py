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
_NINE = Fold(_("Choose an outcome"), "Ctrl+1...9")


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


_VIEWS = (
    (CaseAction.VIEW_1, _("Show my cases")),
    (CaseAction.VIEW_2, _("Show unassigned cases")),
    (CaseAction.VIEW_3, _("Show what needs you")),
    (CaseAction.VIEW_4, _("Show cases that wait for others")),
    (CaseAction.VIEW_5, _("Show all open cases")),
    (CaseAction.VIEW_6, _("Show cases that are done")),
)
_MOVING = (
    ActionSpec(CaseAction.NEXT, _("Next case"), MOVING, ("j",), Icon.CHEVRON_DOWN, repeats=True),
    ActionSpec(
        CaseAction.PREVIOUS, _("Previous case"), MOVING, ("k",), Icon.CHEVRON_UP, repeats=True
    ),
    ActionSpec(CaseAction.OPEN, _("Open the case"), MOVING, ("Return",), Icon.CHEVRON_RIGHT),
    ActionSpec(
        CaseAction.BACK,
        _("Back to the queue"),
        MOVING,
        ("u",),
        Icon.CHEVRON_LEFT,
        everywhere=True,
    ),
    ActionSpec(CaseAction.SELECT, _("Select the case"), MOVING, ("x",), Icon.CHECK),
    ActionSpec(CaseAction.UNSELECT, _("Clear the selection"), MOVING, ("Esc",), Icon.CLOSE),
    ActionSpec(CaseAction.SEARCH, _("Search the queue"), MOVING, ("/",), Icon.SEARCH),
    *(
        ActionSpec(view, text, MOVING, (str(at),), Icon.QUEUE, everywhere=True)
        for at, (view, text) in enumerate(_VIEWS, start=1)
    ),
)
_CASE = (
    ActionSpec(CaseAction.CLAIM, _("Claim the case"), CASE, ("c",), Icon.CLAIM),
    ActionSpec(CaseAction.RELEASE, _("Put the case back"), CASE, ("Shift+C",), Icon.RELEASE),
    ActionSpec(CaseAction.SKIP, _("Skip the case"), CASE, ("s",), Icon.SKIP),
    ActionSpec(CaseAction.ASSIGN, _("Assign to..."), CASE, ("a",), Icon.ASSIGN),
    ActionSpec(CaseAction.NOTE, _("Write a note"), CASE, ("n",), Icon.NOTE),
    ActionSpec(
        CaseAction.REQUEST_INFORMATION,
        _("Ask the party for information"),
        CASE,
        ("i",),
        Icon.QUESTION,
    ),
    ActionSpec(CaseAction.RECORD_ANSWER, _("Record an answer"), CASE, (), Icon.INBOX),
    ActionSpec(CaseAction.REFER, _("Refer to a specialist team"), CASE, (), Icon.REFER),
    ActionSpec(CaseAction.RETURN_CASE, _("Return the proposed decision"), CASE, (), Icon.UNDO),
    ActionSpec(CaseAction.WITHDRAW, _("Record a withdrawal"), CASE, (), Icon.CLOSE),
    ActionSpec(CaseAction.REOPEN, _("Reopen the case"), CASE, (), Icon.REOPEN),
    ActionSpec(CaseAction.POLICY, _("Show the policy"), CASE, ("p",), Icon.POLICY),
    ActionSpec(CaseAction.CITE, _("Cite the clause"), CASE, ("q",), Icon.CITE),
)
_NUMBERED = tuple(CaseAction[f"OUTCOME_{number}"] for number in range(1, 10))
_OUTCOMES = tuple(
    ActionSpec(
        each,
        _("Choose outcome {number}", number=at),
        REPLY,
        (f"Ctrl+{at}",),
        Icon.CHECK,
        fold=_NINE,
    )
    for at, each in enumerate(_NUMBERED, start=1)
)
_REPLY = (
    ActionSpec(CaseAction.REPLY, _("Write the reply"), REPLY, ("r",), Icon.REPLY),
    ActionSpec(CaseAction.DECIDE, _("Decide"), REPLY, ("d",), Icon.DECIDE),
    *_OUTCOMES,
    ActionSpec(
        CaseAction.CONFIRM,
        _("Confirm the pair, or sign the decision"),
        REPLY,
        ("Ctrl+Return",),
        Icon.CHECK,
    ),
    ActionSpec(
        CaseAction.INSERT_CLAUSE, _("Insert a policy clause"), REPLY, ("Ctrl+P",), Icon.CITE
    ),
    ActionSpec(CaseAction.TEMPLATE, _("Insert a template"), REPLY, ("Ctrl+T",), Icon.DOCUMENT),
    ActionSpec(CaseAction.NEXT_BLANK, _("Next blank of the letter"), REPLY, ("F2",)),
    ActionSpec(CaseAction.PREVIEW, _("Preview what the party gets"), REPLY, ("F7",), Icon.EYE),
    ActionSpec(CaseAction.CONVERT, _("Convert to the party's script"), REPLY, (), Icon.LANGUAGE),
    ActionSpec(CaseAction.SEND, _("Send"), REPLY, ("Ctrl+Shift+Return",), Icon.SEND),
    ActionSpec(
        CaseAction.SEND_NEXT,
        _("Send and open the next case"),
        REPLY,
        ("Ctrl+Shift+J",),
        Icon.SEND,
    ),
    ActionSpec(
        CaseAction.WIDE_REPLY, _("Give the reply the whole centre"), REPLY, ("F8",), Icon.EXPAND
    ),
)
ACTIONS = (*_MOVING, *_CASE, *_REPLY)
HINTS = (
    Hint((CaseAction.NEXT, CaseAction.PREVIOUS), pgettext("key hint", "move")),
    Hint((CaseAction.OPEN,), pgettext("key hint", "open")),
    Hint((CaseAction.CLAIM,), pgettext("key hint", "claim")),
    Hint((CaseAction.DECIDE,), pgettext("key hint", "decide")),
)
