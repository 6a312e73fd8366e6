"""The house's terms, found in both texts in one pass over each."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from workstation.bilingual.checks.finding import Span
from workstation.bilingual.checks.variant import plain
from workstation.domain.glossary.acts import bare, pieces, sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ahocorasick_rs import AhoCorasick


# The words of a bracket that say something: not "by", "of" or "the".
_GUARD = re.compile(r"[a-z]{4,}")
_WORD = re.compile(r"[A-Za-z0-9]")
# Set phrases in which the word is not the concept of the glossary.
_STOP_CONTEXTS = (
    "in order to",
    "in order that",
    "in alphabetical order",
    "sort order",
    "order of",
    "order by",
    "account for",
    "accounts for",
    "on account of",
    "take into account",
    "taken into account",
    "into account",
    "in the event",
    "file a",
    "file an",
    "file for",
    "to file",
    "may file",
    "can file",
    "user-defined",
    "user interface",
    "by default",
    "in default",
    "appeal to",
    "report to",
    "window of",
    "time window",
    "standing order",
    "image of",
    "in case",
    "no standing",
    "default on",
)


_TECHNICAL = 16
_IRREGULAR = {
    "withdraw": ("withdrew", "withdrawn", "withdraws"),
    "uphold": ("upheld", "upholds"),
    "freeze": ("froze", "frozen", "freezes"),
    "hold": ("held", "holds"),
    "overturn": ("overturned", "overturns", "overturning"),
}


@dataclass(frozen=True, slots=True)
class CheckedTerm:
    """One concept of the glossary as the checks look for it.

    en: its English words, without a bracket
    approved: the Chinese that the house writes, the usual one first
    forbidden: Chinese renderings that are wrong
    forbidden_en: English words that the house does not write for it
    sense_bound: whether its English carried a bracket: it is bound to one sense, a hint only
    label: whether it is the label of a button or a field
    hant: the approved Chinese of letters in Traditional characters
    guards: the words of that bracket; beside one of them, the term is meant
    """

    en: str
    approved: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    forbidden_en: tuple[str, ...] = ()
    sense_bound: bool = False
    label: bool = False
    hant: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()

    @property
    def technical(self) -> bool:
        """Long enough to have one sense only, so that its approved rendering may be asked for."""
        return not (self.sense_bound or self.label) and (
            "-" in self.en or len(self.en) >= _TECHNICAL
        )


def read_glossary(lines: Iterable[str], approved: str = "zh_hans") -> TermIndex:
    """A glossary from CSV with at least `en`, `zh_hans` and `forbidden_zh` columns.

    Raises `ValueError` where a column is missing or the file is no CSV.
    """
    rows = csv.DictReader(lines)
    if not {"en", approved} <= set(rows.fieldnames or ()):
        raise ValueError(approved)
    terms: list[CheckedTerm] = []
    try:
        for row in rows:
            english, chinese = (row["en"] or "").strip(), (row[approved] or "").strip()
            if english and chinese:
                terms.append(
                    concept(
                        english,
                        pieces(chinese),
                        part=row.get("part") or "",
                        hant=pieces(row.get("zh_hant") or ""),
                        forbidden=pieces(row.get("forbidden_zh") or ""),
                        forbidden_en=pieces(row.get("forbidden_en") or ""),
                    )
                )
    except csv.Error as wrong:
        raise ValueError(str(wrong)) from wrong
    return TermIndex(tuple(terms))


def concept(
    english: str,
    approved: tuple[str, ...],
    *,
    part: str,
    hant: tuple[str, ...],
    forbidden: tuple[str, ...],
    forbidden_en: tuple[str, ...],
) -> CheckedTerm:
    """A term as the checks look for it: what its English and its field say about it is read."""
    word = bare(english)
    return CheckedTerm(
        # A file may hold a bracket and nothing else; no index can be made of no word.
        word or english,
        approved,
        forbidden,
        forbidden_en,
        sense_bound=word != english.strip(),
        label="label" in part,
        hant=hant,
        guards=tuple(_GUARD.findall(sense(english).lower())),
    )


@dataclass(frozen=True)
class TermIndex:
    """The terms with their search index, which is built on first use."""

    terms: tuple[CheckedTerm, ...]

    @cached_property
    def english_words(self) -> frozenset[str]:
        """Every word of the English terms, which the spelling check must know."""
        return frozenset(
            word for term in self.terms for form in _inflections(term.en) for word in form.split()
        )

    @cached_property
    def _stops(self) -> AhoCorasick:
        return _automaton(_STOP_CONTEXTS)

    @cached_property
    def _english(self) -> tuple[AhoCorasick, list[int]]:
        forms = [(form, at) for at, term in enumerate(self.terms) for form in _inflections(term.en)]
        return _automaton([form for form, _at in forms]), [at for _form, at in forms]

    @cached_property
    def _unwanted(self) -> tuple[AhoCorasick, list[tuple[int, str]]]:
        words = [(at, word) for at, term in enumerate(self.terms) for word in term.forbidden_en]
        return _automaton([word.lower() for _at, word in words]), words

    def unwanted(self, text: str) -> list[tuple[CheckedTerm, Span]]:
        """English words that the house does not write, with the term they stand for."""
        index, words = self._unwanted
        if not words:
            return []
        lower = text.lower()
        return [
            (self.terms[words[pattern][0]], (start, end))
            for pattern, start, end in index.find_matches_as_indexes(lower, overlapping=True)
            if _whole_word(lower, start, end)
        ]

    @cached_property
    def senses(self) -> dict[int, frozenset[str]]:
        """Forbidden renderings of terms of one sense that are right where another term of the
        same English word is meant."""
        return {
            at: frozenset(
                word
                for word in term.forbidden
                for other in self.terms
                if other is not term
                and term.en.lower() in other.en.lower().split()
                and any(word in said for said in other.approved)
            )
            for at, term in enumerate(self.terms)
            if term.sense_bound
        }

    @cached_property
    def plain(self) -> TermIndex:
        """The same terms, each at its place, with all Chinese in Simplified characters."""
        return TermIndex(
            tuple(
                replace(
                    term,
                    approved=tuple(map(plain, term.approved)),
                    forbidden=tuple(map(plain, term.forbidden)),
                )
                for term in self.terms
            )
        )

    @cached_property
    def _chinese(self) -> tuple[AhoCorasick, list[str]]:
        words = sorted({word for term in self.terms for word in (*term.approved, *term.forbidden)})
        return _automaton(words), words

    def in_english(self, text: str) -> dict[int, list[Span]]:
        """Places of each term by its index: whole words, the longest term where two overlap."""
        lower = text.lower()
        stops = self._stops.find_matches_as_indexes(lower, overlapping=True)
        index, owners = self._english
        hits: list[tuple[int, int, int]] = [
            (start, end, owners[pattern])
            for pattern, start, end in index.find_matches_as_indexes(lower, overlapping=True)
            if _whole_word(lower, start, end)
            and not any(low <= start and end <= high for _which, low, high in stops)
        ]
        return _longest(hits)

    def in_chinese(self, text: str) -> dict[str, list[Span]]:
        """Places of each approved or forbidden rendering; the longest where two overlap."""
        index, words = self._chinese
        hits = [
            (start, end, pattern)
            for pattern, start, end in index.find_matches_as_indexes(text, overlapping=True)
        ]
        return {words[pattern]: spans for pattern, spans in _longest(hits).items()}


def _automaton(words: Sequence[str]) -> AhoCorasick:
    """The search for many words at once; its library is loaded on first use, since a session
    without a glossary never needs it."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(words), matchkind=MatchKind.Standard)


def _inflections(english: str) -> tuple[str, ...]:
    """A term with its plurals, and with the past of verbs of procedure."""
    word = english.lower()
    forms = {word, word + "s", *_IRREGULAR.get(word, ())}
    if len(word) >= 6 and " " not in word:
        forms.add(word + "d" if word.endswith("e") else word + "ed")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        forms.add(word[:-1] + "ies")
    if word.endswith(("s", "x", "ch", "sh")):
        forms.add(word + "es")
    return tuple(forms)


def _whole_word(text: str, start: int, end: int) -> bool:
    """Whether the stretch is no part of a longer word, of a path or of a variable."""
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    glued = "_/\\@%{$="
    if before in glued or after in glued or (after == "." and text[end + 1 : end + 2].isalnum()):
        return False
    return not (_WORD.match(before) or _WORD.match(after) or before in ".-" or after == "-")


def _longest(hits: list[tuple[int, int, int]]) -> dict[int, list[Span]]:
    """Hits (start, end, whose) by whose they are; of those that overlap the first and longest."""
    found: dict[int, list[Span]] = {}
    last = -1
    for start, end, owner in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if start >= last:
            found.setdefault(owner, []).append((start, end))
            last = end
    return found
