"""`PickPopup`: a list to pick from by typing, for the command palette and "Assign to..."."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ui.language import Source, bind
from ui.theme import Icon, Tone, Type, theme
from ui.widgets.empty import IconMark
from ui.widgets.fuzzy import score
from ui.widgets.label import ElidedLabel, Label
from ui.widgets.layout import column, row, rule
from ui.widgets.look import describe, refuse_input_method, set_role, set_tone, set_type
from ui.widgets.overlay import Overlay
from ui.widgets.pill import KeyCap, Tag
from ui.widgets.row_list import SpokenItem
from workstation.i18n import LANGUAGES, Message, Translator, _
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from PySide6.QtGui import QKeyEvent

_ROWS = 9


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to pick.

    id: what the signal `picked` carries.
    title, detail: what the row says, and what stands behind that.
    key: the key that does the same, shown at the right.
    icon: what is drawn before the title.
    enabled: whether it can be picked now.
    words: texts by which it is found too, but which are not shown.
    weight: below 1 it stands behind others that fit as well.
    excerpt: text of the case or the library, cut where the room ends.
    tag, tone: a small word at the right, and its colour.
    early: it is offered while more is looked for that may stand before it.
    """

    id: Hashable
    title: Source
    detail: Source | None = None
    key: str = ""
    icon: Icon | None = None
    enabled: bool = True
    words: tuple[Message, ...] = ()
    weight: float = 1.0
    excerpt: str = ""
    tag: Source | None = None
    tone: Tone | None = None
    early: bool = False


class PickPopup(Overlay):
    """A field and the picks that fit what is typed into it, in either language."""

    picked = Signal(object)
    typed = Signal(str)

    def __init__(
        self, host: QWidget, placeholder: Source, width: int = 620, *, narrows: bool = True
    ) -> None:
        """Without `narrows`, whoever answers the signal `typed` with `offer` chooses what fits."""
        super().__init__(host, width)
        self._narrows = narrows
        self._picks: tuple[Pick, ...] = ()
        self._shown: list[Pick] = []
        self._answered = self._entered = False
        self._translators = tuple(Translator(code) for code in LANGUAGES)
        self.field = QLineEdit()
        set_role(self.field, "bare")
        set_type(self.field, Type.READING)
        bind(self.field, self.field.setPlaceholderText, placeholder)
        describe(self.field, placeholder)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_role(self.list, "picks")
        refuse_input_method(self.list)
        describe(self.list, _("Suggestions"))
        self._nothing = Label(_("Nothing fits. Try another word."), Type.BODY, Tone.MUTED)
        self._nothing.setMargin(16)
        self.inside.addLayout(row(self.field, margins=(18, 14, 18, 14)))
        self.inside.addWidget(rule())
        self.inside.addLayout(column(self.list, self._nothing, margins=(6, 6, 6, 6)))
        self.field.textChanged.connect(self._on_typed)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(self._on_click)
        self.list.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def open(self, picks: Sequence[Pick], text: str = "") -> None:
        """Show these picks, and begin with `text` in the field."""
        self._picks, self._entered = tuple(picks), False
        # What is typed already was asked for by whoever opens it.
        self.field.blockSignals(True)
        self.field.setText(text)
        self.field.blockSignals(False)
        self._filter()
        self.appear(self.field)

    def offer(self, picks: Sequence[Pick]) -> None:
        """Replace the picks of the open list. Enter that was pressed before they came takes the
        first of them."""
        self._picks = tuple(picks)
        self._answered = True
        self._filter()
        if self._entered:
            self._enter()

    def shown(self) -> tuple[Pick, ...]:
        """The picks that fit, the best first."""
        return tuple(self._shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows, Enter and Escape in the field act on the list."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._steer(event)  # type: ignore[arg-type]  # a KeyPress is a QKeyEvent
        return super().eventFilter(watched, event)

    def _steer(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._move(step)
            case Qt.Key.Key_PageDown | Qt.Key.Key_PageUp:
                self._move(_ROWS if event.key() == Qt.Key.Key_PageDown else -_ROWS)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter()
            case Qt.Key.Key_Escape:
                # The words that were typed are a search: it closes with them.
                self.disappear()
            case _:
                return False
        return True

    def _move(self, step: int) -> None:
        if self._shown:
            at = max(0, min(len(self._shown) - 1, self.list.currentRow() + step))
            self.list.setCurrentRow(at)

    def _enter(self) -> None:
        """Take the row that is chosen; the first only once nothing is looked for any more."""
        at = self.list.currentRow()
        self._entered = at == 0 and any(pick.early for pick in self._picks)
        if not self._entered:
            self._take(at)

    def _on_typed(self, text: str) -> None:
        self._answered = self._entered = False
        self.typed.emit(text)
        if self._narrows and not self._answered:
            self._filter()

    def _on_click(self, item: QListWidgetItem) -> None:
        self._take(self.list.row(item))

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._shown) and self._shown[at].enabled:
            pick = self._shown[at]
            self.disappear()
            self.picked.emit(pick.id)

    def _filter(self) -> None:
        wanted = self.field.text().strip()
        self._shown = self._best(wanted) if self._narrows else list(self._picks)
        self.list.clear()
        height = theme().scaled(40)
        for pick in self._shown:
            self.list.addItem(SpokenItem(partial(_spoken, pick), height))
        self._dress(0)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(len(self._shown), _ROWS) * height + 2)
        self.list.setVisible(bool(self._shown))
        self._nothing.setVisible(not self._shown)
        self.arrange()

    def _best(self, wanted: str) -> list[Pick]:
        scored = [(self._score(pick, wanted), at) for at, pick in enumerate(self._picks)]
        best = sorted(((-value, at) for value, at in scored if value > 0))
        return [self._picks[at] for _value, at in best[:50]]

    def _on_scrolled(self) -> None:
        self._dress(self.list.indexAt(QPoint(1, 1)).row())

    def _dress(self, first: int) -> None:
        """Make the rows in sight only, so that a typed letter need not wait for the others."""
        for at in range(max(0, first), min(first + _ROWS + 1, len(self._shown))):
            item = self.list.item(at)
            if self.list.itemWidget(item) is None:
                self.list.setItemWidget(item, _Row(self._shown[at]))

    def _score(self, pick: Pick, wanted: str) -> float:
        if not wanted:
            return pick.weight if pick.enabled else pick.weight / 2
        texts = [_said(pick.title), *pick.words]
        if pick.detail is not None:
            texts.append(_said(pick.detail))
        weight = pick.weight if pick.enabled else pick.weight / 2
        return weight * max(
            score(wanted, each.text(text)) * (1.0 if at == 0 else 0.7)
            for at, text in enumerate(texts)
            for each in self._translators
        )


class _Row(QWidget):
    """Shows a pick as a row; the mouse is left to the list."""

    def __init__(self, pick: Pick) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        tone = Tone.NEUTRAL if pick.enabled else Tone.MUTED
        title = Label(pick.title, Type.BODY, tone)
        parts = row(margins=(10, 0, 10, 0), spacing=10)
        if pick.icon is not None:
            parts.addWidget(IconMark(pick.icon, Tone.MUTED, 18))
        parts.addWidget(title)
        if pick.detail is not None:
            parts.addWidget(Label(pick.detail, Type.META, Tone.MUTED))
        if pick.excerpt:
            excerpt = ElidedLabel(Type.META, Tone.MUTED)
            excerpt.content(pick.excerpt)
            parts.addWidget(excerpt, 1)
        else:
            parts.addStretch(1)
        if pick.tag is not None:
            tag = Tag(pick.tag)
            set_tone(tag, pick.tone)
            parts.addWidget(tag)
        if pick.key:
            parts.addWidget(KeyCap(pick.key))
        self.setLayout(parts)


def _spoken(pick: Pick) -> Message:
    """A pick as it is read out: with what stands behind its title, and its key."""
    said = _said(pick.title)
    for more in (pick.detail, pick.tag):
        if more is not None:
            said = _("{row}, {more}", row=said, more=_said(more))
    return _("{row}, {more}", row=said, more=pick.key) if pick.key else said


def _said(source: Source) -> Message:
    said = source if isinstance(source, Message) else source()
    return said if isinstance(said, Message) else Message("{text}", (("text", said),))
