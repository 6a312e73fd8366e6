"""The kind `amendment`: the draft of a policy's next version, which only policy users see.

A draft is a record of its own, so that only machines of policy users hold what is not published,
and so that not every clause that is typed sends the whole policy to everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from workstation.domain.actor import Actor, Person
from workstation.domain.context import Scene
from workstation.domain.marks import Mark
from workstation.domain.policy import Clause, Policy
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
)
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.i18n import _, pgettext
from workstation.value_class import dataclass

C = TypeVar("C", bound=Command)
POLICY = frozenset({Role.POLICY})
# Clauses of one version. A policy is read as a whole: the longest of a marketplace has some forty.
MOST_CLAUSES = 200
# Characters of one side of a clause: as long as a paragraph may be that the checks still compare.
LONGEST = 4000


class AmendmentState(StrEnum):
    """Whether a draft is still written, became a version, or was given up."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    DISCARDED = "DISCARDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What stands around the clauses of a version.

    label: its number, such as 2.1.
    effective_from: the first day on which it applies.
    change_note: what it changes, for its readers.
    """

    label: str
    effective_from: date
    change_note: Bilingual = Bilingual()


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """The draft of one version of a policy.

    policy: the id of the policy's record.
    base: the number of the version from which it goes on; "" for a first one.
    clauses: all clauses that the version will have, by number.
    writers: all who wrote in it, in the order in which they began.
    reason: why it was given up; "" where it was not.
    """

    id: Id
    policy: Id
    base: str
    issue: Issue
    clauses: tuple[Clause, ...] = ()
    writers: tuple[Person, ...] = ()
    state: AmendmentState = AmendmentState.DRAFT
    reason: str = ""
    version: int = 0
    marks: tuple[Mark, ...] = ()

    @property
    def writer_ids(self) -> tuple[str, ...]:
        """The ids of all who wrote in it."""
        return tuple(each.id for each in self.writers)

    def clause(self, no: str) -> Clause | None:
        """The clause of that number, if the draft has one."""
        return next((clause for clause in self.clauses if clause.no == no), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAmendment(Command):
    """Begin the draft of the next version of a policy (the id of its record), with the clauses of
    the last one."""

    policy: Id
    issue: Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteClause(Command):
    """Write a whole clause of a draft, in the place of the one of its number or as a new one."""

    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveClause(Command):
    """Leave the clause of number `no` out of the next version."""

    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetIssue(Command):
    """Say the number, the day of effect and the change note of a draft."""

    issue: Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowVersion(Command):
    """Say that a draft was compared with the version of number `label`, which was published since
    it was begun, and goes on from there."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscardAmendment(Command):
    """Give a draft up, for a stated reason."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPublished(Command):
    """Say that the draft became a version of its policy (the platform)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDrafted(Event):
    """A draft began, with these clauses of the version `base`."""

    policy: Id
    base: str
    issue: Issue
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWritten(Event):
    """A clause of the draft was written."""

    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseRemoved(Event):
    """The clause of number `no` was left out of the draft."""

    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueSet(Event):
    """The number, the day of effect or the change note of the draft was written."""

    issue: Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFollowed(Event):
    """The draft goes on from the version of number `label` from now on."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentDiscarded(Event):
    """The draft was given up."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentPublished(Event):
    """The draft became a version of its policy."""


AmendmentScene = Scene[Amendment]


def may_write(somebody: Actor | None) -> bool:
    """Whether `somebody` writes and publishes policies; nobody (None) does not."""
    return somebody is not None and somebody.may(*POLICY)


def is_writer(draft: Amendment | AmendmentRow, id_: str) -> bool:
    """Whether the person of that id wrote in the draft, so that somebody else publishes it."""
    return id_ in draft.writer_ids


def order_of(no: str) -> tuple[tuple[int, int, str], ...]:
    """The key that sorts numbers of clauses: 2.10 stands after 2.9."""
    return tuple((0, int(each), "") if each.isdecimal() else (1, 0, each) for each in no.split("."))


def in_order(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses sorted by their numbers."""
    return tuple(sorted(clauses, key=lambda clause: order_of(clause.no)))


def _draft(scene: AmendmentScene, command: DraftAmendment) -> tuple[Event, ...]:
    if scene.record.version > 0:
        raise Refused(_("This draft was begun before."), _("Open it and go on."))
    policy = scene.others.need(Policy, command.policy)
    last = policy.versions[-1] if policy.versions else None
    return (
        AmendmentDrafted(
            at=scene.now,
            by=scene.actor.person,
            policy=policy.id,
            base=last.version if last is not None else "",
            issue=tidy_issue(command.issue),
            clauses=last.clauses if last is not None else (),
        ),
    )


def _write(scene: AmendmentScene, command: WriteClause) -> tuple[Event, ...]:
    clause = tidy_clause(command.clause)
    if clause == scene.record.clause(clause.no):
        return ()
    if len(scene.record.clauses) >= MOST_CLAUSES and scene.record.clause(clause.no) is None:
        raise Refused(
            _("A policy has up to {most} clauses.", most=MOST_CLAUSES),
            _("Leave others out first, or open a policy of its own."),
        )
    return (ClauseWritten(at=scene.now, by=scene.actor.person, clause=clause),)


def _remove(scene: AmendmentScene, command: RemoveClause) -> tuple[Event, ...]:
    if scene.record.clause(command.no) is None:
        return ()
    return (ClauseRemoved(at=scene.now, by=scene.actor.person, no=command.no),)


def _set_issue(scene: AmendmentScene, command: SetIssue) -> tuple[Event, ...]:
    issue = tidy_issue(command.issue)
    if issue == scene.record.issue:
        return ()
    return (IssueSet(at=scene.now, by=scene.actor.person, issue=issue),)


def _follow(scene: AmendmentScene, command: FollowVersion) -> tuple[Event, ...]:
    policy = scene.others.need(Policy, scene.record.policy)
    if not policy.versions or policy.versions[-1].version != command.label:
        raise Refused(
            _("Version {label} is not the last one of this policy.", label=command.label),
            _("Compare the draft with the last one."),
        )
    if scene.record.base == command.label:
        return ()
    return (VersionFollowed(at=scene.now, by=scene.actor.person, label=command.label),)


def _discard(scene: AmendmentScene, command: DiscardAmendment) -> tuple[Event, ...]:
    reason = command.reason.strip()
    if not reason:
        raise Refused(_("No reason is given."), _("Say in a few words why."))
    return (AmendmentDiscarded(at=scene.now, by=scene.actor.person, reason=reason),)


def _mark(scene: AmendmentScene, _command: MarkPublished) -> tuple[Event, ...]:
    return (AmendmentPublished(at=scene.now, by=scene.actor.person),)


def tidy_issue(issue: Issue) -> Issue:
    """Number, day and note as a draft takes them. Raises `Refused` for a note that is too long."""
    note = _tidy(issue.change_note)
    return replace(issue, label=issue.label.strip().removeprefix("v"), change_note=note)


def tidy_clause(clause: Clause) -> Clause:
    """The clause as a draft takes it. Raises `Refused` for one without a number or a kind, or that
    is too long."""
    no, text = clause.no.strip(), _tidy(clause.text)
    if not no or len(no) > 12 or not all(part.isdecimal() for part in no.split(".")):
        raise Refused(
            _("“{no}” is no number of a clause.", no=clause.no),
            _("Write it like 2.1."),
        )
    if not clause.kind.strip():
        raise Refused(_("The clause has no kind."), _("Choose one: a rule, a procedure ..."))
    return replace(clause, no=no, text=text)


def _tidy(text: Bilingual) -> Bilingual:
    tidy = Bilingual(text.en.strip(), text.zh.strip())
    if max(len(tidy.en), len(tidy.zh)) > LONGEST:
        raise Refused(
            _("The text is longer than {most} characters.", most=LONGEST),
            _("Make two clauses of it."),
        )
    return tidy


def _began(amendment: Amendment, event: AmendmentDrafted) -> Amendment:
    return replace(
        amendment,
        policy=event.policy,
        base=event.base,
        issue=event.issue,
        clauses=event.clauses,
        writers=(event.by,),
    )


def _by(amendment: Amendment, event: Event) -> tuple[Person, ...]:
    known = is_writer(amendment, event.by.id)
    return amendment.writers if known else (*amendment.writers, event.by)


def _written(amendment: Amendment, event: ClauseWritten) -> Amendment:
    others = tuple(each for each in amendment.clauses if each.no != event.clause.no)
    clauses = in_order((*others, event.clause))
    return replace(amendment, clauses=clauses, writers=_by(amendment, event))


def _removed(amendment: Amendment, event: ClauseRemoved) -> Amendment:
    clauses = tuple(each for each in amendment.clauses if each.no != event.no)
    return replace(amendment, clauses=clauses, writers=_by(amendment, event))


def _issued(amendment: Amendment, event: IssueSet) -> Amendment:
    return replace(amendment, issue=event.issue, writers=_by(amendment, event))


def _followed(amendment: Amendment, event: VersionFollowed) -> Amendment:
    return replace(amendment, base=event.label, writers=_by(amendment, event))


def _discarded(amendment: Amendment, event: AmendmentDiscarded) -> Amendment:
    return replace(amendment, state=AmendmentState.DISCARDED, reason=event.reason)


def _published(amendment: Amendment, _event: AmendmentPublished) -> Amendment:
    return replace(amendment, state=AmendmentState.PUBLISHED)


def aspects_of(before: Amendment, after: Amendment) -> frozenset[str]:
    """The aspects in which two states of a draft differ: each clause, what stands around them, all
    that a reader signs, and how far the draft is."""
    were = {clause.no: clause for clause in before.clauses}
    are = {clause.no: clause for clause in after.clauses}
    found = {_clause(no) for no in were.keys() | are.keys() if were.get(no) != are.get(no)}
    if before.issue != after.issue or before.base != after.base:
        found.add(_ISSUE)
    if found:
        found.add(TEXT)
    return frozenset(found | ({_STATE} if before.state != after.state else set()))


def _clause(no: str) -> str:
    return f"clause {no}"


# The aspect of all that a reader signs.
TEXT = "text"
_ISSUE, _STATE = "issue", "state"


def _relies(*aspects: str) -> Callable[[Amendment, object], dict[Id, frozenset[str]]]:
    return lambda amendment, _command: {amendment.id: frozenset(aspects)}


def _wrong_state(scene: AmendmentScene, _act: object) -> None:
    if scene.record.state is AmendmentState.PUBLISHED:
        raise Refused(
            _("This draft was published; it is a version now."),
            _("Draft the next version to change it."),
        )
    raise Refused(_("This draft was given up."), _("Draft the version anew."))


def wrong_role(_scene: object, _act: object) -> None:
    """Raise `Refused` for somebody who is no policy user, in words of policies and settings."""
    raise Refused(
        _("Policies are written and published by policy users."),
        _("Tell one of them what should change."),
    )


def _clause_words(command: WriteClause) -> Words:
    return (command.clause.text,)


def _issue_words(command: DraftAmendment | SetIssue) -> Words:
    note = command.issue.change_note
    return (note,) if note.en or note.zh else ()


def _act(
    name: str,
    command: type[C],
    rule: Callable[[AmendmentScene, C], tuple[Event, ...]],
    # Any: what an act may declare besides.
    **more: Any,
) -> Act[Amendment, C]:
    right: Right[Amendment] = Right(states=(AmendmentState.DRAFT,), by=POLICY)
    return Act(name=name, command=command, rule=rule, rights=(right,), **more)


# Any: each act and effect has a command or an event of its own.
_ACTS: tuple[Act[Amendment, Any], ...] = (
    _act(
        "draft",
        DraftAmendment,
        _draft,
        reads=lambda _record, command: frozenset({command.policy}),
        words=_issue_words,
    ),
    _act(
        "write_clause",
        WriteClause,
        _write,
        relies_on=lambda draft, write: {draft.id: frozenset({_clause(write.clause.no)})},
        words=_clause_words,
        subject=lambda write: f"clause {write.clause.no}",
    ),
    _act(
        "remove_clause",
        RemoveClause,
        _remove,
        relies_on=lambda draft, remove: {draft.id: frozenset({_clause(remove.no)})},
        subject=lambda remove: f"clause {remove.no}",
    ),
    _act("set_issue", SetIssue, _set_issue, relies_on=_relies(_ISSUE), words=_issue_words),
    _act(
        "follow_version",
        FollowVersion,
        _follow,
        reads=lambda draft, _command: frozenset({draft.policy}),
    ),
    _act(
        "discard",
        DiscardAmendment,
        _discard,
        relies_on=_relies(TEXT),
        words=lambda discard: (Bilingual(discard.reason, discard.reason),),
    ),
    Act(
        name="mark_published",
        command=MarkPublished,
        rule=_mark,
        rights=(Right(states=(AmendmentState.DRAFT,), by=frozenset({Role.SYSTEM})),),
    ),
)


_EFFECTS: tuple[Effect[Amendment, Any], ...] = (
    Effect(
        name="drafted",
        event=AmendmentDrafted,
        apply=_began,
        said=pgettext("amendment", "Draft begun"),
    ),
    Effect(
        name="clause_written",
        event=ClauseWritten,
        apply=_written,
        said=pgettext("amendment", "Clause written"),
    ),
    Effect(
        name="clause_removed",
        event=ClauseRemoved,
        apply=_removed,
        said=pgettext("amendment", "Clause left out"),
    ),
    Effect(
        name="issue_set",
        event=IssueSet,
        apply=_issued,
        said=pgettext("amendment", "Number, day and note written"),
    ),
    Effect(
        name="version_followed",
        event=VersionFollowed,
        apply=_followed,
        said=pgettext("amendment", "Compared with the last version"),
    ),
    Effect(
        name="discarded",
        event=AmendmentDiscarded,
        apply=_discarded,
        said=pgettext("amendment", "Given up"),
    ),
    Effect(
        name="published",
        event=AmendmentPublished,
        apply=_published,
        said=pgettext("amendment", "Published"),
    ),
)


def _blank(id_: Id, said: DraftAmendment | AmendmentDrafted) -> Amendment:
    return Amendment(id=id_, policy=said.policy, base="", issue=said.issue)


# Any: whichever event comes first.
def _start(id_: Id, event: Any) -> Amendment:
    if not isinstance(event, AmendmentDrafted):
        raise ValueError("an amendment begins with its draft")
    return _blank(id_, event)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentRow:
    """What a list shows of a draft.

    policy: the id of the policy's record.
    label: the number of the version that it will be.
    day: the day of effect, written 2027-01-15.
    writers, writer_ids: the names and the ids of all who wrote in it.
    """

    id: Id
    policy: Id
    label: str
    day: str
    state: AmendmentState
    writers: tuple[str, ...]
    writer_ids: tuple[str, ...]


def _row_of(amendment: Amendment) -> AmendmentRow:
    return AmendmentRow(
        id=amendment.id,
        policy=amendment.policy,
        label=amendment.issue.label,
        day=amendment.issue.effective_from.isoformat(),
        state=amendment.state,
        writers=tuple(each.name for each in amendment.writers),
        writer_ids=amendment.writer_ids,
    )


# The views of the list of drafts: those that are written in, and those that are done.
DRAFTS, ENDED = "drafts", "ended"
_LISTING: RecordList[Amendment, AmendmentRow] = RecordList(
    row=AmendmentRow,
    row_of=_row_of,
    views=(DRAFTS, ENDED),
    views_of=lambda row, _me, _now: frozenset(
        {DRAFTS if row.state is AmendmentState.DRAFT else ENDED}
    ),
    sort=lambda row: date.fromisoformat(row.day).toordinal(),
    sought=lambda row: f"{row.policy} {row.label}".casefold(),
)
AMENDMENT: Kind[Amendment] = Kind(
    name="amendment",
    record=Amendment,
    acts=_ACTS,
    effects=_EFFECTS,
    creates={DraftAmendment: _blank},
    start=_start,
    aspects=aspects_of,
    scopes=lambda _amendment: frozenset({f"role:{Role.POLICY.value}"}),
    state=lambda amendment: amendment.state,
    wrong_state=_wrong_state,
    wrong_role=wrong_role,
    listing=_LISTING,
)
