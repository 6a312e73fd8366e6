"""Every view, walked by Tab and by what a screen reader is told, in both languages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QButtonGroup,
    QComboBox,
    QTextEdit,
    QWidget,
)

from tests.rules.test_ownership import owner_of
from tests.ui.accessible_tree import (
    Heard,
    Role,
    alike,
    foreign,
    heard,
    is_stop,
    misread,
    nameless,
    out_of_order,
)
from tests.ui.pages.hands import until
from tests.ui.posed import NOW, window_in
from ui.bridge import Collector
from ui.language import WindowLanguage
from ui.picture.poses import VIEWS
from ui.picture.rooms import DemoRooms
from ui.picture.weights import WEIGHTS
from ui.widgets import Heading, Overlay, SegmentedSwitch, Tabs

SIZE = (1440, 900)
# Enough to notice what broke for all of them; the others take a second each.
QUICK = ("case", "decide", "request", "preview", "house_style", "policies", "people")
EACH = [
    pytest.param(name, marks=() if name in QUICK else (pytest.mark.slow,))
    for name in VIEWS
    # Lines that are drawn for the eye alone.
    if name not in WEIGHTS
]
# No view has as many stops.
ENDLESS = 400
PARTS_OF_A_DATE = 3


@pytest.fixture(scope="module")
def rooms() -> Iterator[DemoRooms]:
    made = DemoRooms(lambda: NOW)
    # The thread of a cache must not collect what a window leaves behind.
    owner = QObject()
    collector = Collector(owner)
    yield made
    collector.look()
    owner.deleteLater()
    made.close()


@pytest.mark.parametrize("name", EACH)
async def test_a_screen_reader_can_read_every_view(
    dressed: WindowLanguage, rooms: DemoRooms, name: str
) -> None:
    async with window_in(rooms, name, SIZE) as window:
        amiss = []
        for code in ("en", "zh_Hans"):
            dressed.switch(code)
            await until(lambda: True)
            found = heard(window)
            amiss += [f"{code}: {each}" for each in (*nameless(found), *alike(found))]
            amiss += [f"{code}: {each}" for each in (*misread(found), *wrong_roles(found))]
        dressed.switch("qps")
        await until(lambda: True)
        amiss += foreign(heard(window))
        dressed.switch("en")
        await until(lambda: True)
        assert not amiss, "\n".join(amiss)


@pytest.mark.parametrize("name", EACH)
async def test_tab_goes_through_every_view_as_it_is_read(
    dressed: WindowLanguage, rooms: DemoRooms, name: str
) -> None:
    async with window_in(rooms, name, SIZE) as window:
        await until(window.isActiveWindow)
        root = covering(window)
        forward, amiss = walked(window, Qt.Key.Key_Tab)
        backward, _same = walked(window, Qt.Key.Key_Backtab)
        amiss += ringed(window)
        assert backward == forward[-2::-1] + forward[-1:]
        missed = [each for each in reachable(root) if each not in forward]
        amiss += [f"never reached: {called(each)}" for each in missed]
        amiss += [
            f"{called(second)} comes after {called(first)}" for first, second in backwards(forward)
        ]
        assert not amiss, "\n".join(amiss)


def wrong_roles(found: list[Heard]) -> list[str]:
    """Choices that are no radio buttons, tabs that are no tabs, headings that are none."""
    amiss = []
    for each in found:
        parent = each.widget.parentWidget() if each.widget is not None else None
        match parent:
            case Tabs():
                wanted = {Role.PageTab}
            case SegmentedSwitch():
                wanted = {Role.RadioButton}
            case _ if isinstance(each.widget, Heading):
                wanted = {Role.Heading}
            case _:
                continue
        if each.role not in wanted:
            amiss.append(f"{each} has the role {each.role.name}")
    return amiss


def covering(window: QWidget) -> QWidget:
    """The panel that lies over the window and keeps Tab to itself, else the window."""
    panels = [each for each in window.findChildren(Overlay) if each.isVisible()]
    return panels[-1] if panels else window


def walked(window: QWidget, key: Qt.Key) -> tuple[list[QWidget], list[str]]:
    """The stops from the one with the focus back to it, which is the last; and what is amiss."""
    start = QApplication.focusWidget()
    if start is None or not is_stop(start):
        QTest.keyClick(start or window, key)
        start = QApplication.focusWidget()
    assert start is not None
    stops: list[QWidget] = []
    amiss: list[str] = []
    steps = again = 0
    while not stops or stops[-1] is not start:
        QTest.keyClick(QApplication.focusWidget(), key)
        here = QApplication.focusWidget()
        assert here is not None, f"the focus is lost after {called(stops[-1])}"
        steps += 1
        assert steps < ENDLESS
        again = again + 1 if here is (stops[-1] if stops else start) else 0
        if 0 < again <= PARTS_OF_A_DATE:
            continue  # From day to month to year, before Tab leaves a date.
        assert here not in stops, f"a trap: {called(here)} comes again before {called(start)}"
        stops.append(here)
        shown = in_sight_of(here)
        if not shown.contains(_inner(here, shown)):
            amiss.append(f"out of sight: {called(here)}, {shown} of {here.rect()}")
        if not rings(window, here) and not has_caret(here):
            amiss.append(f"no ring: {called(here)}")
    return stops, amiss


def in_sight_of(widget: QWidget) -> QRect:
    """The part of it that none of what it stands in cuts off."""
    shown, around = widget.rect(), widget.parentWidget()
    while around is not None:
        shown &= QRect(-widget.mapTo(around, QPoint()), around.size())
        around = None if around.isWindow() else around.parentWidget()
    return shown


def _inner(widget: QWidget, shown: QRect) -> QRect:
    """What has to be in sight: the whole, or of what is larger than its pane the caret."""
    if shown.height() < widget.height() and shown.height() > SIZE[1] // 8:
        caret = widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
        return caret if isinstance(caret, QRect) else caret.toRect()
    return widget.rect()


def rings(window: QWidget, here: QWidget) -> bool:
    """Whether it looks otherwise with the focus than without."""
    around = QRect(here.mapTo(window, QPoint()), here.size()).adjusted(-4, -4, 4, 4)
    focused = window.grab(around).toImage()
    here.clearFocus()
    plain = window.grab(around).toImage()
    here.setFocus(Qt.FocusReason.TabFocusReason)
    return focused != plain


def has_caret(widget: QWidget) -> bool:
    """Whether the caret says that it has the focus: it is drawn in one half of a second only."""
    return isinstance(widget, QTextEdit) and not widget.isReadOnly()


def ringed(whole: QWidget) -> list[str]:
    """What PySide holds for a part of its own part: the collector would delete it."""
    held = {id(each): each for each in (whole, *_parts(whole))}
    amiss = []
    for each in held.values():
        seen: set[int] = set()
        at: int | None = id(each)
        while at in held and at not in seen:
            seen.add(at)
            at = owner_of(held[at])
        if at in seen:
            amiss.append(f"{called(each)} is a part of its own part")
    return amiss


def _parts(whole: QWidget) -> Iterator[QWidget]:
    # To search for them all at once would make them all parts of the whole.
    for each in whole.children():
        if isinstance(each, QWidget):
            yield each
            yield from _parts(each)


def reachable(root: QWidget) -> list[QWidget]:
    """What Tab has to come to; of radio buttons the one that is chosen."""
    found = [each for each in root.findChildren(QWidget) if is_stop(each)]
    groups = root.findChildren(QButtonGroup)
    chosen = [group.checkedButton() for group in groups]
    grouped = [button for group in groups for button in group.buttons()]
    fields = [each for each in found if isinstance(each.parent(), (QAbstractSpinBox, QComboBox))]
    passed = {*fields, *(each for each in grouped if each not in chosen)}
    return [each for each in found if each not in passed]


def backwards(stops: list[QWidget]) -> list[tuple[QWidget, QWidget]]:
    """Stops that come after one which stands below or right of them, wherever the round begins."""
    count = len(stops)
    wrong = {
        (first, second)
        for first, before in enumerate(stops)
        for second, after in enumerate(stops)
        if first != second and _precedes(after, before)
    }
    rounds = (
        [(i, j) for i, j in wrong if (i - begin) % count < (j - begin) % count]
        for begin in range(count)
    )
    return [(stops[i], stops[j]) for i, j in min(rounds, key=len)]


def _precedes(one: QWidget, other: QWidget) -> bool:
    """Whether `one` stands above or left of `other`."""
    if one.isAncestorOf(other) or other.isAncestorOf(one):
        return False
    return bool(out_of_order([_area(each) for each in _branches(other, one)]))


def _branches(one: QWidget, other: QWidget) -> tuple[QWidget, QWidget]:
    """The parts of what holds both in which they stand; scrolling moves neither."""
    around = [one]
    while around[-1].parentWidget() is not None:
        around.append(around[-1].parentWidget())
    while other.parentWidget() not in around:
        other = other.parentWidget()
    return around[around.index(other.parentWidget()) - 1], other


def _area(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint()), widget.size())


def called(widget: QWidget) -> str:
    face = QAccessible.queryAccessibleInterface(widget)
    return f"{type(widget).__name__} {face.text(QAccessible.Text.Name)!r}"
