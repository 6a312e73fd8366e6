"""What shows only across the beads of a draft: one manner of address, of spacing, of signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.bead_reading import BeadReading
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.domain.house_style import CjkSpacing
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks.context import CheckContext

_HAN = r"㐀-䶿一-鿿"
_TIGHT = re.compile(rf"[{_HAN}][A-Za-z0-9]|[A-Za-z0-9][{_HAN}]")
_GAPPED = re.compile(rf"[{_HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{_HAN}]")
_BARE_SIGN = re.compile(r"(?<![A-Za-z$])[$¥￥](?=\s?\d)")
_NAMED_SIGN = re.compile(r"\b(?:US|S|HK|A|C|NT)\$|美元|新元|港元|日元|人民币|RMB|CNY|JPY|USD|SGD")
_FAMILIAR = re.compile(r"你(?!好)")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being) (?:[a-z]+ly )?(?:[a-z]+ed|made|sent|held|found"
    r"|given|taken|known|shown|kept|put|written)\b"
)
_PASSIVE_SHARE, _PASSIVE_LEAST = 0.4, 8


def across_beads(beads: Sequence[Bead], context: CheckContext) -> Iterator[Finding]:
    """Findings that name one bead but rest on the whole draft."""
    yield from _address(beads)
    yield from _bare_signs(beads)
    if context.profile.spacing is CjkSpacing.CONSISTENT:
        yield from _spacing(beads)
    if context.profile.style:
        yield from _passive(beads)


def _address(beads: Sequence[Bead]) -> Iterator[Finding]:
    """你 in one bead and 您 in another; within one bead the register check tells."""
    if not any("您" in bead.zh for bead in beads):
        return
    for bead in beads:
        match = _FAMILIAR.search(bead.zh)
        if match is not None and "您" not in bead.zh:
            yield BeadReading(bead).finding(
                Check.REGISTER, Severity.S2, _("你 and 您 stand in one text."), zh=match.span()
            )


def _bare_signs(beads: Sequence[Bead]) -> Iterator[Finding]:
    """¥ may be yuan or yen and $ any dollar: told once, where no currency is ever named."""
    if any(_NAMED_SIGN.search(bead.en + bead.zh) for bead in beads):
        return
    for bead in beads:
        for side in Side:
            match = _BARE_SIGN.search(bead.side(side))
            if match is not None:
                yield BeadReading(bead).finding(
                    Check.MONEY_CURRENCY,
                    Severity.S3,
                    _("{sign} may be more than one currency; name it once.", sign=match[0]),
                    en=match.span() if side is Side.EN else None,
                    zh=match.span() if side is Side.ZH else None,
                )
                return


def _spacing(beads: Sequence[Bead]) -> Iterator[Finding]:
    """Neither manner is wrong; both in one draft are."""
    tight = sum(len(_TIGHT.findall(bead.zh)) for bead in beads)
    gapped = sum(len(_GAPPED.findall(bead.zh)) for bead in beads)
    if not tight or not gapped:
        return
    rare = _TIGHT if tight < gapped else _GAPPED
    for bead in beads:
        match = rare.search(bead.zh)
        if match is not None:
            yield BeadReading(bead).finding(
                Check.ZH_PUNCTUATION,
                Severity.S3,
                _("Han and Latin are spaced in two manners in this draft."),
                zh=match.span(),
            )


def _passive(beads: Sequence[Bead]) -> Iterator[Finding]:
    readings = [BeadReading(bead) for bead in beads]
    sentences = [(reading, one) for reading in readings for one in reading.en_sentences]
    passive = [(reading, one) for reading, one in sentences if _PASSIVE.search(one.text)]
    if len(sentences) < _PASSIVE_LEAST or len(passive) <= _PASSIVE_SHARE * len(sentences):
        return
    reading, sentence = passive[0]
    yield reading.finding(
        Check.READABILITY,
        Severity.S4,
        _("More than two in five sentences are in the passive."),
        en=(sentence.start, sentence.end),
    )
