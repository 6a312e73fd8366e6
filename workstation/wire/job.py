"""What became of the members of a job, on request: too much to travel with the record."""

from __future__ import annotations

import msgspec

from workstation.wire.push import Disposition


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """What became of the n-th member of a job; None while it was not reached."""

    n: int
    member: str
    disposition: Disposition | None


class Results(msgspec.Struct, frozen=True, kw_only=True):
    """Some of them in their order; empty after the last."""

    results: tuple[Result, ...]
