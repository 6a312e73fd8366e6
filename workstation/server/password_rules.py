"""What a password has to be, and those that an administrator gives out for one time."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

from workstation.domain.actor import Actor
from workstation.domain.people.entry import SHORTEST_PASSWORD
from workstation.i18n import Message, _
from workstation.server.known_passwords import LONG, ROWS, WORDS

# No letter that is read as another one or as a digit: 20 of them are 90 random bits.
_CLEAR = "abcdefghjkmnpqrstuvwxyz"
_GROUPS, _IN_GROUP = 4, 5
# A unit of so many characters, said again and again, is no longer than once.
_UNIT = 4
# Shorter names stand by chance within other words.
_LONG_NAME = 5


def one_time_password(choose: Callable[[str], str]) -> str:
    """Four groups of five letters; `choose` takes one of a text at random."""
    groups = ("".join(choose(_CLEAR) for _n in range(_IN_GROUP)) for _group in range(_GROUPS))
    return "-".join(groups)


def names_of(actor: Actor) -> tuple[str, ...]:
    """What nobody's own password may be made of."""
    return (actor.id, actor.name)


def weakness(password: str, names: Iterable[str]) -> Message | None:
    """Why somebody of these names may not have this password; None if they may."""
    plain = unicodedata.normalize("NFKC", password).casefold()
    if len(plain) < SHORTEST_PASSWORD:
        return _("A password has at least {n} characters.", n=SHORTEST_PASSWORD)
    letters = _only(plain, str.isalpha)
    if not letters:
        return _("A password of nothing but digits and marks is soon guessed.")
    if any(_repeats(plain, size) for size in range(1, _UNIT + 1)):
        return _("A password that repeats the same characters is soon guessed.")
    if _is_known(plain, letters):
        return _("This password is one of the first that are tried.")
    if any(_is_made_of(letters, name) for name in names):
        return _("A password must not be made of your name.")
    return None


def _is_known(plain: str, letters: str) -> bool:
    compact = _only(plain, str.isalnum)
    in_order = any(compact in row or compact in row[::-1] for row in ROWS)
    return in_order or not {plain, compact}.isdisjoint(LONG) or letters in WORDS


def _is_made_of(letters: str, name: str) -> bool:
    told = _only(unicodedata.normalize("NFKC", name).casefold(), str.isalpha)
    if not told:
        return False
    return (len(told) >= _LONG_NAME and told in letters) or not letters.replace(told, "")


def _repeats(text: str, size: int) -> bool:
    return text == (text[:size] * len(text))[: len(text)]


def _only(text: str, wanted: Callable[[str], bool]) -> str:
    return "".join(character for character in text if wanted(character))
