"""The sheet over the window in which a template is chosen, filled and put into the letter."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.casework import title_in
from ui.language import Text, language
from ui.panes.reply.templates.choices import TemplateList
from ui.panes.reply.templates.form import TemplateForm
from ui.panes.reply.templates.presenter import TemplatesPresenter
from ui.panes.reply.templates.preview import LetterPreview
from ui.panes.reply.templates.state import TemplatesState
from ui.theme import Tone, Type, theme
from ui.widgets import (
    STRETCH,
    Label,
    Overlay,
    PrimaryButton,
    QuietButton,
    SearchField,
    column,
    mark_content,
    row,
    rule,
)
from workstation.i18n import _, ngettext

if TYPE_CHECKING:
    from workstation.bilingual.templates import LetterSubject, TemplateLibrary
    from workstation.domain.taxonomy import Milestone

_WIDTH, _HEIGHT, _LIST = 1080, 620, 270


class TemplateSheet(Overlay):
    """Says `inserted` with the pairs. Up and Down choose while searching, Enter goes to the form,
    Ctrl+Enter inserts, Escape closes."""

    inserted = Signal(object)

    def __init__(self, host: QWidget, library: TemplateLibrary, ids: Callable[[], str]) -> None:
        super().__init__(host, _WIDTH, top=48)
        self._presenter = TemplatesPresenter(library, self.show_state, ids)
        self._asked = -1
        self._choosing = QWidget()
        self.search = SearchField(_("Search the templates"))
        self.list = TemplateList()
        self.form = TemplateForm()
        self.preview = LetterPreview(library.variables)
        self._title = Label(self._name, Type.STRONG)
        mark_content(self._title)
        self._blanks = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        leave = QuietButton(_("Not now"))
        leave.show_key("Esc")
        self.insert = PrimaryButton(_("Insert"))
        self.insert.show_key("Ctrl+Enter")
        self.inside.addWidget(self._body(leave))
        self.search.textChanged.connect(self._presenter.search)
        self.search.installEventFilter(self)
        self.list.chosen.connect(self._presenter.choose)
        self.form.entered.connect(self._presenter.enter)
        self.insert.clicked.connect(self.primary)
        leave.clicked.connect(self.disappear)

    @property
    def state(self) -> TemplatesState:
        """What is shown."""
        return self._presenter.state

    def open(self, scene: LetterSubject, milestone: Milestone) -> None:
        """Choose a template for a letter that tells this."""
        self.search.clear()
        self._presenter.open(scene, milestone)
        self.appear(self.search)

    def show_state(self, state: TemplatesState) -> None:
        """Show the whole of it; what is being entered stays."""
        chosen = state.chosen
        self.list.show_templates(state.fitting, state.others, chosen.id if chosen else "")
        if state.asked != self._asked:
            self._asked = state.asked
            self.form.ask(state.fields)
            self._title.say(self._name)
            mark_content(self._title)
        self.form.show_fields(state.fields)
        self.preview.show_letter(state.letter)
        self.insert.setEnabled(chosen is not None)
        self._blanks.say(self._open_blanks)

    def arrange(self) -> None:
        """Give the list its room at the size that texts have now."""
        self._choosing.setFixedWidth(theme().scaled(_LIST))
        super().arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: arrows and Enter in the search act on the list and the form."""
        if (
            watched is not self.search
            or not isinstance(event, QKeyEvent)
            or event.type() != QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if _is_enter(event) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            box = self.form.first_open()
            (box or self.insert).setFocus(Qt.FocusReason.TabFocusReason)
            return True
        return super().eventFilter(watched, event)

    def primary(self) -> None:
        """Put the pairs into the letter."""
        if self.state.chosen is not None:
            beads = self._presenter.taken()
            self.disappear()
            self.inserted.emit(beads)

    def _body(self, leave: QWidget) -> QWidget:
        body = _Body()
        choosing = self._choosing
        choosing.setLayout(column(self.search, self.list, margins=(12, 12, 6, 12), spacing=8))
        head = row(self._title, STRETCH, margins=(16, 14, 16, 6))
        foot = row(self._blanks, leave, self.insert, margins=(16, 8, 16, 10))
        foot.setStretch(0, 1)
        filling = column(head, self.form, rule(), self.preview, rule(), foot, spacing=0)
        filling.setStretch(1, 5)
        filling.setStretch(3, 6)
        whole = row(choosing, rule(Qt.Orientation.Vertical), filling, spacing=0)
        whole.setStretch(2, 1)
        body.setLayout(whole)
        return body

    def _name(self) -> Text:
        chosen = self.state.chosen
        if chosen is None:
            return _("Nothing fits. Try another word.")
        return title_in(language().code, chosen.name.en, chosen.name.zh)

    def _open_blanks(self) -> Text:
        count = self._presenter.blanks
        if self.state.chosen is None:
            return ""
        if count == 0:
            return _("Every blank is filled in.")
        return ngettext(
            "{n} blank is open. The letter cannot be sent before it is filled in.",
            "{n} blanks are open. The letter cannot be sent before they are filled in.",
            count,
        )


class _Body(QWidget):
    """Asks for a good size, and takes what the window has."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Qt: room for the form and the letter."""
        return QSize(theme().scaled(_WIDTH), theme().scaled(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        """Qt: its parts scroll, so a wrapping line in it changes nothing."""
        return False


def _is_enter(event: QKeyEvent) -> bool:
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
