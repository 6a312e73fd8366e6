"""PySide6 keeps the references of None, True and False: 6.12.0 dropped one at every call.

After some five thousand calls such a release aborts the interpreter
(`none_dealloc`), so the release in use is measured before anything relies on it.
"""

import ctypes
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 300
# Other code may take or give back a few references between two readings.
NOISE = 30
SINGLETONS = (None, True, False)


def lost_references(call: Callable[[], object]) -> int:
    """The largest number of references that a singleton lost over CALLS calls."""
    call()
    before = [sys.getrefcount(value) for value in SINGLETONS]
    for _ in range(CALLS):
        call()
    after = [sys.getrefcount(value) for value in SINGLETONS]
    return max(b - a for b, a in zip(before, after, strict=True))


class Emitter(QObject):
    """A signal with the arguments that went wrong."""

    flag = Signal(bool)
    thing = Signal(object)


def test_methods_keep_references(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert lost_references(lambda: widget.setEnabled(True)) < NOISE
    assert lost_references(lambda: widget.setVisible(False)) < NOISE
    assert lost_references(widget.update) < NOISE
    assert lost_references(lambda: widget.setProperty("state", None)) < NOISE
    assert lost_references(widget.isEnabled) < NOISE


def test_signals_keep_references(qtbot: QtBot) -> None:
    emitter = Emitter()
    seen: list[object] = []
    emitter.flag.connect(seen.append)
    emitter.thing.connect(seen.append)
    assert lost_references(lambda: emitter.flag.emit(True)) < NOISE
    assert lost_references(lambda: emitter.thing.emit(None)) < NOISE
    assert len(seen) == 2 * (CALLS + 1)


@pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None is immortal from 3.12 on: nothing can be lost"
)
def test_a_loss_is_found() -> None:
    drop, restore = ctypes.pythonapi.Py_DecRef, ctypes.pythonapi.Py_IncRef
    for function in (drop, restore):
        function.argtypes = [ctypes.py_object]
        function.restype = None
    try:
        assert lost_references(lambda: drop(None)) >= CALLS - NOISE
    finally:
        for _ in range(CALLS + 1):
            restore(None)
