"""What others wrote is shown as it is written, wherever it stands."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip, QWidget

from ui.language import WindowLanguage, plain_tip, tip_of, title_of
from ui.language.plain import plain_title
from ui.widgets import Button, ElidedLabel, Menu, QuietButton
from workstation.i18n import Translator, _, isolated

MARKUP = [
    '<img src="file:///etc/passwd" width="500">',
    "<b>Acme</b> Ltd",
    "< b >bold",
    "<!DOCTYPE html><b>x",
    "<?xml version='1.0'?><b>x</b>",
    "  \n <table><tr><td>x",
    "&lt;b&gt;Acme",
    "Tom &amp; Jerry <a href='http://x'>x</a>",
    "<BR>" * 5,
]


@pytest.mark.parametrize("name", MARKUP)
async def test_a_tip_is_never_read_as_html(dressed: WindowLanguage, name: str) -> None:
    widget = QWidget()
    widget.show()
    tip_of(widget)(name)
    QToolTip.showText(widget.mapToGlobal(QPoint(1, 1)), widget.toolTip(), widget)
    (tip,) = [
        each
        for each in QApplication.topLevelWidgets()
        if each.metaObject().className() == "QTipLabel" and isinstance(each, QLabel)
    ]
    assert tip.text().replace("\u2060", "") == name
    # A tip wraps its words exactly when it reads them as HTML.
    assert not tip.wordWrap()
    QToolTip.hideText()
    widget.deleteLater()


def test_a_long_tip_is_cut() -> None:
    assert len(plain_tip("x" * 1_000_000)) < 1_100
    assert plain_tip("x\n" * 100_000).count("\n") < 25
    assert plain_tip("short") == "short"


def test_ampersands_are_shown(dressed: WindowLanguage) -> None:
    button: Button = QuietButton(lambda: "Tom & Jerry")
    assert button.text() == "Tom && Jerry"
    menu = Menu(button)
    entry = menu.entry(lambda: "A&B\tC", lambda: None, key="Ctrl+X")
    assert entry.text() == "A&&B C\tCtrl X"
    assert button.shortcut().isEmpty()
    button.deleteLater()


def test_a_title_keeps_what_qt_would_take_out(dressed: WindowLanguage) -> None:
    window = QWidget()
    title_of(window)("A[*]B\nC")
    assert window.windowTitle() == plain_title("A[*]B\nC") == "A[*][*]B C"
    window.deleteLater()


def test_an_elided_name_has_a_plain_tip(dressed: WindowLanguage) -> None:
    label = ElidedLabel()
    label.resize(60, 20)
    label.content(MARKUP[0])
    label.show()
    QTest.qWaitForWindowExposed(label)
    document = QTextDocument()
    document.setPlainText(label.toolTip())
    assert "<img" not in label.toolTip()
    assert label.toolTip().replace("\u2060", "") == MARKUP[0]
    label.deleteLater()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Acme & Söhne <b>", "Acme & Söhne <b>"),
        ("شركة", "\u2068شركة\u2069"),
        ("עברית 12", "\u2068עברית 12\u2069"),
        ("gpj.\u202eexe", "\u2068gpj.\u202eexe\u2069"),
        ("a\u2069\u2069b", "\u2068ab\u2069"),
        ("a\u2067b", "\u2068a\u2067b\u2069\u2069"),
        ("深圳", "深圳"),
    ],
)
def test_a_name_cannot_turn_the_sentence_that_it_stands_in(name: str, shown: str) -> None:
    assert isolated(name) == shown
    message = _("Claimed by {name} on {day}.", name=name, day="3")
    assert Translator("en", isolates=True).text(message) == f"Claimed by {shown} on 3."
    # What is sent or stored has none of it.
    assert Translator("en").text(message) == f"Claimed by {name} on 3."


def test_the_window_isolates(dressed: WindowLanguage) -> None:
    assert dressed.text(_("{name}!", name="עברית")) == "\u2068עברית\u2069!"
