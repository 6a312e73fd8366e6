"""Finds terms by what a person types: English, either Chinese script, or a wrong rendering."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from workstation.domain.glossary.acts import Term


def found(terms: Iterable[Term], query: str) -> tuple[Term, ...]:
    """The terms in which every word of `query` stands; all of them for an empty one. Those whose
    own name begins with it come first, those with a wrong rendering like it after them."""
    words = _plain(query).split()
    if not words:
        return tuple(terms)
    hits = [(rank, term) for term in terms if (rank := _rank(term, words)) is not None]
    hits.sort(key=lambda hit: hit[0])
    return tuple(term for _rank_, term in hits)


def _rank(term: Term, words: list[str]) -> int | None:
    names, said = _said(term)
    if not all(word in said for word in words):
        return None
    if any(name.startswith(words[0]) for name in names):
        return 0
    return 1 if all(any(word in name for name in names) for word in words) else 2


@lru_cache(maxsize=8192)
def _said(term: Term) -> tuple[tuple[str, ...], str]:
    """Its names, and everything that it says, as they are compared."""
    names = tuple(_plain(name) for name in (term.en, term.zh_hans, term.zh_hant))
    rest = (term.part, term.note, *term.forbidden_zh, *term.forbidden_en)
    return names, "\n".join((*names, *map(_plain, rest)))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
