"""Which letter stood in the editor when: an input method may hand its letters over late."""

from __future__ import annotations

from ui.panes.reply.draft_store import DraftKey
from ui.panes.reply.written_letter import WrittenLetter

# Nobody opens more cases than this in the middle of one word.
_MOST = 50


class SupersededLetters:
    """The letters that made room for others, by the number under which they were placed."""

    def __init__(self) -> None:
        self._letters: dict[int, tuple[DraftKey, WrittenLetter]] = {}

    def left(
        self, placed: int, key: DraftKey, written: WrittenLetter, follower: DraftKey | None
    ) -> None:
        """One makes room for another. Where that is of the same case and party, it was sent or
        put back from elsewhere: what comes late belongs to a text that is gone."""
        if key == follower:
            known = self._letters.items()
            self._letters = {number: each for number, each in known if each[0] != key}
        else:
            self._letters[placed] = key, written
            for old in list(self._letters)[:-_MOST]:
                del self._letters[old]

    def at(self, placed: int) -> tuple[DraftKey, WrittenLetter] | None:
        """Whose letter it was, and how it was left."""
        return self._letters.get(placed)
