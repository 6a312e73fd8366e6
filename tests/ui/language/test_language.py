"""Texts follow the language while they live, and cost nothing once they are gone."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QLineEdit, QPushButton

from ui.language import WindowLanguage, bind, language, unbind
from workstation.i18n import _


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def test_a_bound_text_follows(ui_language: WindowLanguage, qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bind(label, label.setText, _("Evidence"))
    assert label.text() == "Evidence"
    ui_language.switch("qps")
    assert label.text().startswith("⟦")
    ui_language.switch("en")
    assert label.text() == "Evidence"


def test_binding_again_replaces(ui_language: WindowLanguage, qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bind(label, label.setText, _("One"))
    bind(label, label.setText, _("Two"))
    assert label.text() == "Two"
    assert len(label.children()) == 1
    bind(label, label.setToolTip, _("Three"))
    assert len(label.children()) == 2
    ui_language.switch("qps")
    assert "Tw" in label.text()


def test_content_is_left_alone_and_unbinding_keeps_it(ui_language: WindowLanguage, qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    bind(label, label.setText, lambda: "益生菌")
    ui_language.switch("qps")
    assert label.text() == "益生菌"
    unbind(label, label.setText)
    label.setText("kept")
    ui_language.switch("en")
    assert label.text() == "kept"


def test_fifty_widgets_leave_nothing_behind(
    ui_language: WindowLanguage, qapp: QApplication
) -> None:
    gone = []
    for _number in range(50):
        button = QPushButton()
        bind(button, button.setText, _("Send"))
        bind(button, button.setToolTip, _("Send"))
        gone.append(weakref.ref(button))
        button.deleteLater()
        del button
    _delete_what_is_due()
    assert sum(ref() is not None for ref in gone) == 0
    ui_language.switch("zh_Hans")


def test_widgets_dropped_without_deleting_leave_nothing_either(ui_language: WindowLanguage) -> None:
    gone = []
    for _number in range(50):
        label = QLabel()
        bind(label, label.setText, _("Send"))
        gone.append(weakref.ref(label))
        del label
    gc.collect()
    assert sum(ref() is not None for ref in gone) == 0


def test_a_binding_that_outlives_its_target_goes_quietly(
    ui_language: WindowLanguage, qtbot
) -> None:
    owner, label = QObject(), QLabel()
    bind(owner, label.setText, _("Send"))
    label.deleteLater()
    _delete_what_is_due()
    ui_language.switch("qps")
    _delete_what_is_due()
    assert owner.children() == []


def test_what_is_typed_stays(ui_language: WindowLanguage, qtbot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    bind(field, field.setPlaceholderText, _("User name"))
    qtbot.keyClicks(field, "wei ling")
    field.setSelection(2, 3)
    ui_language.switch("zh_Hans")
    assert (field.text(), field.selectedText()) == ("wei ling", "i l")


def test_qt_itself_speaks_chinese(ui_language: WindowLanguage, qtbot) -> None:
    ui_language.switch("zh_Hans")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    button = box.button(QDialogButtonBox.StandardButton.Cancel)
    assert "取消" in button.text()
    assert QLocale().language() is QLocale.Language.Chinese
    ui_language.switch("en")
    qtbot.waitUntil(lambda: "Cancel" in button.text())
    assert QLocale().language() is QLocale.Language.English


def test_the_last_language_made_is_the_one_spoken(ui_language: WindowLanguage) -> None:
    assert language() is ui_language


def test_an_unknown_language_is_refused(ui_language: WindowLanguage) -> None:
    with pytest.raises(ValueError, match="xx"):
        ui_language.switch("xx")
    assert ui_language.code == "en"
