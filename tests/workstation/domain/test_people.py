"""People, their conflicts of interest, crews and queues: every act, and who may do it.

The table of rights stands in people_rights.txt. To write it anew:
`python -m tests.workstation.domain.test_people`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from workstation.domain.actor import Actor, system_actor
from workstation.domain.conflict import conflict
from workstation.domain.context import Context, ReferenceSet, Scene, declared_by
from workstation.domain.decide import decide, not_allowed
from workstation.domain.fold import run
from workstation.domain.job import StartJob
from workstation.domain.kinds import KINDS, PEOPLE
from workstation.domain.people import crew as c
from workstation.domain.people import interests as i
from workstation.domain.people import person as p
from workstation.domain.people.records import (
    Crew,
    Interests,
    PersonState,
    StaffMember,
    WorkQueue,
    actor_of,
    user_of,
)
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Id, Kind, Record
from workstation.domain.taxonomy import Language, Role, Team
from workstation.domain.text import Bilingual
from workstation.domain.views import EVERYONE, scopes_for
from workstation.i18n import Translator

TABLE = Path(__file__).with_name("people_rights.txt")
NOON = datetime(2026, 12, 1, 4, 0, tzinfo=UTC)
TODAY = date(2026, 12, 1)
ADMIN = Actor(id="admin", name="Admin", roles=frozenset({Role.ADMIN}))
PRIYA = Actor(id="priya", name="Priya", roles=frozenset({Role.SUPERVISOR}))
WEI = Actor(id="wei", name="Wei", roles=frozenset({Role.SPECIALIST}))
LEAVES = p.EndAccess(reason="Left the house.", day=TODAY)


@dataclass
class Staff:
    """All records of who works here, changed by the rules and nothing else."""

    held: dict[Id, Record] = field(default_factory=dict)

    def give(self, id_: Id, command: Command, actor: Actor | None = None) -> Any:
        kind = KINDS.of_command(command)
        scene = self.scene(id_, command, actor or ADMIN)
        self.held[id_] = run(kind, scene, command)
        return self.held[id_]

    def scene(self, id_: Id, command: Command, actor: Actor) -> Scene[Any]:
        kind = KINDS.of_command(command)
        begins = kind.creates.get(type(command))
        record = self.held.get(id_) or (begins(id_, command) if begins else None)
        assert record is not None, id_
        references = ReferenceSet(each for each in self.held.values() if KINDS.of(each).reference)
        others = Context(references, self.held, declared_by(kind, record, command))
        return Scene(record, actor, NOON, others)

    def refused(self, id_: Id, command: Command, actor: Actor | None = None) -> str:
        before = dict(self.held)
        with pytest.raises(Refused) as refusal:
            self.give(id_, command, actor)
        assert self.held == before
        return Translator("en").text(refusal.value.reason)


@pytest.fixture
def staff() -> Staff:
    staff = Staff()
    for queue in ("sg", "cn"):
        staff.give(f"queue:{queue}", c.OpenQueue(), system_actor())
    for each in (ADMIN, PRIYA, WEI):
        added = p.AddPerson(name=each.name, roles=each.roles, queues=frozenset({"sg"}))
        staff.give(f"person:{each.id}", added, system_actor())
    return staff


def title(name: str) -> Bilingual:
    return Bilingual(name, "组")


def test_what_is_not_named_stays(staff: Staff) -> None:
    before = staff.held["person:wei"]
    after = staff.give("person:wei", p.ChangePerson(teams=frozenset({Team.LEGAL})))
    assert after == replace(before, teams=frozenset({Team.LEGAL}), version=2, marks=after.marks)
    whole = p.ChangePerson(
        name=" 韦玲 ",
        roles=frozenset({Role.QUALITY}),
        languages=frozenset({Language.ZH}),
        queues=frozenset({"cn", "sg"}),
        markets=frozenset({"sg", " CN"}),
    )
    after = staff.give("person:wei", whole)
    assert (after.name, after.roles, after.languages) == ("韦玲", {Role.QUALITY}, {Language.ZH})
    assert (after.queues, after.markets, after.teams) == ({"cn", "sg"}, {"SG", "CN"}, {Team.LEGAL})
    # What is so already is no change.
    assert staff.give("person:wei", whole) == after


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"queues": frozenset({"sgg"})}, "There is no queue “sgg”."),
        ({"roles": frozenset({Role.SYSTEM})}, "The role of the platform can be given to nobody."),
        ({"roles": frozenset()}, "No role is chosen."),
        ({"languages": frozenset()}, "No language is chosen."),
        ({"crew": "night"}, "There is no crew “night”."),
        ({"markets": frozenset({"Singapore"})}, "“SINGAPORE” is no market."),
        ({"name": "  "}, "The name is missing."),
        ({"name": "·—·"}, "The name is missing."),
        ({"name": "x" * 81}, "longer than 80 characters"),
        ({"name": "a\x00b"}, "cannot be written"),
    ],
)
def test_what_cannot_be_of_a_person(staff: Staff, change: dict[str, Any], said: str) -> None:
    assert said in staff.refused("person:wei", p.ChangePerson(**change))
    told = {"name": "Ada", "roles": frozenset({Role.POLICY})} | change
    assert said in staff.refused("person:ada", p.AddPerson(**told))


@pytest.mark.parametrize(
    "user", ["", "Ada", " ada", "a b", "a:b", "system", "x" * 61, "-a", "艾达"]
)
def test_what_nobody_can_sign_in_with(staff: Staff, user: str) -> None:
    added = p.AddPerson(name="Ada", roles=frozenset({Role.POLICY}))
    assert f"“{user[:60]}”" in staff.refused(f"person:{user}", added)


def test_a_user_name_is_what_the_window_sends() -> None:
    assert user_of(" Wei.Ling\n") == "wei.ling"


def test_nobody_is_added_twice_however_they_are_written(staff: Staff) -> None:
    added = p.AddPerson(name="Other", roles=frozenset({Role.POLICY}))
    assert "wei has access already" in staff.refused("person:wei", added)
    staff.give("person:wei", LEAVES)
    assert "was here before" in staff.refused("person:wei", added)
    old = staff.held.pop("person:wei")
    staff.held["person:Wei"] = replace(old, id="person:Wei")
    assert "as Wei" in staff.refused("person:wei", added)


def test_access_ends_and_is_opened_again(staff: Staff) -> None:
    after = staff.give("person:wei", LEAVES)
    assert (after.state, after.works, after.ended.reason) == (
        PersonState.ENDED,
        False,
        "Left the house.",
    )
    assert (after.ended.day, after.ended.by, after.ended.at) == (TODAY, ADMIN.person, NOON)
    assert staff.give("person:wei", LEAVES) == after
    change = p.ChangePerson(name="W")
    assert "access of Wei has ended" in staff.refused("person:wei", change)
    back = staff.give("person:wei", p.OpenAccess())
    assert (back.works, back.ended, back.queues) == (True, None, {"sg"})
    assert staff.give("person:wei", p.OpenAccess()) == back


@pytest.mark.parametrize(
    ("reason", "day", "said"),
    [
        ("", TODAY, "There is no text yet."),
        ("  ", TODAY, "There is no text yet."),
        ("x" * 1001, TODAY, "longer than 1,000"),
        ("Leaves.", TODAY + timedelta(days=1), "and not on a day to come"),
    ],
)
def test_an_end_says_why_and_is_no_plan(staff: Staff, reason: str, day: date, said: str) -> None:
    assert said in staff.refused("person:wei", p.EndAccess(reason=reason, day=day))


def test_what_somebody_held_is_given_back_by_a_job(staff: Staff) -> None:
    person = staff.give("person:wei", LEAVES)
    (reaction,) = p.PERSON.reactions
    event = p.AccessEnded(at=NOON, by=ADMIN.person, reason="x", day=TODAY)
    assert reaction.do(person, event) == ((p.job_of(person), StartJob(gives_back="wei")),)
    staff.give("person:wei", p.OpenAccess())
    again = staff.give("person:wei", LEAVES)
    assert p.job_of(again) != p.job_of(person)


def test_the_last_administrator_stays_one(staff: Staff) -> None:
    stripped = p.ChangePerson(roles=frozenset({Role.POLICY}))
    for command in (LEAVES, stripped):
        assert staff.refused("person:admin", command) == "You are the last administrator."
        said = staff.refused("person:admin", command, system_actor())
        assert said == "Admin is the last administrator."
    staff.give("person:wei", p.ChangePerson(roles=frozenset({Role.ADMIN})))
    staff.give("person:admin", LEAVES)
    assert "Wei is the last" in staff.refused("person:wei", stripped)
    # An administrator whose access has ended is none.
    staff.give("person:admin", p.OpenAccess())
    staff.give("person:wei", stripped)
    assert "last administrator" in staff.refused("person:admin", LEAVES)


def test_a_crew_is_formed_changed_and_dissolved(staff: Staff) -> None:
    crew = staff.give("crew:day", c.FormCrew(title=title("Day"), lead="priya"))
    assert (crew.title, crew.lead, crew.stands) == (title("Day"), "priya", True)
    assert "already" in staff.refused("crew:day", c.FormCrew(title=title("Other")))
    staff.give("person:wei", p.ChangePerson(crew="day"))
    assert "Wei belongs to this crew." in staff.refused("crew:day", c.DissolveCrew())
    crew = staff.give("crew:day", c.ChangeCrew(title=title("Days")))
    assert (crew.title, crew.lead) == (title("Days"), "priya")
    assert staff.give("crew:day", c.ChangeCrew(lead="")).lead == ""
    staff.give("person:wei", p.ChangePerson(crew=""))
    assert not staff.give("crew:day", c.DissolveCrew()).stands
    assert "no crew" in staff.refused("crew:day", c.ChangeCrew(lead="wei"))
    assert "no crew" in staff.refused("person:wei", p.ChangePerson(crew="day"))
    assert staff.give("crew:day", c.FormCrew(title=title("Day"))).stands


@pytest.mark.parametrize("crew", ["", "a b", "夜", "x" * 61, "-"])
def test_a_short_name_is_short(staff: Staff, crew: str) -> None:
    assert "short name" in staff.refused(f"crew:{crew}", c.FormCrew(title=title("Day")))
    assert "short name" in staff.refused(f"queue:{crew}", c.OpenQueue())


def test_a_crew_is_named_in_both_languages_and_led_by_a_colleague(staff: Staff) -> None:
    form = c.FormCrew(title=Bilingual("Day", " "))
    assert "name is missing" in staff.refused("crew:day", form)
    ghost = c.FormCrew(title=title("Day"), lead="ghost")
    assert "Nobody called “ghost”" in staff.refused("crew:day", ghost)
    staff.give("person:wei", LEAVES)
    assert "Nobody called “wei”" in staff.refused("crew:day", replace(ghost, lead="wei"))


def test_whose_crew_is_gone_comes_back_without_one(staff: Staff) -> None:
    staff.give("crew:day", c.FormCrew(title=title("Day")))
    staff.give("person:wei", p.ChangePerson(crew="day"))
    staff.give("person:wei", LEAVES)
    staff.give("crew:day", c.DissolveCrew())
    assert staff.give("person:wei", p.OpenAccess()).crew == ""
    # And nobody is in a crew that is gone, whatever their record says.
    person = replace(staff.held["person:wei"], crew="gone")
    assert isinstance(person, StaffMember)
    assert actor_of(person, None, ()).crew == ""


def test_a_queue_that_people_work_on_is_not_closed(staff: Staff) -> None:
    assert "works on this queue" in staff.refused("queue:sg", c.CloseQueue())
    assert not staff.give("queue:cn", c.CloseQueue()).is_open
    asks = p.ChangePerson(queues=frozenset({"sg", "cn"}))
    assert "no queue “cn”" in staff.refused("person:wei", asks)
    assert staff.give("queue:cn", c.OpenQueue(title=title("China"))).title == title("China")
    staff.give("person:wei", asks)


def test_scopes_follow_from_crews(staff: Staff) -> None:
    staff.give("crew:day", c.FormCrew(title=title("Day"), lead="priya"))
    staff.give("person:wei", p.ChangePerson(crew="day"))
    crews = [each for each in staff.held.values() if isinstance(each, Crew)]
    people = [each for each in staff.held.values() if isinstance(each, StaffMember)]
    told = {each.user: scopes_for(actor_of(each, None, crews)) for each in people}
    assert "lead:day" in told["priya"]
    assert "crew:day" in told["wei"]
    assert not {"lead:day", "crew:day"} & told["admin"]
    assert {"lead:day", "crew:day"}.isdisjoint(told["wei"] & told["priya"])


def test_everybody_sees_who_works_here_and_few_whose_matters_they_must_not_touch(
    staff: Staff,
) -> None:
    interests = staff.give("interests:wei", i.DeclareConflicts(parties=("Bamboo",)), WEI)
    assert i.INTERESTS.scopes(interests) == {"user:wei", "role:SUPERVISOR", "role:ADMIN"}
    for id_ in ("person:wei", "queue:sg"):
        record = staff.held[id_]
        assert EVERYONE in KINDS.of(record).scopes(record)
    assert "Bamboo" not in repr(staff.held["person:wei"])


def test_one_declares_a_conflict_and_another_takes_it_off(staff: Staff) -> None:
    id_ = "interests:wei"
    assert staff.give(
        id_, i.DeclareConflicts(parties=(" Bamboo ", "ＢＡＭＢＯＯ")), WEI
    ).conflicts == ("Bamboo",)
    both = staff.give(id_, i.DeclareConflicts(parties=("bamboo", "Shop 1")), WEI)
    assert both.conflicts == ("Bamboo", "Shop 1")
    assert "takes conflicts of interest off" in staff.refused(id_, i.SetConflicts(parties=()), WEI)
    assert staff.give(id_, i.SetConflicts(parties=("Shop 1",)), PRIYA).conflicts == ("Shop 1",)
    mine = "interests:priya"
    staff.give(mine, i.DeclareConflicts(parties=("Bamboo",)), PRIYA)
    said = staff.refused(mine, i.SetConflicts(parties=()), PRIYA)
    assert said == "Nobody takes a conflict of interest off themselves."
    assert staff.give(mine, i.SetConflicts(parties=()), ADMIN).conflicts == ()
    assert "somebody else" in staff.refused(mine, i.DeclareConflicts(parties=("x",)), WEI)


@pytest.mark.parametrize(
    ("parties", "said"),
    [
        (("",), "The name of a party is missing."),
        (("x" * 201,), "longer than 200"),
        (tuple(f"P{n}" for n in range(201)), "up to 200 parties"),
    ],
)
def test_what_no_party_is_called(staff: Staff, parties: tuple[str, ...], said: str) -> None:
    for command in (i.DeclareConflicts(parties=parties), i.SetConflicts(parties=parties)):
        assert said in staff.refused("interests:wei", command)


def test_nobody_who_is_not_here_has_conflicts(staff: Staff) -> None:
    declared = i.DeclareConflicts(parties=("Bamboo",))
    assert "Nobody called “ghost”" in staff.refused("interests:ghost", declared)


LATE: list[tuple[Command, Command, bool]] = [
    (p.ChangePerson(name="A"), p.ChangePerson(name="B"), True),
    (p.ChangePerson(name="A"), p.ChangePerson(queues=frozenset({"cn"})), False),
    (p.ChangePerson(crew=""), p.ChangePerson(roles=frozenset({Role.POLICY})), False),
    (LEAVES, p.OpenAccess(), True),
    (LEAVES, LEAVES, False),
]


@pytest.mark.parametrize(("first", "second", "late"), LATE)
def test_who_comes_too_late_is_told_by_what_they_changed(
    staff: Staff, first: Command, second: Command, late: bool
) -> None:
    other = replace(ADMIN, id="admin2")
    staff.give("person:wei", first, other)
    scene = staff.scene("person:wei", second, ADMIN)
    found = conflict(p.PERSON, scene, second, {"person:wei": 1})
    assert (found is not None) is late
    # Whoever saw it is not too late.
    assert conflict(p.PERSON, scene, second, {"person:wei": 2}) is None


def test_every_act_says_what_its_author_wrote() -> None:
    given: list[tuple[Kind[Any], Command, set[str]]] = [
        (p.PERSON, p.AddPerson(name="Ada", roles=frozenset()), {"Ada"}),
        (p.PERSON, p.ChangePerson(name="Ada"), {"Ada"}),
        (p.PERSON, p.ChangePerson(), set()),
        (p.PERSON, LEAVES, {"Left the house."}),
        (i.INTERESTS, i.SetConflicts(parties=("A", "B")), {"A", "B"}),
        (c.CREW, c.FormCrew(title=title("Day")), {"Day"}),
        (c.CREW, c.ChangeCrew(), set()),
    ]
    for kind, command, words in given:
        assert {each.en for each in kind.by_command[type(command)].words(command)} == words


WHO = ("themselves", "somebody else")
BLANK: dict[str, Record] = {
    "person": StaffMember(id="person:x", version=1),
    "interests": Interests(id="interests:x", version=1),
    "crew": Crew(id="crew:x", version=1),
    "queue": WorkQueue(id="queue:x", version=1),
}


def table() -> str:
    """Who may do what to whose record."""
    lines = [
        "# Who may do what to the records of people. Whoever is not named may not.",
        "# Written anew by: python -m tests.workstation.domain.test_people",
    ]
    for kind in PEOPLE:
        for act in kind.acts:
            lines += ["", f"{kind.name}: {act.name}"]
            lines += [f"  {who} | {', '.join(roles)}" for who, roles in _rows(kind, act.command)]
    return "\n".join((*lines, ""))


def _rows(kind: Kind[Any], command: type[Command]) -> Iterator[tuple[str, list[str]]]:
    for who in WHO:
        found = [role.value for role in Role if _may(kind, command, who, role)]
        if found:
            yield who, found if len(found) < len(Role) else ["everybody"]


def _may(kind: Kind[Any], command: type[Command], who: str, role: Role) -> bool:
    actor = Actor(id="x" if who == WHO[0] else "y", name="X", roles=frozenset({role}))
    scene = Scene(BLANK[kind.name], actor, NOON, Context())
    return not_allowed(kind, scene, command) is None


def test_the_table_of_rights_is_the_one_that_was_agreed() -> None:
    assert table() == TABLE.read_text(encoding="utf-8")


def test_the_rules_keep_the_table(staff: Staff) -> None:
    """What a role may not is refused, whatever else the command says."""
    for kind, id_, command in (
        (p.PERSON, "person:wei", p.ChangePerson(name="W")),
        (p.PERSON, "person:wei", LEAVES),
        (c.CREW, "crew:day", c.FormCrew(title=title("Day"))),
        (c.QUEUE, "queue:cn", c.CloseQueue()),
        (i.INTERESTS, "interests:wei", i.SetConflicts(parties=("A",))),
    ):
        for role in Role:
            actor = Actor(id="y", name="Y", roles=frozenset({role}))
            scene = staff.scene(id_, command, actor)
            may = not_allowed(kind, scene, type(command)) is None
            try:
                done = bool(decide(kind, scene, command))
            except Refused:
                done = False
            assert done is may, (kind.name, command, role)


if __name__ == "__main__":
    TABLE.write_text(table(), encoding="utf-8")
