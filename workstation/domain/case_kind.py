"""The kind `case`: everything that server and workstation have to know about cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from workstation.domain.actor import Actor
from workstation.domain.acts import ACTS
from workstation.domain.case import Case
from workstation.domain.commands import File
from workstation.domain.context import Context, ReferenceSet, Scene
from workstation.domain.effects import EFFECTS, changed_aspects, told
from workstation.domain.events import Filed
from workstation.domain.policy import Library
from workstation.domain.record import Id, Kind
from workstation.domain.rules.guards import independent, wrong_role, wrong_state
from workstation.domain.rules.late_commands import late_words
from workstation.domain.views import CASE_LISTING, scopes_of


def _filed(id_: Id, command: File) -> Case:
    return replace(command.opening, id=id_)


# Any: whichever event comes first.
def _start(_id: Id, event: Any) -> Case:
    if not isinstance(event, Filed):
        raise ValueError("a case begins with its filing")
    return event.opening


CASE: Kind[Case] = Kind(
    name="case",
    record=Case,
    acts=ACTS,
    effects=EFFECTS,
    creates={File: _filed},
    start=_start,
    aspects=changed_aspects,
    scopes=scopes_of,
    state=lambda case: case.state,
    wrong_state=wrong_state,
    wrong_role=wrong_role,
    independent=independent,
    late_words=late_words,
    told=told,
    listing=CASE_LISTING,
)


def scene_of(case: Case, actor: Actor, now: datetime, library: Library) -> Scene[Case]:
    """The scene of an actor and a case, with the policies and settings and no other records."""
    references = ReferenceSet((*library.policies, library.windows, library.targets))
    return Scene(case, actor, now, Context(references))
