"""The values that the two files take and give: rows, drafts, commands of the outbox, copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

import msgspec

from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Record
from workstation.domain.taxonomy import CaseKind, Language, Severity
from workstation.domain.text import Bilingual
from workstation.domain.views import Row, sought_in, sought_text
from workstation.value_class import dataclass
from workstation.wire.push import Applied, Disposition, Envelope

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to; an empty part narrows nothing.

    `picked`: fields of its rows, each with the values that pass.
    `sought`: a folded text to be looked for.
    """

    picked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sought: str = ""

    def __bool__(self) -> bool:
        return bool(self.picked or self.sought)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue is narrowed to; an empty part narrows nothing.

    `text` is looked for in both titles, the party's name, the reference and the clauses cited.
    """

    text: str = ""
    kinds: frozenset[CaseKind] = frozenset()
    severities: frozenset[Severity] = frozenset()
    languages: frozenset[Language] = frozenset()

    def narrowing(self) -> Narrowing:
        """The same for the stored rows of the queue."""
        chosen = {"kind": self.kinds, "severity": self.severities, "language": self.languages}
        picked = {
            name: frozenset(each.value for each in values)
            for name, values in chosen.items()
            if values
        }
        return Narrowing(picked, sought_text(self.text.strip()))

    def matches(self, row: Row) -> bool:
        """Whether a row passes, for rows that are not stored."""
        narrowing = self.narrowing()
        picked = narrowing.picked.items()
        chosen = all(getattr(row, name) in values for name, values in picked)
        return chosen and narrowing.sought in sought_in(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """A row of a list, the person's own pending commands already in it.

    `key`: stands for the record in lists, until the cache is rebuilt.
    `confirmed`: the row as the server has it, where the person's pending commands changed it.
    `unread`: others changed the record since this person last opened it.
    `pending`: a command waits to be sent, or is held for undo.
    `draft`: the person has a draft about the record.
    `asks`: a question about the record waits in Needs you.
    """

    key: int
    row: Row
    confirmed: Row | None = None
    unread: bool = False
    pending: bool = False
    draft: bool = False
    asks: bool = False

    @property
    def sure(self) -> Row:
        """The row by which clocks run: as the server has it."""
        return self.row if self.confirmed is None else self.confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDraft:
    """What somebody has written and not sent, in both languages.

    `revision`: how often it was saved; 0 for what never was.
    `beads`: the pairs that the texts were written as, as `bilingual.draft_form` stores them.
    `settled`: what was done about findings, as `bilingual.draft_form` stores it.
    `form`: what was chosen beside the texts, as `bilingual.kept_form` stores it.
    """

    en: str = ""
    zh: str = ""
    revision: int = 0
    saved_at: datetime | None = None
    beads: str = ""
    settled: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOf:
    """A draft and what it is about.

    `slot`: the party of a letter, or the form that the draft is of.
    `reference`, `title`: those of the record, which outlive its leaving the author's sight.
    """

    record_id: str
    slot: str
    reference: str
    title: Bilingual
    draft: StoredDraft


class CommandStage(StrEnum):
    """How far a command has come. It is not deleted when it is sent."""

    QUEUED = "queued"
    SENT = "sent"
    APPLIED = "applied"
    REFUSED = "refused"
    CONFLICT = "conflict"
    QUARANTINED = "quarantined"
    # The person has answered the question: dropped, edited or redone.
    ANSWERED = "answered"


ASKING = frozenset({CommandStage.REFUSED, CommandStage.CONFLICT, CommandStage.QUARANTINED})
WAITING = frozenset({CommandStage.QUEUED, CommandStage.SENT})


@dataclass(frozen=True, slots=True)
class AppliedReceipt:
    """The server's word that it applied a command, in its life `epoch`, "" if that is not known."""

    applied: Applied
    epoch: str


def receipts_of(
    said: Disposition | None, epoch: str, earlier: tuple[AppliedReceipt, ...]
) -> tuple[AppliedReceipt, ...]:
    """All receipts of a command, the last one first."""
    now = (AppliedReceipt(said, epoch),) if isinstance(said, Applied) else ()
    return now + earlier


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEntry:
    """A command in the outbox.

    `n`: its number in the stream of commands of this device.
    `chain`: the id of the command that it was given with; its own, if it was given by itself.
    `name`: the name of its act.
    `body`: the command's bytes in format `v`, as they were given. They are what is sent, so that an
    upgrade in between makes no other command of it, and one of a later version, which is an
    `UnknownCommand` here, gets through.
    `base_version`: the version of the record that its author had before their eyes.
    `prev`: the command after which it is sent.
    `held_until`: until when it is kept back for undo.
    `reference`, `title`: those of the record, which outlive its leaving the author's sight.
    `rests_on`: the commands with which it falls; one that stands `alone` waits for these only.
    `apart`: it holds whatever becomes of what was given before it.
    `others`: the versions of other records that it relies on.
    `disposition`: what the server said of it, in its life `epoch`. An entry that waits and has one
    is offered again, since a later life of the server may have lost what it did.
    `earlier`: receipts of the lives before; copies that come from them carry the command.
    """

    id: str
    n: int
    chain: str
    record_kind: str
    record_id: str
    name: str
    command: Command | UnknownCommand
    body: bytes
    v: int
    base_version: int
    prev: str | None
    at: datetime
    held_until: datetime | None
    stage: CommandStage
    reference: str
    title: Bilingual
    rests_on: tuple[str, ...] = ()
    alone: bool = False
    apart: bool = False
    others: Mapping[str, int] = field(default_factory=dict)
    disposition: Disposition | None = None
    epoch: str = ""
    earlier: tuple[AppliedReceipt, ...] = ()

    @property
    def receipts(self) -> tuple[AppliedReceipt, ...]:
        """What the server said whenever it took the command in."""
        return receipts_of(self.disposition, self.epoch, self.earlier)

    def envelope(self, device: str) -> Envelope:
        """The command as it travels from that device to the server."""
        return Envelope(
            id=self.id,
            record_kind=self.record_kind,
            record_id=self.record_id,
            kind=self.name,
            body=msgspec.Raw(self.body),
            v=self.v,
            base_version=self.base_version,
            device=device,
            n=self.n,
            at=self.at,
            prev=self.prev,
            rests_on=self.rests_on,
            seen=dict(self.others),
        )

    def held(self, now: datetime) -> bool:
        """Whether it can still be undone. A clock that was set back ends the time at once.

        What this version does not know cannot be: it has no draft for the words to go back to.
        """
        until = self.held_until
        if until is None or isinstance(self.command, UnknownCommand):
            return False
        return self.stage is CommandStage.QUEUED and self.at <= now < until


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingView:
    """A command that the server's copy of its record does not carry yet.

    `held_until`: until when it can be undone.
    `refused`: why it does not fit the server's newest copy any more; the server will say so too.
    `asked`: it waits behind a question for its author's answer, and is not sent before.
    """

    id: str
    command: Command | UnknownCommand
    at: datetime
    stage: CommandStage
    held_until: datetime | None
    refused: Refused | None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Position:
    """What the cache holds of the feeds.

    `epoch`: the life of the server that they are of.
    `cursors`: up to where each scope is held; None for one that has to be fetched anew.
    `partial`: the scopes of which the last response was not the end.
    `doubted`: the scopes that do not hold what the server says.
    """

    epoch: str
    cursors: Mapping[str, int | None]
    partial: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()

    def known(self) -> dict[str, int]:
        """The cursors to ask with."""
        return {scope: seq for scope, seq in self.cursors.items() if seq is not None}

    def has_passed(self, effects: Mapping[str, int]) -> bool:
        """Whether everything is here that these scopes carried up to those places in their feeds.

        Of a scope that is not held nothing is missed.
        """
        held = [(scope, seq) for scope, seq in effects.items() if scope in self.cursors]
        return all(
            scope not in self.partial and (self.cursors[scope] or 0) >= seq for scope, seq in held
        )


@dataclass(frozen=True, slots=True)
class StoredActor:
    """Who the person is, as the server last said."""

    actor: Actor | None


@dataclass(frozen=True, slots=True)
class Contact:
    """The last time that the server confirmed that nothing was missing here.

    `at`: when that was, by the server's clock.
    `ahead`: by how much the server's clock was ahead of this machine's.
    """

    at: datetime
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Copy:
    """Which copy of a record is held: its version, in the life `epoch` of the server."""

    version: int
    epoch: str


@dataclass(frozen=True, slots=True)
class Truth(Generic[R]):
    """A record as the server last sent it, in its life `epoch`."""

    key: int
    record: R
    epoch: str

    @property
    def copy(self) -> Copy:
        """Which copy of the record this is."""
        return Copy(self.record.version, self.epoch)


@dataclass(frozen=True, slots=True)
class Account:
    """A user of one server."""

    server: str
    user: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenCommand:
    """A command that a person gives, of which an entry of the outbox is made.

    `name`, `v`, `body`: the command as it travels, by the name of its act and in format `v`.
    `base_version`: the version of the record that its author had before their eyes.
    `reference`, `title`: those of the record, which outlive its leaving the author's sight.
    `seen`: the record as it stood before its author.
    `others`: the versions of other records that it relies on.
    `rests_on`: the commands with which it falls.
    `alone`: its act has a subject, so that it waits for what it rests on, and for nothing else of
    its record.
    `apart`: it holds whatever becomes of what was given before it.
    """

    id: str
    record_kind: str
    record_id: str
    command: Command | UnknownCommand
    name: str
    v: int
    body: bytes
    base_version: int
    at: datetime
    reference: str
    title: Bilingual
    seen: bytes | None = None
    others: Mapping[str, int] = field(default_factory=dict)
    rests_on: tuple[str, ...] = ()
    alone: bool = False
    apart: bool = False

    def entry(self, chain: str, prev: str | None, held_until: datetime | None) -> OutboxEntry:
        """The entry of the outbox that is not numbered yet: given with `chain`, after `prev`."""
        return OutboxEntry(
            id=self.id,
            n=0,
            chain=chain,
            record_kind=self.record_kind,
            record_id=self.record_id,
            name=self.name,
            command=self.command,
            body=self.body,
            v=self.v,
            base_version=self.base_version,
            prev=prev,
            rests_on=self.rests_on,
            alone=self.alone,
            apart=self.apart,
            others=self.others,
            at=self.at,
            held_until=held_until,
            stage=CommandStage.QUEUED,
            reference=self.reference,
            title=self.title,
        )


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of a list as it is stored, with the names of the views that show it."""

    key: int
    # Any: of whichever list.
    row: Any
    unread: bool
    views: frozenset[str]
