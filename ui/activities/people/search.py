"""Finds people by what somebody types: a name, a role, a queue, a crew, in either language."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from ui.activities.people.state import Narrowed, PersonRow
from workstation.domain.labels import ROLE, TEAM
from workstation.i18n import Message, Translator


def found(rows: Iterable[PersonRow], narrowed: Narrowed) -> tuple[PersonRow, ...]:
    """Those that pass, by name; who works here before who does not."""
    words = _plain(narrowed.query).split()
    passing = [each for each in rows if _passes(each, narrowed, words)]
    return tuple(sorted(passing, key=lambda row: (_plain(row.person.name), row.person.user)))


def _passes(row: PersonRow, narrowed: Narrowed, words: list[str]) -> bool:
    person = row.person
    return (
        person.works is not narrowed.ended
        and (narrowed.role is None or narrowed.role in person.roles)
        and narrowed.queue in ("", *person.queues)
        and narrowed.crew in ("", row.crew.name if row.crew is not None else "")
        and all(word in _said(row) for word in words)
    )


def _said(row: PersonRow) -> str:
    person, crew = row.person, row.crew
    names = [person.user, person.name, row.lead, *person.queues, *person.markets]
    names += [crew.name, crew.title.en, crew.title.zh] if crew is not None else []
    names += [word for role in person.roles for word in _both(ROLE[role])]
    names += [word for team in person.teams for word in _both(TEAM[team])]
    return _plain("\n".join([*names, *(row.conflicts or ())]))


@cache
def _both(message: Message) -> tuple[str, str]:
    return Translator("en").text(message), Translator("zh_Hans").text(message)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
