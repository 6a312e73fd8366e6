"""The type scale, and the families that set English and Chinese side by side."""

from __future__ import annotations

import sys
from enum import StrEnum
from functools import cache

from PySide6.QtGui import QFont, QFontDatabase


class Type(StrEnum):
    """A step of the type scale; the value is the `type` property that the stylesheet knows."""

    META = "meta"
    META_STRONG = "meta_strong"
    BODY = "body"
    STRONG = "strong"
    HEADING = "heading"
    READING = "reading"
    TITLE = "title"
    NUMBER = "number"


PIXELS = {
    Type.META: 12,
    Type.META_STRONG: 12,
    Type.BODY: 13,
    Type.STRONG: 13,
    Type.HEADING: 12,
    Type.READING: 15,
    Type.TITLE: 18,
    Type.NUMBER: 22,
}
STRONG = frozenset({Type.META_STRONG, Type.STRONG, Type.HEADING, Type.TITLE, Type.NUMBER})

_CJK = ("Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei")


@cache
def families() -> tuple[str, ...]:
    """The families to ask for, the interface font of the machine first.

    The Chinese partner is always named: left to itself under a C locale, fontconfig picks the
    Japanese shapes of Noto Sans CJK. Needs a QGuiApplication.
    """
    installed = set(QFontDatabase.families())
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    first = system if sys.platform in ("win32", "darwin") else "Noto Sans"
    wanted = (first, "Noto Sans", *_CJK, "WenQuanYi Micro Hei")
    found = tuple(dict.fromkeys(name for name in wanted if name in installed))
    return found or (system,)


def has_chinese() -> bool:
    """Whether some font of the machine has the characters of Chinese. Needs a QGuiApplication."""
    simplified = QFontDatabase.WritingSystem.SimplifiedChinese
    return not set(_CJK).isdisjoint(families()) or bool(QFontDatabase.families(simplified))


@cache
def _font(step: Type, percent: int) -> QFont:
    font = QFont()
    font.setFamilies(list(families()))
    font.setPixelSize(max(1, round(PIXELS[step] * percent / 100)))
    font.setWeight(QFont.Weight.DemiBold if step in STRONG else QFont.Weight.Normal)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def font(step: Type = Type.BODY, percent: int = 100) -> QFont:
    """The font of one step with tabular digits; `percent` is the person's text size."""
    return QFont(_font(step, percent))
