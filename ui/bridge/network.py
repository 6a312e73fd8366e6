"""`Network`: says when the machine has a network again, as the system tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class Network(QObject):
    """Follows the system's word on its network, where it gives any; else it never says a thing.

    `information` replaces the system's in tests.
    """

    up = Signal()

    def __init__(self, parent: QObject, information: QNetworkInformation | None = None) -> None:
        super().__init__(parent)
        told = information or _of_the_system()
        if told is not None:
            told.reachabilityChanged.connect(self._on_changed)

    def _on_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        states = QNetworkInformation.Reachability
        # The server may stand in the same room: no internet is needed for it.
        if reachability not in (states.Unknown, states.Disconnected):
            self.up.emit()


def _of_the_system() -> QNetworkInformation | None:
    # 80 ms: not before the window is there.
    from PySide6.QtNetwork import QNetworkInformation

    if not QNetworkInformation.loadDefaultBackend():
        return None
    return QNetworkInformation.instance()
