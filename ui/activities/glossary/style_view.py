"""The house style on the screen: how letters are written here, each choice with what it means."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.activities.glossary.state import StyleState
from ui.casework import show_refused, show_unsent
from ui.language import Source
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Heading,
    Label,
    NoticeBar,
    Pill,
    PrimaryButton,
    QuietButton,
    SegmentedSwitch,
    SwitchChoice,
    column,
    describe,
    row,
    rule,
    scrolled,
)
from ui.widgets.fields import NumberField, Stepper
from workstation.domain.glossary.rules import EN_WORDS, ZH_CHARS
from workstation.domain.house_style import CjkSpacing, Profile, QuoteStyle
from workstation.i18n import Message, _, pgettext

_WIDE = 760


class Choice(QWidget):
    """A choice: its name and what it means at the left, the control at the right."""

    def __init__(
        self, name: Message, meaning: Source, control: QWidget, around: QWidget | None = None
    ) -> None:
        super().__init__()
        describe(control, name, meaning)
        if isinstance(control, SegmentedSwitch):
            control.speak_of(name)
        if isinstance(around, Stepper):
            around.speak_of(name)
        shown = around or control
        words = column(
            Label(name, Type.BODY, wrap=True),
            Label(meaning, Type.META, Tone.MUTED, wrap=True),
            spacing=1,
        )
        parts = row(words, shown, margins=(0, 6, 0, 6), spacing=24)
        parts.setStretch(0, 1)
        parts.setAlignment(shown, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(parts)


def _on_off() -> SegmentedSwitch:
    return SegmentedSwitch(
        [
            SwitchChoice(True, pgettext("switch", "On")),
            SwitchChoice(False, pgettext("switch", "Off")),
        ]
    )


class StyleView(QWidget):
    """Fully built at once. Says `chosen` with the whole style whenever a part of it changes."""

    chosen = Signal(object)
    save_pressed = Signal()
    revert_pressed = Signal()
    rebase_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._profile = Profile()
        self.quotes = SegmentedSwitch(
            [
                SwitchChoice(QuoteStyle.CURLY, _curly, _("Curly quotation marks")),
                SwitchChoice(QuoteStyle.CORNER, _corner, _("Corner brackets")),
                SwitchChoice(QuoteStyle.EITHER, pgettext("quotation marks", "Either")),
            ]
        )
        self.spacing = SegmentedSwitch(
            [
                SwitchChoice(CjkSpacing.SPACED, pgettext("spacing", "With a space")),
                SwitchChoice(CjkSpacing.TIGHT, pgettext("spacing", "Without")),
                SwitchChoice(CjkSpacing.CONSISTENT, pgettext("spacing", "One manner")),
            ]
        )
        self.brackets, self.formal = _on_off(), _on_off()
        self.style_notes, self.spelling = _on_off(), _on_off()
        self.en_words, self.zh_chars = NumberField(*EN_WORDS), NumberField(*ZH_CHARS)
        self._steppers = (Stepper(self.en_words), Stepper(self.zh_chars))
        self._mark = Pill()
        self._theirs, self._refused = NoticeBar(), NoticeBar()
        self.revert = QuietButton(_("Undo my changes"), Icon.UNDO)
        self.save = PrimaryButton(pgettext("house style", "Save"))
        self.save.show_key("Ctrl+Enter")
        self._switches = (
            *(self.quotes, self.spacing, self.brackets),
            *(self.formal, self.style_notes, self.spelling),
        )
        self._lay_out()
        for switch in self._switches:
            switch.chosen.connect(self._on_choice)
        for number in (self.en_words, self.zh_chars):
            number.valueChanged.connect(self._on_choice)
        self.save.clicked.connect(self.save_pressed)
        self.revert.clicked.connect(self.revert_pressed)
        self._theirs.acted.connect(self.rebase_pressed)

    def _lay_out(self) -> None:
        chinese = (
            Choice(
                _("Quotation marks"),
                _("The other kind is pointed out in Chinese text."),
                self.quotes,
            ),
            Choice(
                _("Between Chinese and Latin letters or digits"),
                _("With “one manner”, a letter only has to keep to what it began with."),
                self.spacing,
            ),
            Choice(
                _("Full-width brackets"),
                _("On: letters write （） around Chinese, not ()."),
                self.brackets,
            ),
        )
        page = QWidget()
        page.setMaximumWidth(_WIDE)
        parts = column(
            *(self._theirs, self._refused, row(Heading(_("Chinese")), self._mark)),
            *(*chinese, rule(), Heading(_("Style notes")), *self._notes(), rule()),
            row(STRETCH, self.revert, self.save, margins=(0, 6, 0, 0)),
            margins=(20, 16, 20, 16),
            spacing=8,
        )
        parts.addStretch(1)
        page.setLayout(parts)
        inside = QWidget()
        beside = row(page, STRETCH)
        beside.setStretch(0, 4)
        inside.setLayout(beside)
        self.setLayout(column(scrolled(inside, sideways=True), spacing=0))

    def _notes(self) -> tuple[QWidget, ...]:
        """The choices that say which style notes are given."""
        return (
            Choice(
                _("Give style notes"),
                _("Off: nothing of what follows is mentioned. No note ever holds a letter back."),
                self.style_notes,
            ),
            Choice(
                _("Formal register"),
                _("On: contractions such as “don't” are pointed out."),
                self.formal,
            ),
            Choice(
                _("English spelling"),
                _("On: words that are in no dictionary and no term are pointed out."),
                self.spelling,
            ),
            Choice(
                _("Longest English sentence"),
                _("In words, from {least} to {most}.", least=EN_WORDS[0], most=EN_WORDS[1]),
                self.en_words,
                self._steppers[0],
            ),
            Choice(
                _("Longest Chinese sentence"),
                _("In characters, from {least} to {most}.", least=ZH_CHARS[0], most=ZH_CHARS[1]),
                self.zh_chars,
                self._steppers[1],
            ),
        )

    def first(self) -> QWidget:
        """Where the focus goes first: the mark that is chosen."""
        return next(each for each in self.quotes.findChildren(QPushButton) if each.isChecked())

    def settle_numbers(self) -> None:
        """Take in the numbers that are still being typed."""
        for number in (self.en_words, self.zh_chars):
            number.interpretText()

    def show_style(self, state: StyleState, *, may_write: bool) -> None:
        """Show what is chosen."""
        self._profile = profile = state.profile
        for switch, value in zip(
            self._switches,
            (
                *(profile.quotes, profile.spacing, profile.wide_brackets),
                *(profile.formal, profile.style, profile.spelling),
            ),
            strict=True,
        ):
            switch.choose(value)
            switch.setEnabled(may_write)
        for number, held in (
            (self.en_words, profile.max_en_words),
            (self.zh_chars, profile.max_zh_chars),
        ):
            before = number.blockSignals(True)
            if number.value() != held:
                number.setValue(held)
            number.blockSignals(before)
        for stepper in self._steppers:
            stepper.setEnabled(may_write)
        show_unsent(self._mark, unsaved=state.unsaved, waiting=state.waiting)
        if state.theirs:
            words = _("Somebody else changed the house style while you were choosing.")
            self._theirs.say(words, Tone.WARN, _("Keep mine over it"), dismissable=False)
        else:
            self._theirs.clear()
        show_refused(self._refused, state.refused)
        self.revert.setVisible(may_write and state.unsaved)
        self.save.setVisible(may_write)
        self.save.setEnabled(state.unsaved)

    def _on_choice(self, _value: object) -> None:
        self.chosen.emit(
            replace(
                self._profile,
                quotes=QuoteStyle(self.quotes.value),
                spacing=CjkSpacing(self.spacing.value),
                wide_brackets=bool(self.brackets.value),
                formal=bool(self.formal.value),
                style=bool(self.style_notes.value),
                spelling=bool(self.spelling.value),
                max_en_words=self.en_words.value(),
                max_zh_chars=self.zh_chars.value(),
            )
        )


def _curly() -> str:
    return "“ ”"


def _corner() -> str:
    return "「 」"
