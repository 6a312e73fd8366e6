"""Reads a list of people who are to be added: CSV with a row of headings, one person a row."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from workstation.domain.actor import PEOPLES_ROLES
from workstation.domain.people.records import user_of
from workstation.domain.taxonomy import Language, Role, Team
from workstation.i18n import Translator
from workstation.server.imports.readers import FileUnreadable, encoding_of
from workstation.server.staff_office import NewPerson, StaffRefusal, WantedProfile, WrongRow

E = TypeVar("E", bound=StrEnum)
COLUMNS = (
    *("user", "name", "roles", "queues", "teams"),
    *("languages", "crew", "markets", "conflicts"),
)
_NEEDED = ("user", "roles")
# Between several values of one cell.
_BETWEEN = ";"
_DELIMITERS = ",\t"
_MOST = 5000


@dataclass(frozen=True, slots=True)
class StaffList:
    """A list as it was read: its people, and the rows that cannot be understood."""

    people: tuple[NewPerson, ...]
    wrong: tuple[WrongRow, ...]


def read_staff(path: Path) -> StaffList:
    """Read a list; its headings are row 1. Raises `OSError`, or `StaffRefusal` for a file that is
    no list of people."""
    people: list[NewPerson] = []
    wrong: list[WrongRow] = []
    for number, cells in _rows(path):
        user = user_of(cells.get("user", ""))
        try:
            people.append(NewPerson(number, user, _wanted(user, cells)))
        except StaffRefusal as unable:
            wrong.append(WrongRow(number, user, str(unable)))
    if len(people) + len(wrong) > _MOST:
        raise StaffRefusal(f"A list is for up to {_MOST} people.")
    return StaffList(tuple(people), tuple(wrong))


def _rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """The rows of a list by their number, each by its headings. Raises as `read_staff` does."""
    try:
        encoding = encoding_of(path)
    except FileUnreadable as unreadable:
        raise StaffRefusal(Translator("en").text(unreadable.reason)) from unreadable
    with path.open(encoding=encoding, newline="") as file:
        headings = file.readline()
        file.seek(0)
        delimiter = max(_DELIMITERS, key=headings.count)
        try:
            records = list(csv.reader(file, delimiter=delimiter))
        except csv.Error as error:
            raise StaffRefusal(f"The file is not CSV: {error}.") from error
    names = [name.strip().casefold() for name in records[0]] if records else []
    unknown = [name for name in names if name not in COLUMNS]
    missing = [name for name in _NEEDED if name not in names]
    twice = [name for name in names if names.count(name) > 1]
    for fault, about in (("unknown", unknown), ("missing", missing), ("there twice", twice)):
        if about:
            known = ", ".join(COLUMNS)
            raise StaffRefusal(f"The column {about[0]!r} is {fault}. The columns are: {known}.")
    return [
        (number, {name: cell.strip() for name, cell in zip(names, cells, strict=False)})
        for number, cells in enumerate(records[1:], 2)
        if any(cell.strip() for cell in cells)
    ]


def _wanted(user: str, cells: Mapping[str, str]) -> WantedProfile:
    if not user:
        raise StaffRefusal("The user name is missing.")
    roles = _values(Role, cells.get("roles", ""), PEOPLES_ROLES)
    if not roles:
        raise StaffRefusal("Somebody new needs at least one role.")
    languages = _values(Language, cells.get("languages", ""), tuple(Language))
    return WantedProfile(
        name=cells.get("name") or user,
        roles=roles,
        languages=languages or None,
        queues=frozenset(_parts(cells.get("queues", ""))),
        teams=_values(Team, cells.get("teams", ""), tuple(Team)),
        crew=cells.get("crew", ""),
        markets=frozenset(_parts(cells.get("markets", ""))),
        conflicts=frozenset(_parts(cells.get("conflicts", ""))),
    )


def _values(kind: type[E], cell: str, known: tuple[E, ...]) -> frozenset[E]:
    names = {each.value: each for each in known}
    told = [part.upper() for part in _parts(cell)]
    wrong = [part for part in told if part not in names]
    if wrong:
        raise StaffRefusal(f"{wrong[0]} is none of {', '.join(names)} ({kind.__name__.lower()}).")
    return frozenset(names[part] for part in told)


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_BETWEEN) if part.strip()]
