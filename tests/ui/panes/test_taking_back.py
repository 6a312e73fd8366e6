"""A letter that is held is not said to be sent, and what Undo did is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QLabel

from tests.ui.pages.hands import until
from tests.ui.pages.letter import write
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import NOW
from ui.activity import Place
from ui.composition.status import status_of
from ui.panes.appeal import CaseAct
from ui.panes.reply.foot import ReplyFoot
from ui.widgets import Toast, Toasts
from workstation.app.values import SyncState, SyncStatus
from workstation.domain.case import EvidenceVerdict, Ruling
from workstation.domain.commands import Decide, RequestInformation
from workstation.domain.taxonomy import Outcome, State, Verdict
from workstation.domain.text import Bilingual

WHY = Bilingual("The chain of supply was not shown.", "货源链条未能证明。")
EN, ZH = "Dear team, we are reading it.", "您好，我们正在审核。"


def said(office: Office) -> list[str]:
    shown = office.window.findChildren(Toast)
    return [toast.findChild(QLabel).text() for toast in shown if toast.isVisible()]


async def sent(office: Office) -> None:
    await office.open("S01")
    write(office.place.reply, EN, ZH)
    await until(office.place.reply.view.send.isEnabled)
    office.place.reply.send()
    await until(lambda: bool(said(office)))


async def test_a_held_letter_is_said_to_go_out_later_and_counts_down(office: Office) -> None:
    await sent(office)
    assert said(office)[0].endswith("is sent in 10 seconds")
    office.window.findChild(Toast).tick()
    assert said(office)[0].endswith("is sent in 9 seconds")
    office.window.findChild(Toast).tick()


async def test_offline_a_letter_waits_for_the_server(office: Office) -> None:
    office.desk.status = SyncStatus(state=SyncState.OFFLINE, offline_since=NOW)
    await sent(office)
    assert said(office)[0].endswith("is sent when the server is back")


async def test_the_status_line_counts_what_is_held(office: Office) -> None:
    await sent(office)
    assert status_of(office.desk, 0).held == 1  # type: ignore[arg-type]  # a desk in memory


async def test_what_undo_did_is_told_also_when_another_case_is_open(office: Office) -> None:
    await sent(office)
    await office.open("S09")
    assert office.window.undo_last()
    await until(lambda: any("taken back" in each for each in said(office)))
    assert office.desk.texts["S01", "M1"].en == EN


async def test_what_came_too_late_is_told(office: Office) -> None:
    await sent(office)
    office.desk.before.clear()
    assert office.window.undo_last()
    await until(lambda: any("Too late" in each for each in said(office)))


async def test_a_held_letter_is_offered_again_after_a_restart(office: Office) -> None:
    await sent(office)
    held = office.desk.pending["S01"][0]
    office.desk.pending["S01"] = (replace(held, held_until=NOW + timedelta(seconds=4)),)
    for toast in office.window.findChildren(Toast):
        toast.end()
    office.place.begin(Place("case", "S01"))
    await until(lambda: any(each.endswith("is sent in 4 seconds") for each in said(office)))
    assert office.window.undo_last()
    await until(lambda: not office.desk.pending["S01"])


def upheld(office: Office) -> Decide:
    """The removal of S01 stands: what was shown does not suffice."""
    case = office.desk.table["S01"]
    assert case.enforcement is not None
    return Decide(
        finding=Ruling(
            outcome=Outcome.UPHELD,
            weighed=tuple(
                EvidenceVerdict(evidence=each.id, verdict=Verdict.INSUFFICIENT)
                for each in case.evidence
            ),
            kept=case.enforcement.measures,
            citations=(office.desk.library.cite(case.enforcement.clauses[0]),),
            rationale=WHY,
        )
    )


async def restarted(office: Office) -> None:
    """The window comes again while the command is held."""
    for toast in office.window.findChildren(Toast):
        toast.end()
    office.place.begin(Place("case", "S01"))
    await until(lambda: bool(said(office)))


async def test_a_held_decision_is_not_said_to_be_made(office: Office) -> None:
    await office.open("S01")
    held = await office.desk.submit("S01", upheld(office), hold=timedelta(seconds=10))
    office.place.decide.decided.emit(held)
    await until(lambda: bool(said(office)))
    assert said(office) == ["The decision is sent in 10 seconds"]


async def test_a_decision_taken_back_after_a_restart_stands_in_its_panel(office: Office) -> None:
    await office.open("S01")
    await office.desk.submit("S01", upheld(office), hold=timedelta(seconds=10))
    await restarted(office)
    assert office.window.undo_last()
    await until(lambda: "Taken back." in said(office))
    assert office.desk.table["S01"].state is State.IN_REVIEW
    office.place.begin_decision()
    await until(lambda: office.place.decide.state.composed.outcome is Outcome.UPHELD)
    assert office.place.decide.state.composed.rationale == WHY


async def test_a_request_taken_back_after_a_restart_stands_in_its_form(office: Office) -> None:
    await office.open("S04")
    case = office.desk.table["S04"]
    items = (Bilingual("The invoice.", "发票。"),)
    command = RequestInformation(party=case.applicant, items=items)
    await office.desk.submit("S04", command, hold=timedelta(seconds=10))
    await restarted(office)
    assert said(office)[0] == "The request for information is sent in 10 seconds"
    await office.open("S04")
    assert office.window.undo_last()
    await until(lambda: office.place.appeal.state.form is CaseAct.REQUEST_INFORMATION)
    assert office.place.appeal.state.kept.items == items


async def test_offline_every_held_act_waits_for_the_server(office: Office) -> None:
    office.desk.status = SyncStatus(state=SyncState.OFFLINE, offline_since=NOW)
    await office.open("S01")
    held = await office.desk.submit("S01", upheld(office), hold=timedelta(seconds=10))
    office.place.decide.decided.emit(held)
    await until(lambda: said(office) == ["The decision is sent when the server is back"])


async def test_a_toast_leaves_the_reason_below_the_letter_in_sight(office: Office) -> None:
    await sent(office)
    foot = office.place.reply.view.findChild(ReplyFoot)
    toasts = office.window.findChild(Toasts)
    top = foot.mapTo(office.window, foot.rect().topLeft()).y()
    assert toasts.mapTo(office.window, toasts.rect().bottomLeft()).y() < top


async def test_two_announcements_at_once_have_room_for_their_words(office: Office) -> None:
    await office.open("S01")
    held = await office.desk.submit("S01", upheld(office), hold=timedelta(seconds=10))
    office.place.decide.decided.emit(held)
    await until(lambda: len(said(office)) == 1)
    office.place.undo_offers.offer(held, office.place.decide.flush)
    await until(lambda: len(said(office)) == 2)
    for toast in office.window.findChildren(Toast):
        assert toast.height() >= toast.sizeHint().height()
