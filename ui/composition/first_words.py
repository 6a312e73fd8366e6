"""What the window says first: what was done to open it, and what of its surroundings is amiss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ui.theme import has_chinese
from workstation.app.session import is_address
from workstation.i18n import Message, _


def first_words(done: Message | None, server: str | None, broken: Path | None) -> Message | None:
    """All of it as one text, None for nothing.

    `done` is what was done about a profile that did not open, `server` the address that was named
    at the start, `broken` where settings are kept that could not be read.
    """
    said: Message | None = None
    for each in _each(done, server, broken):
        said = each if said is None else _("{first} {second}", first=said, second=each)
    return said


def _each(done: Message | None, server: str | None, broken: Path | None) -> Iterator[Message]:
    if done is not None:
        yield done
    if server is not None and not is_address(server):
        yield _(
            "“{server}” is no address of a server; one looks like https://recourse.example.com.",
            server=server,
        )
    if broken is not None:
        yield _(
            "The settings of this window could not be read, so it has the usual ones. The old file "
            "is kept as {name}.",
            name=broken.name,
        )
    if not has_chinese():
        yield _(
            "This machine has no font for Chinese, so its characters show as boxes. Install Noto "
            "Sans CJK and start again."
        )
