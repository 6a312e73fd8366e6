"""Every command has a verb in "Needs you", whichever of them the server does not take."""

from ui.panes.needs_you import words
from workstation.domain.acts import ACTS


def test_every_command_has_its_verb() -> None:
    assert set(words.COMMANDS) == {act.command for act in ACTS}
