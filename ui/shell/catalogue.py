"""The list of actions: names, categories, icons and default keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING

from ui.theme import Icon
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from collections.abc import Mapping


class Category(Enum):
    """The section of the key help that an action stands in."""

    MOVE = auto()
    CASE = auto()
    REPLY = auto()
    WINDOW = auto()


CATEGORY_NAMES: Mapping[Category, Message] = MappingProxyType(
    {
        Category.MOVE: _("Moving about"),
        Category.CASE: _("The case"),
        Category.REPLY: _("Reply and decision"),
        Category.WINDOW: _("Window"),
    }
)


class ActionId(Enum):
    """One thing that a person can do."""

    NEXT = auto()
    PREVIOUS = auto()
    OPEN = auto()
    BACK = auto()
    SELECT = auto()
    UNSELECT = auto()
    SEARCH = auto()
    VIEW_1 = auto()
    VIEW_2 = auto()
    VIEW_3 = auto()
    VIEW_4 = auto()
    VIEW_5 = auto()
    VIEW_6 = auto()
    NEXT_PANE = auto()
    PREVIOUS_PANE = auto()
    CLAIM = auto()
    RELEASE = auto()
    SKIP = auto()
    ASSIGN = auto()
    NOTE = auto()
    REQUEST_INFORMATION = auto()
    RECORD_ANSWER = auto()
    REFER = auto()
    RETURN_CASE = auto()
    WITHDRAW = auto()
    REOPEN = auto()
    POLICY = auto()
    CITE = auto()
    REPLY = auto()
    DECIDE = auto()
    OUTCOME_1 = auto()
    OUTCOME_2 = auto()
    OUTCOME_3 = auto()
    OUTCOME_4 = auto()
    OUTCOME_5 = auto()
    OUTCOME_6 = auto()
    OUTCOME_7 = auto()
    OUTCOME_8 = auto()
    OUTCOME_9 = auto()
    CONFIRM = auto()
    INSERT_CLAUSE = auto()
    TEMPLATE = auto()
    NEXT_BLANK = auto()
    PREVIEW = auto()
    CONVERT = auto()
    SEND = auto()
    SEND_NEXT = auto()
    UNDO = auto()
    WIDE_REPLY = auto()
    PALETTE = auto()
    HELP = auto()
    HOUSE = auto()
    SYNC_NOW = auto()
    SWITCH_LANGUAGE = auto()
    ENGLISH = auto()
    CHINESE = auto()
    THEME_SYSTEM = auto()
    THEME_LIGHT = auto()
    THEME_DARK = auto()
    TEXT_LARGER = auto()
    TEXT_SMALLER = auto()
    TEXT_NORMAL = auto()
    SIGN_OUT = auto()
    QUIT = auto()


@dataclass(frozen=True, slots=True)
class Spec:
    """What an action is called and where its key lies by default.

    Keys are written as `Ctrl+Shift+Return`, `F6`, `j` or `?`. None uses Alt: Alt+letter
    belongs to menus and Ctrl+Alt is AltGr, with which people type.
    """

    id: ActionId
    text: Message
    category: Category
    keys: tuple[str, ...] = ()
    icon: Icon | None = None


def _moving() -> tuple[Spec, ...]:
    move = Category.MOVE
    views = (
        (ActionId.VIEW_1, _("Show my cases")),
        (ActionId.VIEW_2, _("Show unassigned cases")),
        (ActionId.VIEW_3, _("Show what needs you")),
        (ActionId.VIEW_4, _("Show cases that wait for others")),
        (ActionId.VIEW_5, _("Show all open cases")),
        (ActionId.VIEW_6, _("Show cases that are done")),
    )
    return (
        Spec(ActionId.NEXT, _("Next case"), move, ("j",), Icon.CHEVRON_DOWN),
        Spec(ActionId.PREVIOUS, _("Previous case"), move, ("k",), Icon.CHEVRON_UP),
        Spec(ActionId.OPEN, _("Open the case"), move, ("Return",), Icon.CHEVRON_RIGHT),
        Spec(ActionId.BACK, _("Back to the queue"), move, ("u",), Icon.CHEVRON_LEFT),
        Spec(ActionId.SELECT, _("Select the case"), move, ("x",), Icon.CHECK),
        Spec(ActionId.UNSELECT, _("Clear the selection"), move, ("Esc",), Icon.CLOSE),
        Spec(ActionId.SEARCH, _("Search the queue"), move, ("/",), Icon.SEARCH),
        *(
            Spec(view, text, move, (str(at),), Icon.QUEUE)
            for at, (view, text) in enumerate(views, start=1)
        ),
        Spec(ActionId.HOUSE, _("Glossary and house style"), move, ("g",), Icon.GLOSSARY),
        Spec(ActionId.NEXT_PANE, _("Next pane"), move, ("F6",), Icon.DRAWER),
        Spec(ActionId.PREVIOUS_PANE, _("Previous pane"), move, ("Shift+F6",), Icon.SIDEBAR),
    )


def _case() -> tuple[Spec, ...]:
    case = Category.CASE
    return (
        Spec(ActionId.CLAIM, _("Claim the case"), case, ("c",), Icon.CLAIM),
        Spec(ActionId.RELEASE, _("Put the case back"), case, ("Shift+C",), Icon.RELEASE),
        Spec(ActionId.SKIP, _("Skip the case"), case, ("s",), Icon.SKIP),
        Spec(ActionId.ASSIGN, _("Assign to..."), case, ("a",), Icon.ASSIGN),
        Spec(ActionId.NOTE, _("Write a note"), case, ("n",), Icon.NOTE),
        Spec(
            ActionId.REQUEST_INFORMATION,
            _("Ask the party for information"),
            case,
            ("i",),
            Icon.QUESTION,
        ),
        Spec(ActionId.RECORD_ANSWER, _("Record an answer"), case, (), Icon.INBOX),
        Spec(ActionId.REFER, _("Refer to a specialist team"), case, (), Icon.REFER),
        Spec(ActionId.RETURN_CASE, _("Return the proposed decision"), case, (), Icon.UNDO),
        Spec(ActionId.WITHDRAW, _("Record a withdrawal"), case, (), Icon.CLOSE),
        Spec(ActionId.REOPEN, _("Reopen the case"), case, (), Icon.REOPEN),
        Spec(ActionId.POLICY, _("Show the policy"), case, ("p",), Icon.POLICY),
        Spec(ActionId.CITE, _("Cite the clause"), case, ("q",), Icon.CITE),
    )


def _reply() -> tuple[Spec, ...]:
    reply = Category.REPLY
    outcomes = tuple(ActionId[f"OUTCOME_{number}"] for number in range(1, 10))
    return (
        Spec(ActionId.REPLY, _("Write the reply"), reply, ("r",), Icon.REPLY),
        Spec(ActionId.DECIDE, _("Decide"), reply, ("d",), Icon.DECIDE),
        *(
            Spec(each, _("Choose outcome {number}", number=at), reply, (f"Ctrl+{at}",), Icon.CHECK)
            for at, each in enumerate(outcomes, start=1)
        ),
        Spec(
            ActionId.CONFIRM,
            _("Confirm the pair, or sign the decision"),
            reply,
            ("Ctrl+Return",),
            Icon.CHECK,
        ),
        Spec(ActionId.INSERT_CLAUSE, _("Insert a policy clause"), reply, ("Ctrl+P",), Icon.CITE),
        Spec(ActionId.TEMPLATE, _("Insert a template"), reply, ("Ctrl+T",), Icon.DOCUMENT),
        Spec(ActionId.NEXT_BLANK, _("Next blank of the letter"), reply, ("F2",)),
        Spec(ActionId.PREVIEW, _("Preview what the party gets"), reply, ("F7",), Icon.EYE),
        Spec(ActionId.CONVERT, _("Convert to the party's script"), reply, (), Icon.LANGUAGE),
        Spec(ActionId.SEND, _("Send"), reply, ("Ctrl+Shift+Return",), Icon.SEND),
        Spec(
            ActionId.SEND_NEXT,
            _("Send and open the next case"),
            reply,
            ("Ctrl+Shift+J",),
            Icon.SEND,
        ),
        Spec(ActionId.UNDO, _("Undo the last act"), reply, ("z",), Icon.UNDO),
        Spec(
            ActionId.WIDE_REPLY, _("Give the reply the whole centre"), reply, ("F8",), Icon.EXPAND
        ),
    )


def _window() -> tuple[Spec, ...]:
    window = Category.WINDOW
    return (
        Spec(ActionId.PALETTE, _("Search or command"), window, ("Ctrl+K",), Icon.COMMAND),
        Spec(ActionId.HELP, _("Show the keys"), window, ("?", "F1"), Icon.KEYBOARD),
        Spec(ActionId.SYNC_NOW, _("Sync now"), window, ("F5",), Icon.REFRESH),
        Spec(
            ActionId.SWITCH_LANGUAGE,
            _("Switch between English and Chinese"),
            window,
            ("Ctrl+L",),
            Icon.LANGUAGE,
        ),
        Spec(ActionId.ENGLISH, _("Speak English"), window, (), Icon.LANGUAGE),
        Spec(ActionId.CHINESE, _("Speak Chinese"), window, (), Icon.LANGUAGE),
        Spec(ActionId.THEME_SYSTEM, _("Colours of the system"), window, (), Icon.SCREEN),
        Spec(ActionId.THEME_LIGHT, _("Light colours"), window, (), Icon.SUN),
        Spec(ActionId.THEME_DARK, _("Dark colours"), window, (), Icon.MOON),
        Spec(ActionId.TEXT_LARGER, _("Larger text"), window, ("Ctrl+=", "Ctrl++"), Icon.PLUS),
        Spec(ActionId.TEXT_SMALLER, _("Smaller text"), window, ("Ctrl+-",)),
        Spec(ActionId.TEXT_NORMAL, _("Text at its normal size"), window, ("Ctrl+0",)),
        Spec(ActionId.SIGN_OUT, _("Sign out"), window, (), Icon.SIGN_OUT),
        Spec(ActionId.QUIT, pgettext("application", "Quit"), window, ("Ctrl+Q",), Icon.CLOSE),
    )


CATALOGUE: Mapping[ActionId, Spec] = MappingProxyType(
    {spec.id: spec for spec in (*_moving(), *_case(), *_reply(), *_window())}
)
