"""What is declared of a command holds for all of them."""

from dataclasses import fields

import pytest

from tests.workstation.domain.test_lifecycle import COMMANDS
from workstation.domain.kinds import KINDS
from workstation.domain.text import Bilingual

# Names of other things, which nobody wrote as a text.
NOT_WRITTEN = frozenset({"duplicate_of", "letter", "party"})


@pytest.mark.parametrize("name", COMMANDS)
def test_everything_that_somebody_wrote_in_a_command_is_among_its_words(name: str) -> None:
    command = COMMANDS[name]
    words = {side for each in KINDS.act_of(command).words(command) for side in (each.en, each.zh)}
    said = "\n".join(words)
    for field in fields(command):
        value = getattr(command, field.name)
        texts = value if isinstance(value, tuple) else (value,)
        for text in texts if field.name not in NOT_WRITTEN else ():
            if isinstance(text, Bilingual):
                assert text.en in said
                assert text.zh in said
            elif type(text) is str:
                assert text in said


def test_the_reasons_of_a_decision_and_the_other_way_are_its_words() -> None:
    command = COMMANDS["turn down"]
    finding = command.finding
    assert KINDS.act_of(command).words(command) == (finding.rationale, finding.route)
