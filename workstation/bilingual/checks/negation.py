"""NEGATION: one side denies what the other affirms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workstation.bilingual.checks.contrary import excused, settled, turned
from workstation.bilingual.checks.denials import (
    Denials,
    banned_only_in_chinese,
    en_denials,
    may_deny,
    repeated,
    zh_denials,
)
from workstation.bilingual.checks.finding import Check, Finding, Severity
from workstation.bilingual.checks.opposites import opposite
from workstation.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workstation.bilingual.checks.bead_values import BeadReading, ValuePairing
    from workstation.bilingual.checks.context import CheckContext

# Software strings: the key of a choice stands in its word, "(R)eject", and a blank before one.
_KEY = re.compile(r"\(([A-Z])\)(?=[a-z]{2})")
_GLUED = re.compile(r"%s(?=[A-Z])")
_NAME = re.compile(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_HAS = re.compile(r"\b(?:has|have|had|there (?:is|are|was|were)) (?:an? |the |your )?[a-z]")
_LONGEST_NAME = 40
_LONGEST_SPELT = 12
# Set phrases: English on the left is answered by Chinese on the right.
_ANSWERS = tuple(
    (re.compile(en, re.IGNORECASE), re.compile(zh))
    for en, zh in (
        (
            r"hesitate|(?:not|n['’]t|never) (?:\w+ )?(?:forget|fail|omit|neglect)|forget to",
            r"随时|欢迎|尽管|记得|务必|请|牢记|注意|一定|千万|必须|留意|总",
        ),
        (r"(?:not|n['’]t|never|unable to) (?:\w+ )?(?:remember|recall)", r"忘|遗忘"),
        (r"\b(?:not|never|n['’]t) (?:been )?expect\w*", r"意外|[意预]料|预期|出乎|突然"),
        (
            r"\bnever\b.{0,9}\b(?:end|expir|chang|stop|sleep|clos|fail|miss)\w*",
            r"永|一直|始终|总|长期|无限",
        ),
        (r"\b(?:not|never|n['’]t) far\b", r"近|伴|旁|身边"),
        (
            r"(?:\bnot|n['’]t) (?:quite|nearly|entirely|exactly|as|so)\b",
            r"[稍较更]|不[如及]|[低逊弱差]于|接近|几乎|差点|略",
        ),
        (
            r"(?:\bnot|n['’]t)\b[^.]{0,30}\b(?:more|another|any further|additional)\b",
            r"上限|[已额]满|足够|为止|最多",
        ),
        (r"\bnothing but|\bnone other", r"[只仅全都]|就是|正是|尽"),
        (
            r"\bnot now|\bnot (?:so )?long (?:ago|after)|no sooner",
            r"稍后|以后|下次|[刚近久]|一\w{1,6}就",
        ),
        (
            r"\bwithout (?:\w+ )?exception|\bwithout (?:doubt|fail|question)",
            r"[均都皆]|一[律定]|务必|确实",
        ),
        (r"\bwithout (?:interrupt|stop|paus|break|rest)\w*", r"持续|连续|一直|不停"),
        (r"\bwithout (?:sav|appl|confirm|commit)\w*", r"[放舍丢]弃|撤销|直接"),
        (
            r"\bwithout (?:problem|trouble|issue|difficult|incident|error|effort)\w*",
            r"顺利|正常|轻松",
        ),
        (
            r"\bwithout (?:help|assistance|notice|warning|reason|permission)",
            r"自行|独立|突然|擅自|随意",
        ),
        (r"\bnot enough|n['’]t enough", r"太少|[缺欠]|短缺|有限"),
        (r"\b(?:not|no)\b[^.]{0,24}\b(?:work|function|respond)\w*", r"失[灵效败]|故障|坏|死机"),
        (r"\bnot (?:genuine|real|true|authentic)", r"假|仿|伪"),
        (
            r"(?:\bnot|n['’]t)\b[^.]{0,24}\b(?:includ|count|cover)\w*",
            r"除外|另[计付行收]|排除|自理",
        ),
        (r"(?:\bnot|n['’]t)\b[^.]{0,24}\b(?:approv|accept|uph[eo]ld|grant)\w*", r"驳回|退回|拒"),
        (r"\b(?:not|n['’]t|nor) (?:\w+ )?agree", r"反对|拒绝|异议"),
        (r"\bnot (?:clear|legible|sharp|readable)", r"模糊|含糊|含混"),
        (r"\bnot\b[^.]{0,12}\b(?:visible|shown|displayed)", r"隐藏|屏蔽|隐去"),
        (r"\bnot (?:\w+ )?(?:available|in stock|on sale)", r"缺货|售罄|下架|停[用售]|下线"),
        (r"\bnot (?:be )?(?:empty|blank|left blank)", r"必[填须需]|填写"),
        (r"\bnot both\b", r"之一|其一|[二两任]选[一其]|任一"),
        (r"\bNOT\b", r"取反|求反|反转"),
        (
            r"(?:\b(?:not?|never|without|nobody|none|nothing|cannot|unable)|n['’]t)\b[^.]{0,120}"
            r"\b(?:until|unless|before)\b",
            r"才|直[到至]|方[可能才]|后再",
        ),
        (r"\b(?:not|n['’]t) (?:all|every)\b", r"部分|一些|有些|某些|个别"),
        (r"\bno \w+ (?:is|are) (?:exempt|excluded|excepted)", r"[所全均都]|一律|任何"),
        (r"\bnot a (?:day|minute|moment|second) (?:longer|later)", r"逾期|过期|作废|截止|为止"),
        (r"\bno later than|not later than", r"前|最迟|最晚|截止"),
        (r"\bno (?:less|fewer) than|not less than", r"至少|以上|达"),
        (
            r"\bno more than|not more than|not exceed|more than once",
            r"最多|至多|以内|以下|上限|为限|内",
        ),
        (r"\bwithout (?:delay|undue delay)", r"立即|尽快|及时|即时|马上"),
        (r"\bwithout (?:charge|cost|a fee)|no (?:charge|cost|fee)", r"免费|免"),
        (r"\bnot yet|n['’]t yet|\byet\b", r"待|[仍尚](?![未不无没待])"),
        (
            r"\bnot (?:be )?(?:older|later|more|longer|earlier|less|fewer|above|below|exceed)",
            r"内|以下|前|以上|至少|最",
        ),
        (r"\bno [a-z]+er than\b", r"更|不比"),
        (r"(?:\bnot|\bno|\bnever|n['’]t)\b[^.]{0,60}\bmore than\b", r"最多|至多|以内|上限|不超过"),
        (r"(?:\bnot|\bnever|n['’]t)\b[^.]{0,60}\bmore than (?:once|one)\b", r"[只仅]"),
        (r"\bno longer", r"失效|停|结束|截止|取消|过期|届满|退出"),
        (r"\bnothing (?:more|else|further)|no further", r"即可|已完成|只需"),
        (r"\bnot (?:necessary|required|mandatory)|need not|optional", r"可选|可省|自愿|免"),
        (r"\bnot (?:the same|identical|equal)|no difference", r"异|有别|差"),
        (r"\bnot\b[^.]{0,80}\bonly\b", r"[只仅才]"),
        (r"\bnot opaque|not many|not much|not long", r"透明|少|短"),
        (r"\b(?:without|no) (?:a )?remainder", r"整除"),
        (r"\bwithout\b", r"只|仅|直接|空|排除|跳过|独自|单独|即可|就|去除|去掉|删[去除]|移除|免"),
        (r"\bnot\b[^.]{0,20}\ballowed\b", r"禁"),
        (r"\bnot (?:just|merely|simply)\b", r"更|还|也|不仅|不只|不单"),
        (r"\bnot\b|\bcannot\b|n['’]t\b", r"只[能可]|仅[能可限]"),
        (r"\b(?:check|make sure|verify|ensure|see)\b[^.]{0,120}\bnot\b", r"是否"),
        (r"\bno\b[^.]{0,40}\bleft\b", r"完了|耗尽|用[完尽]|[售用]罄"),
        (r"(?:\bnot|\bcannot|n['’]t)\b[^.]{0,120}\b(?:unless|except)\b", r"[只仅才]"),
        (
            r"\bnot (?:be(?:en|ing)? |yet )?(?:chang|alter|affect|modif|touch|mov|remov|delet)\w*",
            r"保留|保持|维持|仍",
        ),
        (r"\bif not\b|\bwhy not\b|\bor not\b", r"否|若|如"),
        (r"\bnone\b", r"空|零|0"),
        (r"\bno doubt|\bnot least|\bno wonder", r""),
    )
)


def check_negation(reading: BeadReading, context: CheckContext) -> Iterator[Finding]:  # noqa: ARG001
    """NEGATION: a denial on one side and neither that nor an antonym on the other, by sentences."""
    if not reading.translated:
        return
    severity = Severity.S1 if len(reading.pairings) == 1 else Severity.S2
    for pair in reading.pairings:
        if pair.en and pair.zh:
            yield from _compare(reading, pair, severity)
            turn = turned(pair.en_text, pair.zh_text)
            if turn is not None:
                yield opposite(reading, pair.en_place(turn[0]), pair.zh_place(turn[1]))


def _compare(reading: BeadReading, pair: ValuePairing, severity: Severity) -> Iterator[Finding]:
    """In human translation an English negator has a Chinese one in all but 3 of 1,000 sentences.

    The reverse holds only for modal verbs (不能, 不得, 不会): English denies with 无 words that are
    adjectives (invalid, unknown) far oftener than with a negator.
    """
    en_text, zh_text = pair.en_text, pair.zh_text
    if not may_deny(en_text, zh_text):
        return
    en_text = en_text.replace("_", "") if "(_" in zh_text else en_text
    en_text = _KEY.sub(r"  \1", _GLUED.sub("  ", en_text))
    en_text, zh_text = settled(en_text, zh_text.replace("沒", "没"))
    zh = zh_denials(zh_text, en_text)
    en = en_denials(en_text, zh_text, softly=zh.first is not None)
    dropped = en.strict - en.spare > zh.strict + zh.loose
    # A set phrase of the Chinese may say what the English negator says.
    if (
        en.first is not None
        and dropped
        and not any(right.search(zh_text) and left.search(en_text) for left, right in _ANSWERS)
    ):
        yield reading.finding(
            Check.NEGATION,
            severity,
            _("English says “{word}”, and nothing in the Chinese denies it.", word=en.first[0]),
            en=pair.en_place(en.first),
            zh=pair.zh_span,
        )
        return
    added = _added(en_text, zh_text, en, zh)
    if added is not None and (plain := excused(en_text, zh_text)) != zh_text:
        added = _added(en_text, plain, en, zh_denials(plain, en_text))
    if added is not None:
        yield reading.finding(
            Check.NEGATION,
            severity,
            _("Chinese says “{word}”, and nothing in the English denies it.", word=added[0]),
            en=pair.en_span,
            zh=pair.zh_place(added),
        )


def _added(en_text: str, zh_text: str, en: Denials, zh: Denials) -> re.Match[str] | None:
    """The first denial of the Chinese if it denies more than the English does."""
    if zh.first is None:
        return None
    # 不丹 is Bhutan: a name of a word or two is spelt with what elsewhere denies.
    short = len(en_text) <= _LONGEST_NAME and len(zh_text) <= _LONGEST_SPELT
    if short and not zh.modal and _NAME.fullmatch(en_text) is not None:
        return None
    negative, again = en.strict + en.modal, repeated(zh_text) if en.strict else 0
    more = (
        zh.modal - again > negative
        or ((zh.verbal or _HAS.search(en_text)) and not negative + en.loose)
        or (en.strict and zh.strict - again > negative + en.loose)
        or banned_only_in_chinese(en_text, zh_text, en.strict)
    )
    return zh.first if more else None
