"""What stands in a form is kept: all of it, for each case and act, until it is given."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.pages.case import FormPage
from tests.ui.pages.hands import click, until
from tests.ui.pages.questions import give
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI, NOW, PRIYA, do, opener
from tests.workstation.domain import world as w
from ui.panes import appeal
from ui.panes.appeal import CaseAct
from ui.panes.appeal.acts import act_of, filled_of
from ui.panes.appeal.form import ChoiceField, LineField
from ui.panes.appeal.state import Filled, NewEvidence
from workstation.app.values import AnswerKind, CommandStage, Question, StoredDraft
from workstation.cache.problem import DiskTrouble, ProfileFile
from workstation.domain import commands as c
from workstation.domain.case import Evidence
from workstation.domain.taxonomy import EvidenceType, Outcome, ReopenGround, State, Team
from workstation.domain.text import Bilingual
from workstation.i18n import _

F = TypeVar("F", bound=QWidget)
INVOICE = Bilingual("The invoice of March", "三月的发票")
LETTER = Bilingual("The brand's letter", "品牌方授权书")


def form(office: Office) -> FormPage:
    """The form that is open."""
    return office.screen.case.form


async def begin(office: Office, case_id: str, act: CaseAct) -> None:
    if not office.shows(case_id):
        await office.open(case_id)
    office.place.act(act)
    await until(lambda: office.place.appeal.state.form is act)


async def kept(office: Office, case_id: str, act: CaseAct) -> Filled:
    """What a window finds that is opened after this one was killed."""
    await office.place.appeal.flush()
    record = opener(office.desk)
    pane = appeal.build(office.desk, record, lambda: NOW, lambda: "another")
    await record.open(case_id)
    await until(lambda: pane.state.case is not None)
    pane.begin(act)
    await until(lambda: pane.state.form is act)
    found = pane.state.kept
    pane.view.deleteLater()
    return found


async def test_the_list_of_a_request_is_kept_in_both_languages_while_it_is_typed(
    office: Office,
) -> None:
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    form(office).asked.write(INVOICE, LETTER)
    assert (await kept(office, "S04", CaseAct.REQUEST_INFORMATION)).items == (INVOICE, LETTER)
    QTest.keyClick(form(office).form, Qt.Key.Key_Escape)
    await until(lambda: office.place.appeal.state.form is None)
    await begin(office, "S01", CaseAct.NOTE)
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    assert form(office).asked.shown == [(INVOICE.en, INVOICE.zh), (LETTER.en, LETTER.zh)]


async def test_what_is_typed_at_once_after_i_stands_in_the_list(office: Office) -> None:
    await office.open("S04")
    table = office.place.queue.view.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_I)
    await until(lambda: office.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    QTest.keyClicks(QApplication.focusWidget(), "a red card")
    assert form(office).asked.shown == [("a red card", "")]
    assert office.place.appeal.state.form is CaseAct.REQUEST_INFORMATION


async def test_a_removed_line_leaves_the_keyboard_in_the_list(office: Office) -> None:
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    form(office).asked.write(INVOICE, LETTER)
    click(form(office).asked.lines[1].remove)
    QTest.keyClicks(QApplication.focusWidget(), "!")
    assert form(office).asked.shown == [(f"{INVOICE.en}!", INVOICE.zh)]


async def test_a_line_that_is_removed_is_not_kept(office: Office) -> None:
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    form(office).asked.write(INVOICE, LETTER)
    click(form(office).asked.lines[0].remove)
    assert (await kept(office, "S04", CaseAct.REQUEST_INFORMATION)).items == (LETTER,)


async def test_a_request_that_is_given_is_cleared_and_comes_back_with_the_undo(
    office: Office,
) -> None:
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    form(office).asked.write(INVOICE)
    form(office).give()
    await until(lambda: office.desk.table["S04"].state is State.INFO_REQUESTED)
    await until(lambda: office.place.appeal.state.form is None)
    assert ("S04", "form:request_information") not in office.desk.texts
    assert office.window.undo_last()
    await until(lambda: office.desk.table["S04"].state is State.IN_REVIEW)
    await until(lambda: office.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    assert form(office).asked.shown == [(INVOICE.en, INVOICE.zh)]
    assert (await kept(office, "S04", CaseAct.REQUEST_INFORMATION)).items == (INVOICE,)


async def test_a_request_that_is_refused_keeps_what_it_holds(office: Office) -> None:
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    QTest.keyClicks(form(office).asked.lines[0].en, INVOICE.en)
    form(office).give()
    await until(lambda: office.place.appeal.state.notice is not None)
    assert office.desk.given == []
    found = await kept(office, "S04", CaseAct.REQUEST_INFORMATION)
    assert found.items == (Bilingual(INVOICE.en, ""),)


def choices(office: Office) -> tuple[ChoiceField, ChoiceField]:
    return form(office).field(ChoiceField), form(office).field(ChoiceField, 1)


async def test_choices_beside_a_text_are_kept_with_it(office: Office) -> None:
    await begin(office, "S04", CaseAct.REFER)
    team, hours = choices(office)
    for box in (team.box, hours.box):
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClicks(form(office).text, "Is the mark theirs?")
    chosen = (team.value, hours.value)
    found = await kept(office, "S04", CaseAct.REFER)
    assert (found.choice, found.hours, found.text) == (*chosen, "Is the mark theirs?")
    assert chosen != (next(iter(Team)).value, 24)
    await begin(office, "S01", CaseAct.NOTE)
    await begin(office, "S04", CaseAct.REFER)
    again = choices(office)
    assert (again[0].value, again[1].value) == chosen
    assert form(office).text.toPlainText() == "Is the mark theirs?"


async def test_evidence_that_came_with_an_answer_is_kept(office: Office) -> None:
    await begin(office, "S02", CaseAct.RECORD_ANSWER)
    item = form(office).evidence.add()
    QTest.keyClicks(item.file, "report.pdf")
    QTest.keyClicks(item.en, "The test report")
    found = await kept(office, "S02", CaseAct.RECORD_ANSWER)
    (new,) = found.evidence
    assert (new.file, new.summary.en) == ("report.pdf", "The test report")
    await begin(office, "S01", CaseAct.NOTE)
    await begin(office, "S02", CaseAct.RECORD_ANSWER)
    assert [each.shown for each in form(office).evidence.items] == [new]


async def test_evidence_says_what_it_is_before_it_enters_the_file(office: Office) -> None:
    await begin(office, "S02", CaseAct.RECORD_ANSWER)
    QTest.keyClicks(form(office).text, "Here it is.")
    item = form(office).evidence.add()
    QTest.keyClicks(item.file, "report.pdf")
    form(office).give()
    await until(lambda: office.place.appeal.state.notice is not None)
    assert office.desk.given == []
    item.kind.setFocus()
    QTest.keyClick(item.kind, Qt.Key.Key_Down)
    form(office).give()
    await until(lambda: office.desk.table["S02"].state is State.IN_REVIEW)
    assert office.desk.table["S02"].evidence[-1].type is next(iter(EvidenceType))


async def test_evidence_that_was_added_by_mistake_is_removed(office: Office) -> None:
    await begin(office, "S02", CaseAct.RECORD_ANSWER)
    evidence = form(office).evidence
    for name in ("report.pdf", "other.pdf"):
        QTest.keyClicks(evidence.add().file, name)
    click(evidence.items[0].remove)
    found = await kept(office, "S02", CaseAct.RECORD_ANSWER)
    assert [each.file for each in found.evidence] == ["other.pdf"]


async def test_a_form_that_the_disk_does_not_take_is_there_again_all_the_same(
    office: Office,
) -> None:
    saves = office.desk.save
    full = True

    async def save(*text: str, **more: str) -> StoredDraft:
        if full:
            raise DiskTrouble(ProfileFile.WORK)
        return await saves(*text, **more)

    office.desk.save = save  # type: ignore[method-assign]
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    form(office).asked.write(INVOICE)
    await begin(office, "S01", CaseAct.NOTE)
    await begin(office, "S04", CaseAct.REQUEST_INFORMATION)
    assert form(office).asked.shown == [(INVOICE.en, INVOICE.zh)]
    form(office).give()
    await until(lambda: office.place.appeal.state.form is None)
    full = False
    await office.place.appeal.flush()
    assert ("S04", "form:request_information") not in office.desk.texts


async def test_both_references_of_an_action_are_kept(office: Office) -> None:
    case = office.desk.table["S01"]
    cited = office.desk.library.cite(case.enforcement.clauses[0])
    ruling = w.finding(case, Outcome.OVERTURNED, citations=(cited,))
    office.desk.table["S01"] = do(do(case, c.Decide(finding=ruling)), c.Agree(), PRIYA)
    await begin(office, "S01", CaseAct.RECORD_ACTION)
    references = ("SRC-1", "SOR-9")
    for at, reference in enumerate(references):
        QTest.keyClicks(form(office).field(LineField, at), reference)
    found = await kept(office, "S01", CaseAct.RECORD_ACTION)
    assert found == Filled(text="SRC-1", more="SOR-9")
    await begin(office, "S04", CaseAct.NOTE)
    await begin(office, "S01", CaseAct.RECORD_ACTION)
    shown = [form(office).field(LineField, at).text() for at in range(2)]
    assert shown == list(references)


async def test_a_request_that_could_not_be_carried_out_fills_its_form_again(
    office: Office,
) -> None:
    case = office.desk.table["S04"]
    command = c.RequestInformation(party=case.applicant, items=(INVOICE, LETTER))
    office.desk.open_questions.append(
        Question(
            command_id="q1",
            record_kind="case",
            record_id="S04",
            reference=case.reference,
            title=case.title,
            command=command,
            given_at=case.filed_at,
            stage=CommandStage.CONFLICT,
            reason=_("The evidence has changed."),
            remedy=_("Read it first."),
            seen=case,
            now=case,
            text=Bilingual("The invoice of March\nThe brand's letter", ""),
        )
    )
    await office.open("S04")
    questions = office.place.questions.view
    await until(questions.isVisible)
    give(questions, AnswerKind.EDIT)
    await until(lambda: office.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    assert form(office).asked.shown == [(INVOICE.en, INVOICE.zh), (LETTER.en, LETTER.zh)]


def test_every_command_of_a_form_gives_back_what_was_filled_in() -> None:
    due = c.Refer(team=Team.POLICY, question="Why?", due_at=None)  # type: ignore[arg-type]  # not looked at
    assert filled_of(due, "Why?") == Filled(text="Why?", choice=Team.POLICY.value)
    again = c.Reopen(ground=ReopenGround.OWN_ERROR, reason="Ours")
    assert filled_of(again, "Ours") == Filled(text="Ours", choice=ReopenGround.OWN_ERROR.value)
    done = c.RecordAction(reference="SRC-1", sor_reference="SOR-9")
    assert filled_of(done, "") == Filled(text="SRC-1", more="SOR-9")
    assert filled_of(c.Accept(cause="Ill"), "") == Filled(text="Ill")
    assert filled_of(c.AddNote(text="Seen"), "Seen") == Filled(text="Seen")
    more = c.RequestInformation(party="M1", items=(INVOICE,), extension=True)
    assert act_of(more) is CaseAct.EXTEND
    assert act_of(c.Assign(owner=LI)) is CaseAct.ASSIGN
    assert act_of(c.Decide(finding=None)) is None  # type: ignore[arg-type]  # not looked at


def test_evidence_of_an_answer_gives_back_what_was_filled_in() -> None:
    item = Evidence(
        id="E9",
        type=EvidenceType.TEST_REPORT,
        source="M1",
        file="report.pdf",
        summary=INVOICE,
        received_at=NOW,
    )
    answer = c.RecordAnswer(text="Here it is", evidence=(item,))
    new = NewEvidence(type=EvidenceType.TEST_REPORT, file="report.pdf", summary=INVOICE)
    assert filled_of(answer, "Here it is") == Filled(text="Here it is", evidence=(new,))
