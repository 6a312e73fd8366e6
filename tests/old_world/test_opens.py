"""Every later program opens what that of 23 November 2026 left behind, and loses no word.

Only public verbs are used here: this outlives whatever is rewritten behind them. `make.py` made
the files, and wrote down what is in them.
"""

import ast
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import HAO, PASSWORD, PRIYA, SERVER, WEI, Clock, Ids, TestServer
from tests.journeys.team import Seat
from tests.old_world.words import strings, texts
from tests.wire import Wire
from workstation.app import SyncState
from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.views import View

Told = dict[str, Any]
OVER_NIGHT = timedelta(hours=14)
WAITING = ("queued", "sent")
# What a rewrite of cache, server, sync and wire leaves standing.
LASTING = ("workstation.app", "workstation.domain", "tests.")
# That one style was chosen is in a number, which no list of words holds.
CHOSEN_STYLE = 33


@dataclass(frozen=True)
class Left:
    """What one person left in a profile."""

    told: Told

    def entries(self, *fates: str, sight: bool | None = None) -> list[Told]:
        """Commands with such a fate, in the order in which they were given."""
        return [
            each
            for each in self.told["outbox"]
            if (not fates or each["fate"] in fates) and sight in (None, each["in_sight"])
        ]

    @property
    def edits(self) -> list[Told]:
        return list(self.told["edits"])

    @property
    def drafts(self) -> list[Told]:
        return list(self.told["drafts"])


def left(told: Told, profile: Path, actor: Actor) -> Left:
    return Left(told["profiles"][profile.name]["people"][actor.id])


def ended(told: Told, profile: Path) -> Clock:
    """A clock that stands where the profile was left."""
    return Clock(datetime.fromisoformat(told["profiles"][profile.name]["at"]))


@asynccontextmanager
async def sitting(profile: Path, wire: Wire, clock: Clock) -> AsyncIterator[Seat]:
    """Whoever was there last sits there again."""
    seat = await Seat(WEI, profile, wire, clock, Ids("later")).start()
    try:
        signed = await seat.app.session.resume()
        assert signed is not None
        assert signed.actor.id == WEI.id
        yield seat
    finally:
        await seat.app.close()


async def sign_in(seat: Seat, actor: Actor) -> None:
    signed = await seat.app.session.sign_in(SERVER, actor.id, PASSWORD)
    assert signed.actor.id == actor.id
    seat.actor = signed.actor


def has(value: Any, words: Iterable[str]) -> None:
    """Every one of these words stands in the value."""
    missing = set(words) - set(strings(value))
    assert not missing, (missing, value)


async def see(seat: Seat, left: Left, *, fates: tuple[str, ...] = ()) -> None:
    """The person finds all that has one of these fates, and nothing else."""
    await _see_pending(seat, left.entries(*fates))
    await _see_questions(seat, left)
    await _see_drafts(seat, left)


async def see_proposals(seat: Seat, told: Told) -> None:
    """Decisions that came too late, or were returned, are kept in their cases."""
    assert told["server"]["kept"]
    for each in told["server"]["kept"]:
        kept = (await seat.case(each["case"])).kept
        assert [one.by.id for one in kept] == [each["by"]]
        has(kept, each["words"])


async def _see_pending(seat: Seat, entries: list[Told]) -> None:
    visible = {each["id"]: each for each in entries if each["in_sight"] and each["fate"] != "asks"}
    found = {}
    for case_id in sorted({each["case"] for each in visible.values()}):
        found |= {each.id: each for each in (await seat.open(case_id)).pending}
    assert set(found) == set(visible)
    for id_, each in visible.items():
        assert found[id_].stage.value == each["stage"], each
        has(found[id_].command, (*each["words"], *each["more"]))
    held = {each["id"] for each in entries if each["held"] and each["id"] == each["chain"]}
    assert {each.command_id for each in seat.app.records.held()} == held


async def _see_questions(seat: Seat, left: Left) -> None:
    asked = {each["id"]: each for each in left.entries("asks")}
    found = {each.command_id: each for each in await seat.app.questions.asked()}
    assert set(found) == set(asked)
    for id_, each in asked.items():
        question = found[id_]
        assert (question.record_id, question.stage.value) == (each["case"], each["stage"])
        has(question.command, (*each["words"], *each["more"]))
        follow = [one for one in left.entries("follows") if one["question"] == id_]
        assert len(question.followers) == len(follow)
        for one, command in zip(follow, question.followers, strict=True):
            has(command, (*one["words"], *one["more"]))


# The forms of the house book were kept under a name of their own before it became a record.
NOW_KEPT_UNDER = {"house book": "glossary"}


async def _see_drafts(seat: Seat, left: Left) -> None:
    found = {(each.record_id, each.slot): each for each in await seat.app.drafts.all()}
    told = {
        (NOW_KEPT_UNDER.get(each["case"], each["case"]), each["party"]): each
        for each in left.drafts
    }
    assert set(found) == set(told)
    for (record_id, slot), each in told.items():
        kept = found[record_id, slot]
        assert kept.reference == each["reference"]
        for draft in (kept.draft, await seat.app.drafts.read(record_id, slot)):
            assert (draft.en, draft.zh) == (each["en"], each["zh"])
            has((draft.beads, draft.settled, draft.form), each["beside"])


async def see_edits(seat: Seat, left: Left) -> None:
    """All edits of the book are there, as far as they had come."""
    shown = [each for each in left.edits if each["stage"] != "applied"]
    found = {each.id: each for each in await seat.app.glossary.edits()}
    assert set(found) == {each["id"] for each in shown}
    for each in shown:
        edit = found[each["id"]]
        assert (edit.refused is not None) == (each["stage"] == "refused")
        assert edit.sent == (each["stage"] == "sent")
        has(edit.change, each["words"])
    for each in left.edits:
        if each["stage"] == "applied":
            has(seat.app.glossary.current.passes, each["words"])


def waiting(left: Left) -> int:
    """What the status has to say waits: all that is due and not answered, edits too."""
    due = [each for each in left.entries() if each["stage"] in WAITING and not each["held"]]
    return len(due) + sum(each["stage"] in ("waiting", "sent") for each in left.edits)


async def test_offline_every_word_is_there(told: Told, profile: Path) -> None:
    wire = Wire(None)
    wire.cut = True
    async with sitting(profile, wire, ended(told, profile)) as seat:
        for actor in (WEI, PRIYA, WEI):
            mine = left(told, profile, actor)
            if seat.actor.id != actor.id:
                await sign_in(seat, actor)
            for _time in range(2):
                await see(seat, mine)
                await see_edits(seat, mine)
                assert seat.app.sync.status.waiting == waiting(mine)
                await seat.restart()
        await see_proposals(seat, told)
        views = told["profiles"][profile.name]["views"]
        assert {each.value: sorted(await seat.view(each)) for each in View} == views


async def test_offline_a_question_gives_its_letter_back(told: Told, profile: Path) -> None:
    wire = Wire(None)
    wire.cut = True
    async with sitting(profile, wire, ended(told, profile)) as seat:
        for each in left(told, profile, WEI).entries("asks"):
            has(await seat.app.questions.edit(each["id"]), each["words"])
            if each["kind"] == "send_reply":
                has(await seat.app.drafts.read(each["case"], "M1"), each["words"])
        assert await seat.app.questions.asked() == ()


async def test_offline_what_is_held_can_be_taken_back(told: Told, profile: Path) -> None:
    wire = Wire(None)
    wire.cut = True
    async with sitting(profile, wire, ended(told, profile)) as seat:
        held = [each for each in left(told, profile, WEI).entries() if each["held"]]
        assert held
        for each in held:
            assert await seat.app.records.undo(each["id"]) == (each["id"] == each["chain"])
            if each["kind"] == "send_reply":
                has(await seat.app.drafts.read(each["case"], "M1"), each["words"])


@asynccontextmanager
async def served(told: Told, profile: Path, url: str) -> AsyncIterator[TestServer]:
    """The old server's database, opened by today's server on the next morning."""
    clock = ended(told, profile)
    clock.now += OVER_NIGHT
    async with await TestServer.start(profile.parent, clock, url=url, people=()) as server:
        yield server


@asynccontextmanager
async def looking_on(server: TestServer, folder: Path) -> AsyncIterator[Seat]:
    """A colleague at a machine of their own, who sees every case that there is."""
    seat = await Seat(HAO, folder / "hao", server.transport(), server.clock, Ids("hao")).start()
    try:
        await seat.sign_in()
        await seat.sync()
        yield seat
    finally:
        await seat.app.close()


def digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()[:10]


async def test_the_server_opens_with_all_its_cases(
    told: Told, unpacked: Path, database: str, tmp_path: Path
) -> None:
    async with served(told, tmp_path / "profile", database) as server:
        assert len(await server.store.verify()) == told["server"]["breaches"]
        async with looking_on(server, tmp_path) as hao:
            for case_id, each in told["server"]["cases"].items():
                case = await hao.case(case_id)
                assert (case.version, case.state.value) == (each["version"], each["state"])
                assert set(each["texts"]) <= set(map(digest, texts(case)))
            assert hao.app.glossary.current.version == told["server"]["book"]["version"]


async def test_online_everything_arrives_once_and_nothing_else_is_asked(
    told: Told, profile: Path, database: str, tmp_path: Path
) -> None:
    async with (
        served(told, profile, database) as server,
        sitting(profile, server.transport(), server.clock) as seat,
        looking_on(server, tmp_path) as hao,
    ):
        for actor in (WEI, PRIYA):
            if seat.actor.id != actor.id:
                await sign_in(seat, actor)
            for _time in range(2):
                await seat.sync()
                await see_arrived(seat, left(told, profile, actor))
        assert await server.store.verify() == ()
        await hao.sync()
        everybody = [left(told, profile, actor) for actor in (WEI, PRIYA)]
        before = await see_taken_in(hao, told, everybody)
        # Once more, by both: nothing is sent that was sent.
        for actor in (WEI, PRIYA):
            await sign_in(seat, actor)
            await seat.sync()
            await see_arrived(seat, left(told, profile, actor))
        await hao.sync()
        assert await see_taken_in(hao, told, everybody) == before


async def see_arrived(seat: Seat, left: Left) -> None:
    """Questions are what they were, with all that hangs on them; the rest has gone."""
    stays = ("asks", "follows", "stays behind")
    await see(seat, replace_held(left), fates=stays)
    asked = {each["id"] for each in left.entries("asks")}
    assert {each.command_id for each in await seat.app.questions.asked()} == asked
    refused = {each["id"] for each in left.edits if each["stage"] == "refused"}
    assert {each.id for each in await seat.app.glossary.edits()} == refused
    assert seat.app.sync.status.state is SyncState.SYNCED
    stuck = [each for each in left.entries(*stays) if each["stage"] in WAITING]
    assert seat.app.sync.status.waiting == len(stuck)


def replace_held(left: Left) -> Left:
    """In the morning nothing can be taken back any more."""
    outbox = [{**each, "held": False} for each in left.told["outbox"]]
    return Left({**left.told, "outbox": outbox})


async def see_taken_in(hao: Seat, told: Told, everybody: list[Left]) -> dict[str, int]:
    """Each command made one version of its case, and its words stand there once."""
    entries = [each for one in everybody for each in one.entries("arrives")]
    fresh = Counter(each["case"] for each in entries if not each["taken"])
    known = {id_: each["version"] for id_, each in told["server"]["cases"].items()}
    versions = {}
    for case_id in {*known, *fresh}:
        case = await hao.case(case_id)
        versions[case_id] = case.version
        assert case.version == known.get(case_id, 0) + fresh[case_id], case_id
        for each in entries:
            for word in each["words"] if each["case"] == case_id else ():
                assert times(case, word) == 1, (word, case)
    await see_proposals(hao, told)
    edits = [each for one in everybody for each in one.edits if each["stage"] != "refused"]
    house = hao.app.glossary.current
    taken = sum(not each["taken"] for each in edits)
    assert house.version == told["server"]["book"]["version"] + taken
    for each in edits:
        made = [one for one in house.changes if set(each["words"]) == set(texts(one.change))]
        assert len(made) == 1 or not each["words"], each
    assert house.style.max_en_words == CHOSEN_STYLE
    return versions


def times(case: Case, word: str) -> int:
    """How often a word was taken in; the timeline only repeats what stands elsewhere."""
    found = Counter(strings(replace(case, timeline=())))[word]
    return found or sum(any(word in each for each in strings(line)) for line in case.timeline)


def test_this_net_speaks_through_lasting_verbs_only() -> None:
    tree = ast.parse(Path(__file__).read_text(encoding="utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    ours = [name for name in names if name.startswith(("workstation", "ui", "tests"))]
    assert ours
    assert [name for name in ours if not name.startswith(LASTING)] == []
    private = [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr.startswith("_")
    ]
    assert private == []
