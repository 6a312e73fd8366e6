"""What a twin draft becomes outside: the two letters that are sent, and the text that is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from workstation.bilingual.bead import Bead, BeadState, Lock, Side
from workstation.bilingual.draft import Draft, Note, RunsOn, clean
from workstation.domain.pairs import LetterPair, joined
from workstation.domain.send_gate import FindingOverrides, LetterOverride
from workstation.domain.taxonomy import Language, Milestone
from workstation.value_class import dataclass

_FORMAT = 1
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")


class DraftUnreadable(ValueError):
    """The stored text is no draft that this version can read."""


@dataclass(frozen=True, slots=True)
class LetterPurpose:
    """What a letter was written to tell: kept with its draft, whatever becomes of the case.

    milestone: what it tells
    called: what the case called for when its author last knew; None if that was not recorded
    """

    milestone: Milestone
    called: Milestone | None = None


def letter(draft: Draft, side: Side) -> str:
    """One side as the recipient reads it: paragraphs with an empty line between them.

    The domain joins the beads of a letter that is sent in the same way, and compares.
    """
    running_on = draft.running_on()
    pieces = ((bead.side(side), bead.id in running_on) for bead in draft.beads)
    return joined(pieces, Language.EN if side is Side.EN else Language.ZH)


def from_letter(en: str, zh: str, ids: Iterator[str]) -> Draft:
    """A draft of two plain texts: paragraph by paragraph where they match, aligned where not.

    Raises `PasteTooLong` where the aligner would.
    """
    english, chinese = paragraphs(en), paragraphs(zh)
    if not english or not chinese or len(english) == len(chinese):
        most = max(len(english), len(chinese))
        english += [""] * (most - len(english))
        chinese += [""] * (most - len(chinese))
        pairs = list(zip(english, chinese, strict=True))
    else:
        # Reading values: not before a letter has to be laid together.
        from workstation.bilingual.align import align

        pairs = [(one.en, one.zh) for one in align(clean(en), clean(zh))]
    return Draft(tuple(Bead(next(ids), first, second) for first, second in pairs))


def paragraphs(text: str) -> list[str]:
    """What stands between empty lines."""
    return [piece.strip() for piece in _BLANK_LINE.split(clean(text)) if piece.strip()]


def pairs_of(draft: Draft) -> tuple[LetterPair, ...]:
    """A draft as `SendReply` carries it; `domain.pairs.letter_of` makes its two texts."""
    running_on = draft.running_on()
    return tuple(
        LetterPair(
            bead.id,
            bead.en,
            bead.zh,
            bead.origin,
            bead.lock.ref if bead.lock is not None else None,
            bead.id in running_on,
            bead.converted,
        )
        for bead in draft.beads
    )


def from_pairs(pairs: Iterable[LetterPair]) -> Draft:
    """The draft of a letter that comes back; what was confirmed in it is not known any more."""
    listed = tuple(pairs)
    beads = tuple(
        Bead(
            each.id,
            each.en,
            each.zh,
            BeadState.PENDING if each.converted else BeadState.DRAFT,
            each.origin,
            Lock.on(each.clause) if each.clause is not None else None,
            each.converted,
        )
        for each in listed
    )
    return Draft(beads, frozenset(RunsOn(each.id) for each in listed if each.runs_on))


class _Stored(msgspec.Struct, frozen=True):
    beads: tuple[Bead, ...]
    notes: tuple[Note, ...] = ()
    format: int = _FORMAT


def to_json(draft: Draft) -> str:
    """The draft as it is stored; the same draft always gives the same text."""
    notes = sorted(draft.notes, key=msgspec.json.encode)
    return msgspec.json.encode(_Stored(draft.beads, tuple(notes))).decode()


def from_json(text: str) -> Draft:
    """A stored draft. Raises `DraftUnreadable`."""
    try:
        stored = msgspec.json.decode(text.encode(), type=_Stored)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise DraftUnreadable(str(error)) from error
    ids = [bead.id for bead in stored.beads]
    if stored.format != _FORMAT or len(set(ids)) != len(ids):
        raise DraftUnreadable(f"format {stored.format}, {len(ids)} beads")
    known = set(ids)
    notes = frozenset(note for note in stored.notes if note.bead in known)
    return Draft(stored.beads, notes)


class _Settled(msgspec.Struct, frozen=True):
    overrides: tuple[LetterOverride, ...] = ()
    seen: tuple[str, ...] = ()


def settled_to_json(settled: FindingOverrides) -> str:
    """What an author settled, as it is stored beside the draft; "" for nothing."""
    if settled == FindingOverrides():
        return ""
    stored = _Settled(settled.overrides, tuple(sorted(settled.seen)))
    return msgspec.json.encode(stored).decode()


def settled_from_json(text: str) -> FindingOverrides:
    """What was settled; nothing where it cannot be read: then the findings are asked again."""
    try:
        stored = msgspec.json.decode(text.encode(), type=_Settled)
    except (msgspec.MsgspecError, UnicodeError):
        return FindingOverrides()
    return FindingOverrides(stored.overrides, frozenset(stored.seen))
