"""Reading written numbers: Chinese numerals, English number words, and digits with a scale."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

ZH_DIGITS = {
    **{char: at for at, char in enumerate("〇一二三四五六七八九")},
    **{char: at for at, char in enumerate("零壹贰叁肆伍陆柒捌玖")},
    **{char: at for at, char in enumerate("○弌貳參肆伍陸柒捌玖") if char != "弌"},
    "两": 2,
    "兩": 2,
    "俩": 2,
}
_ZH_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_ZH_SCORES = {"廿": 20, "卅": 30}
_ZH_MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
ZH_NUMERAL = "".join([*ZH_DIGITS, *_ZH_TENS, *_ZH_SCORES, *_ZH_MYRIADS])

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
EN_WORDS = {word: at for at, word in enumerate(_UNITS)} | {
    word: 10 * (at + 2) for at, word in enumerate(_TENS)
}
EN_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
EN_ORDINALS = {word: at for at, word in enumerate(_ORDINALS)} | {
    word[:-1] + "ieth": 10 * (at + 2) for at, word in enumerate(_TENS)
}
SCALE_SIGNS = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "万亿": 10**12,
}
_LONGEST = 40


def decimal_of(digits: str, scale: str | None = None) -> Decimal | None:
    """`1,200.50` with an optional scale sign as a number, or None where it is none."""
    if len(digits) > _LONGEST:
        return None
    try:
        amount = Decimal(digits.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return amount * SCALE_SIGNS[scale.lower()] if scale else amount


def zh_number(numeral: str) -> Decimal | None:
    """The number that a Chinese numeral writes (二〇二六, 十五, 一百零三, 两万), or None."""
    if not numeral or len(numeral) > _LONGEST:
        return None
    if all(char in ZH_DIGITS for char in numeral):
        digits = [ZH_DIGITS[char] for char in numeral]
        # 两三天 is "two or three days": the larger one is meant, as in English.
        if len(digits) == 2 and 0 < digits[0] == digits[1] - 1:
            return Decimal(digits[1])
        return Decimal("".join(map(str, digits)))
    return _by_places(numeral)


def _by_places(numeral: str) -> Decimal | None:
    """A numeral with units: each digit counts in the unit behind it, 万 and 亿 in all before."""
    total = section = digit = 0
    last_unit = 0
    for char in numeral:
        if char in ZH_DIGITS:
            digit = ZH_DIGITS[char]
        elif char in _ZH_SCORES:
            section += _ZH_SCORES[char]
        elif char in _ZH_TENS:
            last_unit = _ZH_TENS[char]
            section += (digit or (1 if last_unit == 10 or not section else 0)) * last_unit
            digit = 0
        elif char in _ZH_MYRIADS:
            last_unit = _ZH_MYRIADS[char]
            section += digit
            # 三万亿 multiplies what stands before it; in 三亿五千万 only the last section counts.
            if not section or last_unit > total:
                total = (total + section or 1) * last_unit
            else:
                total += section * last_unit
            section = digit = 0
        else:
            return None
    # 一万二 is 12,000: a last digit right after a unit counts in tenths of that unit.
    spoken = last_unit > 10 and len(numeral) >= 2 and numeral[-2] not in ZH_DIGITS
    return Decimal(total + section + digit * (last_unit // 10 if spoken else 1))


def en_number(words: str) -> Decimal | None:
    """The number that English words write ("twenty-one", "three hundred and five"), or None."""
    total = section = 0
    for word in re.split(r"[\s-]+", words.lower()):
        if word in EN_WORDS:
            section += EN_WORDS[word]
        elif word in EN_ORDINALS:
            section += EN_ORDINALS[word]
        elif word == "hundred":
            section = (section or 1) * 100
        elif word in EN_SCALES:
            total += (section or 1) * EN_SCALES[word]
            section = 0
        elif word not in ("and", "a"):
            return None
    return Decimal(total + section)


def whole_number(text: str | None) -> int | None:
    """Digits or Chinese numerals as an int; None for nothing or for no number."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    number = zh_number(text)
    return None if number is None else int(number)
