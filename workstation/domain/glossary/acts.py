"""The kind `glossary`: the terms, what always passes, and the house style; one for everybody.

A change that wishes for what is so already changes nothing: two people who want the same do not
stand in each other's way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, assert_never

from workstation.domain.actor import Actor
from workstation.domain.context import Context, Scene
from workstation.domain.decide import not_allowed
from workstation.domain.fold import run
from workstation.domain.glossary.form import GlossaryForm, form_of, read_form
from workstation.domain.glossary.rules import (
    LETS_PASS,
    POLICY,
    is_so,
    may_be_made,
    reasoned,
    tidy,
    wrong_role,
)
from workstation.domain.glossary.values import (
    GLOSSARY_CHANGES,
    GLOSSARY_ID,
    RECENT,
    Changed,
    DropTerm,
    Glossary,
    GlossaryChange,
    LetPass,
    Pass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    bare,
    kind_of_change,
    pieces,
    sense,
    subject_of,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Command, Effect, Event, Form, Kind, Right, words_of_texts
from workstation.domain.taxonomy import Role
from workstation.domain.views import EVERYONE
from workstation.i18n import Message, pgettext
from workstation.value_class import dataclass

C = TypeVar("C", bound=Command)
E = TypeVar("E", bound=Event)

__all__ = [
    "GLOSSARY",
    "GLOSSARY_CHANGES",
    "RECENT",
    "Changed",
    "DropTerm",
    "Glossary",
    "GlossaryChange",
    "LetPass",
    "Pass",
    "PutTerm",
    "SetStyle",
    "StopPassing",
    "Term",
    "bare",
    "change_glossary",
    "kind_of_change",
    "not_editable",
    "pieces",
    "sense",
    "subject_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin(Command):
    """Begin the glossary with `opening`, which the program carries (the platform)."""

    opening: GlossaryForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun(Event):
    """The glossary began, as `opening`."""

    opening: GlossaryForm


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedBefore(Event):
    """A change of the time before the glossary was a record, as it was written down then.

    act: the name of the change.
    said: its JSON.
    """

    act: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TermPut(Event):
    """A term was written down."""

    change: PutTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class TermDropped(Event):
    """A term was taken out."""

    change: DropTerm


@dataclass(frozen=True, slots=True, kw_only=True)
class PassLet(Event):
    """A term passes in every letter from now on."""

    change: LetPass


@dataclass(frozen=True, slots=True, kw_only=True)
class PassStopped(Event):
    """A term is found again in every letter."""

    change: StopPassing


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSet(Event):
    """Another style was chosen."""

    change: SetStyle


GlossaryScene = Scene[Glossary]
_Change = TermPut | TermDropped | PassLet | PassStopped | StyleSet
# Any: each event takes its own change.
_EVENTS: dict[type[GlossaryChange], Callable[..., Any]] = {
    PutTerm: TermPut,
    DropTerm: TermDropped,
    LetPass: PassLet,
    StopPassing: PassStopped,
    SetStyle: StyleSet,
}


def _begin(scene: GlossaryScene, command: Begin) -> tuple[Event, ...]:
    if scene.record.version > command.opening.version:
        return ()
    return (Begun(at=scene.now, by=scene.actor.person, opening=command.opening),)


def _change(scene: GlossaryScene, change: GlossaryChange) -> tuple[Event, ...]:
    made = tidy(change)
    reasoned(made)
    if is_so(scene.record, made):
        return ()
    may_be_made(scene.record, made)
    # As it was made, which is tidier than it was sent.
    event: Event = _EVENTS[type(made)](at=scene.now, by=scene.actor.person, change=made)
    return (event,)


def _opened(_glossary: Glossary, event: Begun) -> Glossary:
    return read_form(event.opening)


def _as_before(glossary: Glossary, _event: ChangedBefore) -> Glossary:
    return glossary


# It asks nothing: what was changed once is told again as it was, whatever was erased of it since.
def _changed(glossary: Glossary, event: _Change) -> Glossary:
    change, terms, passes = event.change, glossary.terms, glossary.passes
    told = Changed(glossary.version + 1, event.by, event.at, change)
    after = replace(glossary, changes=(told, *glossary.changes)[:RECENT])
    match change:
        case PutTerm():
            put = change.term
            if glossary.term(put.id) is None:
                return replace(after, terms=(*terms, put))
            return replace(after, terms=tuple(put if e.id == put.id else e for e in terms))
        case DropTerm():
            return replace(after, terms=tuple(each for each in terms if each.id != change.id))
        case LetPass():
            others = tuple(each for each in passes if each.term != change.term)
            let = Pass(change.term, change.reason, event.by, event.at)
            return replace(after, passes=(*others, let))
        case StopPassing():
            return replace(after, passes=tuple(e for e in passes if e.term != change.term))
        case SetStyle():
            revision = glossary.style_revision + 1
            return replace(after, style=change.style, style_revision=revision)
    assert_never(change)


def _aspects(before: Glossary, after: Glossary) -> frozenset[str]:
    """The terms, the terms that pass, and the style, as far as they differ."""
    were = {term.id: term for term in before.terms}
    are = {term.id: term for term in after.terms}
    found = {f"term {id_}" for id_ in were.keys() | are.keys() if were.get(id_) != are.get(id_)}
    passed = {each.term: each for each in before.passes}
    passes = {each.term: each for each in after.passes}
    both = passed.keys() | passes.keys()
    found |= {f"pass {term}" for term in both if passed.get(term) != passes.get(term)}
    return frozenset(found | ({"style"} if before.style != after.style else set()))


# No change relies on aspects: what its author saw is said in the change itself, and its rule
# compares that.
def _act(
    name: str,
    command: type[C],
    by: frozenset[Role],
    words: Callable[[C], tuple[str, ...]],
) -> Act[Glossary, C]:
    rule: Any = _change
    return Act(
        name=name,
        command=command,
        rule=rule,
        rights=(Right(by=by),),
        words=lambda said: words_of_texts(*words(said)),
        subject=_subject,
    )


# Any: each act has a command of its own.
def _subject(change: Any) -> str:
    return subject_of(change)


def _words_put(put: PutTerm) -> tuple[str, ...]:
    term, wrong = put.term, (*put.term.forbidden_zh, *put.term.forbidden_en)
    return (term.en, term.zh_hans, term.zh_hant, term.part, term.note, *wrong)


def _effect(name: str, event: type[E], said: Message) -> Effect[Glossary, E]:
    apply: Any = _changed
    return Effect(name=name, event=event, apply=apply, said=said)


# Any: whichever event comes first.
def _start(_id: str, said: Any) -> Glossary:
    if not isinstance(said, Begin | Begun):
        raise ValueError("the glossary begins with its opening")
    return read_form(said.opening)


GLOSSARY: Kind[Glossary] = Kind(
    name=GLOSSARY_ID,
    record=Glossary,
    acts=(
        Act(name="begin", command=Begin, rule=_begin, rights=(Right(by=frozenset({Role.SYSTEM})),)),
        _act("put_term", PutTerm, POLICY, _words_put),
        _act("drop_term", DropTerm, POLICY, lambda drop: (drop.reason,)),
        _act("let_pass", LetPass, LETS_PASS, lambda let: (let.term, let.reason)),
        _act("stop_passing", StopPassing, POLICY, lambda stop: (stop.term,)),
        _act("set_style", SetStyle, POLICY, lambda _set: ()),
    ),
    effects=(
        Effect(name="begun", event=Begun, apply=_opened, said=pgettext("glossary event", "Begun")),
        Effect(
            name="changed_before",
            event=ChangedBefore,
            apply=_as_before,
            said=pgettext("glossary event", "Changed before"),
        ),
        _effect("term_put", TermPut, pgettext("glossary event", "Term written")),
        _effect("term_dropped", TermDropped, pgettext("glossary event", "Term taken out")),
        _effect("pass_let", PassLet, pgettext("glossary event", "Always passes")),
        _effect("pass_stopped", PassStopped, pgettext("glossary event", "Checked again")),
        _effect("style_set", StyleSet, pgettext("glossary event", "Style chosen")),
    ),
    creates={Begin: _start},
    start=_start,
    aspects=_aspects,
    scopes=lambda _glossary: frozenset({EVERYONE}),
    reference=True,
    wrong_role=wrong_role,
    form=Form(GlossaryForm, form_of, read_form),
)


def change_glossary(
    glossary: Glossary, change: GlossaryChange, actor: Actor, now: datetime
) -> Glossary:
    """The glossary after a change of `actor`, one version later; the same one where it says so
    already. Raises `Refused`."""
    return run(GLOSSARY, Scene(glossary, actor, now, Context()), change)


def not_editable(actor: Actor) -> Refused | None:
    """Why `actor` cannot change the terms and the style; None if they can."""
    scene = Scene(Glossary(version=0, terms=()), actor, datetime.min, Context())
    return not_allowed(GLOSSARY, scene, SetStyle)
