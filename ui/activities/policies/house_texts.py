"""What is typed for the house and not saved: a new policy, and what applies from a day on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.activities.policies.state import PeriodText, PolicyText
from ui.activities.policies.text_keeper import NEW_POLICY, PERIOD, WrittenPeriod, WrittenPolicy

if TYPE_CHECKING:
    from ui.activities.policies.amendment_texts import AmendmentTexts


class HouseTexts:
    """Those among all texts that belong to no draft."""

    def __init__(self, writing: AmendmentTexts) -> None:
        self._writing = writing

    @property
    def policy(self) -> PolicyText:
        """What is typed of a policy that is not open yet."""
        found = self._writing.texts.get(NEW_POLICY)
        return found.text if isinstance(found, WrittenPolicy) else PolicyText()

    def type_policy(self, text: PolicyText) -> None:
        """This stands in the fields of a new policy now."""
        if text == PolicyText():
            self._writing.texts.pop(NEW_POLICY, None)
        else:
            self._writing.texts[NEW_POLICY] = WrittenPolicy(text=text)

    def saved_policy(self, text: PolicyText) -> None:
        """It was opened as it stood in `text`; what was typed since stays."""
        if self.policy == text:
            self.type_policy(PolicyText())

    def period(self, name: str) -> PeriodText | None:
        """What is typed into a list of the house."""
        found = self._writing.texts.get((name, PERIOD))
        return found.text if isinstance(found, WrittenPeriod) else None

    def type_period(self, name: str, text: PeriodText | None) -> None:
        """This stands in the fields of a list now; None for nothing."""
        if text is None:
            self._writing.texts.pop((name, PERIOD), None)
        else:
            self._writing.texts[name, PERIOD] = WrittenPeriod(text=text)

    def saved_period(self, name: str, text: PeriodText) -> None:
        """It was set as it stood in `text`; what was typed since stays."""
        if self.period(name) == text:
            self.type_period(name, None)
