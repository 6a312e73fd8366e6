"""Names that both sides write in Latin letters, and the titles before names.
Two checks: ID (`check_latin_names`), and REGISTER for a title (`check_titles`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from symspellpy.editdistance import EditDistance

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

# A capital and small letters: what is all capitals, or holds figures, is an id or a brand's own.
# An accent makes it another word: José and Jose are one name, and no slip.
_NAME = re.compile(
    r"(?<![A-Za-zÀ-ɏ0-9@#/_.{%$&-])[A-Z][a-z]{2,30}(?![A-Za-zÀ-ɏ0-9@_/(=-]|\.[a-z]|['’]t)"
)
_CALENDAR = frozenset(
    "jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun march april june"
    " july monday tuesday sunday friday".split()
)
_MOST = 60
_SLIPS = 2
# Two letters of three or four make another name, not a slip.
_SHORT, _TINY = 5, 4
_ENDINGS = ("s", "es", "d", "ed", "r", "ly")
_BEHIND = re.compile(r" [A-Z][a-z]")
_TITLE = re.compile(r"\b(?:Mr|Ms|Mrs|Mdm|Miss|Dr|Dear)\.?$")
_BEFORE = re.compile(r"\b[A-Z][a-z]{1,30} $")
_MR = re.compile(r"\bMr\b\.?(?= [A-Z])")
_MS = re.compile(r"\b(?:Ms|Mrs|Miss|Mdm|Madam)\b\.?(?= [A-Z])")
_ZH_MR = re.compile(r"(?<!老)先生(?!们)")
_ZH_MS = re.compile(r"女士(?![手包鞋款用专表服内])|小姐|太太|夫人")


def check_latin_names(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """ID: a Latin name of the Chinese that the English has with a slip, with both ways to mend."""
    chinese = list(_NAME.finditer(reading.bead.zh)) if reading.translated else []
    if not chinese or len(chinese) > _MOST:
        return
    english = list(_NAME.finditer(reading.bead.en))
    said, kept = _words(reading.bead.en), _words(reading.bead.zh)
    lost = [one for one in english if one[0].lower() not in kept and _is_name(one)][:_MOST]
    for one in chinese:
        if one[0].lower() in said:
            continue
        near = next((other for other in lost if _is_slip(other, one)), None)
        if near is not None:
            yield reading.finding(
                Check.ID,
                Severity.S1,
                _("The name differs: {en} in English, {zh} in Chinese.", en=near[0], zh=one[0]),
                en=near.span(),
                zh=one.span(),
                fixes=(
                    Fix(Side.ZH, one.span(), near[0], _("Write {value} in Chinese", value=near[0])),
                    Fix(Side.EN, near.span(), one[0], _("Write {value} in English", value=one[0])),
                ),
            )


def _is_name(one: re.Match[str]) -> bool:
    """No day or month, and a short word or the first of a sentence only beside another name."""
    if one[0].lower() in _CALENDAR:
        return False
    ahead, behind = one.string[: one.start()].rstrip(), one.string[one.end() :]
    beside = _BEFORE.search(f"{ahead} ") or _BEHIND.match(behind) or _TITLE.search(ahead)
    first = not ahead or ahead[-1] in ".!?:\n"
    return bool(beside) or not (first or len(one[0]) < _TINY)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in re.findall(r"[A-Za-z]+", text))


def _is_slip(en: re.Match[str], zh: re.Match[str]) -> bool:
    """Whether two names are one or two letters apart.

    English bends a common word (Plugins, Signed) that Chinese quotes in its first form: such an
    ending is a slip in a name of several words only, where the word before it stands on both sides
    (Lotus Kids, Lotus Kid).
    """
    one, other = en[0], zh[0]
    if abs(len(one) - len(other)) > _SLIPS:
        return False
    long, short = (one, other) if len(one) > len(other) else (other, one)
    if long.startswith(short[:-1]) and long[len(short) :] in _ENDINGS:
        before = _BEFORE.search(en.string[: en.start()])
        return before is not None and zh.string[: zh.start()].endswith(before[0])
    most = 1 if len(short) < _SHORT else _SLIPS
    return bool(_distance().compare(one.lower(), other.lower(), most) > 0)


@lru_cache(maxsize=1)
def _distance() -> EditDistance:
    """Letters to change, add, leave out or swap; loaded already where spelling is checked."""
    from symspellpy.editdistance import DistanceAlgorithm, EditDistance

    return EditDistance(DistanceAlgorithm.DAMERAU_OSA)


def check_titles(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """REGISTER: Mr on the English side and 女士 on the Chinese one, or the reverse."""
    if not reading.translated:
        return
    en, zh = reading.bead.en, reading.bead.zh
    mr, ms = _MR.search(en), _MS.search(en)
    sir, madam = _ZH_MR.search(zh), _ZH_MS.search(zh)
    english, chinese = (mr, madam) if mr else (ms, sir)
    if english and chinese and bool(mr) != bool(ms) and bool(sir) != bool(madam):
        yield reading.finding(
            Check.REGISTER,
            Severity.S2,
            _("“{en}” in English is “{zh}” in Chinese.", en=english[0], zh=chinese[0]),
            en=english.span(),
            zh=chinese.span(),
        )
