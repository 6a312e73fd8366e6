"""`NoticeBar`: a line above a pane that tells something, with one button at most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame

from ui.theme import Icon, Tone
from ui.widgets.announce import announce
from ui.widgets.buttons import IconButton, TextButton
from ui.widgets.empty import IconMark
from ui.widgets.label import Label
from ui.widgets.layout import row
from ui.widgets.look import describe_one, set_role, set_tone
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.language import Source

_ICONS = {
    Tone.DANGER: Icon.WARNING,
    Tone.WARN: Icon.WARNING,
    Tone.OK: Icon.CHECK,
}


class NoticeBar(QFrame):
    """A line that is hidden until `say`, with a button for the one thing to do about it."""

    acted = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "notice")
        self._icon = IconMark(Icon.INFO, Tone.INFO, 18)
        self._text = Label(wrap=True)
        self._action = TextButton(_("Show"))
        self._close = IconButton(Icon.CLOSE, _("Dismiss"))
        set_role(self._close, "small")
        self._close.setIconSize(QSize(16, 16))
        parts = row(self._icon, self._text, self._action, self._close, margins=(12, 4, 8, 4))
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self._dismiss)
        self._said: Source | None = None
        self.hide()

    def say(
        self,
        source: Source,
        tone: Tone = Tone.INFO,
        action: Source | None = None,
        *,
        dismissable: bool = True,
    ) -> None:
        """Show the line in this tone, with a button if there is something to do."""
        set_tone(self, tone)
        set_tone(self._text, tone)
        set_tone(self._action, tone)
        self._icon.show_icon(_ICONS.get(tone, Icon.INFO), tone)
        self._text.say(source)
        if action is not None:
            self._action.say(action)
            describe_one(self._action, action, source)
        describe_one(self._close, _("Dismiss"), source)
        self._action.setVisible(action is not None)
        self._close.setVisible(dismissable)
        heard = self.isVisible() and self._said == source
        self._said = source
        self.show()
        if not heard:
            announce(self, source)

    def clear(self) -> None:
        """Hide the line."""
        self.hide()

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
