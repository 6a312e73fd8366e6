"""What can be done with cases: names, categories, icons and default keys."""

from __future__ import annotations

from ui.activity import Hint
from ui.case_action import CaseAction
from ui.keyboard import MOVING, ActionSpec, Category, Fold
from ui.theme import Icon
from workstation.i18n import _, pgettext

CASE = Category(_("The case"))
DECIDE = Category(_("Deciding"))
LINE = Category(_("A line of the decision"), inner=True)
REPLY = Category(pgettext("keys", "Letter"))
# Nine outcomes are one line, not nine.
_NINE = Fold(_("Choose an outcome"))
_SIX = Fold(_("Verdict or measure of the line"))


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
    ActionSpec(CaseAction.UNSELECT, _("Clear the selection"), MOVING, ("Shift+X",), Icon.CLOSE),
    ActionSpec(CaseAction.SEARCH, _("Search the queue"), MOVING, ("/",), Icon.SEARCH),
    *(
        ActionSpec(view, text, MOVING, (str(at),), Icon.QUEUE, everywhere=True)
        for at, (view, text) in enumerate(_VIEWS, start=1)
    ),
)
# What cannot be taken back is done with Shift, so that no stray letter does it.
_CASE = (
    ActionSpec(CaseAction.CLAIM, _("Claim the case"), CASE, ("c",), Icon.CLAIM),
    ActionSpec(CaseAction.RELEASE, _("Put the case back"), CASE, ("Shift+C",), Icon.RELEASE),
    ActionSpec(CaseAction.SKIP, _("Skip the case"), CASE, ("s",), Icon.SKIP),
    ActionSpec(CaseAction.ASSIGN, _("Assign to..."), CASE, ("a",), Icon.ASSIGN),
    ActionSpec(CaseAction.ACCEPT, _("Accept the request"), CASE, ("Shift+A",), Icon.CHECK),
    ActionSpec(CaseAction.NOTE, _("Write a note"), CASE, ("n",), Icon.NOTE),
    ActionSpec(
        CaseAction.REQUEST_INFORMATION,
        _("Ask the party for information"),
        CASE,
        ("i",),
        Icon.QUESTION,
    ),
    ActionSpec(CaseAction.EXTEND, _("Give the party more time"), CASE, ("w",), Icon.CALENDAR),
    ActionSpec(CaseAction.RECORD_ANSWER, _("Record an answer"), CASE, ("Shift+I",), Icon.INBOX),
    ActionSpec(
        CaseAction.DECIDE_ON_FILE, _("Go on without the answer"), CASE, ("Shift+W",), Icon.CLOCK
    ),
    ActionSpec(CaseAction.REFER, _("Refer to a specialist team"), CASE, ("f",), Icon.REFER),
    ActionSpec(CaseAction.AGREE, _("Agree and sign"), CASE, ("Shift+Y",), Icon.CHECK),
    ActionSpec(CaseAction.RETURN, _("Return the proposed decision"), CASE, ("b",), Icon.UNDO),
    ActionSpec(
        CaseAction.RECORD_ACTION,
        _("Record that the decision was carried out"),
        CASE,
        ("Shift+D",),
        Icon.CHECK,
    ),
    ActionSpec(CaseAction.WITHDRAW, _("Record a withdrawal"), CASE, ("Shift+B",), Icon.CLOSE),
    ActionSpec(CaseAction.CLOSE, _("Close the case"), CASE, ("Shift+O",), Icon.LOCK),
    ActionSpec(CaseAction.REOPEN, _("Reopen the case"), CASE, ("o",), Icon.REOPEN),
    ActionSpec(CaseAction.POLICY, _("Show the policy"), CASE, ("p",), Icon.POLICY),
    ActionSpec(CaseAction.CITE, _("Cite the clause"), CASE, ("q",), Icon.CITE),
)
_NUMBERED = tuple(CaseAction[f"OUTCOME_{number}"] for number in range(1, 10))
_OUTCOMES = tuple(
    ActionSpec(
        each,
        _("Choose outcome {number}", number=at),
        DECIDE,
        (f"Ctrl+{at}",),
        Icon.CHECK,
        fold=_NINE,
    )
    for at, each in enumerate(_NUMBERED, start=1)
)
_LINES = tuple(
    ActionSpec(
        CaseAction[f"LINE_{at}"],
        _("Verdict or measure {number} of the line", number=at),
        LINE,
        (str(at),),
        Icon.CHECK,
        fold=_SIX,
    )
    for at in range(1, 7)
)
_DECIDE = (ActionSpec(CaseAction.DECIDE, _("Decide"), DECIDE, ("d",), Icon.DECIDE), *_OUTCOMES)
_REPLY = (
    ActionSpec(CaseAction.REPLY, _("Write the reply"), REPLY, ("r",), Icon.REPLY),
    ActionSpec(
        CaseAction.CONFIRM,
        _("Confirm the pair, decide, sign, or do what the case calls for"),
        REPLY,
        ("Ctrl+Return",),
        Icon.CHECK,
    ),
    ActionSpec(
        CaseAction.INSERT_CLAUSE, _("Insert a policy clause"), REPLY, ("Ctrl+P",), Icon.CITE
    ),
    ActionSpec(
        CaseAction.RECIPIENT, _("Choose whom the letter is for"), REPLY, ("Ctrl+R",), Icon.PERSON
    ),
    ActionSpec(CaseAction.TEMPLATE, _("Insert a template"), REPLY, ("Ctrl+T",), Icon.DOCUMENT),
    ActionSpec(CaseAction.NEXT_BLANK, _("Next blank of the letter"), REPLY, ("F2",)),
    ActionSpec(CaseAction.PREVIEW, _("Preview what the party gets"), REPLY, ("F7",), Icon.EYE),
    ActionSpec(
        CaseAction.CONVERT,
        _("Convert to the party's script"),
        REPLY,
        ("Ctrl+Shift+T",),
        Icon.LANGUAGE,
    ),
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
ACTIONS = (*_MOVING, *_CASE, *_DECIDE, *_LINES, *_REPLY)
HINTS = (
    Hint((CaseAction.NEXT, CaseAction.PREVIOUS), pgettext("key hint", "move")),
    Hint((CaseAction.OPEN,), pgettext("key hint", "open")),
    Hint((CaseAction.CLAIM,), pgettext("key hint", "claim")),
    Hint((CaseAction.DECIDE,), pgettext("key hint", "decide")),
)
