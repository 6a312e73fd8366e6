"""The send gate: what must be settled before a letter in two languages may leave.

One rule for both sides: the workstation asks it before it sends, the server before it takes in.
What was found in the letter is an argument; this module reads no letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from workstation.domain.problem import Refused
from workstation.i18n import Message, _, ngettext


class Gravity(Enum):
    """S1 holds the letter back, S2 must be seen, S3 is underlined, S4 is taste."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"

    @property
    def weight(self) -> int:
        """Penalty points for a score that uses the MQM error types."""
        return {"S1": 25, "S2": 5, "S3": 1, "S4": 0}[self.value]


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One finding as the gate sees it. `key` is made of the text: it lapses when that changes.

    `firm`: no reason lets it pass, as with a blank that nobody filled in.
    """

    key: str
    check: str
    severity: Gravity
    why: Message
    firm: bool = False


@dataclass(frozen=True, slots=True)
class LetterOverride:
    """A person let one finding pass, with the reason that enters the case history."""

    key: str
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingOverrides:
    """What the author of a letter did about its findings; `seen` holds keys."""

    overrides: tuple[LetterOverride, ...] = ()
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SendVerdict:
    """What holds a letter back. It may go when both are empty; that is not a word on its truth."""

    blocking: tuple[GateFinding, ...]
    unseen: tuple[GateFinding, ...]

    @property
    def may_send(self) -> bool:
        """No open S1, and every S2 was seen."""
        return not self.blocking and not self.unseen


def may_always_pass(severity: Gravity) -> bool:
    """Whether a term can let a finding pass for good: what holds a letter back is weighed anew."""
    return severity is not Gravity.S1


def judge(found: Iterable[GateFinding], settled: FindingOverrides) -> SendVerdict:
    """Whether a letter with these findings may be sent; no override counts without a reason."""
    passed = {(each.key, each.check) for each in settled.overrides if each.reason.strip()}
    left = [each for each in found if each.firm or (each.key, each.check) not in passed]
    return SendVerdict(
        blocking=tuple(each for each in left if each.severity is Gravity.S1),
        unseen=tuple(
            each for each in left if each.severity is Gravity.S2 and each.key not in settled.seen
        ),
    )


def outdated(refused: Refused) -> Refused:
    """The no to a letter that was looked at by an older version of the glossary."""
    return Refused(
        _(
            "The house's terms or style have changed since this letter was written. {why}",
            why=refused.reason,
        ),
        _("Look at the letter again: correct it, or let the finding pass with a reason."),
    )


def hold_back(found: Iterable[GateFinding], settled: FindingOverrides) -> None:
    """Raises `Refused` for a letter with an open S1, or an S2 that its author has not seen."""
    verdict = judge(found, settled)
    if verdict.blocking:
        raise Refused(
            ngettext(
                "The letter is held back. {why}",
                "The letter is held back by {n} findings. {why}",
                len(verdict.blocking),
                why=verdict.blocking[0].why,
            ),
            _("Correct the letter: no reason lets this pass.")
            if verdict.blocking[0].firm
            else _("Correct the letter, or let the finding pass with a reason."),
        )
    if verdict.unseen:
        raise Refused(
            ngettext(
                "A warning about this letter was not looked at. {why}",
                "{n} warnings about this letter were not looked at. {why}",
                len(verdict.unseen),
                why=verdict.unseen[0].why,
            ),
            _("Look at each warning: correct the text, or confirm that it is right."),
        )
