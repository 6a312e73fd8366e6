"""A kind of record that exists in this file alone goes the whole way that every kind goes.

A memo is written for a team, amended, and finished; its remarks follow it; when it is finished, a
note of that is left in the case it is about. No file of the program knows any of it.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from tests.bench import LINA, PRIYA, START, WEI, Clock
from tests.journeys.conftest import fresh_database, postgresql, url
from tests.journeys.team import Seat, Team, office
from workstation.app import CommandStage, SyncState
from workstation.domain.actor import Actor, Person
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote
from workstation.domain.glossary.acts import GLOSSARY
from workstation.domain.kinds import JOB, PEOPLE
from workstation.domain.marks import Mark
from workstation.domain.problem import Refused
from workstation.domain.record import (
    Act,
    Command,
    Effect,
    Event,
    Id,
    Kind,
    Reaction,
    RecordList,
    Registry,
    Relation,
    Right,
    own,
)
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.domain.views import sought_text
from workstation.i18n import _

__all__ = ["fresh_database", "postgresql", "url"]


class MemoState(StrEnum):
    OPEN = "OPEN"
    FINISHED = "FINISHED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    text: str = ""
    case: Id = ""
    author: Person = Person("", "")
    due_at: datetime = START
    state: MemoState = MemoState.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMemo(Command):
    text: str
    case: Id
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendMemo(Command):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishMemo(Command):
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoWritten(Event):
    text: str
    case: Id
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoAmended(Event):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoFinished(Event):
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoRow:
    id: Id
    text: str
    author: str
    due_at: datetime
    state: MemoState
    tags: tuple[str, ...]
    length: int
    urgent: bool
    answered_at: datetime | None = None


def written(scene, command) -> tuple[Event, ...]:
    if not command.text.strip():
        raise Refused(_("There is no text yet."), _("Write a sentence that says why."))
    told = {"text": command.text, "case": command.case, "due_at": command.due_at}
    return (MemoWritten(at=scene.now, by=scene.actor.person, **told),)


def amended(scene, command) -> tuple[Event, ...]:
    if command.text == scene.record.text:
        return ()
    return (MemoAmended(at=scene.now, by=scene.actor.person, text=command.text),)


def finished(scene, command) -> tuple[Event, ...]:
    return (MemoFinished(at=scene.now, by=scene.actor.person, word=command.word),)


def is_author(scene) -> None:
    if scene.record.author.id != scene.actor.id:
        raise Refused(_("{name} holds this case.", name="?"), _("Claim it first."))


def wrong_state(scene, act) -> None:
    raise Refused(_("This case is finished."), _("Reopen it first."))


def words(*names: str):
    return lambda said: tuple(Bilingual(getattr(said, n), getattr(said, n)) for n in names)


def views_of(row: MemoRow, me: Actor, now: datetime) -> frozenset[str]:
    late = {"late"} if row.state is MemoState.OPEN and row.due_at <= now else set()
    return frozenset({"all", *late, *({"mine"} if row.author == me.id else ())})


AUTHOR: Relation[Any] = Relation("author", is_author)
CASEWORK = frozenset({Role.SPECIALIST, Role.SUPERVISOR})
MEMO: Kind[Memo] = Kind(
    name="memo",
    record=Memo,
    acts=(
        Act(
            name="write",
            command=WriteMemo,
            rule=written,
            rights=(Right(by=CASEWORK),),
            words=words("text"),
        ),
        Act(
            name="amend",
            command=AmendMemo,
            rule=amended,
            rights=(Right(states=(MemoState.OPEN,), by=CASEWORK),),
            relies_on=own("text"),
            words=words("text"),
        ),
        Act(
            name="finish",
            command=FinishMemo,
            rule=finished,
            rights=(Right(states=(MemoState.OPEN,), relation=AUTHOR),),
            relies_on=own("text"),
            words=words("word"),
        ),
    ),
    effects=(
        Effect(
            name="written",
            event=MemoWritten,
            apply=lambda memo, e: replace(
                memo, text=e.text, case=e.case, due_at=e.due_at, author=e.by
            ),
            said=_("Filed"),
        ),
        Effect(
            name="amended",
            event=MemoAmended,
            apply=lambda memo, e: replace(memo, text=e.text),
            said=_("Filed"),
        ),
        Effect(
            name="finished",
            event=MemoFinished,
            apply=lambda memo, _e: replace(memo, state=MemoState.FINISHED),
            said=_("Filed"),
        ),
    ),
    creates={WriteMemo: lambda id_, _c: Memo(id=id_)},
    start=lambda id_, _e: Memo(id=id_),
    aspects=lambda a, b: frozenset({"text"} if a.text != b.text else set()),
    # Open ones are everybody's who works the queue; a finished one is for supervisors.
    scopes=lambda memo: frozenset(
        {"queue:sg-commerce"} if memo.state is MemoState.OPEN else {f"role:{Role.SUPERVISOR.value}"}
    ),
    state=lambda memo: memo.state,
    wrong_state=wrong_state,
    listing=RecordList(
        row=MemoRow,
        row_of=lambda memo: MemoRow(
            id=memo.id,
            text=memo.text,
            author=memo.author.id,
            due_at=memo.due_at,
            state=memo.state,
            tags=tuple(memo.text.split()[:2]),
            length=len(memo.text),
            urgent="!" in memo.text,
        ),
        views=("all", "mine", "late"),
        views_of=views_of,
        sort=lambda row: int(row.due_at.timestamp()),
        sought=lambda row: sought_text(row.text),
        wakes=lambda row: row.due_at if row.state is MemoState.OPEN else None,
    ),
    reactions=(
        Reaction(
            MemoFinished, lambda memo, e: ((memo.case, AddNote(text=f"Memo finished: {e.word}")),)
        ),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Said about a memo, once: a part, which is where its memo is."""

    id: Id
    version: int = 0
    marks: tuple[Mark, ...] = ()
    memo: Id = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddRemark(Command):
    memo: Id
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remarked(Event):
    memo: Id
    text: str


REMARK: Kind[Remark] = Kind(
    name="remark",
    record=Remark,
    acts=(
        Act(
            name="add",
            command=AddRemark,
            rule=lambda scene, c: (
                Remarked(at=scene.now, by=scene.actor.person, memo=c.memo, text=c.text),
            ),
            words=words("text"),
        ),
    ),
    effects=(
        Effect(
            name="remarked",
            event=Remarked,
            apply=lambda remark, e: replace(remark, memo=e.memo, text=e.text),
            said=_("Filed"),
        ),
    ),
    creates={AddRemark: lambda id_, c: Remark(id=id_, memo=c.memo)},
    start=lambda id_, e: Remark(id=id_, memo=e.memo),
    aspects=lambda _a, _b: frozenset(),
    scopes=lambda _remark: frozenset(),
    follows=lambda remark: remark.memo or None,
)
ALL = Registry((CASE, GLOSSARY, JOB, *PEOPLE, MEMO, REMARK))


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url, kinds=ALL) as people:
        yield people


async def memo(seat: Seat, id_: Id = "memo:1") -> Memo:
    return (await seat.app.records.open(id_)).record


async def shown(seat: Seat, view: str = "all") -> list[str]:
    keys = await seat.app.lists.keys(MEMO.name, view)
    return [each.row.id for each in await seat.app.lists.listed(MEMO.name, keys)]


async def begun(team: Team, *seats: Seat) -> Id:
    case = (await team.server.file_case()).case_id
    due = team.clock() + timedelta(hours=2)
    await seats[0].app.records.submit(
        "memo:1", WriteMemo(text="Call the brand!", case=case, due_at=due)
    )
    for seat in seats:
        await seat.sync()
    return case


async def test_it_is_written_offline_and_seen_by_others_who_may(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    wei.wire.cut = True
    case = (await team.server.file_case()).case_id
    due = team.clock() + timedelta(hours=2)
    with pytest.raises(Refused):
        await wei.app.records.submit("memo:0", WriteMemo(text=" ", case=case, due_at=due))
    await wei.app.records.submit("memo:1", WriteMemo(text="Call the brand!", case=case, due_at=due))
    await wei.app.records.submit("memo:1", AmendMemo(text="Call the brand today"))
    assert (await memo(wei)).text == "Call the brand today"
    assert await shown(wei, "mine") == ["memo:1"]
    await wei.restart()
    assert (await memo(wei)).text == "Call the brand today"
    wei.wire.cut = False
    await team.sync()
    seen = await memo(lina)
    assert (seen.text, seen.author, seen.version) == ("Call the brand today", WEI.person, 2)
    assert (await shown(lina), await shown(lina, "mine")) == (["memo:1"], [])
    assert await lina.app.lists.counted(MEMO.name) == {"all": 1, "mine": 0, "late": 0}
    assert wei.app.sync.status.waiting == 0
    assert await team.server.store.verify() == ()


async def test_who_comes_late_is_asked_and_undoing_takes_back(team: Team) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    await begun(team, wei, lina)
    lina.wire.cut = True
    await lina.app.records.submit("memo:1", AmendMemo(text="Write to the brand"))
    await wei.app.records.submit("memo:1", AmendMemo(text="Ring the brand"))
    await wei.sync()
    lina.wire.cut = False
    await lina.sync()
    (question,) = await lina.app.questions.asked()
    assert (question.stage, question.record_id) == (CommandStage.CONFLICT, "memo:1")
    assert question.text.en == "Write to the brand"
    assert (question.seen, question.now) != (None, None)
    assert (await memo(lina)).text == "Ring the brand"
    await lina.app.questions.redo(question.command_id)
    await team.sync()
    assert (await memo(wei)).text == "Write to the brand"
    hold = timedelta(minutes=1)
    given = await wei.app.records.submit("memo:1", AmendMemo(text="No"), hold=hold)
    assert (await memo(wei)).text == "No"
    assert await wei.app.records.undo(given)
    assert (await memo(wei)).text == "Write to the brand"
    # What is so already changes nothing, and is no question.
    await wei.app.records.submit("memo:1", AmendMemo(text="Write to the brand"))
    await team.sync()
    assert (await memo(lina)).version == 3
    assert await wei.app.questions.asked() == ()


async def test_its_parts_are_where_it_is_and_go_where_it_goes(team: Team) -> None:
    wei, lina, priya = [await team.seat(each) for each in (WEI, LINA, PRIYA)]
    case = await begun(team, wei, lina, priya)
    await lina.app.records.submit("remark:1", AddRemark(memo="memo:1", text="They close at six."))
    await team.sync()
    assert (await wei.app.records.open("remark:1")).record.text == "They close at six."
    with pytest.raises(Refused):
        await lina.app.records.submit("memo:1", FinishMemo(word="done"))
    await wei.app.records.submit("memo:1", FinishMemo(word="they agreed"))
    await team.sync()
    # It has left the queue, and its remark with it; the supervisor keeps both.
    for seat in (wei, lina):
        for gone in ("memo:1", "remark:1"):
            with pytest.raises(KeyError):
                await seat.app.records.open(gone)
        assert await shown(seat) == []
    assert (await memo(priya)).state is MemoState.FINISHED
    assert (await priya.app.records.open("remark:1")).record.text == "They close at six."
    # What follows in the case was done by the platform, in the same moment.
    (note,) = (await wei.case(case)).notes
    assert note.text == "Memo finished: they agreed"
    assert note.by.id == "system"
    assert await team.server.store.verify() == ()


async def test_a_reaction_that_is_refused_refuses_its_cause(team: Team) -> None:
    wei = await team.seat(WEI)
    due = team.clock() + timedelta(hours=2)
    await wei.app.records.submit(
        "memo:1", WriteMemo(text="About nothing", case="no-case", due_at=due)
    )
    await wei.app.records.submit("memo:1", FinishMemo(word="done"))
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.text.en == "done"
    assert (await memo(wei)).state is MemoState.OPEN
    await wei.app.questions.drop(question.command_id)
    assert await team.server.store.verify() == ()


async def test_a_row_wakes_when_its_time_has_come(team: Team) -> None:
    wei = await team.seat(WEI)
    await begun(team, wei)
    assert await shown(wei, "late") == []
    team.clock.now += timedelta(hours=3)
    await wei.sync()
    assert await shown(wei, "late") == ["memo:1"]


async def test_a_row_wakes_without_the_server_and_not_before_by_a_clock_that_is_fast(
    team: Team,
) -> None:
    """The clock of Li Na's machine was set a year ahead, and the cable is out: rows wake. With the
    next answer every one is where it belongs; and their time comes without the server too."""
    lina = await team.seat(LINA)
    await begun(team, lina)
    lina.clock = Clock(team.clock() + timedelta(days=365))
    lina.wire.cut = True
    await lina.restart()
    await lina.app.sync.now()
    assert await shown(lina, "late") == ["memo:1"]
    lina.wire.cut = False
    await lina.sync()
    assert await shown(lina, "late") == []
    lina.wire.cut = True
    lina.clock.advance(hours=3)
    await lina.app.sync.now()
    assert await shown(lina, "late") == ["memo:1"]


async def test_it_comes_back_after_a_restore_and_goes_with_access(
    team: Team, tmp_path: Path
) -> None:
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    await begun(team, wei, lina)
    await team.server.backup(tmp_path / "night.backup")
    await wei.app.records.submit("memo:1", AmendMemo(text="After the backup"))
    await wei.app.records.submit("remark:1", AddRemark(memo="memo:1", text="Also after it."))
    due = team.clock() + timedelta(hours=1)
    await lina.app.records.submit("memo:2", WriteMemo(text="Lina's own", case="none", due_at=due))
    await team.sync()
    await team.server.restore(tmp_path / "night.backup")
    for seat in team.seats:
        await seat.sign_in()
    await team.sync()
    await team.sync()
    assert (await memo(lina)).text == "After the backup"
    assert (await lina.app.records.open("remark:1")).record.text == "Also after it."
    assert await team.server.store.verify() == ()
    # Both ends agree on what the scope holds, and say so.
    assert lina.app.sync.status.state is SyncState.SYNCED
    await team.server.store.people.change(replace(LINA, queues=frozenset()))
    await lina.sync()
    with pytest.raises(KeyError):
        await lina.app.records.open("memo:1")
    assert "memo:1" not in await shown(lina)
    assert (await memo(wei, "memo:2")).text == "Lina's own"
    await team.server.store.people.revoke(WEI.id)
    await wei.app.sync.now()
    # Only the words that he wrote himself stay with him.
    with pytest.raises(KeyError):
        await wei.app.records.open("memo:2")


@pytest.mark.expects_log("is of the unknown kind (memo|remark)")
async def test_a_program_that_does_not_know_the_kind_keeps_its_records_out_of_the_way(
    team: Team, tmp_path: Path
) -> None:
    wei = await team.seat(WEI)
    case = await begun(team, wei)
    old = Seat(LINA, tmp_path / "old", team.server.transport(), team.clock, wei.new_id)
    await old.start()
    team.seats.append(old)
    await old.sign_in()
    await old.sync()
    assert await old.case(case)
    with pytest.raises(KeyError):
        await old.app.records.open("memo:1")
    # Once it does know it, nothing has to be fetched.
    old.kinds = ALL
    old.wire.cut = True
    await old.restart()
    assert (await memo(old)).text == "Call the brand!"


def test_no_file_of_the_program_names_it() -> None:
    root = Path(__file__).parents[2]
    here = Path(__file__).read_text(encoding="utf-8")
    classes = "|".join(re.findall(r"^class (\w*(?:Memo|Remark)\w*)", here, re.MULTILINE))
    assert "WriteMemo" in classes
    names = re.compile(rf"""\b({classes})\b|["'](memo|remark)["':]|\b(MEMO|REMARK)\b""")
    product = [*(root / "workstation").rglob("*.py"), *(root / "ui").rglob("*.py")]
    assert len(product) > 400
    assert [each for each in product if names.search(each.read_text(encoding="utf-8"))] == []
