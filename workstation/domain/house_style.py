"""House style: how letters are written here, as settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Script(Enum):
    """The script that the recipient reads."""

    HANS = "zh-Hans"
    HANT_TW = "zh-Hant-TW"
    HANT_HK = "zh-Hant-HK"


class QuoteStyle(Enum):
    """The house's Chinese quotation marks."""

    CURLY = "curly"
    CORNER = "corner"
    EITHER = "either"


class CjkSpacing(Enum):
    """Whether a space stands between Han and Latin; `CONSISTENT` only asks for one manner."""

    CONSISTENT = "consistent"
    SPACED = "spaced"
    TIGHT = "tight"


@dataclass(frozen=True, slots=True)
class Profile:
    """House style, all of it settings: what is flagged as style is a choice, not a truth."""

    formal: bool = True
    quotes: QuoteStyle = QuoteStyle.EITHER
    spacing: CjkSpacing = CjkSpacing.CONSISTENT
    wide_brackets: bool = False
    style: bool = True
    spelling: bool = True
    max_en_words: int = 30
    max_zh_chars: int = 60


_TRADITIONAL = {"TW": Script.HANT_TW, "HK": Script.HANT_HK, "MO": Script.HANT_HK}


def script_for(region: str) -> Script:
    """The script of letters to a region (ISO 3166 alpha-2).

    Traditional in Taiwan, Hong Kong and Macau; Simplified everywhere else, and where the region
    is not known.
    """
    return _TRADITIONAL.get(region, Script.HANS)
