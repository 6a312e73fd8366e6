"""Turns a command that the server did not take in into a question to its author."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.app.office import Office
from workstation.app.values import Question
from workstation.cache.values import Entry
from workstation.domain.acts import act_of
from workstation.domain.commands import Command, UnknownCommand
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _
from workstation.wire.messages import WireMessage, from_wire
from workstation.wire.push import Parked, Quarantined, Refusal


async def question_of(office: Office, entry: Entry) -> Question:
    """The question, with both versions of the case and what the person wrote."""
    signed = office.person
    followers = signed.ledger.followers(entry)
    said = entry.disposition
    assert isinstance(said, Refusal | Parked | Quarantined)
    truth = (await office.truths.truths([entry.case_id])).get(entry.case_id)
    return Question(
        command_id=entry.id,
        case_id=entry.case_id,
        reference=entry.reference,
        title=entry.title,
        command=entry.command,
        given_at=entry.at,
        stage=entry.stage,
        reason=_said(said.reason),
        remedy=_said(said.remedy),
        aspects=said.aspects if isinstance(said, Parked) else (),
        seen=await signed.receipts.seen(entry.chain) or await signed.receipts.seen(entry.id),
        now=truth.case if truth is not None else None,
        text=_joined([text for each in (entry, *followers) for text in _words(each.command)]),
        followers=tuple(each.command for each in followers),
    )


def _joined(texts: Sequence[Bilingual]) -> Bilingual:
    """All that was written, one text below the other, each once."""
    sides = ([text.en for text in texts], [text.zh for text in texts])
    en, zh = ("\n\n".join(dict.fromkeys(each for each in side if each)) for side in sides)
    return Bilingual(en, zh)


def _said(message: WireMessage) -> Message:
    try:
        return from_wire(message)
    except ValueError:
        return _("The server did not accept the request.")


def _words(command: Command | UnknownCommand) -> tuple[Bilingual, ...]:
    """What the person wrote in a command."""
    if isinstance(command, UnknownCommand):
        return (Bilingual(command.text, command.text),)
    return act_of(command).words(command)
