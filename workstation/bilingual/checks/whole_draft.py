"""What shows only across the beads of a draft: one manner of address, of spacing, of signs.
Each finding names one bead but rests on the whole draft.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.bead_values import BeadReading
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


def check_one_address(beads: Sequence[Bead], context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """REGISTER: 你 in one bead and 您 in another; within one bead `check_register` tells."""
    if not any("您" in bead.zh for bead in beads):
        return
    for bead in beads:
        match = _FAMILIAR.search(bead.zh)
        if match is not None and "您" not in bead.zh:
            why = _("你 and 您 stand in one text.")
            yield BeadReading(bead).finding_on(
                Side.ZH, match.span(), Check.REGISTER, Severity.S2, why
            )


def check_signs(beads: Sequence[Bead], context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """MONEY_CURRENCY: ¥ may be yuan or yen and $ any dollar; told once, if none is ever named."""
    if any(_NAMED_SIGN.search(bead.en + bead.zh) for bead in beads):
        return
    for bead in beads:
        for side in Side:
            match = _BARE_SIGN.search(bead.side(side))
            if match is not None:
                why = _("{sign} may be more than one currency; name it once.", sign=match[0])
                yield BeadReading(bead).finding_on(
                    side, match.span(), Check.MONEY_CURRENCY, Severity.S3, why
                )
                return


def check_one_spacing(beads: Sequence[Bead], context: CheckContext) -> Iterator[Finding]:
    """ZH_PUNCTUATION: Han and Latin spaced in two manners, where the house leaves it open."""
    if context.profile.spacing is not CjkSpacing.CONSISTENT:
        return
    tight = sum(len(_TIGHT.findall(bead.zh)) for bead in beads)
    gapped = sum(len(_GAPPED.findall(bead.zh)) for bead in beads)
    if not tight or not gapped:
        return
    rare = _TIGHT if tight < gapped else _GAPPED
    for bead in beads:
        match = rare.search(bead.zh)
        if match is not None:
            why = _("Han and Latin are spaced in two manners in this draft.")
            yield BeadReading(bead).finding_on(
                Side.ZH, match.span(), Check.ZH_PUNCTUATION, Severity.S3, why
            )


def check_passive(beads: Sequence[Bead], context: CheckContext) -> Iterator[Finding]:
    """READABILITY: a draft of which too many sentences are in the passive."""
    if not context.profile.style:
        return
    readings = [BeadReading(bead) for bead in beads]
    sentences = [(reading, one) for reading in readings for one in reading.en_sentences]
    passive = [(reading, one) for reading, one in sentences if _PASSIVE.search(one.text)]
    if len(sentences) < _PASSIVE_LEAST or len(passive) <= _PASSIVE_SHARE * len(sentences):
        return
    reading, sentence = passive[0]
    why = _("More than two in five sentences are in the passive.")
    span = (sentence.start, sentence.end)
    yield reading.finding_on(Side.EN, span, Check.READABILITY, Severity.S4, why)
