"""How a bug is put in on purpose, and how it is known that it was the bug that a net noticed."""

import inspect
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from types import ModuleType
from typing import Any

import pytest

# What a bug that was put in carelessly raises: such a one proves nothing, whoever notices it.
BLUNDERS: tuple[str, ...]
BLUNDERS = ("TypeError", "AttributeError", "NameError", "UnboundLocalError", "ImportError")
BLUNDERS += ("OperationalError", "ProgrammingError", "ArgumentError", "InvalidRequestError")
FAILPOINT = "a failpoint"
# Any: a bug stands in for functions of every kind.
Honest = Callable[..., Any]


class Missed(Exception):
    """The place for a bug is not there any more, or not as the bug takes it to be."""


class Clumsy(Exception):
    """A bug that no net notices, or that was noticed for what its author did wrong."""


class Harm:
    """Puts bugs into the product for as long as `patch` lasts, and counts how often they run."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._patch = patch
        self.runs: dict[str, int] = {}

    def put(self, owner: ModuleType | type, name: str, make: Callable[[Honest], Any]) -> None:
        """Have what `make` makes of the honest function done in its place. Raises `Missed`."""
        self._put(owner, name, make, f"{owner.__name__}.{name}")

    def put_everywhere(
        self, owners: Iterable[ModuleType], name: str, make: Callable[[Honest], Any]
    ) -> None:
        """The same for one function that several modules know by its name: one place."""
        for owner in owners:
            self._put(owner, name, make, name)

    def _put(
        self, owner: ModuleType | type, name: str, make: Callable[[Honest], Any], place: str
    ) -> None:
        honest = getattr(owner, name, None)
        if honest is None:
            raise Missed(f"{owner.__name__}.{name} is gone")
        bug = make(honest)
        if _names(bug) != _names(honest):
            raise Missed(f"{owner.__name__}.{name}{inspect.signature(honest)} is another one")
        self.runs[place] = 0

        @wraps(honest)
        def planted(*values: Any, **named: Any) -> Any:
            self.runs[place] += 1
            return bug(*values, **named)

        self._patch.setattr(owner, name, planted)

    @property
    def idle(self) -> list[str]:
        """The places that never ran."""
        return [place for place, runs in self.runs.items() if not runs]


def _names(function: Callable[..., Any]) -> list[str]:
    return list(inspect.signature(function).parameters)


Mutant = Callable[[Harm], None]


@dataclass(frozen=True)
class Planted:
    """A mutant: its function, and the part of the product that it is in.

    `over`: what the product is made to do before, which is no bug, but brings this one out.
    """

    plant: Mutant
    part: str
    over: Mutant | None = None

    @property
    def name(self) -> str:
        return self.plant.__name__

    @property
    def breaks(self) -> str:
        """What it breaks, in a sentence."""
        return " ".join((self.plant.__doc__ or "").split())


class Blunders(logging.Handler):
    """Listens for errors that the product logs and survives, but no bug of ours should cause."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_blunder(error):
            self.heard.append(f"{record.getMessage()}: {error!r}")

    def __enter__(self) -> "Blunders":
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_error: object) -> None:
        logging.getLogger().removeHandler(self)


def is_blunder(error: BaseException) -> bool:
    """Whether this, or what it came from, is the fault of the bug's author."""
    kinds = {each.__name__ for each in type(error).__mro__}
    if not kinds.isdisjoint(BLUNDERS) and FAILPOINT not in str(error):
        return True
    return error.__cause__ is not None and is_blunder(error.__cause__)
