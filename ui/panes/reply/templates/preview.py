"""The letter of a template as it would stand in the draft, both languages side by side."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.casework import in_language
from ui.theme import Type, theme
from ui.widgets import ReadingView, column, describe, refuse_input_method, row
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.blanks import BLANK
from workstation.bilingual.templates import Variable
from workstation.i18n import _

_CODES = {Side.EN: "en", Side.ZH: "zh"}


class LetterPreview(QScrollArea):
    """Pair by pair; an open blank stands there by its name."""

    def __init__(self, variables: Mapping[str, Variable]) -> None:
        super().__init__()
        self._variables = variables
        self._shown: tuple[tuple[str, str], ...] = ()
        self._pairs: list[dict[Side, ReadingView]] = []
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        refuse_input_method(self)
        describe(self, _("The letter so far"))
        theme().changed.connect(self._draw)

    def show_letter(self, beads: Sequence[Bead]) -> None:
        """Show these pairs, drawing only those that changed."""
        texts = tuple((bead.en, bead.zh) for bead in beads)
        was, self._shown = self._shown, texts
        if len(texts) != len(self._pairs):
            self._build(len(texts))
            was = ()
        for number, each in enumerate(texts):
            if number >= len(was) or was[number] != each:
                self._show_pair(number)

    def _build(self, count: int) -> None:
        self._pairs = [{side: ReadingView(Type.BODY) for side in Side} for _n in range(count)]
        inside = QWidget()
        rows = []
        for number, pair in enumerate(self._pairs, 1):
            for side, view in pair.items():
                describe(view, in_language(_("Pair {number}", number=number), side.value))
            # Both sides begin at one height and have one half each.
            level = row(*pair.values(), spacing=18)
            for at, view in enumerate(pair.values()):
                level.setStretch(at, 1)
                level.setAlignment(view, Qt.AlignmentFlag.AlignTop)
            rows.append(level)
        parts = column(*rows, margins=(16, 12, 16, 12), spacing=8)
        parts.addStretch(1)
        inside.setLayout(parts)
        self.setWidget(inside)

    def _draw(self) -> None:
        for number in range(len(self._shown)):
            self._show_pair(number)

    def _show_pair(self, number: int) -> None:
        for side, text in zip(Side, self._shown[number], strict=True):
            self._pairs[number][side].show_html(self._html(text, side), _CODES[side])

    def _html(self, text: str, side: Side) -> str:
        def named(match: re.Match[str]) -> str:
            variable = self._variables.get(match[1])
            label = variable.label if variable is not None else None
            said = match[1] if label is None else label.en if side is Side.EN else label.zh
            tokens = theme().tokens
            style = f"color:{tokens.accent};background-color:{tokens.accent_soft}"
            return f'<span style="{style}">&nbsp;{html.escape(said)}&nbsp;</span>'

        return BLANK.sub(named, html.escape(text)).replace("\n", "<br>")
