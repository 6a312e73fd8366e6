"""A decision cites what applied on the day of the conduct, whatever is published afterwards."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import run
from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.policy import Citation, ClauseRef, Library, PolicyVersion
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import State

LAST_DAY = date(2026, 8, 20)
NEXT_DAY = LAST_DAY + timedelta(days=1)
OLD, NEW = ClauseRef("LST", "2.4", "2.0"), ClauseRef("LST", "2.4", "3.0")


def published(library: Library) -> Library:
    """The library after the next version of LST, which begins on `NEXT_DAY` and says the same."""

    def followed(versions: tuple[PolicyVersion, ...]) -> tuple[PolicyVersion, ...]:
        last = replace(versions[-1], effective_to=LAST_DAY)
        assert last.version == OLD.version
        new = replace(last, version=NEW.version, effective_from=NEXT_DAY, effective_to=None)
        return (*versions[:-1], last, new)

    return replace(
        library,
        policies=tuple(
            replace(each, versions=followed(each.versions)) if each.code == "LST" else each
            for each in library.policies
        ),
    )


def corrected(library: Library, **change: object) -> Library:
    """A library whose LST 2.4 says something else under the same number."""

    def version(each: PolicyVersion) -> PolicyVersion:
        clauses = tuple(
            replace(clause, **change) if clause.no == OLD.clause else clause
            for clause in each.clauses
        )
        return replace(each, clauses=clauses)

    return replace(
        library,
        policies=tuple(
            replace(each, versions=tuple(map(version, each.versions)))
            if each.code == "LST"
            else each
            for each in library.policies
        ),
    )


BEFORE, AFTER = w.LIBRARY, published(w.LIBRARY)


def review(conduct: date) -> Case:
    simple = w.simple()
    assert simple.enforcement is not None
    enforcement = replace(simple.enforcement, conduct_on=conduct, notice_on=date(2026, 8, 25))
    return w.in_state(State.IN_REVIEW, replace(simple, enforcement=enforcement))


def cited(ref: ClauseRef, library: Library) -> Citation:
    found = library.cite(ref)
    assert found is not None
    return found


def decided(conduct: date, citation: Citation, library: Library) -> str:
    """The state after a decision that cites it, or the reason against it."""
    case = review(conduct)
    command = c.Decide(finding=w.finding(case, citations=(citation,)))
    try:
        return run(case, command, w.WEI, w.NOON, library).state.value
    except Refused as refused:
        return refused.reason.id


NOT_IN_FORCE = "{clause} was not in force on {day}."
NOT_THERE = "{clause} is not in the policy library."


@pytest.mark.parametrize("library", [BEFORE, AFTER], ids=["before", "after"])
@pytest.mark.parametrize("of", [BEFORE, AFTER], ids=["cited before", "cited after"])
def test_the_version_of_the_day_is_right_whoever_published_what_since(
    library: Library, of: Library
) -> None:
    """Either end may be the first to know of the next version."""
    assert decided(LAST_DAY, cited(OLD, of), library) == State.DECIDED


@pytest.mark.parametrize("of", [BEFORE, AFTER], ids=["cited before", "cited after"])
def test_the_next_version_applies_from_its_first_day(of: Library) -> None:
    assert decided(NEXT_DAY, cited(OLD, BEFORE), BEFORE) == State.DECIDED
    assert decided(NEXT_DAY, cited(OLD, of), AFTER) == NOT_IN_FORCE
    assert decided(NEXT_DAY, cited(NEW, AFTER), AFTER) == State.DECIDED
    assert decided(LAST_DAY, cited(NEW, AFTER), AFTER) == NOT_IN_FORCE


def test_a_version_that_is_not_published_here_is_not_cited() -> None:
    assert decided(NEXT_DAY, cited(NEW, AFTER), BEFORE) == NOT_THERE


def test_nobody_stretches_the_time_of_a_version() -> None:
    stretched = replace(cited(OLD, AFTER), effective_to=None, effective_from=date(2020, 1, 1))
    assert decided(NEXT_DAY, stretched, AFTER) == NOT_IN_FORCE
    assert decided(date(2020, 2, 1), stretched, AFTER) == NOT_IN_FORCE


@pytest.mark.parametrize(
    "change",
    [
        {"text": w.Bilingual("Another rule.", "另一条规则。")},
        {"text": replace(cited(OLD, BEFORE).text, zh="另一条规则。")},
        {"severity": "S1"},
        {"four_eyes": True},
    ],
)
def test_a_clause_that_says_something_else_has_to_be_cited_again(change: dict[str, object]) -> None:
    library = corrected(BEFORE, **change)
    assert decided(LAST_DAY, cited(OLD, BEFORE), library) == NOT_THERE
    assert decided(LAST_DAY, cited(OLD, library), library) != NOT_THERE
