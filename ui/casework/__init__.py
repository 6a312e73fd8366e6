"""How a case looks wherever it is shown: its state, its clock, its title, its people."""

from ui.casework.choice import ChoiceBox
from ui.casework.command_words import COMMANDS, words_of_command
from ui.casework.conduct import conduct_words, days_words
from ui.casework.look import (
    StateLook,
    due_in_full,
    due_look,
    due_short,
    initials,
    side_of,
    state_look,
    title_in,
    verdict_tone,
)
from ui.casework.measures import measure_words, measures_words
from ui.casework.rows import WidgetPool

__all__ = [
    "COMMANDS",
    "ChoiceBox",
    "StateLook",
    "WidgetPool",
    "conduct_words",
    "days_words",
    "due_in_full",
    "due_look",
    "due_short",
    "initials",
    "measure_words",
    "measures_words",
    "side_of",
    "state_look",
    "title_in",
    "verdict_tone",
    "words_of_command",
]
