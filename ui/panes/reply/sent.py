"""The letters that a party has already: folded away above the editors."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QScrollArea, QWidget

from ui.theme import Tone, Type
from ui.widgets import (
    Edge,
    Label,
    ReadingView,
    column,
    describe,
    refuse_input_method,
    row,
    set_edge,
)
from workstation.domain.case import Letter
from workstation.domain.labels import MILESTONE
from workstation.i18n import _


class _Letter(QWidget):
    def __init__(self, letter: Letter) -> None:
        super().__init__()
        said = _(
            "{milestone} · {name}, {at}",
            milestone=MILESTONE[letter.milestone],
            name=letter.sent_by.name,
            at=letter.sent_at,
        )
        sides = (ReadingView(Type.BODY), ReadingView(Type.BODY))
        for view, text, code in zip(
            sides, (letter.text.en, letter.text.zh), ("en", "zh"), strict=True
        ):
            view.show_text(text, code)
        head = Label(said, Type.META_STRONG, Tone.MUTED)
        texts = row(*sides, spacing=24)
        self.setLayout(column(head, texts, margins=(18, 10, 18, 10), spacing=4))


class SentLetters(QScrollArea):
    """Newest first. Built when it is opened: most of the time nobody looks."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        refuse_input_method(self)
        describe(self, _("Letters sent"))
        set_edge(self, Edge.BOTTOM)
        self._shown: tuple[Letter, ...] = ()
        self.hide()

    def show_letters(self, letters: Sequence[Letter]) -> None:
        """Have these ready; they are drawn when the area is opened."""
        if tuple(letters) != self._shown:
            self._shown = tuple(letters)
            if not self.isHidden():
                self._build()

    def unfold(self, open_: bool) -> None:
        """Open or fold away."""
        if open_:
            self._build()
        self.setVisible(open_)

    def _build(self) -> None:
        inside = QWidget()
        parts = column(*(_Letter(each) for each in reversed(self._shown)), spacing=0)
        parts.addStretch(1)
        inside.setLayout(parts)
        self.setWidget(inside)
