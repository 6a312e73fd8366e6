"""Which letter stood in the editor when: an input method may hand its letters over late."""

from __future__ import annotations

from ui.panes.reply.shelf import DraftKey
from workstation.domain.gate import Settled

# Nobody opens more cases than this in the middle of one word.
_MOST = 50


class Stood:
    """The letters that made room for others, by the number under which they were placed."""

    def __init__(self) -> None:
        self._letters: dict[int, tuple[DraftKey, Settled]] = {}

    def left(self, placed: int, key: DraftKey, settled: Settled, follower: DraftKey | None) -> None:
        """One makes room for another. Where that is of the same case and party, it was sent or
        put back from elsewhere: what comes late belongs to a text that is gone."""
        if key == follower:
            known = self._letters.items()
            self._letters = {number: each for number, each in known if each[0] != key}
        else:
            self._letters[placed] = key, settled
            for old in list(self._letters)[:-_MOST]:
                del self._letters[old]

    def at(self, placed: int) -> tuple[DraftKey, Settled] | None:
        """Whose letter it was, and what had been settled in it."""
        return self._letters.get(placed)
