"""The menu of a page: what a right click may do without cutting across pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

from ui.theme import Icon
from ui.widgets import Menu
from workstation.i18n import _, pgettext

if TYPE_CHECKING:
    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.session import WritingSession
    from ui.panes.reply.twin.writer import TwinWriter


def open_menu(page: TwinPage, writing: TwinWriter, session: WritingSession, at: QPoint) -> Menu:
    """Open it at a place of the screen; it is gone when it closes."""
    menu = Menu(page)
    chosen = page.textCursor().hasSelection()
    pasteable = bool(QGuiApplication.clipboard().text())
    menu.entry(_("Undo"), writing.undo, Icon.UNDO, "Ctrl+Z", enabled=session.can_undo)
    menu.entry(_("Redo"), writing.redo, Icon.REDO, "Ctrl+Shift+Z", enabled=session.can_redo)
    menu.rule()
    menu.entry(pgettext("edit", "Cut"), page.cut_out, None, "Ctrl+X", enabled=chosen)
    menu.entry(pgettext("edit", "Copy"), page.copy, Icon.COPY, "Ctrl+C", enabled=chosen)
    menu.entry(pgettext("edit", "Paste"), page.paste, None, "Ctrl+V", enabled=pasteable)
    menu.entry(_("Select all"), page.selectAll, None, "Ctrl+A")
    menu.rule()
    menu.entry(_("Confirm this pair"), writing.confirm, Icon.CHECK, "Ctrl+Enter")
    menu.entry(_("Join with the pair above"), writing.join_above, None, "Alt+Up")
    menu.entry(_("Join with the pair below"), writing.join_below, None, "Alt+Down")
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
    return menu
