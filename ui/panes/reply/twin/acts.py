"""What a person does at the caret of a twin draft: a new draft, and where the caret goes.

All of it raises `UnknownBead` for a place that is not in the draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from enum import Enum, auto

from workstation.bilingual.bead import Bead, BeadState, Side
from workstation.bilingual.draft import (
    Draft,
    confirmed,
    deleted,
    edited,
    inserted,
    is_blank,
    is_whole,
    merged,
    split,
    unlocked,
)
from workstation.bilingual.history import CaretPlace
from workstation.value_class import dataclass


class EditRefusal(Enum):
    """Why an act changes nothing: a locked clause, half a pair, or the edge of the draft."""

    LOCKED = auto()
    HALF = auto()
    EDGE = auto()


@dataclass(frozen=True, slots=True)
class EditResult:
    """The draft afterwards, and where the caret goes."""

    draft: Draft
    place: CaretPlace


Turn = EditResult | EditRefusal
Ids = Callable[[], str]
_PAUSE = re.compile("[,;:，；：、。.!?！？]+[”’」』）\"')]*\\s*")
_NEAR = 0.18


def part(draft: Draft, place: CaretPlace, new_id: str) -> Turn:
    """Part the bead at the caret, and its twin where it fits."""
    bead = draft.bead(place.bead)
    there = counterpart(bead, place.side, place.at)
    en_at, zh_at = (place.at, there) if place.side is Side.EN else (there, place.at)
    after = split(draft, bead.id, en_at, zh_at, new_id)
    if bead.lock is not None and after.bead(bead.id).lock is None:
        return EditRefusal.LOCKED
    new_is_first = after.index(new_id) < after.index(bead.id)
    return EditResult(after, CaretPlace(bead.id if new_is_first else new_id, place.side, 0))


def merge_up(draft: Draft, place: CaretPlace) -> Turn:
    """Join the bead of the caret with the one before it."""
    at = draft.index(place.bead)
    if at == 0:
        return EditRefusal.EDGE
    after = _merged(draft, at - 1)
    if after is None:
        return EditRefusal.LOCKED
    tail = len(draft.beads[at].side(place.side)) - place.at
    one = after.beads[at - 1]
    return EditResult(
        after, CaretPlace(one.id, place.side, max(0, len(one.side(place.side)) - tail))
    )


def merge_down(draft: Draft, place: CaretPlace) -> Turn:
    """Join the bead of the caret with the one after it."""
    at = draft.index(place.bead)
    if at + 1 >= len(draft.beads):
        return EditRefusal.EDGE
    after = _merged(draft, at)
    if after is None:
        return EditRefusal.LOCKED
    one = after.beads[at]
    return EditResult(
        after, CaretPlace(one.id, place.side, min(place.at, len(one.side(place.side))))
    )


def _merged(draft: Draft, at: int) -> Draft | None:
    first, second = draft.beads[at : at + 2]
    locked = first.lock is not None or second.lock is not None
    if locked and not is_blank(first) and not is_blank(second):
        return None
    return merged(draft, first.id)


def confirm(draft: Draft, place: CaretPlace) -> Turn:
    """Confirm the bead of the caret and go to the next one that is not confirmed."""
    bead = draft.bead(place.bead)
    if not is_whole(bead):
        return EditRefusal.HALF
    rest = draft.beads[draft.index(bead.id) + 1 :]
    ahead = next((one for one in rest if one.state is not BeadState.CONFIRMED), bead)
    at = place.at if ahead is bead else len(ahead.side(place.side))
    return EditResult(confirmed(draft, bead.id), CaretPlace(ahead.id, place.side, at))


def unlock(draft: Draft, place: CaretPlace) -> Turn:
    """Make the quoted clause at the caret a text of one's own."""
    return EditResult(unlocked(draft, place.bead), place)


def erase(draft: Draft, first: CaretPlace, last: CaretPlace) -> Turn:
    """Take away a selection over several beads of one side.

    The other side stays as it is, and so do the pairs; only a pair that says nothing any more
    goes with its text.
    """
    side = first.side
    start, end = draft.index(first.bead), draft.index(last.bead)
    for number, bead in enumerate(draft.beads[start : end + 1], start):
        text = bead.side(side)
        head = text[: first.at] if number == start else ""
        tail = text[last.at :] if number == end else ""
        draft = edited(draft, bead.id, side, head + tail)
        if number != start and is_blank(draft.bead(bead.id)):
            draft = deleted(draft, bead.id)
    return EditResult(draft, first)


def rewrite(draft: Draft, bead: str, side: Side, span: tuple[int, int], text: str) -> Turn:
    """Put `text` in place of `span`: a fix, or a value that follows its twin."""
    old = draft.bead(bead)
    if old.lock is not None:
        return EditRefusal.LOCKED
    said = old.side(side)
    after = edited(draft, bead, side, said[: span[0]] + text + said[span[1] :])
    return EditResult(after, CaretPlace(bead, side, span[0] + len(text)))


def write_term(draft: Draft, place: CaretPlace, text: str) -> Turn:
    """Put a term at a place: apart from the English words beside it, tight in Chinese."""
    said = draft.bead(place.bead).side(place.side)
    before, after = said[: place.at], said[place.at :]
    if place.side is Side.EN:
        head = " " if before and not before[-1].isspace() and before[-1] not in "(“" else ""
        tail = " " if after and after[0].isalnum() else ""
        text = f"{head}{text}{tail}"
    return rewrite(draft, place.bead, place.side, (place.at, place.at), text)


def insert(
    draft: Draft, place: CaretPlace, beads: Sequence[Bead], run_on: Sequence[str] = ()
) -> EditResult:
    """Put beads after the one of the caret, or in its place where it says nothing."""
    at = draft.index(place.bead)
    here = draft.beads[at]
    if is_blank(here) and here.lock is None:
        draft = deleted(draft, here.id)
    else:
        at += 1
    last = beads[-1]
    caret = CaretPlace(last.id, place.side, len(last.side(place.side)))
    return EditResult(inserted(draft, at, beads, run_on), caret)


def put_in(draft: Draft, place: CaretPlace, before: Draft, beads: Sequence[Bead]) -> EditResult:
    """Put beads in place of those of the same id that are still what they were `before`."""
    known = {bead.id: bead for bead in before.beads}
    new = {bead.id: bead for bead in beads}
    after = tuple(new.get(one.id, one) if known.get(one.id) == one else one for one in draft.beads)
    caret = next(one for one in after if one.id == place.bead)
    at = min(place.at, len(caret.side(place.side)))
    return EditResult(Draft(after, draft.notes), CaretPlace(place.bead, place.side, at))


def reshape(draft: Draft, side: Side, texts: Sequence[str], ids: Ids) -> Draft:
    """Blocks of one side came or went by a way that nobody foresaw; no text is lost by it."""
    old = [bead.side(side) for bead in draft.beads]
    head = _same(old, texts)
    tail = min(_same(old[::-1], texts[::-1]), len(old) - head, len(texts) - head)
    middle = list(texts[head : len(texts) - tail])
    for bead in draft.beads[head : len(old) - tail]:
        draft = edited(draft, bead.id, side, middle.pop(0) if middle else "")
    fresh = [one_sided(ids(), side, text) for text in middle]
    return inserted(draft, len(old) - tail, fresh)


def one_sided(bead: str, side: Side, text: str) -> Bead:
    """A bead whose other side is still to be written."""
    return Bead(bead, text, "") if side is Side.EN else Bead(bead, "", text)


def _same(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def counterpart(bead: Bead, side: Side, at: int) -> int:
    """The place in the other text that a cut at `at` in this one means.

    The end for the end, the start for the start, the same sentence where both have as many, and
    else the pause nearest to the same share of the text. Without such a place the other text
    stays whole, in the first part, and the gap is for a person to fill.
    """
    mine, other = bead.side(side), bead.side(side.other)
    if not mine[at:].strip():
        return len(other)
    if not mine[:at].strip():
        return 0
    # The aligner reads values: not before somebody parts a pair.
    from workstation.bilingual.align import sentences

    here, there = sentences(mine, side), sentences(other, side.other)
    done = [one for one in here if one.end <= at]
    clean_cut = all(one.end <= at or one.start >= len(mine[:at].rstrip()) for one in here)
    if clean_cut and done and len(here) == len(there):
        return there[len(done)].start if len(done) < len(there) else len(other)
    share = at / len(mine)
    pauses = [match.end() for match in _PAUSE.finditer(other)]
    near = min(pauses, key=lambda end: abs(end / len(other) - share), default=len(other))
    return near if other and abs(near / len(other) - share) <= _NEAR else len(other)
