"""Whether a bead of several sentences lost one of them: a guess from lengths, commas and names."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from workstation.bilingual.align import merged_groups
from workstation.bilingual.bead import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workstation.bilingual.align import Sentence
    from workstation.bilingual.checks.bead_values import BeadReading

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
# Two English sentences may be two clauses in Chinese: none is lost unless the whole is short.
# What sets the scene (要…, 如果…, …后) or goes on (并…, 然后…) is no clause of its own.
_FEW, _WHOLE, _NO_CLAUSE_LEFT = 2, 0.8, 0.21
_QUOTED = re.compile(r"[「“《（(\[][^」”》）)\]\n]{0,80}[」”》）)\]]")
_ENDED = re.compile(r"[。！？!?\n]+")
_CLAUSE = re.compile(
    r"[，；：;]+|, |\. (?=\S)|(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])",
)
_SCENE = re.compile(
    r"\W{0,3}(?:但|不过|而)?(?:要(?!求)|[如若当在对为按除随从经由凭自与虽另]|使用|通过|仅当|因(?!此)|根据"
    r"|尽管|即使|只有|一旦|例如|此外|类似|同样|首先|其次|最后|请?注意|现在|默认|其[他中]|有时|一般|通常|这样)"
)
_SCENE_END = re.compile(r"(?:[时后前中上下里内起]|的话|之间|例如)$")
_CONTINUED = re.compile(
    r"\W{0,3}(?:[则并且而才就即再将也或便还它其使都会]|然后|以(?![下上前后])|从而|直到|这些|以及|包括|那么|[您你]?可以)"
)
_SHORT_NAME = 3


def missing_sentence(reading: BeadReading) -> tuple[Side, Sentence] | None:
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
    whole = len(en) == _FEW and _clauses(reading.bead.zh) >= _FEW
    for group, chinese in merged_groups(en, zh):
        lost = _lost(group, chinese, whole=whole)
        if lost is not None and _is_sentence(lost.text) and not any(map(_goes_on, group)):
            return Side.EN, lost
    return None


def _clauses(zh: str) -> int:
    """How many clauses of the Chinese could each be a sentence of its own."""
    zh = _QUOTED.sub(lambda match: "引" * min(len(match[0]), 9), zh)
    count = 0
    for sentence in _ENDED.split(zh):
        opened = leading = True
        for clause in filter(_HAN.search, map(str.strip, _CLAUSE.split(sentence))):
            count += leading or not (opened or _CONTINUED.match(clause))
            opened = len(_HAN.findall(clause)) < _SHORT_NAME or bool(
                _SCENE.match(clause) or _SCENE_END.search(clause)
            )
            leading = False
    return count


def _is_sentence(text: str) -> bool:
    """More than a blank, a year or an aside that is left of a wrapped line or an abbreviation."""
    return len(_LONG_WORD.findall(text)) >= 2 and (text[:1].isupper() or text[:1].isdigit())


def _goes_on(sentence: Sentence) -> bool:
    """A wrapped line ends in a comma, or in a word that nothing can end with."""
    return sentence.text.rstrip().endswith((",", "，", "、", "ca."))


def _likelihood(zh: float, en: float) -> float:
    ratio = math.log(max((zh + 1) / (en + 1), 0.05))
    return -(((ratio - _USUAL) / _SPREAD) ** 2) / 2


def _lost(group: Sequence[Sentence], zh: Sentence, *, whole: bool) -> Sentence | None:
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
    if whole and weight >= _WHOLE * sum(words):
        return None
    score = _BIAS + sum(map(float.__mul__, _WEIGHTS, map(float, features)))
    score += 0 if whole else _NO_CLAUSE_LEFT
    return group[at] if score > 0 else None


def _names(text: str) -> frozenset[str]:
    return frozenset(piece.replace(",", "").lower() for piece in _ANCHOR.findall(text))
