"""Every event of every kind: what of it stays in clear, and that each of its texts can go."""

import re
import secrets
from contextlib import suppress
from typing import Any

import pytest

from tests.bench import START
from tests.workstation.server.fullest import EVENTS, fullest
from workstation.domain.actor import Actor
from workstation.domain.record import Event
from workstation.server import seal as seal_module
from workstation.server.seal import SEAL_V, digests, erased, holds, seal, texts
from workstation.wire.codec import Malformed, decode, encode

# What is sealed in clear and could hold anything: it tells things apart, and nobody writes it.
# A field that stands here can never be erased from a log.
IDENTIFIERS = set(
    """
    Case.id Case.reference Case.external_reference Case.queue Case.market Case.applicant
    Case.duplicate_of IntakeChecked.duplicate_of Party.id Party.region Subject.id Measure.item
    Person.id Statement.party Evidence.id Evidence.source EvidenceVerdict.evidence InfoRequest.party
    Letter.id Letter.party LetterOverride.check ClauseRef.code ClauseRef.clause ClauseRef.version
    Citation.severity Money.currency SupersededProposal.command TimelineEntry.event Mark.actor
    GlossaryForm.id ChangedForm.kind ChangedBefore.act Term.id DropTerm.id
    MemberCommand.kind MemberCommand.act Member.id JobStarted.undoes
    Policy.code PolicyVersion.version PolicyVersion.changed_clauses Clause.no Clause.severity
    Clause.kind Issue.label AmendmentDrafted.policy AmendmentDrafted.base ClauseRemoved.no
    VersionFollowed.label VersionPublished.amendment AppealWindows.id Targets.id
    Unsent.id Unsent.act
    """.split()
)


def row_of(event: Any, name: str = "noted", previous: bytes = b"") -> dict[str, Any]:
    body = encode(event)
    row = {"record_id": "r", "n": 1, "version": 1, "command": "c", "actor": "wei", "kind": name}
    row |= {"at": START, "seen": None, "seal_v": SEAL_V, "body": body}
    row["texts"] = digests(body, SEAL_V, secrets.token_bytes)
    row["hash"] = seal(previous, row)
    return row


@pytest.mark.parametrize("name", EVENTS)
def test_each_text_can_go_and_the_rest_is_proved_and_read(name: str) -> None:
    event = fullest(EVENTS[name])
    row = row_of(event)
    assert decode(row["body"], EVENTS[name]) == event
    found = texts(row["body"], SEAL_V)
    assert len(set(found)) == len(found) > 0
    gone: set[str] = set()
    for word in found:
        alone = erased(row, lambda text, word=word: text == word)
        gone.add(word)
        more = erased(row, lambda text: text in gone)
        for left in (alone, more):
            assert holds(left)
            assert seal(b"", left) == row["hash"]
            assert word.encode() + b'"' not in left["body"]
            assert isinstance(decode(left["body"], EVENTS[name]), Event)
    assert set(texts(erased(row, lambda _text: True)["body"], SEAL_V)) == {""}


def test_what_stays_in_clear_is_known_by_name() -> None:
    """No field is kept in clear unawares, because its name is one of the rule's."""
    kept: set[str] = set()
    for event in EVENTS.values():
        left = erased(row_of(fullest(event)), lambda _text: True)["body"].decode()
        kept |= set(re.findall(r'"(\w+\.\w+) \d+"', left))
    assert kept == IDENTIFIERS


def test_what_people_wrote_or_are_called_is_a_text() -> None:
    body = encode(
        {
            "owner": Actor(
                id="wei", name="Wei Ling", roles=frozenset(), conflicts=frozenset({"Acme Pte"})
            ),
            "template": {"act": "assign", "body": '{"reason":"Ann is ill"}'},
            "words": ["one", ["two"], {"said": "three"}],
            "answers": {"Is it real?": "No."},
        }
    )
    said = {"Wei Ling", "Acme Pte", '{"reason":"Ann is ill"}', "one", "two", "three", "No."}
    assert {*texts(body, SEAL_V)} - {""} == said


@pytest.mark.parametrize(
    "forged",
    [
        b'{"at":"2026-12-01T00:00:00Z","reason":"because"}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"because","word":"","more":1}',
        b'{"at":"2026-12-01T00:00:00Z","word":"","reason":"because"}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"because","word":null}',
        b'{"at":"2026-12-02T00:00:00Z","reason":"because","word":""}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"because","word":"","word":""}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"because", "word":""}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"\\u0062ecause","word":""}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"other","word":""}',
        b'{"at":"2026-12-01T00:00:00Z","reason":"because","word":"new"}',
        b'{"at":"2026-12-01T00:00:00Z","reason":["because"],"word":""}',
        b"not JSON",
        b"",
    ],
)
def test_no_other_bytes_hold_whatever_they_mean(forged: bytes) -> None:
    row = row_of({"at": "2026-12-01T00:00:00Z", "reason": "because", "word": ""})
    assert holds(row)
    other = {**row, "body": forged}

    def stands() -> bool:
        return holds(other) and seal(b"", other) == row["hash"]

    with suppress(Malformed, ValueError):
        assert not stands()


def test_a_link_of_the_second_form_is_sealed_as_it_was_when_it_was_written() -> None:
    """Fixed bytes: the rule of a form in use must not change."""
    body = b'{"at":"2026-12-01T00:00:00Z","by":{"id":"wei","name":"Wei"},"finding":{"reason":'
    body += b'"PROCEDURE"},"note":{"text":"Seen"},"numbers":[1,2.5,null,true],"reason":""}'
    row: dict[str, Any] = {"record_id": "r", "n": 3, "version": 2, "command": "c", "actor": "wei"}
    row |= {"kind": "noted", "at": START, "seen": b'{"glossary":3}', "seal_v": 2, "body": body}
    row["texts"] = digests(body, SEAL_V, lambda size: bytes(range(size)))
    assert texts(body, 2) == ["Wei", "Seen", ""]
    assert seal(bytes(32), row).hex() == GOLDEN


GOLDEN = "ec4ed6c400ac8c64c1462e3666b0d2bb35c1cd8f327cc15e5ed2af601cf2422e"


def test_two_equal_texts_have_two_digests() -> None:
    grains = iter((b"a" * seal_module.SALT, b"b" * seal_module.SALT))
    both = encode({"en": "Chen Wei", "zh": "Chen Wei"})
    told = digests(both, SEAL_V, lambda _size: next(grains))
    half = len(told) // 2
    assert told[seal_module.SALT : half] != told[half + seal_module.SALT :]
