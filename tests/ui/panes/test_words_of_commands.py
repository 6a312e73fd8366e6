"""Every command has a verb in "Needs you" and among the kept words, whichever is not taken."""

from ui.casework import COMMANDS
from ui.casework import RECORD_KINDS as NAMED
from workstation.domain.kinds import KINDS
from workstation.domain.taxonomy import Role


def test_every_command_that_people_give_has_its_verb() -> None:
    acts = [act for kind in KINDS.kinds for act in kind.acts]
    given = {act.command for act in acts if any(right.by != {Role.SYSTEM} for right in act.rights)}
    assert set(COMMANDS) == given


def test_every_kind_of_record_has_its_name() -> None:
    assert set(NAMED) == {kind.name for kind in KINDS.kinds}
