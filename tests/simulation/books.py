"""What is written in the server's file, read past the product: the oracle of the checks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.glossary.acts import GLOSSARY
from workstation.domain.kinds import KINDS
from workstation.domain.people.interests import INTERESTS
from workstation.domain.people.person import PERSON
from workstation.domain.people.records import actor_of, interests_id, person_id
from workstation.domain.record import Record
from workstation.domain.views import scopes_for, scopes_of
from workstation.wire.bodies import unpack_record
from workstation.wire.codec import HASH_BITS, body_hash, decode_case

# The event that only keeps what came too late: no effect of its command.
_PROPOSED = "proposal_kept"


@dataclass(frozen=True, slots=True)
class Entered:
    """One event of a record: the version that it made, the command that caused it."""

    record_id: str
    version: int
    command: str
    kind: str

    @property
    def proposes(self) -> bool:
        """Whether it only keeps a decision that came too late."""
        return self.kind == _PROPOSED


class Books:
    """The server's own records."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def _open(self) -> Iterator[Any]:
        # Any: the wheel has no types.
        connection = dbapi2.connect(str(self.path), isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with self._open() as connection:
            return connection.execute(query, values).fetchall()

    def cases(self) -> dict[str, Case]:
        """Every case."""
        rows = self._rows("SELECT body FROM record WHERE kind = ? ORDER BY id", CASE.name)
        return {case.id: case for case in (decode_case(body) for (body,) in rows)}

    def versions(self) -> dict[str, int]:
        """The version of every record: of the cases, and of the glossary."""
        return dict(self._rows("SELECT id, version FROM record ORDER BY id"))

    def state(self) -> tuple[str, dict[str, int]]:
        """How far everything is: the epoch, and the versions of all records.

        Whoever hears of another epoch has work to offer again that has changed nothing yet.
        """
        ((epoch,),) = self._rows("SELECT epoch FROM server_meta")
        return epoch, self.versions()

    def case(self, case_id: str) -> Case:
        """One of them."""
        ((body,),) = self._rows("SELECT body FROM record WHERE id = ?", case_id)
        return decode_case(body)

    def events(self, record_id: str = "", after: int = 0) -> list[Entered]:
        """What happened, to one record or to all, in order."""
        query = "SELECT record_id, version, command, kind FROM event WHERE version > ?"
        one = " AND record_id = ?" if record_id else ""
        values = (after, record_id) if record_id else (after,)
        rows = self._rows(f"{query}{one} ORDER BY record_id, n", *values)
        return [Entered(*row) for row in rows]

    def made(self, command: str) -> int | None:
        """The version that a command made, None if it made none."""
        query = "SELECT version FROM event WHERE command = ? AND kind <> ?"
        rows = self._rows(query, command, _PROPOSED)
        return rows[0][0] if rows else None

    def glossary(self) -> int:
        """The version of the glossary."""
        ((version,),) = self._rows("SELECT version FROM record WHERE id = ?", GLOSSARY.name)
        return int(version)

    def actor(self, account: str) -> Actor:
        """A person as they stand now."""
        people = dict(self._rows("SELECT id, body FROM record WHERE kind <> 'case'"))
        person = unpack_record(PERSON, people[person_id(account)])
        stored = people.get(interests_id(account))
        interests = unpack_record(INTERESTS, stored) if stored else None
        return actor_of(person, interests, ())

    def revoked(self, account: str) -> bool:
        """Whether their access was taken away."""
        ((body,),) = self._rows("SELECT body FROM record WHERE id = ?", person_id(account))
        return not unpack_record(PERSON, body).works

    def edits(self) -> dict[str, bool]:
        """Every edit of the glossary that was heard, and whether it was made."""
        query = "SELECT id, disposition FROM command_receipt WHERE record_kind = ?"
        rows = self._rows(query, GLOSSARY.name)
        return {id_: b'"status":"applied"' in answer for id_, answer in rows}

    def heads(self) -> dict[str, tuple[int, int]]:
        """What the feeds say that each scope holds: how many, and their digest."""
        rows = self._rows("SELECT id, cnt, dig FROM scope ORDER BY id")
        return {id_: (count, digest) for id_, count, digest in rows}

    def sums(self) -> dict[str, tuple[int, int]]:
        """The same, computed from the records alone."""
        found: dict[str, tuple[int, int]] = {}
        for name, body in self._rows("SELECT kind, body FROM record ORDER BY id"):
            kind = KINDS.named(name)
            assert kind is not None, name
            record: Record = unpack_record(kind, body)
            for scope in kind.scopes(record):
                count, digest = found.get(scope, (0, 0))
                found[scope] = count + 1, (digest + body_hash(body)) % (1 << HASH_BITS)
        return found

    def seen_by(self, actor: Actor) -> dict[str, Case]:
        """The cases that a person may hold."""
        mine = scopes_for(actor)
        return {id_: case for id_, case in self.cases().items() if scopes_of(case) & mine}

    def rename(self, epoch: str) -> None:
        """Give the data another name, as whoever puts an older copy back has to."""
        with self._open() as connection:
            connection.execute("INSERT OR IGNORE INTO past_epoch SELECT epoch FROM server_meta")
            connection.execute("UPDATE server_meta SET epoch = ?", (epoch,))
