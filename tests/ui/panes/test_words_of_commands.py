"""Every command has a verb in "Needs you", whichever of them the server does not take."""

from ui.panes.needs_you import words
from workstation.domain.acts import ACTS
from workstation.domain.kinds import JOB
from workstation.domain.taxonomy import Role


def test_every_command_has_its_verb() -> None:
    of_jobs = {act.command for act in JOB.acts if act.rights[0].by != {Role.SYSTEM}}
    assert set(words.COMMANDS) == {act.command for act in ACTS} | of_jobs
