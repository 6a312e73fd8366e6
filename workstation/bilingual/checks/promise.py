"""PROMISE: promises and admissions that no approved clause makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.bead import BeadOrigin, Side
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

_EN_PROMISE = re.compile(
    r"\b(?:we|our team|the platform)(?: (?:can|do|will|shall|hereby|also|fully|absolutely"
    r"|personally))?"
    r" (?:guarantee|promise|assure|pledge|swear|undertake)\w*\b"
    r"|\bwe (?:will|shall) (?:definitely|certainly|surely|absolutely|always|never|undoubtedly)\b"
    r"|\b(?:will|shall) (?:definitely|certainly|surely|absolutely|undoubtedly) be "
    r"(?:approved|successful|accepted|refunded|restored|reinstated|overturned)\b"
    r"|\b(?:full|complete) compensation\b|\bcompensate you in full\b|\b100 ?% "
    r"(?:guaranteed|sure)\b|\b(?:is|are) guaranteed to (?:be )?(?:succeed|approved"
    r"|refunded|restored)\b"
    r"|\byou have our word\b|(?<!\bthe )(?<!\ba )(?<!\bno )(?<!\byour )(?<!\bthis )"
    r"(?<!\bany )\bpromise (?:that|to|you)\b",
    re.IGNORECASE,
)
_EN_ADMISSION = re.compile(
    r"\b(?:it (?:is|was) our (?:own )?fault|our (?:own )?(?:negligence|carelessness)|"
    r"(?:was|is|entirely|wholly|all) our fault|our (?:own )?fault"
    r"|the (?:fault|blame) (?:is|was) ours|we (?:will|shall|are willing to|agree to) (?:make good"
    r"|pay (?:you )?(?:compensation|damages))"
    r"|we (?:are|were) (?:fully |solely |legally )?(?:liable|at fault|to blame)"
    r"|we (?:accept|admit|take|acknowledge|bear) (?:full |all |legal |sole )?(?:liability"
    r"|fault|blame|legal responsibility|full responsibility))\b",
    re.IGNORECASE,
)
_EN_DENIED = re.compile(r"\b(?:not|cannot|never|no|n't|without|unable)\b|n['’]t\b", re.IGNORECASE)
_ZH_PROMISE = re.compile(
    r"(?:我们|我方|本平台|平台|本公司)[^，。；！？]{0,6}?(?:保证|承诺|担保|发誓)(?!金|书)"
    r"|一定(?:会|能|可以|将)(?!程度)|必定(?:会|能|将|通过|获批|成功|恢复|退款)|绝对(?:会|能|不会)|肯定(?:会|能)"
    r"|必将(?:通过|恢复|退款)"
    r"|全额赔偿|全额补偿|全部赔偿|双倍赔偿|百分之百(?:通过|恢复|退款)|包您(?:满意|通过)|"
    r"(?<![请您你须应需])(?:向您|对您)(?:保证|承诺)"
)
_ZH_ADMISSION = re.compile(
    r"(?:是|属于|均为|全是|完全是|系)(?:我们|我方|平台|本平台)的(?:责任|过错|过失|错)|"
    r"(?:我们|我方|平台|本平台)[^，。；！？]{0,6}?(?:承担|负)(?:起?全部|法律|完全|一切|赔偿)的?责任"
    r"|(?:我们|我方|平台|本平台)(?:承担|负)责任(?![地感人])|(?:错|过错)(?:完全|全)?在(?:于?我们|我方)"
    r"|(?:我们|我方|平台|本平台)(?:愿意?|将|会|自愿|同意|一定)(?:全额|全数|依法|立即|向您|对您|予以)?"
    r"(?:赔偿|赔付)(?!申请|请求|标准|事宜|问题|方案|流程|金额|纠纷)"
    r"|(?:我们|我方|平台)(?:自身|自己)?的?(?:疏忽|过失|重大过错)(?:所致|导致|造成)|(?:我们"
    r"|我方|平台)(?:有错|有过错|存在过错|理应赔偿|应当赔偿)"
)
_ZH_DENIED = re.compile(r"不|没|未|无法|勿|并非|难以")
_SAID = 60
# What somebody else says is no word of ours; "we must say that it was our fault" is.
_REPORTED = re.compile(
    r"\b(?:say|said|claim|allege|state|argue|believe|insist|think|complain|wr[io]te|tell us"
    r"|told us)\w*(?: to us)?(?: that)?[^.;]{0,12}$"
    r"|(?:称|表示(?!歉|遗憾|抱歉|感谢)|认为|声称|主张|来信说)[^。；]{0,16}$",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|I|our)\b|我们|我方|平台", re.IGNORECASE)
_QUOTED = re.compile(r"[“「\"『]")
_STOP = re.compile(r"[.!?。！？；;]")


def check_promises(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """PROMISE: what commits the Platform, or admits its liability, outside an approved clause."""
    if reading.bead.origin is BeadOrigin.CLAUSE and reading.bead.lock is not None:
        return
    for side, pattern, promises in (
        (Side.EN, _EN_PROMISE, True),
        (Side.ZH, _ZH_PROMISE, True),
        (Side.EN, _EN_ADMISSION, False),
        (Side.ZH, _ZH_ADMISSION, False),
    ):
        text = reading.bead.side(side)
        for match in pattern.finditer(text):
            if not _denied(text, match, side):
                why = (
                    _("“{words}” promises more than a clause does.", words=match[0])
                    if promises
                    else _("“{words}” admits liability.", words=match[0])
                )
                yield reading.finding_on(side, match.span(), Check.PROMISE, Severity.S1, why)


def _denied(text: str, match: re.Match[str], side: Side) -> bool:
    """A denial just before, or inside, makes it no promise; a quotation is someone else's."""
    denial, reach = (_EN_DENIED, 40) if side is Side.EN else (_ZH_DENIED, 6)
    before = text[max(0, match.start() - reach) : match.start()]
    before = re.split(r"[.!?。！？；;，]", before)[-1]
    if denial.search(before + match[0][:-2]) or _QUOTED.search(before[-2:]):
        return True
    said = _STOP.split(text[max(0, match.start() - _SAID) : match.start()])[-1]
    reported = _REPORTED.search(said)
    return reported is not None and _OURS.search(said[: reported.start()]) is None
