"""Values that say the same on both sides: which to light, and which to change too."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.blanks import names, spans
from workstation.bilingual.checks.mismatch import mismatches
from workstation.bilingual.values import extract
from workstation.bilingual.values.agree import agree
from workstation.bilingual.values.kinds import Canon, Value
from workstation.bilingual.values.write import write

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_LONGEST = 4000

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Lit:
    """A value and its twin, as spans of both texts; a side that lacks it has none."""

    en: Span | None
    zh: Span | None


@dataclass(frozen=True, slots=True)
class FollowOffer:
    """A value changed on one side of a pair, and the other side may follow.

    bead, side, span, text: putting `text` in place of `span` on that side says the same
    was, now: what changed, as it is written on the side where it changed
    """

    bead: str
    side: Side
    span: Span
    text: str
    was: str
    now: str


def lit(bead: Bead, side: Side, at: int) -> Lit | None:
    """The value at a caret and its twin, right or wrong."""
    if len(bead.en) > _LONGEST or len(bead.zh) > _LONGEST:
        return None
    mine = next((one for one in extract(bead.side(side), side) if one.start <= at <= one.end), None)
    if mine is None:
        return None
    other = twin(bead, side, mine)
    spans = (mine.span, other.span if other is not None else None)
    return Lit(*spans) if side is Side.EN else Lit(*reversed(spans))


def twin(bead: Bead, side: Side, mine: Value) -> Value | None:
    """The value of the other side that answers for this one.

    The third "7" has the third 7 as its twin; where nothing agrees, it is what a check would
    compare it with.
    """
    ours, theirs = extract(bead.side(side), side), extract(bead.side(side.other), side.other)
    agreeing = [one for one in theirs if _agree(side, mine.canon, one.canon)]
    if agreeing:
        same = [one for one in ours if one.canon == mine.canon]
        return agreeing[min(same.index(mine), len(agreeing) - 1)]
    english, chinese = (ours, theirs) if side is Side.EN else (theirs, ours)
    for pair in mismatches(english, chinese):
        own, other = (pair.en, pair.zh) if side is Side.EN else (pair.zh, pair.en)
        if own == mine:
            return other
    return None


def _agree(side: Side, mine: Canon, theirs: Canon) -> bool:
    return agree(mine, theirs) if side is Side.EN else agree(theirs, mine)


def offer(before: Bead, after: Bead) -> FollowOffer | None:
    """The change of one value on one side that the other side should follow.

    None where nothing or more than one thing changed, where the other side never said the old
    value, or where it says the new one already.
    """
    sides = [side for side in Side if before.side(side) != after.side(side)]
    if len(sides) != 1 or max(len(after.en), len(after.zh)) > _LONGEST:
        return None
    side = sides[0]
    filled = _filled(before, after, side)
    if filled is not None:
        return filled
    changed = _changed(extract(before.side(side), side), extract(after.side(side), side))
    if changed is None:
        return None
    old, new = changed
    answer = twin(before, side, old)
    if answer is None or not _agree(side, old.canon, answer.canon):
        return None
    theirs = extract(after.side(side.other), side.other)
    if any(_agree(side, new.canon, one.canon) for one in theirs):
        return None
    was, now = before.side(side)[slice(*old.span)], after.side(side)[slice(*new.span)]
    said = after.side(side.other)[slice(*answer.span)]
    text = _rewritten(was, now, said) or write(new.canon, side.other)
    if text is None or text == said:
        return None
    return FollowOffer(after.id, side.other, answer.span, text, *(_figures(was, now) or (was, now)))


def _filled(before: Bead, after: Bead, side: Side) -> FollowOffer | None:
    """Offer to fill a blank of the other side, where the same blank of this side became one
    value."""
    was, now = before.side(side), after.side(side)
    gone = list((Counter(names(was)) - Counter(names(now))).elements())
    if len(gone) != 1 or gone[0] not in names(after.side(side.other)):
        return None
    name = gone[0]
    start, end = next(span for span in spans(was) if names(was[slice(*span)]) == (name,))
    head, tail = was[:start], was[end:]
    if not (now.startswith(head) and now.endswith(tail)):
        return None
    place = (len(head), len(now) - len(tail))
    value = next((one for one in extract(now, side) if one.span == place), None)
    text = write(value.canon, side.other) if value is not None else None
    if text is None:
        return None
    said = after.side(side.other)
    twin_span = next(span for span in spans(said) if names(said[slice(*span)]) == (name,))
    return FollowOffer(after.id, side.other, twin_span, text, was[start:end], now[slice(*place)])


def _changed(old: tuple[Value, ...], new: tuple[Value, ...]) -> tuple[Value, Value] | None:
    if len(old) != len(new):
        return None
    pairs = [pair for pair in zip(old, new, strict=True) if pair[0].canon != pair[1].canon]
    if len(pairs) != 1 or type(pairs[0][0].canon) is not type(pairs[0][1].canon):
        return None
    return pairs[0]


def _figures(was: str, now: str) -> tuple[str, str] | None:
    """The one figure that differs, where the words around it are the same."""
    if _FIGURE.sub("", was).split() != _FIGURE.sub("", now).split():
        return None
    pairs = zip(_FIGURE.findall(was), _FIGURE.findall(now), strict=False)
    different = [pair for pair in pairs if pair[0] != pair[1]]
    return different[0] if len(different) == 1 else None


def _rewritten(was: str, now: str, said: str) -> str | None:
    """What the other side said with only the figure changed, in its own manner."""
    figures = _figures(was, now)
    if figures is None:
        return None
    places = [match.span() for match in _FIGURE.finditer(said) if match[0] == figures[0]]
    if len(places) != 1:
        return None
    (start, end) = places[0]
    return said[:start] + figures[1] + said[end:]
