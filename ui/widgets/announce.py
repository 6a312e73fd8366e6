"""`announce`: has a screen reader say what changed, without moving the focus there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from ui.language import language
from workstation.i18n import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.language import Source


def announce(widget: QWidget, source: Source) -> None:
    """Have a screen reader, if one runs, say `source` after what it is reading now."""
    said = source if isinstance(source, Message) else source()
    text = language().text(said) if isinstance(said, Message) else said
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
