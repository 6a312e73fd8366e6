"""Number, day of effect and change note of a version, to be written or read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QWidget

from ui.activities.policies.clause_row import languages
from ui.activities.policies.state import IssueText
from ui.activities.policies.words import from_today
from ui.casework import side_of
from ui.language import language
from ui.theme import Tone, Type, theme
from ui.widgets import Heading, Label, NoticeBar, column, mark_content, row, set_role
from ui.widgets.fields import LinesField, WordField, named
from workstation.domain.taxonomy import Language
from workstation.i18n import _

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QWheelEvent


class IssueDayField(QDateEdit):
    """A day. Says `edited` when a person chose another; scrolling past changes nothing."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark_content(self)
        self.setButtonSymbols(QDateEdit.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self.lineEdit(), "bare")
        self._putting = False
        self._format()
        language().changed.connect(self._format)
        self.dateChanged.connect(self._on_change)

    @property
    def day(self) -> date:
        """The day that is chosen."""
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        """Show this day."""
        self._putting = True
        self.setDate(QDate(day.year, day.month, day.day))
        self._putting = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: a styled field without its own buttons leaves the day no room."""
        super().resizeEvent(event)
        self.lineEdit().setGeometry(self.rect().adjusted(10, 2, -10, -2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: only a field that has the focus turns with the wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _format(self) -> None:
        """As the window writes a day in its language."""
        is_english = side_of(language().code) is Language.EN
        self.setLocale(QLocale("en_GB" if is_english else "zh_CN"))
        self.setDisplayFormat("d MMM yyyy" if is_english else "yyyy年M月d日")

    def _on_change(self) -> None:
        if not self._putting:
            self.edited.emit()


class IssueForm(QWidget):
    """Fully built at once. What is typed is never overwritten but by another ticket."""

    typed = Signal(object)
    theirs_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self.number, self.day = WordField(), IssueDayField()
        self._theirs = NoticeBar()
        self._away = Label(type=Type.META, tone=Tone.MUTED)
        self.note = {each: LinesField(3) for each in Language}
        self._notes = column(spacing=8)
        self._named = {
            Language.EN: named(_("Change note, English"), self.note[Language.EN]),
            Language.ZH: named(_("Change note, Chinese"), self.note[Language.ZH]),
        }
        fields = named(_("Number"), self.number), named(_("In force from"), self.day)
        first = row(*fields, spacing=12)
        first.setStretch(1, 1)
        for part in fields:
            first.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self.number.setFixedWidth(theme().scaled(72))
        self.setLayout(
            column(
                *(Heading(_("When and why")), self._theirs, first, self._away, self._notes),
                spacing=6,
            )
        )
        self._in_order()
        language().changed.connect(self._in_order)
        self._theirs.acted.connect(self.theirs_pressed)
        self.number.edited.connect(self._on_edit)
        self.day.edited.connect(self._on_edit)
        for each in self.note.values():
            each.edited.connect(self._on_edit)

    def _in_order(self) -> None:
        for at, each in enumerate(languages()):
            self._notes.removeWidget(self._named[each])
            self._notes.insertWidget(at, self._named[each])

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        self.number.selectAll()

    def show_issue(self, text: IssueText, ticket: int, today: date, *, may_write: bool) -> None:
        """Show it."""
        if ticket != self._ticket:
            self._ticket = ticket
            self.number.set_text(text.label)
            self.day.set_day(text.day)
            self.note[Language.EN].set_text(text.en)
            self.note[Language.ZH].set_text(text.zh)
        self._away.say(from_today(text.day, today))
        self.number.setReadOnly(not may_write)
        self.day.setReadOnly(not may_write)
        for each in self.note.values():
            each.setReadOnly(not may_write)

    def show_theirs(self, theirs: IssueText | None) -> None:
        """Say what somebody else set meanwhile; None for nothing that was typed otherwise."""
        if theirs is None:
            self._theirs.clear()
            return
        words = _(
            "Somebody else wrote here while you did. It now says: v{label}, from {day}. {en} {zh}",
            label=theirs.label,
            day=theirs.day,
            en=theirs.en,
            zh=theirs.zh,
        )
        self._theirs.say(words, Tone.WARN, _("Keep mine over it"), dismissable=False)

    def _on_edit(self) -> None:
        self.typed.emit(
            IssueText(
                label=self.number.text(),
                day=self.day.day,
                en=self.note[Language.EN].toPlainText(),
                zh=self.note[Language.ZH].toPlainText(),
            )
        )
