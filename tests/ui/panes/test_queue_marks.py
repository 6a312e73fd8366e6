"""Cases selected in the queue: by key and mouse, acted on together, refused one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.pages.hands import until
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import LI, PRIYA, WEI, do
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.widgets import Label
from workstation.app.values import Change, ChangeOrigin, Filter
from workstation.domain import commands as c
from workstation.domain.views import View

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NO = Qt.KeyboardModifier.NoModifier
WORDS = 120
GUTTER = 20


def key(office: Office, pressed: str | Qt.Key) -> None:
    table = office.place.queue.view.table
    table.setFocus()
    if isinstance(pressed, str):
        QTest.keyClicks(table, pressed)
    else:
        QTest.keyClick(table, pressed)


def click_row(office: Office, case_id: str, x: int = WORDS, held=NO) -> None:
    table = office.place.queue.view.table
    at = office.place.queue.state.keys.index(list(office.desk.table).index(case_id))
    y = table.rowViewportPosition(at) + table.rowHeight(at) // 2
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, held, QPoint(x, y))


def marked(office: Office) -> tuple[str, ...]:
    return office.place.queue.state.marked


def shown(office: Office) -> list[str]:
    return [list(office.desk.table)[key] for key in office.place.queue.state.keys]


def said(office: Office) -> str:
    """The announcement at the bottom of the window."""
    (announced,) = office.screen.announcements
    return announced.text


async def told(office: Office) -> str:
    await until(lambda: bool(office.screen.announcements))
    return said(office)


async def test_x_marks_the_row_of_the_open_case_and_takes_the_mark_away(office: Office) -> None:
    bar = office.place.queue.view.marks
    assert not bar.isVisible()
    key(office, "x")
    await until(lambda: True)
    assert marked(office) == ()
    key(office, "j")
    await until(lambda: office.shows(shown(office)[0]))
    key(office, "x")
    await until(lambda: marked(office) == (shown(office)[0],))
    assert bar.isVisible()
    said = ["1 selected", "Selected: R-2026-0404 · Two videos, one label"]
    assert [label.text() for label in bar.findChildren(Label)] == said
    key(office, "j")
    await until(lambda: office.shows(shown(office)[1]))
    key(office, "x")
    await until(lambda: marked(office) == tuple(shown(office)[:2]))
    key(office, "x")
    await until(lambda: marked(office) == (shown(office)[0],))


async def test_a_click_on_the_check_or_with_ctrl_marks_and_opens_nothing(office: Office) -> None:
    first, second, *_others = shown(office)
    click_row(office, first, GUTTER)
    await until(lambda: marked(office) == (first,))
    click_row(office, second, held=CTRL)
    await until(lambda: marked(office) == (first, second))
    assert office.place.appeal.state.case is None
    assert not office.place.queue.view.table.currentIndex().isValid()
    click_row(office, first, GUTTER)
    await until(lambda: marked(office) == (second,))
    click_row(office, first)
    await until(lambda: office.shows(first))
    assert marked(office) == (second,)


async def test_a_click_with_shift_marks_the_stretch_up_to_the_row(office: Office) -> None:
    rows = shown(office)
    click_row(office, rows[1], GUTTER)
    await until(lambda: marked(office) == (rows[1],))
    click_row(office, rows[3], held=SHIFT)
    await until(lambda: marked(office) == tuple(rows[1:4]))
    click_row(office, rows[0], held=SHIFT)
    await until(lambda: set(marked(office)) == set(rows[:4]))
    assert office.place.appeal.state.case is None


async def test_escape_and_u_leave_the_selection_before_anything_else(office: Office) -> None:
    await office.open("S01")
    click_row(office, "S01", GUTTER)
    await until(lambda: marked(office) == ("S01",))
    elsewhere = office.screen.case.facts
    elsewhere.setFocus()
    QTest.keyClick(elsewhere, Qt.Key.Key_Escape)
    await until(lambda: marked(office) == ())
    assert not office.place.queue.view.marks.isVisible()
    click_row(office, "S01", GUTTER)
    await until(lambda: marked(office) == ("S01",))
    key(office, "u")
    await until(lambda: marked(office) == ())


async def test_escape_leaves_a_form_where_nothing_is_selected(office: Office) -> None:
    await office.open("S01")
    office.place.act(CaseAct.NOTE)
    await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)
    submit = office.screen.case.form.submit
    submit.setFocus()
    QTest.keyClick(submit, Qt.Key.Key_Escape)
    await until(lambda: office.place.appeal.state.form is None)


async def test_a_mark_goes_with_its_row_and_never_comes_back_unseen(office: Office) -> None:
    await office.begin(View.UNASSIGNED)
    click_row(office, "S03", GUTTER)
    click_row(office, "S08", GUTTER)
    await until(lambda: set(marked(office)) == {"S03", "S08"})
    office.desk.others_change(do(office.desk.table["S03"], c.Claim(), LI))
    office.desk.tell(Change(case_ids=frozenset({"S03"}), rows=True, origin=ChangeOrigin.SERVER))
    await until(lambda: marked(office) == ("S08",))
    office.place.queue.view.narrowed.emit(Filter(text="nothing has this"))
    await until(lambda: marked(office) == ())
    office.place.queue.view.narrowed.emit(Filter())
    await until(lambda: shown(office) == ["S08"])
    assert marked(office) == ()


async def test_c_claims_what_is_selected_each_by_its_own_command(office: Office) -> None:
    await office.begin(View.UNASSIGNED)
    for case_id in ("S03", "S08"):
        click_row(office, case_id, GUTTER)
    await until(lambda: set(marked(office)) == {"S03", "S08"})
    key(office, "c")
    assert await told(office) == "2 cases claimed"
    assert sorted(office.desk.given, key=lambda each: each[0]) == [
        ("S03", c.Claim()),
        ("S08", c.Claim()),
    ]
    assert office.desk.table["S08"].owner == WEI.person
    await until(lambda: marked(office) == ())
    assert shown(office) == []


async def test_what_the_rules_refuse_is_said_by_case_and_stays_selected(office: Office) -> None:
    await office.begin(View.ALL_OPEN)
    for case_id in ("S01", "S03", "S06"):
        click_row(office, case_id, GUTTER)
    await until(lambda: len(marked(office)) == 3)
    QTest.mouseClick(office.place.queue.view.marks.claim, Qt.MouseButton.LeftButton)
    lines = (await told(office)).splitlines()
    assert lines[0] == "1 case claimed"
    assert set(lines[1:]) == {
        "R-2026-0401: You hold this case already."
        " Take another one, or ask a supervisor to give it to you.",
        "R-2026-0406: Li Na holds this case. Ask Li Na or a supervisor to give it to you.",
    }
    assert set(marked(office)) == {"S01", "S06"}
    assert [given for given, _command in office.desk.given] == ["S03"]


async def test_cases_that_are_refused_for_one_reason_share_a_line(office: Office) -> None:
    office.desk.me = replace(WEI, languages=frozenset())
    await office.begin(View.UNASSIGNED)
    for case_id in ("S03", "S08"):
        click_row(office, case_id, GUTTER)
    await until(lambda: len(marked(office)) == 2)
    key(office, "c")
    first, second = (await told(office)).splitlines()
    assert first == "0 cases claimed"
    assert second.startswith(("R-2026-0403, R-2026-0408: ", "R-2026-0408, R-2026-0403: "))


async def test_a_specialist_is_not_offered_to_assign_but_told_why_not(office: Office) -> None:
    click_row(office, "S01", GUTTER)
    await until(lambda: marked(office) == ("S01",))
    assert not office.place.queue.view.marks.assign.isVisible()
    key(office, "a")
    assert "R-2026-0401: Your role does not allow this." in await told(office)
    assert office.desk.given == []
    assert marked(office) == ("S01",)


async def test_a_supervisor_assigns_what_is_selected(
    dressed: WindowLanguage, tmp_path: Path
) -> None:
    office = Office(tmp_path, PRIYA)
    await office.begin(View.ALL_OPEN)
    for case_id in ("S01", "S03", "S06"):
        click_row(office, case_id, GUTTER)
    await until(lambda: len(marked(office)) == 3)
    QTest.mouseClick(office.place.queue.view.marks.assign, Qt.MouseButton.LeftButton)
    await until(lambda: office.screen.picking)
    picks = office.screen.picks.offered
    assert "sofia.lind" not in picks
    assert dressed.text(picks["li.na"].detail) == "can take 2 of 3"
    office.screen.picks.pick("Li Na")
    lines = (await told(office)).splitlines()
    assert lines[0] == "2 cases given to Li Na"
    assert lines[1].startswith("R-2026-0406: Li Na holds this case already.")
    assert {office.desk.table[each].owner for each in ("S01", "S03")} == {LI.person}
    assert marked(office) == ("S06",)
    await office.leave()


async def test_the_bar_and_a_marked_row_speak_the_language_of_the_window(
    office: Office, dressed: WindowLanguage
) -> None:
    click_row(office, shown(office)[0], GUTTER)
    await until(lambda: len(marked(office)) == 1)
    assert_speaks(office.place.queue.view, dressed)
    table = office.place.queue.view.table
    spoken = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "selected" in spoken


async def test_a_marked_row_is_told_by_a_shape_and_not_by_its_colour_alone(
    office: Office,
) -> None:
    table = office.place.queue.view.table
    first = shown(office)[0]

    def box() -> bytes:
        at = table.visualRect(table.model().index(0, 0))
        gutter = at.adjusted(12, at.height() // 2, 0, -2)
        gutter.setWidth(18)
        image = table.viewport().grab(gutter).toImage()
        colours = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
        return bytes([min(255, len(colours))])

    table.viewport().repaint()
    before = box()
    click_row(office, first, GUTTER)
    await until(lambda: marked(office) == (first,))
    assert before == bytes([1])
    assert box()[0] > 3


async def test_the_bar_never_hides_the_row_that_was_marked_by_key(office: Office) -> None:
    table = office.place.queue.view.table
    await office.begin(View.ALL_OPEN)
    row = table.rowHeight(0)
    full = row * len(shown(office)) + row // 2
    office.window.resize(1440, office.window.height() - table.viewport().height() + full - row)
    last = len(shown(office)) - 1
    for _step in range(last):
        key(office, "j")
        await until(lambda: True)
    await until(lambda: office.shows(shown(office)[last - 1]))
    key(office, "x")
    await until(office.place.queue.view.marks.isVisible)
    assert table.viewport().rect().contains(table.visualRect(table.currentIndex()))


async def test_nothing_is_done_with_a_selection_that_is_out_of_sight(office: Office) -> None:
    await office.begin(View.UNASSIGNED)
    click_row(office, "S03", GUTTER)
    await until(lambda: marked(office) == ("S03",))
    office.window.resize(1000, 800)
    await office.open("S08")
    await until(lambda: not office.place.queue.view.isVisible())
    QTest.keyClicks(office.window, "c")
    await until(lambda: office.desk.table["S08"].owner is not None)
    assert office.desk.given == [("S08", c.Claim())]
    assert marked(office) == ("S03",)
