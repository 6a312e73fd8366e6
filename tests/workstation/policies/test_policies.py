"""The library, what changed between two versions of a clause, and finding a clause."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.policy import ClauseRef
from workstation.policies import StretchFate, difference, load, search, woven
from workstation.policies.difference import pieces

CONDUCT = date(2026, 8, 18)
TODAY = date(2026, 9, 8)


def test_every_clause_is_loaded_in_both_languages() -> None:
    clauses = [c for p in load().policies for v in p.versions for c in v.clauses]
    assert len(load().policies) == 21
    assert len(clauses) == 373
    assert all(clause.text.complete for clause in clauses)
    assert any(clause.four_eyes for clause in clauses)


def test_the_version_is_that_of_the_day() -> None:
    then, now = load().in_force("AUT", CONDUCT), load().in_force("AUT", TODAY)
    assert then is not None
    assert now is not None
    assert (then.version, now.version) == ("2.0", "3.0")
    assert then.clause("3.5") is None
    assert now.clause("3.5") is not None


def test_versions_of_a_policy_do_not_overlap() -> None:
    for policy in load().policies:
        for earlier, later in zip(policy.versions, policy.versions[1:], strict=False):
            assert earlier.effective_to is not None
            assert earlier.effective_to < later.effective_from


def test_a_changed_number_is_marked_and_nothing_else() -> None:
    then, now = difference("within 180 days before", "within 365 days before")
    assert [span.text for span in then if span.changed] == ["180"]
    assert [span.text for span in now if span.changed] == ["365"]


def test_chinese_is_compared_by_character() -> None:
    then, now = difference("须在违规前180天内", "须在违规前365天内开具")
    assert [span.text for span in then if span.changed] == ["180"]
    assert [span.text for span in now if span.changed] == ["365", "开具"]


def test_a_blank_between_changed_words_is_part_of_the_change() -> None:
    then, _now = difference("one red fox runs", "one lazy dog runs")
    assert [span.text for span in then if span.changed] == ["red fox"]


@given(st.text(alphabet="ab12 .,，中文字\n_é", max_size=40), st.text("ab1 中文", max_size=40))
def test_the_stretches_are_the_texts_again(then: str, now: str) -> None:
    before, after = difference(then, now)
    assert "".join(span.text for span in before) == then
    assert "".join(span.text for span in after) == now
    assert "".join(pieces(then)) == then


@given(st.text(alphabet="ab12 .,，中文字\n_é", max_size=40), st.text("ab1 中文", max_size=40))
def test_what_is_woven_of_two_texts_holds_both(then: str, now: str) -> None:
    both = woven(then, now)
    assert "".join(each.text for each in both if each.kept is not StretchFate.NEW) == then
    assert "".join(each.text for each in both if each.kept is not StretchFate.GONE) == now
    assert then != now or all(each.kept is StretchFate.SAME for each in both)


def test_what_is_gone_stands_before_what_is_new() -> None:
    both = woven("held for up to 45 days", "held for up to 30 days")
    assert [(each.text, each.kept) for each in both] == [
        ("held for up to ", StretchFate.SAME),
        ("45", StretchFate.GONE),
        ("30", StretchFate.NEW),
        (" days", StretchFate.SAME),
    ]


@given(st.text(alphabet="ab12 .,，中文字", max_size=40))
def test_the_same_text_has_no_difference(text: str) -> None:
    assert not any(span.changed for side in difference(text, text) for span in side)


@pytest.mark.parametrize("asked", ["AUT 2.1", "aut2.1", " Aut  2.1 "])
def test_a_clause_is_found_by_its_number(asked: str) -> None:
    assert search(load(), asked, CONDUCT)[0].ref == ClauseRef("AUT", "2.1", "2.0")


def test_a_clause_is_found_by_words_of_either_language() -> None:
    assert any(hit.ref.code == "AUT" for hit in search(load(), "invoice quantity", CONDUCT))
    assert any(hit.ref.code == "AUT" for hit in search(load(), "发票", CONDUCT))


def test_what_was_not_in_force_is_not_found() -> None:
    assert ClauseRef("AUT", "3.5", "3.0") not in {h.ref for h in search(load(), "AUT", CONDUCT)}
    assert search(load(), "  ", CONDUCT) == ()
