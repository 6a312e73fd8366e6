"""The send gate: what the author of a letter has to do about its findings before it may leave.

It is one rule for both ends: the workstation asks it before it sends, the server before it takes
in. The findings are arguments: this module reads no letters.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from workstation.domain.problem import Refused
from workstation.i18n import Message, _, ngettext
from workstation.value_class import dataclass


class Gravity(Enum):
    """How grave a finding is: S1 holds the letter back, S2 has to be looked at, S3 is underlined,
    S4 is a matter of taste."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"

    @property
    def weight(self) -> int:
        """The penalty points of such a finding in a score that uses the MQM error types."""
        return {"S1": 25, "S2": 5, "S3": 1, "S4": 0}[self.value]


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One finding as the gate sees it.

    key: made of the text that it is about, so that an override lapses when the text changes.
    check: the name of the check that found it.
    why: what is wrong, for the author.
    firm: whether no reason lets it pass, as with a blank that nobody filled in.
    """

    key: str
    check: str
    severity: Gravity
    why: Message
    firm: bool = False


@dataclass(frozen=True, slots=True)
class LetterOverride:
    """That the author of a letter let one finding pass.

    key, check: which finding (see `GateFinding`).
    reason: why, for the history of the case.
    """

    key: str
    check: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingOverrides:
    """What the author of a letter did about its findings.

    overrides: those that they let pass, with reasons.
    seen: the keys of those that they looked at.
    """

    overrides: tuple[LetterOverride, ...] = ()
    seen: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class SendVerdict:
    """What holds a letter back; that nothing does is no word on its truth.

    blocking: open findings of gravity S1.
    unseen: findings of gravity S2 that its author has not looked at.
    """

    blocking: tuple[GateFinding, ...]
    unseen: tuple[GateFinding, ...]

    @property
    def may_send(self) -> bool:
        """Whether nothing holds the letter back."""
        return not self.blocking and not self.unseen


def may_always_pass(severity: Gravity) -> bool:
    """Whether findings of this gravity can be let pass for good, in all letters to come; one that
    holds a letter back is weighed anew in each."""
    return severity is not Gravity.S1


def judge(found: Iterable[GateFinding], settled: FindingOverrides) -> SendVerdict:
    """What of the findings `found` still holds the letter back, after what its author did about
    them. An override without a reason does not count."""
    passed = {(each.key, each.check) for each in settled.overrides if each.reason.strip()}
    left = [each for each in found if each.firm or (each.key, each.check) not in passed]
    return SendVerdict(
        blocking=tuple(each for each in left if each.severity is Gravity.S1),
        unseen=tuple(
            each for each in left if each.severity is Gravity.S2 and each.key not in settled.seen
        ),
    )


def outdated(refused: Refused) -> Refused:
    """The refusal of a letter that was checked by an older version of the glossary, for the reason
    of `refused`."""
    return Refused(
        _(
            "The house's terms or style have changed since this letter was written. {why}",
            why=refused.reason,
        ),
        _("Look at the letter again: correct it, or let the finding pass with a reason."),
    )


def hold_back(found: Iterable[GateFinding], settled: FindingOverrides) -> None:
    """Raise `Refused` for a letter with an open finding of gravity S1, or one of gravity S2 that
    its author has not looked at."""
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
