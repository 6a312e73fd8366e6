"""One grammar for every place: Esc leaves one step and types nothing, F6 goes through the panes,
Enter goes to what was found, Ctrl+Enter does what is open."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.ui.pages.hands import compose, in_sight, said, until
from tests.ui.pages.letter import page, write
from tests.ui.panes.conftest import Office
from tests.ui.panes.table import PRIYA, desk, do
from tests.workstation.domain import world as w
from ui.activity import Place
from ui.language import WindowLanguage
from ui.panes.appeal import CaseAct
from ui.panes.reply.templates.sheet import TemplateSheet
from ui.widgets import Overlay, is_typing
from workstation.bilingual.bead import BeadState, Side
from workstation.domain import commands as c
from workstation.domain.case import Measure
from workstation.domain.taxonomy import Action, Language, State
from workstation.domain.views import View


class StrayWindows(QObject):
    """Notes every widget that is shown before it stands in a window, and so becomes one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
        if shown and watched.isWindow() and not isinstance(watched, QMainWindow | QMenu):
            self.seen.append(type(watched).__name__)
        return False


@pytest.fixture(autouse=True)
def _no_stray_window(qapp: QApplication) -> Iterator[None]:
    """A widget that is a window for a moment takes the keys from the window where somebody is."""
    spy = StrayWindows()
    qapp.installEventFilter(spy)
    yield
    qapp.removeEventFilter(spy)
    assert spy.seen == []


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TYPED = "drzx"
Field = QLineEdit | QTextEdit | QPlainTextEdit
GoTo = Callable[[Office], Awaitable[Field]]


def focus(office: Office) -> QWidget:
    widget = QApplication.focusWidget() or office.window
    assert isinstance(widget, QWidget)
    return widget


async def press(office: Office, key: Qt.Key, held=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(office), key, held)
    await until(lambda: True)


def said_in(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


async def letter(office: Office) -> Field:
    await office.open("S01")
    await press(office, Qt.Key.Key_R)
    return page(office.place.reply, Side.EN)


async def chinese_letter(office: Office) -> Field:
    await letter(office)
    await press(office, Qt.Key.Key_Tab)
    return page(office.place.reply, Side.ZH)


async def reasons(office: Office) -> Field:
    await office.open("S01")
    await press(office, Qt.Key.Key_D)
    await until(office.place.decide.view.isVisible)
    field = office.place.decide.view.rationale.sides[Language.EN]
    field.setFocus()
    return field


async def note(office: Office) -> Field:
    await office.open("S01")
    await press(office, Qt.Key.Key_N)
    await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)
    return in_sight(office.screen.case.form.form, QTextEdit)[0]


async def queue_filter(office: Office) -> Field:
    await press(office, Qt.Key.Key_Slash)
    return office.place.queue.view.filter.search


async def policy_search(office: Office) -> Field:
    await office.open("S01")
    office.place.policy.view.search.setFocus()
    return office.place.policy.view.search


FIELDS: dict[str, GoTo] = {
    "letter": letter,
    "chinese letter": chinese_letter,
    "reasons": reasons,
    "note": note,
    "queue filter": queue_filter,
    "policy search": policy_search,
}


# Below 1440 pixels the policies are a drawer, which has a test of its own.
IN_SIGHT = [
    (place, width)
    for place in FIELDS
    for width in (1440, 1280, 1060)
    if width == 1440 or place != "policy search"
]


@pytest.mark.parametrize(("place", "width"), IN_SIGHT)
async def test_escape_leaves_a_field_then_its_pane_and_loses_nothing(
    office: Office, place: str, width: int
) -> None:
    office.window.resize(width, 860)
    field = await FIELDS[place](office)
    await until(field.hasFocus)
    QTest.keyClicks(field, TYPED)
    await press(office, Qt.Key.Key_Escape)
    assert not is_typing(focus(office)), focus(office)
    steps = 1
    while not office.place.queue.view.table.hasFocus():
        await press(office, Qt.Key.Key_Escape)
        assert not is_typing(focus(office))
        steps += 1
        assert steps < 4
    # Another one finds nothing to leave.
    await press(office, Qt.Key.Key_Escape)
    assert office.place.queue.view.table.hasFocus()
    if place == "note":
        assert office.place.appeal.state.form is None
        await press(office, Qt.Key.Key_N)
        await until(lambda: office.place.appeal.state.form is CaseAct.NOTE)
        field = in_sight(office.screen.case.form.form, QTextEdit)[0]
    assert said_in(field) == TYPED


async def test_after_escape_in_a_letter_the_keys_act(office: Office) -> None:
    await letter(office)
    QTest.keyClicks(focus(office), "Dear team")
    await press(office, Qt.Key.Key_Escape)
    assert office.place.reply.view.hasFocus()
    await press(office, Qt.Key.Key_D)
    await until(lambda: office.place.deciding)
    assert page(office.place.reply, Side.EN).toPlainText() == "Dear team"


async def test_the_pane_that_has_the_focus_shows_it(office: Office) -> None:
    await letter(office)
    before = office.place.reply.view.grab().toImage()
    await press(office, Qt.Key.Key_Escape)
    after = office.place.reply.view.grab().toImage()
    corner = (before.width() // 2, 0)
    assert before.pixelColor(*corner) != after.pixelColor(*corner)
    assert office.place.reply.view.accessibleName() == "Reply"


async def test_escape_while_a_question_is_asked_in_the_letter_answers_that(office: Office) -> None:
    field = await letter(office)
    QApplication.clipboard().setText("One.\n\nTwo.\n\nThree.")
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    await until(lambda: field.holds_escape)
    await press(office, Qt.Key.Key_Escape)
    assert field.hasFocus()
    await press(office, Qt.Key.Key_Escape)
    assert office.place.reply.view.hasFocus()


async def test_escape_ends_a_composition_and_leaves_nothing(office: Office) -> None:
    field = await chinese_letter(office)
    compose(field, "ni hao")
    await press(office, Qt.Key.Key_Escape)
    assert field.hasFocus()
    compose(field, "", "您好")
    assert field.toPlainText() == "您好"


async def test_escape_shuts_the_drawer_after_its_search(office: Office) -> None:
    office.window.resize(1280, 800)
    await office.open("S01")
    await press(office, Qt.Key.Key_P)
    await until(office.place.policy.view.isVisible)
    search = office.place.policy.view.search
    search.setFocus()
    QTest.keyClicks(search, TYPED)
    await press(office, Qt.Key.Key_Escape)
    assert office.place.policy.view.isVisible()
    assert not is_typing(focus(office))
    await press(office, Qt.Key.Key_Escape)
    assert not office.place.policy.view.isVisible()
    assert office.screen.case.facts.hasFocus()
    assert search.text() == TYPED


async def filled_sheet(office: Office) -> tuple[TemplateSheet, Field]:
    await letter(office)
    await press(office, Qt.Key.Key_T, CTRL)
    await until(lambda: bool(in_sight(office.window, TemplateSheet)))
    (sheet,) = in_sight(office.window, TemplateSheet)
    await until(sheet.search.hasFocus)
    await press(office, Qt.Key.Key_Return)
    field = focus(office)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return sheet, field


async def test_escape_leaves_the_form_of_a_template_and_its_sheet_and_it_is_filled_in_still(
    office: Office,
) -> None:
    sheet, field = await filled_sheet(office)
    field.selectAll()
    QTest.keyClicks(field, "drz")
    await press(office, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert not is_typing(focus(office))
    await press(office, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    again, found = await filled_sheet(office)
    boxes = in_sight(again.form, type(field))
    assert "drz" in [said_in(each) for each in boxes]
    assert found.isVisible()


async def test_ctrl_enter_inserts_the_template_from_a_field_and_its_form_begins_anew(
    office: Office,
) -> None:
    sheet, field = await filled_sheet(office)
    QTest.keyClicks(field, "drz")
    await press(office, Qt.Key.Key_Return, CTRL)
    assert not sheet.isVisible()
    await until(lambda: bool(page(office.place.reply, Side.EN).toPlainText()))
    assert office.desk.given == []


@pytest.mark.parametrize("key", [(Qt.Key.Key_K, CTRL), (Qt.Key.Key_P, CTRL), (Qt.Key.Key_F7, None)])
async def test_escape_closes_what_lies_over_the_letter(office: Office, key) -> None:
    field = await letter(office)
    QTest.keyClicks(field, "Dear")
    await press(office, key[0], key[1] or Qt.KeyboardModifier.NoModifier)
    await until(lambda: bool(in_sight(office.window, Overlay)))
    await press(office, Qt.Key.Key_Escape)
    assert in_sight(office.window, Overlay) == []
    assert field.hasFocus()
    assert field.toPlainText() == "Dear"


# F6


async def walk(office: Office, step: Qt.KeyboardModifier) -> list[QWidget]:
    seen: list[QWidget] = []
    for _turn in range(12):
        await press(office, Qt.Key.Key_F6, step)
        assert not is_typing(focus(office)), focus(office)
        if focus(office) in seen:
            break
        seen.append(focus(office))
    return seen


@pytest.mark.parametrize("width", [1920, 1440, 1280, 1060])
@pytest.mark.parametrize("deciding", [False, True])
async def test_f6_goes_round_the_panes_and_into_no_text(
    office: Office, width: int, *, deciding: bool
) -> None:
    office.window.resize(width, 860)
    await office.open("S01")
    write(office.place.reply, "Dear", "您好")
    if deciding:
        await press(office, Qt.Key.Key_D)
        await until(lambda: office.place.deciding)
    forth = await walk(office, Qt.KeyboardModifier.NoModifier)
    back = await walk(office, SHIFT)
    assert set(forth) == set(back)
    place = office.place
    views = (place.queue.view, place.appeal.view, place.reply.view, place.decide.view)
    visible = [each for each in (*views, place.policy.view) if each.isVisible()]
    assert len(forth) == len(visible) >= 2


# Enter in a search


async def test_enter_in_the_filter_opens_the_first_that_fits_and_goes_there(
    office: Office,
) -> None:
    await office.begin(View.ALL_OPEN)
    filter_ = await queue_filter(office)
    reference = office.desk.table["S07"].reference
    QTest.keyClicks(filter_, reference)
    # At once: nobody waits until the list has followed.
    QTest.keyClick(filter_, Qt.Key.Key_Return)
    await until(lambda: office.shows("S07"))
    await until(office.screen.case.facts.hasFocus)
    assert filter_.text() == reference


async def test_enter_in_the_filter_stays_there_where_nothing_fits(office: Office) -> None:
    filter_ = await queue_filter(office)
    QTest.keyClicks(filter_, "zebra")
    QTest.keyClick(filter_, Qt.Key.Key_Return)
    await until(lambda: not office.place.queue.state.keys)
    assert filter_.hasFocus()
    assert office.place.appeal.state.case is None


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.NoModifier, CTRL])
async def test_enter_in_the_policy_search_reads_the_first_clause(office: Office, held) -> None:
    search = await policy_search(office)
    QTest.keyClicks(search, "LST 2.4")
    QTest.keyClick(search, Qt.Key.Key_Return, held)
    await until(lambda: office.place.policy.state.no == "2.4")
    assert not is_typing(focus(office))
    assert office.place.policy.view.isAncestorOf(focus(office))
    assert office.desk.given == []


# Ctrl+Enter


async def test_ctrl_enter_in_a_letter_confirms_and_never_sends(office: Office) -> None:
    field = await letter(office)
    write(office.place.reply, "Dear team, we are reading it.", "您好，我们正在审核。")
    await until(office.place.reply.view.send.isEnabled)
    office.place.reply.begin()
    for _time in range(3):
        await press(office, Qt.Key.Key_Return, CTRL)
    await press(office, Qt.Key.Key_Escape)
    await press(office, Qt.Key.Key_Return, CTRL)
    assert office.desk.given == []
    beads = office.place.reply.view.editors.draft.beads
    assert {bead.state for bead in beads} == {BeadState.CONFIRMED}
    field.setFocus()
    await press(office, Qt.Key.Key_Return, CTRL | SHIFT)
    await until(lambda: bool(office.desk.given))


async def test_ctrl_enter_does_what_the_case_calls_for_first(office: Office) -> None:
    await office.begin(View.UNASSIGNED)
    await office.open("S03")
    await press(office, Qt.Key.Key_Return, CTRL)
    await until(lambda: office.desk.table["S03"].owner is not None)


async def test_ctrl_enter_gives_a_note(office: Office) -> None:
    field = await note(office)
    QTest.keyClicks(field, "Called the brand.")
    await press(office, Qt.Key.Key_Return, CTRL)
    await until(lambda: bool(office.desk.given))
    assert isinstance(office.desk.given[-1][1], c.AddNote)
    assert office.place.appeal.state.form is None


async def test_ctrl_enter_agrees_and_signs(dressed: WindowLanguage, tmp_path) -> None:
    """The second person reads the proposal and signs it by the one key."""
    table = desk(PRIYA)
    case = table.table["S01"]
    assert case.enforcement is not None
    cited = table.library.cite(case.enforcement.clauses[0])
    closing = Measure(action=Action.ACCOUNT_CLOSED)
    ruling = w.finding(case, citations=(cited,), imposed=(closing,))
    table.table["S01"] = do(case, c.Decide(finding=ruling))
    assert table.table["S01"].state is State.SECOND_REVIEW
    office = Office(tmp_path, on=table)
    await office.begin()
    await office.open("S01")
    await until(lambda: CaseAct.AGREE in office.place.appeal.state.acts)
    await press(office, Qt.Key.Key_Return, CTRL)
    await until(lambda: office.desk.table["S01"].state is State.DECIDED)
    await office.leave()


# Another case


async def test_the_next_case_from_the_palette_has_the_focus(office: Office) -> None:
    field = await letter(office)
    QTest.keyClicks(field, "Dear")
    await press(office, Qt.Key.Key_K, CTRL)
    # In the order of the list it is the last.
    QTest.keyClicks(focus(office), "Previous case")
    await press(office, Qt.Key.Key_Return)
    await until(lambda: not office.shows("S01"))
    assert office.screen.case.facts.hasFocus()


async def test_x_marks_a_case_that_was_opened_from_elsewhere_and_says_which(
    office: Office,
) -> None:
    await office.open("S01")
    await until(lambda: office.place.queue.state.selected is not None)
    await press(office, Qt.Key.Key_X)
    await until(lambda: office.place.queue.state.marked == ("S01",))
    assert "Selected: R-2026-0401 · " in said(office.place.queue.view.marks)


async def test_looking_for_something_in_the_queue_leaves_the_letter(office: Office) -> None:
    await letter(office)
    office.workplace.stack.go(Place("queue", "tray"))
    await until(lambda: office.place.queue.state.filter.text == "tray")
    assert not is_typing(focus(office))
    assert office.place.widget.walk.here is office.place.queue.view.keys
