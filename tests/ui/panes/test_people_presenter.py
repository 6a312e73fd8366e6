"""The form of a person over a record that others change, and who is found by what."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from tests.bench import ADMIN
from tests.ui.panes.ports import OneForAll
from ui.activities.people.people import PeoplePresenter, Sight, added, changed, found, text_of
from ui.activities.people.person import EntryPresenter
from ui.activities.people.staff_texts import StaffTexts
from ui.activities.people.state import Doing, Narrowed, PeopleState, PersonRow, PersonText
from workstation.app import SyncState, SyncStatus
from workstation.domain.actor import Person
from workstation.domain.people.person import AddPerson, ChangePerson
from workstation.domain.people.records import Crew, Ended, StaffMember, WorkQueue
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.taxonomy import Role
from workstation.domain.text import Bilingual
from workstation.i18n import Message

TODAY = date(2026, 9, 2)
WEI = StaffMember(
    id="person:wei.ling",
    version=3,
    name="Wei Ling",
    roles=frozenset({Role.SPECIALIST}),
    queues=frozenset({"cn-export", "old"}),
    crew="gone",
    markets=frozenset({"SG", "MY"}),
)
PRIYA = StaffMember(
    id="person:priya.nair", version=1, name="Priya Nair", roles=frozenset({Role.SUPERVISOR})
)
DAY = Crew(id="crew:day", version=1, title=Bilingual("Day", "日班"), lead="priya.nair")
QUEUE = WorkQueue(id="queue:cn-export", version=1)


class People(OneForAll):
    """A desk that keeps what it is given; `no` is what it says to all of it."""

    def __init__(self) -> None:
        self.given: list[tuple[str, Command, int | None]] = []
        self.no: Refused | None = None
        self.versions: dict[str, int] = {}

    async def submit(self, record_id: str, command: Command, *, seen: int | None = None) -> str:
        if self.no is not None:
            raise self.no
        self.given.append((record_id, command, seen))
        return "id-1"

    def known_version(self, id_: str) -> int:
        return self.versions.get(id_, 0)

    async def open_cases_of(self, _user: str) -> int:
        return 4


class Bench:
    """The presenter, and what it shows."""

    def __init__(self, *people: StaffMember) -> None:
        self.desk = People()
        self.shown: list[PeopleState] = []
        self.texts = StaffTexts(self.desk)  # type: ignore[arg-type]  # nothing is brought to a disk
        self.presenter = PeoplePresenter(
            self.desk,  # type: ignore[arg-type]  # the verbs that are used here
            self.texts,
            self.shown.append,
        )
        self.see(*people)

    def see(self, *people: StaffMember) -> None:
        """These are the records now."""
        self.desk.versions = {each.id: each.version for each in people}
        staff = type("Staff", (), {"people": people, "crews": (DAY,), "queues": (QUEUE,)})()
        self.presenter.take_in(
            Sight(
                staff=staff,
                conflicts={},
                waiting=frozenset(),
                shows_conflicts=False,
                today=TODAY,
            )
        )

    @property
    def state(self) -> PeopleState:
        return self.presenter.state


@pytest.fixture
def bench() -> Bench:
    made = Bench(PRIYA, WEI)
    made.presenter.choose("wei.ling")
    made.presenter.write("wei.ling")
    return made


def test_only_what_was_typed_otherwise_is_named() -> None:
    over = text_of(WEI)
    assert changed(over, over) == ChangePerson()
    assert changed(replace(over, name="W."), over) == ChangePerson(name="W.")
    typed = changed(replace(over, markets="sg、my，CN"), over)
    assert typed == ChangePerson(markets=frozenset({"sg", "my", "CN"}))
    # A crew that is gone, and a queue that is closed, are theirs while nobody touches them.
    assert changed(replace(over, crew=""), over) == ChangePerson(crew="")


def test_somebody_new_is_added_with_all_of_it() -> None:
    text = PersonText(user="ada", name="Ada", roles=frozenset({Role.POLICY}), markets="SG")
    assert added(text) == AddPerson(
        name="Ada", roles=frozenset({Role.POLICY}), markets=frozenset({"SG"})
    )


async def test_what_others_changed_besides_comes_into_the_form(bench: Bench) -> None:
    bench.presenter.type(replace(text_of(WEI), name="W. Ling"))
    ticket = bench.state.form.ticket
    bench.see(PRIYA, replace(WEI, version=4, markets=frozenset({"CN"})))
    form = bench.state.form
    assert (form.text.name, form.text.markets) == ("W. Ling", "CN")
    assert form.ticket != ticket
    assert form.theirs == ()
    assert await bench.presenter.save() == "wei.ling"
    assert bench.desk.given == [("person:wei.ling", ChangePerson(name="W. Ling"), 4)]
    assert bench.state.doing is Doing.READING


async def test_what_others_changed_of_the_same_is_said_and_not_overwritten(bench: Bench) -> None:
    bench.presenter.type(replace(text_of(WEI), name="W. Ling"))
    # Of what they changed besides nothing is taken back.
    bench.see(PRIYA, replace(WEI, version=4, name="Wei L.", markets=frozenset({"ID"})))
    assert bench.state.form.theirs == ("name",)
    assert bench.state.form.text.name == "W. Ling"
    assert await bench.presenter.save() == ""
    assert bench.desk.given == []
    bench.presenter.rebase()
    assert bench.state.form.theirs == ()
    assert bench.state.form.text.markets == text_of(replace(WEI, markets=frozenset({"ID"}))).markets
    assert await bench.presenter.save() == "wei.ling"
    assert bench.desk.given == [("person:wei.ling", ChangePerson(name="W. Ling"), 4)]


async def test_a_no_leaves_what_was_typed_where_it_is(bench: Bench) -> None:
    bench.desk.no = Refused(Message("No."), Message("Do it otherwise."))
    bench.presenter.type(replace(text_of(WEI), name=""))
    assert await bench.presenter.save() == ""
    assert bench.state.form.refused == bench.desk.no
    assert bench.state.form.unsaved
    bench.presenter.choose("priya.nair")
    bench.presenter.choose("wei.ling")
    assert bench.state.doing is Doing.WRITING
    assert bench.state.form.text.name == ""
    bench.presenter.revert()
    assert bench.state.form.text == text_of(WEI)
    assert not bench.state.form.unsaved


async def test_the_question_before_the_end_is_over_when_somebody_else_was_faster(
    bench: Bench,
) -> None:
    bench.presenter.leave()
    await bench.presenter.ask_end("")
    assert bench.state.doing is Doing.ENDING
    assert (bench.state.ending.cases, bench.state.ending.lead) == (4, "")
    at = datetime(2026, 9, 2, tzinfo=UTC)
    ended = Ended(day=TODAY, at=at, by=Person("admin", "Admin"), reason="Left.")
    bench.see(PRIYA, replace(WEI, ended=ended))
    assert bench.state.doing is Doing.READING
    assert bench.state.rows == (bench.state.rows[0],)


async def test_the_lead_of_a_standing_crew_reads_unless_it_is_themselves() -> None:
    bench = Bench(replace(PRIYA, crew="day"), replace(WEI, crew="day"))
    for user, lead in (("wei.ling", "Priya Nair"), ("priya.nair", "")):
        bench.presenter.choose(user)
        await bench.presenter.ask_end("")
        assert bench.state.ending.lead == lead


@pytest.mark.parametrize(
    ("narrowed", "users"),
    [
        (Narrowed(), ["priya.nair", "wei.ling"]),
        (Narrowed(query="  WEI  "), ["wei.ling"]),
        (Narrowed(query="ＷＥＩ"), ["wei.ling"]),
        (Narrowed(query="审核专员"), ["wei.ling"]),
        (Narrowed(query="specialist cn-exp"), ["wei.ling"]),
        (Narrowed(query="日班"), ["priya.nair"]),
        (Narrowed(role=Role.SUPERVISOR), ["priya.nair"]),
        (Narrowed(queue="old"), ["wei.ling"]),
        (Narrowed(crew="day"), ["priya.nair"]),
        (Narrowed(ended=True), []),
        (Narrowed(query="specialist priya"), []),
    ],
)
def test_people_are_found(narrowed: Narrowed, users: list[str]) -> None:
    rows = [PersonRow(person=WEI), PersonRow(person=PRIYA, crew=DAY)]
    assert [row.person.user for row in found(rows, narrowed)] == users


class Giving(OneForAll):
    """A server that takes its time with a password."""

    me = ADMIN
    status = SyncStatus(state=SyncState.SYNCED)

    def __init__(self) -> None:
        self.answered = asyncio.Event()

    async def give_password(self, _user: str) -> str:
        await self.answered.wait()
        return "tarn-vesper-41"

    async def sessions(self, _user: str) -> SimpleNamespace:
        return SimpleNamespace(sessions=(), one_time=True)


async def test_a_password_waits_for_whoever_went_to_look_at_somebody_else() -> None:
    desk, shown = Giving(), []
    entry = EntryPresenter(desk, shown.append)  # type: ignore[arg-type]  # what is used here
    entry.look("wei.ling", works=True, waiting=False)
    given = asyncio.create_task(entry.give_password())
    await asyncio.sleep(0)
    entry.look("priya.nair", works=True, waiting=False)
    desk.answered.set()
    assert await given
    assert entry.state.password == ""
    entry.look("wei.ling", works=True, waiting=False)
    assert entry.state.password == "tarn-vesper-41"
    entry.forget()
    entry.look("priya.nair", works=True, waiting=False)
    entry.look("wei.ling", works=True, waiting=False)
    assert [each.password for each in shown].count("tarn-vesper-41") == 1
    assert entry.state.password == ""
