"""The twin draft: a letter as aligned pairs, and everything that can be done to one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from workstation.bilingual.bead import Bead, BeadOrigin, BeadState, Lock, Side
from workstation.domain.pairs import glued
from workstation.domain.taxonomy import Language
from workstation.value_class import dataclass

_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNHELD = re.compile("[\x00\ufdd0\ufdd1\ufffc]")
_LONE = re.compile("[\ud800-\udfff]")


class RunsOn(msgspec.Struct, frozen=True, tag="runs-on"):
    """The bead continues the paragraph of the one before it."""

    bead: str


class Drifted(msgspec.Struct, frozen=True, tag="drifted"):
    """One side changed after the pair had been confirmed."""

    bead: str
    side: Side


class Loosened(msgspec.Struct, frozen=True, tag="loosened"):
    """The bead was quoted from the policy library, and no longer is."""

    bead: str
    lock: Lock


Note = RunsOn | Drifted | Loosened


class UnknownBead(KeyError):
    """There is no such bead in the draft."""


class BeadTwice(ValueError):
    """A bead of this id is in the draft already."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that is being written.

    beads: its aligned pairs, in the order of the letter
    notes: what is to be remembered about single beads
    """

    beads: tuple[Bead, ...] = ()
    notes: frozenset[Note] = frozenset()

    def index(self, bead: str) -> int:
        """Where a bead stands. Raises `UnknownBead`."""
        for at, one in enumerate(self.beads):
            if one.id == bead:
                return at
        raise UnknownBead(bead)

    def bead(self, bead: str) -> Bead:
        """The bead of this id. Raises `UnknownBead`."""
        return self.beads[self.index(bead)]

    def drifted(self, bead: str) -> frozenset[Side]:
        """Which sides changed since the pair was confirmed."""
        return frozenset(
            note.side for note in self.notes if isinstance(note, Drifted) and note.bead == bead
        )

    def loosened(self, bead: str) -> Lock | None:
        """The clause that this bead quoted before somebody changed it."""
        for note in self.notes:
            if isinstance(note, Loosened) and note.bead == bead:
                return note.lock
        return None

    def runs_on(self, bead: str) -> bool:
        """Whether a bead continues the paragraph before it."""
        return RunsOn(bead) in self.notes

    def running_on(self) -> frozenset[str]:
        """All beads that continue the paragraph before them."""
        return frozenset(note.bead for note in self.notes if isinstance(note, RunsOn))


def clean(text: str) -> str:
    """Text as a draft keeps it: one kind of line break, nothing that cannot be stored.

    Lone surrogates become U+FFFD; marks of direction, joiners and emoji stay as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    return _LONE.sub("\ufffd", _UNHELD.sub("", _BREAK.sub("\n", text)))


def is_blank(bead: Bead) -> bool:
    """Whether neither side says anything."""
    return not bead.en.strip() and not bead.zh.strip()


def is_whole(bead: Bead) -> bool:
    """Whether both sides say something; only then can a person confirm that they agree."""
    return bool(bead.en.strip()) and bool(bead.zh.strip())


def altered(before: Draft, after: Draft) -> tuple[str, ...]:
    """Ids of the beads that are new or not what they were."""
    known = {bead.id: bead for bead in before.beads}
    return tuple(bead.id for bead in after.beads if known.get(bead.id) != bead)


def edited(draft: Draft, bead: str, side: Side, text: str) -> Draft:
    """The draft with one side of one bead changed. Raises `UnknownBead`.

    A confirmed pair becomes pending and remembers which side moved; an edited clause loses its
    lock and remembers which clause it was.
    """
    at = draft.index(bead)
    old = draft.beads[at]
    new = old.edited(side, clean(text))
    if new is old:
        return draft
    notes: set[Note] = set()
    if new.state is BeadState.PENDING:
        notes.add(Drifted(bead, side))
    if old.lock is not None:
        notes.add(Loosened(bead, old.lock))
    return _with(draft, at, at + 1, (new,), notes)


def unlocked(draft: Draft, bead: str) -> Draft:
    """The draft with a quoted clause turned into text that may be edited. Raises `UnknownBead`.

    It is remembered which clause it was.
    """
    at = draft.index(bead)
    old = draft.beads[at]
    if old.lock is None:
        return draft
    free = replace(old, lock=None, origin=BeadOrigin.TYPED)
    return _with(draft, at, at + 1, (free,), {Loosened(bead, old.lock)})


def confirmed(draft: Draft, bead: str) -> Draft:
    """The draft after a person said that both sides of a bead agree. Raises `UnknownBead`.

    Nothing happens while one side is empty.
    """
    at = draft.index(bead)
    old = draft.beads[at]
    if not is_whole(old):
        return draft
    notes = frozenset(
        note for note in draft.notes if not (isinstance(note, Drifted) and note.bead == bead)
    )
    return Draft(_put(draft.beads, at, at + 1, (old.confirmed(),)), notes)


def split(draft: Draft, bead: str, en_at: int, zh_at: int, new_id: str) -> Draft:
    """Part a bead in two, at a place in each side, in code points; the second gets `new_id`.

    Where one part would say nothing the bead itself stays as it is, lock and state included, and
    an empty one is set beside it. Only white space at the cut is given up. Raises `UnknownBead`,
    and `BeadTwice` for an id that is taken.
    """
    at = draft.index(bead)
    _refuse_known(draft, (new_id,))
    old = draft.beads[at]
    empty = Bead(new_id, "", "")
    first = replace(old, en=old.en[:en_at].rstrip(), zh=old.zh[:zh_at].rstrip(), lock=None)
    second = replace(
        old, id=new_id, en=old.en[en_at:].lstrip(), zh=old.zh[zh_at:].lstrip(), lock=None
    )
    if is_blank(second):
        return _with(draft, at, at + 1, (old, empty))
    if is_blank(first):
        moved_on = {RunsOn(new_id)} if draft.runs_on(bead) else set()
        kept = Draft(draft.beads, draft.notes - {RunsOn(bead)})
        return _with(kept, at, at + 1, (empty, old), moved_on)
    return _with(draft, at, at + 1, *_halves(draft, old, first, second))


def _halves(
    draft: Draft, old: Bead, first: Bead, second: Bead
) -> tuple[tuple[Bead, ...], set[Note]]:
    """Two parts of one bead with what is to be remembered of it, at each of them."""
    ids = (first.id, second.id)
    notes: set[Note] = set()
    halves: tuple[Bead, ...] = (first, second)
    lock = old.lock or draft.loosened(old.id)
    if lock is not None:
        notes |= {Loosened(bead, lock) for bead in ids}
    if old.lock is not None:
        halves = tuple(replace(half, origin=BeadOrigin.TYPED) for half in halves)
    if old.state is not BeadState.DRAFT:
        sides = draft.drifted(old.id) or frozenset(Side)
        notes |= {Drifted(bead, side) for bead in ids for side in sides}
        halves = tuple(replace(half, state=BeadState.PENDING) for half in halves)
    return halves, notes


def merged(draft: Draft, bead: str) -> Draft:
    """Join a bead with the one after it, on both sides; the last one has nothing to join.

    The first id stays. A bead that says nothing vanishes and leaves the other as it was. Raises
    `UnknownBead`.
    """
    at = draft.index(bead)
    if at + 1 >= len(draft.beads):
        return draft
    first, second = draft.beads[at], draft.beads[at + 1]
    if is_blank(first) and first.lock is None:
        one, notes = second, set[Note]()
    elif is_blank(second) and second.lock is None:
        one, notes = first, set[Note]()
    else:
        one, notes = _joined(draft, first, second)
    if draft.runs_on(first.id):
        notes.add(RunsOn(one.id))
    base = Draft(draft.beads, draft.notes - {RunsOn(second.id)})
    return _with(base, at, at + 2, (one,), notes)


def _joined(draft: Draft, first: Bead, second: Bead) -> tuple[Bead, set[Note]]:
    """One bead of two that both say something, with what is to be remembered of it."""
    states = {first.state, second.state}
    if states == {BeadState.CONFIRMED}:
        state = BeadState.CONFIRMED
    elif BeadState.DRAFT in states:
        state = BeadState.DRAFT
    else:
        state = BeadState.PENDING
    notes: set[Note] = set()
    if state is BeadState.PENDING:
        sides = draft.drifted(first.id) | draft.drifted(second.id)
        notes |= {Drifted(first.id, side) for side in sides}
    quoted = first.lock or second.lock
    was = quoted or draft.loosened(first.id) or draft.loosened(second.id)
    if was is not None:
        notes.add(Loosened(first.id, was))
    same = first.origin is second.origin and quoted is None
    one = Bead(
        first.id,
        glued(first.en, second.en, Language.EN),
        glued(first.zh, second.zh, Language.ZH),
        state,
        first.origin if same else BeadOrigin.TYPED,
        converted=first.converted or second.converted,
    )
    return one, notes


def inserted(draft: Draft, at: int, beads: Sequence[Bead], run_on: Iterable[str] = ()) -> Draft:
    """Put beads before position `at`; those in `run_on` continue the paragraph before them.

    Raises `BeadTwice` for an id that is taken.
    """
    _refuse_known(draft, [bead.id for bead in beads])
    neat = tuple(replace(bead, en=clean(bead.en), zh=clean(bead.zh)) for bead in beads)
    return _with(draft, at, at, neat, {RunsOn(bead) for bead in run_on})


def deleted(draft: Draft, bead: str) -> Draft:
    """Take one bead out, with both its sides. Raises `UnknownBead`."""
    at = draft.index(bead)
    return _with(draft, at, at + 1, ())


def moved(draft: Draft, bead: str, to: int) -> Draft:
    """Put one bead at another position, counted without it. Raises `UnknownBead`."""
    one = draft.bead(bead)
    rest = tuple(other for other in draft.beads if other is not one)
    return Draft(_put(rest, to, to, (one,)), draft.notes - {RunsOn(bead)})


def _put(beads: tuple[Bead, ...], start: int, end: int, new: tuple[Bead, ...]) -> tuple[Bead, ...]:
    return beads[:start] + new + beads[end:]


def _with(
    draft: Draft, start: int, end: int, new: tuple[Bead, ...], notes: Iterable[Note] = ()
) -> Draft:
    """The draft with new beads in place of some; notes of beads that are gone go with them."""
    beads = _put(draft.beads, start, end, new)
    remembered = draft.notes.union(notes)
    if not remembered:
        return Draft(beads)
    here = {bead.id for bead in beads}
    return Draft(beads, frozenset(note for note in remembered if note.bead in here))


def _refuse_known(draft: Draft, ids: Iterable[str]) -> None:
    """Raise `BeadTwice` for an id that is in the draft already, or twice among these."""
    seen = {bead.id for bead in draft.beads}
    for bead in ids:
        if bead in seen:
            raise BeadTwice(bead)
        seen.add(bead)
