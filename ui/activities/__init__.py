"""The activities that there are, in the order of the rail; the first is home."""

from __future__ import annotations

from ui.activities import cases, glossary, people, policies, settings
from ui.activity import Activity

ACTIVITIES: tuple[Activity, ...] = (
    cases.ACTIVITY,
    glossary.ACTIVITY,
    policies.ACTIVITY,
    people.ACTIVITY,
    settings.ACTIVITY,
)
