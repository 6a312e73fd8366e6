"""The list to pick from makes only the rows in sight, once for each typed letter."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.language import WindowLanguage
from ui.widgets import Pick, PickPopup
from workstation.i18n import Message, _

MANY = [Pick(n, Message("{n}", (("n", f"thing {n:02}"),))) for n in range(50)]


def drawn(popup: PickPopup) -> int:
    return sum(popup.list.itemWidget(popup.list.item(n)) is not None for n in range(50))


def opened(qtbot: QtBot) -> PickPopup:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(900, 700)
    host.show()
    popup = PickPopup(host, _("Find"))
    popup.open(MANY)
    qtbot.waitUntil(popup.isVisible)
    return popup


def test_only_rows_in_sight_are_made_and_others_when_they_come_into_it(
    qtbot: QtBot, dressed: WindowLanguage
) -> None:
    popup = opened(qtbot)
    assert len(popup.shown()) == 50
    assert drawn(popup) <= 10
    for _n in range(30):
        QTest.keyClick(popup.field, Qt.Key.Key_Down)
    for at in range(22, 31):
        row = popup.list.itemWidget(popup.list.item(at))
        assert row is not None
        assert row.findChild(QLabel).text() == f"thing {at:02}"
    popup.list.scrollToBottom()
    assert popup.list.itemWidget(popup.list.item(49)) is not None


def test_a_letter_fills_the_list_once_also_when_somebody_answers_it(
    qtbot: QtBot, dressed: WindowLanguage
) -> None:
    popup = opened(qtbot)
    popup.typed.connect(lambda _text: popup.offer(MANY))
    filled: list[int] = []
    popup.list.model().rowsInserted.connect(lambda _in, first, _last: filled.append(first))
    QTest.keyClicks(popup.field, "4")
    assert filled == list(range(len(popup.shown())))
    assert all("4" in str(pick.title.arguments) for pick in popup.shown())


def test_opening_it_anew_forgets_what_was_typed_without_asking(
    qtbot: QtBot, dressed: WindowLanguage
) -> None:
    popup = opened(qtbot)
    QTest.keyClicks(popup.field, "12")
    popup.disappear()
    asked: list[str] = []
    popup.typed.connect(asked.append)
    popup.open(MANY)
    assert popup.field.text() == ""
    assert len(popup.shown()) == 50
    assert asked == []
