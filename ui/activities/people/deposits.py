"""Deposited work: who left it, what it says, and that it was dealt with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ui.activities.people.desk import StaffDesk
from ui.activities.people.staff_texts import StaffTexts
from ui.activities.people.state import DepositsState
from ui.open_record import refusal_of
from workstation.domain.people.deposit import DealWith, Deposit
from workstation.domain.record import Id

Show = Callable[[DepositsState], None]
# Asks the rules whether this person may deal with deposited work, whatever they write.
_PROBE = DealWith(word=".")


class DepositsPresenter:
    """The list of deposited work, the one that is read, and what became of it."""

    def __init__(self, desk: StaffDesk, texts: StaffTexts, show: Show) -> None:
        self.state = DepositsState()
        self._desk = desk
        self._texts = texts
        self._show = show
        self._wanted: Id = ""
        self._tickets = 0

    async def refresh(self) -> None:
        """Show what there is now."""
        rows = await self._desk.people.deposits()
        self._put(replace(self.state, rows=rows, crews=self._desk.people.staff.crews))
        if self._wanted:
            await self._read(self._wanted)

    async def choose(self, id_: Id) -> None:
        """Read one of them."""
        self._wanted = id_
        self._tickets += 1
        self.state = replace(self.state, ticket=self._tickets, refused=None)
        await self._read(id_)

    async def _read(self, id_: Id) -> None:
        """Show the work of that id, unless another one is wanted by then."""
        try:
            opened = await self._desk.records.open(id_)
        except KeyError:
            opened = None
        deposit = opened.record if opened is not None else None
        if not isinstance(deposit, Deposit):
            deposit = None
        items = deposit.items if deposit is not None else ()
        about = {each.record_id for each in items if each.record_kind == "case"}
        in_sight = {each for each in about if await self._desk.people.is_in_sight(each)}
        closed = await self._desk.people.refusal(id_, _PROBE) if deposit is not None else None
        if id_ == self._wanted:
            self._put(
                replace(
                    self.state,
                    chosen=deposit,
                    sent=opened is None or opened.confirmation.everything,
                    in_sight=frozenset(in_sight),
                    closed=closed,
                    word=self._texts.line(id_),
                )
            )

    def type(self, word: str) -> None:
        """Take in what is said of the work that is read; it stays until it is given."""
        self._texts.set_line(self._wanted, word)
        self._put(replace(self.state, word=word, refused=None))

    async def deal_with(self) -> bool:
        """Say that it was dealt with. Whether that was taken."""
        id_ = self._wanted
        refused = await refusal_of(self._desk.records.submit(id_, DealWith(word=self.state.word)))
        if refused is None:
            self._texts.set_line(id_, "")
        self._put(replace(self.state, refused=refused))
        if refused is None:
            await self.refresh()
        return refused is None

    def _put(self, state: DepositsState) -> None:
        self.state = state
        self._show(state)
