"""Sends an answer for as long as its reader takes it: nobody is waited for for ever."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from litestar.response import Stream
from litestar.response.streaming import ASGIStreamingResponse
from litestar.types import Receive, Send

from workstation.server.feed_stream import StreamedAnswer

_LOG = logging.getLogger(__name__)


class StreamedResponse(Stream):
    """Sends a `StreamedAnswer` for as long as its reader takes it in."""

    def __init__(self, answer: StreamedAnswer, *, media_type: str, headers: dict[str, str]) -> None:
        super().__init__(answer, media_type=media_type, headers=headers)
        self._answer = answer

    def to_asgi_response(self, *_given: Any, **more: Any) -> ASGIStreamingResponse:
        """Make the response that is sent."""
        return _WatchedResponse(
            iterator=self._answer,
            headers={**(more.get("headers") or {}), **self.headers},
            media_type=self.media_type,
            status_code=self.status_code or more.get("status_code"),
        )


class _WatchedResponse(ASGIStreamingResponse):
    """Sends the chunks of an answer, and watches its reader meanwhile."""

    async def send_body(self, send: Send, receive: Receive) -> None:
        """Send until the answer is over, its reader has gone, or the reader is late, which leaves
        it unfinished."""
        answer = self.iterator
        assert isinstance(answer, StreamedAnswer)

        async def hung_up() -> None:
            while (await receive())["type"] != "http.disconnect":
                continue

        sending = asyncio.create_task(self._stream(send), name="send an answer")
        others = [
            asyncio.create_task(answer.late.wait(), name="a reader's deadline"),
            asyncio.create_task(hung_up(), name="a reader's end"),
        ]
        tasks = [sending, *others]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            answer.let_go()
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
        if answer.late.is_set():
            _LOG.warning("an answer was not taken in time, and is left unfinished")
        elif not sending.cancelled():
            sending.result()
