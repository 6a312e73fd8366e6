"""Every act on a case, declared once: its name, its rule, who may do it, and what it rests on.

A command that is added needs its dataclass in `commands`, its rule in `rules`, and an act here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from workstation.domain import commands as c
from workstation.domain.case import Case, Ruling
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.lifecycle import CLAIMABLE, OPEN, WRITABLE
from workstation.domain.policy import policy_id
from workstation.domain.problem import Aspect
from workstation.domain.record import (
    ANYBODY,
    Act,
    Command,
    Event,
    Relation,
    Reliance,
    Right,
    Words,
    own,
    words_of_texts,
)
from workstation.domain.rules import (
    communication,
    decision,
    inquiry,
    intake,
    late_commands,
    ownership,
)
from workstation.domain.rules.guards import (
    APART,
    ASKED_TEAM,
    FIT_OWNER,
    OWNER,
    OWNER_IF_ANY,
    REVIEWERS,
    TAKER,
    CaseScene,
)
from workstation.domain.taxonomy import Role, State
from workstation.domain.text import Bilingual

C = TypeVar("C", bound=Command)
_CASEWORK = (Role.SPECIALIST, Role.SUPERVISOR)
_FINISHED = (State.NOT_ACCEPTED, State.WITHDRAWN, State.NOTIFIED)
_HELD = tuple(sorted(WRITABLE - set(_FINISHED), key=lambda each: each is not State.IN_REVIEW))


def _none(_command: object) -> Words:
    return ()


def _right(
    *states: State, by: Iterable[Role] = (), relation: Relation[Case] = ANYBODY
) -> Right[Case]:
    return Right(states=states, by=frozenset(by), relation=relation)


def _act(
    name: str,
    command: type[C],
    rule: Callable[[CaseScene, C], tuple[Event, ...]],
    *rights: Right[Case],
    on: tuple[Aspect, ...] = (),
    words: Callable[[C], Words] = _none,
    relies_on: Callable[[Case, C], Reliance] | None = None,
    # Any: what an act may declare besides.
    **more: Any,
) -> Act[Case, C]:
    return Act(
        name=name,
        command=command,
        rule=rule,
        rights=rights,
        relies_on=relies_on or own(*on),
        words=words,
        **more,
    )


def _decided_on(case: Case, command: c.Decide) -> Reliance:
    """A decision rests on the case as it is, and on the policies that it cites. A change of those
    counts only if the decision is no longer right by them."""
    own_aspects = {case.id: frozenset({_ASSIGNMENT, _EVIDENCE, _DECISION})}
    return {**own_aspects, **_cited_in(command.finding)}


def _signed_on(case: Case, _command: c.Agree) -> Reliance:
    """A signature rests on what was proposed, and on the policies that this cites, likewise."""
    own_aspects = {case.id: frozenset({_DECISION, _EVIDENCE})}
    return {**own_aspects, **(_cited_in(case.decision.finding) if case.decision else {})}


def _cited_in(finding: Ruling) -> Reliance:
    return {policy_id(each.ref.code): frozenset() for each in finding.citations}


def _words_asked(request: c.RequestInformation) -> Words:
    english = "\n".join(item.en for item in request.items)
    chinese = "\n".join(item.zh for item in request.items)
    return (Bilingual(english, chinese),) if request.items else ()


def _words_answered(answer: c.RecordAnswer) -> Words:
    found = [*words_of_texts(answer.text)]
    for item in answer.evidence:
        found += words_of_texts(item.file)
        found += (item.summary,) if item.summary.en or item.summary.zh else ()
    return tuple(found)


def _with_word(body: dict[str, Any]) -> dict[str, Any]:
    """A body of the time until December 2026, when the party's words were written in `reason`."""
    return {**body, "word": body.get("reason", "")}


_ASSIGNMENT, _EVIDENCE, _DECISION = Aspect.ASSIGNMENT, Aspect.EVIDENCE, Aspect.DECISION
_LETTERS, _STATE = Aspect.LETTERS, Aspect.STATE
_CLAIMED = (State.QUEUED, *sorted(CLAIMABLE - {State.QUEUED}))
_OPEN = tuple(sorted(OPEN))
ACTS: tuple[Act[Case, Any], ...] = (
    _act(
        "file",
        c.File,
        intake.file,
        _right(by=(*_CASEWORK, Role.ADMIN, Role.SYSTEM)),
        independent=False,
    ),
    _act(
        "accept",
        c.Accept,
        intake.accept,
        _right(State.INTAKE_CHECK, by=(Role.SUPERVISOR,)),
        _right(State.INTAKE_CHECK, by=(Role.SPECIALIST,), relation=OWNER_IF_ANY),
        on=(_STATE,),
        words=lambda a: words_of_texts(a.cause),
    ),
    _act(
        "claim",
        c.Claim,
        ownership.claim,
        _right(*_CLAIMED, by=_CASEWORK, relation=TAKER),
        on=(_ASSIGNMENT,),
    ),
    # Who must not hold a case has to be able to leave it.
    _act(
        "release",
        c.Release,
        ownership.release,
        _right(State.IN_REVIEW, State.INTAKE_CHECK, relation=OWNER),
        on=(_ASSIGNMENT,),
        words=lambda r: words_of_texts(r.reason),
        independent=False,
    ),
    _act(
        "assign",
        c.Assign,
        ownership.assign,
        _right(*_OPEN, by=(*ownership.ASSIGNERS, Role.SYSTEM)),
        on=(_ASSIGNMENT,),
        words=lambda a: words_of_texts(a.reason),
        inverse=ownership.before_assigned,
        for_others=ownership.naming_the_owner,
    ),
    # A remark judges nothing.
    _act(
        "note",
        c.AddNote,
        inquiry.note,
        _right(),
        words=lambda n: words_of_texts(n.text),
        independent=False,
        apart=True,
    ),
    _act(
        "request_information",
        c.RequestInformation,
        inquiry.request_information,
        _right(State.IN_REVIEW, State.INFO_REQUESTED, relation=OWNER),
        on=(_ASSIGNMENT, _EVIDENCE),
        words=_words_asked,
    ),
    _act(
        "record_answer",
        c.RecordAnswer,
        inquiry.record_answer,
        _right(State.INFO_REQUESTED, by=(*_CASEWORK, Role.ADMIN, Role.SYSTEM)),
        _right(State.REFERRED, relation=ASKED_TEAM),
        _right(State.REFERRED, relation=OWNER),
        _right(State.REFERRED, by=(Role.SUPERVISOR,)),
        on=(_STATE,),
        words=_words_answered,
    ),
    _act(
        "decide_on_file",
        c.DecideOnFile,
        inquiry.decide_on_file,
        _right(State.INFO_REQUESTED, relation=OWNER),
        on=(_ASSIGNMENT, _EVIDENCE),
    ),
    _act(
        "refer",
        c.Refer,
        inquiry.refer,
        _right(State.IN_REVIEW, relation=OWNER),
        on=(_ASSIGNMENT,),
        words=lambda r: words_of_texts(r.question),
        # Until December 2026 the one who asked said when the answer was due.
        v=2,
    ),
    _act(
        "return",
        c.Return,
        decision.return_,
        _right(State.SECOND_REVIEW, by=REVIEWERS, relation=APART),
        on=(_DECISION,),
        words=lambda r: words_of_texts(r.reason),
    ),
    _act(
        "decide",
        c.Decide,
        decision.decide,
        _right(State.IN_REVIEW, State.INTAKE_CHECK, relation=FIT_OWNER),
        relies_on=_decided_on,
        words=lambda d: tuple(
            text for text in (d.finding.rationale, d.finding.route) if text.en or text.zh
        ),
        late=late_commands.proposed,
    ),
    _act(
        "agree",
        c.Agree,
        decision.agree,
        _right(State.SECOND_REVIEW, by=REVIEWERS, relation=APART),
        relies_on=_signed_on,
    ),
    _act(
        "record_action",
        c.RecordAction,
        decision.record_action,
        _right(State.DECIDED, relation=OWNER),
        on=(_ASSIGNMENT, _DECISION),
        words=lambda r: words_of_texts(r.reference, r.sor_reference),
    ),
    _act(
        "send_reply",
        c.SendReply,
        communication.send_reply,
        _right(*_HELD, *_FINISHED, relation=OWNER),
        _right(*_FINISHED, by=(Role.SUPERVISOR,)),
        _right(*_FINISHED, by=(Role.SPECIALIST,), relation=OWNER_IF_ANY),
        on=(_ASSIGNMENT, _DECISION, _LETTERS),
        # The gate goes by it, and the audit says by which version.
        reads=lambda _case, _reply: frozenset({GLOSSARY_ID}),
        words=lambda s: (s.text,),
    ),
    _act(
        "close",
        c.Close,
        communication.close,
        _right(State.NOTIFIED, by=(*_CASEWORK, Role.ADMIN, Role.SYSTEM)),
        on=(_STATE,),
    ),
    _act(
        "withdraw",
        c.Withdraw,
        communication.withdraw,
        _right(State.IN_REVIEW, relation=OWNER),
        _right(State.QUEUED, by=_CASEWORK),
        on=(_ASSIGNMENT, _STATE),
        words=lambda w: words_of_texts(w.reason, w.word),
        v=2,
        older=_with_word,
    ),
    _act(
        "reopen",
        c.Reopen,
        communication.reopen,
        _right(State.NOTIFIED, State.CLOSED, by=_CASEWORK),
        on=(_STATE,),
        words=lambda r: words_of_texts(r.reason),
    ),
)
