"""One guard for all commands: who judged the matter before, or is biased, has no hand in it."""

from dataclasses import replace

import pytest

from tests.workstation.domain import world as w
from tests.workstation.domain.cases import decide
from tests.workstation.domain.test_lifecycle import COMMANDS
from workstation.domain import commands as c
from workstation.domain.actor import system_actor
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Role, State
from workstation.i18n import Translator

ALLOWED = (c.File, c.AddNote, c.Release)
EVERY_ROLE = frozenset(Role)
DECIDED, BIASED = "an earlier decision in this matter", "a conflict of interest with a party"


def why(case, command, who) -> str:
    """The reason of the refusal, "" if there is none."""
    try:
        decide(case, command, who, w.NOON + 3 * w.HOUR, w.LIBRARY)
    except Refused as refused:
        return Translator("en").text(refused.reason)
    return ""


@pytest.mark.parametrize("state", [each for each in State if each is not State.NEW])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_asks_whether_its_author_is_independent(name: str, state: State) -> None:
    case, command = w.in_state(state), COMMANDS[name]
    first = replace(w.MARCUS, roles=EVERY_ROLE)
    allowed = isinstance(command, ALLOWED)
    biased = replace(w.LINA, roles=EVERY_ROLE, conflicts=frozenset({case.applicant_party.name}))
    for who, said in ((first, DECIDED), (biased, BIASED)):
        # Whoever holds it although they must not gets no further than the others.
        assert (said in why(replace(case, owner=who.person), command, who)) is not allowed
        assert allowed or said in why(case, command, who)


@pytest.mark.parametrize("declared", ["acme", "Acme ", " ACME", "ＡＣＭＥ", "A\u0301cme"])
def test_a_conflict_is_about_the_party_however_its_name_is_written(declared: str) -> None:
    name = "Ácme" if declared.startswith("A\u0301") else "ACME"
    case = w.in_state(State.QUEUED)
    party = replace(case.applicant_party, name=name)
    others = tuple(each for each in case.parties if each.id != party.id)
    biased = replace(w.LINA, conflicts=frozenset({declared}))
    assert BIASED in why(replace(case, parties=(party, *others)), c.Claim(), biased)
    near = replace(party, name=f"{name} Trading")
    assert not why(replace(case, parties=(near, *others)), c.Claim(), biased)


def test_the_platform_closes_what_it_decided_itself() -> None:
    case = w.in_state(State.NOTIFIED)
    assert case.enforcement is not None
    own = replace(case.enforcement, decided_by=system_actor().person)
    assert DECIDED not in why(replace(case, enforcement=own), c.Close(), system_actor())
