"""Turns a command that the server did not take in into a question to its author."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.app.open_profile import OpenProfile
from workstation.app.values import Question
from workstation.cache.values import OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.domain.job import MemberCommand, StartJob
from workstation.domain.record import Command, Words
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _
from workstation.wire.codec import Malformed
from workstation.wire.job import command_in
from workstation.wire.messages import WireMessage, from_wire
from workstation.wire.push import Parked, Quarantined, Refusal


async def question_of(profile: OpenProfile, entry: OutboxEntry) -> Question:
    """The question, with both versions of the record and what the person wrote."""
    session = profile.signed_in
    followers = session.ledger.followers(entry)
    said = entry.disposition
    assert isinstance(said, Refusal | Parked | Quarantined)
    given = [each.command for each in (entry, *followers)]
    truth = (await profile.truths.truths([entry.record_id])).get(entry.record_id)
    return Question(
        command_id=entry.id,
        record_kind=entry.record_kind,
        record_id=entry.record_id,
        reference=entry.reference,
        title=entry.title,
        command=entry.command,
        given_at=entry.at,
        stage=entry.stage,
        reason=said_in(said.reason),
        remedy=said_in(said.remedy),
        aspects=said.aspects if isinstance(said, Parked) else (),
        seen=await session.receipts.seen(entry.chain) or await session.receipts.seen(entry.id),
        now=truth.record if truth is not None else None,
        text=_joined([text for each in given for text in words_of(profile, each)]),
        followers=tuple(each.command for each in followers),
    )


def _joined(texts: Sequence[Bilingual]) -> Bilingual:
    """All that was written, one text below the other, each once."""
    sides = ([text.en for text in texts], [text.zh for text in texts])
    en, zh = ("\n\n".join(dict.fromkeys(each for each in side if each)) for side in sides)
    return Bilingual(en, zh)


def said_in(message: WireMessage) -> Message:
    """What the server said, as far as it can be read."""
    try:
        return from_wire(message)
    except ValueError:
        return _("The server did not accept the request.")


def words_of(profile: OpenProfile, command: Command | UnknownCommand) -> Words:
    """What the person wrote in a command, also in one that a job gives to many."""
    if isinstance(command, UnknownCommand):
        return (Bilingual(command.text, command.text),)
    told = profile.kinds.act_of(command).words(command)
    if isinstance(command, StartJob) and command.template is not None:
        return (*told, *_words_for_each(profile, command.template))
    return told


def _words_for_each(profile: OpenProfile, template: MemberCommand) -> Words:
    """What the author of a job wrote for each of its members."""
    try:
        command = command_in(profile.kinds, template)
    except Malformed:
        # Whatever it is, somebody may have written it.
        return (Bilingual(template.body, template.body),)
    return words_of(profile, command)
