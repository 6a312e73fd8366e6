"""Generated cases: the same for the same seed, plausible, bilingual, and legal throughout."""

import sys
from collections import Counter
from datetime import UTC, datetime

import pytest

from workstation.domain.clocks import next_due
from workstation.domain.policy import ClauseRef
from workstation.domain.rules.guards import barred
from workstation.domain.taxonomy import CaseKind, Language, Severity, State
from workstation.policies import load
from workstation.server.demo.generate import generate, plans
from workstation.server.demo.vocabulary import vocabulary
from workstation.wire.codec import decode_case, encode

demo = sys.modules[generate.__module__]
NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
LIBRARY = load()
CASES = tuple(generate(1500, 7, NOW))


def test_a_seed_gives_the_same_cases_and_another_seed_others() -> None:
    again = tuple(generate(50, 7, NOW))
    assert again == CASES[:50]
    assert tuple(generate(50, 8, NOW)) != again


def test_all_kinds_states_and_severities_occur() -> None:
    assert {case.kind for case in CASES} == set(CaseKind)
    assert {case.severity for case in CASES} == set(Severity)
    assert {case.state for case in CASES} == set(State) - {State.NEW, State.REOPENED}


def test_both_languages_are_written() -> None:
    counts = Counter(case.applicant_party.language for case in CASES)
    assert min(counts[language] for language in Language) > len(CASES) / 4
    for case in CASES:
        assert case.title.complete
        assert case.statements[0].language is case.applicant_party.language
        assert all(letter.text.complete for letter in case.letters)
        for text in (case.title, *(letter.text for letter in case.letters)):
            assert "{" not in text.en + text.zh


def test_the_first_decision_rests_on_a_clause_in_force_on_the_day() -> None:
    for case in CASES:
        if case.enforcement is None:
            assert case.kind is CaseKind.CLARIFICATION
            continue
        (ref,) = case.enforcement.clauses
        cited = LIBRARY.cite(ref)
        assert cited is not None
        assert cited.in_force(case.enforcement.conduct_on)
        assert case.enforcement.conduct_on <= case.enforcement.notice_on <= case.filed_at.date()


def test_nobody_holds_what_they_may_not_and_nobody_holds_too_much() -> None:
    held = Counter(
        case.owner.id for case in CASES if case.owner is not None and case.state not in demo._ENDED
    )
    assert set(held) == {"wei.ling", "li.na", "marcus.tan"}
    assert max(held.values()) <= 14
    for case in CASES:
        if case.owner is not None:
            assert case.owner.id not in barred(case)


def test_most_open_cases_are_due_and_few_are_late() -> None:
    left = [due - NOW for case in CASES if (due := next_due(case)) is not None]
    late = sum(each.total_seconds() < 0 for each in left)
    assert 0.03 < late / len(left) < 0.25


def test_ids_references_and_objects_are_their_own() -> None:
    for key in ("id", "reference", "external_reference"):
        assert len({getattr(case, key) for case in CASES}) == len(CASES)
    assert len({case.subject.id for case in CASES}) == len(CASES)


def test_of_very_many_finished_ones_are_repeated_under_their_own_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(demo, "_LIVED", 100)
    many = tuple(generate(400, 7, NOW))
    assert len({case.id for case in many}) == len({case.subject.id for case in many}) == 400
    assert len({case.letters for case in many}) < 400
    assert {case.state for case in many[100:]} >= {State.QUEUED, State.CLOSED}


def test_a_case_travels() -> None:
    for case in CASES[:200]:
        assert decode_case(encode(case)) == case


def test_what_is_planned_never_lies_in_the_future() -> None:
    for filing in plans(300, 3, NOW):
        times = [filing.at, *(step.at for step in filing.steps)]
        assert times == sorted(times)
        assert times[-1] <= NOW


def test_the_grounds_are_clauses_and_measures_of_the_library() -> None:
    for ground in vocabulary().grounds:
        policy = LIBRARY.policy(ground.code)
        assert policy is not None
        for version in policy.versions:
            assert LIBRARY.clause(ClauseRef(ground.code, ground.clause, version.version))
            clause = version.clause(ground.enforcement)
            assert clause is not None
            assert set(ground.actions) <= set(clause.actions)
