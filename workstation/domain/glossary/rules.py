"""The rules of the glossary: who may change it, and what it may hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, assert_never

from workstation.domain.glossary.values import (
    DropTerm,
    Glossary,
    GlossaryChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    bare,
    pieces,
    subject_of,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Act
from workstation.domain.rules.guards import says_something, tidied
from workstation.domain.taxonomy import Role
from workstation.domain.text import folded
from workstation.i18n import Message, _

# Characters.
LONGEST_WORD = 200
LONGEST_NOTE = 1000
# Wrong renderings of one term.
MOST_FORBIDDEN = 40
# Terms of the glossary, and terms that pass: as many as one line of the feed carries, and one
# search index is built of, without anybody noticing.
MOST_TERMS = 5000
# The least and the most that the longest sentence of a language can be set to.
EN_WORDS = (10, 100)
ZH_CHARS = (20, 300)
POLICY = frozenset({Role.POLICY})
# Everybody who writes letters lets terms pass.
LETS_PASS = frozenset({Role.SPECIALIST, Role.SUPERVISOR, Role.QUALITY, Role.POLICY})


def wrong_role(_scene: object, act: Act[Glossary, Any]) -> None:
    """Raise `Refused`, in words of the glossary, for an act that only the policy role may do."""
    if all(right.by == POLICY for right in act.rights):
        raise Refused(
            _("Only somebody with the policy role changes the house's terms and style."),
            _("Ask a colleague with the policy role to make this change."),
        )


def tidy(change: GlossaryChange) -> GlossaryChange:
    """The same change without spaces around its words and without repetitions.

    Raises `Refused` for a text that is too long or cannot be stored.
    """
    match change:
        case PutTerm():
            term = replace(
                change.term,
                revision=change.over + 1,
                id=_text(change.term.id),
                en=_text(change.term.en),
                zh_hans=_text(change.term.zh_hans),
                zh_hant=_text(change.term.zh_hant),
                part=_text(change.term.part),
                note=_text(change.term.note, LONGEST_NOTE),
                forbidden_zh=_words(change.term.forbidden_zh),
                forbidden_en=_words(change.term.forbidden_en),
            )
            return replace(change, term=term)
        case DropTerm():
            return replace(change, reason=_text(change.reason, LONGEST_NOTE))
        case LetPass():
            # A finding names the English term and the word that was found.
            named = _text(change.term, 2 * LONGEST_WORD + 1)
            return LetPass(term=named, reason=_text(change.reason, LONGEST_NOTE))
        case StopPassing():
            return StopPassing(term=change.term.strip())
        case SetStyle():
            return change


def is_so(glossary: Glossary, change: GlossaryChange) -> bool:
    """Whether the glossary says already what the change wishes for."""
    match change:
        case PutTerm():
            before = glossary.term(change.term.id)
            return before is not None and replace(change.term, revision=before.revision) == before
        case DropTerm():
            return glossary.term(change.id) is None
        case LetPass():
            return any((e.term, e.reason) == (change.term, change.reason) for e in glossary.passes)
        case StopPassing():
            return all(each.term != change.term for each in glossary.passes)
        case SetStyle():
            return change.style == glossary.style
    assert_never(change)


def may_be_made(glossary: Glossary, change: GlossaryChange) -> None:
    """Raise `Refused` where a change that changes something cannot be made: somebody else changed
    the same since its author saw it, or the glossary may not hold what it says."""
    match change:
        case PutTerm():
            before = glossary.term(change.term.id)
            revision = before.revision if before is not None else 0
            _nobody_was_faster(glossary, change, revision, change.over)
            _can_be_held(glossary, change.term)
            if before is None:
                _has_room(len(glossary.terms))
        case DropTerm():
            before = glossary.term(change.id)
            _nobody_was_faster(glossary, change, before.revision if before else 0, change.over)
            says_something(change.reason)
        case LetPass():
            _has_room(sum(each.term != change.term for each in glossary.passes))
        case SetStyle():
            _nobody_was_faster(glossary, change, glossary.style_revision, change.over)
            style = change.style
            _between(style.max_en_words, EN_WORDS, _("the longest English sentence, in words"))
            longest = _("the longest Chinese sentence, in characters")
            _between(style.max_zh_chars, ZH_CHARS, longest)
        case StopPassing():
            pass


def reasoned(change: GlossaryChange) -> None:
    """Raise `Refused` for letting a term pass without saying which and why."""
    if not isinstance(change, LetPass):
        return
    if not change.term:
        raise Refused(_("It is not said which term passes."), _("Choose a finding about a term."))
    says_something(change.reason)


def _nobody_was_faster(
    glossary: Glossary, change: GlossaryChange, stands_at: int, over: int
) -> None:
    """Raise `Refused` where the revision that the author of a change saw (`over`) is no longer the
    one that stands, `stands_at`."""
    if stands_at == over:
        return
    subject = subject_of(change)
    by = next((each.by for each in glossary.changes if subject_of(each.change) == subject), None)
    raise Refused(
        _("{name} has changed this meanwhile.", name=by.name)
        if by is not None
        else _("This was changed by somebody else meanwhile."),
        _("Look at it as it is now, and make your change again if it is still needed."),
    )


def _can_be_held(glossary: Glossary, term: Term) -> None:
    """Raise `Refused` for a term that lacks something, stands in the glossary already, or forbids
    what it approves."""
    if not term.id:
        raise Refused(_("This term has no number."), _("Bring this program up to date."))
    if not _has_words(bare(term.en)):
        raise Refused(_("The English of the term is missing."), _("Write the English term."))
    if not any(map(_has_words, term.approved)):
        raise Refused(
            _("The approved Chinese of “{term}” is missing.", term=term.en),
            _("Write the Chinese that letters shall use."),
        )
    if len(term.forbidden_zh) + len(term.forbidden_en) > MOST_FORBIDDEN:
        raise Refused(
            _("“{term}” has more than {most} wrong renderings.", term=term.en, most=MOST_FORBIDDEN),
            _("Keep those that are really written by mistake."),
        )
    mine = folded(term.en), folded(term.part)
    for each in glossary.terms:
        if each.id != term.id and (folded(each.en), folded(each.part)) == mine:
            raise Refused(
                _("The term “{term}” is in the glossary already, in the same field.", term=each.en),
                _("Change that one, or give this one another field."),
            )
    chinese = {*term.approved, *pieces(term.zh_hant)}
    wrong = [word for word in term.forbidden_zh if word in chinese]
    wrong += [word for word in term.forbidden_en if folded(word) == folded(term.en)]
    if wrong:
        raise Refused(
            _("“{word}” is both approved and forbidden.", word=wrong[0]),
            _("Take it out of one of the two."),
        )


def _has_words(text: str) -> bool:
    return any(each.isalnum() for each in text)


def _between(value: int, limits: tuple[int, int], what: Message) -> None:
    """Raise `Refused` unless `value`, which says `what`, is within `limits`, both inclusive."""
    least, most = limits
    if not least <= value <= most:
        raise Refused(
            _("{value} will not do for {what}.", value=value, what=what),
            _("Choose a number from {least} to {most}.", least=least, most=most),
        )


def _has_room(held: int) -> None:
    """Raise `Refused` where the glossary, which holds so many, can take in no further one."""
    if held >= MOST_TERMS:
        raise Refused(
            _("The glossary holds {most} of these, which is as many as it can.", most=MOST_TERMS),
            _("Take out what is not needed any more."),
        )


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for each in words for word in pieces(_text(each))))


def _text(text: str, longest: int = LONGEST_WORD) -> str:
    return tidied(text, longest)
