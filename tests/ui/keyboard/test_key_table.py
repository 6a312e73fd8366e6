"""A key means one thing in a place; what a person changed comes first and survives everything."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from ui.activities import ACTIVITIES
from ui.case_action import CaseAction
from ui.keyboard import (
    CONFIRM,
    KeyPlace,
    KeyTable,
    OwnKey,
    OwnKeys,
    is_key,
    key_span,
    own_keys_from,
)
from ui.shell import CATALOGUE, ActionId, ways_to
from workstation.i18n import _

NOW = datetime(2026, 10, 2, 8, tzinfo=UTC)
PLACES = (
    KeyPlace("", _("Window"), (*CATALOGUE, *ways_to(ACTIVITIES))),
    *(KeyPlace(each.name, each.title, each.actions) for each in ACTIVITIES),
)


def table(**changes: tuple[str, ...] | None) -> KeyTable:
    named = {action.replace("__", "."): keys for action, keys in changes.items()}
    return KeyTable(PLACES, OwnKeys().replaced(named, NOW))


def holders(found: KeyTable, action: str, key: str) -> list[str]:
    return [each.spec.id for each in found.taken_by(action, key)]


def test_a_key_is_taken_in_the_same_place_and_by_what_works_everywhere() -> None:
    assert holders(table(), CaseAction.NOTE, "c") == [CaseAction.CLAIM]
    assert holders(table(), CaseAction.NOTE, "F5") == [ActionId.SYNC_NOW]
    assert holders(table(), "policies.compare", "u") == ["back"]
    assert holders(table(), "policies.draft", "c") == ["policies.compare"]
    assert [each.spec.id for each in table().elsewhere(CaseAction.NOTE, "o")] == ["people.password"]


def test_the_first_of_two_keys_is_taken_too() -> None:
    assert set(holders(table(), CaseAction.NOTE, "g")) == {f"go.{each.name}" for each in ACTIVITIES}
    assert holders(table(case__note=("v",)), "go.people", "v x") == [CaseAction.NOTE]


def test_a_part_with_the_focus_has_its_keys_to_itself() -> None:
    assert holders(table(), CaseAction.LINE_1, "1") == []
    assert holders(table(), CaseAction.LINE_1, "2") == [CaseAction.LINE_2]


def test_an_own_key_takes_it_from_a_default_that_came_later() -> None:
    """A newer program gave the key that this person set to another act."""
    found = table(case__note=("c",))
    (claim,) = (spec for spec in PLACES[1].specs if spec.id == CaseAction.CLAIM)
    assert found.named(CaseAction.NOTE) == ("c",)
    assert found.keys(claim) == ()
    assert table(case__note=None).keys(claim) == ("c",)


@pytest.mark.parametrize("spec", PLACES[1].specs, ids=lambda each: each.id)
def test_what_is_offered_is_free(spec) -> None:
    offered = table().free_for(spec)
    assert offered
    assert [key for key in offered if table().taken_by(spec.id, key)] == []
    assert all(map(is_key, offered))


@pytest.mark.parametrize("key", ["a", "?", "Ctrl+Shift+Return", "F12", "g c", "Ctrl++", "Del", "]"])
def test_keys_are_read(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "Hyper+a", "g c d", "Ctrl+", "a b c", " ", "a\n"])
def test_what_is_no_key_is_not(key: str) -> None:
    assert not is_key(key)


def test_keys_in_a_row_are_said_in_short() -> None:
    assert key_span([f"Ctrl+{at}" for at in range(1, 10)]) == "Ctrl+1–9"
    assert key_span(["1", "5", "3"]) == "1 5 3"
    assert key_span(["?", ""]) == "?"


def test_own_keys_are_read_as_they_were_written() -> None:
    own = OwnKeys({CaseAction.NOTE: OwnKey(("Shift+N",), NOW), CONFIRM: OwnKey((), NOW)})
    assert own_keys_from(own.to_text()) == own
    assert own_keys_from("") == OwnKeys() == own_keys_from(OwnKeys().to_text())


@pytest.mark.parametrize("text", ["{", "[]", "3", "null", '"a"', "\x00", '{"a": 1'])
def test_what_cannot_be_read_leaves_the_default_keys(text: str) -> None:
    assert own_keys_from(text) == OwnKeys()


@pytest.mark.parametrize(
    "newer",
    [
        {"keys": ["Hyper+j"], "since": "2027-01-01T00:00:00+00:00"},
        {"keys": ["j"], "since": "2027-01-01T00:00:00+00:00", "while": "reading"},
        {"keys": [["j", "k"]], "since": "2027-01-01T00:00:00+00:00"},
        {"keys": ["j"], "since": "some day"},
        {"keys": ["j"], "since": "2027-01-01T00:00:00"},
        "j",
        None,
    ],
)
def test_what_a_newer_program_wrote_is_kept_as_it_is(newer: object) -> None:
    since = NOW.isoformat()
    gone = {"keys": ["w"], "since": since}
    text = json.dumps({CaseAction.NOTE: newer, "case.of_tomorrow": gone})
    own = own_keys_from(text)
    assert KeyTable(PLACES, own).named(CaseAction.NOTE) == ("n",)
    changed = own.replaced({CaseAction.CLAIM: ("v",)}, NOW)
    written = json.loads(changed.to_text())
    assert written[CaseAction.NOTE] == newer
    assert written["case.of_tomorrow"] == gone
    assert written[CaseAction.CLAIM] == {"keys": ["v"], "since": since}
    # Whoever changes that very key means it.
    assert json.loads(own.replaced({CaseAction.NOTE: ("v",)}, NOW).to_text())[CaseAction.NOTE] == {
        "keys": ["v"],
        "since": since,
    }
