"""Why something cannot be done with the cases now, in the words of the rule that is against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.casework import refused_words
from workstation.i18n import Message

if TYPE_CHECKING:
    from ui.activities.cases.pane import CasesPane
    from ui.panes.appeal import CaseAct


def why_no_act(place: CasesPane, act: CaseAct) -> Message | None:
    """Why an act can be done neither with the marked cases nor with the open one."""
    return None if place.bulk_actions.takes(act) else place.appeal.why_not(act)


def why_no_decision(place: CasesPane) -> Message | None:
    """Why this person cannot decide the open case now."""
    refused = place.reply.state.undecidable
    return refused_words(refused) if refused is not None else place.appeal.why_not_open


def why_not_sent(place: CasesPane) -> Message | None:
    """Why what is being written or decided cannot go out now."""
    refused = place.decide.state.missing if place.deciding else place.reply.state.refused
    if place.appeal.state.case is None or refused is None:
        return place.appeal.why_not_open
    return refused_words(refused)
