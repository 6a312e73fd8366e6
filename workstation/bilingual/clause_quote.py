"""A policy clause as a pair of a letter: both languages word for word, under a lock."""

from __future__ import annotations

from workstation.bilingual.bead import Bead, BeadOrigin, Lock
from workstation.domain.policy import Clause, ClauseRef


def quotation(ref: ClauseRef, clause: Clause, bead: str) -> Bead:
    """The pair that quotes this clause; `bead` is its id.

    Its label is the citation form of the library, the same in every language.
    """
    label = ref.label()
    return Bead(
        bead,
        f"{label}: {clause.text.en}",
        f"{label}：{clause.text.zh}",
        origin=BeadOrigin.CLAUSE,
        lock=Lock(f"{ref.code} {ref.clause}", ref.version),
    )
