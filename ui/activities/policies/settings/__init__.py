"""The lists of house settings that policy users read and set: each is a folder, and a line here."""

from __future__ import annotations

from ui.activities.policies.settings import appeal_windows, targets
from ui.activities.policies.settings.periods import Column, PeriodList

__all__ = ["BY_NAME", "LISTS", "Column", "PeriodList"]

LISTS: tuple[PeriodList, ...] = (appeal_windows.LIST, targets.LIST)
BY_NAME = {each.name: each for each in LISTS}
