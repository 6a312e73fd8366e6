"""Tells whoever watches what has changed, at most once in a turn of the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from workstation.app.values import Change, ChangeOrigin

Watcher = Callable[[Change], None]


class Announcer:
    """Collects changes and tells them to all watchers together."""

    def __init__(self) -> None:
        self._watchers: list[Watcher] = []
        self._gathered: Change | None = None

    def watch(self, watcher: Watcher) -> Callable[[], None]:
        """Call `watcher` on every change from now on. Returns what ends that.

        A watcher has just read how things stand: what was said before is told to the others at
        once, and not to it.
        """
        self._announce()
        self._watchers.append(watcher)

        def end() -> None:
            if watcher in self._watchers:
                self._watchers.remove(watcher)

        return end

    def say(self, change: Change) -> None:
        """Announce `change` soon, together with what else comes up until then."""
        before, self._gathered = self._gathered, change
        if before is None:
            asyncio.get_running_loop().call_soon(self._announce)
            return
        self._gathered = Change(
            case_ids=before.case_ids | change.case_ids,
            rows=before.rows or change.rows,
            status=before.status or change.status,
            questions=before.questions or change.questions,
            origin=ChangeOrigin.SERVER
            if ChangeOrigin.SERVER in (before.origin, change.origin)
            else ChangeOrigin.ME,
            keys_changed=before.keys_changed or change.keys_changed,
            references=before.references or change.references,
            published=tuple(dict.fromkeys((*before.published, *change.published))),
        )

    def _announce(self) -> None:
        change, self._gathered = self._gathered, None
        if change is None:
            return
        for watcher in tuple(self._watchers):
            watcher(change)
