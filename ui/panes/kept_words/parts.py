"""The parts of the dialog: a row of the list, and both texts of the piece that is looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.panes.kept_words.state import KeptRow
from ui.panes.kept_words.words import STANDS, about_words, sides_of, what_words
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    ElidedLabel,
    Heading,
    IconMark,
    Label,
    ReadingView,
    Surface,
    column,
    row,
    set_surface,
)
from workstation.app.values import Whereabouts
from workstation.i18n import Message, _

_TONES: dict[Whereabouts, Tone] = {
    Whereabouts.ASKED: Tone.WARN,
    Whereabouts.IN_FORM: Tone.MUTED,
    Whereabouts.NOWHERE: Tone.MUTED,
}

_ICONS: dict[Whereabouts, Icon] = {
    Whereabouts.ASKED: Icon.NEEDS_YOU,
    Whereabouts.IN_FORM: Icon.DRAFT,
}


class PieceRow(QWidget):
    """What it is about, and when; below it what it was. The list takes the mouse."""

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


class PieceTexts(QScrollArea):
    """English and Chinese beside each other; what stands in one only has the whole width."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
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


def spoken(shown: KeptRow) -> Message:
    """A row as a screen reader says it."""
    words = shown.words
    about, what, stands = about_words(words), what_words(words), STANDS[words.stands]
    return _(
        "{about}, {what}, {stands}, {at}", about=about, what=what, stands=stands, at=words.kept_at
    )
