"""VARIANT: characters and words of the script or region that the recipient does not read.
Characters by OpenCC (`check_variant`), words by lists of our own (`check_regional_words`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Side
from workstation.bilingual.blanks import BRACED
from workstation.bilingual.checks.finding import Check, Finding, Severity, writing
from workstation.domain.house_style import Script
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opencc import OpenCC

    from workstation.bilingual.checks.bead_values import BeadReading
    from workstation.bilingual.checks.context import CheckContext

# Characters that OpenCC changes although they are right in Simplified text too.
_FINE_IN_HANS = frozenset("甯喆昇堃濬")
# Words in which a character that t2s changes is right in Simplified text.
_RIGHT_WORDS = {
    "乾": ("乾隆", "乾坤", "乾清"),
    "瞭": ("瞭望",),
    "著": (
        "著名",
        "著作",
        "著者",
        "显著",
        "著称",
        "土著",
        "专著",
        "原著",
        "名著",
        "编著",
        "论著",
        "卓著",
        "遗著",
        "巨著",
    ),
    "藉": ("慰藉", "狼藉", "枕藉"),
    "徵": ("角徵", "徵羽"),
    "夥": ("获益夥",),
}
# Words that have no other meaning in mainland Chinese.
_REGION_WORDS: dict[str, str] = {
    "网路": "网络", "软体": "软件", "硬体": "硬件", "资料夹": "文件夹", "萤幕": "屏幕",
    "荧幕": "屏幕", "滑鼠": "鼠标", "列印": "打印", "印表机": "打印机", "伺服器": "服务器",
    "行动电话": "手机", "行动电源": "移动电源", "简讯": "短信", "视讯": "视频", "短影片": "短视频",
    "部落格": "博客", "搜寻": "搜索", "登入": "登录", "计程车": "出租车", "宅配": "快递",
    "超商": "便利店", "折价券": "优惠券", "撷取": "截取", "介面": "界面", "字元": "字符",
    "巨集": "宏", "工具列": "工具栏", "状态列": "状态栏", "视窗": "窗口", "回圈": "循环",
    "阵列": "数组", "位元组": "字节", "解析度": "分辨率", "频宽": "带宽", "网际网路": "互联网",
    "退费": "退款", "讯号": "信号", "相片": "照片", "公车": "公交车", "脚踏车": "自行车",
    "雷射": "激光", "奈米": "纳米", "矽胶": "硅胶", "塑胶": "塑料", "保丽龙": "泡沫塑料",
    "原子笔": "圆珠笔", "影印": "复印", "录影": "录像", "行销": "营销", "客制化": "定制",
    "渡假": "度假", "帐号": "账号", "帐户": "账户", "帐单": "账单", "菸": "烟", "单车": "自行车",
}  # fmt: skip

# Words that a mainland letter uses in another sense; the English tells which sense is meant.
_REGION_SENSES: dict[str, tuple[str, str]] = {
    "档案": (r"\bfiles?\b", "文件"),
    "资讯": (r"\binformation\b|\bdetails\b", "信息"),
    "支援": (r"\bsupport", "支持"),
    "品质": (r"\bquality\b", "质量"),
    "透过": (r"\bthrough\b|\bvia\b|\bby\b", "通过"),
    "储存": (r"\bsav(?:e|ed|ing)\b", "保存"),
    "连结": (r"\blinks?\b", "链接"),
    "影片": (r"\bvideos?\b", "视频"),
    "讯息": (r"\bmessages?\b", "消息"),
    "程式": (r"\bprograms?\b|\bapps?\b", "程序"),
    "使用者": (r"\busers?\b", "用户"),
    "预设": (r"\bdefaults?\b", "默认"),
    "专案": (r"\bprojects?\b", "项目"),
    "回馈": (r"\bfeedback\b", "反馈"),
    "批次": (r"\bbulk\b", "批量"),
    "线上": (r"\bonline\b", "在线"),
    "数位": (r"\bdigital\b", "数字"),
    "选单": (r"\bmenus?\b", "菜单"),
    "字型": (r"\bfonts?\b", "字体"),
}

# What a letter to Taiwan says instead, once its characters are Traditional.
_TAIWAN_WORDS: dict[str, str] = {
    "信息": "資訊", "視頻": "影片", "鏈接": "連結", "軟件": "軟體", "硬件": "硬體", "網絡": "網路",
    "互聯網": "網際網路", "質量": "品質", "質檢": "品質檢查", "默認": "預設", "搜索": "搜尋",
    "登錄": "登入", "短信": "簡訊", "屏幕": "螢幕", "音頻": "音訊", "郵箱": "信箱", "打印": "列印",
    "服務器": "伺服器", "移動電源": "行動電源", "標識": "標示", "賬號": "帳號", "賬戶": "帳戶",
    "賬單": "帳單", "賬款": "帳款", "轉賬": "轉帳", "脫敏": "去識別化",
}  # fmt: skip
_LEAST_QUOTED = 2
_MANY = 2
_FINE_IN_HANT = frozenset("台吃床群峰里才只后面干松系于发斗几向制准板云谷采")
_PROFILES = {Script.HANS: "t2s", Script.HANT_TW: "s2tw", Script.HANT_HK: "s2hk"}
_TAIWAN = re.compile("|".join(sorted(_TAIWAN_WORDS, key=len, reverse=True)))
_QUOTED = re.compile(r"“[^“”\n]{0,200}”|「[^「」\n]{0,200}」|『[^『』\n]{0,200}』")


@lru_cache(maxsize=8)
def _converter(profile: str) -> OpenCC:
    """The converter of OpenCC, which loads its tables on first use: no start needs them."""
    from opencc import OpenCC

    return OpenCC(profile)


@lru_cache(maxsize=8192)
def _converted(char: str, profile: str) -> str:
    return str(_converter(profile).convert(char))


def convert(text: str, script: Script) -> str:
    """The text in another script, for a person to review: phrases may need another word.

    Taiwan's own words are a short list of ours: OpenCC's, made for software, turn every document
    into a computer file (文件 - 檔案) and every review into an audit.
    """
    converted = str(_converter(_PROFILES[script]).convert(text))
    if script is not Script.HANT_TW:
        return converted
    return _TAIWAN.sub(lambda match: _TAIWAN_WORDS[match[0]], converted)


@lru_cache(maxsize=8192)
def simple(char: str) -> str:
    """The Simplified form of one character; itself where there is none."""
    plain = _converted(char, "t2s") if char > "⺀" else char
    return plain if len(plain) == 1 else char


# A finding asks for the reading of its whole pair, and a long pair can have a thousand.
@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """The text in Simplified characters, as long as it was; words stay what they are."""
    return text if text.isascii() else "".join(map(simple, text))


def check_variant(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """VARIANT: Traditional characters in a Simplified letter, or the reverse, a finding a run."""
    zh, script = reading.bead.zh, context.script
    if zh.isascii():
        return
    # Neighbouring places are one run, so that a paragraph is not a hundred findings.
    runs: list[tuple[int, int]] = []
    for at in _wrong(zh, script):
        start = runs.pop()[0] if runs and at <= runs[-1][1] + 2 else at
        runs.append((start, at + 1))
    if script is not Script.HANS and len(runs) > _MANY:
        # Not a slip here and there: one word on it, and the letter is converted as a whole.
        said = _("This Chinese is Simplified; the recipient reads Traditional.")
        span = (runs[0][0], runs[-1][1])
        yield reading.finding_on(Side.ZH, span, Check.VARIANT, Severity.S2, said)
        return
    profile = "t2s" if script is Script.HANS else "s2t"
    for start, end in runs:
        text = "".join(_converted(char, profile) for char in zh[start:end])
        yield reading.finding_on(
            Side.ZH,
            (start, end),
            Check.VARIANT,
            Severity.S2,
            _("{text} is Traditional Chinese.", text=zh[start:end])
            if script is Script.HANS
            else _("{text} is Simplified Chinese.", text=zh[start:end]),
            fixes=(writing(Side.ZH, (start, end), text),),
            # One character is part of many words: no reason is right for all of them.
            term=zh[start:end] if end - start > 1 else None,
        )


def _wrong(zh: str, script: Script) -> list[int]:
    """Places of characters that this script does not have.

    Of a word that Traditional writes like Simplified (佣金, 秘密) the whole text decides. A buyer's
    own words stay as written: a quotation that is of the other script throughout, in a text that is
    not. One odd character inside quotes is a slip.
    """
    profile, fine = ("t2s", _FINE_IN_HANS) if script is Script.HANS else ("s2t", _FINE_IN_HANT)
    whole = zh if script is Script.HANS else str(_converter(_PROFILES[script]).convert(zh))
    blanks = {at for match in BRACED.finditer(zh) for at in range(*match.span())}
    decides = script is not Script.HANS and len(whole) == len(zh)
    wrong = [
        at
        for at, char in enumerate(zh)
        if "㐀" <= char <= "鿿"
        and char not in fine
        and at not in blanks
        and _converted(char, profile) != char
        and not (decides and whole[at] == char)
        and not any(word in zh[max(0, at - 2) : at + 3] for word in _RIGHT_WORDS.get(char, ()))
    ]
    quoted: set[int] = set()
    for match in _QUOTED.finditer(zh) if wrong else ():
        start, end = match.span()
        inside = wrong[bisect_left(wrong, start) : bisect_left(wrong, end)]
        if len(inside) >= _LEAST_QUOTED and len(inside) * 3 >= end - start - 2:
            quoted.update(inside)
    return [at for at in wrong if at not in quoted]


def check_regional_words(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:
    """VARIANT: words of Taiwan and Hong Kong in a Simplified letter.

    One with two senses is told only where the English has that sense.
    """
    zh = reading.bead.zh
    if context.script is not Script.HANS or zh.isascii():
        return
    found = {word: usual for word, usual in _REGION_WORDS.items() if word in zh}
    for word, (sense, usual) in _REGION_SENSES.items():
        if word in zh and re.search(sense, reading.bead.en, re.IGNORECASE):
            found[word] = usual
    for word, usual in found.items():
        span = (zh.index(word), zh.index(word) + len(word))
        yield reading.finding_on(
            Side.ZH,
            span,
            Check.VARIANT,
            Severity.S3,
            _("Mainland readers say {usual}, not {word}.", usual=usual, word=word),
            fixes=(writing(Side.ZH, span, usual),),
            term=word,
        )
