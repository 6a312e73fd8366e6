"""A clause on the screen, with what differs from the other version marked."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from ui.casework import side_of
from ui.language import language
from ui.panes.policy.state import IssuedClause, ShownLanguages
from ui.panes.policy.words import in_force_words
from ui.theme import Tone, Type, theme
from ui.widgets import (
    Label,
    ReadingView,
    TextButton,
    column,
    mark_content,
    row,
    set_tone,
)
from workstation.domain.policy import ClauseRef
from workstation.i18n import _
from workstation.policies import Hit, Span, difference


class ClauseBlock(QWidget):
    """Number, English and Chinese text. `other` is what it is compared with."""

    def __init__(self) -> None:
        super().__init__()
        self._issue: IssuedClause | None = None
        self._other: IssuedClause | None = None
        self._shows: object = None
        self._head = Label(type=Type.META_STRONG, tone=Tone.MUTED, wrap=True)
        self._number = Label(type=Type.STRONG, tone=Tone.MUTED)
        self._number.setMinimumWidth(theme().scaled(26))
        self._sides = {"en": ReadingView(), "zh": ReadingView()}
        texts = column(*self._sides.values(), spacing=8)
        body = row(self._number, texts, spacing=8)
        body.setStretch(1, 1)
        body.setAlignment(self._number, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._head, body, spacing=6))
        theme().changed.connect(self._paint)

    def show_issue(
        self,
        issue: IssuedClause,
        other: IssuedClause | None,
        shown: ShownLanguages,
        *,
        headed: bool,
    ) -> None:
        """Fill it."""
        shows = (issue, other, shown, headed)
        if shows == self._shows:
            return
        self._shows = shows
        self._issue, self._other = issue, other
        self._head.setVisible(headed)
        if headed:
            version = issue.version
            words = in_force_words(version)
            self._head.say(_("v{version}, {words}", version=version.version, words=words))
        self._number.content(issue.clause.no)
        for code, view in self._sides.items():
            view.setVisible(shown in (ShownLanguages.BOTH, ShownLanguages(code)))
        self._paint()

    def _paint(self) -> None:
        if self._issue is None:
            return
        text = self._issue.clause.text
        other = self._other.clause.text if self._other is not None else text
        for code, mine, theirs in (("en", text.en, other.en), ("zh", text.zh, other.zh)):
            spans, _theirs = difference(mine, theirs)
            self._sides[code].show_html(marked(spans), code)


def marked(spans: Iterable[Span]) -> str:
    """The text as HTML, its changed stretches lit and underlined."""
    tokens = theme().tokens
    style = f"background-color:{tokens.violet_soft};color:{tokens.text};text-decoration:underline"
    return "".join(
        f'<span style="{style}">{escape(span.text)}</span>' if span.changed else escape(span.text)
        for span in spans
    ).replace("\n", "<br>")


class ClauseLink(TextButton):
    """A clause in a list: its number, and how its text begins."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__(self._words)
        self._ref: ClauseRef | None = None
        self._beginning: tuple[str, str] = ("", "")
        self._coded = True
        mark_content(self)
        self.clicked.connect(self._pick)

    def show_hit(self, hit: Hit, *, coded: bool) -> None:
        """Name it; `coded` says the policy too."""
        self._coded = coded
        self._ref = hit.ref
        text = hit.clause.text
        self._beginning = (text.en, text.zh)
        self.say(self._words)
        set_tone(self, Tone.NEUTRAL)

    def _words(self) -> str:
        ref: ClauseRef | None = getattr(self, "_ref", None)
        if ref is None:
            return ""
        en, zh = self._beginning
        text = zh if side_of(language().code).value == "ZH" else en
        room = theme().scaled(230 if self._coded else 260)
        metrics = QFontMetrics(theme().font(Type.BODY))
        said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        name = f"{ref.code} {ref.clause}" if self._coded else ref.clause
        return f"{name}  {said}".replace("&", "&&")

    def _pick(self) -> None:
        self.picked.emit(self._ref)


class ClauseChip(TextButton):
    """A clause that the decision under appeal rests on."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__(self._words)
        self._ref: ClauseRef | None = None
        mark_content(self)
        self.clicked.connect(self._pick)

    def show_ref(self, ref: ClauseRef) -> None:
        """Name it."""
        self._ref = ref
        self.say(self._words)

    def _words(self) -> str:
        ref: ClauseRef | None = getattr(self, "_ref", None)
        return f"{ref.code} {ref.clause}" if ref is not None else ""

    def _pick(self) -> None:
        self.picked.emit(self._ref)
