"""The field of a term: which part of the work it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.activities.glossary.words import part_words
from ui.casework import ChoiceBox
from workstation.i18n import pgettext

if TYPE_CHECKING:
    from collections.abc import Sequence


class PartField(ChoiceBox):
    """The field that a term belongs to: one of those that the glossary has, or none."""

    def __init__(self) -> None:
        super().__init__(pgettext("of a term", "Field"), [("", pgettext("field", "none"))])
        self._offered: tuple[str, ...] = ()

    def offer(self, parts: Sequence[str]) -> None:
        """Let one of these be chosen; what is chosen stays."""
        offered = tuple(parts)
        if offered == self._offered:
            return
        chosen = self.value
        self._offered = offered
        self._choices = (self._choices[0], *((part, part_words(part)) for part in offered))
        self.clear()
        for _value, _words in self._choices:
            self.addItem("")
        self._retell()
        self.choose(chosen)
