"""The house book: the terms, what always passes, and the style of letters; one for everybody.

Server and workstation run the same `change_house`. A change that wishes for what is so already
changes nothing: two people who want the same do not stand in each other's way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from workstation.domain.actor import Actor, Person
from workstation.domain.house_book import (
    HOUSE_CHANGES,
    RECENT,
    Changed,
    DropTerm,
    House,
    HouseChange,
    LetPass,
    Pass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    bare,
    kind_of_change,
    pieces,
    sense,
    subject_of,
)
from workstation.domain.rules.house import (
    dropped,
    has_room,
    may_change,
    put,
    reasoned,
    styled,
    tidy,
)

__all__ = [
    "HOUSE_CHANGES",
    "RECENT",
    "Changed",
    "DropTerm",
    "House",
    "HouseChange",
    "LetPass",
    "Pass",
    "PutTerm",
    "SetStyle",
    "StopPassing",
    "Term",
    "bare",
    "change_house",
    "kind_of_change",
    "pieces",
    "sense",
    "subject_of",
]


def change_house(house: House, change: HouseChange, actor: Actor, now: datetime) -> House:
    """The book after a change, one version on; the same book if it says so already.

    Raises `Refused`.
    """
    may_change(change, actor)
    made = tidy(change)
    after = _made(house, made, actor.person, now)
    if after == house:
        return house
    version = house.version + 1
    changed = Changed(version, actor.person, now, made)
    return replace(after, version=version, changes=(changed, *house.changes)[:RECENT])


def _made(house: House, change: HouseChange, by: Person, now: datetime) -> House:
    match change:
        case PutTerm():
            return put(house, change)
        case DropTerm():
            return dropped(house, change)
        case LetPass():
            return _let_pass(house, reasoned(change), by, now)
        case StopPassing():
            return replace(house, passes=_others(house, change.term))
        case SetStyle():
            return styled(house, change)
    assert_never(change)


def _let_pass(house: House, change: LetPass, by: Person, now: datetime) -> House:
    if any((each.term, each.reason) == (change.term, change.reason) for each in house.passes):
        return house
    others = _others(house, change.term)
    has_room(len(others))
    return replace(house, passes=(*others, Pass(change.term, change.reason, by, now)))


def _others(house: House, term: str) -> tuple[Pass, ...]:
    return tuple(each for each in house.passes if each.term != term)
