"""Handovers: telling when somebody else took or gave away a case that this person works on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from ui.activity import NewsOffer
from ui.bridge import Tasks
from ui.theme import Tone
from workstation.app import Change, Filter
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.views import View
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.app.cases import CasePort
    from workstation.app.drafts import DraftPort
    from workstation.app.session import SessionPort

Tell = Callable[[Message, Tone, NewsOffer], None]


class HandoverDesk(Protocol):
    """The verbs of the workstation that handovers use."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def cases(self) -> CasePort: ...
    @property
    def drafts(self) -> DraftPort: ...


class Handovers(QObject):
    """Compares who holds the cases of this person before and after each change.

    What happened while the workstation was offline is found when sync comes back. `tell` says it
    in the window, `opened` opens a case.
    """

    def __init__(
        self, desk: HandoverDesk, tell: Tell, opened: Callable[[str], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tell = tell
        self._open = opened
        self._tasks = Tasks(self)
        self._owners: dict[str, str] | None = None
        self._busy = False
        self._again = False

    def begin(self) -> None:
        """Look at how things stand before the first sync."""
        self._look()

    def leave(self) -> None:
        """End it: somebody else will sit here."""
        self._tasks.cancel()

    def take_in(self, change: Change) -> None:
        """Look again if who holds a case may have changed."""
        if change.rows or change.keys_changed:
            self._look()

    def _look(self) -> None:
        self._again = True
        if not self._busy:
            self._busy = True
            self._tasks.spawn(self._compare_all(), "look for handovers")

    async def _compare_all(self) -> None:
        try:
            while self._again:
                self._again = False
                await self._compare()
        finally:
            self._busy = False

    async def _compare(self) -> None:
        me = self._desk.session.me
        if me is None:
            return
        drafted = {each.record_id for each in await self._desk.drafts.all()}
        owners = await self._held(me)
        before = self._owners
        for case_id in (drafted | set(before or ())) - set(owners):
            try:
                case = (await self._desk.cases.case(case_id)).case
            except KeyError:
                continue
            owner = case.owner.id if case.owner is not None else ""
            if case_id in drafted:
                owners[case_id] = owner
            if before is not None and before.get(case_id, owner) != owner:
                self._say(case, me, drafted=case_id in drafted)
        self._owners = owners

    async def _held(self, me: Actor) -> dict[str, str]:
        """The cases that `me` holds, each with that owner's id."""
        owners: dict[str, str] = {}
        for view in (View.MINE, View.WAITING):
            rows = await self._desk.cases.rows(await self._desk.cases.row_ids(view, Filter()))
            owners.update((each.row.id, me.id) for each in rows if each.row.owner == me.id)
        return owners

    def _say(self, case: Case, me: Actor, *, drafted: bool) -> None:
        given = next((each for each in reversed(case.timeline) if each.event == "owned"), None)
        if given is None or case.owner is None or me.id in (given.by.id, case.owner.id):
            return
        names = {"name": given.by.name, "reference": case.reference}
        if given.by.id == case.owner.id:
            words = _("{name} took {reference}.", **names)
        else:
            words = _("{name} gave {reference} to {owner}.", owner=case.owner.name, **names)
        if drafted:
            words = _("{happened} Your draft is kept.", happened=words)
        offer = NewsOffer(_("Open the case"), partial(self._open, case.id))
        self._tell(words, Tone.INFO, offer)
