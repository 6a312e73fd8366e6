"""Words that are negative in one language and answer each other: unsafe ↔ 不安全, outside ↔ 以外.

They are taken out of both texts before denials are counted, so that one that belongs to such a pair
neither hides a lost negator nor asks for one.
"""

from __future__ import annotations

import re

_PAIRS = tuple(
    (re.compile(rf"\b(?:{en})\b", re.IGNORECASE), re.compile(zh))
    for en, zh in (
        (
            r"disagree\w*|object(?:s|ed)?(?: to)?|dispute\w*",
            r"不同意|不认同|不服|不赞成|不认可|有异议",
        ),
        (
            r"(?:not|doesn['’]t|don['’]t|didn['’]t) (?:match|agree|correspond|meet|satisfy"
            r"|fit|tally)\w*",
            r"不相?符|不一致|不匹配|不满足",
        ),
        (r"unsafe|not safe", r"不安全"),
        (r"incomplete|partial", r"不完整|不齐全?|未完成"),
        (r"unpaid|overdue", r"未付款?|未支付|逾期未\w"),
        (
            r"unfinished|open|pending|outstanding|ongoing",
            r"未结案?|未完成|尚未结束|未处理|未了结|未到期",
        ),
        (r"unknown", r"未知|不明|不详"),
        (r"unclear|illegible", r"不清晰?|不明确?|无法辨认|看不清"),
        (r"unauthori[sz]ed", r"未经?授权|擅自"),
        (
            r"unlabelled|unmarked|unlisted|unsigned|unverified|unused|unopened|untested",
            r"未\w{1,3}|没有\w{1,2}",
        ),
        (r"invalid|void", r"无效|不合法"),
        (r"ineligible", r"不符合|不具备|无资格"),
        (r"inaccurate|incorrect\w*|wrong\w*|mistaken\w*", r"不准确?|不正确|不对|不实|有误"),
        (
            r"untrue|false\w*|not (?:true|genuine|real|accurate|correct|authentic)|fake"
            r"|forged",
            r"不真实|不实|虚[报构假]|伪造?|失实|不正确|不准确|错误",
        ),
        (r"non-\w+|infring\w*", r"不侵权|非\w{1,4}|不构成侵权|未侵权"),
        (r"(?:outside|beyond) [\w’' ]{1,30}control", r"无法控制|不能控制|不可抗"),
        (
            r"without (?:\w+ ){0,2}(?:knowledge|consent|permission|approval)",
            r"秘密|私自|擅自|偷|窃|未经",
        ),
        (r"(?:does|do) not apply|not applicable", r"除外|不适用|不受"),
        (r"outside|out[- ]of|beyond", r"以外|之外|不属于|未列入|不在|超出|无序"),
        (r"mutually exclusive", r"互斥|[互相]相?排斥"),
        (
            r"mutually exclusive|(?:at most|only) one of|either(?![^.]{0,80}\bnot\b)",
            r"不[能可得]同时",
        ),
        (r"other than|except\w*|apart from|besides", r"以外|之外|除外|非"),
        (
            r"exclud\w*|excluding|without|leav\w* out",
            r"不包括|不含|不计|不包含|除去|除外|排除|去除|无需|无须",
        ),
        (
            r"missing|lack\w*|absen\w*|short of|out of (?:memory|space|stock)",
            r"缺少|缺失|欠缺|缺乏|未附|没有|未提供|不足",
        ),
        (r"faulty|defective|substandard|below standard", r"不合格|不良|[不未]达标"),
        (r"unable|inability", r"无法|不能|无力"),
        (r"lock(?:ed)?[- ]?out\w*|cannot (?:log|sign) in", r"无法登[录陆]|不能登[录陆]"),
        (r"under|below|less than|fewer than|short of|not yet", r"未满|不满|不足|不到|尚未满"),
        (
            r"no more than|not more than|not exceed\w*|at most|up to|a maximum of|maximum"
            r"|limit\w*|within|not older than|not over",
            r"不超过|不得超过|不多于|不高于|不大于|不逾|最多|至多|以内|上限",
        ),
        (
            r"no (?:less|fewer) than|not (?:less|fewer) than|at least|a minimum of|minimum"
            r"|or more",
            r"不少于|不得少于|不低于|不得低于|不小于|至少",
        ),
        (
            r"no later than|not later than|at the latest|by|before",
            r"不晚于|不迟于|不得晚于|不得迟于|最迟|最晚",
        ),
        (
            r"bann?ed|prohibit\w*|forbid\w*|forbidden|disallow\w*|not allowed|not permitted"
            r"|rul(?:e|es|ed|ing) out"
            r"|restricted",
            r"禁止|严禁|禁售|被禁|不允许|不准|不许|不得",
        ),
        (
            r"refus\w*|reject\w*|declin\w*|den(?:y|ied|ies|ial)|turn\w* down",
            r"拒绝|不予\w{2}|驳回|不接受|不同意|未接受|未通过",
        ),
        (
            r"fail(?!ures?\b(?! to\b))\w*|unsuccessful\w*",
            r"未能|未予?|失败|不成功|没能|无法|不合格|没有",
        ),
        (
            r"stops?|stopp\w+|ceas\w+|end(?:s|ed)?|no longer|any more|laps\w+|expir\w+",
            r"不再|停止|终止|失效|不复|届满",
        ),
        (r"avoid\w*|prevent\w*|kee?pt? \w+ from", r"避免|防止|以免|不致|阻止"),
        (r"instead of|rather than|but not", r"而不是|而非|不是|而不"),
        (
            r"different\w*|differ\w*|unlike|another|not the same|not identical",
            r"不同|不一致|不一样|不一|有别|不符|不[能得].{0,8}相同|不相同",
        ),
        (r"unrelated|irrelevant|no (?:link|connection|relation|bearing)\w*", r"无关"),
        (r"anonym\w*", r"匿名|不具名|不透露"),
        (
            r"free of charge|for free|without charge|at no (?:cost|charge)",
            r"免费|无偿|不收费|不收取\w*",
        ),
        (r"inconvenien\w*|trouble|unfortunat\w*|regret\w*", r"不便|不幸|遗憾"),
        (r"insufficient\w*|too (?:few|little)", r"不足|不够|不充分"),
        (
            r"(?<!be )too \w+(?: \w+){0,3} (?:to|for)",
            r"[无没]法|不可能|难以|没有|\w不[下了到起]|不\w",
        ),
        (
            r"keep\w*|kept|hold\w*|held|retain\w*|remain\w*",
            r"(?:不要|请勿|切勿|勿|别)(?:松开|放开|丢弃|扔掉|删除|离开|关闭|移动|拆除)",
        ),
        (r"unsettled|unresolved", r"未结算|未解决"),
        (
            r"regardless|whoever|whatever|whether or not|no matter|however|even if"
            r"|irrespective",
            r"不论|无论|不管|即使|不问",
        ),
        (
            r"confidential\w*|private|hidden|withheld|keep\w* secret",
            r"不公开|不得公开|保密|不披露|不透露",
        ),
        (
            r"(?:not|don['’]t|no need to|never) (?:worry|mind|be concerned)|no problem"
            r"|rest assured",
            r"放心|别担心|不必担心|请勿担心|无需担心|没关系|不客气|没问题",
        ),
        (
            r"(?:not|don['’]t|never) (?:hesitate|forget)",
            r"不要忘记|别忘|切勿忘记|随时|欢迎|尽管|记得|务必|牢记",
        ),
        (
            r"exempt\w*|waive\w*|optional\w*|need not|no need",
            r"豁免|免除|无需|无须|不必|不用|免于|可选|可不",
        ),
        (r"soon|immediately|promptly|without (?:undue )?delay", r"不日|不久|及时|不迟延|不得拖延"),
        (r"violat\w*|breach\w*|break\w*|broke\w*", r"不符合|未遵守|不遵守|违反"),
        (r"genuine|real", r"真实|无伪"),
        (r"(?:not|n['’]t) (?:the only|alone|just|merely)", r"不[只止仅单]|(?:并非|不是)唯一"),
        (r"only|alone|solely|merely", r"仅|只|不只|唯|才"),
    )
)


# Chinese says with a denial what English says of itself: unique ↔ 不能重复, poor ↔ 不佳.
_PLAIN = tuple(
    (re.compile(rf"\b(?:{en})\b", re.IGNORECASE), re.compile(zh))
    for en, zh in (
        (r"unique\w*|distinct", r"(?:不[能可得许会]?|无)(?:重复|重名|相同|雷同|一样)"),
        (r"forg[eo]t\w*", r"想不起|[记想]不[起得清]|[没不未]记[住得起]"),
        (r"surpris\w*|sudden\w*|unforeseen|unexpected\w*", r"不到|没想到|不料"),
        (
            r"(?:poor|bad|wors|weak|low|inferior|unwell|sick|harm|adverse)\w*",
            r"不(?:[佳良善利高强足]|舒服|适|好(?!好))",
        ),
        (
            r"(?:mistake|wrong|error|fault|problem|amiss|strange)\w*",
            r"不(?:太|大)?(?:对劲?|正确|正常|妥|应该)",
        ),
        (
            r"idle|inactiv\w*|dormant",
            r"[没未无不]有?(?:进行|[作做有])?任?何?(?:操作|活[动跃]|动作|响应)",
        ),
        (r"less(?! than)", r"不(?:必|用|需|再|是|会)?(?:那么|这么|太过?|如此?|怎么|够|及)"),
        (
            r"fine|ok(?:ay)?|good|well|smooth\w*|proper\w*|correct\w*|clean|in order|safe\w*",
            r"(?:没有?|[无未])(?:见|发现|出现)?(?:任何)?(?:问题|异常|差?错误?|故障|瑕疵|风险|危险)|没事",
        ),
        (r"difficult\w*|hard|tough|tricky|few|seldom|rare\w*", r"不(?:容?易|常见?|多)|没有?[多几]"),
        (
            r"hid(?:e|es|den|ing)?|private\w*|secret\w*|mask\w*|conceal\w*|invisible",
            r"[不未](?:对[^，。；]{1,6}|[会被予再能])*(?:公开|显示|可见|展示|出现|露)|看不[到见]",
        ),
        (
            r"(?:bypass|ignor|disregard|overrid|skip|neglect)\w*",
            r"无视|不(?:经|受|理|顾|管|考虑|走)",
        ),
        (r"(?:absent|away|out of office|busy|unavailable|engaged)", r"不在|没[来到空]|无法|不便"),
        (r"(?:unchanged|constant|fixed|stay|remain|keep|kept)\w*", r"[不没未](?:变|[会能]?改|动)"),
        (r"late|miss(?:es|ed)?|overdue", r"[没未]能?(?:[按及准]时|赶上|如期)"),
    )
)


def excused(en: str, zh: str) -> str:
    """The Chinese without the denials by which it says what English says plainly."""
    for left, right in _PLAIN:
        if most := len(left.findall(en)):
            zh = right.sub(lambda match: "\0" * len(match[0]), zh, count=most)
    return zh


def settled(en: str, zh: str) -> tuple[str, str]:
    """Both texts with each such pair blanked out, as often as both have it; lengths stay."""
    for left, right in _PAIRS:
        # The Chinese first, here and below: it is a third as long, and most have no such word.
        chinese = list(right.finditer(zh))
        english = left.finditer(en) if chinese else ()
        for one, other in zip(english, chinese, strict=False):
            en = en[: one.start()] + " " * (one.end() - one.start()) + en[one.end() :]
            zh = zh[: other.start()] + "\0" * (other.end() - other.start()) + zh[other.end() :]
    return en, zh


# A word that is negative in English beside its plain opposite in Chinese. The third pattern is
# English that would make the opposite right.
# No denial stands before the word, nor one of degree: 不够安全, 不太完整.
_BARE = r"(?<![不未非无否没欠])(?<!不[够太大甚很算尽能可得会])(?<!没有)(?<!并非)(?<!难以)"
_TURNED = tuple(
    (
        re.compile(rf"\b(?:{en})\b", re.IGNORECASE),
        re.compile(zh),
        re.compile(rf"\b(?:{fine})\b", re.IGNORECASE),
    )
    for en, zh, fine in (
        (
            r"disagree\w*",
            rf"{_BARE}(?:同意|认同|认可)",
            r"agree\w*|accept\w*|consent\w*|approv\w*",
        ),
        (r"unlawful|illegal", rf"{_BARE}合法", r"lawful|legal|legally"),
        (
            r"unsafe",
            rf"{_BARE}(?<![及胁损患响])安全(?![隐风漏威]|审查|团队|事件|问题|通知|警告|性)",
            r"safety|safe|security",
        ),
        (r"incomplete", rf"{_BARE}完整", r"complete|completed|whole|full"),
        (
            r"less than|fewer than|under(?= \d)",
            r"(?<![不未])(?:已满|足够?(?=[\d一二三])|达到)",
            r"over|exceed\w*|more|above|reach\w*|at least",
        ),
        (
            r"out of scope|outside (?:this|the) (?:procedure|scope)",
            r"(?<!不)属于",
            r"within|inside|belong\w*|is an?|are",
        ),
        (r"ineligible", rf"{_BARE}(?:符合|具备)", r"eligible|meet\w*"),
        (
            r"no need to|need not|(?:do|does) not (?:need|have) to|not (?:required|obliged) to",
            r"(?<![不无非])必须|(?<![不无毋])须(?=[在于提寄])|务必",
            r"must|need|have to|has to|required|should|please|be sure|only",
        ),
        (
            r"un(?:edited|signed|opened|paid|labelled|used|verified|finished|tested|confirmed)",
            r"已(?:编辑|签|打开|拆|付|支付|标|使用|核实|完成|检测|确认)",
            r"has been|have been|already|edited|signed|paid|used|verified|finished|confirmed",
        ),
        (
            r"open orders?|pending orders?|outstanding orders?",
            r"(?<!未)已完成(?:的)?订单",
            r"completed|finished",
        ),
    )
)


_ANY_TURNED = re.compile(
    r"\b(?:disagree|un[a-z]{4,}|illegal|incomplete|ineligible"
    r"|less than|fewer|under|out of|outside|open|pending|outstanding"
    r"|no need|need not|not (?:need|have|required|obliged))",
    re.IGNORECASE,
)


def turned(en: str, zh: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """A negative word of the English and the Chinese that says its opposite, with both places."""
    if _ANY_TURNED.search(en) is None:
        return None
    for left, right, fine in _TURNED:
        chinese = right.search(zh)
        english = left.search(en) if chinese else None
        if chinese is None or english is None:
            continue
        if not fine.search(en[: english.start()] + en[english.end() :]):
            return english, chinese
    return None
