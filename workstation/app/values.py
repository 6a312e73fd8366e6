"""What the verbs of the workstation take and give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import Generic, TypeVar

from workstation.cache.values import (
    CommandStage,
    DraftOf,
    Filter,
    PendingView,
    QueueRow,
    StoredDraft,
)
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.commands import UnknownCommand
from workstation.domain.record import Command, Record
from workstation.domain.text import Bilingual
from workstation.i18n import Message

__all__ = [
    "Change",
    "ChangeOrigin",
    "CommandStage",
    "DraftOf",
    "Filter",
    "HeldCommand",
    "KeptWords",
    "MemberResult",
    "NewPasswordNeeded",
    "OldPasswordWrong",
    "OpenCase",
    "Opened",
    "PendingView",
    "Published",
    "Question",
    "QueueRow",
    "SignInProblem",
    "SignedIn",
    "StoredDraft",
    "SyncState",
    "SyncStatus",
    "Whereabouts",
]

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in; `offline` if this profile vouched for them and not the server."""

    actor: Actor
    offline: bool = False


class SignInProblem(Exception):
    """Nobody was signed in: why, and what to do."""

    def __init__(self, reason: Message, remedy: Message) -> None:
        super().__init__(reason.id)
        self.reason = reason
        self.remedy = remedy


class NewPasswordNeeded(SignInProblem):
    """The password was right and given out for one time: its owner has to choose their own."""


class OldPasswordWrong(SignInProblem):
    """Whoever wants to change their password mistyped the one that they have now."""


class Whereabouts(Enum):
    """Where kept words stand: in a command that asks for an answer, in a form that opens, or in a
    draft that no form shows."""

    ASKED = auto()
    IN_FORM = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWords:
    """What a person wrote and what is not carried out: in a command that was refused or parked, or
    in a draft.

    `slot` is that of the draft, or for a command "", and then `command_id` is its id. `kind` is
    the name of the record's kind and `command` what the words were given in: "" and None for what
    is not known. `title` outlives the record's leaving our sight; `in_sight` says whether it can
    be looked at.
    """

    record_id: str
    slot: str
    stands: Whereabouts
    command_id: str = ""
    kind: str
    command: type[Command] | None
    reference: str
    title: Bilingual
    text: Bilingual
    kept_at: datetime
    in_sight: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A command that the server did not take in, and that a person has to answer.

    `stage` tells a refusal, a conflict and a command that could not be read apart. `seen` is the
    record as it stood when the command was given, `now` as it stands (None once it has left
    the person's sight), `text` what they wrote, in this and in the `followers`, which go with it
    when it is answered.
    """

    command_id: str
    record_kind: str
    record_id: str
    reference: str
    title: Bilingual
    command: Command | UnknownCommand
    given_at: datetime
    stage: CommandStage
    reason: Message
    remedy: Message
    aspects: tuple[str, ...] = ()
    seen: Record | None = None
    now: Record | None = None
    text: Bilingual = Bilingual()
    followers: tuple[Command | UnknownCommand, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Generic[R]):
    """A record with the person's own pending commands folded in.

    `truth_version` is what the server last sent; give it back as `seen` with a command. 0 for one
    that only this workstation knows yet.
    """

    key: int
    record: R
    truth_version: int
    pending: tuple[PendingView, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case with the person's own pending commands folded in.

    `truth_version` is what the server last sent; give it back as `seen` with a command. 0 for a
    case that only this workstation knows yet.
    """

    key: int
    case: Case
    truth_version: int
    pending: tuple[PendingView, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldCommand:
    """A command that goes out at `until` and can be taken back before."""

    command_id: str
    record_id: str
    reference: str
    command: Command
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberResult:
    """What became of one member of a job: QUEUED while it was not reached, then as of a command.

    `reason` and `remedy` say why it was not done.
    """

    record_id: str
    stage: CommandStage
    reason: Message | None = None
    remedy: Message | None = None


@dataclass(frozen=True, slots=True)
class JobResults:
    """What became of the members of a job that are in sight, and how many others there are."""

    members: tuple[MemberResult, ...]
    out_of_sight: int


class SyncState(StrEnum):
    """Where the workstation stands with the server."""

    SYNCED = "synced"
    SYNCING = "syncing"
    OFFLINE = "offline"
    SIGNED_OUT = "signed_out"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """The truth about the connection.

    `waiting`: commands that the server has not answered yet, without those that are only held for
    their undo. `problem` says what is wrong and `remedy` what to do; `clock_off` is set when this
    machine's clock is wrong, which changes nothing but what it shows. `unsaved` says why what is
    typed does not reach the disk, `full` why nothing that will be typed could; `restored` that
    the server has gone back since this window was opened, and what was offered to it again.
    """

    state: SyncState = SyncState.OFFLINE
    last_sync: datetime | None = None
    waiting: int = 0
    offline_since: datetime | None = None
    problem: Message | None = None
    remedy: Message | None = None
    clock_off: Message | None = None
    unsaved: Message | None = None
    restored: Message | None = None
    full: Message | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a policy that was published since this workstation last heard."""

    code: str
    label: str


class ChangeOrigin(StrEnum):
    """Who caused a change."""

    ME = "me"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since the last announcement.

    `rows`: the queue's lists or counts may differ; `keys_changed`: keys of rows held elsewhere
    are void (the cache was replaced); `house`: the glossary or one's own changes of it, or
    anything else that every rule looks at. `published` are versions of policies that came since.
    """

    case_ids: frozenset[str] = frozenset()
    rows: bool = False
    status: bool = False
    questions: bool = False
    origin: ChangeOrigin = ChangeOrigin.ME
    keys_changed: bool = False
    house: bool = False
    published: tuple[Published, ...] = ()
