"""LANGUAGE: Chinese in the English text (`check_language`), and languages that are neither."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.bilingual.checks.segments import QUOTED
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_HAN_RUN = re.compile(r"[㐀-䶿一-鿿]+")
_WIDE_MARK = re.compile(r"(?<=[A-Za-z0-9 ])[，。、；：！？](?=[A-Za-z0-9 ]|$)")
_NARROW = {"，": ", ", "、": ", ", "；": "; ", "：": ": ", "。": ". ", "！": "! ", "？": "? "}
_SCRIPTS = re.compile(
    r"[\u3040-\u30ff]+|[\uac00-\ud7af]+|[\u0400-\u04ff]{3,}|[\u0e00-\u0e7f]{3,}|[\u0600-\u06ff]{3,}"
)
_WORDS = re.compile(r"(?<![\w\\-])[a-zà-öø-ÿœ’']{2,}(?:-[a-zà-öø-ÿœ’']+)*(?!_)")
# Small words that English has not, by language; two of one language and no English ones tell.
_SMALL_WORDS = (
    frozenset(
        "votre vos nous avons été est les des une dans pour avec sur que qui pas au du la"
        " le et à en".split()
    ),
    frozenset(
        "wir freuen uns auf ihre ihr und der die das ist nicht sie haben wurde eine einen"
        " mit für zu ein".split()
    ),
    frozenset(
        "su sus hemos ha sido el los las una para con por que no del se y en su está"
        " gracias".split()
    ),
    frozenset(
        "il la lo gli è stato abbiamo per con non una che di del della suo vostra e grazie".split()
    ),
    frozenset("o os as um uma para com não foi que seu sua você do da em obrigado".split()),
    frozenset("anda kami telah dan yang untuk tidak dengan ini itu dari pada akan sudah".split()),
)
_ENGLISH = frozenset(
    "the a an and or of to is are was were be been it this that you your we our i he she"
    " they have has"
    " had will would can may not no for with on at by from as if please thank do does did".split()
)
_LATIN_LEAST = 4
_SHARED = frozenset("a i is no on as do he was will per die".split())


def check_language(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """LANGUAGE: Chinese or its marks in the English, outside quotes.

    A name of the case record stands as it is: who is called 北门数码 is greeted so in English.
    """
    en = _unquoted(reading.bead.en)
    record = context.record
    for name in sorted(record.names | record.titles) if record is not None else ():
        en = en.replace(name, " " * len(name))
    run = _HAN_RUN.search(en)
    if run is not None:
        why = _("There is Chinese in the English text.")
        fixes = (Fix(Side.EN, run.span(), "", _("Take it out of the English text")),)
        yield reading.finding_on(Side.EN, run.span(), Check.LANGUAGE, Severity.S2, why, fixes=fixes)
    mark = _WIDE_MARK.search(en)
    if mark is not None:
        why, text = _("This mark is Chinese punctuation."), _NARROW[mark[0]]
        fixes = (Fix(Side.EN, mark.span(), text, _("Write {value}", value=text.strip())),)
        yield reading.finding_on(
            Side.EN, mark.span(), Check.LANGUAGE, Severity.S2, why, fixes=fixes
        )


def _unquoted(text: str) -> str:
    """The text without what it quotes; lengths stay."""
    return QUOTED.sub(lambda match: " " * len(match[0]), text)


def check_third_language(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """LANGUAGE: a script or a language on either side that is neither English nor Chinese."""
    for side in Side:
        text = _unquoted(reading.bead.side(side))
        script = _SCRIPTS.search(text)
        span = script.span() if script is not None else None
        if span is None and not _HAN_RUN.search(text):
            # Its small words are those of one language, and none of them is English.
            words = _WORDS.findall(text.lower())
            own = frozenset(words) - _SHARED
            if len(words) >= _LATIN_LEAST and not _ENGLISH & own:
                foreign = max(len(own & small) for small in _SMALL_WORDS)
                if foreign >= 3 or (foreign >= 2 and len(words) <= 8):
                    span = (0, len(text))
        if span is not None:
            why = _("This is neither English nor Chinese.")
            yield reading.finding_on(side, span, Check.LANGUAGE, Severity.S2, why)
