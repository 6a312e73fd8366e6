"""What the dialog of the kept words shows: each piece, the one that is looked at, what was said."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.app.values import KeptWords, Whereabouts
from workstation.i18n import Message

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One piece of kept words; `opens` says whether one can go to where it stands."""

    words: KeptWords
    opens: bool = False

    @property
    def key(self) -> Key:
        """Which piece it is: its record, and the draft or the command in it."""
        return self.words.record_id, self.words.slot or self.words.command_id

    @property
    def can_go(self) -> bool:
        """Whether it can be thrown away here: what is in a form is emptied there, and a command
        is dropped where it asks."""
        return self.words.stands is Whereabouts.NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptWordsState:
    """What the dialog shows.

    rows: the pieces, the latest first
    chosen: the piece that is looked at
    loading: whether they are still being read
    thrown_away: how many pieces can be kept again
    said: what was done last, or why it could not be
    failed: whether it could not be done
    """

    rows: tuple[KeptRow, ...] = ()
    chosen: Key | None = None
    loading: bool = True
    thrown_away: int = 0
    said: Message | None = None
    failed: bool = False

    @property
    def row(self) -> KeptRow | None:
        """The piece that is looked at."""
        return next((each for each in self.rows if each.key == self.chosen), None)
