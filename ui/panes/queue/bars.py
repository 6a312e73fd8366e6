"""What stands above and below the list of the queue: six views, a filter, and what is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QPushButton, QWidget

from ui.case_action import CaseAction
from ui.language import Text
from ui.panes.queue.state import MarkedCase
from ui.panes.queue.words import VIEWS, filter_words, marked_words
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Edge,
    ElidedLabel,
    FlowLayout,
    IconButton,
    Label,
    Menu,
    SearchField,
    Surface,
    TextButton,
    announce,
    column,
    describe,
    row,
    set_edge,
    set_role,
    set_surface,
    set_tone,
    set_type,
)
from workstation.app.values import Filter
from workstation.domain.labels import KIND, LANGUAGE, SEVERITY
from workstation.domain.views import View
from workstation.i18n import Message, _, ngettext, pgettext


class _ViewEntry(QPushButton):
    """One of the views: its name, and how many cases it holds once that is known."""

    def __init__(self, name: Message) -> None:
        super().__init__()
        set_role(self, "entry")
        self.setCheckable(True)
        # Also by the mouse: the key after it moves in the view, and is no letter of the draft.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._said = name
        self._number: int | None = None
        self._name = Label(name, Type.BODY, Tone.MUTED)
        self._count = Label(type=Type.BODY, tone=Tone.MUTED)
        for label in (self._name, self._count):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setLayout(row(self._name, STRETCH, self._count, margins=(8, 0, 8, 0)))
        describe(self, self._spoken)
        self.toggled.connect(self._tint)

    def sizeHint(self) -> QSize:
        """Qt: one line of 28 pixels."""
        return QSize(120, theme().scaled(28))

    def minimumSizeHint(self) -> QSize:
        """Qt: never lower than its line."""
        return QSize(60, theme().scaled(28))

    def show_number(self, number: int, *, loud: bool) -> None:
        """Say how many cases the view holds; `loud` where they ask for this person."""
        self._number = number
        self._count.content(f"{number:,}")
        set_tone(self._count, Tone.DANGER if loud else self._tone())
        set_type(self._count, Type.STRONG if loud or self.isChecked() else Type.BODY)
        describe(self, self._spoken)

    def _spoken(self) -> Text:
        if self._number is None:
            return self._said
        return ngettext("{view}, {n} case", "{view}, {n} cases", self._number, view=self._said)

    def _tone(self) -> Tone:
        return Tone.ACCENT if self.isChecked() else Tone.MUTED

    def _tint(self, checked: bool) -> None:
        for label in (self._name, self._count):
            set_tone(label, self._tone())
            set_type(label, Type.STRONG if checked else Type.BODY)


class ViewsList(QWidget):
    """The six views with how many cases each holds. `view_chosen` says one of them."""

    view_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._entries = {view: _ViewEntry(name) for view, name in VIEWS.items()}
        self._group = QButtonGroup(self)
        for at, entry in enumerate(self._entries.values()):
            self._group.addButton(entry, at)
        self._group.idClicked.connect(self._on_click)
        self.setLayout(column(*self._entries.values(), margins=(8, 8, 8, 8), spacing=0))

    def show_views(self, view: View, counts: Mapping[View, int]) -> None:
        """Mark the view that is shown, and say how many cases each holds."""
        self._entries[view].setChecked(True)
        if any(entry.hasFocus() for entry in self._entries.values()):
            self._entries[view].setFocus()
        for each, entry in self._entries.items():
            number = counts.get(each)
            if number is not None:
                entry.show_number(number, loud=each is View.NEEDS_YOU and number > 0)

    def _on_click(self, at: int) -> None:
        self.view_chosen.emit(tuple(self._entries)[at])


class FilterBar(QWidget):
    """The line above the list: type to find, and a menu for kind, severity and language.

    `narrowed` says the whole filter whenever a part of it changes.
    """

    narrowed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._filter = Filter()
        self.search = SearchField(_("Filter this list"))
        self._funnel = IconButton(Icon.FILTER, _("Filter by kind, severity or language"))
        self._summary = Label(type=Type.META, tone=Tone.MUTED)
        self._order = Label(_("Due first"), Type.META, Tone.MUTED)
        self._clear = TextButton(_("Clear"))
        self._menu: Menu | None = None
        self.setLayout(
            column(
                row(self.search, self._funnel, margins=(10, 8, 6, 0), spacing=2),
                row(self._summary, self._clear, STRETCH, self._order, margins=(16, 0, 14, 6)),
                spacing=2,
            )
        )
        self.search.searched.connect(self._on_search)
        self._funnel.clicked.connect(self._open_menu)
        self._clear.clicked.connect(self._on_clear)
        self.show_filter(Filter())

    def show_filter(self, shown: Filter) -> None:
        """Show what is filtered; text being typed is left alone."""
        self._filter = shown
        if not self.search.hasFocus() and self.search.text() != shown.text:
            self.search.setText(shown.text)
        self._summary.say(filter_words(shown))
        self._clear.setVisible(shown != Filter())

    def _on_search(self, text: str) -> None:
        self.narrowed.emit(replace(self._filter, text=text.strip()))

    def _on_clear(self) -> None:
        self.search.clear()
        self.narrowed.emit(Filter())

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self)
        chosen = self._filter
        for kind, name in KIND.items():
            toggle = partial(self._toggle, "kinds", kind)
            menu.entry(name, toggle, checked=kind in chosen.kinds)
        menu.rule()
        for severity, name in SEVERITY.items():
            words = _("{code} {name}", code=severity.value, name=name)
            toggle = partial(self._toggle, "severities", severity)
            menu.entry(words, toggle, checked=severity in chosen.severities)
        menu.rule()
        for language, name in LANGUAGE.items():
            toggle = partial(self._toggle, "languages", language)
            menu.entry(name, toggle, checked=language in chosen.languages)
        menu.popup_under(self._funnel, right=True)

    def _toggle(self, part: str, one: object) -> None:
        changed: dict[str, Any] = {part: getattr(self._filter, part) ^ {one}}
        self.narrowed.emit(replace(self._filter, **changed))


class MarksBar(QWidget):
    """The slim bar below the list: how many cases are marked, and what can be done with them.

    It is hidden while none is, and stands below the list, so that no row moves.
    """

    claim_pressed = Signal()
    assign_pressed = Signal()
    unmark_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.RAISED)
        set_edge(self, Edge.TOP)
        self._number = 0
        self._said = Label(self._words, Type.STRONG)
        # On the line of the buttons beside it.
        self._said.setContentsMargins(0, 3, 0, 3)
        self._last: MarkedCase | None = None
        self._which = ElidedLabel(Type.META, Tone.MUTED)
        self.claim = TextButton(pgettext("act", "Claim"))
        self.claim.show_key_of(CaseAction.CLAIM)
        self.assign = TextButton(_("Assign to..."))
        self.assign.show_key_of(CaseAction.ASSIGN)
        self.unmark = IconButton(Icon.CLOSE, _("Clear the selection"))
        self.unmark.show_key("Esc")
        set_role(self.unmark, "small")
        # Large text in a narrow queue: the acts wrap, nothing is cut.
        words, acts = QWidget(), FlowLayout(14)
        for part in (self._said, self.claim, self.assign):
            acts.addWidget(part)
        words.setLayout(acts)
        acts_line = row(words, self.unmark, spacing=4)
        acts_line.setStretch(0, 1)
        which = row(self._which, margins=(0, 0, 10, 2))
        self.setLayout(column(acts_line, which, margins=(16, 6, 6, 6), spacing=0))
        self.claim.clicked.connect(self.claim_pressed)
        self.assign.clicked.connect(self.assign_pressed)
        self.unmark.clicked.connect(self.unmark_pressed)
        self.hide()

    def show_marks(self, number: int, last: MarkedCase | None, *, assigns: bool) -> None:
        """Say how many cases are marked, and which one was marked or unmarked last by itself;
        `assigns`: this person gives cases to others."""
        self.assign.setVisible(assigns)
        if (number, last) == (self._number, self._last):
            return
        self._number, self._last = number, last
        self._said.say(self._words)
        self._which.setVisible(last is not None)
        self.setVisible(number > 0)
        if last is None:
            announce(self, self._words)
        else:
            self._which.say(partial(marked_words, last))
            announce(self, partial(marked_words, last))

    def holds_focus(self) -> bool:
        """Whether one of its buttons has the focus."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _words(self) -> Text:
        return ngettext("{n} selected", "{n} selected", self._number)
