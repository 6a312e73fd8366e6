"""The line above the list: type to find, and a menu for kind, severity and language."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    IconButton,
    Label,
    Menu,
    SearchField,
    TextButton,
    column,
    row,
)
from workstation.app.values import Filter
from workstation.domain.labels import KIND, LANGUAGE, SEVERITY
from workstation.domain.taxonomy import Severity
from workstation.i18n import Message, _

T = TypeVar("T")


class FilterBar(QWidget):
    """Says `narrowed` with the whole filter whenever a part of it changes."""

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
        self._summary.say(summary(shown))
        self._clear.setVisible(shown != Filter())

    def _say(self, chosen: Filter) -> None:
        self.narrowed.emit(chosen)

    def _on_search(self, text: str) -> None:
        self._say(replace(self._filter, text=text.strip()))

    def _on_clear(self) -> None:
        self.search.clear()
        self._say(Filter())

    def _open_menu(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(self)
        chosen = self._filter
        for kind, name in KIND.items():
            menu.entry(name, partial(self._kind, kind), checked=kind in chosen.kinds)
        menu.rule()
        for severity, name in SEVERITY.items():
            words = _("{code} {name}", code=severity.value, name=name)
            act = partial(self._severity, severity)
            menu.entry(words, act, checked=severity in chosen.severities)
        menu.rule()
        for language, name in LANGUAGE.items():
            act = partial(self._language, language)
            menu.entry(name, act, checked=language in chosen.languages)
        menu.popup_under(self._funnel, right=True)

    def _kind(self, kind: object) -> None:
        self._say(replace(self._filter, kinds=_toggled(self._filter.kinds, kind)))

    def _severity(self, severity: object) -> None:
        self._say(replace(self._filter, severities=_toggled(self._filter.severities, severity)))

    def _language(self, language: object) -> None:
        self._say(replace(self._filter, languages=_toggled(self._filter.languages, language)))


def _toggled(chosen: frozenset[T], one: object) -> frozenset[T]:
    return chosen ^ {one}  # type: ignore[arg-type]  # the menu holds members of the same list


def summary(shown: Filter) -> Message:
    """What the list is narrowed to, as a line."""
    parts = [KIND[kind] for kind in KIND if kind in shown.kinds]
    parts += [_("{code}", code=each.value) for each in Severity if each in shown.severities]
    parts += [LANGUAGE[each] for each in LANGUAGE if each in shown.languages]
    if shown.text:
        parts.append(_("“{text}”", text=shown.text))
    if not parts:
        return _("All kinds")
    line = parts[0]
    for part in parts[1:]:
        line = _("{first} · {second}", first=line, second=part)
    return line
