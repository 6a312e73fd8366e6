"""The glossary that the checks use, made of the terms of the house book: once a set of terms."""

from __future__ import annotations

from functools import lru_cache

from workstation.domain import house
from workstation.drafting.checks.glossary import Glossary, concept
from workstation.drafting.checks.glossary import Term as Concept


# Keyed by the terms themselves: two servers, or a book with and without somebody's own edits, may
# have the same version and other terms. Looking them up costs a tenth of a millisecond.
@lru_cache(maxsize=8)
def glossary_of(terms: tuple[house.Term, ...]) -> Glossary:
    """The terms with the index that finds them in both texts.

    A word that was erased finds nothing, nor does a term of which a side was.
    """
    return Glossary(
        tuple(_concept(each) for each in terms if house.bare(each.en) and each.approved)
    )


def _concept(term: house.Term) -> Concept:
    return concept(
        term.en,
        term.approved,
        part=term.part,
        hant=house.pieces(term.zh_hant),
        forbidden=tuple(filter(None, term.forbidden_zh)),
        forbidden_en=tuple(filter(None, term.forbidden_en)),
    )
