"""Kept words: looked at, copied, thrown away, kept again. The workstation says which they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.panes.kept_words.state import KeptRow, KeptWordsState, Key
from workstation.app.values import DraftOf, KeptWords
from workstation.cache.problem import ProfileProblem
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from workstation.app.kept_words import KeptWordsPort

Show = Callable[[KeptWordsState], None]


class KeptWordsVerbs(Protocol):
    """The verbs of the workstation that the kept words use."""

    @property
    def kept_words(self) -> KeptWordsPort: ...


class KeptWordsPresenter:
    """Replaces its frozen state and hands it to `show`; `opens` says whether one can go to where
    words stand."""

    def __init__(
        self, desk: KeptWordsVerbs, opens: Callable[[KeptWords], bool], show: Show
    ) -> None:
        self.state = KeptWordsState()
        self._desk = desk
        self._opens = opens
        self._show = show
        self._gone: list[DraftOf] = []

    def expect(self) -> None:
        """Show that what is kept comes; the latest piece is looked at first."""
        self._put(replace(self.state, chosen=None, loading=True, said=None, failed=False))

    async def refresh(self) -> None:
        """Show what is kept now; what is looked at stays, or gives way to what is in its place."""
        at = self._at()
        kept = await self._desk.kept_words.kept()
        rows = tuple(KeptRow(each, self._opens(each)) for each in kept)
        chosen = self.state.chosen
        if not any(row.key == chosen for row in rows):
            chosen = rows[min(at, len(rows) - 1)].key if rows else None
        gone = len(self._gone)
        self._put(replace(self.state, rows=rows, chosen=chosen, loading=False, thrown_away=gone))

    def choose(self, key: Key) -> None:
        """Look at another piece."""
        self._put(replace(self.state, chosen=key, said=None, failed=False))

    def step(self, by: int) -> None:
        """Look at the next piece, or with -1 at the one before."""
        rows = self.state.rows
        if rows:
            self.choose(rows[max(0, min(len(rows) - 1, self._at() + by))].key)

    def say_copied(self) -> None:
        """Say that the words are on the clipboard."""
        self._say(_("Copied"))

    async def throw_away(self) -> None:
        """Throw away the piece that is looked at; it can be kept again."""
        row = self.state.row
        if row is None or not row.can_go:
            return
        try:
            gone = await self._desk.kept_words.throw_away(row.words.record_id, row.words.slot)
        except ProfileProblem as problem:
            self._fail(problem)
            return
        if gone is not None:
            self._gone.append(gone)
        await self.refresh()
        self._say(_("Thrown away"))

    async def keep_again(self) -> None:
        """Keep the piece again that was thrown away last."""
        if not self._gone:
            return
        gone = self._gone[-1]
        try:
            await self._desk.kept_words.keep_again(gone)
        except ProfileProblem as problem:
            self._fail(problem)
            return
        self._gone.pop()
        self._put(replace(self.state, chosen=(gone.record_id, gone.slot)))
        await self.refresh()
        self._say(_("It is kept again"))

    def _at(self) -> int:
        keys = [each.key for each in self.state.rows]
        return keys.index(self.state.chosen) if self.state.chosen in keys else 0

    def _fail(self, problem: ProfileProblem) -> None:
        words = _("{reason} {remedy}", reason=problem.reason, remedy=problem.remedy)
        self._put(replace(self.state, said=words, failed=True))

    def _say(self, said: Message) -> None:
        self._put(replace(self.state, said=said, failed=False))

    def _put(self, state: KeptWordsState) -> None:
        self.state = state
        self._show(state)
