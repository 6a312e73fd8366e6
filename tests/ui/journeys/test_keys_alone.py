"""A window that is used by keys alone: a case from its queue to its end, every key in every place,
and after whatever takes a place away."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from tests.bench import LINA, PASSWORD, PRIYA, SERVER, SOFIA, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import in_sight, type_han, until
from tests.ui.pages.letter import page
from ui.language import WindowLanguage, language
from ui.shell import ActionId
from ui.theme import Mode, theme
from ui.widgets import is_typing
from workstation.bilingual.bead import Side
from workstation.domain.actor import Actor
from workstation.domain.commands import Assign, Claim
from workstation.domain.taxonomy import Language, State, Verdict
from workstation.domain.views import View

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
EN, ZH = "Dear team, we are reading it.", "您好，我们正在审核。"
# What ends the window, or leaves the machine, is no key to be tried everywhere.
_NEVER = {ActionId.QUIT, ActionId.SIGN_OUT}


def focus(desk: Desk) -> QWidget:
    widget = QApplication.focusWidget() or desk.window
    assert isinstance(widget, QWidget)
    return widget


async def press(desk: Desk, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focus(desk), key, held)
    await until(lambda: True)


async def strike(desk: Desk, keys: str) -> None:
    """Press a key as the catalogue writes it, by what Qt would make of it."""
    for one in keys.split(" "):
        *held, name = one.replace("++", "+Plus").split("+")
        names = {"/": "Slash", "?": "Question", "[": "BracketLeft", "]": "BracketRight"}
        names |= {".": "Period", "=": "Equal", "-": "Minus", "Esc": "Escape"}
        key = getattr(Qt.Key, f"Key_{names.get(name, name[:1].upper() + name[1:])}")
        modifiers = NONE
        for each in held:
            modifiers |= CTRL if each == "Ctrl" else SHIFT
        text = name if len(name) == 1 and not held else ""
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
        QApplication.sendEvent(focus(desk), event)
        QApplication.sendEvent(focus(desk), QKeyEvent(QEvent.Type.KeyRelease, key, modifiers, text))
        await until(lambda: True)


async def every_key(desk: Desk) -> None:
    """Press every key that the window knows where one is, and come back to the list after each."""
    known = [(spec.id, key) for spec in desk.actions.at_hand() for key in spec.keys]
    for action, keys in known:
        if action in _NEVER:
            continue
        await strike(desk, keys)
        # A form opens once its draft was read.
        await until(
            lambda: not any(each.get_name().startswith("begin ") for each in asyncio.all_tasks())
        )
        menu = QApplication.activePopupWidget()
        if menu is not None:
            QTest.keyClick(menu, Qt.Key.Key_Escape)
        for _step in range(6):
            if desk.active == "cases" and desk.place.queue.view.keys.is_landed:
                break
            QTest.keyClick(focus(desk), Qt.Key.Key_Escape)
            assert not is_typing(focus(desk)), (action, focus(desk))
        assert desk.place.queue.view.keys.is_landed, (action, focus(desk))


async def seated(team: Team, folder: Path, who: Actor = WEI) -> Desk:
    seat = await team.seat(who)
    desk = Desk(seat, folder)
    await desk.enter()
    desk.window.activateWindow()
    await until(lambda: QApplication.focusWidget() is not None)
    return desk


async def at_letter(team: Team, folder: Path) -> tuple[Desk, str]:
    """Wei Ling writes in the letter of a case of hers."""
    case_id = (await team.server.file_case()).case_id
    desk = await seated(team, folder)
    await desk.seat.app.records.submit(case_id, Claim())
    await desk.seat.sync()
    await desk.open(case_id)
    await press(desk, Qt.Key.Key_R)
    QTest.keyClicks(focus(desk), EN)
    assert page(desk.place.reply, Side.EN).toPlainText() == EN
    return desk, case_id


async def test_a_case_from_the_palette_has_the_focus_and_not_its_letter(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    desk, _first = await at_letter(team, tmp_path)
    other = await team.server.file_case()
    await desk.seat.sync()
    reference = (await desk.seat.case(other.case_id)).reference
    await press(desk, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(focus(desk), reference)
    # Enter at once, before anything can have been found.
    await press(desk, Qt.Key.Key_Return)
    await until(
        lambda: (case := desk.place.reply.state.case) is not None and case.id == other.case_id
    )
    assert desk.screen.case.facts.hasFocus()
    QTest.keyClicks(focus(desk), "x")
    await until(lambda: True)
    assert page(desk.place.reply, Side.EN).toPlainText() == ""
    await desk.leave()


@pytest.mark.slow
@pytest.mark.parametrize("who", [WEI, PRIYA, SOFIA])
async def test_every_key_with_an_empty_queue_and_after_signing_out_and_in(
    team: Team, dressed: WindowLanguage, tmp_path: Path, who: Actor
) -> None:
    """No key raises, types, or leaves a window that cannot be gone on with."""
    desk = await seated(team, tmp_path, who)
    await every_key(desk)
    desk.actions.trigger(ActionId.SIGN_OUT)
    await until(lambda: desk.screen.signs_in)
    for key in (Qt.Key.Key_K, Qt.Key.Key_J, Qt.Key.Key_F6, Qt.Key.Key_Escape):
        await press(desk, key, CTRL if key == Qt.Key.Key_K else NONE)
    await desk.sign_in_by_hand(SERVER, PASSWORD)
    await team.server.file_case()
    await desk.seat.sync()
    await every_key(desk)
    await press(desk, Qt.Key.Key_K, CTRL)
    assert desk.screen.picking
    QTest.keyClicks(focus(desk), "R-2026")
    await press(desk, Qt.Key.Key_Escape)
    await desk.leave()


async def test_after_a_view_was_left_empty_the_keys_go_on(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """*Mine* is empty, F6, another view, and every way back: what had the focus is gone."""
    await team.server.file_case()
    desk = await seated(team, tmp_path)
    for view in (Qt.Key.Key_5, Qt.Key.Key_1, Qt.Key.Key_6, Qt.Key.Key_2):
        await press(desk, view)
        for key in (Qt.Key.Key_F6, Qt.Key.Key_U, Qt.Key.Key_Slash, Qt.Key.Key_Escape):
            await press(desk, key)
        language().switch("zh_Hans" if language().code == "en" else "en")
        theme().wear(Mode.DARK)
        for key in (Qt.Key.Key_F6, Qt.Key.Key_J, Qt.Key.Key_U):
            await press(desk, key)
    await press(desk, Qt.Key.Key_5)
    await until(lambda: desk.place.queue.state.view is View.ALL_OPEN)
    await press(desk, Qt.Key.Key_J)
    await until(lambda: desk.place.appeal.state.case is not None)
    language().switch("en")
    await desk.leave()


@pytest.mark.slow
@pytest.mark.parametrize("where", ["letter", "note", "decision", "palette", "template"])
async def test_a_case_that_is_taken_away_leaves_the_keys_with_the_window(
    team: Team, dressed: WindowLanguage, tmp_path: Path, where: str
) -> None:
    """A supervisor gives it to somebody else while a person is in the middle of something."""
    desk, case_id = await at_letter(team, tmp_path)
    priya = await team.seat(PRIYA)
    if where != "letter":
        await press(desk, Qt.Key.Key_Escape)
        opens = {"note": "n", "decision": "d", "palette": "Ctrl+K", "template": "Ctrl+T"}
        await strike(desk, opens[where])
    await priya.app.records.submit(case_id, Assign(owner=LINA))
    await priya.sync()
    await desk.seat.sync()
    await until(lambda: True)
    await every_key(desk)
    await press(desk, Qt.Key.Key_5)
    await until(lambda: bool(desk.place.queue.state.keys))
    await press(desk, Qt.Key.Key_J)
    await until(lambda: desk.place.appeal.state.case is not None)
    assert not is_typing(focus(desk))
    await desk.leave()


@pytest.mark.parametrize("letter", [Qt.Key.Key_G, Qt.Key.Key_P, Qt.Key.Key_W])
@pytest.mark.parametrize("who", [WEI, SOFIA, PRIYA])
async def test_f6_and_escape_in_every_activity(
    team: Team, dressed: WindowLanguage, tmp_path: Path, letter: Qt.Key, who: Actor
) -> None:
    desk = await seated(team, tmp_path, who)
    await press(desk, Qt.Key.Key_G)
    await press(desk, letter)
    await until(lambda: desk.active != "cases")
    await desk.seat.sync()
    for held in (NONE, SHIFT):
        seen: list[QWidget] = []
        while focus(desk) not in seen:
            seen.append(focus(desk))
            await press(desk, Qt.Key.Key_F6, held)
            assert not is_typing(focus(desk)), focus(desk)
        assert len(seen) >= 2
    await press(desk, Qt.Key.Key_Slash)
    if is_typing(focus(desk)):
        QTest.keyClicks(focus(desk), "drz")
        await press(desk, Qt.Key.Key_Escape)
        assert not is_typing(focus(desk))
    for _step in range(4):
        await press(desk, Qt.Key.Key_Escape)
        assert not is_typing(focus(desk))
    assert desk.active == "cases"
    await desk.leave()


async def test_a_case_from_its_letter_to_its_end_by_keys_alone(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Steps 2 to 6 of the five minutes: claim, write, decide, carry out, send."""
    case_id = (await team.server.file_case()).case_id
    desk = await seated(team, tmp_path)
    await desk.seat.sync()
    await press(desk, Qt.Key.Key_2)
    await until(lambda: bool(desk.place.queue.state.keys))
    await press(desk, Qt.Key.Key_J)
    await until(lambda: desk.place.appeal.state.case is not None)
    await press(desk, Qt.Key.Key_Return)
    await press(desk, Qt.Key.Key_C)
    await until(lambda: desk.place.reply.state.undecidable is None)
    await desk.seat.sync()
    await press(desk, Qt.Key.Key_R)
    QTest.keyClicks(focus(desk), EN)
    await press(desk, Qt.Key.Key_Tab)
    type_han(focus(desk), ZH)
    await press(desk, Qt.Key.Key_Return, CTRL)
    await press(desk, Qt.Key.Key_Escape)
    await press(desk, Qt.Key.Key_D)
    await until(lambda: desk.place.decide.state.case is not None)
    await press(desk, Qt.Key.Key_1, CTRL)
    await until(lambda: desk.place.decide.state.composed.outcome is not None)
    await press(desk, Qt.Key.Key_Q)
    await until(lambda: bool(desk.place.decide.state.composed.citations))
    decide = desk.place.decide.view
    for box in in_sight(decide.evidence, QComboBox):
        await to(desk, box)
        await press(desk, Qt.Key.Key_Down)
    reasons = decide.rationale.sides[Language.EN]
    await to(desk, reasons)
    QTest.keyClicks(focus(desk), "The photo shows the tray.")
    await press(desk, Qt.Key.Key_Tab)
    type_han(focus(desk), "照片显示的就是该置物架。")
    await until(decide.decide.isEnabled)
    assert {each for _id, each in desk.place.decide.state.composed.verdicts} <= set(Verdict)
    await press(desk, Qt.Key.Key_Return, CTRL)
    await until(lambda: not desk.place.deciding)
    team.clock.advance(seconds=11)
    await desk.seat.sync()
    assert (await desk.seat.case(case_id)).state is State.DECIDED
    assert page(desk.place.reply, Side.EN).toPlainText() == EN
    await desk.leave()


async def to(desk: Desk, widget: QWidget) -> None:
    """Go on with Tab until it has the focus."""
    seen = []
    for _turn in range(120):
        if widget.hasFocus():
            return
        seen.append(focus(desk))
        await press(desk, Qt.Key.Key_Tab)
    raise AssertionError((widget, [(type(x).__name__, x.accessibleName()) for x in seen]))
