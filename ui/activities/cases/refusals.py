"""What the rules kept back of what was wished for many cases: by reason, with the cases."""

from __future__ import annotations

from collections.abc import Sequence

from workstation.domain.problem import Refused
from workstation.i18n import Message, _

_SECONDS = 10
_SECONDS_EACH = 4
# A line names so many cases.
_NAMED = 8


def told(done: Message, refused: dict[str, Refused]) -> Message:
    """How many were done, then a line for each reason with the cases that it kept back."""
    said = done
    for why in dict.fromkeys(refused.values()):
        kept = [reference for reference, each in refused.items() if each == why]
        said = _(
            "{before}\n{cases}: {reason} {remedy}",
            before=said,
            cases=_listed(kept),
            reason=why.reason,
            remedy=why.remedy,
        )
    return said


def _listed(references: Sequence[str]) -> Message:
    listed = _("{reference}", reference=references[0])
    for reference in references[1:_NAMED]:
        listed = _("{first}, {second}", first=listed, second=reference)
    more = len(references) - _NAMED
    return _("{first} and {n} more", first=listed, n=more) if more > 0 else listed


def seconds_for(refused: dict[str, Refused]) -> int:
    """As long as it takes to read that."""
    return _SECONDS + _SECONDS_EACH * len(set(refused.values()))
