"""The forms in which the versions of the addresses say the same things.

A server answers at `/api/v1/...` as long as there are workstations that speak it, whatever the
program says inside. What differs between two versions stands here, once: how a body is read,
and how an answer is written.
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
    """A body of the form `kind`, and what this program makes of it."""

    # Any: each form has a type of its own, of which only `value` knows.
    kind: Any
    value: Callable[[Any], T]


@dataclass(frozen=True)
class BodyWriter(Generic[T]):
    """An answer of this program, and how it is said in the form `kind`."""

    kind: Any
    said: Callable[[T], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WireForm:
    """How the addresses of one version say work.

    `version` is what they have in their names; `line` says a line of the feed with its end, and
    nothing of a line that the form has no word for. `outdated`: whoever speaks it is sent home
    from the feed, which they could not read, and goes on giving what they have.
    """

    version: str
    push: BodyReader[Push]
    pushed: BodyWriter[Pushed]
    sync: BodyReader[SyncRequest]
    line: Callable[[Line], bytes]
    nudge: Callable[[Nudge], bytes]
    outdated: bool = False

    def address(self, name: str) -> str:
        """Where this form is spoken: `/api/v2/push`."""
        return f"/api/{self.version}/{name}"

    @property
    def bodies(self) -> dict[str, Any]:
        """The type of the body that each address takes."""
        takes = {"push": self.push.kind, "sync": self.sync.kind}
        return {self.address(name): kind for name, kind in takes.items()}

    @property
    def answers(self) -> dict[str, Any]:
        """The type of what each address answers, where that is one value."""
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
# The form that the structs of `wire` have.
V2 = WireForm(
    version="v2",
    push=BodyReader(Push, _as_it_is),
    pushed=BodyWriter(Pushed, _as_it_is),
    sync=BodyReader(SyncRequest, _as_it_is),
    line=_line,
    nudge=encode,
)
FORMS = (V1, V2)
NOW = V2
