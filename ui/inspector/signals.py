"""What an object says: each of its own signals, with what it carried, as it is emitted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, SignalInstance
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from ui.widgets import Label, QuietButton, column, describe, row
from workstation.i18n import _, pgettext
from workstation.sync.server_clock import machine_time

_MOST = 2000
# Every QObject and QWidget has these; they say nothing about the one that was chosen.
_COMMON = frozenset(
    "destroyed objectNameChanged windowTitleChanged windowIconChanged windowIconTextChanged"
    " customContextMenuRequested".split()
)


class SignalLog(QWidget):
    """Follows one object at a time, and lists what it emits from then on, the newest last."""

    def __init__(self) -> None:
        super().__init__()
        self._followed: QObject | None = None
        self._ends: list[Callable[[], object]] = []
        self.about = Label(wrap=True)
        self.clear = QuietButton(pgettext("inspector", "Clear"))
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMaximumBlockCount(_MOST)
        describe(self.log, pgettext("inspector", "Signals"))
        head = row(self.about, self.clear)
        head.setStretch(0, 1)
        self.setLayout(column(head, self.log, margins=(12, 10, 12, 12), spacing=8))
        self.clear.clicked.connect(self.log.clear)
        self.follow(None)

    def follow(self, thing: QObject | None) -> None:
        """List what `thing` says from now on; None follows nothing."""
        if self._followed is not None and isValid(self._followed):
            for end in self._ends:
                end()
        self._followed, self._ends = thing, []
        if thing is None:
            self.about.say(_("Choose an object at the left to hear what it says."))
            return
        names = signals_of(thing)
        self.about.say(
            _("{kind}: {signals}", kind=type(thing).__name__, signals=", ".join(names) or "-")
        )
        self._ends = [self._hear(getattr(thing, name), name) for name in names]

    def _hear(self, signal: SignalInstance, name: str) -> Callable[[], object]:
        """List the signal whenever it is emitted. Returns what ends that."""

        def write(*values: Any) -> None:
            said = ", ".join(map(repr, values))
            self.log.appendPlainText(f"{machine_time().astimezone():%H:%M:%S.%f} {name}({said})")

        signal.connect(write)
        return partial(signal.disconnect, write)


def signals_of(thing: QObject) -> list[str]:
    """The names of an object's signals, but for those that every widget has."""
    about = thing.metaObject()
    names = (
        bytes(about.method(at).name().data()).decode()
        for at in range(about.methodCount())
        if about.method(at).methodType() is QMetaMethod.MethodType.Signal
    )
    return sorted({name for name in names if name not in _COMMON and hasattr(thing, name)})
