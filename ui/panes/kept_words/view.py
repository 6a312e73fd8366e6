"""The dialog of the kept words: the pieces, the one that is looked at, and what can be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.casework import in_language
from ui.panes.kept_words.state import KeptRow, KeptWordsState
from ui.panes.kept_words.words import (
    OPENS,
    STANDS,
    about_words,
    copy_of,
    sides_of,
    spoken,
    what_words,
)
from ui.theme import Icon, Tone, Type, theme
from ui.widgets import (
    STRETCH,
    ElidedLabel,
    EmptyPanel,
    Heading,
    IconMark,
    Label,
    OutlinedButton,
    QuietButton,
    ReadingView,
    Surface,
    TextButton,
    announce,
    column,
    describe,
    row,
    rule,
    set_surface,
    set_tone,
)
from ui.widgets.list_overlay import ListOverlay
from workstation.app.values import Whereabouts
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from ui.language import Source

_WIDTH = 820
_ROW, _ROWS, _TEXT = 52, 5, 220
_LISTED = _(
    "What you wrote and what has not gone out: in forms that you left, and in what was not"
    " carried out."
)
_NOTHING = (
    _("Nothing is kept here"),
    _(
        "Letters, decisions and forms that you began, and what you wrote in something that was not"
        " carried out, are listed here until they have gone out."
    ),
)
_STAYS = _("It is emptied in its form, or dropped where it waits for your answer.")
_OUT_OF_SIGHT = _("What this is about is out of your sight, or no page shows it.")
_TONES: dict[Whereabouts, Tone] = {
    Whereabouts.ASKED: Tone.WARN,
    Whereabouts.IN_FORM: Tone.MUTED,
    Whereabouts.NOWHERE: Tone.MUTED,
}

_ICONS: dict[Whereabouts, Icon] = {
    Whereabouts.ASKED: Icon.NEEDS_YOU,
    Whereabouts.IN_FORM: Icon.DRAFT,
}


class _PieceRow(QWidget):
    """A piece in the list: what it is about, and when; below it what it was.

    The list takes the mouse.
    """

    def __init__(self, shown: KeptRow) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        words = shown.words
        about = ElidedLabel(Type.STRONG)
        about.say(partial(about_words, words))
        when = Label(_("{at}", at=words.kept_at), Type.META, Tone.MUTED)
        what = Label(what_words(words), Type.META, Tone.MUTED)
        first = ElidedLabel(Type.META, Tone.FAINT)
        first.content(" ".join((words.text.en or words.text.zh).split()))
        tone = _TONES[words.stands]
        stands = Label(STANDS[words.stands], Type.META, tone)
        icon = _ICONS.get(words.stands)
        mark = (IconMark(icon, tone, 14),) if icon is not None else ()
        state = row(*mark, stands, spacing=4)
        above, below = row(about, when, spacing=12), row(what, first, state, spacing=12)
        above.setStretch(0, 1)
        below.setStretch(1, 1)
        self.setLayout(column(above, below, margins=(10, 6, 12, 6), spacing=2))


class _PieceTexts(QScrollArea):
    """Both texts of a piece beside each other; what stands in one only has the whole width."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        describe(self, _("Your text, kept"))
        self.views = {"en": ReadingView(), "zh": ReadingView()}
        names = {"en": Heading(_("English")), "zh": Heading(_("Chinese"))}
        self._sides: dict[str, QWidget] = {}
        inner = QWidget()
        set_surface(inner, Surface.SURFACE)
        both = row(margins=(20, 12, 20, 14), spacing=24)
        for code, view in self.views.items():
            side = self._sides[code] = QWidget()
            side.setLayout(column(names[code], view, spacing=4))
            both.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        self._names = names
        inner.setLayout(both)
        self._inner = inner
        self.setWidget(inner)

    def show_row(self, shown: KeptRow | None) -> None:
        """Show the texts of this piece."""
        sides = sides_of(shown.words) if shown is not None else {"en": "", "zh": ""}
        filled = [code for code, text in sides.items() if text.strip()]
        for code, view in self.views.items():
            self._sides[code].setVisible(code in filled)
            # Which language a single text is in nobody knows: half of what is written is the other.
            self._names[code].setVisible(len(filled) > 1)
            text = _("Your text, kept")
            describe(view, in_language(text, code) if len(filled) > 1 else text)
            view.show_text(sides[code], code)

    def fit(self, most: int, width: int) -> None:
        """As high as the texts are in this width, up to `most`."""
        self._inner.resize(width, self._inner.height())
        layout = self._inner.layout()
        # A text knows its height once it has its width: what was laid out first is laid out again.
        for _pass in range(2):
            if layout is not None:
                layout.invalidate()
                layout.activate()
        self.setFixedHeight(min(most, self._inner.sizeHint().height() + 2))


class KeptWordsView(ListOverlay[KeptRow]):
    """The pieces in a list, the texts of one of them, and what can be done with it."""

    copied = Signal()
    throw_away_pressed = Signal()
    keep_again_pressed = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH, _ROW, _ROWS)
        self._state = KeptWordsState()
        self._heard: Message | None = None
        self.keys |= {
            Qt.Key.Key_C: self._copy,
            Qt.Key.Key_Delete: self.throw_away_pressed.emit,
            Qt.Key.Key_Z: self.keep_again_pressed.emit,
        }
        self.text = _PieceTexts()
        self.copy = OutlinedButton(pgettext("act", "Copy"), Icon.COPY)
        self.open = QuietButton(pgettext("act", "Open"), Icon.CHEVRON_RIGHT)
        self.throw_away = QuietButton(pgettext("act", "Throw away"), Icon.CLOSE)
        self.keep_again = TextButton(pgettext("act", "Take back"))
        for button, key, slot in (
            (self.copy, "C", self._copy),
            (self.open, "Enter", self.open_pressed),
            (self.throw_away, "Delete", self.throw_away_pressed),
            (self.keep_again, "Z", self.keep_again_pressed),
        ):
            button.show_key(key)
            button.clicked.connect(slot)
        acts = row(self.copy, self.open, self.throw_away, STRETCH, margins=(12, 8, 12, 8))
        acts.setSpacing(6)
        listed = column(self.list, margins=(6, 6, 6, 6))
        self.content.setLayout(column(listed, rule(), self.text, rule(), acts, spacing=0))
        self._said = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.lay_out(_("Kept words"), _LISTED, EmptyPanel(Icon.DRAFT, *_NOTHING))
        line = row(self._said, self.keep_again, margins=(20, 6, 12, 8))
        line.setStretch(0, 1)
        self.foot = QWidget()
        self.foot.setLayout(column(rule(), line, spacing=0))
        self.inside.addWidget(self.foot)

    def show_state(self, state: KeptWordsState) -> None:
        """Show the state."""
        self._state = state
        self._show_foot(state)
        self.fill(state.rows, state.chosen, loading=state.loading)
        shown = state.row
        if shown is not None:
            self.open.say(OPENS[shown.words.stands])
            self.open.setEnabled(shown.opens)
            self.open.explain(None if shown.opens else _OUT_OF_SIGHT)
            self.throw_away.setEnabled(shown.can_go)
            self.throw_away.explain(None if shown.can_go else _STAYS)
        self.text.show_row(shown)
        if self.isVisible():
            self.arrange()

    def drawn(self, shown: KeptRow) -> tuple[Source, QWidget]:
        """The row of a piece."""
        return spoken(shown), _PieceRow(shown)

    def arrange(self) -> None:
        """Fit the texts, the list to its rows, and the panel to all."""
        self.text.fit(theme().scaled(_TEXT), self.panel.width())
        super().arrange()

    def steer(self, event: QKeyEvent) -> bool:
        """Do what a key does here; the key of the system copies too."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
            return True
        return super().steer(event)

    def _show_foot(self, state: KeptWordsState) -> None:
        self.foot.setVisible(state.said is not None or state.thrown_away > 0)
        self.keep_again.setVisible(state.thrown_away > 0)
        set_tone(self._said, Tone.DANGER if state.failed else Tone.MUTED)
        if state.said is None:
            self._said.content("")
        else:
            self._said.say(state.said)
            if state.said != self._heard:
                announce(self._said, state.said)
        self._heard = state.said

    def _copy(self) -> None:
        """Copy what is marked with the mouse, else all of the piece."""
        shown = self._state.row
        if shown is not None:
            marked = [view.textCursor().selectedText() for view in self.text.views.values()]
            text = "\n\n".join(each.replace("\u2029", "\n") for each in marked if each)
            QGuiApplication.clipboard().setText(text or copy_of(shown.words))
            self.copied.emit()
