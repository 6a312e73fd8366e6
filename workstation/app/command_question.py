"""Makes the question to the author of a command that the server did not take in."""

from __future__ import annotations

from workstation.app.open_profile import OpenProfile
from workstation.app.values import Question
from workstation.cache.values import OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.domain.job import StartJob
from workstation.domain.record import Command, Words
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _
from workstation.wire.codec import Malformed
from workstation.wire.job import command_in
from workstation.wire.messages import WireMessage, from_wire
from workstation.wire.push import Parked, Quarantined, Refusal


async def question_of(profile: OpenProfile, entry: OutboxEntry) -> Question:
    """The question about a command that was refused, parked or could not be read."""
    session = profile.signed_in
    followers = session.ledger.followers(entry)
    said = entry.disposition
    assert isinstance(said, Refusal | Parked | Quarantined)
    texts = [text for each in (entry, *followers) for text in words_of(profile, each.command)]
    en, zh = (
        # All that was written, one text below the other, each once.
        "\n\n".join(dict.fromkeys(each for each in side if each))
        for side in ([text.en for text in texts], [text.zh for text in texts])
    )
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
        reason=readable_message(said.reason),
        remedy=readable_message(said.remedy),
        aspects=said.aspects if isinstance(said, Parked) else (),
        seen=await session.receipts.seen(entry.chain) or await session.receipts.seen(entry.id),
        now=truth.record if truth is not None else None,
        text=Bilingual(en, zh),
        followers=tuple(each.command for each in followers),
    )


def readable_message(message: WireMessage) -> Message:
    """What the server said, or that it said something that cannot be read."""
    try:
        return from_wire(message)
    except ValueError:
        return _("The server did not accept the request.")


def words_of(profile: OpenProfile, command: Command | UnknownCommand) -> Words:
    """What the author of a command wrote in it, also in one that a job gives to many records."""
    if isinstance(command, UnknownCommand):
        return (Bilingual(command.text, command.text),)
    words = profile.kinds.act_of(command).words(command)
    if not isinstance(command, StartJob) or command.template is None:
        return words
    try:
        for_each = command_in(profile.kinds, command.template)
    except Malformed:
        # Whatever it is, somebody may have written it.
        return (*words, Bilingual(command.template.body, command.template.body))
    return (*words, *words_of(profile, for_each))
