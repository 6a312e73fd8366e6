"""The send gate: an open S1 holds the letter, an S2 must be seen, a reason is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from workstation.drafting.bead import Bead, Side
from workstation.drafting.checks import check_bead
from workstation.drafting.checks.context import CheckContext
from workstation.drafting.checks.finding import Check, Severity
from workstation.drafting.gate import Override, judge, open_findings

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BEAD = Bead("b", "Please reply within 7 days, Mr Qiao.", "请在十天内回复你的您。")
FINDINGS = check_bead(BEAD, CheckContext())
CRITICAL = next(f for f in FINDINGS if f.severity is Severity.S1)
MAJOR = next(f for f in FINDINGS if f.severity is Severity.S2)


def override(reason: str = "the case file says so") -> dict[str, Override]:
    return {CRITICAL.key: Override(CRITICAL.key, CRITICAL.check, reason, "amara", NOW)}


def test_nothing_found_may_be_sent() -> None:
    assert judge((), overrides={}).may_send


def test_an_open_s1_holds_the_letter() -> None:
    verdict = judge([CRITICAL], overrides={})
    assert not verdict.may_send
    assert verdict.blocking == (CRITICAL,)


def test_an_override_with_a_reason_lets_it_pass_and_is_reported() -> None:
    verdict = judge([CRITICAL], overrides=override())
    assert verdict.may_send
    assert verdict.overridden[0][1].reason == "the case file says so"


def test_an_override_without_a_reason_counts_for_nothing() -> None:
    assert not judge([CRITICAL], overrides=override("  ")).may_send


def test_an_override_lapses_with_the_text() -> None:
    edited = BEAD.edited(Side.EN, "Please reply within 8 days, Mr Qiao.")
    findings = check_bead(edited, CheckContext())
    assert any(f.check is Check.DURATION for f in findings)
    assert not judge(findings, overrides=override(), seen={f.key for f in findings}).may_send


def test_an_s2_must_be_seen() -> None:
    assert not judge([MAJOR], overrides={}).may_send
    assert judge([MAJOR], overrides={}, seen={MAJOR.key}).may_send


def test_minor_findings_hold_nothing() -> None:
    assert judge([replace(MAJOR, severity=Severity.S3)], overrides={}).may_send


def test_a_term_ignored_for_good_never_settles_an_s1() -> None:
    minor = replace(MAJOR, term="x")
    critical = replace(CRITICAL, term="x")
    assert open_findings([minor, critical], {}, {"x"}) == (critical,)
