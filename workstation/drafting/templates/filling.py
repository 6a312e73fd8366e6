"""Making the pairs of a letter from a template; what is not known stays a blank."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from workstation.domain.text import Bilingual
from workstation.drafting.bead import Bead, BeadOrigin, Side
from workstation.drafting.blanks import BLANK
from workstation.drafting.templates.form import Template, When


def fill(
    template: Template,
    values: Mapping[str, Bilingual],
    holds: Iterable[When],
    ids: Callable[[], str],
) -> tuple[Bead, ...]:
    """The letter as pairs of their own; a variable without a value stays `{{name}}`."""
    return tuple(
        Bead(
            ids(),
            _said(passage.text.en, values, Side.EN),
            _said(passage.text.zh, values, Side.ZH),
            origin=BeadOrigin.TEMPLATE,
        )
        for passage in template.part(holds)
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
