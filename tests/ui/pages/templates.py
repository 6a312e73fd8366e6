"""The sheet from which a template comes into the letter."""

from __future__ import annotations

from tests.ui.pages.hands import part, words_in
from ui.panes.reply.templates.form import Box, FieldRow
from ui.panes.reply.templates.sheet import TemplateSheet


class TemplatesPage:
    """The sheet over the window."""

    def __init__(self, sheet: TemplateSheet) -> None:
        self.sheet = sheet

    def boxes(self, name: str) -> tuple[Box, ...]:
        """Where a variable is filled in: one box, or one for each language."""
        return part(self.sheet.form, FieldRow, name).boxes

    def unclear(self, name: str) -> list[str]:
        """What is said below the name of a variable."""
        return words_in(part(self.sheet.form, FieldRow, name))[1:]

    @property
    def words(self) -> list[str]:
        """Everything that the sheet says."""
        return words_in(self.sheet)
