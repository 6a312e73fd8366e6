"""REGISTER: one form of address (`check_address`), and no tone that a letter must not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.checks.finding import Check, Finding, Fix, Severity
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_FAMILIAR = re.compile(r"你(?!好)(?:们)?")

_QUOTED = re.compile(
    r"“[^“”\n]{0,300}”|「[^「」\n]{0,300}」|\"[^\"\n]{0,300}\"|'[^'\n]{0,300}'|‘[^‘’\n]{0,300}’"
)
_SHOUT = re.compile(r"(?<=[A-Za-z㐀-鿿”’\"')）])[!！]{2,}|[?？]{2,}[!！]|[!！][?？]")
_CAPITALS = re.compile(r"\b[A-Z]{2,}(?:[ ,]+[A-Z]{2,}){2,}\b")
# A row of keywords or column names has none of these; a raised voice can hardly do without.
_SPOKEN = frozenset(
    "THE YOU YOUR NOT TO IS ARE WE OUR AND OF DO DOES IN FOR ALL MUST WILL NEVER NO THIS THAT IT"
    " HAVE HAS BE WAS CANNOT STOP PLEASE ONLY ANY AT BY WITH OR IF".split()
)
_BLAME = re.compile(
    r"\b(?:you (?:should have known|failed to bother|(?:carelessly|foolishly|recklessly"
    r"|deliberately)"
    r" \w+|clearly (?:lied|ignored|did not (?:read|bother)))|(?:surely )?even you|anyone with"
    r" (?:common|any) sense|a child could|your (?:own fault|carelessness|negligence"
    r"|stupidity|ignorance"
    r"|incompetence)"
    r"|it is your (?:own )?fault|obviously you|as you should know|how many times"
    r"|stop wasting|you people|we are sick of)\b",
    re.IGNORECASE,
)
_ZH_BLAME = re.compile(
    r"你自己的错|您自己的错|咎由自取|自作自受|明明(?:是|已经)|难道您|难道你|您怎么能"
    r"|你怎么能|不要再狡辩|狡辩|无理取闹|胡搅蛮缠|浪费我们的时间|纯属您的疏忽|众所周知"
    r"|不负责任|太离谱|离谱|无知|愚蠢|可笑|荒唐|居然连|竟然连|连.{1,8}都(?:忘|不会|不懂)"
    r"|刷单党|骗子|奸商"
)
_SARCASM = re.compile(
    r"\b(?:congratulations on (?:breaking|violating|losing)|nice try|good luck with that"
    r"|thanks for nothing|brilliant idea)\b",
    re.IGNORECASE,
)
_ZH_SARCASM = re.compile(r"呵呵|真是太棒了|恭喜您违规|祝您好运吧|想得美")
_THREAT = re.compile(
    r"\b(?:we will sue|we(?:'ll| will) see you in court|face (?:prosecution"
    r"|criminal charges)|we will take legal action against you|or else)\b",
    re.IGNORECASE,
)
_ZH_THREAT = re.compile(r"我们将起诉您|法庭上见|后果自负|追究您的(?:刑事|法律)责任|将您告上法庭")
_CONTRACTION = re.compile(
    r"\b(?:can['’]t|won['’]t|don['’]t|didn['’]t|isn['’]t|aren['’]t|we['’](?:re|ve|ll)"
    r"|you['’](?:re|ve|ll)|it['’]s|I['’]m)\b",
    re.IGNORECASE,
)


def check_address(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """REGISTER: 你 in a text that says 您 elsewhere, with the change of every one as a fix."""
    if "您" not in reading.bead.zh or "你" not in reading.bead.zh:
        return
    zh = _unquoted(reading.bead.zh)
    familiar = [match.span() for match in _FAMILIAR.finditer(zh)] if "您" in zh else []
    if familiar:
        label = _("Change every 你 to 您")
        yield reading.finding_on(
            Side.ZH,
            familiar[0],
            Check.REGISTER,
            Severity.S2,
            _("你 and 您 stand in one text."),
            fixes=tuple(Fix(Side.ZH, (at, at + 1), "您", label) for at, _end in familiar),
        )


def _unquoted(text: str) -> str:
    """The text without what it quotes; lengths stay."""
    return _QUOTED.sub(lambda match: " " * len(match[0]), text)


def check_tone(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """REGISTER: shouting, blame, sarcasm and threats; contractions if the profile is formal."""
    zh, en = _unquoted(reading.bead.zh), _unquoted(reading.bead.en)
    english, chinese = _SHOUT.search(en), _SHOUT.search(zh)
    if english is not None or chinese is not None:
        # Once for both sides: the one is the translation of the other.
        yield reading.finding(
            Check.REGISTER,
            Severity.S2,
            _("A letter does not shout."),
            en=english.span() if english else None,
            zh=chinese.span() if chinese else None,
        )
    for side, text, rules in ((Side.EN, en, _EN_TONE), (Side.ZH, zh, _ZH_TONE)):
        for pattern, why in rules:
            match = pattern.search(text)
            if match is None:
                continue
            if pattern is _CAPITALS:
                # Names, where most of them stand in the Chinese too, or none is a word of speech.
                words = match[0].replace(",", " ").split()
                kept = sum(word in reading.bead.zh for word in words)
                if 2 * kept >= len(words) or _SPOKEN.isdisjoint(words):
                    continue
            yield reading.finding_on(side, match.span(), Check.REGISTER, Severity.S2, why)
    contraction = _CONTRACTION.search(en)
    if contraction is not None and context.profile.formal and context.profile.style:
        why = _("A formal letter writes contractions out.")
        yield reading.finding_on(Side.EN, contraction.span(), Check.REGISTER, Severity.S4, why)


_EN_TONE: Sequence[tuple[re.Pattern[str], Message]] = (
    (_CAPITALS, _("Words in capitals read as shouting.")),
    (_BLAME, _("This blames the reader.")),
    (_SARCASM, _("This reads as sarcasm.")),
    (_THREAT, _("This reads as a threat.")),
)
_ZH_TONE: Sequence[tuple[re.Pattern[str], Message]] = (
    (_ZH_BLAME, _("This blames the reader.")),
    (_ZH_SARCASM, _("This reads as sarcasm.")),
    (_ZH_THREAT, _("This reads as a threat.")),
)
