"""The glossary on the screen: its tabs, what was not taken, and the part that is in sight."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.activities.glossary.lists_view import HistoryView, PassesView
from ui.activities.glossary.state import GlossaryState, RefusedEdit, Section
from ui.activities.glossary.style_view import StyleView
from ui.activities.glossary.terms_view import TermsView
from ui.activities.glossary.words import SECTIONS, refused_change_words, style_words
from ui.casework import RefusedChange, RefusedChanges, refused_words, show_refused
from ui.joined_pane import PartedView
from ui.pane_keys import PaneKeys
from ui.theme import Icon, Tone, Type
from ui.widgets import (
    STRETCH,
    Edge,
    IconButton,
    Label,
    NoticeBar,
    Pill,
    Shape,
    Surface,
    SwitchChoice,
    Tabs,
    column,
    describe,
    row,
    set_edge,
    set_surface,
)
from workstation.domain.commands import UnknownCommand
from workstation.domain.glossary.acts import PutTerm, SetStyle, Term
from workstation.i18n import Message, _, ngettext, pgettext


class GlossaryView(PartedView):
    """The whole activity; `show_state` may be called as often as one likes."""

    closed = Signal()
    section_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        describe(self, _("Glossary and house style"))
        title = Label(_("Glossary and house style"), Type.TITLE)
        self._waiting = Pill()
        self.tabs = Tabs(
            [SwitchChoice(each, words) for each, words in SECTIONS.items()],
            _("Glossary and house style"),
        )
        self._version = Label(type=Type.META, tone=Tone.MUTED)
        self.close_button = IconButton(Icon.CLOSE, _("Back to the cases"))
        self.close_button.show_key("Esc")
        self._reader = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.refused_changes = RefusedChanges()
        self._notice = NoticeBar()
        self.terms, self.passes = TermsView(), PassesView()
        self.style_page, self.history = StyleView(), HistoryView()
        self._pages = QStackedWidget()
        self._page = {
            Section.TERMS: self.terms,
            Section.PASSES: self.passes,
            Section.STYLE: self.style_page,
            Section.HISTORY: self.history,
        }
        for page in self._page.values():
            self._pages.addWidget(page)
        first = row(title, self._waiting, self._version, self.close_button, spacing=12)
        first.insertStretch(3, 1)
        self.head = head = QWidget()
        set_edge(head, Edge.BOTTOM)
        head.setLayout(
            column(first, self._reader, row(self.tabs, STRETCH), margins=(18, 10, 10, 0), spacing=4)
        )
        whole = column(head, self.refused_changes, self._notice, self._pages, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.tabs.chosen.connect(self.section_chosen)
        self.close_button.clicked.connect(self.closed)

    def show_state(self, state: GlossaryState) -> None:
        """Show the state in every part."""
        may_write = state.closed is None
        self.tabs.choose(state.section)
        self._version.say(_("version {n}", n=state.version))
        self._waiting.setVisible(state.waiting > 0)
        words = ngettext(
            "{n} change waits to be sent", "{n} changes wait to be sent", state.waiting
        )
        self._waiting.show_state(Shape.WAITING, words, Tone.ACCENT)
        self._reader.setVisible(not may_write)
        if state.closed is not None:
            self._reader.say(refused_words(state.closed))
        self.refused_changes.show_changes([_refused_change(each) for each in state.refused_changes])
        show_refused(self._notice, state.notice, dismissable=True)
        self.terms.show_state(state.terms, may_write=may_write)
        self.passes.show_state(state)
        self.style_page.show_style(state.style, may_write=may_write)
        self.history.show_changes(state.history)
        self._pages.setCurrentWidget(self._page[state.section])

    def step(self, by: int) -> None:
        """Choose the next row of the list in sight, or the one before with -1."""
        page = self._pages.currentWidget()
        if isinstance(page, TermsView | PassesView | HistoryView):
            page.list.step(by)

    def widen(self) -> bool:
        """Show all terms again; whether a search narrowed them."""
        search = self.terms.search
        narrowed = search.isVisible() and bool(search.text())
        search.clear()
        return narrowed

    def parts(self) -> list[PaneKeys]:
        """The parts of the page in sight, and the head."""
        page = self._pages.currentWidget()
        match page:
            case TermsView():
                asked = page.form.leave_question
                parts = [PaneKeys(page.left, page.list), PaneKeys(page.form, leave=asked)]
            case PassesView():
                parts = [PaneKeys(page, page.list), PaneKeys(page.detail, page.stop)]
            case HistoryView():
                parts = [PaneKeys(page, page.list)]
            case _:
                parts = [PaneKeys(self.style_page)]
        shown = [each for each in parts if each.pane.isVisibleTo(self)]
        return [*shown, PaneKeys(self.head, self.close_button)]


def _refused_change(edit: RefusedEdit) -> RefusedChange:
    """A refused edit as its card says it: what was written, and what the glossary says now."""
    match edit.change:
        case PutTerm(term=term):
            notes = [_("You wrote: {what}", what=term_words(term))]
        case SetStyle(style=style):
            notes = [_("You chose: {what}", what=style_words(style))]
        case UnknownCommand(words=words) if words:
            notes = [_("You wrote: {what}", what=" · ".join(words))]
        case _:
            notes = []
    if edit.now is not None:
        notes.append(_("It now says: {what}", what=term_words(edit.now)))
    what = refused_change_words(edit.change, edit.subject)
    why = edit.reason
    if edit.remedy is not None:
        why = _("{reason} {remedy}", reason=edit.reason, remedy=edit.remedy)
    has_form = isinstance(edit.change, PutTerm | SetStyle)
    return RefusedChange(
        id=edit.id,
        title=_("This was not taken ({at}): {what}", what=what, at=edit.given_at),
        why=why,
        notes=tuple(notes),
        edit=pgettext("act", "Edit first") if has_form else None,
    )


def term_words(term: Term) -> Message:
    """A term with everything that is written in it."""
    wrong = " · ".join((*term.forbidden_zh, *term.forbidden_en))
    said = " / ".join(each for each in (term.en, term.zh_hans, term.zh_hant, term.note) if each)
    if not wrong:
        return _("{term}", term=said)
    return _("{term} (not: {wrong})", term=said, wrong=wrong)
