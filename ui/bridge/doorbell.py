"""`Doorbell`: lets a second start of the program call the window that has the profile open."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500
_SHOW = b"show"


class Doorbell(QObject):
    """Listens under the name of a profile; `rung` says that somebody wants to see the window."""

    rung = Signal()

    def __init__(self, profile: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        name = _name_of(profile)
        # The profile is ours alone: what is left of that name is of a window that was killed.
        QLocalServer.removeServer(name)
        self._server.listen(name)
        self._server.newConnection.connect(self._on_call)

    def _on_call(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            caller.disconnected.connect(self._on_word)
            caller.disconnected.connect(caller.deleteLater)

    def _on_word(self) -> None:
        caller = self.sender()
        if isinstance(caller, QLocalSocket) and caller.readAll().data() == _SHOW:
            self.rung.emit()


def is_attended(profile: Path) -> bool:
    """Whether a window of this account can be called that has the profile open."""
    return _said(profile, b"")


def ring(profile: Path) -> bool:
    """Call the window that has the profile open. Returns whether there is one."""
    return _said(profile, _SHOW)


def _said(profile: Path, word: bytes) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(_name_of(profile))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    if word:
        socket.write(word)
        socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


def _name_of(profile: Path) -> str:
    """A name that no other profile, and no other account of the machine, has."""
    digest = sha256(f"{_account()} {profile.resolve()}".encode()).hexdigest()
    return f"recourse-{digest[:24]}"


def _account() -> str:
    """What tells the accounts of a machine apart; their windows are theirs alone."""
    return str(os.getuid()) if hasattr(os, "getuid") else os.environ.get("USERNAME", "")
