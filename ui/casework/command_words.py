"""Every command that a person gives, in words: what it was that they wrote or wanted."""

from __future__ import annotations

import re

from workstation.domain import commands as c
from workstation.domain.glossary import acts as glossary
from workstation.domain.job import StartJob, StopJob
from workstation.domain.people.crew import (
    ChangeCrew,
    CloseQueue,
    DissolveCrew,
    FormCrew,
    OpenQueue,
)
from workstation.domain.people.deposit import DealWith
from workstation.domain.people.interests import DeclareConflicts, SetConflicts
from workstation.domain.people.person import AddPerson, ChangePerson, EndAccess, OpenAccess
from workstation.domain.policies import amendment, publication
from workstation.domain.record import Command
from workstation.domain.settings.kinds import SetTargets, SetWindows
from workstation.i18n import Message, _, pgettext

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
    glossary.PutTerm: pgettext("command", "your text of a term"),
    glossary.DropTerm: pgettext("command", "taking a term out"),
    glossary.LetPass: pgettext("command", "letting a word pass"),
    glossary.StopPassing: pgettext("command", "checking a word again"),
    glossary.SetStyle: pgettext("command", "your choice of house style"),
    amendment.DraftAmendment: pgettext("command", "beginning a new version"),
    amendment.WriteClause: pgettext("command", "your text of a clause"),
    amendment.RemoveClause: pgettext("command", "leaving a clause out"),
    amendment.SetIssue: pgettext("command", "your change note"),
    amendment.FollowVersion: pgettext("command", "comparing with a newer version"),
    amendment.DiscardAmendment: pgettext("command", "discarding a version"),
    publication.OpenPolicy: pgettext("command", "opening a policy"),
    publication.PublishVersion: pgettext("command", "publishing a version"),
    SetWindows: pgettext("command", "setting the time to appeal"),
    SetTargets: pgettext("command", "setting the targets"),
    AddPerson: pgettext("command", "letting somebody in"),
    ChangePerson: pgettext("command", "changing what somebody may do"),
    EndAccess: pgettext("command", "ending somebody's access"),
    OpenAccess: pgettext("command", "letting somebody in again"),
    DeclareConflicts: pgettext("command", "whom you stay away from"),
    SetConflicts: pgettext("command", "whom somebody stays away from"),
    FormCrew: pgettext("command", "forming a crew"),
    ChangeCrew: pgettext("command", "changing a crew"),
    DissolveCrew: pgettext("command", "dissolving a crew"),
    OpenQueue: pgettext("command", "opening a queue"),
    CloseQueue: pgettext("command", "closing a queue"),
    DealWith: pgettext("command", "what you did with deposited work"),
}


def words_of_command(command: type[Command]) -> Message:
    """Say in a few words what such a command is; by the name of its type where it has none here."""
    found = COMMANDS.get(command)
    name = _CAPITAL.sub(r" \g<0>", command.__name__).strip().lower()
    return found if found is not None else _("{name}", name=name)
