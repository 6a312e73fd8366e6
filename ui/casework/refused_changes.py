"""What the rules or the server did not take: said in a line, and as cards with the ways on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from ui.casework.look import in_language
from ui.casework.rows import WidgetPool
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    DangerButton,
    IconMark,
    Label,
    NoticeBar,
    OutlinedButton,
    QuietButton,
    ReadingView,
    Well,
    column,
    describe,
    describe_one,
    refuse_input_method,
    row,
    set_role,
    set_tone,
    set_type,
)
from ui.widgets.buttons import Button
from ui.widgets.layout import Part
from workstation.domain.problem import Refused
from workstation.domain.text import Bilingual
from workstation.i18n import Message, _, pgettext
from workstation.value_class import dataclass

# Pixels at the drawn text size, and the share in hundredths of the pane that they may take.
_MOST, _SHARE = 240, 35


def refused_words(refused: Refused) -> Message:
    """Give the reason of a refusal, and what would make the change legal."""
    return _("{reason} {remedy}", reason=refused.reason, remedy=refused.remedy)


def show_refused(bar: NoticeBar, refused: Refused | None, *, dismissable: bool = False) -> None:
    """Say in `bar` why something was not taken; None empties it."""
    if refused is None:
        bar.clear()
    else:
        bar.say(refused_words(refused), Tone.WARN, dismissable=dismissable)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedChange:
    """A change that was not taken, as its card says it.

    id: of the command or edit; the signals of the card say it.
    title: what was not taken, or why in a few words.
    why: the reason with its remedy, or the remedy where the title is the reason.
    notes: what was written and how it stands now, in a line each.
    text: what was written in both languages, to be read in full.
    redo: whether it can be given again as it is.
    edit: what the button says that takes it back into its fields; None for what has none.
    """

    id: str
    title: Message
    why: Message
    notes: tuple[Message, ...] = ()
    text: Bilingual = Bilingual()
    redo: bool = True
    edit: Message | None = pgettext("act", "Edit first")


class RefusedChangeCard(Well):
    """One refused change. With `narrow` it stands in a pane beside, and its buttons below it."""

    redo_pressed = Signal(str)
    edit_pressed = Signal(str)
    drop_pressed = Signal(str)

    def __init__(self, *, narrow: bool = False) -> None:
        super().__init__()
        self._id = ""
        describe(self, _("A change that was not taken"))
        self._title = Label(type=Type.STRONG, wrap=True)
        self._why = Label(type=Type.BODY, wrap=True)
        self._notes = [Label(type=Type.META, tone=Tone.MUTED, wrap=True) for _each in range(2)]
        self._texts = (ReadingView(Type.BODY), ReadingView(Type.BODY))
        for view, code in zip(self._texts, ("en", "zh"), strict=True):
            describe(view, in_language(_("Your text, kept"), code))
        self.redo: Button
        self.edit: Button
        self.drop: Button
        if narrow:
            set_role(self, "notice")
            set_tone(self, Tone.WARN)
            set_tone(self._title, Tone.WARN)
            set_type(self._why, Type.META)
            self.redo = QuietButton(_("Do it again"), Icon.REDO)
            self.edit = QuietButton(pgettext("act", "Edit first"), Icon.NOTE)
            self.drop = DangerButton(_("Give it up"))
            heads: tuple[Part, ...] = (self._title,)
            feet: tuple[Part, ...] = (
                row(self.redo, self.edit, STRETCH),
                row(self.drop, STRETCH),
            )
        else:
            self.redo = OutlinedButton(pgettext("act", "Do it again"), Icon.REDO)
            self.edit = QuietButton(pgettext("act", "Edit first"), Icon.DRAFT)
            self.drop = QuietButton(pgettext("act", "Drop it"), Icon.CLOSE)
            buttons = (self.redo, self.edit, self.drop)
            head = row(IconMark(Icon.NEEDS_YOU, Tone.WARN, 18), self._title, *buttons)
            head.setStretch(1, 1)
            heads, feet = (head,), ()
        parts = (*heads, self._why, *self._notes, *self._texts, *feet)
        self.setLayout(column(*parts, margins=(14, 10, 12 if narrow else 14, 8), spacing=4))
        self._dropping = _("Give it up") if narrow else pgettext("act", "Drop it")
        self.redo.clicked.connect(partial(self._say, self.redo_pressed))
        self.edit.clicked.connect(partial(self._say, self.edit_pressed))
        self.drop.clicked.connect(partial(self._say, self.drop_pressed))

    def show_change(self, change: RefusedChange) -> None:
        """Say what was not taken, and offer the ways on that there are."""
        self._id = change.id
        self._title.say(change.title)
        self._why.say(change.why)
        for at, note in enumerate(self._notes):
            note.setVisible(at < len(change.notes))
            if at < len(change.notes):
                note.say(change.notes[at])
        en, zh = change.text.en, change.text.zh
        for view, code, text in zip(self._texts, ("en", "zh"), (en, zh), strict=True):
            view.show_text(text, code)
            view.setVisible(bool(text) and not (code == "zh" and en == zh))
        self.redo.setVisible(change.redo)
        self.edit.setVisible(change.edit is not None)
        if change.edit is not None:
            self.edit.say(change.edit)
            describe_one(self.edit, change.edit, change.title)
        describe_one(self.redo, _("Do it again"), change.title)
        describe_one(self.drop, self._dropping, change.title)

    def _say(self, pressed: SignalInstance, _checked: bool = False) -> None:
        pressed.emit(self._id)


class RefusedChanges(QScrollArea):
    """Refused changes above an activity; a few in sight, the rest by scrolling. Hidden while there
    is none. Its signals say the id of the change."""

    redo_pressed = Signal(str)
    edit_pressed = Signal(str)
    drop_pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        inside = QWidget()
        self._column = column(margins=(16, 10, 16, 10), spacing=8)
        inside.setLayout(self._column)
        inside.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.cards = WidgetPool(self._column, self._made)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        refuse_input_method(self)
        describe(self, _("Changes that were not taken"))
        self.hide()

    def show_changes(self, changes: Sequence[RefusedChange]) -> None:
        """Show these refused changes, the oldest first."""
        for card, each in zip(self.cards.need(len(changes)), changes, strict=True):
            card.show_change(each)
        self.setVisible(bool(changes))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height anew: another width breaks the lines elsewhere (Qt's override)."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what it says, up to a share of what it stands in."""
        wanted = self._column.totalHeightForWidth(self.viewport().width())
        most = theme().scaled(_MOST)
        around = self.parentWidget()
        if around is not None:
            most = min(most, around.height() * _SHARE // 100)
        self.setFixedHeight(min(max(wanted, 1), most))

    def _made(self) -> RefusedChangeCard:
        card = RefusedChangeCard()
        card.redo_pressed.connect(self.redo_pressed)
        card.edit_pressed.connect(self.edit_pressed)
        card.drop_pressed.connect(self.drop_pressed)
        return card
