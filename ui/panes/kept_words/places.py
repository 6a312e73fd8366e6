"""Where kept words can be gone to."""

from __future__ import annotations

from ui.activity import Place, Way
from workstation.app.values import KeptWords, Whereabouts


def place_of(words: KeptWords, way: Way) -> Place | None:
    """The form that they stand in, the question that asks about them, or their record; None where
    no activity shows it."""
    at = Place(words.kind, words.record_id)
    if words.stands is Whereabouts.ASKED:
        # A question is shown also where its record is not.
        found = at if way.opens(at) else Place("question", words.record_id)
    elif not words.in_sight:
        return None
    elif words.stands is Whereabouts.IN_FORM:
        found = Place(words.kind, words.record_id, words.slot)
    else:
        found = at
    return found if way.opens(found) else None
