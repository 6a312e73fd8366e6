"""Cases on the server: they get numbers of our own, are held against duplicates, and their letters
pass the send gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from sqlalchemy import Connection, insert, select

from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Assign, File, SendReply
from workstation.domain.context import Scene
from workstation.domain.glossary.values import GLOSSARY_ID, Glossary
from workstation.domain.job import Member
from workstation.domain.lifecycle import OPEN
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Event, Record
from workstation.domain.send_gate import outdated
from workstation.domain.windows import day_of
from workstation.i18n import _
from workstation.server import new_cases
from workstation.server.directory import owner_now
from workstation.server.kinds.server_kind import CommandRequest, ServedKind
from workstation.server.tables import CASE_LOOKUP, RECORD, SCOPE_MEMBER
from workstation.wire.codec import decode_case

# The version of the glossary that every installation carries.
_SHIPPED = 1


class ServedCases(ServedKind):
    """Cases: the server numbers them, looks for duplicates, and examines their letters."""

    def prepare(self, connection: Connection, request: CommandRequest) -> Command:
        """Give a new case our own number and find what it may repeat; replace the owner that the
        sender names by that person as the server knows them.

        Raises `Refused` for a case that was filed before, and for an owner who is gone.
        """
        command = request.command
        if isinstance(command, File):
            opening = replace(command.opening, id=request.record_id)
            if new_cases.filed_before(connection, [opening.external_reference]):
                raise self.clash()
            year = request.now.astimezone(UTC).year
            number = new_cases.take_numbers(connection, year, 1) + 1
            opening = new_cases.with_number(opening, year, number)
            duplicate = new_cases.DuplicateFinder(connection, [opening]).duplicate(opening)
            return File(opening=opening, duplicate_of=duplicate)
        if isinstance(command, Assign) and command.owner is not None:
            # What we know of that person, whatever the sender's own list says.
            known = owner_now(connection, command.owner.id)
            if known is None:
                raise Refused(
                    _("{name} does not work here any more.", name=command.owner.name),
                    _("Choose somebody else."),
                )
            return replace(command, owner=known)
        return command

    def examine(self, scene: Scene[Case], command: Command) -> None:
        """Hold a letter against the send gate, whatever the gate of its sender said. It comes after
        the rules, which limit how long a letter is. Raises `Refused`."""
        if not isinstance(command, SendReply):
            return
        from workstation.bilingual.examine import gate  # 160 ms: not before the first letter

        book = scene.others.need(Glossary, GLOSSARY_ID)
        try:
            gate(scene.record, command, scene.library, day_of(scene.now), book)
        except Refused as refused:
            if max(command.house, _SHIPPED) < book.version:
                raise outdated(refused) from refused
            raise

    def index(
        self,
        connection: Connection,
        before: Record | None,
        after: Record,
        _events: Sequence[Event],
    ) -> None:
        """Keep what a new case is found by: its references and its subject, which never change."""
        if before is None and isinstance(after, Case):
            connection.execute(insert(CASE_LOOKUP).values(new_cases.look_ups(after)))

    def clash(self) -> Refused:
        """What is said of a request that is a case already."""
        return Refused(_("This request was filed before."), _("Open the case that exists."))


def open_cases_of(connection: Connection, user: str) -> tuple[Member, ...]:
    """The cases that somebody holds and has not finished, as members of a job."""
    member = SCOPE_MEMBER.c
    query = select(RECORD.c.body).where(
        member.scope == f"user:{user}",
        member.inside.is_(True),
        RECORD.c.id == member.record_id,
        RECORD.c.kind == CASE.name,
    )
    bodies = connection.execute(query.order_by(RECORD.c.id)).scalars()
    held = [case for case in map(decode_case, bodies) if case.owner and case.owner.id == user]
    return tuple(Member(id=each.id, seen=each.version) for each in held if each.state in OPEN)
