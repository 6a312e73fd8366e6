"""A disk that fails once, at a statement of one's choice, wherever in this process it runs.

Every statement and every commit is a place where a program can be stopped. What was begun and
not committed is gone then; whoever counts the places can stop at each of them in turn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

# What the server says in its log of a disk that fails.
LOGGED = (r"a batch of \d+ failed, one by one now", r"(GET|POST) \S+ failed")


@dataclass
class Disk:
    """`left` places from now it fails; `passed` are the places that were gone by until then."""

    left: int
    passed: int = 0
    failed: bool = False

    def place(self) -> None:
        """One more statement or commit."""
        self.passed += 1
        self.left -= 1
        if self.left == 0:
            self.failed = True
            raise OperationalError("(a failpoint)", None, Exception("disk I/O error"))


@contextmanager
def failing(place: int) -> Iterator[Disk]:
    """The `place`-th statement or commit inside fails as on a bad disk; 0 for none."""
    disk = Disk(place)

    def executes(*_statement: object) -> None:
        disk.place()

    def commits(_connection: object) -> None:
        disk.place()

    event.listen(Engine, "before_cursor_execute", executes)
    event.listen(Engine, "commit", commits)
    try:
        yield disk
    finally:
        event.remove(Engine, "before_cursor_execute", executes)
        event.remove(Engine, "commit", commits)
