"""ZH_PUNCTUATION: Chinese punctuation and widths, with a fix for each place.
What is wrong in any house (`check_punctuation`), and what this house writes otherwise
(`check_house_marks`, `check_house_forms`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity, Span, writing
from workstation.domain.house_style import CjkSpacing, QuoteStyle
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_HAN = r"㐀-䶿一-鿿"
_CLOSE = r"」』”’》）】"
_HALF = re.compile(
    rf"(?<=[{_HAN}])[,;:?!](?![/\\])|(?<=[{_CLOSE}])[,;?!]|(?<=[）》]):|(?<=[{_HAN}{_CLOSE}])\.(?![A-Za-z0-9.])|(?<=[{_HAN}{_CLOSE}])[)\"'],(?=\s?[{_HAN}])"
    rf"|(?<=[A-Za-z0-9%)\]\"'}}])[,;?!:](?=[{_HAN}])|(?<=[A-Za-z0-9%)\]\"'}}])\.(?=[{_HAN}])"
)
# The last stop of a Chinese text after a number, an id or an address.
_LAST_STOP = re.compile(r"(?<=[A-Za-z0-9%)\]}/])[.?!](?=\s*\Z)")
_BRACKET = re.compile(rf"(?<=[{_HAN}])[()]|[()](?=[{_HAN}])")
_LEAST_HAN = 4
_NARROW = {wide: wide - 0xFEE0 for wide in range(ord("！"), ord("～") + 1)}
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_DOUBLED = re.compile(
    r"。{2,}|，{2,}|、{2,}|；{2,}|：{2,}|！{2,}|？{3,}|[，、；：][。，、；：！？]|。[，、；：]"
)
_SPACED = re.compile(rf"(?<=[{_HAN}）」”》])[ \t]+(?=[，。、；：！？])")
_WIDE_ALNUM = re.compile(r"[０-９Ａ-Ｚａ-ｚ％．＋]*[０-９Ａ-Ｚａ-ｚ][０-９Ａ-Ｚａ-ｚ％．＋，]*")
_ELLIPSIS = re.compile(
    rf"(?<=[{_HAN}])(?:\.{{3,}}|…(?!…)(?<!……)|。。。+)|(?<=[{_HAN}])--+(?=[{_HAN}])"
)
_ASCII_QUOTED = re.compile(rf"\"(?=[^\"\n]{{0,60}}[{_HAN}])[^\"\n]{{1,120}}\"")
_POLICY = re.compile(
    rf"(?:(?<=依据)|(?<=根据)|(?<=违反)|(?<=违反了)|(?<=按照)|(?<=参阅)|(?<=适用))((?:(?![的该本此其何效当关述平台我您各等])[{_HAN}]){{2,12}}(?:政策|规则|条例|规定|规范|办法|准则|协议|法))(?=第|中|的|（|，|。)"
)
_QUOTED_POLICY = re.compile(rf"“([{_HAN}]{{2,16}})”(?=政策|规则|条例|规范|办法|准则)")
_TIGHT = re.compile(rf"[{_HAN}][A-Za-z0-9]|[A-Za-z0-9][{_HAN}]")
_GAPPED = re.compile(rf"[{_HAN}] [A-Za-z0-9]|[A-Za-z0-9] [{_HAN}]")


def check_punctuation(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """ZH_PUNCTUATION: marks that a Chinese typesetter would change in any house."""
    zh = reading.bead.zh
    if not reading.han_count:
        return
    last = _LAST_STOP.search(zh[-40:]) if reading.han_count >= _LEAST_HAN else None
    if last is not None and not zh.rstrip().endswith(".."):
        at = max(0, len(zh) - 40) + last.start()
        yield _replace(reading, (at, at + 1), _WIDE[zh[at]], _("This mark is half-width."))
    for match in _HALF.finditer(zh):
        at = match.end() - 1
        yield _replace(reading, (at, at + 1), _WIDE[zh[at]], _("This mark is half-width."))
    for match in _DOUBLED.finditer(zh):
        yield _replace(reading, match.span(), match[0][-1], _("Two marks stand together."))
    for match in _SPACED.finditer(zh):
        yield _replace(reading, match.span(), "", _("No space stands before this mark."))
    for match in _WIDE_ALNUM.finditer(zh):
        narrow = match[0].translate(_NARROW)
        yield _replace(reading, match.span(), narrow, _("Letters and figures are half-width."))
    for match in _ELLIPSIS.finditer(zh):
        mark = "——" if match[0][0] == "-" else "……"
        yield _replace(reading, match.span(), mark, _("Chinese writes {mark} here.", mark=mark))


def _replace(reading: BeadReading, span: Span, text: str, why: Message) -> Finding:
    """A finding in the Chinese whose fix writes `text` in place of it, or takes it out."""
    fix = writing(Side.ZH, span, text) if text else Fix(Side.ZH, span, "", _("Take it out"))
    return reading.finding_on(Side.ZH, span, Check.ZH_PUNCTUATION, Severity.S3, why, fixes=(fix,))


def check_house_marks(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """ZH_PUNCTUATION: quotes and brackets that are not those of the house.

    Without a house style, straight quotes that the English has too are left alone.
    """
    zh, profile = reading.bead.zh, context.profile
    if not reading.han_count:
        return
    opening, closing = ("「", "」") if profile.quotes is QuoteStyle.CORNER else ("“", "”")
    either = profile.quotes is QuoteStyle.EITHER
    for match in _ASCII_QUOTED.finditer(zh) if not (either and '"' in reading.bead.en) else ():
        text = f"{opening}{match[0][1:-1]}{closing}"
        yield _replace(reading, match.span(), text, _("These quotes are not Chinese."))
    wrong = {QuoteStyle.CURLY: "「」", QuoteStyle.CORNER: "“”", QuoteStyle.EITHER: ""}[
        profile.quotes
    ]
    for at, char in enumerate(zh):
        if char in wrong:
            mark = opening if char == wrong[0] else closing
            yield _replace(reading, (at, at + 1), mark, _("The house writes {mark}.", mark=mark))
    for match in _BRACKET.finditer(zh) if profile.wide_brackets else ():
        mark = "（" if match[0] == "(" else "）"
        yield _replace(reading, match.span(), mark, _("This mark is half-width."))


def check_house_forms(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """ZH_PUNCTUATION: titles of policies without 《》, and spaces that the house does not write.

    Where the house leaves the spaces open, the whole draft is asked for one manner.
    """
    zh = reading.bead.zh
    if not reading.han_count:
        return
    for pattern in (_POLICY, _QUOTED_POLICY):
        for match in pattern.finditer(zh):
            why = _("The title of a policy stands in 《》.")
            yield _replace(reading, match.span(), f"《{match[1]}》", why)
    spaced = {CjkSpacing.SPACED: _TIGHT, CjkSpacing.TIGHT: _GAPPED}.get(context.profile.spacing)
    for match in spaced.finditer(zh) if spaced is not None else ():
        text = match[0].replace(" ", "") if " " in match[0] else f"{match[0][0]} {match[0][1]}"
        why = _("The house spaces Han and Latin otherwise.")
        yield _replace(reading, match.span(), text, why)
