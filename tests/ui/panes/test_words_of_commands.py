"""Every command has a verb in "Needs you", whichever of them the server does not take."""

from typing import get_args

from ui.panes.needs_you import words
from workstation.domain.commands import Command


def test_every_command_has_its_verb() -> None:
    assert set(words.COMMANDS) == set(get_args(Command))
