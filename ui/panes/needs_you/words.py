"""Commands in words, and what of a case is compared when one of them came too late."""

from __future__ import annotations

import re

from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.job import StartJob, StopJob
from workstation.domain.labels import OUTCOME, STATE
from workstation.domain.record import Command
from workstation.drafting.act_form import form_of
from workstation.i18n import Message, _, ngettext, pgettext

_CAPITAL = re.compile("[A-Z]")
COMMANDS: dict[type[Command], Message] = {
    c.File: pgettext("command", "filing a case"),
    c.Accept: pgettext("command", "accepting the request"),
    c.Claim: pgettext("command", "claiming the case"),
    c.Release: pgettext("command", "releasing the case"),
    c.Assign: pgettext("command", "assigning the case"),
    c.AddNote: pgettext("command", "your note"),
    c.RequestInformation: pgettext("command", "your request for information"),
    c.RecordAnswer: pgettext("command", "the answer you recorded"),
    c.DecideOnFile: pgettext("command", "going on without the answer"),
    c.Refer: pgettext("command", "your question to a team"),
    c.Return: pgettext("command", "returning the decision"),
    c.Decide: pgettext("command", "your decision"),
    c.Agree: pgettext("command", "your signature"),
    c.RecordAction: pgettext("command", "recording that it was carried out"),
    c.SendReply: pgettext("command", "your letter"),
    c.Close: pgettext("command", "closing the case"),
    c.Withdraw: pgettext("command", "recording the withdrawal"),
    c.Reopen: pgettext("command", "reopening the case"),
    StartJob: pgettext("command", "a change of many cases at once"),
    StopJob: pgettext("command", "stopping a change of many cases"),
}


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
    found = COMMANDS.get(type(command))
    name = _CAPITAL.sub(r" \g<0>", type(command).__name__).strip().lower()
    return found if found is not None else _("{name}", name=name)


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
