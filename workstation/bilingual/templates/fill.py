"""Making the pairs of a letter from a template; what is not known stays a blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from workstation.bilingual.bead import Bead, BeadOrigin, Side
from workstation.bilingual.blanks import BLANK
from workstation.bilingual.templates.form import LetterTemplate, When
from workstation.domain.text import Bilingual


def fill(
    template: LetterTemplate,
    values: Mapping[str, Bilingual],
    holds: Iterable[When],
    ids: Callable[[], str],
) -> tuple[Bead, ...]:
    """The letter as pairs of their own; a variable without a value stays `{{name}}`."""
    return fill_in(drafted(template, holds, ids), values)


def drafted(
    template: LetterTemplate, holds: Iterable[When], ids: Callable[[], str]
) -> tuple[Bead, ...]:
    """The pairs of the letter with all their blanks open."""
    return tuple(
        Bead(ids(), passage.text.en, passage.text.zh, origin=BeadOrigin.TEMPLATE)
        for passage in template.part(holds)
    )


def fill_in(beads: Iterable[Bead], values: Mapping[str, Bilingual]) -> tuple[Bead, ...]:
    """The pairs with these values in their blanks, and otherwise as they are."""
    return tuple(
        replace(each, en=_said(each.en, values, Side.EN), zh=_said(each.zh, values, Side.ZH))
        for each in beads
    )


def _said(text: str, values: Mapping[str, Bilingual], side: Side) -> str:
    def value(match: re.Match[str]) -> str:
        both = values.get(match[1], Bilingual())
        said = both.en if side is Side.EN else both.zh
        return said or match[0]

    return _once(BLANK.sub(value, text))


def _once(text: str) -> str:
    """A value that ends its own sentence needs no second full stop."""
    return _TWICE.sub(r"\1", text)


_TWICE = re.compile(r"(?<!\.)([.。])[.。](?![.。])")
