"""The glossary as the window holds it: its view joined to its presenter."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, Signal

from ui.activities.glossary.desk import GlossaryDesk
from ui.activities.glossary.presenter import GlossaryPresenter
from ui.activities.glossary.state import GlossaryState, Section, TermText
from ui.activities.glossary.view import GlossaryView
from ui.bridge import Tasks
from workstation.app import ProfileProblem
from workstation.i18n import Message, _


class HousePane(GlossaryView):
    """Says `told` with what was done, and `kept` when words of what was given up are kept."""

    told = Signal(object)
    kept = Signal()

    def __init__(self, desk: GlossaryDesk, new_id: Callable[[], str]) -> None:
        super().__init__()
        self._tasks = Tasks(self)
        self._doing: asyncio.Task[None] | None = None
        self._presenter = GlossaryPresenter(desk, new_id, self.show_state)
        self._join_terms()
        self._join_rest()

    def _join_terms(self) -> None:
        terms, view, form = self._presenter.terms, self.terms, self.terms.form
        view.searched.connect(terms.search)
        view.chosen.connect(terms.choose)
        view.new_pressed.connect(self.begin_new)
        form.typed.connect(self._on_typed)
        form.save_pressed.connect(self.save_now)
        form.revert_pressed.connect(self._on_revert)
        form.rebase_pressed.connect(terms.rebase)
        form.drop_asked.connect(self._on_drop_asked)
        form.dropped.connect(self._on_dropped)

    def _join_rest(self) -> None:
        presenter = self._presenter
        self.section_chosen.connect(presenter.turn_to)
        self.passes.chosen.connect(presenter.choose_pass)
        self.passes.stop_pressed.connect(self._on_stop)
        self.style_page.chosen.connect(presenter.style.choose)
        self.style_page.save_pressed.connect(self.save_now)
        self.style_page.revert_pressed.connect(presenter.style.revert)
        self.style_page.rebase_pressed.connect(presenter.style.rebase)
        self.turned.redo_pressed.connect(self._on_redo)
        self.turned.edit_pressed.connect(self._on_edit)
        self.turned.drop_pressed.connect(self._on_give_up)

    @property
    def state(self) -> GlossaryState:
        """What is shown."""
        return self._presenter.state

    def refresh(self) -> None:
        """Show the glossary as it is now."""
        self._tasks.spawn(self._presenter.refresh(), "refresh the glossary")

    def go_on(self, term: str) -> None:
        """Go on with what was written in the form of a term and not saved."""
        self._tasks.spawn(self._go_on(term), "go on with a term")

    def focus_search(self) -> None:
        """Put the caret into the search of the terms."""
        self._presenter.turn_to(Section.TERMS)
        self.terms.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.terms.search.selectAll()

    def begin_new(self) -> None:
        """Write a new term."""
        self._presenter.terms.begin_new()
        self.terms.form.begin()

    def save_now(self) -> None:
        """Save what is being written in the part that is in sight."""
        self.style_page.settle_numbers()
        self._once(lambda: self._do(self._presenter.save(), _("Saved")), "save the glossary")

    async def flush(self) -> None:
        """Bring what was typed to the disk. Raises `ProfileProblem`."""
        await self._presenter.keep()

    async def _go_on(self, term: str) -> None:
        await self._presenter.refresh()
        self._presenter.turn_to(Section.TERMS)
        self._presenter.terms.choose(term)
        self.terms.form.begin()

    def _on_typed(self, text: TermText) -> None:
        self._presenter.terms.type(text)
        self._keep()

    def _on_revert(self) -> None:
        self._presenter.terms.revert()
        self._keep()

    def _keep(self) -> None:
        self._tasks.spawn(self._try_to_keep(), "keep what is typed")

    async def _try_to_keep(self) -> None:
        # The workstation tells of a full disk itself; the next key tries again.
        with suppress(ProfileProblem):
            await self._presenter.keep()

    def _on_drop_asked(self, dropping: bool) -> None:
        self._presenter.terms.ask_drop(dropping=dropping)

    def _on_dropped(self, reason: str) -> None:
        said = _("Term taken out")
        self._once(lambda: self._do(self._presenter.drop(reason), said), "take a term out")

    def _on_stop(self) -> None:
        said = _("It is checked again")
        self._once(lambda: self._do(self._presenter.stop_passing(), said), "check a term again")

    def _on_redo(self, edit_id: str) -> None:
        self._once(lambda: self._redo(edit_id), "do it again")

    def _on_edit(self, edit_id: str) -> None:
        self._once(lambda: self._rework(edit_id), "edit a change")

    def _on_give_up(self, edit_id: str) -> None:
        self._once(lambda: self._give_up(edit_id), "drop a change")

    def _once(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        """A second press while the first is carried out means the same."""
        if self._doing is None or self._doing.done():
            self._doing = self._tasks.spawn(work(), name)

    async def _give_up(self, edit_id: str) -> None:
        if await self._presenter.give_up(edit_id):
            self.kept.emit()

    async def _redo(self, edit_id: str) -> None:
        await self._presenter.redo(edit_id)

    async def _rework(self, edit_id: str) -> None:
        await self._presenter.rework(edit_id)
        self._keep()
        if self.state.section is Section.TERMS:
            self.terms.form.begin()
        else:
            self.begin()

    async def _do(self, work: Awaitable[bool], said: Message) -> None:
        if await work:
            self.told.emit(said)
            self._keep()
