"""`Theme`: which colours the window wears now, and who is told when that changes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Tokens
from ui.theme.typography import Type, font


class Mode(StrEnum):
    """What the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The colours of one application. Constructing it dresses `app`; the last one made counts.

    Painters read `tokens` at paint time; a widget that keeps something tinted listens to
    `changed`. A switch costs about 0.2 s (Qt applies a stylesheet to every widget), so it
    happens only when the colours really change.
    """

    changed = Signal()

    def __init__(self, app: QApplication, mode: Mode = Mode.SYSTEM, percent: int = 100) -> None:
        super().__init__(app)
        global _worn  # noqa: PLW0603 - an application wears one theme, as it has one palette
        _worn = self
        self._app = app
        self._mode = mode
        self._percent = percent
        self._tokens: Tokens | None = None
        app.setStyle("Fusion")
        app.setFont(font(Type.BODY, percent))
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def mode(self) -> Mode:
        """What the person asked for; `SYSTEM` follows the desktop."""
        return self._mode

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens or LIGHT

    @property
    def percent(self) -> int:
        """The person's text size; 100 is the drawn one."""
        return self._percent

    def font(self, step: Type = Type.BODY) -> QFont:
        """The font of one step at the person's text size, for painters."""
        return font(step, self._percent)

    def scaled(self, pixels: int) -> int:
        """A height or width that must grow with the text, such as that of a row."""
        return round(pixels * self._percent / 100)

    def enlarge(self, percent: int) -> None:
        """Set all text to `percent` of its drawn size, from 80 to 200."""
        self._percent = max(80, min(200, percent))
        self._app.setFont(font(Type.BODY, self._percent))
        self._dress()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is built in here is dressed at its end, together: Qt styles a whole subtree anew
        each time it gets a parent, which for all panes is a fifth of a second."""
        self._app.setStyleSheet("")
        try:
            yield
        finally:
            self._app.setStyleSheet(self._sheet())

    def wear(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark."""
        self._mode = mode
        self._follow()

    def _follow(self, _scheme: object = None) -> None:
        dark = self._mode is Mode.DARK
        if self._mode is Mode.SYSTEM:
            dark = system_is_dark(self._app)
        tokens = DARK if dark else LIGHT
        if tokens is not self._tokens:
            self._tokens = tokens
            self._dress()

    def _dress(self) -> None:
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(self._sheet())
        self.changed.emit()

    def _sheet(self) -> str:
        return stylesheet(self.tokens, self._percent)


_worn: Theme | None = None


def system_is_dark(app: QApplication) -> bool:
    """Whether the desktop asks for dark colours; if it asks for none, that is light."""
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def theme() -> Theme:
    """The theme that the application wears. Raises `RuntimeError` before there is one."""
    if _worn is None:
        raise RuntimeError("no Theme yet: construct one before the first widget")
    return _worn


def palette(tokens: Tokens) -> QPalette:
    """Qt's own palette in these colours, for what no stylesheet rule reaches."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.bg,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.raised,
        role.Text: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.violet,
        role.BrightText: tokens.danger,
        role.Light: tokens.surface,
        role.Midlight: tokens.raised,
        role.Mid: tokens.line,
        role.Dark: tokens.line,
        role.Accent: tokens.accent,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.faint))
    return made
