"""Who works here: their records, how they get in, and what waits or was refused of my changes."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable
from typing import Any, TypeVar

from workstation.app.command_question import question_of
from workstation.app.desk import Desk, Port
from workstation.app.lists import ListPort
from workstation.app.values import Question
from workstation.cache.ledger import asking
from workstation.cache.values import WAITING
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.people.crew import CREW, QUEUE
from workstation.domain.people.deposit import DEALT_WITH, DEPOSIT, DepositRow
from workstation.domain.people.deposit import WAITING as TO_READ
from workstation.domain.people.interests import INTERESTS
from workstation.domain.people.person import PERSON
from workstation.domain.people.records import (
    Crew,
    Interests,
    StaffMember,
    WorkQueue,
    interests_id,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id
from workstation.domain.views import View, scopes_for
from workstation.sync.problem import SyncProblem
from workstation.value_class import dataclass
from workstation.wire.session import Sessions

T = TypeVar("T")
# What everybody holds, so that Needs you leaves what was refused of it to where it was given.
_OURS = frozenset({PERSON.name, CREW.name, QUEUE.name})


@dataclass(frozen=True, slots=True)
class Staff:
    """Everybody who works or worked here, the crews and the queues, with my own changes."""

    people: tuple[StaffMember, ...] = ()
    crews: tuple[Crew, ...] = ()
    queues: tuple[WorkQueue, ...] = ()


class PeoplePort(Port):
    """Who works here, and what the server alone does about them. Nothing here gives a command."""

    def __init__(self, desk: Desk, lists: ListPort) -> None:
        super().__init__(desk)
        self._lists = lists

    @property
    def directory(self) -> tuple[Actor, ...]:
        """Everybody who works here now."""
        return self._profile.directory

    @property
    def staff(self) -> Staff:
        """As this person sees it; nothing while nobody is signed in."""
        if self._profile.session is None:
            return Staff()
        others = self._profile.others
        return Staff(others.all(StaffMember), others.all(Crew), others.all(WorkQueue))

    def interests(self, user: str) -> Interests | None:
        """Somebody's conflicts of interest, an empty record where none were declared; None for
        whoever may not see them."""
        blank = Interests(id=interests_id(user))
        session = self._profile.session
        if session is None or INTERESTS.scopes(blank).isdisjoint(scopes_for(session.me)):
            return None
        return self._profile.interests_of(user) or blank

    def known_version(self, id_: Id) -> int:
        """The version of the server's copy of a person, crew, queue or of interests that is held
        here, 0 for none: what somebody has before their eyes besides their own changes."""
        record = self._profile.references.get(id_) or self._profile.interests.get(id_)
        return record.version if record is not None else 0

    async def refusal(self, record_id: Id, command: Command) -> Refused | None:
        """Why a command would be refused now; None if it would be taken. Nothing is given."""
        try:
            async with self._profile.turn:
                await self._desk.decided(record_id, (command,), None)
        except Refused as refused:
            return refused
        return None

    async def open_cases_of(self, user: str) -> int:
        """How many open cases in my sight somebody holds."""
        keys = await self._lists.keys(CASE.name, View.ALL_OPEN.value)
        return sum(each.row.owner == user for each in await self._lists.listed(CASE.name, keys))

    async def sessions(self, user: str) -> Sessions:
        """Where somebody is signed in. Asks the server: raises `Refused` where it cannot say."""
        return await _asked(self._profile.signed_in.transport.sessions(user))

    async def end_sessions(self, user: str, device: str = "") -> int:
        """End somebody's sessions on a device, or all of them; my own on this machine go on.
        Returns how many there were. Raises `Refused`."""
        ended = await _asked(self._profile.signed_in.transport.end_sessions(user, device))
        return ended.ended

    async def give_password(self, user: str) -> str:
        """Give somebody a password for one time: it is told once, here. Raises `Refused`."""
        given = await _asked(self._profile.signed_in.transport.give_password(user))
        return given.password

    async def deposits(self) -> tuple[DepositRow, ...]:
        """The deposited work in my sight: what is to be read, then what was dealt with, each as
        the server has it."""
        rows: list[Any] = []
        for view in (TO_READ, DEALT_WITH):
            keys = await self._lists.keys(DEPOSIT.name, view)
            rows += [each.sure for each in await self._lists.listed(DEPOSIT.name, keys)]
        return tuple(rows)

    async def is_in_sight(self, case_id: Id) -> bool:
        """Whether this person holds a case."""
        sight = await self._profile.visible_record(case_id)
        return sight is not None and isinstance(sight.record, Case)

    async def staff_questions(self) -> tuple[Question, ...]:
        """My changes of people, crews and queues that were not taken, the oldest first."""
        entries = [each for each in self._profile.signed_in.ledger.entries() if asking(each)]
        ours = [each for each in entries if each.record_kind in _OURS]
        return tuple([await question_of(self._profile, each) for each in ours])

    def waiting_for(self, ids: Iterable[Id]) -> frozenset[Id]:
        """Those of these records of which something waits to be sent."""
        session, wanted = self._profile.session, frozenset(ids)
        entries = session.ledger.entries() if session is not None else ()
        waiting = {each.record_id for each in entries if each.stage in WAITING}
        return wanted & waiting


async def _asked(answer: Awaitable[T]) -> T:
    """What the server answers. Raises `Refused` where it cannot be asked, or says no."""
    try:
        return await answer
    except SyncProblem as problem:
        raise Refused(problem.reason, problem.remedy) from problem
