"""The one stylesheet, generated from tokens: no pane has colours or sizes of its own."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from ui.theme.tokens import Tone
from ui.theme.typography import PIXELS, STRONG, Type

if TYPE_CHECKING:
    from ui.theme.tokens import Tokens

_SURFACES = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget[surface="bg"] { background: $bg; }
QWidget[surface="surface"] { background: $surface; }
QWidget[surface="raised"] { background: $raised; }
QWidget[surface="soft"] { background: $accent_soft; }
QWidget[edge="top"] { border: 0; border-top: 1px solid $line; }
QWidget[edge="bottom"] { border: 0; border-bottom: 1px solid $line; }
QWidget[edge="left"] { border: 0; border-left: 1px solid $line; }
QWidget[edge="right"] { border: 0; border-right: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="float"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="chip"] { background: $surface; border: 1px solid $line; border-radius: 9px; }
QFrame[role="well"] { background: $raised; border: 0; border-radius: 6px; }
QFrame[role="rule"] { background: $line; border: 0; }
QScrollArea, QAbstractScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget { background: transparent; }
QScrollArea > QWidget > QWidget[surface="surface"] { background: $surface; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $accent; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; }
""")

_BUTTONS = Template("""
QPushButton, QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 6px;
    margin: 1px; padding: 5px 10px; min-height: 18px; color: $text;
}
QPushButton:hover, QToolButton:hover { background: $raised; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $accent; margin: 0; }
QPushButton:disabled, QToolButton:disabled { color: $faint; }
QToolButton { padding: 5px; }
QPushButton[role="fact"] { padding: 0 6px; min-height: 16px; }
QToolButton[role="small"] { padding: 1px; min-height: 16px; }
QToolButton::menu-indicator { image: none; width: 0; }
QPushButton[role="primary"] {
    background: $accent; color: $on_accent; font-weight: 600; padding: 6px 14px;
}
QPushButton[role="primary"]:hover { background: $accent_hover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $raised; color: $muted; }
QPushButton[role="outlined"] {
    background: $surface; border: 1px solid $line; font-weight: 600; padding: 6px 14px;
}
QPushButton[role="outlined"][keyed="true"] { padding-right: $keyed; }
QPushButton[role="outlined"]:hover { background: $raised; }
QPushButton[role="outlined"]:focus { border: 2px solid $accent; }
QPushButton[role="outlined"]:disabled { color: $faint; }
QPushButton[role="cap"] {
    background: $surface; color: $muted; border: 1px solid $line; border-radius: 4px;
    padding: 0px 6px; min-height: 16px;
}
QPushButton[role="cap"]:hover { border-color: $faint; color: $text; }
QPushButton[role="cap"]:focus { border: 2px solid $accent; }
QPushButton[role="filter"] {
    background: $raised; color: $text; border: 2px solid transparent; border-radius: 11px;
    padding: 0px 8px; min-height: 18px;
}
QPushButton[role="filter"]:checked { background: $accent_soft; color: $accent; }
QPushButton[role="filter"]:focus { border: 2px solid $accent; }
QLabel[role="section"] { border: 0; border-bottom: 2px solid $accent; padding-bottom: 11px; }
QPushButton[role="danger"] { color: $danger; font-weight: 600; }
QPushButton[role="danger"]:hover { background: $danger_soft; }
QPushButton[role="text"] { color: $accent; padding: 2px 4px; }
QPushButton[role="text"][starts="left"] { text-align: left; }
QPushButton[role="text"]:hover { background: $accent_soft; }
QPushButton[role="text"]:disabled { color: $faint; }
QToolButton:checked { background: $accent_soft; color: $accent; }
QFrame[role="switch"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame[role="switch"] QPushButton {
    border-radius: 4px; padding: 1px 9px; margin: 1px; color: $muted; min-height: 18px;
}
QFrame[role="switch"] QPushButton:checked {
    background: $accent_soft; color: $accent; font-weight: 600;
}
QFrame[role="switch"] QPushButton:focus { border: 2px solid $accent; margin: 0; }
QFrame[role="tabs"] QPushButton {
    border: 0; border-bottom: 2px solid transparent; border-radius: 0;
    margin: 0; padding: 4px 1px 5px 1px; color: $muted;
}
QFrame[role="tabs"] QPushButton:hover { background: transparent; color: $text; }
QFrame[role="tabs"] QPushButton:checked {
    color: $accent; border-bottom: 2px solid $accent; font-weight: 600;
}
QFrame[role="tabs"] QPushButton:focus { background: $accent_soft; border: 2px solid $accent; }
QPushButton[role="search"] {
    background: $raised; color: $muted; border: 1px solid transparent; text-align: left;
    padding: 4px 10px;
}
QPushButton[role="search"]:hover { border: 1px solid $line; }
QPushButton[role="search"]:focus { border: 2px solid $accent; }
QPushButton[role="entry"] { text-align: left; padding: 4px 8px; color: $muted; }
QPushButton[role="entry"]:checked {
    background: $accent_soft; color: $accent; font-weight: 600;
}
""")

_FIELDS = Template("""
QLineEdit, QComboBox, QSpinBox, QDateEdit, QDateTimeEdit {
    background: $surface; border: 1px solid $line; border-radius: 6px; margin: 1px;
    padding: 4px 8px; min-height: 20px; color: $text;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:hover, QComboBox:hover { border-color: $faint; }
QLineEdit:read-only { background: $raised; border: 1px solid transparent; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QDateTimeEdit:focus {
    border: 2px solid $accent; margin: 0;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled { background: $raised; color: $muted; }
QLineEdit[role="quiet"] { background: $raised; border: 1px solid transparent; }
QLineEdit[role="quiet"]:focus { background: $surface; border: 2px solid $accent; }
QLineEdit QToolButton, QLineEdit QToolButton:hover {
    background: transparent; border: 0; margin: 0; padding: 0; min-height: 0;
}
QLineEdit[role="bare"] { background: transparent; border: 0; padding: 0; margin: 0; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox { combobox-popup: 0; }
QComboBox QAbstractItemView {
    background: $surface; border: 1px solid $faint; border-radius: 0; outline: 0; padding: 3px;
}
QComboBox QAbstractItemView::item {
    min-height: $choice; padding: 2px 24px 2px 8px; border-radius: 4px; color: $text;
}
QComboBox QAbstractItemView::item:hover { background: $raised; }
QComboBox QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QTextEdit, QPlainTextEdit {
    background: transparent; border: 0; color: $text;
    selection-background-color: $accent; selection-color: $on_accent;
}
QTextEdit[role="field"], QPlainTextEdit[role="field"] {
    background: $surface; border: 1px solid $line; border-radius: 6px; margin: 1px; padding: 4px;
}
QTextEdit[role="field"]:read-only { background: $raised; border: 1px solid transparent; }
QTextEdit[role="field"]:focus, QPlainTextEdit[role="field"]:focus {
    border: 2px solid $accent; margin: 0;
}
QAbstractItemView { background: transparent; border: 0; outline: 0; }
QTreeView QHeaderView, QTreeView QHeaderView::section {
    background: transparent; color: $muted; border: 0; border-bottom: 1px solid $line; padding: 4px;
}
QAbstractItemView[role="rows"] { border: 0; border-top: 2px solid transparent; }
QAbstractItemView[role="picks"]::item { border-radius: 6px; }
QAbstractItemView[role="picks"]::item:hover { background: $raised; }
QAbstractItemView[role="picks"]::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView[role="rows"]:focus { border-top: 2px solid $accent; }
QWidget[role="pane"][focused="true"] { border: 2px solid $accent; }
QCheckBox, QRadioButton { spacing: 8px; padding: 3px; border: 2px solid transparent; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $accent; border-radius: 6px; }
QCheckBox::indicator, QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid $faint; background: $surface;
}
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:checked, QRadioButton::indicator:checked {
    background: $accent; border: 1px solid $accent;
}
QRadioButton::indicator:checked { border: 4px solid $accent; background: $on_accent;
    width: 8px; height: 8px; }
QProgressBar { background: $raised; border: 0; border-radius: 3px; max-height: 6px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")

_FLOATS = Template("""
QMenu { background: $surface; border: 1px solid $line; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QFrame[role="toast"] { background: $text; border: 0; border-radius: 8px; }
QFrame[role="toast"] QLabel { color: $surface; background: transparent; }
QFrame[role="toast"] QPushButton {
    color: $surface; font-weight: 600; border: 1px solid $faint; padding: 2px 10px;
}
QFrame[role="toast"] QPushButton:hover { background: $muted; }
QFrame[role="toast"] QPushButton:focus { border: 2px solid $surface; }
QLabel[role="key"] {
    background: $surface; color: $muted; border: 1px solid $line; border-radius: 4px;
    padding: 0px 5px;
}
QLabel[role="tag"] {
    background: transparent; color: $muted; border: 1px solid $line; border-radius: 4px;
    padding: 0px 4px;
}
""")


def stylesheet(tokens: Tokens, percent: int = 100) -> str:
    """The whole application's stylesheet in these colours, text at `percent` of its size."""
    names = {name: getattr(tokens, name) for name in tokens.__dataclass_fields__}
    names["choice"] = f"{round(0.22 * percent)}px"
    names["keyed"] = f"{16 + round(0.24 * percent)}px"
    fixed = [part.substitute(names) for part in (_SURFACES, _BUTTONS, _FIELDS, _FLOATS)]
    types = [
        f'QWidget[type="{step.value}"] {{ font-size: {round(PIXELS[step] * percent / 100)}px;'
        f" font-weight: {600 if step in STRONG else 400}; }}"
        for step in Type
    ]
    rules = [
        f'QLabel[type="heading"] {{ color: {tokens.muted}; }}',
        'QLabel[role="product"][type="reading"] { font-weight: 600; }',
    ]
    for tone in Tone:
        colour, soft = tokens.tone(tone), tokens.soft(tone)
        rules += [
            f'QWidget[tone="{tone.value}"] {{ color: {colour}; }}',
            f'QFrame[role="notice"][tone="{tone.value}"] '
            f"{{ background: {soft}; border: 0; border-radius: 6px; }}",
            f'QFrame[role="banner"][tone="{tone.value}"] '
            f"{{ background: {soft}; border: 0; border-bottom: 1px solid {tokens.line}; }}",
            f'QFrame[role="pill"][tone="{tone.value}"] '
            f"{{ background: {soft}; border: 0; border-radius: 9px; }}",
        ]
    return "\n".join([*fixed, *types, *rules])
