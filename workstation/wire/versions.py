"""The forms in which the versions of the protocol say the same things.

A server answers at `/api/v1/...` as long as there are workstations that speak it. What differs
between two versions stands here, once: how a body is read, and how an answer is written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from workstation.wire import first
from workstation.wire.codec import encode
from workstation.wire.feed import Line, Nudge, SyncRequest
from workstation.wire.push import Push, Pushed

T = TypeVar("T")


@dataclass(frozen=True)
class BodyReader(Generic[T]):
    """How a body is read: the type in which it comes (`kind`), and what makes the present `value`
    of that."""

    # Any: each form has a type of its own, of which only `value` knows.
    kind: Any
    value: Callable[[Any], T]


@dataclass(frozen=True)
class BodyWriter(Generic[T]):
    """How an answer is written: the type in which it goes (`kind`), and what makes that (`said`) of
    the present value."""

    kind: Any
    said: Callable[[T], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireForm:
    """One version of the protocol: how commands, answers and the feed are said in it.

    version: its name in addresses.
    push, pushed: how commands are read, and how their answers are written.
    sync: how a request for the feed is read.
    line: the bytes of a line of the feed; b"" for a line that this version has no word for.
    nudge: the bytes of a nudge.
    outdated: whether who speaks it is told in the feed, which they could not read, only that there
        is a newer version; the commands that they have are taken in.
    """

    version: str
    push: BodyReader[Push]
    pushed: BodyWriter[Pushed]
    sync: BodyReader[SyncRequest]
    line: Callable[[Line], bytes]
    nudge: Callable[[Nudge], bytes]
    outdated: bool = False

    def address(self, name: str) -> str:
        """The address of `name` in this version, such as `/api/v2/push`."""
        return f"/api/{self.version}/{name}"

    @property
    def bodies(self) -> dict[str, Any]:
        """The type of the body that each address takes, by address."""
        takes = {"push": self.push.kind, "sync": self.sync.kind}
        return {self.address(name): kind for name, kind in takes.items()}

    @property
    def answers(self) -> dict[str, Any]:
        """The type of the answer of each address that answers with one value, by address."""
        return {self.address("push"): self.pushed.kind}


def _as_it_is(value: T) -> T:
    return value


def _line(line: Line) -> bytes:
    return encode(line) + b"\n"


V1 = WireForm(
    version="v1",
    push=BodyReader(first.FirstPush, first.push),
    pushed=BodyWriter(Pushed, _as_it_is),
    sync=BodyReader(first.FirstSyncRequest, first.sync),
    line=first.line,
    nudge=encode,
    outdated=True,
)
# The structs of `wire` have this form.
V2 = WireForm(
    version="v2",
    push=BodyReader(Push, _as_it_is),
    pushed=BodyWriter(Pushed, _as_it_is),
    sync=BodyReader(SyncRequest, _as_it_is),
    line=_line,
    nudge=encode,
)
FORMS = (V1, V2)
# The version that this program speaks.
NOW = V2
