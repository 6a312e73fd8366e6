"""The widgets answer a person who presses and reads them."""

import sys

import pytest
from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget
from shiboken6 import isValid

from tests.ui.pages.notices import Announcement
from tests.ui.sweep import assert_speaks
from ui.language import WindowLanguage
from ui.theme import LIGHT, Icon, Mode, Theme, Tone, Type, font
from ui.widgets import (
    ContentStage,
    Drawer,
    ElidedLabel,
    EmptyPanel,
    FlowLayout,
    Heading,
    IconButton,
    KeyCap,
    Label,
    Menu,
    NoticeBar,
    OutlinedButton,
    Overlay,
    Pick,
    PickPopup,
    Pill,
    PrimaryButton,
    ReadingView,
    SearchField,
    SegmentedSwitch,
    Shape,
    ShareBar,
    Splitter,
    SwitchChoice,
    Tabs,
    Tag,
    TextButton,
    Toasts,
    announce,
    column,
    draw_shape,
    draw_tag,
    elide_middle,
    language_mark,
)
from ui.widgets.fuzzy import score
from workstation.i18n import _

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def host(qtbot) -> QWidget:
    widget = QWidget()
    widget.resize(900, 600)
    qtbot.addWidget(widget)
    widget.show()
    return widget


def put(host: QWidget, *widgets: QWidget) -> None:
    """Lay widgets out in the host; Qt shows them a turn of the loop later."""
    host.setLayout(column(*widgets))
    for widget in widgets:
        widget.show()


def _ink(shape: Shape) -> bytes:
    image = QImage(24, 24, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_shape(painter, QRectF(2, 2, 20, 20), shape, LIGHT.accent)
    painter.end()
    return bytes(image.constBits())


def test_states_differ_by_shape_alone() -> None:
    assert len({_ink(shape) for shape in Shape}) == len(Shape)


def test_a_tag_says_where_it_begins() -> None:
    image = QImage(100, 24, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    left = draw_tag(painter, 90, 12, "EN")
    painter.end()
    assert 50 < left < 80


def test_a_long_name_gives_up_its_middle(host: QWidget) -> None:
    label = ElidedLabel()
    label.setParent(host)
    label.content("Pebble & Pine Trading Company of Singapore")
    label.resize(120, 20)
    label.show()
    assert "…" in label.text()
    assert label.text().startswith("Peb")
    assert label.text().endswith("ore")
    assert label.toolTip() == label.whole() == "Pebble & Pine Trading Company of Singapore"
    label.resize(900, 20)
    assert label.text() == label.whole()
    assert label.toolTip() == ""


def test_elision_is_remembered() -> None:
    text = "益生菌口服液，夸大功效宣称，第二次申诉"
    assert elide_middle(text, font(Type.BODY), 80) is elide_middle(text, font(Type.BODY), 80)


def test_language_marks() -> None:
    assert language_mark(["en"]) == "EN"
    assert language_mark(["zh_Hans"]) == "中"
    assert language_mark(["zh_Hans", "en"]) == "EN 中"


def test_a_click_leaves_the_caret_where_it_is(host: QWidget, qtbot) -> None:
    edit, button = QTextEdit(), PrimaryButton(_("Send"))
    put(host, edit, button)
    pressed: list[None] = []
    button.clicked.connect(lambda: pressed.append(None))
    host.activateWindow()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(pressed) == 1
    assert edit.hasFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Backtab)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_like_space(host: QWidget, qtbot, key: Qt.Key) -> None:
    button = PrimaryButton(_("Undo"))
    button.setParent(host)
    button.show()
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_the_tooltip_has_the_key_and_the_reason(host: QWidget) -> None:
    button = OutlinedButton(_("Decide"))
    button.setParent(host)
    button.show_key("D")
    assert button.toolTip() == "Decide  (D)"
    button.explain(_("Claim the case first"))
    assert button.toolTip() == "Claim the case first  (D)"
    assert button.accessibleDescription() == button.toolTip()
    assert button.findChild(KeyCap).text() == "D"
    button.show_key("Ctrl+Enter")
    assert not button.findChild(KeyCap).isVisibleTo(button)


@pytest.mark.parametrize("kind", [SegmentedSwitch, Tabs])
def test_a_switch_has_one_choice(host: QWidget, qtbot, kind: type[SegmentedSwitch]) -> None:
    switch = kind(
        [
            SwitchChoice("then", _("Then")),
            SwitchChoice("now", _("Now")),
            SwitchChoice("both", _("Both")),
        ]
    )
    put(host, switch)
    chosen: list[object] = []
    switch.chosen.connect(chosen.append)
    assert switch.value == "then"
    now = switch.layout().itemAt(1).widget()
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    assert (switch.value, chosen) == ("now", ["now"])
    qtbot.keyClick(switch, Qt.Key.Key_Right)
    assert switch.value == "both"
    switch.choose("then")
    assert (switch.value, chosen) == ("then", ["now", "both"])


def test_a_notice_appears_and_goes(host: QWidget, qtbot) -> None:
    notice = NoticeBar()
    host.setLayout(column(notice))
    assert not notice.isVisible()
    acted: list[None] = []
    notice.acted.connect(lambda: acted.append(None))
    notice.say(_("Li sent a letter"), Tone.WARN, _("Read it first"))
    action = notice.findChild(TextButton)
    qtbot.mouseClick(action, Qt.MouseButton.LeftButton)
    assert acted == [None]
    with qtbot.waitSignal(notice.dismissed):
        qtbot.mouseClick(notice.findChild(IconButton), Qt.MouseButton.LeftButton)
    assert not notice.isVisible()


def test_a_toast_counts_down_and_can_be_taken_back(host: QWidget, qtbot) -> None:
    toasts = Toasts(host)
    undone: list[str] = []
    first = toasts.announce(_("Sent"), lambda: undone.append("sent"), seconds=3)
    button = first.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    texts = [child.text() for child in first.findChildren(QLabel)]
    assert texts[:1] == ["Sent"]
    assert button is not None
    first.tick()
    undo = Announcement(first).undo
    assert "2" in undo.text()
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert undone == ["sent"]
    assert not toasts.isVisible()


def test_a_toast_takes_the_focus_of_no_window(host: QWidget) -> None:
    """A button that is shown before it has a parent is a window of its own, and is activated."""
    app = QApplication.instance()
    seen = Shown()
    app.installEventFilter(seen)
    Toasts(host).announce(_("Sent"), lambda: None)
    app.removeEventFilter(seen)
    assert seen.windows == []


class Shown(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[object] = []

    def eventFilter(self, thing: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(thing, QWidget) and thing.isWindow():
            self.windows.append(thing)
        return False


def test_a_toast_that_ran_out_cannot_be_taken_back(host: QWidget) -> None:
    toasts = Toasts(host)
    undone: list[str] = []
    toast = toasts.announce(_("Sent"), lambda: undone.append("sent"), seconds=1)
    toast.tick()
    assert not toasts.isVisible()
    assert not toasts.undo_last()
    assert undone == []


def test_a_screen_reader_hears_notices_and_toasts_once(
    host: QWidget, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    class Reader:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            heard.append(event.message())

    monkeypatch.setattr(sys.modules[announce.__module__], "QAccessible", Reader)
    notice = NoticeBar()
    put(host, notice)
    notice.say(_("Offline"))
    notice.say(_("Offline"))
    Toasts(host).announce(_("Sent"))
    announce(host, lambda: "李娜")
    assert heard == ["Offline", "Sent", "李娜"]


def test_the_newest_toast_is_taken_back_first(host: QWidget) -> None:
    toasts = Toasts(host)
    undone: list[int] = []
    for number in (1, 2):
        toasts.announce(_("Sent"), lambda number=number: undone.append(number))
    toasts.announce(_("Saved"))
    assert toasts.undo_last()
    assert undone == [2]


def test_loading_shows_only_after_a_blink(host: QWidget, qtbot) -> None:
    content = QLabel()
    stage = ContentStage(content)
    put(host, stage)
    stage.show_loading()
    assert content.isVisible()
    qtbot.waitUntil(lambda: not content.isVisible())
    stage.show_content()
    assert content.isVisible()
    panel = EmptyPanel(
        Icon.INBOX, _("Nothing here"), _("New cases appear by themselves."), _("Sync now"), "F5"
    )
    stage.show_panel(panel)
    assert panel.isVisible()
    with qtbot.waitSignal(panel.acted):
        qtbot.mouseClick(panel.findChild(OutlinedButton), Qt.MouseButton.LeftButton)


def test_search_speaks_when_typing_pauses(host: QWidget, qtbot) -> None:
    field = SearchField(_("Search"))
    put(host, field)
    said: list[str] = []
    field.searched.connect(said.append)
    qtbot.keyClicks(field, "shoes")
    assert said == []
    qtbot.waitUntil(lambda: said == ["shoes"])
    qtbot.keyClicks(field, "!")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert said == ["shoes", "shoes!"]
    field.clear()
    assert said[-1] == ""


def test_reading_text_keeps_its_measure(host: QWidget) -> None:
    view = ReadingView()
    put(host, view)
    view.show_text("word " * 200, "en")
    english = view.measure()
    assert view.document().textWidth() <= english
    tall = view.height()
    view.show_text("字" * 400, "zh_Hans")
    assert view.measure() == 38 * 15
    assert view.height() > 400 / 38 * 15 * 1.6
    view.show_text("short", "en")
    assert view.height() < tall


def test_reading_text_refuses_the_input_method(host: QWidget) -> None:
    view = ReadingView()
    view.setParent(host)
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert view.isReadOnly()


def test_tags_wrap_like_words(host: QWidget) -> None:
    flow = FlowLayout(4)
    for word in ("alpha", "beta", "gamma", "delta"):
        tag = Tag()
        tag.content(word)
        flow.addWidget(tag)
        tag.setParent(host)
        tag.show()
    host.setLayout(flow)
    assert flow.heightForWidth(60) > flow.heightForWidth(600)
    assert flow.count() == 4


def test_a_drawer_lies_over_the_right_edge(host: QWidget, qtbot) -> None:
    drawer, content = Drawer(host, 300), QLabel()
    content.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    drawer.hold(content)
    drawer.pull(True)
    assert content.isVisible()
    assert drawer.geometry().right() == host.rect().right()
    host.resize(700, 500)
    qtbot.waitUntil(lambda: drawer.geometry().right() == host.rect().right())
    with qtbot.waitSignal(drawer.shut):
        drawer.findChild(IconButton).click()
    assert not content.isVisible()


def test_a_menu_does_and_tells_its_key(host: QWidget, qtbot) -> None:
    menu, done = Menu(host), []
    action = menu.entry(_("Sync now"), lambda: done.append(1), Icon.REFRESH, "F5")
    assert action.text() == "Sync now\tF5"
    assert action.shortcut().isEmpty()
    action.trigger()
    assert done == [1]


def test_what_is_on_wears_a_tick(host: QWidget) -> None:
    menu = Menu(host)
    on = menu.entry(_("Dark"), lambda: None, Icon.MOON, checked=True)
    off = menu.entry(_("Dark"), lambda: None, Icon.MOON, checked=False)
    assert (on.isChecked(), off.isChecked()) == (True, False)
    first, second = (action.icon().pixmap(20).toImage() for action in (on, off))
    assert first != second


def test_picks_are_found_in_both_languages_and_by_initials(host: QWidget, qtbot) -> None:
    popup = PickPopup(host, _("Search"))
    picks = [
        Pick("wei", lambda: "Wei Ling"),
        Pick("li", lambda: "李娜"),
        Pick("amara", lambda: "Amara Okafor", enabled=False),
    ]
    picked: list[object] = []
    popup.picked.connect(picked.append)
    popup.open(picks)
    assert len(popup.shown()) == 3
    qtbot.keyClicks(popup.field, "wl")
    assert [pick.id for pick in popup.shown()] == ["wei"]
    popup.field.setText("娜")
    assert [pick.id for pick in popup.shown()] == ["li"]
    popup.field.setText("okafor")
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert picked == []
    popup.field.clear()
    qtbot.keyClick(popup.field, Qt.Key.Key_Down)
    qtbot.keyClick(popup.field, Qt.Key.Key_Return)
    assert picked == ["li"]
    assert not popup.isVisible()


def test_nothing_that_fits_is_said(host: QWidget, qtbot) -> None:
    popup = PickPopup(host, _("Search"))
    popup.open([Pick(1, _("Decide"))])
    qtbot.keyClicks(popup.field, "xyzzy")
    assert popup.shown() == ()
    assert "Nothing fits. Try another word." in [x.text() for x in popup.findChildren(QLabel)]
    with qtbot.waitSignal(popup.closed):
        qtbot.keyClick(popup.field, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("better", "worse", "wanted"),
    [
        ("Decide", "Undecided", "dec"),
        ("Assign to", "Signed assignment", "ass"),
        ("作出决定", "决定已送达", "作出"),
        ("Next pane", "Sign in to a pane", "np"),
    ],
)
def test_the_better_fit_comes_first(better: str, worse: str, wanted: str) -> None:
    assert score(wanted, better) > score(wanted, worse)


def test_what_does_not_fit_scores_nothing() -> None:
    assert score("zq", "Decide") == 0
    assert score("", "Decide") > 0


def _shelf() -> list[QWidget]:
    pill, label = Pill(), Label(_("Saved"), Type.META, Tone.MUTED)
    pill.show_state(Shape.PAUSED, _("Waiting"), Tone.WARN)
    heading, name = Heading(_("Evidence")), ElidedLabel()
    heading.count(4)
    name.content("Pebble & Pine")
    notice, share = NoticeBar(), ShareBar()
    notice.say(_("Offline"), Tone.WARN, _("Try again"))
    share.show_shares([(Tone.OK, 7), (Tone.WARN, 2)])
    text = ReadingView()
    text.show_text("销售品牌商品的商家。", "zh_Hans")
    outlined = OutlinedButton(_("Decide"), Icon.DECIDE)
    outlined.show_key("D")
    return [
        pill,
        label,
        heading,
        name,
        notice,
        share,
        text,
        outlined,
        PrimaryButton(_("Send"), Icon.SEND),
        TextButton(_("Show all")),
        IconButton(Icon.MORE, _("More")),
        Tabs([SwitchChoice(1, _("Then")), SwitchChoice(2, _("Now"))]),
        SearchField(_("Search")),
        Splitter(Qt.Orientation.Horizontal),
        EmptyPanel(Icon.INBOX, _("Nothing"), _("Later"), _("Sync now")),
    ]


def test_an_overlay_closes_though_what_had_the_focus_is_gone(host: QWidget, qtbot) -> None:
    row = TextButton(_("Show all"))
    put(host, row)
    row.setFocus()
    qtbot.waitUntil(row.hasFocus)
    overlay = Overlay(host, 300)
    inside = TextButton(_("Send"))
    overlay.inside.addWidget(inside)
    overlay.appear(inside)
    row.deleteLater()
    qtbot.waitUntil(lambda: not isValid(row))
    with qtbot.waitSignal(overlay.closed):
        overlay.disappear()
    assert not overlay.isVisible()


def test_every_widget_speaks_the_language(host: QWidget, dressed: WindowLanguage) -> None:
    shelf = [widget for widget in _shelf() if not isinstance(widget, Splitter)]
    put(host, *shelf)
    assert_speaks(host, dressed)


def test_the_sweep_finds_what_does_not_speak(host: QWidget, dressed: WindowLanguage) -> None:
    label = QLabel()
    label.setText("".join(["Sa", "ved"]))
    put(host, label, Label(_("Evidence")))
    with pytest.raises(AssertionError, match="Saved"):
        assert_speaks(host, dressed)


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
def test_every_widget_draws_something(host: QWidget, ui_theme: Theme, mode: Mode) -> None:
    ui_theme.wear(mode)
    shelf = [widget for widget in _shelf() if not isinstance(widget, Splitter)]
    put(host, *shelf)
    host.grab()
    for widget in shelf:
        image = widget.grab().toImage()
        spots = range(0, image.width(), 2), range(0, image.height(), 2)
        colours = {image.pixel(x, y) for x in spots[0] for y in spots[1]}
        assert len(colours) > 1, type(widget).__name__
