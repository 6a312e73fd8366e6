"""Kinds whose rules look at other records, or whose events change several; on both databases.

A ledger is a reference that everybody's rules look at; a memo can be amended while one is open.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import LINA, WEI
from tests.journeys.conftest import fresh_database, postgresql, url
from tests.journeys.team import office
from tests.machines.test_a_new_kind import (
    MEMO,
    REMARK,
    AmendMemo,
    FinishMemo,
    MemoAmended,
    MemoFinished,
    MemoWritten,
    WriteMemo,
)
from workstation.app import SyncState
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote
from workstation.domain.glossary.acts import GLOSSARY
from workstation.domain.kinds import PEOPLE
from workstation.domain.marks import Mark
from workstation.domain.problem import Refused
from workstation.domain.record import (
    MOST_REACTIONS,
    Act,
    Command,
    Effect,
    Event,
    Kind,
    Reaction,
    Registry,
)
from workstation.i18n import _

__all__ = ["fresh_database", "postgresql", "url"]
DUE = timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    id: str
    version: int = 0
    marks: tuple[Mark, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeLedger(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLedger(Command):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerMade(Event):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerOpened(Event):
    pass


def ledger(*reactions: Reaction) -> Kind[Ledger]:
    return Kind(
        name="ledger",
        record=Ledger,
        acts=(
            Act(
                name="make",
                command=MakeLedger,
                rule=lambda s, _c: (LedgerMade(at=s.now, by=s.actor.person),),
            ),
            Act(
                name="open",
                command=OpenLedger,
                rule=lambda s, _c: (LedgerOpened(at=s.now, by=s.actor.person),),
            ),
        ),
        effects=(
            Effect(name="made", event=LedgerMade, apply=lambda r, _e: r, said=_("Filed")),
            Effect(
                name="opened",
                event=LedgerOpened,
                apply=lambda r, _e: replace(r, open=True),
                said=_("Filed"),
            ),
        ),
        creates={MakeLedger: lambda id_, _c: Ledger(id=id_)},
        start=lambda id_, _e: Ledger(id=id_),
        aspects=lambda a, b: frozenset({"open"} if a.open != b.open else set()),
        scopes=lambda _r: frozenset({"everyone"}),
        reference=True,
        reactions=reactions,
    )


def while_one_is_open(scene, command):
    if not any(each.open for each in scene.others.all(Ledger)):
        raise Refused(_("This case is finished."), _("Reopen it first."))
    return (MemoAmended(at=scene.now, by=scene.actor.person, text=command.text),)


def unless_held(scene, command):
    other = scene.others.find(command.case)
    if other is not None:
        raise Refused(_("{name} holds this case.", name=other.reference), _("Claim it first."))
    told = {"text": command.text, "case": command.case, "due_at": command.due_at}
    return (MemoWritten(at=scene.now, by=scene.actor.person, **told),)


def with_rule(name: str, **changed: object) -> Kind:
    acts = tuple(replace(act, **changed) if act.name == name else act for act in MEMO.acts)
    return replace(MEMO, acts=acts)


AMENDED_WHILE_OPEN = with_rule("amend", rule=while_one_is_open)


def notes_in_all(memo, _event):
    return tuple((id_, AddNote(text="Memo finished")) for id_ in memo.case.split(","))


NOTES_IN_ALL = replace(MEMO, reactions=(Reaction(MemoFinished, notes_in_all),))


@pytest.mark.parametrize("many", [1, 3, MOST_REACTIONS])
async def test_a_reaction_reaches_as_many_as_are_promised(
    url: str, tmp_path: Path, many: int
) -> None:
    kinds = Registry((CASE, GLOSSARY, *PEOPLE, NOTES_IN_ALL, REMARK))
    async with office(tmp_path, url=url, kinds=kinds) as team:
        cases = await team.server.file_many(many)
        wei = await team.seat(WEI)
        due = team.clock() + DUE
        await wei.app.records.submit(
            "memo:1", WriteMemo(text="t", case=",".join(cases), due_at=due)
        )
        await wei.app.records.submit("memo:1", FinishMemo(word="done"))
        await wei.sync()
        assert wei.app.sync.status.state is SyncState.SYNCED
        assert [len((await wei.case(each)).notes) for each in cases] == [1] * many
        assert await team.server.store.verify() == ()


async def test_commands_of_one_batch_react_on_different_records(url: str, tmp_path: Path) -> None:
    kinds = Registry((CASE, GLOSSARY, *PEOPLE, NOTES_IN_ALL, REMARK))
    async with office(tmp_path, url=url, kinds=kinds) as team:
        cases = await team.server.file_many(5)
        wei = await team.seat(WEI)
        for n, case in enumerate(cases):
            due = team.clock() + DUE
            await wei.app.records.submit(f"memo:{n}", WriteMemo(text="t", case=case, due_at=due))
            await wei.app.records.submit(f"memo:{n}", FinishMemo(word="done"))
        await wei.sync()
        assert wei.app.sync.status.waiting == 0
        assert [len((await wei.case(each)).notes) for each in cases] == [1] * 5


async def test_what_rests_on_a_refused_change_of_a_reference_is_refused(
    url: str, tmp_path: Path
) -> None:
    # Opening a ledger leaves a note in a case that is nowhere, which refuses the opening.
    nowhere = Reaction(LedgerOpened, lambda _r, _e: (("nowhere", AddNote(text="x")),))
    kinds = Registry((CASE, GLOSSARY, *PEOPLE, ledger(nowhere), AMENDED_WHILE_OPEN, REMARK))
    async with office(tmp_path, url=url, kinds=kinds) as team:
        wei = await team.seat(WEI)
        due = team.clock() + DUE
        await wei.app.records.submit("ledger:1", MakeLedger())
        await wei.app.records.submit("memo:1", WriteMemo(text="one", case="none", due_at=due))
        await wei.sync()
        await wei.app.records.submit("ledger:1", OpenLedger())
        await wei.app.records.submit("memo:1", AmendMemo(text="two"))
        await wei.sync()
        (question,) = await wei.app.questions.asked()
        assert question.record_id == "memo:1"
        lina = await team.seat(LINA)
        await lina.sync()
        assert not (await lina.app.records.open("ledger:1")).record.open
        assert (await lina.app.records.open("memo:1")).record.text == "one"


async def test_what_is_taken_back_of_a_reference_counts_at_once(url: str, tmp_path: Path) -> None:
    kinds = Registry((CASE, GLOSSARY, *PEOPLE, ledger(), AMENDED_WHILE_OPEN, REMARK))
    async with office(tmp_path, url=url, kinds=kinds) as team:
        wei = await team.seat(WEI)
        due = team.clock() + DUE
        await wei.app.records.submit("ledger:1", MakeLedger())
        await wei.app.records.submit("memo:1", WriteMemo(text="one", case="none", due_at=due))
        await wei.sync()
        hold = timedelta(minutes=5)
        opened = await wei.app.records.submit("ledger:1", OpenLedger(), hold=hold)
        await wei.app.records.submit("memo:1", AmendMemo(text="two"), hold=hold)
        assert (await wei.app.records.open("memo:1")).record.text == "two"
        assert await wei.app.records.undo(opened)
        before = await wei.app.records.open("memo:1")
        assert before.record.text == "one"
        assert before.pending[0].refused is not None
        await wei.restart()
        assert (await wei.app.records.open("memo:1")).record == before.record


async def test_a_rule_looks_at_nothing_that_its_author_may_not_see(
    url: str, tmp_path: Path
) -> None:
    peeks = with_rule(
        "write", rule=unless_held, reads=lambda _record, command: frozenset({command.case})
    )
    kinds = Registry((CASE, GLOSSARY, *PEOPLE, peeks, REMARK))
    async with office(tmp_path, url=url, kinds=kinds) as team:
        hidden = await team.server.file_case(queue="eu-commerce")
        await team.server.store.people.change(replace(WEI, queues=frozenset({"sg-commerce"})))
        wei = await team.seat(WEI)
        with pytest.raises(KeyError):
            await wei.case(hidden.case_id)
        due = team.clock() + DUE
        await wei.app.records.submit("memo:1", WriteMemo(text="t", case=hidden.case_id, due_at=due))
        await wei.sync()
        # The server tells no more of that case than the machine knew.
        assert await wei.app.questions.asked() == ()
        assert (await wei.app.records.open("memo:1")).record.version == 1


@pytest.mark.expects_log("is of the unknown kind memo")
async def test_a_kind_without_a_list_is_read_once_the_program_knows_it(
    url: str, tmp_path: Path
) -> None:
    new = Registry((CASE, GLOSSARY, *PEOPLE, replace(MEMO, listing=None), REMARK))
    async with office(tmp_path, url=url, kinds=new) as team:
        wei, lina = await team.seat(WEI), await team.seat(LINA)
        lina.kinds = Registry((CASE, GLOSSARY, *PEOPLE))
        await lina.restart()
        await lina.sync()
        due = team.clock() + DUE
        await wei.app.records.submit("memo:1", WriteMemo(text="t", case="none", due_at=due))
        await wei.sync()
        await lina.sync()
        lina.kinds = new
        await lina.restart()
        await lina.sync()
        assert (await lina.app.records.open("memo:1")).record.text == "t"
