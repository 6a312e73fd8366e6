"""A clause on the screen, what differs from the other version, and ways to other clauses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.casework import WidgetPool, conduct_words, in_language, languages_in_order, side_of
from ui.language import Text, language
from ui.panes.policy.state import ConductClause, IssuedClause, PolicyState, ShownLanguages
from ui.panes.policy.words import in_force_words
from ui.theme import Tone, Type, theme
from ui.widgets import (
    STRETCH,
    FlowLayout,
    Label,
    ReadingView,
    TextButton,
    column,
    describe,
    mark_content,
    one_line,
    row,
    set_property,
    set_tone,
)
from workstation.domain.policy import ClauseRef
from workstation.i18n import _
from workstation.policies import Hit, Span, difference

# What the frame of a link takes of its width.
_EDGES = 14


class ClauseBlock(QWidget):
    """A clause in one version: number, English and Chinese text."""

    def __init__(self) -> None:
        super().__init__()
        self._issue: IssuedClause | None = None
        self._other: IssuedClause | None = None
        self._shows: object = None
        self._head = Label(type=Type.META_STRONG, tone=Tone.MUTED, wrap=True)
        self._number = Label(type=Type.STRONG, tone=Tone.MUTED)
        self._number.setMinimumWidth(theme().scaled(26))
        self._sides = {"en": ReadingView(), "zh": ReadingView()}
        self._texts = column(spacing=8)
        self._put_in_order()
        body = row(self._number, self._texts, spacing=8)
        body.setStretch(1, 1)
        body.setAlignment(self._number, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._head, body, spacing=6))
        theme().changed.connect(self._paint)
        language().changed.connect(self._put_in_order)

    def _put_in_order(self) -> None:
        for each in languages_in_order():
            view = self._sides[each.value.lower()]
            self._texts.removeWidget(view)
            self._texts.addWidget(view)

    def show_issue(
        self,
        issue: IssuedClause,
        other: IssuedClause | None,
        shown: ShownLanguages,
        *,
        headed: bool,
    ) -> None:
        """Show a clause in one version, in these languages; `headed` names the version above."""
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
        clause = _("v{version} {clause}", version=issue.version.version, clause=issue.clause.no)
        for code, view in self._sides.items():
            describe(view, in_language(clause, code))
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
    """A compared text as HTML, its changed stretches lit and underlined."""
    tokens = theme().tokens
    style = f"background-color:{tokens.violet_soft};color:{tokens.text};text-decoration:underline"
    return "".join(
        f'<span style="{style}">{escape(span.text)}</span>' if span.changed else escape(span.text)
        for span in spans
    ).replace("\n", "<br>")


class _ClauseLink(TextButton):
    """A clause in a list: its number, and how its text begins."""

    picked = Signal(object)

    def __init__(self, *, coded: bool) -> None:
        self._hit: Hit | None = None
        self._coded = coded
        super().__init__(self._words)
        mark_content(self)
        set_property(self, "starts", "left")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_click)

    def show_hit(self, hit: Hit) -> None:
        """Name the clause."""
        self._hit = hit
        self.say(self._words)
        set_tone(self, Tone.NEUTRAL)

    def _words(self) -> str:
        if self._hit is None:
            return ""
        ref, text = self._hit.ref, self._hit.clause.text
        beginning = text.zh if side_of(language().code).value == "ZH" else text.en
        name = f"{ref.code} {ref.clause}" if self._coded else ref.clause
        metrics = QFontMetrics(theme().font(Type.BODY))
        room = self.width() - theme().scaled(_EDGES)
        said = f"{name}  {one_line(beginning)}"
        return metrics.elidedText(said, Qt.TextElideMode.ElideRight, room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: say as much of the text as there is room for."""
        super().resizeEvent(event)
        self.say(self._words)

    def _on_click(self) -> None:
        if self._hit is not None:
            self.picked.emit(self._hit.ref)


class ClauseLinks(QWidget):
    """A list of clauses; `clause_chosen` says one of them. `coded` names the policies too."""

    clause_chosen = Signal(object)

    def __init__(self, *, coded: bool) -> None:
        super().__init__()
        self._coded = coded
        self._links: list[_ClauseLink] = []
        self._lines = column(spacing=0)
        self.setLayout(self._lines)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List these clauses; hidden where there are none."""
        self.setVisible(bool(hits))
        while len(self._links) < len(hits):
            link = _ClauseLink(coded=self._coded)
            link.picked.connect(self.clause_chosen)
            self._links.append(link)
            self._lines.addWidget(link)
        for at, link in enumerate(self._links):
            link.setVisible(at < len(hits))
            if at < len(hits):
                link.show_hit(hits[at])


class _ClauseChip(TextButton):
    """A clause that the decision under appeal rests on."""

    picked = Signal(object)

    def __init__(self) -> None:
        self._ref: ClauseRef | None = None
        super().__init__(self._words)
        mark_content(self)
        self.clicked.connect(self._on_click)

    def show_ref(self, ref: ClauseRef) -> None:
        """Name the clause."""
        self._ref = ref
        self.say(self._words)

    def _words(self) -> str:
        return f"{self._ref.code} {self._ref.clause}" if self._ref is not None else ""

    def _on_click(self) -> None:
        self.picked.emit(self._ref)


class ClauseChips(QWidget):
    """The clauses that the decision under appeal rests on, where it rests on several."""

    clause_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        flow = FlowLayout(2)
        self._chips = WidgetPool(flow, self._make)
        self.setLayout(flow)

    def show_refs(self, refs: Sequence[ClauseRef]) -> None:
        """Offer these clauses; hidden where there is nothing to choose."""
        self.setVisible(len(refs) > 1)
        for chip, ref in zip(self._chips.need(len(refs)), refs, strict=True):
            chip.show_ref(ref)

    def _make(self) -> _ClauseChip:
        chip = _ClauseChip()
        chip.picked.connect(self.clause_chosen)
        return chip


class DayButton(QWidget):
    """Another day of conduct, and the version of the clause that applied on it."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._then: ConductClause | None = None
        self._button = TextButton(self._words)
        self._button.clicked.connect(self._on_click)
        self.setLayout(row(self._button, STRETCH))

    def show_then(self, then: ConductClause) -> None:
        """Name the day."""
        self._then = then
        self._button.say(self._words)

    def _words(self) -> Text:
        then = self._then
        if then is None:
            return ""
        day = conduct_words(then.conduct, None)
        if then.issue is None:
            return _("Not in force on {day}", day=day)
        return _("v{version} on {day}", version=then.issue.version.version, day=day)

    def _on_click(self) -> None:
        if self._then is not None:
            self.picked.emit(self._then.conduct.day)


class DayButtons(QWidget):
    """A line for every other day whose version differs; nothing where all days agree."""

    day_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        into = column(spacing=2)
        self._rows = WidgetPool(into, self._make)
        self.setLayout(into)

    def show_state(self, state: PolicyState) -> None:
        """Offer the days that are not read."""
        others = state.other_days
        self.setVisible(bool(others))
        for button, then in zip(self._rows.need(len(others)), others, strict=True):
            button.show_then(then)

    def _make(self) -> DayButton:
        button = DayButton()
        button.picked.connect(self.day_chosen)
        return button
