"""Makes the question to the author of a command that the server did not take in."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.app.open_profile import OpenProfile
from workstation.app.question_answers import AnyCommand, advised_of, answers_to, to_do_again
from workstation.app.values import Question, QuestionStep
from workstation.cache.values import OutboxEntry
from workstation.domain.commands import UnknownCommand
from workstation.domain.context import Scene
from workstation.domain.fold import run
from workstation.domain.job import StartJob
from workstation.domain.problem import Refused
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
    steps = tuple(
        QuestionStep(each.command, each.at, words_of(profile, each.command))
        for each in (entry, *followers)
    )
    texts = [text for each in steps for text in each.words]
    truth = (await profile.truths.truths([entry.record_id])).get(entry.record_id)
    given = [each.command for each in steps]
    now = truth.record if truth is not None else None
    refused = await _redo_refused(profile, entry, to_do_again(session.me, now, given))
    answers = answers_to(session.me, now, given, refused, written=bool(texts))
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
        now=now,
        text=_joined(texts),
        steps=steps,
        answers=answers,
        advised=advised_of(answers),
        redo_refused=refused,
    )


def _joined(texts: Sequence[Bilingual]) -> Bilingual:
    """All that was written, one text below the other, each once."""
    en, zh = (
        "\n\n".join(dict.fromkeys(each for each in side if each))
        for side in ([text.en for text in texts], [text.zh for text in texts])
    )
    return Bilingual(en, zh)


async def _redo_refused(
    profile: OpenProfile, entry: OutboxEntry, commands: Sequence[AnyCommand]
) -> Refused | None:
    """Why the rules would not let these commands be given again; None where they would, and where
    only the server can say."""
    sight = await profile.visible_record(entry.record_id)
    if sight is None:
        return None
    record, kind = sight.record, profile.kinds.of(sight.record)
    for each in commands:
        if isinstance(each, UnknownCommand):
            return None
        context = await profile.context(kind, record, (each,))
        try:
            record = run(kind, Scene(record, profile.signed_in.me, profile.clock(), context), each)
        except Refused as refused:
            return refused
    return None


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
