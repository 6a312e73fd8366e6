"""A policy clause in a letter: the pair that quotes it, and which clauses a kept draft cites."""

from __future__ import annotations

from workstation.bilingual.bead import Bead, BeadOrigin, Lock
from workstation.bilingual.composition import composition_from_text
from workstation.bilingual.draft_form import DraftUnreadable, from_json
from workstation.cache.values import StoredDraft
from workstation.domain.policy import Clause, ClauseRef
from workstation.domain.text import Bilingual


def quotation(ref: ClauseRef, clause: Clause, bead: str) -> Bead:
    """The pair that quotes this clause word for word, under a lock; `bead` is its id.

    Its label is the citation form of the library, the same in every language.
    """
    label = ref.label()
    return Bead(
        bead,
        f"{label}: {clause.text.en}",
        f"{label}：{clause.text.zh}",
        origin=BeadOrigin.CLAUSE,
        lock=Lock.on(ref),
    )


def cited_in(draft: StoredDraft) -> tuple[ClauseRef, ...]:
    """The clauses in a kept draft, in its order; none of what cannot be read.

    Those that its letter quotes, then those that its decision rests on.
    """
    cited: list[ClauseRef] = []
    try:
        letter = from_json(draft.beads) if draft.beads else None
    except DraftUnreadable:
        letter = None
    if letter is not None:
        cited += (bead.lock.ref for bead in letter.beads if bead.lock is not None)
    composed = composition_from_text(Bilingual(draft.en, draft.zh), draft.form)
    if composed is not None:
        cited += (each.ref for each in composed.citations)
    return tuple(dict.fromkeys(cited))
