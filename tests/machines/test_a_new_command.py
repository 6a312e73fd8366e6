"""A command on a case that exists in this file alone goes the whole way that every command goes.

Somebody vouches for the one who asks. It is added to the kind of cases as the README says: an act
with its rule, and an effect. No file of the program knows it, and no word of it is lost.
"""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.conftest import fresh_database, postgresql, url
from tests.journeys.team import Seat, Team, office
from ui.panes.needs_you.words import command_words
from workstation.app.values import AnswerKind, CommandStage
from workstation.domain.case import Case, Note
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote, Assign, Claim, UnknownCommand
from workstation.domain.glossary.acts import GLOSSARY
from workstation.domain.kinds import JOB, PEOPLE
from workstation.domain.problem import Aspect, Refused
from workstation.domain.record import Act, Command, Effect, Event, Registry, Right, own
from workstation.domain.rules.guards import OWNER
from workstation.domain.taxonomy import State
from workstation.domain.text import Bilingual
from workstation.i18n import Translator, _

__all__ = ["fresh_database", "postgresql", "url"]
WORDS = "He is known to us since 2019, 绝无问题。"
KEPT = "form:note"


@dataclass(frozen=True, slots=True, kw_only=True)
class VouchFor(Command):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched(Event):
    text: str


def vouched(scene, command) -> tuple[Event, ...]:
    if not command.text.strip():
        raise Refused(_("There is no text yet."), _("Write a sentence that says why."))
    return (Vouched(at=scene.now, by=scene.actor.person, text=command.text),)


def noted(case: Case, event: Vouched) -> Case:
    return replace(case, notes=(*case.notes, Note(by=event.by, at=event.at, text=event.text)))


VOUCHING = replace(
    CASE,
    acts=(
        *CASE.acts,
        Act(
            name="vouch_for",
            command=VouchFor,
            rule=vouched,
            rights=(Right(states=(State.IN_REVIEW,), relation=OWNER),),
            relies_on=own(Aspect.ASSIGNMENT),
            words=lambda said: (Bilingual(said.text, said.text),),
        ),
    ),
    effects=(
        *CASE.effects,
        Effect(name="vouched", event=Vouched, apply=noted, said=_("Note")),
    ),
)
ALL = Registry((VOUCHING, GLOSSARY, JOB, *PEOPLE))
WITHOUT = Registry((CASE, GLOSSARY, JOB, *PEOPLE))


@pytest.fixture
async def team(url: str, tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path, url=url, kinds=ALL) as people:
        yield people


async def begun(team: Team) -> tuple[Seat, str]:
    """A case that Wei holds, at his desk."""
    case = (await team.server.file_case((WEI, Claim()))).case_id
    return await team.seat(WEI), case


async def notes(seat: Seat, case: str) -> list[str]:
    return [each.text for each in (await seat.case(case)).notes]


async def refused(team: Team, seat: Seat, case: str) -> str:
    """Given offline, while the case was given away: the id of the question."""
    priya = await team.server.client(PRIYA, f"priya-{team.server.new_id()}")
    seat.wire.cut = True
    await seat.app.records.submit(case, VouchFor(text=WORDS))
    seen = (await team.server.cases())[case].version
    await priya.give(priya.envelope(case, Assign(owner=LINA), seen=seen))
    seat.wire.cut = False
    await seat.sync()
    (question,) = await seat.app.questions.asked()
    assert (question.stage, question.text.en) == (CommandStage.CONFLICT, WORDS)
    assert question.command == VouchFor(text=WORDS)
    return question.command_id


async def test_it_is_given_offline_and_seen_by_others(team: Team) -> None:
    wei, case = await begun(team)
    lina = await team.seat(LINA)
    wei.wire.cut = True
    with pytest.raises(Refused):
        await wei.app.records.submit(case, VouchFor(text=" "))
    await wei.app.records.submit(case, VouchFor(text=WORDS))
    assert await notes(wei, case) == [WORDS]
    await wei.restart()
    assert await notes(wei, case) == [WORDS]
    wei.wire.cut = False
    await team.sync()
    assert await notes(lina, case) == [WORDS]
    assert (await lina.case(case)).timeline[-1].event == "vouched"
    with pytest.raises(Refused):
        await lina.app.records.submit(case, VouchFor(text="Me too."))
    assert await team.server.store.verify() == ()


@pytest.mark.parametrize("answer", ["drop", "edit"])
async def test_what_was_refused_is_asked_with_its_words_and_dropping_keeps_them(
    team: Team, answer: str
) -> None:
    wei, case = await begun(team)
    asked = await refused(team, wei, case)
    await wei.restart()
    (question,) = await wei.app.questions.asked()
    # No table of the window has it: its name is all that can be said of it, and all is said.
    assert Translator("en").text(command_words(question.command)) == "vouch for"
    assert AnswerKind.EDIT not in question.answers
    await getattr(wei.app.questions, answer)(asked)
    assert await wei.app.questions.asked() == ()
    assert (await wei.app.drafts.read(case, KEPT)).en == WORDS
    await wei.restart()
    (kept,) = await wei.app.drafts.of(case)
    assert (kept.slot, kept.draft.en) == (KEPT, WORDS)
    assert await team.server.store.verify() == ()


async def test_it_comes_back_below_the_note_that_was_begun(team: Team) -> None:
    wei, case = await begun(team)
    asked = await refused(team, wei, case)
    await wei.app.drafts.save(case, KEPT, "Begun since.", "")
    await wei.app.questions.drop(asked)
    kept = (await wei.app.drafts.read(case, KEPT)).en
    assert kept.startswith("Begun since.")
    assert kept.endswith(WORDS)


async def test_it_is_done_again_when_the_case_has_come_back(team: Team) -> None:
    wei, case = await begun(team)
    asked = await refused(team, wei, case)
    with pytest.raises(Refused):
        await wei.app.questions.redo(asked)
    priya = await team.server.client(PRIYA, "priya-back")
    seen = (await team.server.cases())[case].version
    await priya.give(priya.envelope(case, Assign(owner=WEI), seen=seen))
    await wei.sync()
    await wei.app.questions.redo(asked)
    await wei.sync()
    assert await notes(wei, case) == [WORDS]
    assert await wei.app.questions.asked() == ()
    assert await wei.app.drafts.of(case) == ()


async def test_undone_while_it_is_held_its_words_are_a_draft(team: Team) -> None:
    wei, case = await begun(team)
    given = await wei.app.records.submit(case, VouchFor(text=WORDS), hold=timedelta(minutes=1))
    assert await notes(wei, case) == [WORDS]
    await wei.restart()
    (held,) = wei.app.records.held()
    assert held.command == VouchFor(text=WORDS)
    assert await wei.app.records.undo(given)
    assert await notes(wei, case) == []
    assert (await wei.app.drafts.read(case, KEPT)).en == WORDS
    # Given again, it takes nothing with it that says more.
    await wei.app.records.submit(case, AddNote(text="Another note."))
    assert (await wei.app.drafts.read(case, KEPT)).en == WORDS
    await wei.app.records.submit(case, VouchFor(text=WORDS))
    assert await wei.app.drafts.of(case) == ()
    await wei.sync()
    assert await notes(wei, case) == ["Another note.", WORDS]


async def test_a_program_without_it_keeps_its_words_and_loses_none(team: Team) -> None:
    wei, case = await begun(team)
    await refused(team, wei, case)
    wei.kinds = WITHOUT
    await wei.restart()
    (question,) = await wei.app.questions.asked()
    assert isinstance(question.command, UnknownCommand)
    assert WORDS in question.text.en
    await wei.app.questions.drop(question.command_id)
    assert WORDS in (await wei.app.drafts.read(case, KEPT)).en


def test_no_file_of_the_program_names_it() -> None:
    root = Path(__file__).parents[2]
    names = re.compile(r"vouch_for|VouchFor|\bVouched\b")
    product = [*(root / "workstation").rglob("*.py"), *(root / "ui").rglob("*.py")]
    assert len(product) > 400
    assert [each for each in product if names.search(each.read_text(encoding="utf-8"))] == []
