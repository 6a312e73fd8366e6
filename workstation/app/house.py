"""The house book: reading it, changing it, and what became of one's own changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from workstation.app.desk import Desk
from workstation.app.values import Change
from workstation.cache.house_edits import KeptEdit
from workstation.domain.commands import UnknownCommand
from workstation.domain.house import House, HouseChange, LetPass, PutTerm, change_house
from workstation.i18n import Message, _
from workstation.wire.house import HouseApplied, HouseRefused
from workstation.wire.messages import WireMessage, from_wire


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseEdit:
    """A change of mine that the book of the server does not show.

    `refused` is the server's no, with `remedy`; the change itself is kept until it is dropped.
    `sent`: the server may have it already, so that it cannot be dropped.
    """

    id: str
    change: HouseChange | UnknownCommand
    given_at: datetime
    sent: bool = False
    refused: Message | None = None
    remedy: Message | None = None


class HouseDesk(Desk):
    """The terms, what always passes, and the style of letters."""

    @property
    def house(self) -> House:
        """The book with my own edits in it; without a server yet, the one that is shipped."""
        return self._office.house

    async def change_house(self, change: HouseChange | UnknownCommand) -> str:
        """Change the book; durable on return. Returns the id of the edit.

        A new term may come without an id; what this version does not know, and can only be given
        again, is for the server to judge. Raises `Refused` by the rule that the server applies
        too, and `ProfileProblem` for the disk.
        """
        office = self._office
        async with office.turn:
            signed, now, id_ = office.person, office.clock(), office.new_id()
            if isinstance(change, PutTerm) and not change.term.id:
                change = replace(change, term=replace(change.term, id=id_))
            if not isinstance(change, UnknownCommand):
                change_house(self.house, change, signed.me, now)
            await signed.book.edits.give(id_, change, now)
            self._turned()
        return id_

    async def house_edits(self) -> tuple[HouseEdit, ...]:
        """My changes that wait or were refused, the oldest first."""
        edits = self._office.person.book.edits.entries()
        return tuple(_edit(each) for each in edits if not isinstance(each.answer, HouseApplied))

    async def drop_house_edit(self, edit_id: str) -> None:
        """Give a refused change up, or take one back that was not sent.

        Raises `KeyError` for one that the server may have taken in.
        """
        async with self._office.turn:
            await self._office.person.book.edits.drop(edit_id)
            self._turned()

    async def ignored_terms(self) -> Mapping[str, str]:
        """The terms that always pass, for everybody, each with its reason."""
        return {each.term: each.reason for each in self.house.passes}

    async def ignore_term(self, term: str, reason: str) -> None:
        """Let a term pass in every letter from now on, for this reason. Raises `Refused`."""
        await self.change_house(LetPass(term, reason))

    def _turned(self) -> None:
        self._office.person.book.turned()
        self._link.work_given()
        self._office.announcer.say(Change(house=True, status=True))


def _edit(kept: KeptEdit) -> HouseEdit:
    no = kept.answer if isinstance(kept.answer, HouseRefused) else None
    return HouseEdit(
        id=kept.id,
        change=kept.change,
        given_at=kept.at,
        sent=kept.sent and no is None,
        refused=_said(no.reason) if no is not None else None,
        remedy=_said(no.remedy) if no is not None else None,
    )


def _said(message: WireMessage) -> Message:
    try:
        return from_wire(message)
    except ValueError:
        return _("The server did not accept the request.")
