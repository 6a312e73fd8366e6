"""Shows state, clock, title, people and refused changes of a record alike in every pane."""

from ui.casework.about import RECORD_KINDS, about_record
from ui.casework.choice import ChoiceBox
from ui.casework.command_words import COMMANDS, words_of_command
from ui.casework.conduct import conduct_words, days_words
from ui.casework.look import (
    StateLook,
    due_in_full,
    due_look,
    due_short,
    in_language,
    initials,
    languages_in_order,
    side_of,
    state_look,
    title_in,
    verdict_tone,
)
from ui.casework.measures import measure_words, measures_words
from ui.casework.refused_changes import (
    RefusedChange,
    RefusedChangeCard,
    RefusedChanges,
    refused_words,
    show_refused,
)
from ui.casework.rows import WidgetPool
from ui.casework.unsent import (
    UNSAVED,
    WAITING,
    clock_words,
    once_sent,
    planned_event,
    show_unsent,
    state_words,
    will_be_sent,
)

__all__ = [
    "COMMANDS",
    "RECORD_KINDS",
    "UNSAVED",
    "WAITING",
    "ChoiceBox",
    "RefusedChange",
    "RefusedChangeCard",
    "RefusedChanges",
    "StateLook",
    "WidgetPool",
    "about_record",
    "clock_words",
    "conduct_words",
    "days_words",
    "due_in_full",
    "due_look",
    "due_short",
    "in_language",
    "initials",
    "languages_in_order",
    "measure_words",
    "measures_words",
    "once_sent",
    "planned_event",
    "refused_words",
    "show_refused",
    "show_unsent",
    "side_of",
    "state_look",
    "state_words",
    "title_in",
    "verdict_tone",
    "will_be_sent",
    "words_of_command",
]
