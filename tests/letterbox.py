"""The letters that reach the server, read where they come in: from the requests themselves."""

from typing import Any

import msgspec

from workstation.domain.commands import SendReply
from workstation.domain.kinds import KINDS
from workstation.wire.push import Push, unpack


class Letterbox:
    """Stands before the server's application, and keeps every letter that is pushed to it."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.letters: list[SendReply] = []

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """ASGI: read along with what is pushed."""
        if scope.get("path") != "/api/v2/push":
            await self._app(scope, receive, send)
            return
        body = bytearray()

        async def reading_along() -> dict[str, Any]:
            message: dict[str, Any] = await receive()
            if message["type"] == "http.request":
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    self._keep(bytes(body))
            return message

        await self._app(scope, reading_along, send)

    def _keep(self, body: bytes) -> None:
        for each in msgspec.json.decode(body, type=Push).commands:
            kind = KINDS.named(each.record_kind)
            assert kind is not None, each
            command = unpack(kind, each.kind, each.body, each.v)
            if isinstance(command, SendReply):
                self.letters.append(command)
