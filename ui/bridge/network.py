"""`Network`: says when the machine has a network again, as the system tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QNetworkInformation


class Network(QObject):
    """Sends `up` when the system reports a network; nothing where the system reports none.

    `information` replaces the system's in tests.
    """

    up = Signal()

    def __init__(self, parent: QObject, information: QNetworkInformation | None = None) -> None:
        super().__init__(parent)
        if information is None:
            # 80 ms: not before the window is there.
            from PySide6.QtNetwork import QNetworkInformation

            if QNetworkInformation.loadDefaultBackend():
                information = QNetworkInformation.instance()
        if information is not None:
            information.reachabilityChanged.connect(self._on_changed)

    def _on_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        from PySide6.QtNetwork import QNetworkInformation

        states = QNetworkInformation.Reachability
        # The server may stand in the same room: no internet is needed for it.
        if reachability not in (states.Unknown, states.Disconnected):
            self.up.emit()
