"""The page of look and language: what the whole window wears and speaks."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.language import language
from ui.pane_keys import PaneKeys
from ui.theme import Icon, Mode, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    IconButton,
    Label,
    OutlinedButton,
    SegmentedSwitch,
    SwitchChoice,
    column,
    describe,
    row,
    sheet,
)
from workstation.i18n import SPOKEN, Message, _

_STEP, _NORMAL, _NAMES = 10, 100, 200
_MODES = {
    Mode.SYSTEM: _("Colours of the system"),
    Mode.LIGHT: _("Light colours"),
    Mode.DARK: _("Dark colours"),
}


class LookPage(QWidget):
    """Each choice counts at once; the window remembers it."""

    def __init__(self) -> None:
        super().__init__()
        self.language = SegmentedSwitch(
            [SwitchChoice(code, spoken.name) for code, spoken in SPOKEN.items()]
        )
        self.mode = SegmentedSwitch([SwitchChoice(mode, name) for mode, name in _MODES.items()])
        self._percent = Label(type=Type.BODY)
        self.smaller = IconButton(Icon.CHEVRON_DOWN, _("Smaller text"))
        self.larger = IconButton(Icon.PLUS, _("Larger text"))
        self.normal = OutlinedButton(_("Text at its normal size"))
        size = QWidget()
        size.setLayout(row(self.smaller, self._percent, self.larger, self.normal, STRETCH))
        lines = (
            _line(_("Language of the window"), self.language),
            _line(_("Colours"), self.mode),
            _line(_("Size of the text"), size),
        )
        self.setLayout(column(sheet(*lines, margins=(28, 22, 28, 22), spacing=18)))
        self.language.chosen.connect(language().switch)
        self.mode.chosen.connect(theme().wear)
        self.smaller.clicked.connect(partial(self._enlarge, -_STEP))
        self.larger.clicked.connect(partial(self._enlarge, _STEP))
        self.normal.clicked.connect(self._show_normal)
        language().changed.connect(self.show_choices)
        theme().changed.connect(self.show_choices)
        self.show_choices()

    def show_choices(self) -> None:
        """Show what the window speaks and wears now."""
        self.language.choose(language().code)
        self.mode.choose(theme().mode)
        self._percent.content(f"{theme().percent} %")

    def parts(self) -> list[PaneKeys]:
        """One part, whose first choice takes the focus."""
        return [PaneKeys(self, self.smaller)]

    def _enlarge(self, step: int) -> None:
        theme().enlarge(theme().percent + step)

    def _show_normal(self) -> None:
        theme().enlarge(_NORMAL)


def _line(name: Message, control: QWidget) -> QWidget:
    line = QWidget()
    label = Label(name, Type.BODY, Tone.MUTED)
    label.setFixedWidth(theme().scaled(_NAMES))
    describe(control, name)
    line.setLayout(row(label, control, STRETCH))
    return line
