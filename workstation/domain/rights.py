"""Who may do what, read from what the acts declare. One guard for every act of every kind."""

from __future__ import annotations

from typing import Any

from workstation.domain.context import Scene
from workstation.domain.problem import Refused
from workstation.domain.record import Act, Kind
from workstation.i18n import _


def permitted(kind: Kind[Any], act: Act[Any, Any], scene: Scene[Any]) -> None:
    """Whether the person may do this to the record as it stands. Raises `Refused`.

    They may if one of the act's rights fits; where none does, the first that fits their role says
    why not.
    """
    if act.independent:
        kind.independent(scene)
    state = kind.state(scene.record)
    here = [right for right in act.rights if not right.states or state in right.states]
    if not here:
        kind.wrong_state(scene, act)
        raise _not_allowed()
    mine = [right for right in here if not right.by or scene.actor.may(*right.by)]
    if not mine:
        kind.wrong_role(scene, act)
        raise _not_allowed()
    refusals: list[Refused] = []
    for right in mine:
        try:
            right.relation.check(scene)
        except Refused as refused:
            refusals.append(refused)
        else:
            return
    raise refusals[0]


def _not_allowed() -> Refused:
    return Refused(
        _("Your role does not allow this."),
        _("Ask a supervisor to do it or to change your role."),
    )
