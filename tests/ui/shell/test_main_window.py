"""The main window answers keys and clicks around the panes."""

import gc
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTextEdit, QWidget

from tests.ui import placeholder
from tests.ui.pages.screen import Screen
from tests.ui.sweep import assert_speaks, texts
from ui.activities.cases import CaseAction
from ui.activities.cases.workspace import Panes, PaneSlot, Workspace
from ui.language import WindowLanguage
from ui.shell import (
    ActionId,
    Actions,
    ActivityStack,
    DemoUser,
    EnteredSignIn,
    MainWindow,
    SignInState,
    SignInView,
    WindowMemory,
)
from ui.shell.command_palette import CommandPalette
from ui.shell.key_help import KeyHelp
from ui.shell.top_bar import AvatarButton
from ui.theme import DARK, LIGHT, Mode, Theme
from ui.widgets import Pick, PickPopup, ReadingView
from ui.widgets.toast import Toast
from workstation.i18n import _

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Stand:
    """A window with placeholder panes; `done` is what its actions were asked to do."""

    window: MainWindow
    actions: Actions
    panes: Panes
    memory: WindowMemory
    stack: ActivityStack
    done: list[str] = field(default_factory=list)

    @property
    def cases(self) -> placeholder.StandingCases:
        pane = self.stack.pane("cases")
        assert isinstance(pane, placeholder.StandingCases)
        return pane

    @property
    def workspace(self) -> Workspace:
        return self.cases.workspace

    def serve(self, *actions: ActionId) -> None:
        for action in actions:
            self.actions.on(action, lambda action=action: self.done.append(action))

    def find(self, kind: type[QWidget]) -> QWidget:
        return self.window.findChild(kind)

    @property
    def palette(self) -> CommandPalette:
        return self.window.findChild(CommandPalette)

    def key(self, qtbot, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        qtbot.keyClick(QApplication.focusWidget() or self.window, key, *modifiers)


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


Opens = Callable[..., Stand]


@pytest.fixture
def opens(qtbot, dressed: WindowLanguage, ini: Path) -> Iterator[Opens]:
    def build(width: int = 1440, height: int = 900) -> Stand:
        actions, memory = Actions(), WindowMemory(ini)
        window = MainWindow(actions, memory)
        qtbot.addWidget(window)
        panes = placeholder.panes()
        if memory.recall("window/geometry") == "":
            window.resize(width, height)
        done: list[str] = []
        stack = placeholder.enter(window, memory, panes, done)
        window.show_status(placeholder.ONLINE)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return Stand(window, actions, panes, memory, stack, done)

    return build


def _inside(pane: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def test_f6_goes_through_the_panes_and_back(opens: Opens, qtbot) -> None:
    stand = opens()
    panes = stand.panes
    stand.workspace.focus(PaneSlot.QUEUE)
    for pane in (panes.appeal, panes.reply, panes.policy, panes.queue):
        stand.key(qtbot, Qt.Key.Key_F6)
        assert _inside(pane)
    stand.key(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert _inside(panes.policy)


def test_f6_comes_back_to_a_pane_and_not_into_its_text(opens: Opens, qtbot) -> None:
    stand = opens()
    chinese = stand.panes.reply.findChildren(QTextEdit)[1]
    written = chinese.toPlainText()
    chinese.setFocus()
    stand.key(qtbot, Qt.Key.Key_F6)
    assert _inside(stand.panes.policy)
    stand.key(qtbot, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert stand.panes.reply.hasFocus()
    stand.key(qtbot, Qt.Key.Key_C)
    assert stand.done == [CaseAction.CLAIM]
    assert chinese.toPlainText() == written


def test_the_policy_becomes_a_drawer(opens: Opens, qtbot) -> None:
    stand = opens(1280, 800)
    policy = stand.panes.policy
    assert not policy.isVisible()
    stand.workspace.focus(PaneSlot.APPEAL)
    stand.key(qtbot, Qt.Key.Key_P)
    assert policy.isVisible()
    assert _inside(policy)
    right = policy.mapTo(stand.window, policy.rect().topRight()).x()
    assert right == stand.window.width() - 1
    stand.key(qtbot, Qt.Key.Key_P)
    assert not policy.isVisible()
    stand.window.resize(1600, 900)
    qtbot.waitUntil(policy.isVisible)


def test_the_queue_gives_way_where_room_is_short(opens: Opens, qtbot) -> None:
    stand = opens(1060, 700)
    queue = stand.panes.queue
    assert not queue.isVisible()
    stand.workspace.focus(PaneSlot.APPEAL)
    stand.key(qtbot, Qt.Key.Key_U)
    assert queue.isVisible()
    assert _inside(queue)
    stand.window.name_record(_("Case"))
    stand.workspace.show_queue(False)
    assert not queue.isVisible()
    assert "Case" in stand.window.windowTitle()


def test_the_reply_takes_the_whole_centre(opens: Opens, qtbot) -> None:
    stand = opens()
    stand.panes.reply.findChild(QTextEdit).setFocus()
    stand.key(qtbot, Qt.Key.Key_F8)
    assert not stand.panes.appeal.isVisible()
    stand.key(qtbot, Qt.Key.Key_F8)
    assert stand.panes.appeal.isVisible()


def test_deciding_takes_the_place_of_the_reply(opens: Opens) -> None:
    stand = opens()
    stand.workspace.show_decide(True)
    assert stand.panes.decide.isVisible()
    assert not stand.panes.reply.isVisible()
    stand.workspace.show_decide(False)
    assert stand.panes.reply.isVisible()


def test_the_palette_finds_an_action_in_either_language(opens: Opens, qtbot) -> None:
    stand = opens()
    stand.workspace.focus(PaneSlot.QUEUE)
    before = QApplication.focusWidget()
    stand.key(qtbot, Qt.Key.Key_K, CTRL)
    popup = stand.palette.popup
    assert popup.isVisible()
    ids = {pick.id for pick in popup.shown()}
    assert CaseAction.CLAIM in ids
    assert ActionId.SYNC_NOW not in ids
    qtbot.keyClicks(popup.field, "claim the")
    assert popup.shown()[0].id == CaseAction.CLAIM
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert stand.done == [CaseAction.CLAIM]
    assert QApplication.focusWidget() is before


def test_the_palette_is_made_when_it_is_first_opened(opens: Opens, qtbot) -> None:
    stand = opens()
    assert stand.window.findChild(PickPopup) is None
    stand.window.open_palette()
    popup = stand.window.findChild(PickPopup)
    assert popup is stand.palette.popup
    assert popup.isVisible()
    stand.window.open_palette()
    assert not popup.isVisible()
    assert stand.window.findChildren(PickPopup) == [popup]


def test_over_a_panel_the_window_still_changes_its_language_and_the_size_of_its_text(
    opens: Opens, qtbot, dressed: WindowLanguage, ui_theme: Theme
) -> None:
    stand = opens()
    stand.window.open_palette()
    popup = stand.palette.popup
    stand.key(qtbot, Qt.Key.Key_L, CTRL)
    assert dressed.code == "zh_Hans"
    assert popup.isVisible()
    assert popup.field.hasFocus()
    assert popup.field.placeholderText() == "搜索案件，或输入命令"
    rows = [label.text() for label in popup.list.findChildren(QLabel)]
    assert "下一个案件" in rows
    spoken = popup.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "下一个案件，浏览，j"
    stand.key(qtbot, Qt.Key.Key_Equal, CTRL)
    assert ui_theme.percent == 110
    stand.key(qtbot, Qt.Key.Key_0, CTRL)
    popup.disappear()
    stand.actions.trigger(ActionId.HELP)
    stand.key(qtbot, Qt.Key.Key_L, CTRL)
    assert dressed.code == "en"
    assert stand.find(KeyHelp).isVisible()


def test_every_served_action_is_in_the_palette_with_its_key(
    opens: Opens, dressed: WindowLanguage
) -> None:
    stand = opens()
    placeholder.serve(stand.actions)
    stand.window.open_palette()
    popup, offered = stand.palette.popup, {}
    for spec in stand.actions.served():
        popup.field.setText(dressed.text(spec.text))
        offered |= {pick.id: pick.key for pick in popup.shown() if pick.id == spec.id}
    assert (set(ActionId) | set(CaseAction)) - set(offered) == {ActionId.PALETTE}
    assert {"go.cases", "go.glossary"} <= set(offered)
    assert offered[CaseAction.SEND] == "Ctrl+Shift+Enter"


def test_the_palette_searches_and_finds_what_it_is_told_of(opens: Opens, qtbot) -> None:
    stand = opens()
    stand.window.palette_source(lambda text: [Pick(("case", 417), lambda: f"{text} R-0417")])
    popup = stand.palette.popup
    stand.window.open_palette()
    qtbot.keyClicks(popup.field, "zzqx")
    assert len(popup.shown()) == 1
    found = [pick.id for pick in popup.shown()]
    assert ("case", 417) in found
    popup.list.setCurrentRow(found.index(("case", 417)))
    with qtbot.waitSignal(stand.window.picked) as picked:
        qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert picked.args == [("case", 417)]


def test_what_cannot_be_done_is_shown_but_not_done(opens: Opens, qtbot) -> None:
    stand = opens()
    stand.cases.answers.on(CaseAction.CLAIM, lambda: stand.done.append("c"), lambda: False)
    stand.window.open_palette("claim the case")
    popup = stand.palette.popup
    assert popup.shown()[0].id == CaseAction.CLAIM
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert stand.done == []
    qtbot.keyClick(popup.field, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_keys_are_shown_and_close_with_the_same_key(opens: Opens, qtbot) -> None:
    stand = opens()
    placeholder.serve(stand.actions)
    stand.workspace.focus(PaneSlot.QUEUE)
    stand.key(qtbot, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    help_ = stand.find(KeyHelp)
    assert help_.isVisible()
    assert help_.panel.height() > stand.window.height() / 2
    said = [label.text() for label in help_.findChildren(QLabel)]
    assert "Claim the case" in said
    assert "Ctrl Shift Enter" in said
    stand.key(qtbot, Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    assert not help_.isVisible()


def test_undo_by_key_takes_the_announcement_back(opens: Opens, qtbot) -> None:
    stand = opens()
    undone: list[int] = []
    stand.window.toast(_("Sent"), lambda: undone.append(1))
    stand.workspace.focus(PaneSlot.APPEAL)
    stand.key(qtbot, Qt.Key.Key_Z)
    assert undone == [1]


def test_the_switch_and_the_key_change_the_language(
    opens: Opens, qtbot, ui_language: WindowLanguage
) -> None:
    stand = opens()
    editor = stand.panes.reply.findChild(QTextEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, "abc")
    stand.key(qtbot, Qt.Key.Key_L, CTRL)
    assert ui_language.code == "zh_Hans"
    assert stand.memory.recall("language") == "zh_Hans"
    assert editor.hasFocus()
    assert "abc" in editor.toPlainText()
    english = next(b for b in stand.window.findChildren(QPushButton) if b.text() == "EN")
    qtbot.mouseClick(english, Qt.MouseButton.LeftButton)
    assert ui_language.code == "en"


def test_the_menu_of_the_person_wears_the_theme(opens: Opens, qtbot, ui_theme: Theme) -> None:
    stand = opens()
    stand.serve(ActionId.SIGN_OUT)
    qtbot.mouseClick(stand.find(AvatarButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    menu = QApplication.activePopupWidget()
    entries = [action.text() for action in menu.actions()]
    assert "Sign out" in entries
    assert "Quit\tCtrl Q" in entries
    dark = next(action for action in menu.actions() if action.text() == "Dark colours")
    assert not dark.isChecked()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(dark).center())
    assert ui_theme.tokens is DARK
    qtbot.mouseClick(stand.find(AvatarButton), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    again = QApplication.activePopupWidget()
    qtbot.keyClick(again, Qt.Key.Key_J)
    assert stand.done == []
    again.close()


def test_the_theme_is_worn_and_remembered(opens: Opens, ui_theme: Theme) -> None:
    stand = opens()
    assert stand.actions.trigger(ActionId.THEME_DARK)
    assert ui_theme.tokens is DARK
    assert stand.memory.recall("theme") == Mode.DARK.value
    stand.actions.trigger(ActionId.THEME_LIGHT)
    assert ui_theme.tokens is LIGHT


def test_the_window_is_as_it_was_left(opens: Opens, qtbot, ini: Path) -> None:
    stand = opens()
    stand.window.resize(1500, 850)
    splitter = stand.panes.queue.parentWidget()
    splitter.setSizes([420, 700, 380])
    splitter.splitterMoved.emit(420, 1)
    left = splitter.sizes()
    stand.memory.remember("case", "R-2026-0417")
    with qtbot.waitSignal(stand.window.leaving):
        stand.window.close()
    again = opens()
    # The offscreen screen is 800 pixels wide, and a remembered window is brought into the screen.
    again.window.resize(1500, 850)
    qtbot.waitUntil(again.panes.policy.isVisible)
    sizes = again.panes.queue.parentWidget().sizes()
    assert (sizes[0], sizes[2]) == (left[0], left[2])
    assert again.memory.recall("case") == "R-2026-0417"


def test_a_window_that_is_gone_leaves_nothing(dressed: WindowLanguage, tmp_path: Path) -> None:
    gone = []
    for number in range(3):
        memory = WindowMemory(tmp_path / f"{number}.ini")
        window = MainWindow(Actions(), memory)
        panes = placeholder.panes()
        placeholder.enter(window, memory, panes)
        gone += [weakref.ref(window), weakref.ref(panes.queue), weakref.ref(panes.reply)]
        window.deleteLater()
        del window, panes
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert [ref() for ref in gone if ref() is not None] == []
    dressed.switch("zh_Hans")


def test_signing_in_again_replaces_the_panes(opens: Opens, qtbot) -> None:
    stand = opens()
    old = weakref.ref(stand.panes.appeal)
    stand.panes = placeholder.panes()
    stand.stack = placeholder.enter(stand.window, stand.memory, stand.panes)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert old() is None
    stand.key(qtbot, Qt.Key.Key_F6)
    assert _inside(stand.panes.appeal)


def test_a_window_gets_its_size_back(qtbot, ini: Path) -> None:
    first, second = QWidget(), QWidget()
    for widget in (first, second):
        qtbot.addWidget(widget)
    first.resize(640, 480)
    WindowMemory(ini).keep_window(first)
    assert WindowMemory(ini).restore_window(second)
    assert (second.width(), second.height()) == (640, 480)


def test_a_broken_memory_is_the_first_day(opens: Opens, ini: Path) -> None:
    ini.write_bytes(b"\x00\xff[window\ngeometry=nonsense\nsplitter/across=a b c")
    stand = opens()
    assert stand.window.isVisible()


def test_the_first_day_teaches_three_keys_once(opens: Opens) -> None:
    stand = opens()
    banner = Screen(stand.window).banner
    assert banner.shown
    banner.dismiss()
    assert not banner.shown
    stand.window.close()
    assert not Screen(opens().window).banner.shown


def test_the_whole_window_speaks_the_language(opens: Opens, dressed: WindowLanguage) -> None:
    stand = opens()
    placeholder.serve(stand.actions)
    stand.window.toast(_("Sent"), placeholder.nothing)
    assert_speaks(stand.window, dressed)
    stand.window.open_palette()
    assert_speaks(stand.palette.popup, dressed)
    stand.palette.popup.disappear()
    stand.actions.trigger(ActionId.HELP)
    assert_speaks(stand.find(KeyHelp), dressed)


def test_every_control_has_a_name(opens: Opens) -> None:
    stand = opens()
    nameless = [
        type(widget).__name__
        for widget in stand.window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and isinstance(widget, QPushButton | QLineEdit | QTextEdit)
        and not isinstance(widget, ReadingView)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_whoever_signs_in_next_sees_and_undoes_nothing_of_the_one_before(opens: Opens) -> None:
    stand = opens()
    undone: list[bool] = []
    stand.window.name_record(_("{reference}", reference="R-2026-0001"))
    stand.window.toast(_("Decided"), lambda: undone.append(True))
    assert "R-2026-0001" in stand.window.windowTitle()
    stand.window.open_sign_in(SignInView())
    assert "R-2026-0001" not in stand.window.windowTitle()
    assert not any(toast.isVisible() for toast in stand.window.findChildren(Toast))
    assert not stand.window.undo_last()
    assert undone == []


@pytest.fixture
def sign_in(qtbot, dressed: WindowLanguage, ini: Path) -> Iterator[SignInView]:
    window = MainWindow(Actions(), WindowMemory(ini))
    qtbot.addWidget(window)
    view = SignInView()
    window.show()
    window.open_sign_in(view)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield view
    window.close()


def test_signing_in_takes_the_keyboard_only(sign_in: SignInView, qtbot) -> None:
    sign_in.show_state(SignInState(server="http://localhost:1"))
    sign_in.begin()
    user = QApplication.focusWidget()
    qtbot.keyClicks(user, "wei.ling")
    qtbot.keyClick(user, Qt.Key.Key_Return)
    password = QApplication.focusWidget()
    assert password is not user
    qtbot.keyClicks(password, "jk?")
    with qtbot.waitSignal(sign_in.submitted) as said:
        qtbot.keyClick(password, Qt.Key.Key_Return)
    assert said.args == [EnteredSignIn("http://localhost:1", "wei.ling", "jk?")]


def test_demo_users_sign_in_with_one_press(sign_in: SignInView, qtbot) -> None:
    users = (DemoUser("wei", "demo", "Wei Ling", _("Specialist")),)
    sign_in.show_state(SignInState(server="s", demo=users))
    button = next(b for b in sign_in.findChildren(QPushButton) if "Wei Ling" in b.text())
    with qtbot.waitSignal(sign_in.submitted) as said:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert said.args == [EnteredSignIn("s", "wei", "demo")]


def test_sign_in_says_what_happens_offline_and_while_busy(sign_in: SignInView, qtbot) -> None:
    sign_in.show_state(SignInState(server="s", user="wei", known_offline=True))
    said = " ".join(text for _place, text in texts(sign_in))
    assert "open from this machine" in said
    sign_in.show_state(SignInState(server="s", user="wei", busy=True))
    button = next(b for b in sign_in.findChildren(QPushButton) if b.text() == "Signing in")
    assert not button.isEnabled()


def test_sign_in_speaks_the_language(sign_in: SignInView, dressed: WindowLanguage) -> None:
    users = (DemoUser("wei", "demo", "Wei Ling", _("Specialist")),)
    sign_in.show_state(SignInState("s", demo=users, notice=_("The password is not right.")))
    assert_speaks(sign_in, dressed)


def test_the_choice_of_a_password_speaks_the_language(
    sign_in: SignInView, dressed: WindowLanguage
) -> None:
    sign_in.show_state(SignInState("s", user="wei.ling", choosing=True))
    assert_speaks(sign_in, dressed)


def test_a_password_that_was_chosen_is_shown_nowhere(sign_in: SignInView, qtbot) -> None:
    sign_in.show_state(SignInState("s", user="wei.ling"))
    sign_in.begin()
    qtbot.keyClicks(QApplication.focusWidget(), "given")
    sign_in.show_state(SignInState("s", user="wei.ling", choosing=True))
    qtbot.keyClicks(QApplication.focusWidget(), "tide lamp orbit")
    with qtbot.assertNotEmitted(sign_in.submitted, wait=0):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "tide lamp orbit")
    with qtbot.waitSignal(sign_in.submitted) as sent:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    said = EnteredSignIn("s", "wei.ling", "given", "tide lamp orbit", "tide lamp orbit")
    assert sent.args == [said]
    assert "tide" not in repr(said)
    assert "given" not in repr(said)
