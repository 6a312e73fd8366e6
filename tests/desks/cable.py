"""The network between a desk and the server, which can be cut and given back."""

from __future__ import annotations

import selectors
import socket
import threading
from contextlib import suppress


class Cable:
    """Carries what is said between a desk and the server, in a thread of its own."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._whole = True
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._wake, self._woken = socket.socketpair()
        self._ready = selectors.DefaultSelector()
        self._ready.register(self._listening, selectors.EVENT_READ)
        self._ready.register(self._woken, selectors.EVENT_READ)
        self._ended = False
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """The address at which the desk finds the server."""
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self._set(whole=False)

    def mend(self) -> None:
        """Let through again what is asked."""
        self._set(whole=True)

    def close(self) -> None:
        """End the cable for good."""
        self._ended = True
        self._set(whole=False)
        self._thread.join()

    def _set(self, *, whole: bool) -> None:
        with self._lock:
            self._whole = whole
        self._wake.send(b"!")

    def _carry(self) -> None:
        while not self._ended:
            for key, _events in self._ready.select():
                assert isinstance(key.fileobj, socket.socket)
                self._take(key.fileobj)
            with self._lock:
                whole = self._whole
            if not whole:
                for end in list(self._pairs):
                    self._drop(end)
        for end in (self._listening, self._wake, self._woken):
            end.close()
        self._ready.close()

    def _take(self, end: socket.socket) -> None:
        if end is self._woken:
            end.recv(64)
        elif end is self._listening:
            self._accept()
        elif end in self._pairs:
            self._pass_on(end)

    def _accept(self) -> None:
        near, _address = self._listening.accept()
        with self._lock:
            whole = self._whole
        try:
            if not whole:
                raise OSError("the cable is cut")
            far = socket.create_connection(("127.0.0.1", self._server))
        except OSError:
            near.close()
            return
        for end, other in ((near, far), (far, near)):
            self._pairs[end] = other
            self._ready.register(end, selectors.EVENT_READ)

    def _pass_on(self, end: socket.socket) -> None:
        try:
            data = end.recv(65536)
            if not data:
                raise OSError("the other end hung up")
            self._pairs[end].sendall(data)
        except OSError:
            self._drop(end)

    def _drop(self, end: socket.socket) -> None:
        other = self._pairs.pop(end, None)
        if other is None:
            return
        self._pairs.pop(other, None)
        for each in (end, other):
            with suppress(KeyError):
                self._ready.unregister(each)
            each.close()
