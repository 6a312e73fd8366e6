"""Acts as commands and back, and which of them the rules of the domain allow now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from ui.panes.appeal.state import CaseAct, Filled
from workstation.bilingual.act_form import form_of
from workstation.domain import commands as c
from workstation.domain import decide
from workstation.domain.actor import Actor
from workstation.domain.case import Case, Evidence
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.policy import Library
from workstation.domain.problem import Refused
from workstation.domain.record import Command
from workstation.domain.taxonomy import ReopenGround, Team
from workstation.domain.text import Bilingual
from workstation.i18n import _

# Enough in every field that only the case itself can be the reason for a refusal.
_PROBE = Filled(text="…", more="…", items=(Bilingual("…", "…"),))
AT_ONCE = frozenset({CaseAct.CLAIM, CaseAct.AGREE, CaseAct.CLOSE, CaseAct.DECIDE_ON_FILE})
# What reaches somebody outside, or cannot be taken back once it is sent: held for its undo.
HELD = frozenset({CaseAct.AGREE, CaseAct.REQUEST_INFORMATION, CaseAct.EXTEND})


def refusals(case: Case, me: Actor, now: datetime, library: Library) -> dict[CaseAct, Refused]:
    """The acts that the rules would refuse now, each with why."""
    found = ((act, refusal(act, case, me, now, library)) for act in CaseAct)
    return {act: refused for act, refused in found if refused is not None}


def refusal(act: CaseAct, case: Case, me: Actor, now: datetime, library: Library) -> Refused | None:
    """Why an act is not possible whatever its form holds; None if it is."""
    scene = scene_of(case, me, now, library)
    if act is CaseAct.ASSIGN:
        # Whether somebody in particular can take it is said beside each name.
        return decide.not_allowed(CASE, scene, c.Assign)
    if act is CaseAct.REOPEN:
        grounds = (_PROBE_REOPEN[ground] for ground in ReopenGround)
        refusals = [decide.refusal(CASE, scene, probe) for probe in grounds]
        return None if None in refusals else refusals[0]
    probe = command_of(act, _PROBE, case, now, str)
    return decide.refusal(CASE, scene, probe)


def command_of(
    act: CaseAct, filled: Filled, case: Case, now: datetime, new_id: Callable[[], str]
) -> Command:
    """The command that a filled form gives.

    Raises `Refused` where something has to be chosen first, and `ValueError` for `ASSIGN`, which
    has a list instead of a form.
    """
    match act:
        case CaseAct.AGREE | CaseAct.CLAIM | CaseAct.CLOSE | CaseAct.DECIDE_ON_FILE:
            return _AT_ONCE[act]
        case CaseAct.RETURN | CaseAct.ACCEPT | CaseAct.NOTE | CaseAct.RELEASE:
            return _WITH_TEXT[act](filled.text.strip())
        case CaseAct.RECORD_ACTION | CaseAct.WITHDRAW:
            return _WITH_TWO[act](filled.text.strip(), filled.more.strip())
        case CaseAct.RECORD_ANSWER:
            return _answer(filled, case, now, new_id)
        case CaseAct.REQUEST_INFORMATION | CaseAct.EXTEND:
            return _request(act, filled, case)
        case CaseAct.REFER | CaseAct.REOPEN:
            return _chosen(act, filled)
        case CaseAct.ASSIGN:
            raise ValueError("a case is assigned from a list of people")
        case _:
            assert_never(act)


def _chosen(act: CaseAct, filled: Filled) -> Command:
    text = filled.text.strip()
    if act is CaseAct.REOPEN:
        ground = ReopenGround(filled.choice) if filled.choice else ReopenGround.OWN_ERROR
        return c.Reopen(ground=ground, reason=text)
    team = Team(filled.choice) if filled.choice else Team.POLICY
    return c.Refer(team=team, question=text, hours=filled.hours)


def _request(act: CaseAct, filled: Filled, case: Case) -> Command:
    request = case.open_info_request
    extension = act is CaseAct.EXTEND
    asked = request.party if extension and request is not None else case.applicant
    party = filled.choice or asked
    return c.RequestInformation(party=party, items=filled.items, extension=extension)


def _answer(filled: Filled, case: Case, now: datetime, new_id: Callable[[], str]) -> Command:
    request = case.open_info_request
    source = request.party if request is not None else "platform"
    items = []
    for new in filled.evidence:
        if new.type is None:
            raise Refused(
                _("It is not said yet what came with the answer."),
                _("Choose the kind of each item, or remove it."),
            )
        item = Evidence(
            id=new_id(),
            type=new.type,
            source=source,
            file=new.file,
            summary=new.summary,
            received_at=now,
        )
        items.append(item)
    return c.RecordAnswer(text=filled.text.strip(), evidence=tuple(items))


_PROBE_REOPEN = {ground: c.Reopen(ground=ground, reason="…") for ground in ReopenGround}
_AT_ONCE: dict[CaseAct, Command] = {
    CaseAct.AGREE: c.Agree(),
    CaseAct.CLAIM: c.Claim(),
    CaseAct.CLOSE: c.Close(),
    CaseAct.DECIDE_ON_FILE: c.DecideOnFile(),
}
_WITH_TEXT: dict[CaseAct, Callable[[str], Command]] = {
    CaseAct.RETURN: lambda text: c.Return(reason=text),
    CaseAct.ACCEPT: lambda text: c.Accept(cause=text),
    CaseAct.NOTE: lambda text: c.AddNote(text=text),
    CaseAct.RELEASE: lambda text: c.Release(reason=text),
}
_WITH_TWO: dict[CaseAct, Callable[[str, str], Command]] = {
    CaseAct.RECORD_ACTION: lambda text, more: c.RecordAction(reference=text, sor_reference=more),
    CaseAct.WITHDRAW: lambda text, more: c.Withdraw(reason=text, word=more),
}
# The act whose form takes up a command that could not be carried out.
_ACTS: dict[type[Command], CaseAct] = {
    c.Return: CaseAct.RETURN,
    c.Claim: CaseAct.CLAIM,
    c.Accept: CaseAct.ACCEPT,
    c.Agree: CaseAct.AGREE,
    c.RecordAction: CaseAct.RECORD_ACTION,
    c.RecordAnswer: CaseAct.RECORD_ANSWER,
    c.DecideOnFile: CaseAct.DECIDE_ON_FILE,
    c.RequestInformation: CaseAct.REQUEST_INFORMATION,
    c.Refer: CaseAct.REFER,
    c.AddNote: CaseAct.NOTE,
    c.Assign: CaseAct.ASSIGN,
    c.Release: CaseAct.RELEASE,
    c.Withdraw: CaseAct.WITHDRAW,
    c.Close: CaseAct.CLOSE,
    c.Reopen: CaseAct.REOPEN,
}


def act_of(command: Command) -> CaseAct | None:
    """The act that gives such a command; None for one that is not given in this pane."""
    if isinstance(command, c.RequestInformation) and command.extension:
        return CaseAct.EXTEND
    return _ACTS.get(type(command))


def filled_of(command: Command, text: str = "") -> Filled:
    """What the form of a command held; `text` is what was written, where it has no form."""
    form = form_of(command)
    return form[1] if form is not None else Filled(text=text)
