"""The values that the verbs of the workstation take and give."""

from __future__ import annotations

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
from workstation.domain.confirmation import Confirmation
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Record, Words
from workstation.domain.text import Bilingual
from workstation.i18n import Message
from workstation.value_class import dataclass

__all__ = [
    "AnswerKind",
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
    "QuestionStep",
    "QueueRow",
    "SignInProblem",
    "SignedIn",
    "StoredDraft",
    "SyncState",
    "SyncStatus",
    "UnsentChange",
    "WaitReason",
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
    """Where kept words are.

    `ASKED`: in a command that asks its author. `IN_FORM`: in a form that can be opened.
    `NOWHERE`: in a draft that no form shows.
    """

    ASKED = auto()
    IN_FORM = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWords:
    """What a person wrote and what is not carried out: the words of a draft, or of a command that
    was refused or parked.

    `slot`: that of the draft, "" for a command.
    `stands`: where the words are.
    `command_id`: the id of the command, "" for a draft.
    `kind`: the name of the record's kind, "" if it is not known.
    `command`: the command that the words were written in, None if it is not known.
    `reference`, `title`: those of the record, which outlive its leaving the person's sight.
    `in_sight`: whether the record can be looked at.
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


class AnswerKind(StrEnum):
    """How a question can be answered, for the whole chain that it asks about.

    `REDO`: give it all again over the record as it is. `EDIT`: work on it again. `HAND_OVER`: leave
    all texts in a note of the case, for whoever holds it. `DROP`: carry nothing out. Whatever is
    answered, the words stay in their author's drafts, but for what is given again.
    """

    REDO = "redo"
    EDIT = "edit"
    HAND_OVER = "hand_over"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class QuestionStep:
    """One command of the chain that a question asks about: when it was given, and its words."""

    command: Command | UnknownCommand
    given_at: datetime
    words: Words = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A command that the server did not take in, and that its author has to answer.

    `stage`: tells a refusal, a conflict and a command that could not be read apart.
    `reason`, `remedy`: what the server said.
    `aspects`: on which others were faster, where it is a conflict.
    `seen`: the record as it stood when the command was given, None if that cannot be read.
    `now`: the record as it stands, None if it has left the author's sight.
    `text`: what they wrote in this command and in the `followers`.
    `steps`: the command and its followers, as they were given.
    `answers`: the ways to answer, in their order, and `advised` the one of them that changes
    nothing for anybody else.
    `redo_refused`: why it cannot be done again as the record is now; None where it can.
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
    steps: tuple[QuestionStep, ...] = ()
    answers: tuple[AnswerKind, ...] = (AnswerKind.REDO, AnswerKind.DROP)
    advised: AnswerKind = AnswerKind.DROP
    redo_refused: Refused | None = None

    @property
    def followers(self) -> tuple[Command | UnknownCommand, ...]:
        """The commands that go with it when it is answered."""
        return tuple(each.command for each in self.steps[1:])

    @property
    def chain(self) -> tuple[QuestionStep, ...]:
        """All that is asked about, in the order in which it was given."""
        return self.steps or (QuestionStep(self.command, self.given_at, (self.text,)),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Generic[R]):
    """A record with the person's own pending commands folded in.

    `key`: its number in lists.
    `confirmed`: the record with only those of them that the server has taken in; None where it has
    nothing of the record.
    `truth_version`: the version that the server last sent, 0 for a record that only this
    workstation knows. Give it back as `seen` with a command.
    `pending`: the commands that the server's copy does not carry yet.
    `questions`: the commands that ask this person.
    """

    key: int
    record: R
    confirmed: R | None
    truth_version: int
    pending: tuple[PendingView, ...] = ()
    questions: tuple[Question, ...] = ()

    @property
    def confirmation(self) -> Confirmation[R]:
        """What of the record, as it is shown, the server has confirmed."""
        return Confirmation(self.record, self.confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case with the person's own pending commands folded in; its fields are as of `Opened`."""

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
    """What became of one member of a job.

    `stage`: QUEUED while it was not reached, then that of its command.
    `reason`, `remedy`: why it was not done, and what to do.
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


class WaitReason(StrEnum):
    """Why a change has not reached the server yet.

    `UNDO`: it can still be taken back.
    `ANSWER`: the server did not take it in, and its author has not said what to do.
    `BEHIND_ANSWER`: an earlier change of the same record waits for such an answer.
    `BEHIND`: an earlier change of the same record waits itself.
    `NETWORK`: the server cannot be reached.
    `SIGNED_OUT`: the server has ended the session.
    `ACCESS_ENDED`: the server does not let its author in any more.
    `DISK`: the disk is full, so that it cannot be noted that it was sent.
    `SERVER`: the server is there, and does not take it.
    `SENDING`: it is on its way.
    """

    UNDO = "undo"
    ANSWER = "answer"
    BEHIND_ANSWER = "behind_answer"
    BEHIND = "behind"
    NETWORK = "network"
    SIGNED_OUT = "signed_out"
    ACCESS_ENDED = "access_ended"
    DISK = "disk"
    SERVER = "server"
    SENDING = "sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsentChange:
    """A command that the server has not taken in, and why.

    `given_at`: when its author gave it; `until`: until when it can be taken back, None for no more.
    `in_sight`: whether its author still sees the record.
    `problem`: what the server, or whoever found the trouble, said; None for nothing.
    """

    command_id: str
    record_kind: str
    record_id: str
    reference: str
    title: Bilingual
    command: type[Command] | None
    given_at: datetime
    reason: WaitReason
    until: datetime | None = None
    in_sight: bool = True
    problem: Message | None = None


class SyncState(StrEnum):
    """How the workstation stands with the server.

    `SIGNED_OUT`: the server has ended the session, or nobody is signed in.
    `ACCESS_ENDED`: the server does not let the person in any more.
    `TROUBLE`: the server is there, and something keeps both out of step.
    """

    SYNCED = "synced"
    SYNCING = "syncing"
    OFFLINE = "offline"
    SIGNED_OUT = "signed_out"
    ACCESS_ENDED = "access_ended"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncStatus:
    """How the workstation stands with the server and with the disk.

    `last_sync`: when it last fetched everything.
    `waiting`: how many commands the server has not answered yet, without those only held for undo.
    `asked`: how many were not taken in and ask for the person's own answer.
    `behind`: how many of those that wait do so behind one that asks, and are not sent before.
    `offline_since`: since when something is wrong.
    `problem`, `remedy`: what is wrong, and what to do.
    `clock_off`: says that this computer's clock is wrong; the times shown are the server's.
    `unsaved`: says why what was typed is not on the disk.
    `restored`: says that the server has gone back to an earlier state since this window was opened,
    and how much was offered to it again.
    `full`: says why the disk would not take what will be typed.
    """

    state: SyncState = SyncState.OFFLINE
    last_sync: datetime | None = None
    waiting: int = 0
    asked: int = 0
    behind: int = 0
    offline_since: datetime | None = None
    problem: Message | None = None
    remedy: Message | None = None
    clock_off: Message | None = None
    unsaved: Message | None = None
    restored: Message | None = None
    full: Message | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A version of a policy that has come from the server since the last announcement."""

    code: str
    label: str


class ChangeOrigin(StrEnum):
    """Who caused a change."""

    ME = "me"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class Change:
    """What changed since the last announcement.

    `case_ids`: the records that changed.
    `rows`: lists or their counts may differ.
    `status`: `SyncStatus` may differ.
    `questions`: the commands that ask this person may be others.
    `origin`: who caused it.
    `keys_changed`: keys of rows that were kept are void, since the cache is another one.
    `references`: a record that every rule may look at, such as the glossary, or one's own changes
    of it.
    `published`: the versions of policies that are new.
    """

    case_ids: frozenset[str] = frozenset()
    rows: bool = False
    status: bool = False
    questions: bool = False
    origin: ChangeOrigin = ChangeOrigin.ME
    keys_changed: bool = False
    references: bool = False
    published: tuple[Published, ...] = ()
