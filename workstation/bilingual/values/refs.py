"""Finding policy clauses, and the ids of orders, cases and listings."""

from __future__ import annotations

import re

from workstation.bilingual.values.kinds import ClauseMention, Name, Reference
from workstation.bilingual.values.numerals import whole_number
from workstation.bilingual.values.scan import Scan, compiled

_PATH = r"\d{1,3}(?:\.\d{1,3}){0,4}(?: ?[(（](?:[a-z]|[ivx]{1,4}|\d{1,2})[)）]){0,3}"
_VERSION = (
    r"(?:,? ?[(（]?(?:[Vv]ersion |[Vv]er\. ?|[Vv])(?P<version>\d+(?:\.\d+)*)[)）]?"
    r"|[(（，,]\s?(?:第)?(?P<edition>\d+(?:\.\d+)*) ?版[)）]?)?"
)
_CODED = compiled(
    rf"(?<![A-Za-z0-9_])(?P<code>(?!(?:USD|SGD|HKD|CNY|RMB|EUR|GBP|JPY|MYR|THB|RM|AUD|CAD"
    rf"|TWD|PHP|IDR|VND|KRW|INR|CNH) ?\d)[A-Z]{{2,5}}) ?(?P<path>\d{{1,3}}"
    rf"(?:\.\d{{1,3}}){{1,4}}(?: ?[(（][a-z][)）])?)"
    rf"(?![\d%]|\.\d){_VERSION}"
)
_EN_CLAUSE = compiled(
    r"\b(?:[Ss]ections?|[Ss]ec\.|[Cc]lauses?|[Aa]rticles?|[Aa]rt\.|[Pp]aragraphs?"
    r"|[Pp]ara\.|[Rr]ules?|§)"
    rf" ?(?P<path>{_PATH})(?![\d%]|\.\d){_VERSION}"
)
_ZH_NUMERALS = "零〇一二三四五六七八九十百"
_ZH_CLAUSE = compiled(
    rf"第 ?(?P<path>{_PATH}|[{_ZH_NUMERALS}]{{1,7}}) ?[条條](?:规定|之规定)?"
    rf"(?:第? ?(?P<para>[{_ZH_NUMERALS}]{{1,4}}|\d{{1,2}}) ?款)?"
    rf"(?:[(（第] ?(?P<item>[a-z]|[{_ZH_NUMERALS}]{{1,3}}|\d{{1,2}}) ?[)）]?项)?{_VERSION}"
)
_ZH_PREFIXED = compiled(
    r"(?:条款|规则|条) ?(?P<path>\d{1,3}(?:\.\d{1,3}){1,4}(?: ?[(（][a-z][)）])?)"
)
_BARE = compiled(r"(?<![\w.])(?P<path>\d{1,3}(?:\.\d{1,3}){0,4}[(（][a-z][)）])(?![A-Za-z])")

_HASHED = compiled(r"(?<![\w&])# ?(\d{3,}(?:-\d+)*|[A-Z]{1,6}-?\d[\dA-Z-]*)")
_LETTERED = compiled(
    r"(?<![A-Za-z0-9_])(?:[A-Z]{2,8}[-_]?\d[0-9A-Z]*(?:[-_][0-9A-Z]+)*|[A-Z]-\d{4}-\d{4,9})"
    r"(?![A-Za-z0-9_])"
)
_GROUPED = compiled(r"(?<![\w.+-])\d{2,}(?:-\d{2,}){1,5}(?![\w-])")
_LONG = compiled(r"(?<![\w.,+-])\d{9,32}(?![\w-]|[.,]\d)")
_DOTTED = compiled(r"(?<![\w.])[vV]?\d+(?:\.\d+){2,}(?![\w])")
_GLUED = compiled(
    r"(?<![A-Za-z0-9_%\\])(?:0x[0-9A-Fa-f]+|(?<=[一-鿿])-\d{1,3}|\d+[A-Z]+\d[0-9A-Za-z]*"
    r"|[A-Za-z_][A-Za-z_]*-?\d[A-Za-z0-9_]*)(?![A-Za-z0-9_])"
)
_VERSION_ALONE = compiled(r"[vV]\.?\d+(?:\.\d+)?")
_ENOUGH_DIGITS = 4


_SALES_DAY = compiled(
    r"(?<![\d.])1(?P<day>[12])\.1(?P=day)(?![\d.]\d|\d)|[Dd]ouble[- ](?:1(?P<en>[12])|"
    r"(?P<word>[Ee]leven|[Tt]welve))\b"
    r"|双(?:十|1)(?P<zh>[一二12])"
)


_DECADE = compiled(r"\b(?P<en>(?:1[89]|20)\d0)[’']?s\b")
# In the 1980s and 90s: the second has the century of the first.
_DECADE_AFTER = compiled(r"(?:(?<=0s and )|(?<=0s or ))['’]?(?P<ten>[1-9]0)['’]?s\b")
_ZH_DECADE = compiled(
    r"(?<!\d)(?P<year>1[6-9]\d0|20\d0)\s?年代"
    r"|(?:(?P<century>1[6-9]|2[01]|十[六七八九]|二十一?)\s?世纪\s?)?"
    r"(?<!\d)(?P<ten>[1-9]0|[一二三四五六七八九]?十)\s?年代"
)
_ALL_DAY = compiled(r"(?<![\d/])(?:24/7|(?:7|24)\s?[xX*×]\s?(?:24|7)(?=\s?(?:小?时|$|[^\d])))")


def take_sales_days(scan: Scan) -> None:
    """11.11, Double 11 and 双十一 are one name, and neither a date nor a number.

    So are the 1990s (20世纪90年代), and 24/7.
    """
    if "7" in scan.text:
        scan.take(_ALL_DAY, lambda _match: Name("24/7"))
    if "0s" in scan.text or "0's" in scan.text or "0’s" in scan.text:
        scan.take(_DECADE_AFTER, _decade_after)
        scan.take(_DECADE, lambda match: Name(f"{match['en']}s"))
    if "年代" in scan.text:
        scan.take(_ZH_DECADE, _zh_decade)
    if "双" in scan.text or "ouble" in scan.text or "1." in scan.text:
        scan.take(_SALES_DAY, _sales_day)


def _decade_after(match: re.Match[str]) -> Name | None:
    before = _DECADE.search(match.string, max(0, match.start() - 10), match.start())
    return None if before is None else Name(f"{before['en'][:2]}{match['ten']}s")


def _zh_decade(match: re.Match[str]) -> Name:
    if match["year"]:
        return Name(f"{match['year']}s")
    century, ten = whole_number(match["century"]) or 20, whole_number(match["ten"]) or 0
    return Name(f"{(century - 1) * 100 + ten}s")


def _sales_day(match: re.Match[str]) -> Name:
    said = match["day"] or match["en"] or match["word"] or match["zh"]
    return Name("12.12" if said.lower() in ("2", "twelve", "二") else "11.11")


def take_references(scan: Scan) -> None:
    """Ids with letters or groups of digits; they must agree to the character."""
    if not scan.has_digit:
        return
    if "#" in scan.text:
        scan.take(_HASHED, lambda match: Reference(match[1]))
    scan.take(_LETTERED, _lettered)
    scan.take(_GROUPED, lambda match: _enough(match, 8))
    scan.take(_LONG, lambda match: Reference(match[0]))


def take_clauses(scan: Scan) -> None:
    """Clauses of a policy in either language's manner."""
    if scan.has_digit:
        scan.take(_CODED, _clause)
        scan.take(_EN_CLAUSE, _clause)
    if "第" in scan.text or "條" in scan.text:
        scan.take(_ZH_CLAUSE, _zh_clause)
    if scan.has_digit:
        scan.take(_ZH_PREFIXED, _clause)
        scan.take(_BARE, _clause)


def take_names(scan: Scan) -> None:
    """Names and versions with digits in them; `v2.0` alone is left for the numbers."""
    if scan.has_digit:
        scan.take(_DOTTED, lambda match: Name(match[0].lstrip("vV")))
        scan.take(
            _GLUED,
            lambda match: None if _VERSION_ALONE.fullmatch(match[0]) else Name(match[0].lower()),
        )


def _enough(match: re.Match[str], least: int) -> Reference | None:
    digits = sum(map(str.isdigit, match[0]))
    return Reference(match[0]) if digits >= least else None


def _lettered(match: re.Match[str]) -> Reference | None:
    """Short tokens such as F2, UTF-8 or Q3 are names; an id is longer."""
    hyphened = "-" in match[0] and match[0].split("-")[-1].isdigit()
    return _enough(match, 2 if hyphened else _ENOUGH_DIGITS)


def _path(text: str) -> str:
    number = whole_number(text)
    if number is not None:
        return str(number)
    return text.replace("（", "(").replace("）", ")").replace(" ", "")


def _clause(match: re.Match[str]) -> ClauseMention:
    groups = match.groupdict()
    version = groups.get("version") or groups.get("edition")
    return ClauseMention(groups.get("code"), _path(groups["path"]), version)


def _zh_clause(match: re.Match[str]) -> ClauseMention:
    """第二条第三款: a clause with its paragraph and item in brackets."""
    number = _path(match["path"])
    for part in (match["para"], match["item"]):
        if part:
            number += f"({_path(part)})"
    return ClauseMention(None, number, match["version"] or match["edition"])
