"""Canonical bytes: what is sent is what is read, and anything else is refused with its place."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import COMMANDS as BY_NAME
from tests.workstation.domain.cases import EVENTS, decide, name_of
from tests.workstation.domain.test_lifecycle import COMMANDS
from workstation.domain import commands as c
from workstation.domain.case import Case, Evidence, Measure, Ruling
from workstation.domain.kinds import KINDS
from workstation.domain.taxonomy import State
from workstation.domain.text import Bilingual
from workstation.i18n import Money
from workstation.wire.codec import (
    HASH_BITS,
    Malformed,
    body_hash,
    decode,
    decode_case,
    digest,
    encode,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
st.register_type_strategy(Bilingual, st.builds(Bilingual, TEXT, TEXT))
st.register_type_strategy(
    Money,
    st.builds(
        Money,
        st.decimals(allow_nan=False, allow_infinity=False, places=2),
        st.sampled_from(["SGD", "CNY"]),
    ),
)
AWARE = st.datetimes(timezones=st.just(w.NOON.tzinfo))


@pytest.mark.parametrize("state", State)
def test_a_case_is_read_as_it_was_written(state: State) -> None:
    case = w.in_state(state)
    body = encode(case)
    assert decode_case(body) == case
    assert encode(decode_case(body)) == body


def test_a_party_stored_before_regions_were_known_is_read() -> None:
    case = w.simple()
    body = encode(case).replace(b',"region":""', b"")
    assert b"region" not in body
    assert decode_case(body) == case


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_read_as_it_was_written(name: str) -> None:
    command = COMMANDS[name]
    assert decode(encode(command), BY_NAME[KINDS.act_of(command).name]) == command


def test_events_are_read_as_they_were_written() -> None:
    before, command, who, later = w.WAYS[State.REOPENED]
    start = w.in_state(before)
    for event in decide(start, command, who, w.NOON + later, w.LIBRARY):
        assert decode(encode(event), EVENTS[name_of(event)]) == event


@settings(max_examples=60, deadline=None)
@given(st.builds(Measure), TEXT, st.builds(Evidence, received_at=AWARE))
def test_any_content_survives(measure: Measure, text: str, item: Evidence) -> None:
    case = w.simple(title=Bilingual(text, text[::-1]), evidence=(item,))
    assert decode_case(encode(case)) == case
    made: Ruling = w.finding(case, imposed=(measure,))
    assert decode(encode(made), Ruling) == made


def test_equal_values_have_equal_bytes_whatever_the_order_of_their_sets() -> None:
    roles = list(w.PRIYA.roles | w.WEI.roles | w.HAO.roles)
    ways = {
        encode(w.replace(w.WEI, roles=frozenset(order), queues=frozenset(queues)))
        for order in (roles, roles[::-1])
        for queues in (["a", "b", "c"], ["c", "b", "a"])
    }
    assert len(ways) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"[]",
        b"{}",
        b'"\xff"',
        b"[" * 100_000,
        b'{"id": 7}',
        encode(w.simple()).replace(b'"SG"', b"7"),
        encode(w.simple()).replace(b'"NEW"', b'"DREAMT"'),
        encode(w.simple())[:-20],
    ],
)
def test_other_data_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed) as refusal:
        decode_case(body)
    assert refusal.value.what.id
    with pytest.raises(Malformed):
        decode(body, c.File)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([None, 7, "x", [], {}, True]))
def test_a_spoilt_field_is_refused_or_read_but_never_crashes(place: int, value: object) -> None:
    whole = json.loads(encode(w.in_state(State.ACTIONED)))
    keys = sorted(whole)
    whole[keys[place % len(keys)]] = value
    body = json.dumps(whole).encode()
    with suppress(Malformed):
        assert isinstance(decode_case(body), Case)


def test_hashes_fit_and_a_digest_follows_its_members() -> None:
    bodies = [encode(w.in_state(state)) for state in (State.NEW, State.QUEUED, State.CLOSED)]
    hashes = [body_hash(body) for body in bodies]
    assert len(set(hashes)) == 3
    assert all(0 <= each < 2**HASH_BITS for each in hashes)
    total = digest(digest(digest(0, added=hashes[0]), added=hashes[1]), added=hashes[2])
    assert total == sum(hashes) % 2**60
    assert digest(total, removed=hashes[1]) == (hashes[0] + hashes[2]) % 2**60
    assert digest(0, removed=1) == 2**60 - 1
