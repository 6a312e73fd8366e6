"""The dialog of the unsent changes: what each is about and is, since when and why it waits."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.language import Source, language, tip_of
from ui.panes.unsent.state import UnsentRow, UnsentState
from ui.panes.unsent.words import (
    ASKS,
    about_change,
    opens_words,
    spoken_change,
    what_change,
    why_it_waits,
)
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    ElidedLabel,
    EmptyPanel,
    IconMark,
    Label,
    OutlinedButton,
    column,
    row,
    rule,
)
from ui.widgets.list_overlay import ListOverlay
from workstation.i18n import _, pgettext

_WIDTH = 820
_ROW, _ROWS = 52, 8
_OUT_OF_SIGHT = _("What this is about is out of your sight, or no page shows it.")


class _ChangeRow(QWidget):
    """A change in the list: what it is about, and since when; below it what it is, and why it
    waits. The list takes the mouse."""

    def __init__(self, shown: UnsentRow) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        change = shown.change
        asks = change.reason in ASKS
        about = ElidedLabel(Type.STRONG)
        about.say(partial(about_change, change))
        since = Label(_("since {at}", at=change.given_at), Type.META, Tone.MUTED)
        what = Label(what_change(change), Type.META, Tone.MUTED)
        why = ElidedLabel(Type.META, Tone.WARN if asks else Tone.MUTED)
        why.say(partial(why_it_waits, change))
        mark = IconMark(
            Icon.NEEDS_YOU if asks else Icon.CLOCK, Tone.WARN if asks else Tone.FAINT, 14
        )
        above, below = row(about, since, spacing=12), row(what, mark, why, spacing=8)
        above.setStretch(0, 1)
        below.setStretch(2, 1)
        self.setLayout(column(above, below, margins=(10, 6, 12, 6), spacing=2))


class UnsentView(ListOverlay[UnsentRow]):
    """The changes in a list, and the way to one of them."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, _WIDTH, _ROW, _ROWS)
        self._state = UnsentState()
        self.open = OutlinedButton(pgettext("act", "Open"), Icon.CHEVRON_RIGHT)
        self.open.show_key("Enter")
        self.open.clicked.connect(self.open_pressed)
        listed = column(self.list, margins=(6, 6, 6, 6))
        acts = row(self.open, STRETCH, margins=(12, 8, 12, 8))
        self.content.setLayout(column(listed, rule(), acts, spacing=0))
        empty = EmptyPanel(
            Icon.CHECK,
            _("Nothing waits"),
            _("The server has everything that you did. What it has not yet is listed here."),
        )
        what = _("Everything here is kept on this machine, also when it is switched off.")
        self.lay_out(_("What waits to be sent"), what, empty)
        language().changed.connect(self._tell)

    def show_state(self, state: UnsentState) -> None:
        """Show the state."""
        self._state = state
        self.fill(state.rows, state.chosen, loading=state.loading)
        self._tell()
        shown = state.row
        if shown is not None:
            self.open.say(opens_words(shown.change))
            self.open.setEnabled(shown.opens)
            self.open.explain(None if shown.opens else _OUT_OF_SIGHT)
        if self.isVisible():
            self.arrange()

    def drawn(self, shown: UnsentRow) -> tuple[Source, QWidget]:
        """The row of a change."""
        return spoken_change(shown.change), _ChangeRow(shown)

    def _tell(self) -> None:
        """Say whole why each change waits, for its line has not always room for it."""
        for at, each in zip(range(self.list.count()), self._state.rows, strict=False):
            tip_of(self.list.item(at))(language().text(why_it_waits(each.change)))
