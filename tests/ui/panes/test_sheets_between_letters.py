"""What lies over a letter belongs to that letter: it goes when another comes, and with the pane."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.ui.pages.hands import until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI, do
from ui.activities.cases import CaseAction
from ui.panes.reply import clauses, script_conversion
from ui.panes.reply.clauses import ClausePicker
from ui.panes.reply.preview import PreviewSheet
from ui.panes.reply.templates.sheet import TemplateSheet
from ui.shell import SignInView
from ui.widgets import Overlay
from workstation.app.values import Change, ChangeOrigin
from workstation.bilingual.bead import BeadOrigin, Side
from workstation.domain import commands as c
from workstation.policies import quotable

SHEETS = [
    (CaseAction.INSERT_CLAUSE, ClausePicker),
    (CaseAction.TEMPLATE, TemplateSheet),
    (CaseAction.PREVIEW, PreviewSheet),
]


class Held:
    """A part of the converter that takes its time in the worker."""

    def __init__(self, module, patch: pytest.MonkeyPatch) -> None:
        self.begun, self._go_on = threading.Event(), threading.Event()
        self._real = module.in_script
        patch.setattr(module, "in_script", self._slowly)

    def go_on(self) -> None:
        self._go_on.set()

    def _slowly(self, *asked):
        self.begun.set()
        assert self._go_on.wait(10)
        return self._real(*asked)


async def over(office: Office, action: CaseAction, kind: type[Overlay]) -> Overlay:
    await office.open("S01")
    write(office.place.reply, "Please read this rule.", "请阅读以下规则。")
    page(office.place.reply, Side.EN).setFocus()
    office.actions.trigger(action)
    await until(lambda: any(each.isVisible() for each in office.window.findChildren(kind)))
    (sheet,) = office.window.findChildren(kind)
    return sheet


async def a_colleague_writes_a_note(office: Office) -> None:
    before = office.place.reply.state.case
    office.desk.others_change(do(office.desk.table["S01"], c.AddNote(text="Seen"), LI))
    change = Change(case_ids=frozenset({"S01"}), rows=True, origin=ChangeOrigin.SERVER)
    office.desk.tell(change)
    await until(lambda: office.place.reply.state.case != before)


@pytest.mark.parametrize(("action", "kind"), SHEETS)
async def test_a_sheet_goes_when_another_letter_comes(
    office: Office, action: CaseAction, kind: type[Overlay]
) -> None:
    sheet = await over(office, action, kind)
    await a_colleague_writes_a_note(office)
    assert sheet.isVisible()
    await office.open("S09")
    assert not sheet.isVisible()
    assert not office.place.reply.state.written


@pytest.mark.parametrize(("action", "kind"), SHEETS)
async def test_a_sheet_goes_with_its_pane(
    office: Office, action: CaseAction, kind: type[Overlay]
) -> None:
    await over(office, action, kind)
    await office.workplace.flush()
    office.window.open_sign_in(SignInView())

    def gone() -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        return not office.window.findChildren(kind)

    await until(gone)


async def test_a_quotation_is_put_in_though_the_case_moves_on_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(clauses, monkeypatch)
    picker = await over(office, *SHEETS[0])
    case = office.desk.table["S01"]
    one = quotable(office.desk.library, case, office.desk.now.date())[0]
    picker.disappear()
    picker.picked.emit(one)
    await until(held.begun.is_set)
    await a_colleague_writes_a_note(office)
    held.go_on()
    beads = office.place.reply.view.editors
    await until(lambda: beads.draft.beads[-1].origin is BeadOrigin.CLAUSE)


async def test_a_conversion_is_carried_out_though_the_case_moves_on_meanwhile(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.desk.table["S01"]
    there = tuple(replace(each, region="TW") for each in case.parties)
    office.desk.table["S01"] = replace(case, parties=there)
    held = Held(script_conversion, monkeypatch)
    await office.open("S01")
    reply = office.place.reply
    write(reply, "Thank you for your appeal.", "感谢您的申诉。")
    await until(reply.view.script.isVisible)
    reply.conversion.convert()
    await until(held.begun.is_set)
    await a_colleague_writes_a_note(office)
    held.go_on()
    await until(lambda: all(bead.converted for bead in reply.state.draft.beads))
    QApplication.processEvents()
    assert reply.state.text.zh == "感謝您的申訴。"
