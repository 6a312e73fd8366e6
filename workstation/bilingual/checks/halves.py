"""Whether half of a Chinese sentence was left out: what tells besides its bare length.

Chinese sets its clauses off with commas more often than English does. A sentence without any, short
for an English one of two clauses, has lost one; so has one that begins with 从而 or 以便.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.checks.bead_values import HAN

if TYPE_CHECKING:
    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing

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
_WORD = re.compile(r"[A-Za-z]+")
# Chinese characters for one English word; 1.5 is usual, and no list of names pulls it below.
_SHORT_OF_CLAUSE, _SHORT_OF_HALF = 1.0, 0.75
_LEAST_WORDS, _MANY_WORDS = 6, 12


def halved(reading: BeadReading) -> ValuePairing | None:
    """The first pair of sentences whose Chinese seems to be a part of itself."""
    for at, pair in enumerate(reading.pairings):
        if pair.en and pair.zh and (_cut_off(pair, first=at == 0) or _one_clause(pair)):
            return pair
    return None


def _cut_off(pair: ValuePairing, *, first: bool) -> bool:
    """It goes on from something that is not there; only a later sentence may do that."""
    return first and _BEGUN.match(pair.zh_text) is not None and _GOES_ON.match(pair.en_text) is None


def _one_clause(pair: ValuePairing) -> bool:
    en, zh = pair.en_text, pair.zh_text
    if _ZH_JOINT.search(zh[:-1]):
        return False
    words = len(_WORD.findall(en))
    if words < _LEAST_WORDS:
        return False
    ratio = (len(HAN.findall(zh)) + 1.2 * len(_WORD.findall(zh))) / words
    if ratio < _SHORT_OF_HALF and words >= _MANY_WORDS:
        return True
    two = _OPENING.match(en) is not None or _JOINED.search(en) is not None
    return two and ratio < _SHORT_OF_CLAUSE
