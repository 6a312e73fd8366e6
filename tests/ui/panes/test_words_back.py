"""What somebody wrote in a command that is refused, parked or dropped is found again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.team import Seat, Team, finding, reply
from tests.journeys.team import office as team_office
from tests.ui.pages.hands import said, until
from tests.ui.pages.questions import card_of, give
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import NOW
from tests.ui.panes.test_forms_kept import begin, form
from ui.panes.appeal import CaseAct
from ui.panes.appeal.words import ASKED
from workstation.app.values import AnswerKind, CommandStage, Question, StoredDraft
from workstation.bilingual.act_form import Filled, filled_from_text, form_key, form_of
from workstation.bilingual.composition import (
    DECISION,
    composed_below,
    composition_from_text,
    composition_of,
)
from workstation.domain import commands as c
from workstation.domain.actor import Actor
from workstation.domain.acts import ACTS
from workstation.domain.case import Evidence, Measure, Subject
from workstation.domain.record import Command
from workstation.domain.taxonomy import (
    Action,
    EvidenceType,
    Milestone,
    ObjectType,
    Outcome,
    ReopenGround,
)
from workstation.domain.taxonomy import Team as AskedTeam
from workstation.domain.text import Bilingual
from workstation.i18n import _

INVOICE, LETTER = Bilingual("The invoice of March", "三月的发票"), Bilingual("A letter", "授权书")
WHY = Bilingual("The photo shows it.", "照片可以证明。")
BEGUN = Filled(text="Begun since.")


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with team_office(tmp_path) as people:
        yield people


def _asks(**more: object) -> c.RequestInformation:
    return c.RequestInformation(party="M1", items=(INVOICE, LETTER), **more)


def _report(seat: Seat) -> c.RecordAnswer:
    item = Evidence(
        id="E9",
        type=EvidenceType.TEST_REPORT,
        source="M1",
        file="report-of-march.pdf",
        summary=Bilingual("The test report", "检测报告"),
        received_at=seat.clock(),
    )
    return c.RecordAnswer(text="Here it is, they say.", evidence=(item,))


CLAIM = (WEI, c.Claim())
# Of each act with words: what was done before, and the command; None for a person is Wei.
WAYS: dict[str, tuple[tuple[tuple[Actor, Command | str], ...], Callable[[Seat], object]]] = {
    "accept": (((WEI, "late"), CLAIM), lambda _s: c.Accept(cause="Ill in hospital.")),
    "release": ((CLAIM,), lambda _s: c.Release(reason="On leave from tomorrow.")),
    "assign": ((CLAIM,), lambda _s: c.Assign(owner=LINA, reason="She knows the brand.")),
    "note": ((), lambda _s: c.AddNote(text="Called the distributor.")),
    "request_information": ((CLAIM,), lambda _s: _asks()),
    "extend": ((CLAIM, (WEI, _asks())), lambda _s: _asks(extension=True)),
    "record_answer": ((CLAIM, (WEI, _asks())), _report),
    "refer": (
        (CLAIM,),
        lambda seat: c.Refer(
            team=AskedTeam.LEGAL, question="May it?", due_at=seat.clock() + timedelta(hours=9)
        ),
    ),
    "return": (
        ((LINA, c.Claim()), (LINA, "grave")),
        lambda _s: c.Return(reason="Weigh the photo again."),
    ),
    "decide": ((CLAIM,), lambda _s: "decide"),
    "record_action": (
        (CLAIM, (WEI, "overturn")),
        lambda _s: c.RecordAction(reference="SYS-9", sor_reference="SOR-3"),
    ),
    "send_reply": (
        (CLAIM,),
        lambda _s: replace(reply(), milestone=Milestone.REVIEW),
    ),
    "withdraw": ((CLAIM,), lambda _s: c.Withdraw(reason="By chat.", word="I take it back.")),
    "reopen": (
        (CLAIM, (WEI, "uphold"), (WEI, reply())),
        lambda _s: c.Reopen(ground=ReopenGround.OWN_ERROR, reason="We erred."),
    ),
}


def test_these_are_all_acts_with_words() -> None:
    wordless = {"file", "claim", "decide_on_file", "agree", "close"}
    assert WAYS.keys() - {"extend"} == {act.name for act in ACTS} - wordless


def test_every_form_of_the_window_is_one_that_words_come_back_to() -> None:
    commands = [way(_Clocked()) for name, (_steps, way) in WAYS.items() if name != "decide"]
    forms = {found[0] for each in commands if (found := form_of(each)) is not None}
    assert forms == {act.value for act in ASKED}


class _Clocked:
    @staticmethod
    def clock():
        return NOW


async def prepared(team: Team, steps) -> str:
    """A case of which these steps were taken."""
    case_id, done = "", []
    for actor, step in steps:
        if step == "late":
            first = await team.server.file_case()
            known = (await team.server.cases())[first.case_id]
            subject = Subject(type=ObjectType.LISTING, id=known.subject.id, title="Tray")
            case_id = (await team.server.file_case(subject=subject, parties=known.parties)).case_id
        else:
            done.append((actor, step))
    if not case_id:
        case_id = (await team.server.file_case()).case_id
    for actor, step in done:
        desk = await team.server.client(actor, f"bench-{actor.id}-{team.server.new_id()}")
        case = (await team.server.cases())[case_id]
        given = c.Decide(finding=_findings(case)[step]) if isinstance(step, str) else step
        (answer,) = await desk.give(desk.envelope(case_id, given, seen=case.version))
        assert type(answer.disposition).__name__ == "Applied", answer
    return case_id


def _findings(case):
    upheld = finding(case, Outcome.UPHELD)
    closing = Measure(action=Action.ACCOUNT_CLOSED)
    return {
        "uphold": upheld,
        "overturn": finding(case),
        "grave": replace(upheld, imposed=(closing,)),
    }


async def refused(team: Team, seat: Seat, name: str, case_id: str) -> Question:
    """Give it offline; the server takes it in no more."""
    command = WAYS[name][1](seat)
    if command == "decide":
        made = finding(await seat.case(case_id), Outcome.UPHELD)
        command = c.Decide(finding=replace(made, route=WHY))
    seat.wire.cut = True
    await seat.app.records.submit(case_id, command)
    case = (await team.server.cases())[case_id]
    if name == "release":
        desk = await team.server.client(PRIYA, f"priya-{team.server.new_id()}")
        await desk.give(desk.envelope(case_id, c.Assign(owner=LINA), seen=case.version))
    else:
        less = {"queues": frozenset()} if name == "note" else {}
        conflicts = frozenset({case.parties[0].name})
        changed = replace(seat.actor, conflicts=conflicts, **less)
        await team.server.store.people.change(changed)
    seat.wire.cut = False
    await seat.sync()
    (question,) = await seat.app.questions.asked()
    assert question.command == command or name == "send_reply"
    return question


def words_of(command: Command) -> list[str]:
    (act,) = (act for act in ACTS if act.command is type(command))
    return [side for text in act.words(command) for side in (text.en, text.zh)]


def lost(words: list[str], drafts: list[StoredDraft]) -> list[str]:
    kept = "\n".join(each for draft in drafts for each in (draft.en, draft.zh, draft.form))
    return [each for word in words for each in word.split("\n") if each not in kept]


@pytest.mark.parametrize("answer", ["drop", "edit"])
@pytest.mark.parametrize("name", WAYS)
async def test_every_word_of_every_act_is_in_a_draft_of_its_case(
    team: Team, name: str, answer: str
) -> None:
    case_id = await prepared(team, WAYS[name][0])
    seat = await team.seat(PRIYA if name == "assign" else WEI)
    question = await refused(team, seat, name, case_id)
    words = words_of(question.command)
    assert [each for each in words if each]
    await getattr(seat.app.questions, answer)(question.command_id)
    found = {each.slot: each.draft for each in await seat.app.drafts.of(case_id)}
    assert lost(words, list(found.values())) == []
    form = form_of(question.command)
    if form is not None:
        # In the very form from which it can be given again.
        kept = found[form_key(form[0])]
        assert filled_from_text(kept.en, kept.form) == form[1]
    if name in ("release", "assign", "withdraw"):
        # Which cannot be opened any more: anybody can open a note.
        assert lost(words, [found[form_key("note")]]) == []
    await seat.restart()
    again = {each.slot: each.draft for each in await seat.app.drafts.of(case_id)}
    assert lost(words, list(again.values())) == []


@pytest.mark.parametrize("name", WAYS)
async def test_every_word_of_every_act_comes_back_when_it_is_undone(team: Team, name: str) -> None:
    case_id = await prepared(team, WAYS[name][0])
    seat = await team.seat(PRIYA if name == "assign" else WEI)
    command = WAYS[name][1](seat)
    if command == "decide":
        command = c.Decide(finding=finding(await seat.case(case_id), Outcome.UPHELD))
    given = await seat.app.records.submit(case_id, command, hold=timedelta(minutes=1))
    assert await seat.app.drafts.of(case_id) == ()
    assert await seat.app.records.undo(given)
    drafts = [each.draft for each in await seat.app.drafts.of(case_id)]
    assert lost(words_of(command), drafts) == []
    # One place is enough: its form can be opened.
    assert len(drafts) == 1


@pytest.mark.parametrize("name", ["note", "request_information", "record_answer", "withdraw"])
async def test_they_come_back_below_what_was_begun_since(team: Team, name: str) -> None:
    case_id = await prepared(team, WAYS[name][0])
    seat = await team.seat(WEI)
    question = await refused(team, seat, name, case_id)
    key = form_key(form_of(question.command)[0])
    await seat.app.drafts.save(case_id, key, BEGUN.text, "")
    await seat.app.questions.drop(question.command_id)
    draft = await seat.app.drafts.read(case_id, key)
    assert draft.en.startswith(BEGUN.text)
    assert lost(words_of(question.command), [draft]) == []


async def test_a_decision_comes_back_below_the_one_that_was_begun_since(team: Team) -> None:
    case_id = await prepared(team, WAYS["decide"][0])
    seat = await team.seat(WEI)
    question = await refused(team, seat, "decide", case_id)
    await seat.app.drafts.save(case_id, DECISION, "Other reasons.", "别的理由。")
    await seat.app.questions.drop(question.command_id)
    draft = await seat.app.drafts.read(case_id, DECISION)
    assert draft.en.startswith("Other reasons.")
    assert lost(words_of(question.command), [draft]) == []
    case, made = await seat.case(case_id), question.command.finding
    found = composition_from_text(Bilingual(draft.en, draft.zh), draft.form)
    assert found.route == made.route
    # Twice is once.
    assert composed_below(found, replace(composition_of(case, made))) == found


def asked(office: Office, command: Command, case_id: str = "S04") -> None:
    """A question on the desk, of which dropping keeps the words as the workstation does."""
    case = office.desk.table[case_id]
    (act,) = (act for act in ACTS if act.command is type(command))
    texts = act.words(command)
    office.desk.open_questions.append(
        Question(
            command_id="q1",
            record_kind="case",
            record_id=case_id,
            reference=case.reference,
            title=case.title,
            command=command,
            given_at=NOW,
            stage=CommandStage.REFUSED,
            reason=_("The evidence has changed."),
            remedy=_("Read it first."),
            seen=case,
            now=case,
            text=texts[0],
        )
    )
    drops = office.desk.drop

    async def drop(command_id: str) -> None:
        stood = office.desk.texts.get((case_id, "form:note"), StoredDraft()).en
        text = f"{stood}\n\n———\n\n{texts[0].en}" if stood else texts[0].en
        await office.desk.save(case_id, "form:note", text, "")
        await drops(command_id)

    office.desk.drop = drop  # type: ignore[method-assign]


async def test_an_open_form_shows_what_comes_back_and_typing_on_loses_nothing(
    office: Office,
) -> None:
    asked(office, c.AddNote(text="Called the distributor."))
    await begin(office, "S04", CaseAct.NOTE)
    QTest.keyClicks(form(office).text, "Begun")
    give(office.place.questions.view, AnswerKind.DROP)
    await until(lambda: "distributor" in form(office).text.toPlainText())
    form(office).text.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), " since")
    await office.place.appeal.flush()
    kept = office.desk.texts["S04", "form:note"].en
    assert kept == "Begun since\n\n———\n\nCalled the distributor."


async def test_it_is_said_where_the_words_are(office: Office) -> None:
    asked(office, c.AddNote(text="Called the distributor."))
    await office.open("S04")
    give(office.place.questions.view, AnswerKind.DROP)
    await until(lambda: "Your text is kept in its form" in said(office.window))


@dataclass(frozen=True, slots=True, kw_only=True)
class VouchFor(Command):
    """A command that a later version added, without a word about it in this window."""

    text: str


async def test_what_no_table_of_the_window_knows_is_shown_with_its_words(office: Office) -> None:
    asked(office, c.AddNote(text="He is known to us."))
    (question,) = office.desk.open_questions
    unknown = replace(question, command=VouchFor(text="He is known to us."))
    office.desk.open_questions[:] = [unknown]
    await office.open("S04")
    questions = office.place.questions.view
    await until(questions.isVisible)
    assert "vouch for" in said(questions)
    assert office.screen.questions.texts == ["He is known to us."]
    assert not card_of(questions, AnswerKind.EDIT).isVisible()
    give(questions, AnswerKind.DROP)
    await until(lambda: not questions.isVisible())
    assert office.desk.texts["S04", "form:note"].en == "He is known to us."


async def test_an_edited_decision_stands_below_the_one_that_was_begun(office: Office) -> None:
    case = office.desk.table["S01"]
    cited = office.desk.library.cite(case.enforcement.clauses[0])
    made = replace(finding(case, Outcome.UPHELD), citations=(cited,), rationale=WHY)
    asked(office, c.Decide(finding=made), "S01")
    await office.open("S01")
    office.place.begin_decision()
    await until(lambda: office.place.decide.state.case is not None)
    panel = office.place.decide
    QTest.keyClicks(next(iter(panel.view.rationale.sides.values())), "Other reasons")
    give(office.place.questions.view, AnswerKind.EDIT)
    await until(lambda: WHY.en in panel.state.composed.rationale.en)
    assert panel.state.composed.rationale.en.startswith("Other reasons")
