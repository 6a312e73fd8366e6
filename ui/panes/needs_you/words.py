"""Commands in words, and what of a case is compared when one of them came too late."""

from __future__ import annotations

from ui.casework import words_of_command
from workstation.bilingual.act_form import form_of
from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.labels import OUTCOME, STATE
from workstation.domain.record import Command
from workstation.i18n import Message, _, ngettext, pgettext


def has_form(command: Command | c.UnknownCommand) -> bool:
    """Whether it was given with something that can be edited; a case is given from a list."""
    if isinstance(command, c.UnknownCommand):
        return False
    edited = (c.SendReply, c.Decide, c.Assign)
    return isinstance(command, edited) or form_of(command) is not None


def command_words(command: Command | c.UnknownCommand) -> Message:
    """What was given, in a few words; the name of its type where it has none here."""
    if isinstance(command, c.UnknownCommand):
        return pgettext("command", "a change that this version of the program does not know")
    return words_of_command(type(command))


def aspects(case: Case) -> tuple[tuple[Message, Message], ...]:
    """What a person relies on when giving a command: its name, and how it stands."""
    owner = case.owner
    held = _("{name}", name=owner.name) if owner is not None else _("Nobody")
    decision = case.decision
    decided = OUTCOME[decision.finding.outcome] if decision is not None else _("Not decided")
    return (
        (_("State"), STATE[case.state]),
        (_("Held by"), held),
        (_("Decision"), decided),
        (_("Evidence"), ngettext("{n} item", "{n} items", len(case.evidence))),
        (_("Letters"), ngettext("{n} letter", "{n} letters", len(case.letters))),
    )
