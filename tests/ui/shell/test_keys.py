"""Keys become actions where they should, and never where a person types."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QTableView,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from tests.ui import placeholder
from ui.activities import ACTIVITIES
from ui.activities.cases import ACTIVITY, CaseAction
from ui.keyboard import WINDOW, KeyPlace, KeyTable, is_key, keyboard
from ui.shell import CATALOGUE, SPEAK, ActionId, Actions, ActivityStack
from ui.shell.keys import KeyRouter
from ui.widgets import OVERLAY

pytestmark = pytest.mark.usefixtures("dressed")
NOW = placeholder.NOW
PLACES = [KeyPlace(each.name, each.title, each.actions) for each in ACTIVITIES]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class Desk:
    """A window with one of everything that can have the focus."""

    def __init__(self) -> None:
        self.window = QWidget()
        self.done: list[str] = []
        self.actions = Actions()
        for action in ActionId:
            self.actions.on(action, lambda action=action: self.done.append(action))
        self.cases = placeholder.Standing(ACTIVITY, QWidget(), self.done)
        self.stack = ActivityStack([replace(ACTIVITY, build=lambda _seat: self.cases)])
        self.stack.setParent(self.window)
        self.stack.begin(placeholder.seat(self.stack))
        self.actions.ask(self.stack)
        self.list, self.line, self.text = QTableView(), QLineEdit(), QTextEdit()
        self.plain, self.spin, self.combo = QPlainTextEdit(), QSpinBox(), QComboBox()
        self.button = QPushButton()
        layout = QVBoxLayout(self.window)
        for widget in (
            *(self.list, self.line, self.text, self.plain),
            *(self.spin, self.combo, self.button),
        ):
            layout.addWidget(widget)
        self.router = KeyRouter(self.window, self.actions, lambda _action: True)

    def focus(self, widget: QWidget) -> None:
        widget.setFocus()
        QCoreApplication.sendPostedEvents()
        assert QApplication.focusWidget() is widget


@pytest.fixture
def desk(qtbot) -> Iterator[Desk]:
    desk = Desk()
    qtbot.addWidget(desk.window)
    with qtbot.waitExposed(desk.window):
        desk.window.show()
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    return desk


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    """What an input method sends while Chinese is typed."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("key", "modifiers", "action"),
    [
        (Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, CaseAction.NEXT),
        (Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, CaseAction.PREVIOUS),
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, CaseAction.OPEN),
        (Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, CaseAction.OPEN),
        (Qt.Key.Key_U, Qt.KeyboardModifier.NoModifier, CaseAction.BACK),
        (Qt.Key.Key_Slash, Qt.KeyboardModifier.NoModifier, CaseAction.SEARCH),
        (Qt.Key.Key_Question, SHIFT, ActionId.HELP),
        (Qt.Key.Key_C, Qt.KeyboardModifier.NoModifier, CaseAction.CLAIM),
        (Qt.Key.Key_C, SHIFT, CaseAction.RELEASE),
        (Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier, CaseAction.VIEW_3),
        (Qt.Key.Key_3, CTRL, CaseAction.OUTCOME_3),
        (Qt.Key.Key_K, CTRL, ActionId.PALETTE),
        (Qt.Key.Key_Return, CTRL, CaseAction.CONFIRM),
        (Qt.Key.Key_Return, CTRL | SHIFT, CaseAction.SEND),
        (Qt.Key.Key_J, CTRL | SHIFT, CaseAction.SEND_NEXT),
        (Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier, ActionId.NEXT_PANE),
        (Qt.Key.Key_F6, SHIFT, ActionId.PREVIOUS_PANE),
        (Qt.Key.Key_L, CTRL, ActionId.SWITCH_LANGUAGE),
    ],
)
def test_a_key_in_a_list_is_an_action(desk: Desk, qtbot, key, modifiers, action) -> None:
    desk.focus(desk.list)
    qtbot.keyClick(desk.list, key, modifiers)
    assert desk.done == [action]


@pytest.mark.parametrize("field", ["line", "text", "plain"])
def test_letters_become_text_in_a_field(desk: Desk, qtbot, field: str) -> None:
    editor = getattr(desk, field)
    desk.focus(editor)
    qtbot.keyClicks(editor, "jk/?xdcz12")
    said = editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText()
    assert said == "jk/?xdcz12"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert desk.done == []


@pytest.mark.parametrize("field", ["line", "text", "plain"])
def test_ctrl_shift_enter_sends_from_a_field(desk: Desk, qtbot, field: str) -> None:
    editor = getattr(desk, field)
    desk.focus(editor)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.keyClick(editor, Qt.Key.Key_F6)
    assert desk.done == [CaseAction.SEND, ActionId.NEXT_PANE]


def test_a_key_that_the_field_calls_its_own_stays_there(desk: Desk, qtbot) -> None:
    desk.text.setProperty("own_keys", ["Ctrl+Return"])
    desk.focus(desk.text)
    qtbot.keyClick(desk.text, Qt.Key.Key_Return, CTRL)
    assert desk.done == []
    qtbot.keyClick(desk.text, Qt.Key.Key_Return, CTRL | SHIFT)
    assert desk.done == [CaseAction.SEND]


def test_digits_belong_to_a_number_and_letters_to_a_choice(desk: Desk, qtbot) -> None:
    desk.focus(desk.spin)
    qtbot.keyClicks(desk.spin, "3")
    assert "3" in desk.spin.text()
    desk.focus(desk.combo)
    qtbot.keyClicks(desk.combo, "j")
    assert desk.done == []


@pytest.mark.parametrize("field", ["line", "text", "plain"])
def test_nothing_is_an_action_while_an_input_method_composes(desk: Desk, qtbot, field: str) -> None:
    editor = getattr(desk, field)
    desk.focus(editor)
    compose(editor, "che'xiao")
    assert desk.router.composing
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
    qtbot.keyClick(editor, Qt.Key.Key_K, CTRL)
    qtbot.keyClick(editor, Qt.Key.Key_F6)
    assert desk.done == []
    compose(editor, "", "撤销")
    assert not desk.router.composing
    qtbot.keyClick(editor, Qt.Key.Key_Return, CTRL | SHIFT)
    assert desk.done == [CaseAction.SEND]


def test_a_composition_ends_with_the_focus(desk: Desk, qtbot) -> None:
    desk.focus(desk.text)
    compose(desk.text, "ni")
    desk.focus(desk.list)
    qtbot.keyClick(desk.list, Qt.Key.Key_J)
    assert desk.done == [CaseAction.NEXT]


def test_a_read_only_text_is_no_field(desk: Desk, qtbot) -> None:
    desk.text.setReadOnly(True)
    desk.focus(desk.text)
    qtbot.keyClick(desk.text, Qt.Key.Key_J)
    assert desk.done == [CaseAction.NEXT]


def test_enter_presses_the_button_that_has_the_focus(desk: Desk, qtbot) -> None:
    desk.focus(desk.button)
    qtbot.keyClick(desk.button, Qt.Key.Key_Return)
    assert desk.done == []
    qtbot.keyClick(desk.button, Qt.Key.Key_J)
    assert desk.done == [CaseAction.NEXT]


def test_a_key_held_down_moves_but_does_not_send(desk: Desk) -> None:
    desk.focus(desk.list)

    def held(key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str) -> None:
        event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text, True)
        QCoreApplication.sendEvent(desk.list, event)

    held(Qt.Key.Key_J, Qt.KeyboardModifier.NoModifier, "j")
    held(Qt.Key.Key_Return, CTRL, "\r")
    assert desk.done == [CaseAction.NEXT]


def test_caps_lock_changes_nothing(desk: Desk) -> None:
    desk.focus(desk.list)
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_J, none, "J")
    QCoreApplication.sendEvent(desk.list, event)
    assert desk.done == [CaseAction.NEXT]


def test_an_overlay_gets_all_keys(desk: Desk, qtbot) -> None:
    overlay = QWidget(desk.window)
    overlay.setProperty(OVERLAY, True)
    field = QLineEdit(overlay)
    overlay.show()
    desk.focus(field)
    qtbot.keyClick(field, Qt.Key.Key_Return, CTRL)
    assert desk.done == []


def test_a_dialog_gets_all_keys(desk: Desk, qtbot) -> None:
    dialog = QDialog(desk.window)
    dialog.open()
    qtbot.keyClick(desk.list, Qt.Key.Key_J)
    qtbot.keyClick(desk.window, Qt.Key.Key_J)
    assert desk.done == []
    dialog.close()


def test_what_cannot_be_done_now_does_not_reach_the_field(desk: Desk, qtbot) -> None:
    desk.cases.answers.on(CaseAction.SEND, lambda: desk.done.append(CaseAction.SEND), lambda: False)
    desk.focus(desk.plain)
    qtbot.keyClick(desk.plain, Qt.Key.Key_Return, CTRL | SHIFT)
    assert desk.done == []
    assert desk.plain.toPlainText() == ""


def test_a_key_without_a_servant_is_left_alone(desk: Desk, qtbot) -> None:
    desk.cases.answers.off(CaseAction.NEXT)
    desk.focus(desk.list)
    qtbot.keyClick(desk.list, Qt.Key.Key_J)
    assert desk.done == []


def test_keys_can_be_laid_elsewhere(desk: Desk, qtbot) -> None:
    keyboard().change({CaseAction.NEXT: ("n",), CaseAction.NOTE: ()}, NOW)
    desk.focus(desk.list)
    qtbot.keyClicks(desk.list, "nj")
    assert desk.done == [CaseAction.NEXT]
    assert desk.actions.key(CaseAction.NOTE) == ""


@pytest.mark.parametrize("activity", ACTIVITIES, ids=lambda each: each.name)
def test_no_two_actions_share_a_key_and_none_uses_alt(activity) -> None:
    table = KeyTable([KeyPlace("", WINDOW.name, CATALOGUE), *PLACES])
    specs = (*activity.actions, *CATALOGUE)
    keys = [key for spec in specs for key in spec.keys]
    assert [(s.id, key) for s in specs for key in s.keys if table.taken_by(s.id, key)] == []
    assert all(map(is_key, keys))
    assert not [key for key in keys if "Alt" in key]
    assert {spec.id for spec in CATALOGUE} == {*ActionId, *SPEAK.values()}


def test_no_activity_hides_a_key_that_works_everywhere() -> None:
    specs = [(spec, each.name) for each in ACTIVITIES for spec in each.actions]
    everywhere = {key: name for spec, name in specs if spec.everywhere for key in spec.keys}
    own = [(key, name) for spec, name in specs for key in spec.keys]
    assert [(key, name) for key, name in own if everywhere.get(key, name) != name] == []
    assert len({each.letter for each in ACTIVITIES}) == len(ACTIVITIES)
    assert not [key for key, _name in own if key == "g"]


def test_two_keys_go_to_an_activity_and_a_wrong_second_is_itself(desk: Desk, qtbot) -> None:
    begun: list[str] = []
    desk.router.begun.connect(begun.append)
    desk.focus(desk.list)
    qtbot.keyClicks(desk.list, "gc")
    assert desk.cases.told[-1] == "again"
    assert desk.done == []
    qtbot.keyClicks(desk.list, "gj")
    assert desk.done == [CaseAction.NEXT]
    assert begun == ["g", "", "g", ""]


def test_the_first_of_two_keys_is_forgotten_with_the_focus(desk: Desk, qtbot) -> None:
    desk.focus(desk.list)
    qtbot.keyClick(desk.list, Qt.Key.Key_G)
    desk.focus(desk.button)
    qtbot.keyClick(desk.button, Qt.Key.Key_C)
    assert desk.done == [CaseAction.CLAIM]


def test_the_first_of_two_keys_is_a_letter_where_somebody_types(desk: Desk, qtbot) -> None:
    desk.focus(desk.line)
    qtbot.keyClicks(desk.line, "gc")
    assert desk.line.text() == "gc"
    assert desk.done == []
