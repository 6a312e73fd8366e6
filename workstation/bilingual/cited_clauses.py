"""Which clauses a draft cites: those that a letter quotes, and those that a decision rests on."""

from __future__ import annotations

from workstation.bilingual.composition import composition_from_text
from workstation.bilingual.draft_form import DraftUnreadable, from_json
from workstation.cache.values import StoredDraft
from workstation.domain.policy import ClauseRef
from workstation.domain.text import Bilingual


def cited_in(draft: StoredDraft) -> tuple[ClauseRef, ...]:
    """The clauses in a kept draft, in its order; none of what cannot be read."""
    composed = composition_from_text(Bilingual(draft.en, draft.zh), draft.form)
    ours = [each.ref for each in composed.citations] if composed is not None else []
    return tuple(dict.fromkeys((*_quoted(draft.beads), *ours)))


def _quoted(beads: str) -> list[ClauseRef]:
    try:
        letter = from_json(beads) if beads else None
    except DraftUnreadable:
        return []
    locks = [bead.lock for bead in letter.beads if bead.lock is not None] if letter else []
    found = []
    for lock in locks:
        code, _space, number = lock.clause.partition(" ")
        found.append(ClauseRef(code, number, lock.version))
    return found
