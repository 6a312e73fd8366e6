"""Finding variables, web and mail addresses, and telephone numbers; alike in both languages."""

from __future__ import annotations

import re

from workstation.bilingual.values.kinds import Email, Phone, Placeholder, Url
from workstation.bilingual.values.scan import Scan, compiled

_ENTITY = compiled(r"&#?[A-Za-z0-9]{1,10};")
_TAG = compiled(
    r"</?[A-Za-z][A-Za-z0-9:_-]{0,60}(?:[\s/][^<>]{0,300})?>"
    r"|<[\u4e00-\u9fff][^<>\n]{0,60}>|<[A-Za-z][^<>\n]{0,60}>"
)
_URL = compiled(r"(?:https?|ftp)://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]{1,2000}", re.IGNORECASE)
_DOMAIN = compiled(
    r"(?<![A-Za-z0-9.@/_-])(?:[A-Za-z0-9-]{1,63}\.){1,5}"
    r"(?:com|cn|org|net|edu|gov|sg|eu|uk|hk|tw|shop|example|test|info|io|app|store|me|my"
    r"|jp|de|fr)(?![A-Za-z0-9-])(?:/[A-Za-z0-9._~/?#&=%+-]*)?"
)
_EMAIL = compiled(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,24}"
)
_DOUBLE = compiled(r"\{\{\s*([^{}\s|][^{}|]{0,79}?)\s*(?:\|[^{}]{0,80})?\}\}")
_BROKEN = compiled(r"\{\{\s*[A-Za-z_][\w.]{1,60}\s*\}?(?!\})|(?<!\{)\{[A-Za-z_][\w.]{1,60}\}\}")
_PYTHON = compiled(r"%\(([^()%]{1,80})\)[#0+ -]?\d*(?:\.\d+)?[diouxXeEfFgGcrsa]?")
_SHELL = compiled(r"\$(?:\{[\w.]{1,80}\}|\([\w.]{1,80}\))")
_SINGLE = compiled(r"\{([^\W\d][\w.:-]{0,79}|\d{1,2}|)\}")
_PRINTF = compiled(
    r"(?:(?<![A-Za-z0-9%])%|(?<!%)%(?=\d{1,2}\$))(?:(\d{1,2})\$)?[-+#0]?(?:\d{1,3}|\*)?(?:\.(?:\d{1,3}|\*))?"
    r"(?:hh?|ll?|[zjtL])?([diouxXeEfFgGcspmu])(?![a-z][A-Za-z]{2})"
)
_PRODUCT = compiled(r"%[A-Z][A-Z_]{2,40}%?|%[1-9](?![\d%])")
_ICU = compiled(r"\{\s*(\w{1,60})\s*,\s*(?:plural|select|selectordinal)\s*,")

_PHONE = compiled(r"(?<![\w+])\+\d{1,3}[ ()-]{0,2}(?:\d[ ()-]{0,2}){6,13}\d(?!\d)")
_PHONE_CN = compiled(r"(?<![\d.-])1[3-9]\d(?:[ -]?\d{4}){2}(?![\d-])")
_PHONE_LINE = compiled(
    r"(?<![\d.-])(?:[48]00-?\d{3}-?\d{4}|\(0\d{2,3}\) ?\d{7,8}|0\d{2,3}-\d{7,8}"
    r"|1-8\d\d-\d{3}-\d{4})"
    r"(?![\d-])"
)
_TRAILING = ".,;:!?'*"


def take_addresses(scan: Scan) -> None:
    """Web and mail addresses."""
    if ":/" in scan.text:
        scan.take_trimmed(_URL, Url, _url_end)
    if "@" in scan.text:
        scan.take(_EMAIL, lambda match: Email(match[0].lower()))
    if "." in scan.text:
        scan.take_trimmed(_DOMAIN, Url, _url_end)


def hide_markup(scan: Scan) -> None:
    """Hide tags and entities, which state nothing."""
    if "<" in scan.text:
        scan.hide(_TAG)
    if "&" in scan.text:
        scan.hide(_ENTITY)


def take_variables(scan: Scan) -> None:
    """Variables, double braces first: what is left of one that lost a brace is a broken one."""
    braces = "{" in scan.text
    if braces:
        _take_icu(scan)
        scan.take(_DOUBLE, lambda match: Placeholder(match[1].strip()))
    if "%" in scan.text:
        scan.take(_PYTHON, lambda match: Placeholder(match[1]))
        scan.take(
            _PRINTF, lambda match: Placeholder(f"%{match[1]}$" if match[1] else f"%{match[2]}")
        )
        scan.take(_PRODUCT, lambda match: Placeholder(match[0].strip("%")))
    if "$" in scan.text:
        scan.take(_SHELL, lambda match: Placeholder(match[0][2:-1]))
    if braces:
        scan.take(_BROKEN, lambda match: Placeholder(match[0]))
        scan.take(_SINGLE, lambda match: Placeholder(match[0]))


def take_phones(scan: Scan) -> None:
    """Telephone numbers; international ones first, they may hold any grouping."""
    if "+" in scan.text:
        scan.take(_PHONE, _phone)
    scan.take(_PHONE_CN, _phone)
    scan.take(_PHONE_LINE, _phone)


def _url_end(text: str) -> str:
    """Cut punctuation of the sentence, and a bracket that was opened before the address."""
    while text:
        if text[-1] in _TRAILING or (text[-1] == ")" and text.count("(") < text.count(")")):
            text = text[:-1]
        else:
            break
    return text


def _phone(match: re.Match[str]) -> Phone:
    """The digits of a number, with the + of an international one."""
    digits = "".join(char for char in match[0] if char.isdigit())
    return Phone(("+" if match[0].startswith("+") else "") + digits)


def _take_icu(scan: Scan) -> None:
    """`{n, plural, one {...} other {...}}` counts as its argument; branches differ by language."""
    at = 0
    while (match := _ICU.search(scan.text, at)) is not None:
        at, depth = match.start(), 0
        # As far as the brace that closes it, or the end.
        for char in scan.text[match.start() :]:
            depth += {"{": 1, "}": -1}.get(char, 0)
            at += 1
            if depth == 0:
                break
        scan.add(Placeholder(f"{{{match[1]}}}"), match.start(), at)
        scan.hide_span(match.start(), at)
