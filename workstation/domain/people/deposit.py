"""The kind `deposit`: what somebody had not sent when their access ended, for their crew's lead.

Their device lays it down, and can do nothing else from then on. It is read, and is never carried
out in anybody's name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from workstation.domain.actor import Actor, Person
from workstation.domain.context import Scene
from workstation.domain.marks import Mark
from workstation.domain.people.records import StaffMember
from workstation.domain.problem import Refused
from workstation.domain.record import (
    Act,
    Command,
    Effect,
    Event,
    Id,
    Kind,
    RecordList,
    Right,
    Words,
    own,
)
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.i18n import _, pgettext
from workstation.value_class import dataclass

# So much is kept of one device after one end of access: items, and bytes of their texts.
MOST_KEPT, MOST_KEPT_BYTES = 1_000, 4 * 1024 * 1024


class DepositState(StrEnum):
    """Whether somebody still has to look at deposited work."""

    LAID_DOWN = "LAID_DOWN"
    DEALT_WITH = "DEALT_WITH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsent:
    """A command that was given and not taken in, or a draft.

    id: unique on its device.
    at: when it was given or last written.
    record_kind, record_id: which record it is about.
    reference, title: what that record was called.
    act: the name of the command's act; "" for a draft.
    words: all texts that its author wrote.
    """

    id: Id
    at: datetime
    record_kind: str
    record_id: Id
    reference: str = ""
    title: Bilingual = Bilingual()
    act: str = ""
    words: Words = ()

    @property
    def size(self) -> int:
        """The number of bytes of all its texts."""
        named = (self.id, self.record_kind, self.record_id, self.reference, self.act)
        said = (side for text in (self.title, *self.words) for side in (text.en, text.zh))
        return sum(len(text.encode()) for text in (*named, *said))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What one device of one person laid down.

    device: the id of the device.
    crew: the crew whose lead reads it; "" where supervisors do, since nobody leads it.
    items: the work, in the order in which it came.
    laid_at: when the latest of it came.
    word: what became of it, in the words of who dealt with it; "" before.
    """

    id: Id
    person: Person = Person("", "")
    device: str = ""
    crew: str = ""
    items: tuple[Unsent, ...] = ()
    laid_at: datetime | None = None
    state: DepositState = DepositState.LAID_DOWN
    word: str = ""
    version: int = 0
    marks: tuple[Mark, ...] = ()


def deposit_id(person: StaffMember, device: str) -> Id:
    """The id of the record for the work of a person's device after this end of their access."""
    return f"deposit:{person.user}:{device}:{person.version}"


def lead_scope(crew: str) -> str:
    """The scope that only the lead of `crew` reads."""
    return f"lead:{crew}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayDown(Command):
    """Keep what a device had not sent (the platform, for the device); see `Deposit`."""

    person: Person
    device: str
    crew: str
    items: tuple[Unsent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DealWith(Command):
    """Say that deposited work was read, and what became of it."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOn(Command):
    """Let supervisors read deposited work, since nobody leads the crew any more (the platform)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkLaidDown(Event):
    """A device laid down work."""

    person: Person
    device: str
    crew: str
    items: tuple[Unsent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkDealtWith(Event):
    """Somebody read the work and did what was needed; `word` says what."""

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkHandedOn(Event):
    """The work went from the lead of a crew to the supervisors."""


DepositScene = Scene[Deposit]


def _lay_down(scene: DepositScene, command: LayDown) -> tuple[Event, ...]:
    known = {each.id for each in scene.record.items}
    fresh = {each.id: each for each in command.items if each.id not in known}
    if not fresh:
        return ()
    more = tuple(fresh.values())
    kept = (*scene.record.items, *more)
    if len(kept) > MOST_KEPT or sum(each.size for each in kept) > MOST_KEPT_BYTES:
        raise Refused(
            _("This is more than is kept of the unsent work of one device."),
            _("The rest stays on this machine. Show it to a supervisor there."),
        )
    return (
        WorkLaidDown(
            at=scene.now,
            by=scene.actor.person,
            person=command.person,
            device=command.device,
            crew=command.crew,
            items=more,
        ),
    )


def _deal_with(scene: DepositScene, command: DealWith) -> tuple[Event, ...]:
    word = command.word.strip()
    if not word:
        raise Refused(
            _("It is not said what became of this work."),
            _("Say in a sentence what you did with it."),
        )
    return (WorkDealtWith(at=scene.now, by=scene.actor.person, word=word),)


def _hand_on(scene: DepositScene, _command: HandOn) -> tuple[Event, ...]:
    if not scene.record.crew:
        return ()
    return (WorkHandedOn(at=scene.now, by=scene.actor.person),)


def _laid_down(deposit: Deposit, event: WorkLaidDown) -> Deposit:
    return replace(
        deposit,
        person=event.person,
        device=event.device,
        crew=event.crew,
        items=(*deposit.items, *event.items),
        laid_at=event.at,
        state=DepositState.LAID_DOWN,
    )


def _dealt_with(deposit: Deposit, event: WorkDealtWith) -> Deposit:
    return replace(deposit, state=DepositState.DEALT_WITH, word=event.word)


def _handed_on(deposit: Deposit, _event: WorkHandedOn) -> Deposit:
    return replace(deposit, crew="")


def _scopes(deposit: Deposit) -> frozenset[str]:
    reader = lead_scope(deposit.crew) if deposit.crew else f"role:{Role.SUPERVISOR.value}"
    return frozenset({reader})


def _blank(id_: Id, _said: object) -> Deposit:
    return Deposit(id=id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRow:
    """What a list shows of deposited work.

    person, name: the user name and the name of whose work it is.
    items: the number of its items.
    """

    id: Id
    person: str
    name: str
    device: str
    crew: str
    items: int
    laid_at: datetime | None
    state: DepositState


def to_read(rows: Iterable[DepositRow], me: Actor | None) -> tuple[DepositRow, ...]:
    """What still waits for somebody to read it; nothing while nobody is signed in."""
    if me is None:
        return ()
    return tuple(each for each in rows if each.state is DepositState.LAID_DOWN)


def _row_of(deposit: Deposit) -> DepositRow:
    return DepositRow(
        id=deposit.id,
        person=deposit.person.id,
        name=deposit.person.name,
        device=deposit.device,
        crew=deposit.crew,
        items=len(deposit.items),
        laid_at=deposit.laid_at,
        state=deposit.state,
    )


# The views of the list: what is to be read, and what somebody has dealt with.
WAITING, DEALT_WITH = "waiting", "dealt_with"
_LISTING: RecordList[Deposit, DepositRow] = RecordList(
    row=DepositRow,
    row_of=_row_of,
    views=(WAITING, DEALT_WITH),
    views_of=lambda row, _me, _now: frozenset(
        {WAITING if row.state is DepositState.LAID_DOWN else DEALT_WITH}
    ),
    sort=lambda row: -int(row.laid_at.timestamp()) if row.laid_at is not None else 0,
    sought=lambda row: row.name.casefold(),
)
DEPOSIT: Kind[Deposit] = Kind(
    name="deposit",
    record=Deposit,
    acts=(
        Act(
            name="lay_down",
            command=LayDown,
            rule=_lay_down,
            rights=(Right(by=frozenset({Role.SYSTEM})),),
        ),
        Act(
            name="deal_with",
            command=DealWith,
            rule=_deal_with,
            rights=(Right(states=(DepositState.LAID_DOWN,)),),
            relies_on=own("items", "state"),
            words=lambda command: (Bilingual(command.word, command.word),),
        ),
        Act(
            name="hand_on",
            command=HandOn,
            rule=_hand_on,
            rights=(Right(by=frozenset({Role.SYSTEM})),),
        ),
    ),
    effects=(
        Effect(
            name="laid_down",
            event=WorkLaidDown,
            apply=_laid_down,
            said=pgettext("deposit", "Unsent work laid down"),
        ),
        Effect(
            name="dealt_with",
            event=WorkDealtWith,
            apply=_dealt_with,
            said=pgettext("deposit", "Dealt with"),
        ),
        Effect(
            name="handed_on",
            event=WorkHandedOn,
            apply=_handed_on,
            said=pgettext("deposit", "Handed on to the supervisors"),
        ),
    ),
    creates={LayDown: _blank},
    start=_blank,
    aspects=lambda a, b: frozenset(
        name for name in ("items", "state") if getattr(a, name) != getattr(b, name)
    ),
    scopes=_scopes,
    state=lambda deposit: deposit.state,
    listing=_LISTING,
)
