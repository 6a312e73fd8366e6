"""What a party gets of a letter: both languages, one after the other, in the order it was sent."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.domain.case import Letter
from workstation.domain.taxonomy import Language
from workstation.domain.text import Bilingual


@dataclass(frozen=True, slots=True)
class LetterLayout:
    """One language of a letter as the recipient reads it."""

    language: Language
    text: str


def arrival(
    text: Bilingual, first: Language | None, reads: Language
) -> tuple[LetterLayout, LetterLayout]:
    """Both parts in their order; `reads` is the recipient's language, first where nobody chose."""
    leading = first or reads
    other = Language.ZH if leading is Language.EN else Language.EN
    return LetterLayout(leading, text.side(leading)), LetterLayout(other, text.side(other))


def on_record(letter: Letter) -> Bilingual:
    """The word on the timeline: the order of languages, what it quotes, what was let pass."""
    english, chinese = [], []
    if letter.first is not None:
        leads = letter.first is Language.EN
        english.append("English first" if leads else "Chinese first")
        chinese.append("英文在前" if leads else "中文在前")
    if letter.quotes:
        clauses = ", ".join(ref.label() for ref in letter.quotes)
        english.append(f"quotes {clauses}" if english else f"Quotes {clauses}")
        chinese.append(f"引用{clauses}")
    if n := len(letter.overrides):
        finding = "finding" if n == 1 else "findings"
        english.append(f"{n} {finding} let pass with a reason")
        chinese.append(f"说明理由后放行{n}项检查提示")
    return Bilingual(" · ".join(english), "；".join(chinese))
