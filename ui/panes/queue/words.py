"""The queue in words: its views, the filter, an empty view, and a row for a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.case_action import CaseAction
from ui.casework import due_in_full, title_in, will_be_sent
from ui.keyboard import keyboard
from ui.language import language
from ui.theme import Icon
from workstation.domain.labels import KIND, LANGUAGE, PARTY_ROLE, SEVERITY, STATE
from workstation.domain.taxonomy import Severity
from workstation.domain.views import View
from workstation.i18n import Message, _, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from ui.language import Source, WindowLanguage
    from ui.panes.queue.state import MarkedCase
    from workstation.app.values import Filter, QueueRow

VIEWS: dict[View, Message] = {
    View.MINE: pgettext("queue", "Mine"),
    View.UNASSIGNED: pgettext("queue", "Unassigned"),
    View.NEEDS_YOU: pgettext("queue", "Needs you"),
    View.WAITING: pgettext("queue", "Waiting"),
    View.ALL_OPEN: pgettext("queue", "All open"),
    View.DONE: pgettext("queue", "Done"),
}
EMPTY: dict[View, tuple[Icon, Message, Source]] = {
    View.MINE: (
        Icon.INBOX,
        _("Nothing is on your desk"),
        lambda: _(
            "Press {view} to see what nobody has taken yet, open a case and press {claim} to claim"
            " it.",
            view=keyboard().way_to(CaseAction.VIEW_2),
            claim=keyboard().way_to(CaseAction.CLAIM),
        ),
    ),
    View.UNASSIGNED: (
        Icon.CHECK,
        _("Everything has an owner"),
        lambda: _(
            "New cases appear here as they arrive. Press {view} for your own.",
            view=keyboard().way_to(CaseAction.VIEW_1),
        ),
    ),
    View.NEEDS_YOU: (
        Icon.CHECK,
        _("Nothing asks for you"),
        _(
            "Second reviews, questions to your team and commands that could not be carried out "
            "wait here."
        ),
    ),
    View.WAITING: (
        Icon.CLOCK,
        _("You wait for nobody"),
        _("Cases of yours that wait for a party, a team or a second reviewer stand here."),
    ),
    View.ALL_OPEN: (
        Icon.INBOX,
        _("No open case in your queues"),
        _("A supervisor grants queues; new cases appear here as they arrive."),
    ),
    View.DONE: (
        Icon.HISTORY,
        _("Nothing is finished yet"),
        _("Cases whose parties have been told stand here."),
    ),
}


def filter_words(shown: Filter) -> Message:
    """What the list is narrowed to, as one line."""
    parts = [KIND[kind] for kind in KIND if kind in shown.kinds]
    parts += [_("{code}", code=each.value) for each in Severity if each in shown.severities]
    parts += [LANGUAGE[each] for each in LANGUAGE if each in shown.languages]
    if shown.text:
        parts.append(_("“{text}”", text=shown.text))
    if not parts:
        return _("All kinds")
    line = parts[0]
    for part in parts[1:]:
        line = _("{first} · {second}", first=line, second=part)
    return line


def spoken(row: QueueRow, language: WindowLanguage, now: datetime, *, marked: bool = False) -> str:
    """A row of the list as a screen reader says it: what is painted in it, in words."""
    shown = row.row
    said = _(
        "{title}, {role} {party}",
        title=title_in(language.code, shown.title_en, shown.title_zh),
        role=PARTY_ROLE[shown.party_role],
        party=shown.party_name,
    )
    for more in (*_standing(row, now), *_waiting(row)):
        said = _("{row}, {more}", row=said, more=more)
    return language.text(_("{row}, selected", row=said) if marked else said)


def marked_words(last: MarkedCase) -> Message:
    """Which case was marked or unmarked, in the language of the window."""
    title = title_in(language().code, last.title.en, last.title.zh)
    if last.on:
        return _("Selected: {reference} · {title}", reference=last.reference, title=title)
    return _("No longer selected: {reference} · {title}", reference=last.reference, title=title)


def _standing(row: QueueRow, now: datetime) -> Iterator[Message]:
    """When it is due, who holds it, and how it stands."""
    shown = row.row
    due = due_in_full(shown.state, shown.due, now)
    if due is not None:
        yield due
    holds = bool(shown.owner_name)
    yield _("held by {name}", name=shown.owner_name) if holds else _("held by nobody")
    yield will_be_sent(STATE[shown.state], sent=shown.state is row.sure.state)
    yield _("{reference}", reference=shown.reference)
    yield _("{code} {name}", code=shown.severity.value, name=SEVERITY[shown.severity])
    yield LANGUAGE[shown.language]


def _waiting(row: QueueRow) -> Iterator[Message]:
    """What is new on it, and what waits for the person or for the network."""
    if row.row.evidence:
        yield ngettext("{n} item of evidence", "{n} items of evidence", row.row.evidence)
    for waits, words in (
        (row.unread, _("changed since you read it")),
        (row.asks, _("a question waits for your answer")),
        (row.draft, _("a draft of yours waits")),
        (row.pending, _("a change of yours waits to be sent")),
    ):
        if waits:
            yield words
