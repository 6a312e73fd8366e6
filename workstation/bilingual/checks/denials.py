"""The words by which English and Chinese deny something, and how they answer each other."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What must be denied again in Chinese.
EN_DENIAL = re.compile(
    r"\b(?:(?<![Ww]hy )[Nn]ot(?! only\b)|[Cc]annot|[Nn]ever"
    r"|(?<!-)[Nn]o(?! matter\b|\.? ?\d|\. ?[%#{]|\.? ?[:=]|-op)|[Nn]one|[Nn]owhere|[Nn]ope"
    r"|[Nn]othing|[Nn]obody"
    r"|[Nn]either|(?<!either )[Nn]or|[Ww]ithout|[Uu]nable"
    r"|NOT(?=(?:[*_]{1,2}|</\w{1,8}>)? [a-z])|NO(?= [A-Za-z]{3})"
    r"|NEVER|CANNOT|NOBODY|NOTHING|(?<=(?:DO|ST|IS|RE|LL|AN|ES|LD|ID) )NOT)\b"
    r"|n\\?['’]t\b"
)
_WHETHER_NOT = re.compile(r"\b[Ww]hether\b[^.?!]{0,120}?\bor (not)\b")
# "Nor do we" denies anew; a "nor" before a mere noun goes on with the denial before it.
_NEITHER_NOR = re.compile(
    r"(?:\b[Nn](?:either|ot|o|ever)|n['’]t)\b[^.?!;]{0,160}?\b(nor)\b"
    r"(?! (?:do|is|are|was|were|can|could|will|would|shall|should|may|might|must|ha)[a-z]{0,3}\b)"
)
# Negators that need not be said again, as nothing is denied: "may or may not", "usually, but not".
_IDLE = re.compile(
    r"\b(?:(?P<aux>may|might|can|could|do|does|will|would|should|is|are) or (?P=aux) not"
    r"|with or without|or not(?=[.,;:?!)]|$)|more often than not"
    r"|last but not least|believe it or not"
    r"|(?:usual|frequent|general|typical|most|common)ly,? (?:but|though|if|although) not \w+"
    r"|(?:often|sometimes|mostly),? (?:but|though|if|although) not \w+|never[- ]ending|non-stop"
    r"|(?:not|n['’]t|never) (?:un(?:common|usual|reasonable|fair|like)|infrequent|without)\w*"
    r"|no (?:problem|worries|doubt|wonder|matter)|not to mention|in no time)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z]")
_LONGEST_NAME = 80
_MARKS = "\"'“”‘’.,;:!?()[]{}|"
# Code and quoted literals deny nothing.
EN_LITERAL = re.compile(
    r"(?<!\w)--no-[\w-]+|``[^`\n]{1,80}``|(?<![\w`>])`[^`'\n]{1,80}[`'](?![`a-z])"
    r"|\bNOT NULL\b|(?P<quoted>['\"]not [a-z]{1,20}['\"])"
)

# English that is negative without a negator; it answers for a Chinese one. The narrow list is what
# translators turn into 不能, 不会 or 不得; the wide one also answers for 无效, 未列出 and so on.
EN_NARROW = re.compile(
    r"\b(?:un(?!i(?:on|t|f|que|vers|code)|der|til|less)[a-z]{3,}|non(?!e)[- ]?[a-z]+"
    r"|i(?:ll[ei]|r[rl])[a-z]{3,}|im(?:possib|proper|mutab|permiss)[a-z]+"
    r"|in(?:valid|correct|complet|sufficien|activ|visib|appropriat|consisten|eligib"
    r"|accura|accessib|compatib|definite|sensitiv|dependent|frequent|hibit|secur|signific"
    r"|effective|adequa|capab|applicab|authentic|operab|advertent|voluntar|distinguish|abilit"
    r"|admissib|sane|exact|coheren|tolera|separab|convertib|divisib)[a-z]*"
    r"|dis(?:abl|allow|agre|card|regard|miss|continu|qualif|abled)[a-z]*"
    r"|mis(?:s(?!ion|ive)|match|lead|align|spell|us[ei]|label|understand|represent|plac|judg|stat)[a-z]*"
    r"|mal[a-z]{4,}|(?!unless|nevertheless)[a-z]{3,}less(?:ly)?|gone|(?:have|has|had|are|is) yet to"
    r"|fail[a-z]*|refus[a-z]*|den(?:y|ied|ies|ial)|reject[a-z]*|declin[a-z]*"
    r"|prohibit[a-z]*|forb[a-z]+|prevent[a-z]*|avoid[a-z]*"
    r"|lack[a-z]*|exclud[a-z]*|except[a-z]*|ignor[a-z]*|skip[a-z]*|suppress[a-z]*"
    r"|omit[a-z]*|withh[a-z]+|refrain[a-z]*|ceas[a-z]+"
    r"|bar(?:s|red)?|bans?|bann(?:ed|ing)|block[a-z]*|stop[a-z]*|avert[a-z]*|protect[a-z]*"
    r"|optional[a-z]*|instead|rather|otherwise"
    r"|los(?:es?|t|ing)|hardly|rarely|scarcely|impossible|despite|exempt[a-z]*|need not|waiv[a-z]*"
    r"|absen[a-z]*|n/a|asynchron[a-z]*|volatil[a-z]*|(?:turn|switch)[a-z]* off"
    r"|discourag[a-z]*|errors? (?=[a-z]+ing\b)"
    r"|restrict[a-z]*|kee?pt? [a-z ]{0,24}from)\b",
    re.IGNORECASE,
)
EN_WIDE = re.compile(
    r"\b(?:a(?:bsen|bort|nonym|rbitrar|ny)[a-z]*|empty|blank|hid[a-z]*|limit[a-z]*"
    r"|lock[a-z]*|remov[a-z]*|delet[a-z]*|cancel[a-z]*|off|over"
    r"|before|else|other|another|more than|most|least|late[rs]?t?|free|error[a-z]*|illegal"
    r"|bad|bogus|garbage|odd|unlawful|malform[a-z]*|still|yet|just|even|null|zero|read-only"
    r"|permanent[a-z]*|broken|corrupt[a-z]*|conflict[a-z]*|duplicat[a-z]*|expir[a-z]*|end"
    r"(?:s|ed)?|loss|within|keep|kept|without|transparent|hard|difficult[a-z]*"
    r"|constant[a-z]*|sorry|apolog[a-z]*|long(?:er)?|past|minus|negative|opposit[a-z]*"
    r"|revers[a-z]*|void|extra|additional|contrary|infinit[a-z]*|opaque"
    r"|deprecat[a-z]*|terminat[a-z]*|disappear[a-z]*|clear[a-z]*|reset|escap[a-z]*"
    r"|drop[a-z]*|clos[a-z]*|leav[a-z]*|left|overrid[a-z]*|bypass[a-z]*|orphan[a-z]*"
    r"|wireless|separate[a-z]*|individual[a-z]*|alternat[a-z]*|continu[a-z]*|open"
    r"|outstanding|pending|violat[a-z]*|breach[a-z]*|break[a-z]*|broke|sans|informal"
    r"|counterfeit"
    r"|fake|forg[a-z]*|doubt[a-z]*|sever[a-z]*|temporar[a-z]*|regret[a-z]*|trouble[a-z]*"
    r"|inconvenien[a-z]*|damag[a-z]*|defect[a-z]*|insuffic[a-z]*|short[a-z]*|partial[a-z]*"
    r"|spare|wait[a-z]*|unlimited|always|every[a-z]*|exact[a-z]*|strict[a-z]*|nullif[a-z]*|right of"
    r"|questionabl[a-z]*|ambigu[a-z]*|vague[a-z]*|prematur[a-z]*"
    r"|single|alone|random|raw|exce[a-z]*|gap|rest|stale|lapse[sd]?|waiv[a-z]*|only|until"
    r"|unless|if)\b",
    re.IGNORECASE,
)

# 不可以 is hardly ever written for anything but "cannot", "may not" or a plain ban.
EN_BAN = re.compile(
    r"\b(?:un[a-z]{4,}|impossib[a-z]*|prohibit[a-z]*|forb[a-z]+|refus[a-z]*|ban(?:s|ned)?"
    r"|disallow[a-z]*|prevent[a-z]*|block[a-z]*|bar(?:s|red)?|non-[a-z]+)\b"
)
ZH_BANNED = re.compile(r"不可以|不允许|不准")

# Chinese in which 不, 无 and the like deny nothing.
ZH_NEUTRAL = re.compile(
    # 权限不足，无法添加: what does not go any more is said once in English.
    r"(?<=\0\0，)无法|不仅|不但|不单(?![独个方一])|不只|不过(?!滤|期)|不断(?!开)|不久|不止|不妨|不禁|不愧|差不多|要不[然是]|不间断"
    r"|不动产|不锈钢|不好意思|不胜|对不起|了不起"
    r"|不可或缺|必不可少|不得不|不幸|不再说|(?<!可)(?P<aba>[\u4e00-\u9fff])不(?P=aba)|是否(?!认)|能否"
    r"|可否|会否|与否|应否|无线(?!索)|无障碍|无衬线|未来(?!得及)"
    r"|非常|南非|非洲|非营利|分别|别名|级别|类别|区别|识别|特别|性别|个别|差别|别的|别人"
    r"|辨别|告别|甄别|鉴别|组别|派别|没收(?!到)|无意中|无疑|无非|非得"
    r"|完好无损|毫无疑问|不可抗力|不约而同|层出不穷|源源不断|时不时|不时|不定期"
    r"|毫不|孰是孰非|是非(?!法|常|官|正)|莫大|无忧|不吝|不胜枚举"
    r"|缺一不可|不可缺少|[不无]一不|[能可会得]不(?=[\u4e00-\u9fff]不)|不[能可会]不|非[^，。；]{1,10}不可"
    r"|[无莫]不|未成年|未婚|无人机|无辜|无奈|无聊|无数(?!据)|无比|不惜|不懈|不菲|不遗余力|不言而喻"
    r"|不计其数|不得已|不由得|[哦噢啊]不|(?<![所只还仍都若如])有没有|有[无否]|有或(?:没有|无)"
    r"|(?:也|或者?)可能[不没]"
    r"|[西北东南亚]非(?![法常官正])|(?:为何|何|为什么|干嘛)不|不是(?=[^，。；]{1,24}[，,]?\s?就是)"
)
# 显示或不显示: both are meant, as by "whether".
_EITHER_WAY = re.compile(r"(?P<verb>[\u4e00-\u9fff]{1,2})或者?不(?P=verb)")
# Chinese that may answer for an English negator, yet needs none itself.
ZH_OPTIONAL = re.compile(
    r"(?<=(?:不足|失败|错误|有误|缺失)，)无法|无一例外|不同(?!意)|不一(?![致定])|不等|无关|无限|无穷|未必|不透明|不规则|不便|不少|不低于|不超过|不晚于"
    r"|不迟于|不早于|不高于|不大于|不小于|不多于|不足|不满(?!足)|不平|不变"
    r"|无论|不管|不论|否则|不然|除非|不要忘记|别忘|不错|没错|没问题|不明|不实|不当|不良"
    r"|不齐|无缝|无偿|而不是|而非|不(?:够|太(?!平)|大(?![于小])|甚|怎么|那么|佳|善(?!于)|易|慎|小心"
    r"|适(?![用合应])|安(?![全装排])|料|高(?!于)|远|长|好(?=[的了，。！？]|$)|对(?=[的劲，。！？]|$))"
)
_ALSO = re.compile(
    r"[也且又亦更均都并]不|[也亦][看听找说做办认读记]不|[也且又亦均都]未|[也且亦]无|[也且又亦]没"
    r"|以及(?:不|未|禁止|拒绝)"
)
ZH_DENIAL = re.compile(
    r"禁止|严禁|拒绝|不|没|未|无|非|勿|别(?=[再让把给去用要跟乱随轻])|否(?!认)|毋|切莫"
    r"|莫(?=[要再忘让把])"
)
ZH_MODAL = re.compile(
    r"不(?:须|将|可以|可(?![见逆变恢用靠])|能|会|允许|需|应|得|必|要|许|支持|予|接受|同意|属于"
    r"|适用|再|会再|是|存在|受)|没有|无(?:权|任何|故|端|视)|未(?:能|经|被|予|收到|提交|违反)|无法|并[不未非]|从未"
    r"|不予|不符|无需|无须|不用|禁止|严禁|拒绝"
)
# Chinese that denies without a negator.
ZH_ANTONYM = re.compile(
    r"错误|有误|失败|失效|缺少|欠缺|缺乏|缺失|避免|以免|免得|排除|省略|豁免|免于|免除|停止"
    r"|终止|隐藏|早于|驳回|否认|脱离|杜绝|难以|难于|有别于|失去"
)
# English that is negative only in the company of the Chinese on the right: "until" ↔ 才.
_CONDITIONAL = tuple(
    (re.compile(en, re.IGNORECASE), re.compile(zh))
    for en, zh in (
        (r"\bonly\b|\bjust\b|\bsolely\b", r"[只仅唯才除]|之外|以外|不再|非.{0,12}不"),
        (r"\buntil\b|\btill\b", r"[前才]|直[到至]|为止|尚未|未"),
        (r"\bbefore\b|\bpending\b", r"尚未|未"),
        (r"\bunless\b|\botherwise\b|\bor else\b", r"除非|否则|不然|未|不|如无|若无"),
        (r"\b(?:remov|withdr[ae]w|hid|clos|replac|delist|take(?:s|n)? down)\w*", r"不再"),
        (r"\b(?:preserv|ke(?:ep|pt)|retain|maintain|same)\w*", r"不变|未[改变]|不改|不做"),
        (r"\b(?:troubl|difficult|suspect|suspici)\w*", r"无法|不[能可]|难以"),
        (r"\b(?:empty|blank)\b", r"没有|没|[未无不]"),
        (r"\bsilen(?:t|ce)\b", r"(?:没有?|未|不)(?:作?[回答]|出声|表态|说)"),
        (r"\bNOT NULL\b", r"非空|不[能可]?为空|不空"),
        (r"\block(?:s|ed|ing)?\b", r"[无不](?:法|能|可|得)"),
    )
)
_UNLESS = re.compile(r"\b(?:[Uu]nless|[Oo]therwise|[Ii]f not|or else)\b")
_ZH_UNLESS = re.compile(r"除非|否则|不然")


@dataclass(frozen=True, slots=True)
class Denials:
    """How often one sentence denies.

    strict: negators that the other side must say again
    modal: in Chinese the negated verbs (不能, 没有) among them; in English the words that are
        negative without a negator, and only those that translators deny with
    loose: words that may answer for a denial of the other side and ask for none
    first: the place of the first denial; None where there is none
    verbal: whether more is denied than what 无 and 非 make adjectives of (非法, 无衬线)
    spare: how many of the strict ones the other side need not say again
    """

    strict: int
    modal: int
    loose: int
    first: re.Match[str] | None
    verbal: bool = True
    spare: int = 0


_ANY_ZH = re.compile(r"[不没沒未无非勿别否禁拒毋莫]")


def may_deny(en: str, zh: str) -> bool:
    """A quick look: most sentences deny nothing on either side."""
    return _ANY_ZH.search(zh) is not None or EN_DENIAL.search(en) is not None


def en_denials(text: str, zh: str, *, softly: bool = True) -> Denials:
    """Denials of an English sentence; `loose` counts words that are negative without a negator.

    Some are negative only beside a certain Chinese: "until" beside 才, "only" beside 仅. Where the
    Chinese denies nothing, nobody asks for those: they are counted only if `softly`.
    """

    def unless_translated(match: re.Match[str]) -> str:
        # Quoted words that the Chinese has in its own words are no literal.
        translated = match["quoted"] is not None and match["quoted"][1:-1] not in zh
        return match[0] if translated else " " * len(match[0])

    def unless_named(match: re.Match[str]) -> str:
        # What the Chinese has in the same letters is a name: an option, a title, a value.
        said = match[0]
        name = said.strip(_MARKS)
        if len(name) > _LONGEST_NAME or name not in zh or EN_DENIAL.search(said) is None:
            return said
        here = re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", zh)
        return said if here is None else " " * len(said)

    narrow = loose = 0
    if softly:
        narrow = sum(bool(right.search(zh) and left.search(text)) for left, right in _CONDITIONAL)
    text = EN_LITERAL.sub(unless_translated, text)
    if _LATIN.search(zh):
        text = _TOKEN.sub(unless_named, text)
    for pattern in (_WHETHER_NOT, _NEITHER_NOR):
        text = pattern.sub(lambda match: match[0][:-3] + "   ", text)
    found = list(EN_DENIAL.finditer(text))
    if softly:
        narrow += len(EN_NARROW.findall(text))
        loose = len(EN_WIDE.findall(text))
    first = found[0] if found else None
    return Denials(len(found), narrow, loose, first, spare=len(_IDLE.findall(text)))


def repeated(text: str) -> int:
    """Denials that Chinese repeats where English goes on with "or": 不得购买，也不得评价."""
    return len(_ALSO.findall(text))


def zh_denials(text: str, en: str) -> Denials:
    """Denials of a Chinese sentence; `loose` counts what may answer but does not demand.

    除非 and 否则 answer for "unless" alone where English has it, not for another negator.
    """
    if _UNLESS.search(en):
        text = _ZH_UNLESS.sub("\0\0", text)
    if "或" in text:
        text = _EITHER_WAY.sub(lambda match: "\0" * len(match[0]), text)
    text = ZH_NEUTRAL.sub(lambda match: "\0" * len(match[0]), text)
    optional = len(ZH_OPTIONAL.findall(text)) + len(ZH_ANTONYM.findall(text))
    text = ZH_OPTIONAL.sub(lambda match: "\0" * len(match[0]), text)
    found = list(ZH_DENIAL.finditer(text))
    modal = ZH_MODAL.search(text)
    return Denials(
        len(found),
        len(ZH_MODAL.findall(text)),
        optional,
        modal or (found[0] if found else None),
        modal is not None or any(match[0] not in "无非" for match in found),
    )


def banned_only_in_chinese(en: str, zh: str, strict: int) -> bool:
    """Chinese forbids outright more often than English denies or forbids."""
    return len(ZH_BANNED.findall(zh)) > strict + len(EN_BAN.findall(en))
