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
    """The terms with the index that finds them in both texts."""
    return Glossary(tuple(map(_concept, terms)))


def _concept(term: house.Term) -> Concept:
    return concept(
        term.en,
        term.approved,
        part=term.part,
        hant=house.pieces(term.zh_hant),
        forbidden=term.forbidden_zh,
        forbidden_en=term.forbidden_en,
    )
