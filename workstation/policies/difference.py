"""The differences between two versions of a clause, by word, and by character in Chinese."""

from __future__ import annotations

import re
from enum import StrEnum

from workstation.value_class import dataclass

# A run of letters or digits (with the marks inside a number), one Chinese character, a run of
# blanks, or any other single character. It is compiled when two texts are first compared.
_PIECE = r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+(?:[.,'’-][^\W\u3400-\u9fff]+)*|\s+|[^\w\s]|_"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one of two texts; `changed` says that the other text does not have it."""

    text: str
    changed: bool


def pieces(text: str) -> list[str]:
    """The words and signs of a text, and the blanks between; joined they are the text again."""
    return re.findall(_PIECE, text)


def _codes(old: list[str], new: list[str]) -> list[tuple[str, int, int, int, int]]:
    from difflib import SequenceMatcher

    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def difference(then: str, now: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The texts `then` and `now` in stretches, which say what they share and what only one has."""
    old, new = pieces(then), pieces(now)
    before: list[Span] = []
    after: list[Span] = []
    for tag, i1, i2, j1, j2 in _codes(old, new):
        changed = tag != "equal"
        _add(before, "".join(old[i1:i2]), changed)
        _add(after, "".join(new[j1:j2]), changed)
    return _bridged(before), _bridged(after)


def _add(spans: list[Span], text: str, changed: bool) -> None:
    """Add a stretch to `spans`, as part of the last one where both are changed or neither is."""
    if not text:
        return
    if spans and spans[-1].changed == changed:
        spans[-1] = Span(spans[-1].text + text, changed)
    else:
        spans.append(Span(text, changed))


def _bridged(spans: list[Span]) -> tuple[Span, ...]:
    """The stretches with each blank between two changed words as part of the change, so that it is
    marked once and not twice."""
    joined: list[Span] = []
    for at, span in enumerate(spans):
        inside = 0 < at < len(spans) - 1
        blank = not span.changed and inside and not span.text.strip()
        _add(joined, span.text, span.changed or blank)
    return tuple(joined)


class StretchFate(StrEnum):
    """What became of a stretch of text between two versions."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class TextStretch:
    """A stretch of two texts that are told as one, and what became of it (`kept`)."""

    text: str
    kept: StretchFate


def woven(then: str, now: str) -> tuple[TextStretch, ...]:
    """The texts `then` and `now` as one: what both say, and where they differ what only `then`
    says, followed by what only `now` says."""
    old, new = pieces(then), pieces(now)
    codes = _codes(old, new)
    found: list[TextStretch] = []
    gone = come = ""
    for at, (tag, i1, i2, j1, j2) in enumerate(codes):
        before, after = "".join(old[i1:i2]), "".join(new[j1:j2])
        inside = 0 < at < len(codes) - 1
        # A blank between two changes belongs to them, as in `difference`.
        if tag != "equal" or (inside and not before.strip()):
            gone, come = gone + before, come + after
            continue
        found += _told(gone, come)
        found.append(TextStretch(before, StretchFate.SAME))
        gone = come = ""
    return (*found, *_told(gone, come))


def _told(gone: str, come: str) -> list[TextStretch]:
    both = (TextStretch(gone, StretchFate.GONE), TextStretch(come, StretchFate.NEW))
    return [each for each in both if each.text]
