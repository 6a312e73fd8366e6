"""A command that could not be carried out, as the form from which it can be given again."""

from __future__ import annotations

from ui.panes.appeal.acts import COMMANDS
from ui.panes.appeal.state import Act, Filled, NewEvidence
from workstation.domain import commands as c

_ACTS = {command: act for act, command in COMMANDS.items()}


def act_of(command: c.Command) -> Act | None:
    """The act that gives such a command; None for one that is not given in this pane."""
    if isinstance(command, c.RequestInformation) and command.extension:
        return Act.EXTEND
    return _ACTS.get(type(command))


def filled_of(command: c.Command, text: str) -> Filled:
    """What its form held; `text` is what the person wrote in it, for acts with one text."""
    match command:
        case c.RequestInformation():
            return Filled(choice=command.party, items=command.items)
        case c.Refer():
            return Filled(text=text, choice=command.team.value)
        case c.Reopen():
            return Filled(text=text, choice=command.ground.value)
        case c.RecordAction():
            return Filled(text=command.reference, more=command.sor_reference)
        case c.Accept():
            return Filled(text=command.cause)
        case c.RecordAnswer():
            items = (
                NewEvidence(type=each.type, file=each.file, summary=each.summary)
                for each in command.evidence
            )
            return Filled(text=text, evidence=tuple(items))
        case _:
            return Filled(text=text)
