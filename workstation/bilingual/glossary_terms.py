"""The glossary that the checks use, made of the terms of the glossary: once a set of terms."""

from __future__ import annotations

from functools import lru_cache

from workstation.bilingual.checks.glossary import TermIndex, concept
from workstation.domain.glossary import acts as glossary


# Keyed by the terms themselves: two servers, or a book with and without somebody's own edits, may
# have the same version and other terms. Looking them up costs a tenth of a millisecond.
@lru_cache(maxsize=8)
def glossary_of(terms: tuple[glossary.Term, ...]) -> TermIndex:
    """The terms with the index that finds them in both texts.

    A word that was erased finds nothing, nor does a term of which a side was.
    """
    return TermIndex(
        tuple(
            concept(
                term.en,
                term.approved,
                part=term.part,
                hant=glossary.pieces(term.zh_hant),
                forbidden=tuple(filter(None, term.forbidden_zh)),
                forbidden_en=tuple(filter(None, term.forbidden_en)),
            )
            for term in terms
            if glossary.bare(term.en) and term.approved
        )
    )
