"""The glossary in words: fields, changes, and what a row says to who hears it."""

from __future__ import annotations

from collections.abc import Iterator

from ui.activities.glossary.state import ChangeRow, PassRow, Section, TermRow
from ui.casework import UNSAVED, WAITING
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import (
    DropTerm,
    GlossaryChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
)
from workstation.domain.house_style import CjkSpacing, Profile, QuoteStyle
from workstation.i18n import Message, _, ngettext, pgettext

SECTIONS: dict[Section, Message] = {
    Section.TERMS: pgettext("glossary", "Terms"),
    Section.PASSES: pgettext("glossary", "Always passes"),
    Section.STYLE: _("House style"),
    Section.HISTORY: pgettext("glossary", "History"),
}

# The fields that the glossary came with; another one is shown as it was typed.
PARTS: dict[str, Message] = {
    "procedure": pgettext("field of a term", "procedure"),
    "enforcement": pgettext("field of a term", "enforcement"),
    "object": pgettext("field of a term", "object"),
    "evidence": pgettext("field of a term", "evidence"),
    "quality": pgettext("field of a term", "quality"),
    "operations": pgettext("field of a term", "operations"),
    "party": pgettext("field of a term", "party"),
    "status label": pgettext("field of a term", "status label"),
    "content rule": pgettext("field of a term", "content rule"),
    "privacy": pgettext("field of a term", "privacy"),
    "outcome label": pgettext("field of a term", "outcome label"),
    "feedback": pgettext("field of a term", "feedback"),
}

# What stands for an empty field in the words of a change.
_NOTHING = "–"


def part_words(part: str) -> Message:
    """The field of a term, in the language of the window if it is one that came with it."""
    return PARTS.get(part, _("{part}", part=part))


def wrong_words(zh: tuple[str, ...], en: tuple[str, ...]) -> Message | None:
    """The renderings that are not to be written, in one line."""
    wrong = " · ".join((*zh, *en))
    return _("not: {words}", words=wrong) if wrong else None


def pass_words(term: str) -> Message:
    """What always passes, as findings name it: a term with what stands for it, or a word."""
    for sign in ("=", "<"):
        name, found, word = term.partition(sign)
        if found and name and word:
            return _("“{word}” for “{term}”", word=word, term=name)
    if term.endswith("!"):
        return _("“{term}” without its approved Chinese", term=term[:-1])
    return _("“{word}”", word=term)


def refused_change_words(change: GlossaryChange | UnknownCommand, subject: str) -> Message:
    """What was not taken, also of what only a later version can do."""
    if isinstance(change, UnknownCommand):
        return _("A change that this version of the program does not know")
    return change_words(change, subject)


def change_words(change: GlossaryChange, subject: str, before: Term | None = None) -> Message:
    """What somebody did to the glossary; of a term that was changed, what about it."""
    match change:
        case PutTerm(over=0):
            return _("New term “{term}”: {zh}", term=subject, zh=change.term.zh_hans)
        case PutTerm() if before and (what := difference_words(before, change.term)):
            return _("Term “{term}” changed: {what}", term=subject, what=what)
        case PutTerm():
            return _("Term “{term}” changed: {zh}", term=subject, zh=change.term.zh_hans)
        case DropTerm():
            return _("Term “{term}” taken out: {reason}", term=subject, reason=change.reason)
        case LetPass():
            passing = pass_words(change.term)
            return _("Always passes: {what}: {reason}", what=passing, reason=change.reason)
        case StopPassing():
            return _("Checked again: {what}", what=pass_words(change.term))
        case SetStyle():
            return _("House style changed")


def difference_words(old: Term, new: Term) -> Message | None:
    """Which fields of a term say something else now, in one line; None where none does."""
    line: Message | None = None
    for name, was, now in _fields(old, new):
        if was == now:
            continue
        one = _("{field} {old} → {new}", field=name, old=was or _NOTHING, new=now or _NOTHING)
        line = one if line is None else _("{first} · {second}", first=line, second=one)
    return line


def _fields(old: Term, new: Term) -> Iterator[tuple[Message, str, str]]:
    """The name of each field, with what it said and what it says."""
    yield _("English"), old.en, new.en
    yield _("Simplified Chinese"), old.zh_hans, new.zh_hans
    yield _("Traditional Chinese"), old.zh_hant, new.zh_hant
    yield pgettext("of a term", "Field"), old.part, new.part
    yield _("Never in Chinese:"), ", ".join(old.forbidden_zh), ", ".join(new.forbidden_zh)
    yield _("Never in English:"), ", ".join(old.forbidden_en), ", ".join(new.forbidden_en)
    yield _("Note"), old.note, new.note


def counted(shown: int, total: int) -> Message:
    """How many terms there are, and how many of them are shown."""
    if shown == total:
        return ngettext("{n} term", "{n} terms", total)
    return ngettext("{shown} of {n} term", "{shown} of {n} terms", total, shown=shown)


def spoken_term(row: TermRow) -> Message:
    """A term as a screen reader says it."""
    said = _("{en}: {zh}", en=row.term.en, zh=row.term.zh_hans)
    marks = [mark for on, mark in ((row.waiting, WAITING), (row.unsaved, UNSAVED)) if on]
    for mark in marks:
        said = _("{what}, {mark}", what=said, mark=mark)
    return said


def spoken_pass(row: PassRow) -> Message:
    """A term that always passes as a screen reader says it."""
    held = row.passing
    said = _(
        "{what}, let pass by {name}: {reason}",
        what=pass_words(held.term),
        name=held.by.name,
        reason=held.reason,
    )
    return _("{what}, {mark}", what=said, mark=WAITING) if row.waiting else said


def spoken_change(row: ChangeRow) -> Message:
    """A change as a screen reader says it."""
    made = row.changed
    what = change_words(made.change, row.subject, row.before)
    return _(
        "Version {version}, {name}: {what}", version=made.version, name=made.by.name, what=what
    )


QUOTES: dict[QuoteStyle, Message] = {
    QuoteStyle.CURLY: _("quotation marks “ ”"),
    QuoteStyle.CORNER: _("quotation marks 「 」"),
    QuoteStyle.EITHER: _("either quotation marks"),
}
SPACING: dict[CjkSpacing, Message] = {
    CjkSpacing.SPACED: _("a space between Chinese and Latin"),
    CjkSpacing.TIGHT: _("no space between Chinese and Latin"),
    CjkSpacing.CONSISTENT: _("one manner of spacing"),
}


def style_words(style: Profile) -> Message:
    """A whole style in one line."""
    said = [QUOTES[style.quotes], SPACING[style.spacing]]
    said += [_("full-width brackets")] if style.wide_brackets else []
    said += [_("formal register")] if style.formal else []
    said += [_("style notes") if style.style else _("no style notes")]
    said += [_("English spelling")] if style.spelling else []
    said += [
        ngettext("at most {n} word", "at most {n} words", style.max_en_words),
        ngettext("at most {n} character", "at most {n} characters", style.max_zh_chars),
    ]
    line = said[0]
    for each in said[1:]:
        line = _("{first} · {second}", first=line, second=each)
    return line
