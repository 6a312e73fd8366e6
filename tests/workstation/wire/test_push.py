"""Commands in envelopes, and dispositions as types."""

from datetime import UTC, datetime

import msgspec
import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.test_lifecycle import COMMANDS
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Refer, Withdraw
from workstation.domain.kinds import KINDS
from workstation.domain.taxonomy import Team
from workstation.i18n import _
from workstation.wire import push as p
from workstation.wire.codec import Malformed, decode, encode
from workstation.wire.messages import to_wire


def envelope(**changes: object) -> p.Envelope:
    kind, v, body = p.pack(KINDS, COMMANDS["uphold"])
    made = p.Envelope(
        id="0192f0c1",
        record_id="case-1",
        kind=kind,
        v=v,
        body=body,
        base_version=3,
        device="d1",
        n=1,
        at=w.NOON,
    )
    return msgspec.structs.replace(made, **changes)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_unpacked_as_it_was_packed(name: str) -> None:
    kind, v, body = p.pack(KINDS, COMMANDS[name])
    sent = p.Push(device="d1", commands=(envelope(kind=kind, v=v, body=body),))
    (arrived,) = decode(encode(sent), p.Push).commands
    assert p.unpack(CASE, arrived.kind, arrived.body, arrived.v) == COMMANDS[name]


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "dream"},
        {"v": 0},
        {"v": 2},
        {"body": msgspec.Raw(b'{"finding": 7}')},
        {"body": msgspec.Raw(b"7")},
    ],
)
def test_an_unknown_kind_version_or_body_is_refused(changes) -> None:
    sent = envelope(**changes)
    with pytest.raises(Malformed):
        p.unpack(CASE, sent.kind, sent.body, sent.v)


def test_a_withdrawal_of_before_says_the_partys_word_with_its_reason() -> None:
    read = p.unpack(CASE, "withdraw", b'{"reason":"The shop rang."}', 1)
    assert read == Withdraw(reason="The shop rang.", word="The shop rang.")
    with pytest.raises(Malformed):
        p.unpack(CASE, "withdraw", b'{"reason":"The shop rang."}', 2)


def test_each_disposition_comes_back_as_its_type() -> None:
    reason = to_wire(_("Claim it first."))
    dispositions = (
        p.Applied(id="1", version=4, effects={"queue:sg": 17}),
        p.Refusal(id="2", reason=reason, remedy=reason),
        p.Parked(id="3", aspects=("state",), reason=reason, remedy=reason, version=5, effects={}),
        p.Wait(id="4"),
        p.Quarantined(id="5", reason=reason, remedy=reason),
    )
    pushed = p.Pushed(answers=tuple(p.Answer(disposition=each) for each in dispositions))
    assert decode(encode(pushed), p.Pushed) == pushed


def test_a_question_to_a_team_of_an_older_program_keeps_its_day() -> None:
    body = b'{"team":"POLICY","question":"Which?","due_at":"2026-09-02T12:00:00Z"}'
    due = datetime(2026, 9, 2, 12, tzinfo=UTC)
    assert p.unpack(CASE, "refer", body, 1) == Refer(
        team=Team.POLICY, question="Which?", due_at=due
    )
