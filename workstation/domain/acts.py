"""Every act on a case, declared once: its name, its rule, and what else must be known of it.

A command that is added needs its dataclass in `commands`, its rule in `rules`, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from workstation.domain import commands as c
from workstation.domain.events import Event
from workstation.domain.problem import Aspect
from workstation.domain.rules import decision, inquiry, intake, ownership, telling
from workstation.domain.rules.guards import Scene
from workstation.domain.text import Bilingual

C = TypeVar("C")
Words = tuple[Bilingual, ...]


def _none(_command: object) -> Words:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Generic[C]):
    """What people can do to a case.

    `name` is the word under which the command travels and is stored. `rule` gives the events, or
    raises `Refused`. `relies_on` are the aspects whose change by others makes the command come too
    late. `words` gives all that its author wrote in it, so that none of it is lost with a command
    that fails. `independent`: nobody who judged the matter before, or is biased, may do it.
    """

    name: str
    command: type[C]
    rule: Callable[[Scene, C], tuple[Event, ...]]
    relies_on: frozenset[Aspect]
    words: Callable[[C], Words] = _none
    independent: bool = True


def _act(
    name: str,
    command: type[C],
    rule: Callable[[Scene, C], tuple[Event, ...]],
    *relies_on: Aspect,
    words: Callable[[C], Words] = _none,
    independent: bool = True,
) -> Act[C]:
    return Act(
        name=name,
        command=command,
        rule=rule,
        relies_on=frozenset(relies_on),
        words=words,
        independent=independent,
    )


def _plain(*texts: str) -> Words:
    """What is written in one language, whichever that is."""
    return tuple(Bilingual(text, text) for text in texts if text.strip())


_ASSIGNMENT, _EVIDENCE, _DECISION = Aspect.ASSIGNMENT, Aspect.EVIDENCE, Aspect.DECISION
_LETTERS, _STATE = Aspect.LETTERS, Aspect.STATE
# Any: each act has a command of its own, which a tuple cannot express.
ACTS: tuple[Act[Any], ...] = (
    _act("file", c.File, intake.file, independent=False),
    _act("accept", c.Accept, intake.accept, _STATE, words=lambda a: _plain(a.cause)),
    _act("claim", c.Claim, ownership.claim, _ASSIGNMENT),
    # Who must not hold a case has to be able to leave it.
    _act(
        "release",
        c.Release,
        ownership.release,
        _ASSIGNMENT,
        words=lambda r: _plain(r.reason),
        independent=False,
    ),
    _act("assign", c.Assign, ownership.assign, _ASSIGNMENT, words=lambda a: _plain(a.reason)),
    # A remark judges nothing.
    _act("note", c.AddNote, inquiry.note, words=lambda n: _plain(n.text), independent=False),
    _act(
        "request_information",
        c.RequestInformation,
        inquiry.request_information,
        _ASSIGNMENT,
        _EVIDENCE,
        words=lambda r: (_listed(r.items),) if r.items else (),
    ),
    _act(
        "record_answer",
        c.RecordAnswer,
        inquiry.record_answer,
        _STATE,
        words=lambda a: _plain(a.text),
    ),
    _act("decide_on_file", c.DecideOnFile, inquiry.decide_on_file, _ASSIGNMENT, _EVIDENCE),
    _act("refer", c.Refer, inquiry.refer, _ASSIGNMENT, words=lambda r: _plain(r.question)),
    _act("return", c.Return, decision.return_, _DECISION, words=lambda r: _plain(r.reason)),
    _act(
        "decide",
        c.Decide,
        decision.decide,
        _ASSIGNMENT,
        _EVIDENCE,
        _DECISION,
        words=lambda d: tuple(
            text for text in (d.finding.rationale, d.finding.route) if text.en or text.zh
        ),
    ),
    _act("agree", c.Agree, decision.agree, _DECISION, _EVIDENCE),
    _act(
        "record_action",
        c.RecordAction,
        decision.record_action,
        _ASSIGNMENT,
        _DECISION,
        words=lambda r: _plain(r.reference, r.sor_reference),
    ),
    _act(
        "send_reply",
        c.SendReply,
        telling.send_reply,
        _ASSIGNMENT,
        _DECISION,
        _LETTERS,
        words=lambda s: (s.text,),
    ),
    _act("close", c.Close, telling.close, _STATE),
    _act(
        "withdraw",
        c.Withdraw,
        telling.withdraw,
        _ASSIGNMENT,
        _STATE,
        words=lambda w: _plain(w.reason),
    ),
    _act("reopen", c.Reopen, telling.reopen, _STATE, words=lambda r: _plain(r.reason)),
)
COMMANDS: dict[str, type[c.Command]] = {act.name: act.command for act in ACTS}
_ACTS = {act.command: act for act in ACTS}


def act_of(command: c.Command) -> Act[Any]:
    """What is declared of a command."""
    return _ACTS[type(command)]


def kind_of(command: c.Command | c.UnknownCommand) -> str:
    """The name under which a command travels and is stored."""
    return command.kind if isinstance(command, c.UnknownCommand) else act_of(command).name


def _listed(items: Words) -> Bilingual:
    return Bilingual("\n".join(item.en for item in items), "\n".join(item.zh for item in items))
