"""`score`: tells how well typed letters fit a text, in English and in Chinese."""

from __future__ import annotations


def score(wanted: str, text: str) -> float:
    """0 when the letters of `wanted` do not appear in `text` in this order, else up to 3.

    A whole word beats the start of a word, that beats letters in a row, and those beat
    letters that lie apart. Case and spaces make no difference.
    """
    needle, hay = wanted.casefold().strip(), text.casefold()
    if not needle:
        return 1.0
    at = hay.find(needle)
    if at >= 0:
        starts_word = at == 0 or not hay[at - 1].isalnum()
        return (2.0 if starts_word else 1.2) + len(needle) / max(len(hay), 1) * 0.9
    if all(word in hay for word in needle.split()):
        return 1.5
    return _scattered(needle.replace(" ", ""), hay)


def _scattered(needle: str, hay: str) -> float:
    found: list[int] = []
    start = 0
    for letter in needle:
        at = hay.find(letter, start)
        if at < 0:
            return 0.0
        found.append(at)
        start = at + 1
    initials = sum(1 for at in found if at == 0 or not hay[at - 1].isalnum())
    spread = found[-1] - found[0] + 1
    if initials < len(needle) and spread > len(needle) * 2:
        return 0.0
    return 0.2 + 0.6 * initials / len(needle) + 0.2 * len(needle) / spread
