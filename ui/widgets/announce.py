"""Tells a screen reader that something has changed without the focus moving there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from ui.language import language
from workstation.i18n import Message

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.language import Source


def announce(widget: QWidget, source: Source) -> None:
    """Have `source` read out after what is being read; silent where nobody listens."""
    said = source if isinstance(source, Message) else source()
    text = language().text(said) if isinstance(said, Message) else said
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
