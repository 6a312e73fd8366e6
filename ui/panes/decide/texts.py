"""A text in both languages beside each other: the reasoning, or the right route."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTextEdit, QWidget

from ui.language import Source, bind
from ui.theme import theme
from ui.widgets import Heading, column, describe, mark_content, row, set_role
from workstation.domain.labels import LANGUAGE
from workstation.domain.taxonomy import Language
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _


class BilingualText(QWidget):
    """Says `typed` when a person changed either side."""

    typed = Signal(str, str)

    def __init__(self, heading: Message, hint: Source) -> None:
        super().__init__()
        self.sides = {side: QTextEdit() for side in Language}
        for side, edit in self.sides.items():
            set_role(edit, "field")
            mark_content(edit)
            edit.setAcceptRichText(False)
            edit.setTabChangesFocus(True)
            edit.setMinimumHeight(theme().scaled(84))
            describe(edit, _("{what}, {language}", what=heading, language=LANGUAGE[side]))
            bind(edit, edit.setPlaceholderText, LANGUAGE[side])
            edit.textChanged.connect(self._say)
        self._heading = Heading(heading)
        bind(self._heading, self._heading.setToolTip, hint)
        self.setLayout(column(self._heading, row(*self.sides.values(), spacing=10)))

    def set_text(self, text: Bilingual) -> None:
        """Show another text."""
        for side, edit in self.sides.items():
            if edit.toPlainText() != text.side(side):
                edit.blockSignals(True)
                edit.setPlainText(text.side(side))
                edit.blockSignals(False)

    def _say(self) -> None:
        en, zh = (self.sides[side].toPlainText() for side in (Language.EN, Language.ZH))
        self.typed.emit(en, zh)
