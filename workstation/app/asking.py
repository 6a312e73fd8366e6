"""Turns a command that the server did not take in into a question to its author."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.app.office import Office
from workstation.app.values import Question
from workstation.cache.values import Entry
from workstation.domain import commands as c
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
        text=_joined([text_of(each.command) for each in (entry, *followers)]),
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


def text_of(command: Command | UnknownCommand) -> Bilingual:
    """What the person wrote in a command."""
    match command:
        case UnknownCommand():
            return Bilingual(command.text, command.text)
        case c.SendReply():
            return command.text
        case c.Decide():
            return command.finding.rationale
        case c.AddNote() | c.RecordAnswer():
            return Bilingual(command.text, command.text)
        case c.Refer():
            return Bilingual(command.question, command.question)
        case c.Release() | c.Assign() | c.Return() | c.Withdraw() | c.Reopen():
            return Bilingual(command.reason, command.reason)
        case c.RequestInformation():
            return Bilingual(
                "\n".join(item.en for item in command.items),
                "\n".join(item.zh for item in command.items),
            )
        case _:
            return Bilingual()
