"""What was left out, is out of proportion, or was not translated.
The checks MISSING (`check_missing`, `check_lost_sentence`), LENGTH (`check_length`) and
UNTRANSLATED (`check_untranslated`).
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from workstation.bilingual.align import merged_groups
from workstation.bilingual.bead import BeadState, Side
from workstation.bilingual.checks.bead_values import HAN
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workstation.bilingual.align import Sentence
    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing
    from workstation.bilingual.checks.context import CheckContext

_LOW, _HIGH = 0.62, 3.2
_TOO_LONG = _("The Chinese is unusually long for this English.")
_TOO_SHORT = _("The Chinese is unusually short for this English.")
_LEAST_WORDS = 8
QUOTED = re.compile(
    r"“[^“”\n]{0,400}”|\"[^\"\n]{0,400}\"|「[^「」\n]{0,400}」|『[^『』\n]{0,400}』|《[^《》\n]{0,400}》"
    r"|‘[^‘’\n]{0,400}’|`[^`\n]{0,400}`|<[^<>\n]{0,400}>|\{[^{}\n]{0,400}\}|\([^()\n]{0,200}\)|（[^（）\n]{0,200}）"
)
_LEAD = 80
# "Click, and then enter": there 然后 alone would have lost the click.
_THEN = re.compile(r"(?<!and )(?<![,;] )\b(?:then|afterwards|subsequently)\b", re.IGNORECASE)
_ZH_THEN = re.compile(r"然后|随后|接着|接下来")
_FILLER = re.compile(
    r"\b(?:the (?:best|only|first|next) thing (?:(?:for )?you (?:can|should)|to) (?:do )?is"
    r"|containing all (?:of )?the \w+ from|in order|it is \w+ to|please note that"
    r"|go ahead and|probably|there (?:is|are)|with respect to|in the (?:event|case) (?:that|of))\b",
    re.IGNORECASE,
)
_LOWER_RUN = re.compile(
    r"(?<![A-Za-z0-9_./-])[A-Za-z]+(?:[,;]? [a-z][a-z'’-]*[,.]?){3,}(?![A-Za-z0-9_/])"
)
_PROSE = re.compile(
    r"\b(?:the|a|an|is|are|was|were|be|to|of|in|on|for|with|that|this|your|you|we|not|can|will|if|by|and|or|from|has|have)\b"
)
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]+")
_LATIN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_LOWER_WORD = re.compile(r"(?<![A-Za-z0-9_./%{$:-])[a-z][a-z'’]{1,}(?![A-Za-z0-9_(=/:]|\.[a-z])")
_CODE = re.compile(r"[=;|\\]|\$\(|\w\(|::|--|\w_\w|^[A-Z][A-Z0-9_ ]+$|^\s*\S+\.\S+\s*$")


# MISSING: a sentence of several that was lost is a guess from lengths, commas and names.

_MOST = 60
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD_OR_FIGURE = re.compile(r"[A-Za-z0-9]+")
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
_QUOTED_SHORT = re.compile(r"[「“《（(\[][^」”》）)\]\n]{0,80}[」”》）)\]]")
_ENDED = re.compile(r"[。！？!?\n]+")
_CLAUSE_BREAK = re.compile(
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
# A wrapped line ends in a comma, or in a word that nothing can end with.
_WRAPPED = (",", "，", "、", "ca.")


def check_missing(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """MISSING: a bead that says something on one side only."""
    en, zh = reading.bead.en, reading.bead.zh
    if not _says_something(en):
        if _says_something(zh):
            why = _("This part has no English yet.")
            yield reading.finding_on(Side.ZH, (0, len(zh)), Check.MISSING, Severity.S1, why)
        return
    # An id or a name of an English sentence may be all that is left of it in Chinese.
    only_a_name = (
        not HAN.search(zh)
        and len(zh) <= len(en) / 2
        and len(_PROSE.findall(en)) >= 3
        and len(_WORD.findall(zh)) < 2
        and zh.strip() in en
    )
    if only_a_name or not _says_something(zh):
        why = _("This part has no Chinese yet.")
        yield reading.finding_on(Side.EN, (0, len(en)), Check.MISSING, Severity.S1, why)


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))


def check_lost_sentence(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """MISSING: a sentence without a counterpart, where that is likelier than a merged one."""
    bead = reading.bead
    if not reading.translated or bead.state is BeadState.CONFIRMED or not _says_something(bead.en):
        return
    for pairing in reading.pairings:
        if not pairing.zh and pairing.en and _is_sentence(pairing.en[0].text):
            yield _no_counterpart(reading, Side.EN, pairing.en[0])
            return
        if not pairing.en and pairing.zh:
            yield _no_counterpart(reading, Side.ZH, pairing.zh[0])
            return
    en, zh = reading.en_sentences, reading.zh_sentences
    joined = bead.zh.count("；") - bead.en.count(";")
    if not len(zh) + max(0, joined) < len(en) <= _MOST:
        return
    whole = len(en) == _FEW and _clauses(bead.zh) >= _FEW
    for group, chinese in merged_groups(en, zh):
        lost = _lost(group, chinese, whole=whole)
        if (
            lost is not None
            and _is_sentence(lost.text)
            and not any(one.text.rstrip().endswith(_WRAPPED) for one in group)
        ):
            yield _no_counterpart(reading, Side.EN, lost)
            return


def _no_counterpart(reading: BeadReading, side: Side, sentence: Sentence) -> Finding:
    """The finding that this sentence of one side has no twin."""
    why = (
        _("This English sentence seems to have no counterpart in Chinese.")
        if side is Side.EN
        else _("This Chinese sentence seems to have no counterpart in English.")
    )
    span = (sentence.start, sentence.end)
    return reading.finding_on(side, span, Check.MISSING, Severity.S2, why)


def _is_sentence(text: str) -> bool:
    """More than a blank, a year or an aside that is left of a wrapped line or an abbreviation."""
    return len(_LONG_WORD.findall(text)) >= 2 and (text[:1].isupper() or text[:1].isdigit())


def _clauses(zh: str) -> int:
    """How many clauses of the Chinese could each be a sentence of its own."""
    zh = _QUOTED_SHORT.sub(lambda match: "引" * min(len(match[0]), 9), zh)
    count = 0
    for sentence in _ENDED.split(zh):
        opened = leading = True
        for clause in filter(_HAN.search, map(str.strip, _CLAUSE_BREAK.split(sentence))):
            count += leading or not (opened or _CONTINUED.match(clause))
            opened = len(_HAN.findall(clause)) < _SHORT_NAME or bool(
                _SCENE.match(clause) or _SCENE_END.search(clause)
            )
            leading = False
    return count


def _lost(group: Sequence[Sentence], zh: Sentence, *, whole: bool) -> Sentence | None:
    """The one of these sentences that a single Chinese sentence leaves out, if it does.

    `whole`: the Chinese of the bead has as many clauses as the English has sentences.
    """
    if len(group) < 2:
        return None
    words = [len(_WORD_OR_FIGURE.findall(one.text)) for one in group]
    latin = len(_WORD_OR_FIGURE.findall(_HAN.sub(" ", zh.text)))
    weight = len(_HAN.findall(zh.text)) + 1.2 * latin
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


def _likelihood(zh: float, en: float) -> float:
    """How likely it is that so much Chinese translates so much English, as a logarithm."""
    ratio = math.log(max((zh + 1) / (en + 1), 0.05))
    return -(((ratio - _USUAL) / _SPREAD) ** 2) / 2


# LENGTH, half a sentence: Chinese sets its clauses off with commas more often than English does. A
# sentence without any, short for an English one of two clauses, has lost one; so has one that
# begins with 从而 or 以便.

_BEGUN = re.compile(
    r"(?:则(?!是)|从而|以便|以免|以致|才[能可会]|因而|进而|而且|或者(?!说)|就会|也就|然后|并且)"
)
_GOES_ON = re.compile(
    r"\W{0,9}(?:then|so|or|and|but|thus|therefore|otherwise|alternatively|also|in addition|moreover"
    r"|next|after|finally|furthermore|additionally|if|when|either|optionally|followed|plus)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\W{0,9}(?:To|In|On|At|For|If|When|Under|By|After|Before|Once|With|Without|Where|While|As"
    r"|Unless|Because|Since|Although|From|During|Depending|Using)\b[^,.;:]{8,120}, "
)
_JOINED = re.compile(r"[a-z], (?:and|but|or|so|then|which|while|because|unless|if|where|as)\b")
_ZH_JOINT = re.compile(r"[，,：；;、]")
_LETTERS = re.compile(r"[A-Za-z]+")
# Chinese characters for one English word; 1.5 is usual, and no list of names pulls it below.
_SHORT_OF_CLAUSE, _SHORT_OF_HALF = 1.0, 0.75
_LEAST_OF_TWO_CLAUSES, _MANY_WORDS = 6, 12


def check_length(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """LENGTH: Chinese characters per English word as translations never have them, or half said."""
    if not reading.translated:
        return
    bead, ratio = reading.bead, None
    # Names and codes that both sides write alike say nothing about the rest.
    latin = _LATIN.findall(bead.zh) if reading.en_words >= _LEAST_WORDS else []
    kept = frozenset(latin)
    words = sum(word not in kept for word in _LATIN.findall(bead.en))
    # Of few words the number says nothing.
    if reading.en_words >= _LEAST_WORDS <= words and not _is_label(bead.en):
        ratio = (reading.han_count + len(latin)) / reading.en_words
        ratio = ratio if ratio >= _LOW else reading.han_count / words
    if ratio is not None and not _LOW <= ratio <= _HIGH:
        why = _TOO_LONG if ratio > _HIGH else _TOO_SHORT
        en, zh = (0, len(bead.en)), (0, len(bead.zh))
        yield reading.finding(Check.LENGTH, Severity.S2, why, en=en, zh=zh)
    elif bead.state is not BeadState.CONFIRMED:
        half = _halved(reading)
        if half is not None and not _terse(half.en_text, half.zh_text):
            span, other = half.en_span, half.zh_span
            yield reading.finding(Check.LENGTH, Severity.S2, _TOO_SHORT, en=span, zh=other)


def _halved(reading: BeadReading) -> ValuePairing | None:
    """The first pair of sentences whose Chinese seems to be a part of itself."""
    for at, pair in enumerate(reading.pairings):
        if not (pair.en and pair.zh):
            continue
        en, zh = pair.en_text, pair.zh_text
        # It goes on from something that is not there; only a later sentence may do that.
        if at == 0 and _BEGUN.match(zh) and not _GOES_ON.match(en):
            return pair
        if _ZH_JOINT.search(zh[:-1]):
            continue
        words = len(_LETTERS.findall(en))
        if words < _LEAST_OF_TWO_CLAUSES:
            continue
        # A Chinese sentence of one clause that is too short for all clauses of the English.
        ratio = (len(HAN.findall(zh)) + 1.2 * len(_LETTERS.findall(zh))) / words
        two = _OPENING.match(en) is not None or _JOINED.search(en) is not None
        if (ratio < _SHORT_OF_HALF and words >= _MANY_WORDS) or (two and ratio < _SHORT_OF_CLAUSE):
            return pair
    return None


def _terse(en: str, zh: str) -> bool:
    """Nothing was cut off: 然后 answers a "then", or the English says little in many words."""
    if _THEN.search(en[:_LEAD]) and _ZH_THEN.match(zh):
        return True
    words = len(_WORD.findall(_FILLER.sub(" ", en)))
    return _is_label(en) or (words < len(_WORD.findall(en)) and len(HAN.findall(zh)) >= words)


def _is_label(en: str) -> bool:
    """A noun phrase without a stop: "party who has processed the data" is 处理方."""
    return en[:1].islower() and not en.rstrip().endswith((".", "!", "?", ":"))


def check_untranslated(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """UNTRANSLATED: the Chinese side is English, or holds a run of running English text."""
    en, zh = reading.bead.en, reading.bead.zh
    if not zh.strip():
        return
    if not HAN.search(zh):
        # A brand, a title or a command may stay as it is; a sentence or words of prose may not.
        unquoted = QUOTED.sub(" ", zh)
        words = sum(len(word) > 1 for word in _WORD.findall(unquoted))
        prose = words >= 4 or (words >= 2 and _LOWER_WORD.search(unquoted) is not None)
        code = _CODE.search(zh) and not _PROSE.search(zh)
        if en.strip() and prose and not code:
            yield reading.finding(
                Check.UNTRANSLATED,
                Severity.S1,
                _("The Chinese side is still in English."),
                en=(0, len(en)),
                zh=(0, len(zh)),
            )
        return
    masked = QUOTED.sub(lambda match: " " * len(match[0]), zh)
    for match in _LOWER_RUN.finditer(masked):
        if _PROSE.search(match[0]) and len(_WORD.findall(match[0])) >= 3:
            why = _("These words are still in English.")
            yield reading.finding_on(Side.ZH, match.span(), Check.UNTRANSLATED, Severity.S2, why)
