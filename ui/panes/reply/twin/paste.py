"""Pasted text as beads: both languages told apart, sentences aligned once, aside if it is long."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject

from ui.bridge import Tasks
from ui.panes.reply.twin.acts import EditResult, Ids, insert, part
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft, clean, deleted, inserted
from workstation.bilingual.draft_form import letter
from workstation.bilingual.history import CaretPlace
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from workstation.bilingual.align import Proposal

# Characters of a whole letter, both languages together: ten times what people write.
LIMIT = 60_000
_LONGEST_LINE = 2000
# What is longer takes more than a frame to align.
_SHORT = 1000

T = TypeVar("T")

# Compiled when something is first pasted.
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_LATIN = r"[A-Za-z]+"


@dataclass(frozen=True, slots=True)
class PastedPair:
    """One proposed pair.

    runs_on: whether it stood in one paragraph with the pair before
    """

    en: str
    zh: str
    runs_on: bool = False


@dataclass(frozen=True, slots=True)
class Aligned:
    """Pasted text as pairs.

    waits: the ids of the beads whose other side was still to be written, and is in the pairs now
    """

    pairs: tuple[PastedPair, ...]
    waits: tuple[str, ...] = ()


def is_full(draft: Draft, more: int) -> bool:
    """Whether a letter has no room for so many characters more."""
    return _size(draft) + more > LIMIT


def outgrows(before: Draft, after: Draft) -> bool:
    """Whether a letter became too long; one that was so may become shorter, not longer still."""
    return LIMIT < _size(after) > _size(before)


def _size(draft: Draft) -> int:
    return sum(len(bead.en) + len(bead.zh) for bead in draft.beads)


def is_lines(text: str) -> bool:
    """Whether pasted text is more than one line, or so long that it cannot be one sentence."""
    return "\n" in text.strip("\n") or len(text) > _LONGEST_LINE


def told_apart(text: str, side: Side) -> tuple[str, str]:
    """The English and the Chinese lines of a text; one language alone is that of its page."""
    kinds = [
        (line, len(re.findall(_HAN, line)) * 2 > len(re.findall(_LATIN, line)))
        for line in lines(text)
    ]
    if len({chinese for _, chinese in kinds}) < 2:
        return (clean(text), "") if side is Side.EN else ("", clean(text))
    return (
        "\n".join(line for line, chinese in kinds if not chinese),
        "\n".join(line for line, chinese in kinds if chinese),
    )


def lines(text: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def proposed(en: str, zh: str) -> list[PastedPair]:
    """Pairs for two texts, line by line where both have as many, else over the whole."""
    english, chinese = lines(en), lines(zh)
    if not english or not chinese or len(english) == len(chinese):
        most = max(len(english), len(chinese))
        english += [""] * (most - len(english))
        chinese += [""] * (most - len(chinese))
        return [
            PastedPair(one.en, one.zh, runs_on=number > 0)
            for first, second in zip(english, chinese, strict=True)
            for number, one in enumerate(_aligned(first, second))
        ]
    # The aligner reads values: not before somebody pastes.
    from workstation.bilingual.align import sentences

    begins = {found[0].text for line in english if (found := sentences(line, Side.EN))}
    return [
        PastedPair(one.en, one.zh, runs_on=not one.en.startswith(tuple(begins)))
        for one in _aligned(en, zh)
    ]


def _aligned(en: str, zh: str) -> tuple[Proposal, ...]:
    """Align two texts; one in which the aligner finds no sentence (a line of dashes) is kept as a
    pair."""
    from workstation.bilingual.align import Proposal, align

    return align(en, zh) or (Proposal(en.strip(), zh.strip()),)


def waiting(beads: Sequence[Bead], at: int, side: Side) -> int:
    """How many beads from `at` on wait for this side: the other says something, this nothing."""
    count = 0
    for bead in beads[at:]:
        said = bead.side(side).strip()
        if said or not bead.side(side.other).strip() or bead.lock is not None:
            break
        count += 1
    return count


def aligned(draft: Draft, place: CaretPlace, text: str) -> Aligned:
    """Align pasted lines to pairs; where they are many in a worker, since values are read of each.

    Beads that wait for this side (their English is written, their Chinese is not) are aligned
    with what is pasted and become part of the pairs.
    """
    side = place.side
    en, zh = told_apart(text, side)
    at = draft.index(place.bead)
    waits = draft.beads[at : at + waiting(draft.beads, at, side)] if not (en and zh) else ()
    if waits:
        said = "\n".join(bead.side(side.other) for bead in waits)
        en, zh = (en, said) if side is Side.EN else (said, zh)
    return Aligned(tuple(proposed(en, zh)), tuple(bead.id for bead in waits))


def landed(
    draft: Draft, place: CaretPlace, found: Aligned, ids: Ids
) -> tuple[EditResult, tuple[str, ...]]:
    """Put aligned pairs at the caret, in the draft that they were aligned for.

    Answers with the ids of the pairs, too.
    """
    side, pairs = place.side, found.pairs
    beads = [Bead(ids(), pair.en, pair.zh) for pair in pairs]
    run_on = [bead.id for bead, pair in zip(beads, pairs, strict=True) if pair.runs_on]
    if found.waits:
        at = draft.index(found.waits[0])
        for bead in found.waits:
            draft = deleted(draft, bead)
        done = EditResult(inserted(draft, at, beads, run_on), _end(beads[-1], side))
    else:
        done = _at_caret(draft, place, beads, run_on, ids)
    return done, tuple(bead.id for bead in beads)


def _at_caret(
    draft: Draft, place: CaretPlace, beads: Sequence[Bead], run_on: Sequence[str], ids: Ids
) -> EditResult:
    """Put pairs at the caret: it parts the text in which it stands, and at the start of a text they
    come before it."""
    here = draft.bead(place.bead)
    text = here.side(place.side)
    if text[: place.at].strip() and text[place.at :].strip():
        parted = part(draft, place, ids())
        draft = parted.draft if isinstance(parted, EditResult) else draft
    elif text.strip() and not text[: place.at].strip():
        at = draft.index(here.id)
        return EditResult(inserted(draft, at, beads, run_on), _end(beads[-1], place.side))
    return insert(draft, place, beads, run_on)


def keep_as_one(draft: Draft, pasted: Sequence[str], side: Side, new_id: str) -> EditResult:
    """Make one pair of the pasted ones, with line breaks where the lines were."""
    whole = [draft.bead(bead) for bead in pasted]
    at = draft.index(pasted[0])
    one = Bead(new_id, _as_one(draft, whole, Side.EN), _as_one(draft, whole, Side.ZH))
    for bead in pasted:
        draft = deleted(draft, bead)
    return EditResult(inserted(draft, at, (one,)), _end(one, side))


def _as_one(draft: Draft, beads: Sequence[Bead], side: Side) -> str:
    return letter(Draft(tuple(beads), draft.notes), side).replace("\n\n", "\n")


def _end(bead: Bead, side: Side) -> CaretPlace:
    return CaretPlace(bead.id, side, len(bead.side(side)))


class Aside(Protocol):
    """Does `work` somewhere and hands its result to `tell`."""

    def __call__(self, work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:
        """`work` touches nothing that belongs to the window. `name` stands in a report."""


def at_once(work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:  # noqa: ARG001
    """Do the work here and now, because it is short."""
    tell(work())


class InWorker(QObject):
    """Does work in a thread; nobody is told of it once the owner is gone."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._tasks = Tasks(self)

    def __call__(self, work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:
        """An `Aside`."""

        async def whole() -> None:
            tell(await asyncio.to_thread(work))

        self._tasks.spawn(whole(), name)


class PasteLane:
    """Aligns pasted text aside and hands it to `land`, unless it is called off before."""

    def __init__(self, aside: Aside, land: Callable[[CaretPlace, Aligned], None]) -> None:
        self._aside = aside
        self._land = land
        self._job: object | None = None

    @property
    def busy(self) -> bool:
        """Whether a paste is under way."""
        return self._job is not None

    def begin(self, draft: Draft, place: CaretPlace, text: str) -> None:
        """Align this text for this place of the draft, in place of whatever was under way."""
        # A late answer to what was called off is known by its job.
        job = self._job = object()
        aside = at_once if len(text) <= _SHORT else self._aside
        aside(
            partial(aligned, draft, place, text),
            partial(self._landed, job, place),
            "align the pasted text",
        )

    def call_off(self) -> bool:
        """Drop what is under way; says whether there was anything."""
        was, self._job = self._job, None
        return was is not None

    def _landed(self, job: object, place: CaretPlace, found: Aligned) -> None:
        if job is self._job:
            self._job = None
            self._land(place, found)
