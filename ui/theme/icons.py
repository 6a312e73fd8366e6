"""The icon set: 20-pixel strokes, tinted with a token."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workstation.files import resource


class Icon(StrEnum):
    """A drawing in `resources/icons`; the value is the file's name."""

    QUEUE = "queue"
    BOARD = "board"
    POLICY = "policy"
    GLOSSARY = "glossary"
    DOCUMENT = "document"
    QUALITY = "quality"
    VOICES = "voices"
    CHART = "chart"
    SETTINGS = "settings"
    SEARCH = "search"
    SUN = "sun"
    MOON = "moon"
    SCREEN = "screen"
    PERSON = "person"
    PEOPLE = "people"
    ASSIGN = "assign"
    SIGN_OUT = "sign_out"
    UNDO = "undo"
    REDO = "redo"
    SEND = "send"
    DECIDE = "decide"
    REPLY = "reply"
    NOTE = "note"
    CLAIM = "claim"
    RELEASE = "release"
    SKIP = "skip"
    CITE = "cite"
    ATTACHMENT = "attachment"
    DRAFT = "draft"
    CLOSE = "close"
    CHEVRON_DOWN = "chevron_down"
    CHEVRON_UP = "chevron_up"
    CHEVRON_RIGHT = "chevron_right"
    CHEVRON_LEFT = "chevron_left"
    DRAWER = "drawer"
    SIDEBAR = "sidebar"
    IMAGE = "image"
    VIDEO = "video"
    LINK = "link"
    CLOCK = "clock"
    PAUSE = "pause"
    INFO = "info"
    WARNING = "warning"
    REFRESH = "refresh"
    CLOUD = "cloud"
    OFFLINE = "offline"
    LOCK = "lock"
    LANGUAGE = "language"
    COMMAND = "command"
    KEYBOARD = "keyboard"
    FILTER = "filter"
    SORT = "sort"
    MORE = "more"
    PLUS = "plus"
    CHECK = "check"
    COPY = "copy"
    EXPAND = "expand"
    SHRINK = "shrink"
    EYE = "eye"
    HISTORY = "history"
    QUESTION = "question"
    NEEDS_YOU = "needs_you"
    INBOX = "inbox"
    CALENDAR = "calendar"
    REFER = "refer"
    REOPEN = "reopen"
    SHIELD = "shield"
    SWAP = "swap"


@cache
def _drawings() -> Path:
    return resource("resources/icons")


@cache
def _drawing(icon: Icon) -> str:
    return (_drawings() / f"{icon.value}.svg").read_text(encoding="utf-8")


@cache
def _renderer(icon: Icon, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(icon).replace("currentColor", colour).encode()))


@cache
def _pixmap(icon: Icon, colour: str, pixels: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(pixels * ratio), round(pixels * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(icon, colour).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon_pixmap(icon: Icon, colour: str, pixels: int = 20, ratio: float = 1.0) -> QPixmap:
    """The icon in `colour` (`#RRGGBB`), `pixels` logical pixels square, for a painter."""
    return _pixmap(icon, colour, pixels, ratio)


def tinted_icon(icon: Icon, colour: str, disabled: str) -> QIcon:
    """The icon for a button or a menu, sharp at one and at two device pixels a pixel."""
    tinted = QIcon()
    for ratio in (1.0, 2.0):
        tinted.addPixmap(_pixmap(icon, colour, 20, ratio))
        tinted.addPixmap(_pixmap(icon, disabled, 20, ratio), QIcon.Mode.Disabled)
    return tinted
