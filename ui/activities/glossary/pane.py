"""The glossary as the window holds it: its view and its presenter, joined."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial

from PySide6.QtCore import Qt

from ui.activities.glossary.presenter import GlossaryPresenter
from ui.activities.glossary.state import GlossaryState, Section
from ui.activities.glossary.view import GlossaryView
from ui.activity import NewsOffer, Place, Seat
from ui.joined_pane import JoinedPane
from ui.keyboard import action
from workstation.app import Change
from workstation.i18n import Message, _


class GlossaryPane(JoinedPane):
    """What is written in it and not saved stays with its term."""

    def __init__(self, seat: Seat) -> None:
        self.view = GlossaryView()
        super().__init__(seat, self.view, one_at_a_time=True)
        self.presenter = GlossaryPresenter(seat.workstation, seat.new_id, self.view.show_state)
        self._join_terms()
        self._join_rest()
        self.answers.on(action.NEXT, partial(self.view.step, 1))
        self.answers.on(action.PREVIOUS, partial(self.view.step, -1))
        self.answers.on(action.SEARCH, self.focus_search)
        self.answers.on(action.CONFIRM, self.save)

    def _join_terms(self) -> None:
        terms, view, form = self.presenter.terms, self.view.terms, self.view.terms.form
        view.searched.connect(terms.search)
        view.search.entered.connect(view.list.take_first)
        view.chosen.connect(terms.choose)
        view.new_pressed.connect(self.begin_new)
        form.typed.connect(self.kept(terms.type))
        form.save_pressed.connect(self.save)
        form.revert_pressed.connect(self.kept(terms.revert))
        form.rebase_pressed.connect(terms.rebase)
        form.drop_asked.connect(terms.ask_drop)
        form.dropped.connect(self.once(self.drop_term, "take a term out"))

    def _join_rest(self) -> None:
        view, style = self.view, self.presenter.style
        view.closed.connect(self.seat.way.home)
        view.section_chosen.connect(self.presenter.turn_to)
        view.passes.chosen.connect(self.presenter.choose_pass)
        view.passes.stop_pressed.connect(self.once(self.stop_passing, "check a term again"))
        view.style_page.chosen.connect(style.choose)
        view.style_page.save_pressed.connect(self.save)
        view.style_page.revert_pressed.connect(style.revert)
        view.style_page.rebase_pressed.connect(style.rebase)
        refused = view.refused_changes
        refused.redo_pressed.connect(self.once(self.presenter.redo, "do it again"))
        refused.edit_pressed.connect(self.once(self.edit, "edit a change"))
        refused.drop_pressed.connect(self.once(self.drop, "drop a change"))

    @property
    def state(self) -> GlossaryState:
        """What is shown."""
        return self.presenter.state

    def open(self, place: Place | None) -> None:
        """Show the glossary as it is now, or one term of it with what is written in its form."""
        if place is not None and place.anchor:
            self.tasks.spawn(self._open_term(place.anchor), "go on with a term")
        else:
            self.refresh()
            self.view.begin()

    async def _open_term(self, term: str) -> None:
        await self.presenter.refresh()
        self.presenter.turn_to(Section.TERMS)
        self.presenter.terms.choose(term)
        self.view.terms.form.begin()

    def take_in(self, change: Change) -> None:
        """Show the glossary anew if it changed, here or elsewhere, or a change was not taken."""
        if change.references:
            self.refresh()

    def refresh(self) -> None:
        """Show the glossary as it is now."""
        self.tasks.spawn(self.presenter.refresh(), "refresh the glossary")

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self.presenter.flush()

    def focus_search(self) -> None:
        """Put the caret into the search of the terms."""
        self.presenter.turn_to(Section.TERMS)
        self.view.terms.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.terms.search.selectAll()

    def begin_new(self) -> None:
        """Write a new term, or go on with the one that was begun."""
        self.presenter.terms.begin_new()
        self.view.terms.form.begin()

    def save(self) -> None:
        """Save what is being written in the part that is in sight, also a number half typed."""
        self.view.style_page.settle_numbers()
        self.press(lambda: self._tell(self.presenter.save(), _("Saved")), "save the glossary")

    async def drop_term(self, reason: str) -> None:
        """Take the term in the form out of the glossary."""
        await self._tell(self.presenter.drop_term(reason), _("Term taken out"))

    async def stop_passing(self) -> None:
        """Have the chosen term found again."""
        await self._tell(self.presenter.stop_passing(), _("It is checked again"))

    async def edit(self, edit_id: str) -> None:
        """Put a refused change back into its form."""
        await self.presenter.edit(edit_id)
        self.keep()
        if self.state.section is Section.TERMS:
            self.view.terms.form.begin()
        else:
            self.view.begin()

    async def drop(self, edit_id: str) -> None:
        """Give a refused change up, and say where its words are."""
        if await self.presenter.drop(edit_id):
            offer = NewsOffer(_("Look at it"), self.seat.frame.open_kept_words)
            words = _("Dropped. Your text is among the kept words.")
            self.seat.frame.toast(words, offer=offer)

    async def _tell(self, work: Awaitable[bool], said: Message) -> None:
        """Say `said` if `work` was taken."""
        if await work:
            self.seat.report(said)
            self.keep()
