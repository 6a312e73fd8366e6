"""The inspector: the objects of a window, what they say, and records as they stand."""

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QRubberBand, QTreeWidgetItemIterator, QVBoxLayout, QWidget

from ui.inspector import Inspector
from ui.inspector.signals import signals_of
from ui.language import WindowLanguage
from ui.widgets import QuietButton
from workstation.app.sample import case_id, sampled
from workstation.domain.commands import AddNote
from workstation.i18n import _


@pytest.fixture
def window(qtbot, dressed: WindowLanguage) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    button = QuietButton(_("Send"))
    button.setObjectName("send")
    layout.addWidget(button)
    with qtbot.waitExposed(window):
        window.show()
    return window


def choose(inspector: Inspector, name: str) -> None:
    walk = QTreeWidgetItemIterator(inspector.tree.tree)
    while walk.value() is not None:
        if walk.value().text(1) == name:
            inspector.tree.tree.setCurrentItem(walk.value())
            return
        walk += 1
    pytest.fail(f"{name} is not in the tree")


def test_the_chosen_one_is_framed_and_heard(qtbot, window: QWidget) -> None:
    inspector = Inspector(window, lambda: None)
    inspector.show()
    choose(inspector, "send")
    button = window.findChild(QuietButton)
    frame = window.findChild(QRubberBand)
    assert frame.isVisible()
    assert frame.geometry() == button.geometry()
    button.click()
    assert " clicked(" in inspector.signals.log.toPlainText()
    inspector.close()
    button.click()
    assert not any(each.isVisible() for each in window.findChildren(QRubberBand))


def test_whoever_is_gone_is_no_fault(qtbot, window: QWidget) -> None:
    inspector = Inspector(window, lambda: None)
    qtbot.addWidget(inspector)
    choose(inspector, "send")
    button = window.findChild(QuietButton)
    button.deleteLater()
    QCoreApplication.sendPostedEvents(button, QEvent.Type.DeferredDelete)
    inspector.tree.tree.setCurrentItem(inspector.tree.tree.topLevelItem(0))
    inspector.tree.read()
    assert window.findChild(QuietButton) is None


def test_the_tree_is_narrowed_to_what_is_sought(qtbot, window: QWidget) -> None:
    inspector = Inspector(window, lambda: None)
    qtbot.addWidget(inspector)
    inspector.tree.search.searched.emit("send")
    root = inspector.tree.tree.topLevelItem(0)
    seen = [
        root.child(at).text(1) for at in range(root.childCount()) if not root.child(at).isHidden()
    ]
    assert seen == ["send"]
    assert not root.isHidden()


def test_signals_of_one_kind_only(window: QWidget) -> None:
    found = signals_of(window.findChild(QuietButton))
    assert "clicked" in found
    assert "destroyed" not in found


async def test_a_record_is_shown_with_what_waits_of_it(
    qtbot, window: QWidget, tmp_path: Path
) -> None:
    workstation = await sampled(tmp_path, 3)
    try:
        inspector = Inspector(window, lambda: workstation)
        qtbot.addWidget(inspector)
        records = inspector.records
        await workstation.records.submit(case_id(1), AddNote(text="Called them."))
        async with asyncio.timeout(5):
            while records.id.findText(case_id(1)) < 0:
                await asyncio.sleep(0.01)
        records.id.setCurrentText(case_id(1))
        await records.show_record()
        shown = json.loads(records.text.toPlainText())
        assert shown["kind"] == "Case"
        assert shown["record"]["notes"][-1]["text"] == "Called them."
        assert shown["pending"][0]["command"]["text"] == "Called them."
        records.id.setCurrentText("nobody")
        await records.show_record()
        assert records.text.toPlainText() == "null"
        inspector.close()
    finally:
        await workstation.close()
