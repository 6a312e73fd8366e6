"""The pane beside the acts: the new key of one, what stands against it, and what is free."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.activities.settings import SettingsAction
from ui.activities.settings.key_change import KeyChange, Settlement, said_keys
from ui.activities.settings.key_rows import KeyRow, in_language, section_of
from ui.activities.settings.key_well import KeyWell
from ui.activities.settings.row_delegate import languages
from ui.keyboard import key_span, keyboard, read_out
from ui.language import language
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    FlowLayout,
    Heading,
    IconMark,
    KeyCap,
    Label,
    OutlinedButton,
    PrimaryButton,
    QuietButton,
    Shape,
    ShapeMark,
    announce,
    column,
    describe,
    foot,
    row,
    rule,
    scrolled,
    set_role,
    set_tone,
)
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from ui.activities.settings.key_settings import KeysState
    from ui.keyboard import KeyHolder

WIDTH = 388
_MARGINS = (20, 14, 20, 14)
_ELSEWHERE = 4


class ChangeView(QWidget):
    """Its signals are intents; `key_pressed` carries a key, also one of those that are free."""

    key_pressed = Signal(str)
    begun = Signal()
    kept = Signal()
    left = Signal()
    reset_pressed = Signal()
    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        describe(self, _("The key of the act"))
        self._shown: KeyChange | None = None
        self._names = (Label(type=Type.READING, wrap=True), Label(type=Type.READING, wrap=True))
        self._section = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.well = KeyWell()
        self._now, self._default = KeyCap(), KeyCap()
        self._stays = Label(_STAYS, Type.META, Tone.MUTED, wrap=True)
        self._against = ClashCard()
        self._refused = Label(type=Type.META, tone=Tone.DANGER, wrap=True)
        self._writes = Label(_WRITES, Type.META, Tone.WARN, wrap=True)
        self._free = FreeKeys()
        self._elsewhere = KeysElsewhere()
        self.keep = PrimaryButton(pgettext("act", "Keep"))
        self.keep.show_key("Enter")
        self.reset = OutlinedButton(_("Reset this one"))
        self.reset.show_key_of(SettingsAction.RESET)
        self.cancel = QuietButton(_("Cancel"))
        self.cancel.show_key("Esc")
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        heading = Heading(_("Change the key of"))
        set_tone(self._names[1], Tone.MUTED)
        keys = row(
            *(STRETCH, Label(pgettext("key", "now"), Type.META, Tone.MUTED), self._now),
            *(Label(_("as shipped"), Type.META, Tone.MUTED), self._default, STRETCH),
            spacing=6,
        )
        told = (self._refused, self._against, self._writes, self._free)
        inside = QWidget()
        inside.setLayout(
            column(
                column(heading, *self._names, self._section, margins=_MARGINS, spacing=3),
                rule(),
                column(self.well, self._stays, keys, margins=_MARGINS, spacing=8),
                rule(),
                column(*told, margins=_MARGINS, spacing=10),
                self._elsewhere,
                rule(),
                column(Label(_FOR_ALL, Type.META, Tone.MUTED, wrap=True), margins=_MARGINS),
                STRETCH,
                spacing=0,
            )
        )
        below = foot(self.keep, self.reset, self.cancel, STRETCH, margins=(20, 10, 14, 10))
        whole = column(scrolled(inside), below, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def _wire(self) -> None:
        self.well.key_pressed.connect(self.key_pressed)
        self.well.kept.connect(self.kept)
        self.well.left.connect(self.left)
        self.well.entered.connect(self.begun)
        self.keep.clicked.connect(self.kept)
        self.reset.clicked.connect(self.reset_pressed)
        self.cancel.clicked.connect(self.left)
        self._against.settled.connect(self.settled)
        self._free.chosen.connect(self.key_pressed)

    def show_state(self, state: KeysState) -> None:
        """Show the act that is looked at, and what is being done about its key."""
        chosen, change = state.chosen, state.change
        self.setEnabled(chosen is not None)
        if chosen is None:
            return
        for label, code in zip(self._names, languages(), strict=True):
            label.content(in_language(chosen.text, code))
        self._section.say(chosen.section)
        self.well.setVisible(not chosen.fixed)
        self._stays.setVisible(chosen.fixed)
        pressed = change if change is not None and change.key else None
        self.well.show_keys(said_keys(pressed or KeyChange(chosen, _first(chosen.keys))))
        self._now.show_keys(_short(chosen.keys) or "–")
        self._default.show_keys(_short(tuple(spec.keys for spec in chosen.specs)) or "–")
        self._show_against(pressed)
        self._free.show_keys(state.table.free_for(chosen.specs[0]) if _free(chosen) else ())
        self._elsewhere.show_state(chosen, pressed.keys() if pressed else (), state)
        self.keep.setEnabled(pressed is not None and pressed.can_be_kept)
        self.keep.explain(_why_not_kept(pressed))
        self.reset.setEnabled(chosen.own)
        self.cancel.setEnabled(change is not None)

    def _show_against(self, change: KeyChange | None) -> None:
        refused = change.refused if change is not None else None
        self._refused.setVisible(refused is not None)
        if refused is not None:
            self._refused.say(refused)
        self._writes.setVisible(change is not None and refused is None and change.writes)
        self._against.show_change(change if change is not None and change.holders else None)
        if change is not None and change != self._shown:
            said = refused or (clash_words(change) if change.clashes else None)
            if said is not None:
                announce(self, said)
        self._shown = change

    def begin(self) -> None:
        """Put the focus where the next key is taken down."""
        self.well.setFocus()

    def go_on(self) -> None:
        """Put the focus on what solves a clash, if there is one."""
        if self._against.isVisible():
            self._against.begin()


class ClashCard(QFrame):
    """Who has the key: the act, the place, since when; and what can be done about that."""

    settled = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "notice")
        self._mark = ShapeMark()
        self._title = Label(type=Type.META_STRONG, wrap=True)
        self._body = Label(type=Type.META, wrap=True)
        self.exchange = OutlinedButton(_("Exchange the two"))
        self.exchange.show_key_of(SettingsAction.EXCHANGE)
        self.take = QuietButton(_("Take it from there"))
        self.take.show_key_of(SettingsAction.TAKE)
        title = row(self._mark, self._title, spacing=6)
        title.setStretch(1, 1)
        buttons = FlowLayout(6)
        for button in (self.exchange, self.take):
            buttons.addWidget(button)
        self._buttons = QWidget()
        self._buttons.setLayout(buttons)
        self.setLayout(column(title, self._body, self._buttons, margins=(14, 10, 12, 10)))
        self.exchange.clicked.connect(partial(self.settled.emit, Settlement.EXCHANGED))
        self.take.clicked.connect(partial(self.settled.emit, Settlement.TAKEN))
        self.hide()

    def show_change(self, change: KeyChange | None) -> None:
        """Show what stands against a new key, or what was decided about it; None for nothing."""
        self.setVisible(change is not None)
        if change is None:
            return
        tone = Tone.DANGER if change.clashes else Tone.OK
        set_tone(self, tone)
        set_tone(self._title, tone)
        self._mark.show_shape(Shape.OVERDUE if change.clashes else Shape.DONE, tone)
        self._title.say(clash_words(change) if change.clashes else _settled_words(change))
        self._body.say(partial(_holders_text, change))
        self._body.setVisible(change.clashes)
        self._buttons.setVisible(change.clashes)
        self.exchange.setVisible(change.can_exchange)

    def begin(self) -> None:
        """Put the focus on the first way out."""
        buttons = (self.exchange, self.take)
        next(each for each in buttons if each.isVisibleTo(self)).setFocus()


class FreeKeys(QWidget):
    """Keys that nobody has here, each a button that presses it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[str, ...] | None = None
        self._made: list[OutlinedButton] = []
        self._flow = FlowLayout(6)
        holder = QWidget()
        holder.setLayout(self._flow)
        label = Label(_("Free here:"), Type.META)
        parts = row(IconMark(Icon.CHECK, Tone.OK, 16), label, holder, spacing=6)
        parts.setStretch(2, 1)
        self.setLayout(parts)

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Offer these keys; hidden where there are none."""
        self.setVisible(bool(keys))
        if keys == self._shown:
            return
        self._shown = keys
        while self._flow.takeAt(0) is not None:
            pass
        for old in self._made:
            old.hide()
            old.deleteLater()
        self._made = [self._button(key) for key in keys]
        for button in self._made:
            self._flow.addWidget(button)
            button.show()

    def _button(self, key: str) -> OutlinedButton:
        button = OutlinedButton(_("{key}", key=read_out(key).replace("+", " ")))
        set_role(button, "cap")
        button.clicked.connect(partial(self.chosen.emit, key))
        return button


class KeysElsewhere(QWidget):
    """Where the same key means something else, and that this is no clash."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(spacing=4)
        self._made: list[QWidget] = []
        heading = Heading(_("The same key elsewhere"))
        note = Label(_ONE_PER_PLACE, Type.META, Tone.MUTED, wrap=True)
        parts = column(heading, self._lines, note, margins=_MARGINS, spacing=6)
        self.setLayout(column(rule(), parts, spacing=0))

    def show_state(self, row_: KeyRow, pressed: tuple[str, ...], state: KeysState) -> None:
        """Show who has the pressed key elsewhere, or the key of now; hidden where nobody has."""
        keys = pressed or tuple(key for keys in row_.keys for key in keys)
        own = {spec.id for spec in row_.specs}
        found: dict[tuple[Message, Message], str] = {}
        for key in keys[:1]:
            for each in state.table.elsewhere(row_.specs[0].id, key):
                if each.spec.id not in own:
                    section = section_of(each.place, each.spec)
                    found.setdefault((section, each.spec.text), key)
        for line in self._made:
            line.hide()
            line.deleteLater()
        self._made = [_line(*words, key) for words, key in list(found.items())[:_ELSEWHERE]]
        for line in self._made:
            self._lines.addWidget(line)
        self.setVisible(bool(self._made))


_STAYS = _("This key stays as it is, so that no stray key sends a letter.")
_WRITES = _("The act works also while you write; with this key it no longer would.")
_ONE_PER_PLACE = _("No clash: another place. A key means one thing in each place.")
_FOR_ALL = _(
    "Esc, Ctrl Enter and Ctrl Shift Enter stay as they are, so that no stray key sends a letter. "
    "Input methods keep their own keys: while one composes, no key is an act."
)


def _line(section: Message, act: Message, key: str) -> QWidget:
    line = QWidget()
    words = Label(_("{place}: {act}", place=section, act=act), Type.BODY, wrap=True)
    parts = row(words, KeyCap(read_out(key)))
    parts.setStretch(0, 1)
    line.setLayout(parts)
    return line


def _first(keys: tuple[tuple[str, ...], ...]) -> str:
    return next((key for each in keys for key in each), "")


def _free(chosen: KeyRow) -> bool:
    return not chosen.fixed and len(chosen.specs) == 1


def _short(keys: tuple[tuple[str, ...], ...]) -> str:
    names = [read_out(key) for each in keys for key in each]
    return key_span(names) if len(keys) > 1 else " ".join(names)


def _why_not_kept(change: KeyChange | None) -> Message | None:
    if change is None:
        return _("Press the new key first.")
    return change.refused or (clash_words(change) if change.clashes else None)


def clash_words(change: KeyChange) -> Message:
    """That the key is taken."""
    key = read_out(key_span(change.keys())).replace("+", " ")
    return _("{key} is taken in the same place", key=key)


def _settled_words(change: KeyChange) -> Message:
    other = change.holders[0].spec.text
    if change.settlement is Settlement.EXCHANGED:
        key = read_out(change.row.keys[0][0]).replace("+", " ")
        return _("{act} gets {key}.", act=other, key=key)
    return _("{act} no longer has this key.", act=other)


def _holders_text(change: KeyChange) -> str:
    return "\n".join(language().text(_holder_words(each)) for each in change.holders)


def _holder_words(holder: KeyHolder) -> Message:
    first, second = (in_language(holder.spec.text, code) for code in languages())
    return _(
        "{place}: {act}, {same}. {since}",
        place=section_of(holder.place, holder.spec),
        act=first,
        same=second,
        since=_since(holder),
    )


def _since(holder: KeyHolder) -> Message:
    own = keyboard().table.own.changed.get(holder.spec.id)
    if own is None:
        return _("It has had it from the beginning.")
    return _("You set it on {day}.", day=language().translator.local(own.since).date())
