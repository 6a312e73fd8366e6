"""What was in force on a day, and citations that never change."""

from datetime import date

import pytest

from tests.workstation.domain import world as w
from workstation.domain.policy import ClauseRef


@pytest.mark.parametrize(
    ("code", "day", "version"),
    [
        ("AUT", "2025-01-14", None),
        ("AUT", "2025-01-15", "1.0"),
        ("AUT", "2026-02-28", "1.0"),
        ("AUT", "2026-03-01", "2.0"),
        ("AUT", "2026-08-31", "2.0"),
        ("AUT", "2026-09-01", "3.0"),
        ("AUT", "2126-09-01", "3.0"),
        ("CLM", "2026-10-31", "1.0"),
        ("CLM", "2026-11-01", "2.0"),
        ("LIV", "2027-01-15", "3.0"),
        ("XXX", "2026-01-01", None),
    ],
)
def test_the_version_changes_at_the_turn_of_the_day(code, day, version) -> None:
    found = w.LIBRARY.in_force(code, date.fromisoformat(day))
    assert (found.version if found else None) == version


def test_no_day_has_two_versions_and_no_gap_opens_between_two() -> None:
    for policy in w.LIBRARY.policies:
        for earlier, later in zip(policy.versions, policy.versions[1:], strict=False):
            assert earlier.effective_to is not None
            assert (later.effective_from - earlier.effective_to).days == 1
        assert policy.versions[-1].effective_to is None


def test_a_citation_holds_both_texts_as_they_were() -> None:
    (cited,) = w.cite("AUT 3.2 v2.0")
    assert "180 days" in cited.text.en
    assert "180天" in cited.text.zh
    assert cited.ref.label() == "AUT 3.2 v2.0"
    assert cited.in_force(date(2026, 8, 31))
    assert not cited.in_force(date(2026, 9, 1))


@pytest.mark.parametrize("ref", ["AUT 9.9 2.0", "AUT 3.5 2.0", "AUT 3.2 9.0", "XXX 1.1 1.0"])
def test_what_the_library_does_not_have_cannot_be_cited(ref: str) -> None:
    assert w.LIBRARY.cite(ClauseRef(*ref.split())) is None
