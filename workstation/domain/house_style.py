"""House style: how letters are written here, as settings; and the Chinese script that they use."""

from __future__ import annotations

from enum import Enum

from workstation.value_class import dataclass


class Script(Enum):
    """A Chinese script that the recipient of a letter reads, by its BCP 47 tag."""

    HANS = "zh-Hans"
    HANT_TW = "zh-Hant-TW"
    HANT_HK = "zh-Hant-HK"


_TRADITIONAL = {"TW": Script.HANT_TW, "HK": Script.HANT_HK, "MO": Script.HANT_HK}


def script_for(region: str) -> Script:
    """The script of letters to a party in `region`, by ISO 3166 alpha-2, "" where nobody knows.

    It is Traditional in Taiwan, Hong Kong and Macau, and Simplified everywhere else.
    """
    return _TRADITIONAL.get(region, Script.HANS)


class QuoteStyle(Enum):
    """The quotation marks of Chinese letters; `EITHER` leaves them to the author."""

    CURLY = "curly"
    CORNER = "corner"
    EITHER = "either"


class CjkSpacing(Enum):
    """Whether a space stands between Han and Latin characters; `CONSISTENT` asks only that a
    letter keeps to one manner."""

    CONSISTENT = "consistent"
    SPACED = "spaced"
    TIGHT = "tight"


@dataclass(frozen=True, slots=True)
class Profile:
    """The house style: what the checks flag as style is a choice of the house, not a truth.

    formal: whether letters keep a formal register.
    wide_brackets: whether brackets in Chinese are full-width.
    style: whether the checks say anything about style.
    spelling: whether the English is checked for spelling.
    max_en_words: the longest English sentence, in words.
    max_zh_chars: the longest Chinese sentence, in characters.
    """

    formal: bool = True
    quotes: QuoteStyle = QuoteStyle.EITHER
    spacing: CjkSpacing = CjkSpacing.CONSISTENT
    wide_brackets: bool = False
    style: bool = True
    spelling: bool = True
    max_en_words: int = 30
    max_zh_chars: int = 60
