"""What the open case and the policy library say to the checks about a letter to one party."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.context import CaseRecord
from workstation.bilingual.values import extract
from workstation.bilingual.values.kinds import CalendarDate, Email, MoneyValue, Phone, Reference
from workstation.domain.actor import SYSTEM, Person
from workstation.domain.clocks import resolution
from workstation.domain.policy import ClauseRef
from workstation.domain.rules.conduct import rule_days
from workstation.domain.taxonomy import Language, PartyRole
from workstation.domain.windows import (
    day_of,
    last_day_to_file,
    second_appeal_until,
)
from workstation.i18n import Money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.domain.case import Case
    from workstation.domain.policy import Library

_DIGIT = re.compile(r"\d")
_HAN = re.compile(r"[㐀-鿿]")
_BRACKETS = re.compile(r"[()（）]")
# A person's name: two words with capitals, or two to four Han. "First-line review" is none.
_PERSON = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’.-]*)+|[㐀-鿿]{2,4}")
_LONGEST_ID = 64
# How far ahead a letter sets dates of its own: the longest period that policies know is 180 days.
_AHEAD = 400


def record_of(case: Case, party_id: str, today: date, library: Library) -> CaseRecord:
    """The case as the checks need it, for a letter to this party written `today`.

    Whatever stands anywhere in the file is on record. Days to come are too: a letter sets
    deadlines of its own, and whether both languages set the same one is another check's affair.
    """
    filed = _on_file(case)
    coming = (today + timedelta(days=n) for n in range(_AHEAD))
    party, others = case.party(party_id), set[str]()
    # Colleagues inside the house know who the parties are; a brand of the goods is no secret.
    if party is not None and party.role is not PartyRole.INTERNAL:
        public = f"{case.subject.title}\n{case.title.en}\n{case.title.zh}\n{party.name}".lower()
        for other in case.parties:
            if other.id != party.id and other.name != party.name:
                others |= {part for part in _parts(other.name) if part.lower() not in public}
    return replace(
        filed,
        linked=frozenset(filter(None, (case.duplicate_of,))),
        dates=filed.dates | frozenset((*_limits(case, today, library), *coming)),
        names=frozenset(_parts(party.name)) if party is not None else frozenset(),
        titles=frozenset((case.subject.title, *_parts(case.subject.title))),
        other_parties=frozenset(others),
        own_contacts=frozenset(_contacts(case, party_id)),
    )


def _on_file(case: Case) -> CaseRecord:
    """The ids, amounts, days and colleagues that stand anywhere in a case."""
    leaves = tuple(_leaves(case))
    texts = [leaf for leaf in leaves if isinstance(leaf, str)]
    values = [
        value.canon
        for text in texts
        for value in extract(text, Side.ZH if _HAN.search(text) else Side.EN)
    ]
    ids = {text for text in texts if len(text) <= _LONGEST_ID and _DIGIT.search(text)}
    ids |= {canon.text for canon in values if isinstance(canon, Reference)}
    amounts = {(leaf.currency, leaf.amount) for leaf in leaves if isinstance(leaf, Money)}
    dates: set[date] = set()
    for leaf in leaves:
        if isinstance(leaf, date):
            dates.add(day_of(leaf) if isinstance(leaf, datetime) else leaf)
    for canon in values:
        if isinstance(canon, MoneyValue):
            amounts |= {(currency, canon.amount) for currency in canon.currencies}
        elif isinstance(canon, CalendarDate):
            dates.update(_days(canon, case.filed_at.year))
    people = {leaf for leaf in leaves if isinstance(leaf, Person) and leaf != SYSTEM}
    return CaseRecord(
        ids=frozenset(ids),
        amounts=frozenset(amounts),
        dates=frozenset(dates),
        staff=frozenset(each.name for each in people if _PERSON.fullmatch(each.name)),
    )


def _limits(case: Case, today: date, library: Library) -> Iterator[date]:
    """The ends of the time limits that this case has, or might have had."""
    windows = library.windows
    until = second_appeal_until(case, windows, today)
    ends = (last_day_to_file(case, windows), day_of(until) if until is not None else None)
    yield from filter(None, ends)
    yield day_of(case.filed_at + resolution(case))
    if case.enforcement is not None:
        notice = case.enforcement.notice_on
        yield notice + windows.first(notice, today)
        yield notice + windows.second(notice, today)
    for request in case.info_requests:
        asked = day_of(request.asked_at)
        yield asked + timedelta(days=library.targets.at(asked).information_days)


@dataclass(frozen=True, slots=True)
class CitedLibrary:
    """The policy library as a letter about one case may cite it."""

    library: Library
    case: Case

    def versions(self, code: str, number: str) -> tuple[str, ...]:
        """Versions that hold this clause, oldest first."""
        policy = self.library.policy(code)
        held = policy.versions if policy is not None else ()
        return tuple(each.version for each in held if each.clause(number) is not None)

    def in_force(self, code: str, number: str, on: date | None) -> str | None:
        """The only version that a letter may name; None where the case has to do with several.

        A case may hold items of different days, a letter explains a version that was cited
        wrongly (APL 3.3), and rules of procedure are those of the filing.
        """
        case = self.case
        days = set(rule_days(case)) | {day_of(case.filed_at)}
        days |= {on} if on is not None else set()
        held = {version.version for day in days if (version := self.library.in_force(code, day))}
        cited = list(case.enforcement.clauses) if case.enforcement is not None else []
        for decision in (*case.earlier_decisions, *filter(None, (case.decision,))):
            cited += (each.ref for each in decision.finding.citations)
        held |= {ref.version for ref in cited if ref.code == code and ref.clause == number}
        return held.pop() if len(held) == 1 else None

    def text(self, code: str, number: str, version: str) -> tuple[str, str] | None:
        """The clause in English and Chinese."""
        clause = self.library.clause(ClauseRef(code, number, version))
        return (clause.text.en, clause.text.zh) if clause is not None else None


def _leaves(value: object) -> Iterator[object]:
    """Every text, day, amount and person in a case, wherever it stands."""
    if isinstance(value, Enum | int | None):
        return
    if isinstance(value, tuple):
        for each in value:
            yield from _leaves(each)
    elif isinstance(value, Person | Money | ClauseRef):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _leaves(getattr(value, field.name))
    else:
        yield value


def _days(said: CalendarDate, year: int) -> Iterator[date]:
    """The days that a text may mean; one without its year is of a year around the filing."""
    if said.month is None or said.day is None:
        return
    for each in (said.year,) if said.year is not None else (year - 1, year, year + 1):
        try:
            yield date(each, said.month, said.day)
        except ValueError:
            continue


def _parts(name: str) -> Iterator[str]:
    """A name, and what a bracket in it says besides, where that is a name too."""
    for part in _BRACKETS.split(name):
        said = part.strip()
        if len(said) >= (2 if _HAN.search(said) else 4) and said[0] == said[0].upper():
            yield said


def _contacts(case: Case, party_id: str) -> Iterator[str]:
    """What the party wrote of itself may be repeated to it: telephone, mail, address."""
    for statement in case.statements:
        if (statement.party or case.applicant) != party_id:
            continue
        yield statement.text
        side = Side.ZH if statement.language is Language.ZH else Side.EN
        for value in extract(statement.text, side):
            match value.canon:
                case Phone(contact) | Email(contact):
                    yield contact
                case _:
                    pass
