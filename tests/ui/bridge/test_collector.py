"""Garbage is collected in the window's thread, and in no other."""

import gc
import threading
import weakref

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ui.bridge import Collector


class Ring:
    """Something that only the collector can free."""

    def __init__(self) -> None:
        self.me = self


def dropped_rings(number: int) -> list[weakref.ref[Ring]]:
    return [weakref.ref(Ring()) for _ in range(number)]


def test_only_a_look_collects(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    left: list[weakref.ref[Ring]] = []
    gc.collect()
    other = threading.Thread(target=lambda: left.extend(dropped_rings(5_000)))
    other.start()
    other.join()
    assert all(each() is not None for each in left), "a thread collected"
    collector.look()
    assert all(each() is None for each in left)
    collector.look()


def test_python_collects_again_once_it_is_gone(qtbot: QtBot) -> None:
    owner = QObject()
    collector = Collector(owner)
    assert not gc.isenabled()
    with qtbot.waitSignal(collector.destroyed):
        owner.deleteLater()
    assert gc.isenabled()
