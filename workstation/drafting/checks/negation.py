"""Check 17: one side denies what the other affirms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.drafting.checks.finding import Check, Finding, Severity, Span
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.drafting.checks.context import CheckContext
    from workstation.drafting.checks.reading import Pairing, Reading

_EN_STRONG = re.compile(
    r"\b(?:not(?! only\b)|cannot|never|no(?! later than| more than| less than| fewer than|\.? ?\d)|none|nothing|nobody|nowhere"
    r"|neither|nor|without|unable)\b|n['’]t\b",
    re.IGNORECASE,
)
_EN_SOFT = re.compile(
    r"\b(?:un(?!i(?:on|t|f|que|vers|code)|der|til|less|it|able)\w{3,}|in(?:valid|correct|complete|sufficient|active|visible|appropriate|consistent"
    r"|eligible|accurate|dependent\w*|accessible|compatible|ability|definite\w*)\w*|im(?:possible|proper)\w*|non-?\w*|dis(?:abl|allow|agree|card|connect|continu|regard|miss)\w*"
    r"|ir(?:relevant|reversible|regular)\w*|mis(?:sing|s|match)\w*|fail\w*|refus\w*|den(?:y|ied|ies)|reject\w*|decline\w*|prohibit\w*|forbid\w*|forbidden"
    r"|prevent\w*|avoid\w*|lack\w*|absen\w*|empty|blank|exclud\w*|except\w*|ignor\w*|skip\w*|hid\w*|suppress\w*|restrict\w*|limit\w*|block\w*|lock\w*"
    r"|remov\w*|delet\w*|cancel\w*|stop\w*|off|only|unless|until|before|instead|rather|other than|otherwise|else|beyond|exceed\w*|more than|less than|fewer|least|most|late[rs]?t?"
    r"|too|hardly|rarely|few|little|free|bar(?:s|red)?|ban\w*|withh\w+|error\w*|wrong|false|illegal|bad|outside|different\w*|differ\w*|regardless|despite|whether|if any|or not"
    r"|still|yet|just|even|once|nullif\w*|null|zero|read-only|permanent\w*|broken|corrupt\w*|conflict\w*|duplicate\w*|expired?|end(?:s|ed)?|lost|lose|loss|no later|no more|no less|up to|maximum|minimum|within|keep|remain\w*|without|transparent|hard|difficult|impossible|fixed|constant|sorry|apolog\w*|refrain|cease|long(?:er)?|past|minus|negative|opposite|revers\w*|void|extra|additional|mixed|random|contrary|insensitive|insensitiv\w*|infinite|immutable|intransitive|never|opaque|deprecated|abort\w*|terminat\w*|disappear\w*|clear\w*|reset|escape\w*|drop\w*|close\w*|leave|left|overrid\w*|bypass\w*|orphan\w*|unlimited|anonym\w*|wireless|smooth|separate\w*|individual\w*|various|multiple|alternat\w*|continuous\w*|stationary|inconsistent)\b",
    re.IGNORECASE,
)
_ZH_NEUTRAL = re.compile(
    r"不同|不仅|不但|不单|不过(?!滤)|不断|不管|不论|不久|不止|不少|不妨|不禁|不愧|不然|不等式|差不多|要不|不透明|不规则|不间断"
    r"|不动产|不锈钢|不好意思|不胜感激|对不起|了不起|不可或缺|必不可少|不可避免|不得不|不一定|不便|不幸|不齐|不再说|不用说"
    r"|(?P<aba>[\u4e00-\u9fff])不(?P=aba)|是否|能否|可否|会否|与否|否则|无论|无线|无障碍|无衬线|无穷|无限|无缝|无关|未来|未必|非常|除非|南非|非洲|非营利|并非易事"
    r"|分别|别名|级别|类别|区别|识别|特别|性别|个别|差别|别的|别人|辨别|告别|甄别|鉴别|组别|派别|没收|没错|莫(?!名)|无意中|无疑|无非|非得|不在少数|不要忘记|别忘|毫不犹豫|是非|参差不"
)
_ZH_STRONG = re.compile(r"不|没|未|无|非|勿|别(?=[再让把给去用])|否(?!认)|毋")
_ZH_MODAL = re.compile(
    r"不(?:可以|可|能够|能|会|允许|需要|需|应该|应当|应|得|必|要|许|支持|想|愿|再|是)|无法|没有|未能|尚未|没能|不"
)
_ZH_SOFT = re.compile(
    r"拒绝|禁|避免|防止|以免|免得|失败|缺|除|仅|只|才|隐藏|忽略|跳过|取消|停|错误|出错|有误|空|以外|之外|直接|以下|以内|最多|至多|至少|最大|上限|免|阻|隔离|独立|驳回|排除|丢|消失|撤|删|移除|关闭|脱离|反|减|少|低|小于|外|受限|限制|难|差|异|异常|破|损|旧|仍|还|依然|保持|唯一|匿名|杜绝|抑制|屏蔽|放弃|谨慎|小心|原|已删|剩|离|负|零|任何|任意|任|均|都|始终|永久|永远|即|超|之前|前|暂|而是|固定|只读|透明|遗失|遗漏|漏|断|闲置|过期|逾期|失|瞒"
)
_MODAL_EN = re.compile(r"\b(?:can|may|could|will|would|should|must|need|allow\w*|enabl\w*|permit\w*|able|let)\b", re.IGNORECASE)


def check_negation(reading: Reading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """A negator on one side and neither negator nor antonym on the other."""
    if not reading.translated:
        return
    pairs = reading.pairings
    severity = Severity.S1 if len(pairs) == 1 else Severity.S2
    for pair in pairs:
        yield from _compare(reading, pair, severity)


def _compare(reading: Reading, pair: Pairing, severity: Severity) -> Iterator[Finding]:
    en_text, zh_text = pair.en_text, _ZH_NEUTRAL.sub(lambda match: "\0" * len(match[0]), pair.zh_text)
    en_strong = _EN_STRONG.search(en_text)
    zh_strong = _ZH_STRONG.search(zh_text)
    if en_strong and not zh_strong and not _ZH_SOFT.search(zh_text):
        yield reading.finding(
            Check.NEGATION,
            severity,
            _("English says “{word}”, and nothing in the Chinese denies it.", word=en_strong[0]),
            en=_at(en_strong, pair.en_start),
            zh=pair.zh_span,
        )
    elif zh_strong and not en_strong and not _EN_SOFT.search(en_text):
        yield reading.finding(
            Check.NEGATION,
            severity,
            _("Chinese says “{word}”, and nothing in the English denies it.", word=zh_strong[0]),
            en=pair.en_span,
            zh=_at(zh_strong, pair.zh_start),
        )


def _at(match: re.Match[str], start: int) -> Span:
    return match.start() + start, match.end() + start
