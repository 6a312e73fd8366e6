"""Bringing a text to narrow forms, and its values to Simplified characters, in their places.
Widths and invisible characters are folded away while it is remembered where each one stood.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Marks that Chinese punctuation rules treat as different from their ASCII look-alikes.
_KEPT = frozenset("，。：；！？（）“”‘’「」『』《》〈〉、…—～·　")
_INVISIBLE = frozenset(
    map(chr, [0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F)])
) | frozenset(map(chr, [*range(0x2060, 0x2070), 0xFEFF, *range(0xFE00, 0xFE10)]))
_DASHES = dict.fromkeys("‐‑‒–−﹣－", "-")
_WIDE_DIGIT_MARKS = {"，": ",", "．": ".", "：": ":", "％": "%"}
_MARK_IN_NUMBER = re.compile("(?<=[０-９])[，．：％](?=[０-９])")
# Traditional characters of values, read as the Simplified ones that the patterns are written in.
_HANT = (
    "亞來倆個傢億內兩冊則剋厤叄員噹國圓場塊對層嵗幣幾張後摺數昇時曆東條業標檔檯歐歲歷淩減準為營為當疊盧"
    "禮種筆箇節級組緻臺舊萬處號裏裡規誌貳賓輛輪迴週過釐釦鈡銖錢鍾鎊鐘門間閤陞陸隻雙電韆韓頁項頭類颱餅餘馬騰點單聲欄軌訂"
)
_HANS = (
    "亚来俩个家亿内两册则克历叁员当国元场块对层岁币几张后折数升时历东条业标档台欧岁历凌减准为营为当叠卢"
    "礼种笔个节级组致台旧万处号里里规志贰宾辆轮回周过厘扣钟铢钱钟镑钟门间合升陆只双电千韩页项头类台饼余马腾点单声栏轨订"
)
_SIMPLE = str.maketrans(_HANT, _HANS)
# 參 is a three among the numerals of a cheque, and else the first half of a word: 參加, 參與.
_NOT_THREE = re.compile("參(?![佰拾仟百十千万亿元零壹贰叁肆伍陆柒捌玖])")


@dataclass(frozen=True, slots=True)
class NarrowText:
    """A text in narrow forms; `origin[i]` is where character i began in the original.

    `origin` is None where nothing moved, which is nearly always in English.
    """

    text: str
    length: int
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same stretch in the original text."""
        if self.origin is None:
            return start, end
        if end <= start:
            at = self.origin[start] if start < len(self.origin) else self.length
            return at, at
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    """One character in its narrow form; nothing for an invisible one."""
    if char in _KEPT:
        return " " if char == "　" else char
    if char in _INVISIBLE:
        return ""
    if char in _DASHES:
        return _DASHES[char]
    if char.isspace() and char not in "\n\r":
        return " "
    return unicodedata.normalize("NFKC", char).replace("⁄", "/").replace("∶", ":")


def fold(text: str) -> NarrowText:
    """Bring a text to narrow forms; the order of characters never changes."""
    if text.isascii():
        return NarrowText(text.replace("\t", " "), len(text))
    pieces = [_fold_char(char) for char in text]
    # `１，２００` is one number; `3，400` is two.
    for match in _MARK_IN_NUMBER.finditer(text):
        pieces[match.start()] = _WIDE_DIGIT_MARKS[match[0]]
    if all(len(piece) == 1 for piece in pieces):
        return NarrowText("".join(pieces), len(text))
    origin = tuple(at for at, piece in enumerate(pieces) for _ in piece)
    return NarrowText("".join(pieces), len(text), origin)


def simple(text: str) -> str:
    """The text with the characters that values are written with in their Simplified form.

    Only those of numbers, units, dates, currencies and counters, one for one: places stay, and no
    converter has to be loaded to light a value.
    """
    if text.isascii():
        return text
    return _NOT_THREE.sub("参", text.translate(_SIMPLE))
