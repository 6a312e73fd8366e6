"""The letters that reach the server, read where they come in: from the requests themselves."""

from typing import Any

import msgspec

from workstation.domain.commands import SendReply
from workstation.wire.push import Push, unpack


class Letterbox:
    """Stands before the server's application, and keeps every letter that is pushed to it."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self.letters: list[SendReply] = []

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """ASGI: read along with what is pushed."""
        if scope.get("path") != "/api/v1/push":
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
        commands = map(unpack, msgspec.json.decode(body, type=Push).commands)
        self.letters += (command for command in commands if isinstance(command, SendReply))
