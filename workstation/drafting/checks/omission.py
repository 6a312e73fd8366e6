"""Whether a bead of several sentences lost one of them: a guess from lengths, commas and names."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from workstation.drafting.align import merged_groups
from workstation.drafting.bead import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.drafting.align import Sentence
    from workstation.drafting.checks.reading import Reading

_MOST = 60
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z0-9]+")
_ANCHOR = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z][A-Za-z0-9_-]{2,}")
_LONG_WORD = re.compile(r"(?<![%A-Za-z])[A-Za-z]{2,}")
_ZH_STOP = re.compile(r"[，；,;：] ?|\. ")
_EN_STOP = re.compile(r"[,;:]")
# Chinese characters for one English word: the median of human translations and its spread (log).
_USUAL, _SPREAD = math.log(1.5), 0.38
# Fitted on human translations, of which 1 in 100 merges sentences and none drops one. In order:
# how much likelier the lengths become without one sentence; the length ratio; names of that
# sentence that the Chinese does have; commas that merging would have left; merges of more than two;
# the length of the sentence in doubt.
_BIAS = -2.5
_WEIGHTS = (3.3, -1.2, -1.2, 0.9, -1.0, 1.3)


def missing_sentence(reading: Reading) -> tuple[Side, Sentence] | None:
    """The sentence that has no counterpart, where that is likelier than a merged one."""
    for pairing in reading.pairings:
        if not pairing.zh and pairing.en and _is_sentence(pairing.en[0].text):
            return Side.EN, pairing.en[0]
        if not pairing.en and pairing.zh:
            return Side.ZH, pairing.zh[0]
    en, zh = reading.en_sentences, reading.zh_sentences
    joined = reading.bead.zh.count("；") - reading.bead.en.count(";")
    if not len(zh) + max(0, joined) < len(en) <= _MOST:
        return None
    for group, chinese in merged_groups(en, zh):
        lost = _lost(group, chinese)
        if lost is not None and _is_sentence(lost.text) and not any(map(_goes_on, group)):
            return Side.EN, lost
    return None


def _is_sentence(text: str) -> bool:
    """More than a blank, a year or an aside that is left of a wrapped line or an abbreviation."""
    return len(_LONG_WORD.findall(text)) >= 2 and (text[:1].isupper() or text[:1].isdigit())


def _goes_on(sentence: Sentence) -> bool:
    """A wrapped line ends in a comma, or in a word that nothing can end with."""
    return sentence.text.rstrip().endswith((",", "，", "、", "ca."))


def _likelihood(zh: float, en: float) -> float:
    ratio = math.log(max((zh + 1) / (en + 1), 0.05))
    return -(((ratio - _USUAL) / _SPREAD) ** 2) / 2


def _lost(group: Sequence[Sentence], zh: Sentence) -> Sentence | None:
    """The one of these sentences that a single Chinese sentence leaves out, if it does."""
    if len(group) < 2:
        return None
    words = [len(_WORD.findall(one.text)) for one in group]
    weight = len(_HAN.findall(zh.text)) + 1.2 * len(_WORD.findall(_HAN.sub(" ", zh.text)))
    named = _names(zh.text)
    shared = [len(_names(one.text) & named) for one in group]
    gains = [
        _likelihood(weight, sum(words) - mine) - 0.5 * kept
        for mine, kept in zip(words, shared, strict=True)
    ]
    at = max(range(len(group)), key=gains.__getitem__)
    commas = sum(len(_EN_STOP.findall(one.text)) for one in group)
    features = (
        gains[at] + 0.5 * shared[at] - _likelihood(weight, sum(words)),
        math.log((weight + 1) / (sum(words) + 1)),
        shared[at],
        commas - len(_ZH_STOP.findall(zh.text[:-1])),
        len(group) - 2,
        math.log(1 + words[at]),
    )
    score = _BIAS + sum(map(float.__mul__, _WEIGHTS, map(float, features)))
    return group[at] if score > 0 else None


def _names(text: str) -> frozenset[str]:
    return frozenset(piece.replace(",", "").lower() for piece in _ANCHOR.findall(text))
