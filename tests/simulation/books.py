"""What is written in the server's file, read past the product: the oracle of the checks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.views import scopes_for, scopes_of
from workstation.wire.codec import HASH_BITS, body_hash, decode, decode_case

# The event that only keeps what came too late: no effect of its command.
_PROPOSED = "proposal_kept"


@dataclass(frozen=True, slots=True)
class Entered:
    """One event of a case: the version that it made, the command that caused it."""

    case_id: str
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
        rows = self._rows("SELECT body FROM cases ORDER BY id")
        return {case.id: case for case in (decode_case(body) for (body,) in rows)}

    def versions(self) -> dict[str, int]:
        """The version of every case."""
        return dict(self._rows("SELECT id, version FROM cases ORDER BY id"))

    def state(self) -> tuple[str, dict[str, int], int]:
        """How far everything is: the epoch, the versions of all cases, and of the book.

        Whoever hears of another epoch has work to offer again that has changed nothing yet.
        """
        ((epoch,),) = self._rows("SELECT epoch FROM server_meta")
        return epoch, self.versions(), self.house()

    def case(self, case_id: str) -> Case:
        """One of them."""
        ((body,),) = self._rows("SELECT body FROM cases WHERE id = ?", case_id)
        return decode_case(body)

    def events(self, case_id: str = "", after: int = 0) -> list[Entered]:
        """What happened, of one case or of all, in order."""
        query = "SELECT case_id, version, command, kind FROM event WHERE version > ?"
        one = " AND case_id = ?" if case_id else ""
        values = (after, case_id) if case_id else (after,)
        return [Entered(*row) for row in self._rows(f"{query}{one} ORDER BY case_id, n", *values)]

    def made(self, command: str) -> int | None:
        """The version that a command made, None if it made none."""
        query = "SELECT version FROM event WHERE command = ? AND kind <> ?"
        rows = self._rows(query, command, _PROPOSED)
        return rows[0][0] if rows else None

    def house(self) -> int:
        """The version of the house book."""
        ((version,),) = self._rows("SELECT version FROM house_book")
        return int(version)

    def actor(self, account: str) -> Actor:
        """A person as they stand now."""
        ((body,),) = self._rows("SELECT actor FROM account WHERE id = ?", account)
        return decode(body, Actor)

    def revoked(self, account: str) -> bool:
        """Whether their access was taken away."""
        ((revoked,),) = self._rows("SELECT revoked FROM account WHERE id = ?", account)
        return bool(revoked)

    def edits(self) -> dict[str, bool]:
        """Every edit of the house book that was heard, and whether it was made."""
        rows = self._rows("SELECT id, answer FROM house_receipt")
        return {id_: b'"status":"applied"' in answer for id_, answer in rows}

    def heads(self) -> dict[str, tuple[int, int]]:
        """What the feeds say that each scope holds: how many, and their digest."""
        rows = self._rows("SELECT id, cnt, dig FROM scope ORDER BY id")
        return {id_: (count, digest) for id_, count, digest in rows}

    def sums(self) -> dict[str, tuple[int, int]]:
        """The same, computed from the cases alone."""
        found: dict[str, tuple[int, int]] = {}
        for (body,) in self._rows("SELECT body FROM cases ORDER BY id"):
            for scope in scopes_of(decode_case(body)):
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
