"""The script of a letter: whether its recipient reads another one, and putting it into that one.
A conversion is for a person to review: each pair that it changes is to be confirmed again, and
until then the letter is held back (`domain.rules.communication`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from workstation.bilingual.bead import Bead, BeadState
from workstation.bilingual.blanks import BRACED
from workstation.domain.house_style import Script, script_for

if TYPE_CHECKING:
    from workstation.domain.case import Case

_QUOTED = re.compile(r"“([^“”\n]{1,400})”|「([^「」\n]{1,400})」|『([^『』\n]{1,400})』")
# One word is nobody's own: “撤销” is turned wherever it stands.
_LEAST_QUOTED = 4


def script_of(case: Case, party_id: str) -> Script:
    """What this party reads; Simplified where nobody knows who that is."""
    party = case.party(party_id)
    return script_for(party.region if party is not None else "")


def own_words(case: Case) -> tuple[str, ...]:
    """What parties wrote and how their goods are called: a quotation of it is never turned."""
    said = (each.text for each in case.statements)
    return tuple(filter(None, (*said, case.subject.title, *(each.name for each in case.parties))))


def in_script(beads: Iterable[Bead], script: Script, own: Collection[str] = ()) -> tuple[Bead, ...]:
    """The pairs with their Chinese in this script; those that changed are to be confirmed.

    A lock stays: the clause is still the clause. What stands in quotation marks and is found in
    `own` (see `own_words`) stays as it was written, and so do blanks. Loads the converter with the
    first letter that needs it.
    """
    if script is Script.HANS:
        return tuple(beads)
    turned: list[Bead] = []
    for bead in beads:
        chinese = _around_quotations(bead.zh, script, own)
        same = chinese == bead.zh
        changed = replace(bead, zh=chinese, state=BeadState.PENDING, converted=True)
        turned.append(bead if same else changed)
    return tuple(turned)


@lru_cache(maxsize=1024)
def in_any_script(text: str) -> tuple[str, ...]:
    """A Chinese text as it is, and as letters in other scripts quote it."""
    return tuple(dict.fromkeys((text, *(_converted(text, each) for each in _OTHERS))))


def _around_quotations(text: str, script: Script, own: Collection[str]) -> str:
    """The text in this script but for its blanks and for what it quotes of somebody's own words."""
    kept = [match.span() for match in BRACED.finditer(text)]
    for match in _QUOTED.finditer(text):
        quoted = match[match.lastindex or 0]
        if len(quoted) >= _LEAST_QUOTED and any(quoted in each for each in own):
            kept.append(match.span())
    pieces: list[str] = []
    at = 0
    for start, end in sorted(kept):
        if start >= at:  # Else a blank inside a quotation.
            pieces += (_converted(text[at:start], script), text[start:end])
            at = end
    return "".join((*pieces, _converted(text[at:], script)))


_OTHERS = (Script.HANT_TW, Script.HANT_HK)


def _converted(text: str, script: Script) -> str:
    """The text in this script; loads the language parts where there is something to convert."""
    if text.isascii():
        return text
    from workstation.bilingual.checks.variant import convert

    return convert(text, script)
