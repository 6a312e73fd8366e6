"""The conflicts of interest of somebody: the list, and the field of whoever may write in it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.people.state import InterestsState
from ui.activities.people.words import WAITING, plain, refused_words
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    Heading,
    Label,
    NoticeBar,
    OutlinedButton,
    Pill,
    QuietButton,
    Shape,
    ShapeMark,
    TextButton,
    column,
    row,
)
from ui.widgets.fields import LinesField, named
from workstation.i18n import _, pgettext


class InterestsView(QWidget):
    """Says `write_asked` with whether to write, `typed` and `saved` with the text."""

    write_asked = Signal(bool)
    typed = Signal(str)
    saved = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self._heading = Heading(_("Conflicts of interest"))
        self._mark = Pill()
        self._shape = ShapeMark(Shape.OVERDUE, Tone.WARN)
        self._parties = Label(wrap=True, selectable=True)
        self._who = Label(
            _("Only they, supervisors and administrators see this."),
            Type.META,
            Tone.MUTED,
            wrap=True,
        )
        self.write = TextButton(pgettext("interests", "Change"))
        self.write.show_key("i")
        self.field = LinesField(4)
        self._all = named(_("All parties that they must not decide about, one a line"), self.field)
        self.save = OutlinedButton(pgettext("interests", "Save"))
        self.save.show_key("Ctrl+Enter")
        self._leave = QuietButton(pgettext("interests", "Not now"))
        self._refused = NoticeBar()
        self._writing = QWidget()
        self._hint = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self._writing.setLayout(
            column(self._all, self._hint, row(STRETCH, self._leave, self.save), spacing=6)
        )
        head = row(self._heading, self._mark, self.write)
        head.setStretch(0, 1)
        line = row(self._shape, self._parties, spacing=6)
        line.setStretch(1, 1)
        self.setLayout(column(head, line, self._who, self._refused, self._writing, spacing=6))
        self.write.clicked.connect(self._on_write)
        self._leave.clicked.connect(self._on_leave)
        self.save.clicked.connect(self._on_save)
        self.field.edited.connect(self._on_edit)

    def show_interests(self, state: InterestsState) -> None:
        """Show them, to whoever may see them."""
        self.setVisible(state.parties is not None)
        if state.parties is None:
            return
        self._parties.say(plain(state.parties))
        self._shape.setVisible(bool(state.parties))
        self._mark.setVisible(state.waiting)
        self._mark.show_state(Shape.WAITING, WAITING, Tone.ACCENT)
        self.write.setVisible((state.may_set or state.may_declare) and not state.writing)
        if state.may_set:
            self.write.say(pgettext("interests", "Change"))
            self._hint.say(_("Whoever is taken out of the list may be decided about again."))
        else:
            self.write.say(_("Declare one"))
            self._hint.say(
                _("Write whom it is about, one a line. Taking one off is for somebody else.")
            )
        self._writing.setVisible(state.writing)
        if state.refused is not None:
            self._refused.say(refused_words(state.refused), Tone.WARN, dismissable=False)
        else:
            self._refused.clear()

    def begin(self, text: str, ticket: int) -> None:
        """Put the text and the caret into the field."""
        if ticket != self._ticket:
            self._ticket = ticket
            self.field.set_text(text)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_write(self) -> None:
        self.write_asked.emit(True)

    def _on_leave(self) -> None:
        self.write_asked.emit(False)

    def _on_save(self) -> None:
        self.saved.emit(self.field.toPlainText())

    def _on_edit(self) -> None:
        self.typed.emit(self.field.toPlainText())
