"""A case's state as shape and tone, its clock as words, its title in the reader's language."""

from __future__ import annotations

from datetime import datetime, timedelta

from ui.language import language
from ui.theme import Tone
from ui.widgets import Shape
from workstation.domain.labels import LANGUAGE
from workstation.domain.taxonomy import Language, State, Verdict
from workstation.domain.text import Bilingual
from workstation.i18n import Duration, Message, _
from workstation.value_class import dataclass

_WAITS = frozenset({State.REFERRED, State.SECOND_REVIEW})
_DONE = frozenset({State.NOTIFIED, State.CLOSED, State.NOT_ACCEPTED, State.WITHDRAWN})
_SOON = timedelta(hours=4)
_VERDICT_TONES = {
    Verdict.SUFFICIENT: Tone.OK,
    Verdict.INSUFFICIENT_ALONE: Tone.WARN,
    Verdict.INSUFFICIENT: Tone.WARN,
    Verdict.NOT_GENUINE: Tone.DANGER,
}


@dataclass(frozen=True, slots=True)
class StateLook:
    """A state without words: what it looks like, and how loud."""

    shape: Shape
    tone: Tone


def state_look(state: State, due: datetime | None, now: datetime) -> StateLook:
    """Return the look of a state: filled dot working, ring waiting, bars paused, tick done,
    triangle overdue."""
    if state in _DONE:
        return StateLook(Shape.DONE, Tone.OK)
    if state is State.INFO_REQUESTED:
        return StateLook(Shape.PAUSED, Tone.INFO)
    if due is not None and due < now:
        return StateLook(Shape.OVERDUE, Tone.DANGER)
    if state in _WAITS:
        return StateLook(Shape.WAITING, Tone.ACCENT)
    return StateLook(Shape.WORKING, Tone.ACCENT)


def due_look(due: datetime | None, now: datetime) -> Tone:
    """Return how loud a deadline is: late, within four hours, or quiet."""
    if due is None:
        return Tone.MUTED
    if due < now:
        return Tone.DANGER
    return Tone.WARN if due - now <= _SOON else Tone.MUTED


def due_short(state: State, due: datetime | None, now: datetime) -> Message | None:
    """Write the clock for a row, in its largest unit: 3 h; Paused; nothing once it is done."""
    if state is State.INFO_REQUESTED:
        return _("Paused")
    if due is None:
        return None
    span = _rounded(abs(due - now))
    return _("{span} late", span=span) if due < now else _("{span}", span=span)


def due_in_full(state: State, due: datetime | None, now: datetime) -> Message | None:
    """Write the clock for a header: Due in 3 h 20 min."""
    if state is State.INFO_REQUESTED:
        return _("Clock paused")
    if due is None:
        return None
    span = Duration(abs(due - now))
    return _("Overdue by {span}", span=span) if due < now else _("Due in {span}", span=span)


def _rounded(span: timedelta) -> Duration:
    day, hour = timedelta(days=1), timedelta(hours=1)
    for unit in (day, hour):
        if span >= unit:
            return Duration(span // unit * unit)
    return Duration(span)


def side_of(code: str) -> Language:
    """Return the side of a bilingual text that a reader of this interface language wants first."""
    return Language.ZH if code.startswith("zh") else Language.EN


def languages_in_order() -> tuple[Language, Language]:
    """Both languages of clauses, terms and reasons: that of the window first."""
    first = side_of(language().code)
    return (first, Language.ZH if first is Language.EN else Language.EN)


def in_language(what: Message, code: str) -> Message:
    """What one side of a bilingual text is called."""
    return _("{what}, {language}", what=what, language=LANGUAGE[side_of(code)])


def title_in(code: str, en: str, zh: str) -> str:
    """Return the title in the language of the interface, or the other one where there is none."""
    return Bilingual(en, zh).best(side_of(code))


def initials(name: str) -> str:
    """Shorten a name to two letters: Wei Ling is WL, 李娜 is 李."""
    words = name.split()
    if not words:
        return ""
    if len(words) == 1:
        return words[0][:1].upper()
    return (words[0][:1] + words[-1][:1]).upper()


def verdict_tone(verdict: Verdict | None) -> Tone:
    """Return how loud the worth of a piece of evidence is."""
    return _VERDICT_TONES.get(verdict, Tone.MUTED) if verdict is not None else Tone.FAINT
