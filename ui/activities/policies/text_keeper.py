"""Keeps what is typed into drafts and not saved, so that neither leaving nor a crash loses it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from ui.activities.policies.desk import PoliciesDesk
from ui.activities.policies.state import ClauseText, IssueText, PeriodText, PolicyText
from workstation.domain.policy import policy_id

# Under which slots the texts are kept: those of a draft with its record, those of a list of the
# house with that; a policy that is not open yet has no record but a place of its own.
ISSUE, PERIOD = "issue", "period"
_CLAUSE, _OPENING = "clause ", "opening"
NEW_POLICY = (policy_id(""), _OPENING)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenClause:
    """A clause as it was typed, both texts that it was typed over, None for a new one, and at
    which version of the draft."""

    text: ClauseText
    over: tuple[str, str] | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenIssue:
    """What stands around the clauses, as it was typed, what it was typed over, and at which version
    of the draft; None before there is a draft."""

    text: IssueText
    over: IssueText | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPolicy:
    """A policy of its own, as it was typed."""

    text: PolicyText


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPeriod:
    """What shall apply from a day on, as it was typed."""

    text: PeriodText


Written = WrittenClause | WrittenIssue | WrittenPolicy | WrittenPeriod
Place = tuple[str, str]
W = TypeVar("W", bound=Written)
# What stands under a slot that has no number.
_TYPES: dict[str, type[WrittenIssue | WrittenPolicy | WrittenPeriod]] = {
    ISSUE: WrittenIssue,
    PERIOD: WrittenPeriod,
    _OPENING: WrittenPolicy,
}


def clause_slot(no: str) -> str:
    """Where a clause is kept."""
    return f"{_CLAUSE}{no}"


async def kept_texts(desk: PoliciesDesk, record_ids: Iterable[str]) -> dict[Place, Written]:
    """What is kept of these records, by record and slot. What cannot be read is left out."""
    found: dict[Place, Written] = {}
    for record_id in record_ids:
        for each in await desk.drafts.of(record_id):
            read = _read(each.slot, each.draft.form)
            if read is not None:
                found[record_id, each.slot] = read
    return found


def _read(slot: str, form: str) -> Written | None:
    if slot in _TYPES:
        return _decoded(form, _TYPES[slot])
    return _decoded(form, WrittenClause) if slot.startswith(_CLAUSE) else None


def _decoded(form: str, kind: type[W]) -> W | None:
    try:
        return msgspec.json.decode(form, type=kind)
    except msgspec.MsgspecError:
        return None


class AmendmentTextKeeper:
    """Brings texts to the disk, the latest of each place, one after the other."""

    def __init__(self, desk: PoliciesDesk) -> None:
        self._desk = desk
        self._on_disk: dict[Place, Written] = {}
        self._wanted: dict[Place, Written] = {}
        self._writing = asyncio.Lock()

    def begin(self, kept: dict[Place, Written]) -> None:
        """These are on the disk already."""
        self._on_disk |= kept
        self._wanted |= kept

    def want(self, written: dict[Place, Written]) -> None:
        """These shall be on the disk, and no others."""
        self._wanted = dict(written)

    async def write(self) -> None:
        """Make it so; whoever waits for it waits for what is being written, too. Raises
        `ProfileProblem` for a full disk: the text is not kept then."""
        async with self._writing:
            while self._wanted != self._on_disk:
                await self._write_one()

    async def _write_one(self) -> None:
        keys = [*self._wanted, *self._on_disk]
        key = next(key for key in keys if self._wanted.get(key) != self._on_disk.get(key))
        text = self._wanted.get(key)
        if text is None:
            await self._desk.drafts.clear(*key)
            del self._on_disk[key]
        else:
            form = msgspec.json.encode(text).decode()
            en, zh = _sides(text)
            await self._desk.drafts.save(*key, en, zh, form=form)
            self._on_disk[key] = text


def _sides(written: Written) -> tuple[str, str]:
    """Both languages of it; a reason is written in one, and is in the form."""
    if isinstance(written, WrittenPeriod):
        return "", ""
    return written.text.en, written.text.zh
