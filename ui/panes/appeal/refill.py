"""A command that could not be carried out, as the form from which it can be given again."""

from __future__ import annotations

from ui.panes.appeal.acts import COMMANDS
from ui.panes.appeal.state import CaseAct, Filled
from workstation.bilingual.act_form import form_of
from workstation.domain import commands as c
from workstation.domain.record import Command

_ACTS = {command: act for act, command in COMMANDS.items()}


def act_of(command: Command) -> CaseAct | None:
    """The act that gives such a command; None for one that is not given in this pane."""
    if isinstance(command, c.RequestInformation) and command.extension:
        return CaseAct.EXTEND
    return _ACTS.get(type(command))


def filled_of(command: Command, text: str = "") -> Filled:
    """What its form held; with no form of its own, `text`, which is what was written in it."""
    form = form_of(command)
    return form[1] if form is not None else Filled(text=text)
