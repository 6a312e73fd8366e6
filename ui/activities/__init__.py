"""The activities that there are, in the order of the rail; the first is home."""

from __future__ import annotations

from ui.activities import cases, glossary, people
from ui.activity import Activity

ACTIVITIES: tuple[Activity, ...] = (cases.ACTIVITY, glossary.ACTIVITY, people.ACTIVITY)
