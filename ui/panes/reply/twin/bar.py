"""The quiet line below the twin draft that offers one thing and its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.theme import Icon, Tone
from ui.widgets import IconButton, IconMark, KeyCap, Label, TextButton, row, set_role, set_tone
from workstation.i18n import _

if TYPE_CHECKING:
    from ui.language import Source

_ICONS = {Tone.WARN: Icon.WARNING, Tone.VIOLET: Icon.SWAP}


class OfferBar(QFrame):
    """Hidden until it asks; `accepted` and `declined` are the two answers, closing is neither."""

    accepted = Signal()
    declined = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "notice")
        self._icon = IconMark(Icon.INFO, Tone.INFO, 18)
        self._text = Label(wrap=True)
        self._accept = TextButton(_("Change"))
        self._key = KeyCap("Alt+Enter")
        self._decline = TextButton(_("Keep as one"))
        self._close = IconButton(Icon.CLOSE, _("Dismiss"))
        parts = row(
            self._icon,
            self._text,
            self._accept,
            self._key,
            self._decline,
            self._close,
            margins=(12, 3, 6, 3),
        )
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self._accept.clicked.connect(self.accepted)
        self._decline.clicked.connect(self.declined)
        self._close.clicked.connect(self.closed)
        self.hide()

    def ask(
        self,
        source: Source,
        tone: Tone,
        accept: Source | None = None,
        decline: Source | None = None,
    ) -> None:
        """Say something, with one or two answers where there are any."""
        for part in (self, self._text, self._accept, self._decline):
            set_tone(part, tone)
        self._icon.show_icon(_ICONS.get(tone, Icon.INFO), tone)
        self._text.say(source)
        for button, said in ((self._accept, accept), (self._decline, decline)):
            if said is not None:
                button.say(said)
            button.setVisible(said is not None)
        self._key.setVisible(accept is not None)
        self.show()
