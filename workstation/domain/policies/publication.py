"""The kind `policy`: the versions of a policy, and how a second person publishes the next one.

A version that was published stays as it is. The one that applies is the one in force on the day of
the conduct (APL 3.3), so that a later one takes nothing from what was decided under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

from workstation.domain.actor import Actor, Person
from workstation.domain.context import Scene
from workstation.domain.policies.amendment import (
    POLICY,
    TEXT,
    Amendment,
    AmendmentState,
    MarkPublished,
    is_writer,
    may_write,
    wrong_role,
)
from workstation.domain.policy import Clause, Policy, PolicyVersion, policy_id
from workstation.domain.problem import Refused
from workstation.domain.record import (
    Act,
    Command,
    Effect,
    Event,
    Id,
    Kind,
    LateCommand,
    Reaction,
    Right,
    changed_meanwhile,
)
from workstation.domain.send_gate import Gravity
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.domain.views import EVERYONE
from workstation.domain.windows import day_of
from workstation.i18n import Message, _, pgettext
from workstation.value_class import dataclass


class WeighedFinding(Protocol):
    """A finding of a check in a clause, of which only the gravity counts here."""

    @property
    def severity(self) -> Gravity:
        """How grave the finding is."""


F = TypeVar("F", bound=WeighedFinding)
_LABEL = re.compile(r"\d{1,4}\.\d{1,4}")
_VERSIONS = "versions"
_CHANGED = (
    _("The draft was changed after you had read it."),
    _("Read it again, then publish it."),
)
_CODE = re.compile(r"[A-Z]{2,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CarryPolicy(Command):
    """Begin a policy with `opening`, which the program carries (the platform)."""

    opening: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPolicy(Command):
    """Begin a policy that has no version yet; see `Policy`."""

    code: str
    title: Bilingual
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishVersion(Command):
    """Make a draft the next version of its policy.

    amendment: the id of the draft.
    read: the version of the draft, as a record, that its publisher read.
    """

    amendment: Id
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyOpened(Event):
    """A policy began, as `opening`."""

    opening: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPublished(Event):
    """A version (`issue`) was published, made of the draft `amendment`."""

    amendment: Id
    issue: PolicyVersion


PolicyScene = Scene[Policy]


def _carry(scene: PolicyScene, command: CarryPolicy) -> tuple[Event, ...]:
    if scene.record.version > 0:
        return ()
    return (PolicyOpened(at=scene.now, by=scene.actor.person, opening=command.opening),)


def _open(scene: PolicyScene, command: OpenPolicy) -> tuple[Event, ...]:
    if scene.record.version > 0:
        raise Refused(
            _("There is a policy {code} already.", code=command.code),
            _("Draft its next version, or choose another code."),
        )
    title = Bilingual(command.title.en.strip(), command.title.zh.strip())
    if not _CODE.fullmatch(command.code):
        raise Refused(
            _("“{code}” is no code of a policy.", code=command.code),
            _("Write two to six capital letters, like PRC."),
        )
    if not title.complete:
        raise Refused(
            _("The title is not there in both languages."),
            _("Write it in English and in Chinese."),
        )
    owner = command.owner.strip()
    opening = Policy(code=command.code, title=title, owner=owner, versions=())
    return (PolicyOpened(at=scene.now, by=scene.actor.person, opening=opening),)


def _publish(scene: PolicyScene, command: PublishVersion) -> tuple[Event, ...]:
    policy, amendment = scene.record, scene.others.need(Amendment, command.amendment)
    if amendment.policy != policy.id or amendment.state is not AmendmentState.DRAFT:
        raise Refused(
            _("This draft cannot become a version of {code}.", code=policy.code),
            _("Look at the drafts of this policy again."),
        )
    if amendment.version != command.read:
        raise Refused(*_CHANGED)
    if is_writer(amendment, scene.actor.id):
        raise Refused(
            _("You wrote in this draft yourself."),
            _("Somebody else with the policy role publishes it."),
        )
    publishable(scene.record, amendment, day_of(scene.now))
    issue = issue_of(scene.record, amendment, scene.actor.person)
    return (
        VersionPublished(at=scene.now, by=scene.actor.person, amendment=amendment.id, issue=issue),
    )


def signers(people: Iterable[Actor], amendment: Amendment) -> tuple[Actor, ...]:
    """Those of `people` who may publish a draft: they write policies, and did not write in it."""
    others = (each for each in people if not is_writer(amendment, each.id))
    return tuple(each for each in others if may_write(each))


def held(findings: Mapping[str, tuple[F, ...]]) -> tuple[tuple[str, F], ...]:
    """The findings, by number of their clause, with which no version is published.

    In a letter a person may let such a finding pass with a reason. In a clause nobody may: it is
    quoted in letters again and again.
    """
    return tuple(
        (no, each)
        for no, found in findings.items()
        for each in found
        if each.severity is Gravity.S1
    )


def publishable(policy: Policy, amendment: Amendment, today: date) -> None:
    """Raise `Refused`, with the first thing that is missing, where a draft cannot be published as
    it stands on the day `today`."""
    last = policy.versions[-1] if policy.versions else None
    _comes_next(amendment, last, today)
    if not amendment.clauses:
        raise Refused(_("The draft has no clause."), _("Write at least one."))
    for clause in amendment.clauses:
        if not clause.text.complete:
            raise Refused(
                _("Clause {no} is not there in both languages.", no=clause.no),
                _("Write it in English and in Chinese."),
            )
    if not amendment.issue.change_note.complete:
        raise Refused(
            _("The change note is not there in both languages."),
            _("Say in English and in Chinese what changes."),
        )
    if last is not None and not changed_clauses(last, amendment.clauses):
        raise Refused(
            _("The draft changes no clause."),
            _("Change what has to be changed, or give the draft up."),
        )


def _comes_next(amendment: Amendment, last: PolicyVersion | None, today: date) -> None:
    """Raise `Refused` where a draft does not go on from the `last` version, or its number or day
    of effect cannot follow those of that one."""
    label, day = amendment.issue.label, amendment.issue.effective_from
    if last is not None and amendment.base != last.version:
        raise Refused(
            _("Version {label} was published since this draft was begun.", label=last.version),
            _("Compare the draft with it, and take over what has to stay."),
        )
    if not _LABEL.fullmatch(label):
        raise Refused(
            _("“{label}” is no number of a version.", label=label), _("Write it like 2.1.")
        )
    if last is not None and _number(label) <= _number(last.version):
        raise Refused(
            _("Version {label} does not come after {last}.", label=label, last=last.version),
            _("Give it a higher number."),
        )
    if day < today:
        raise Refused(
            _("{day} is over: nobody could have kept to this version then.", day=day),
            _("Choose today or a later day."),
        )
    if last is not None and day <= last.effective_from:
        raise Refused(
            _(
                "{label} takes effect on {day}; the next version cannot do so before.",
                label=last.version,
                day=last.effective_from,
            ),
            _("Choose a later day."),
        )


def _number(label: str) -> tuple[int, ...]:
    return tuple(int(part) for part in label.split(".") if part.isdecimal())


def changed_clauses(last: PolicyVersion, clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """The numbers of the clauses in which `clauses` differ from those of the `last` version: new
    ones, others, and those that are gone."""
    were = {clause.no: clause for clause in last.clauses}
    are = {clause.no: clause for clause in clauses}
    return tuple(no for no in (*are, *(were.keys() - are.keys())) if were.get(no) != are.get(no))


def issue_of(policy: Policy, amendment: Amendment, by: Person) -> PolicyVersion:
    """The version that a draft becomes when `by` publishes it."""
    last = policy.versions[-1] if policy.versions else None
    return PolicyVersion(
        version=amendment.issue.label,
        effective_from=amendment.issue.effective_from,
        effective_to=None,
        change_note=amendment.issue.change_note,
        changed_clauses=changed_clauses(last, amendment.clauses) if last is not None else (),
        clauses=amendment.clauses,
        written_by=amendment.writers,
        published_by=by,
    )


def _opened(_policy: Policy, event: PolicyOpened) -> Policy:
    return replace(event.opening, version=0, marks=())


def _published(policy: Policy, event: VersionPublished) -> Policy:
    return replace(policy, versions=followed_by(policy.versions, event.issue))


def followed_by(
    versions: tuple[PolicyVersion, ...], issue: PolicyVersion
) -> tuple[PolicyVersion, ...]:
    """The versions of a policy with one more, before whose first day those before it end."""
    eve = issue.effective_from - timedelta(days=1)
    ended = (
        replace(each, effective_to=eve)
        if each.effective_to is None or each.effective_to > eve
        else each
        for each in versions
    )
    return (*ended, issue)


def _aspects(before: Policy, after: Policy) -> frozenset[str]:
    return frozenset({_VERSIONS} if before.versions != after.versions else set())


def _late_words(late: LateCommand[Policy]) -> tuple[Message, Message]:
    if _VERSIONS not in late.aspects:
        reason, _look = changed_meanwhile(late)
        return (reason if late.by else _CHANGED[0]), _CHANGED[1]
    compare = _("Compare the draft with it, and take over what has to stay.")
    if not late.by or late.at is None:
        return _("Somebody else published a version of this policy meanwhile."), compare
    said = _("{name} published a version of this policy on {at}.", name=late.by, at=late.at)
    return said, compare


def _marks_the_draft(_policy: Policy, event: VersionPublished) -> tuple[tuple[Id, Command], ...]:
    return ((event.amendment, MarkPublished()),)


# Any: each act and effect has a command or an event of its own.
_ACTS: tuple[Act[Policy, Any], ...] = (
    Act(
        name="carry",
        command=CarryPolicy,
        rule=_carry,
        rights=(Right(by=frozenset({Role.SYSTEM})),),
    ),
    Act(
        name="open",
        command=OpenPolicy,
        rule=_open,
        rights=(Right(by=POLICY),),
        words=lambda opened: (opened.title,),
    ),
    Act(
        name="publish",
        command=PublishVersion,
        rule=_publish,
        rights=(Right(by=POLICY),),
        relies_on=lambda policy, publish: {
            policy.id: frozenset({_VERSIONS}),
            publish.amendment: frozenset({TEXT}),
        },
    ),
)
_EFFECTS: tuple[Effect[Policy, Any], ...] = (
    Effect(
        name="opened",
        event=PolicyOpened,
        apply=_opened,
        said=pgettext("policy event", "Begun"),
    ),
    Effect(
        name="published",
        event=VersionPublished,
        apply=_published,
        said=pgettext("policy event", "Version published"),
        detail=lambda event: event.issue.change_note,
    ),
)


def _carried(_id: Id, command: CarryPolicy) -> Policy:
    return replace(command.opening, versions=(), version=0, marks=())


def _begun(_id: Id, command: OpenPolicy) -> Policy:
    return Policy(code=command.code, title=command.title, owner=command.owner, versions=())


# Any: whichever event comes first.
def _start(_id: Id, event: Any) -> Policy:
    if not isinstance(event, PolicyOpened):
        raise ValueError("a policy begins with its opening")
    return replace(event.opening, versions=(), version=0, marks=())


POLICY_KIND: Kind[Policy] = Kind(
    name="policy",
    record=Policy,
    acts=_ACTS,
    effects=_EFFECTS,
    creates={CarryPolicy: _carried, OpenPolicy: _begun},
    start=_start,
    aspects=_aspects,
    scopes=lambda _policy: frozenset({EVERYONE}),
    reference=True,
    wrong_role=wrong_role,
    late_words=_late_words,
    reactions=(Reaction(VersionPublished, _marks_the_draft),),
)

__all__ = [
    "POLICY_KIND",
    "CarryPolicy",
    "OpenPolicy",
    "PublishVersion",
    "changed_clauses",
    "followed_by",
    "held",
    "issue_of",
    "policy_id",
    "publishable",
    "signers",
]
