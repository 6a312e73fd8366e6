"""What the sheet of templates shows: what there is to choose, the form, and the letter so far."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.bilingual.bead import Bead
from workstation.bilingual.templates import LetterTemplate, Variable
from workstation.domain.text import Bilingual
from workstation.i18n import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """One variable of the chosen template.

    entered: what stands in the form; for a kind that is entered once `en` holds it
    of_case: whether the case filled it, and nobody changed that
    unclear: why the entry cannot be used
    """

    variable: Variable
    entered: Bilingual = Bilingual()
    of_case: bool = False
    unclear: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesState:
    """The sheet of templates.

    wanted: the words that are searched for
    fitting, others: the templates for this letter and the rest, as far as they say those words
    chosen: the template whose form is shown
    asked: it grows with each template chosen: the form is made anew then and at no other time
    fields: the form
    letter: the pairs that are inserted as the form stands now
    """

    wanted: str = ""
    fitting: tuple[LetterTemplate, ...] = ()
    others: tuple[LetterTemplate, ...] = ()
    chosen: LetterTemplate | None = None
    asked: int = 0
    fields: tuple[TemplateField, ...] = ()
    letter: tuple[Bead, ...] = ()

    @property
    def offered(self) -> tuple[LetterTemplate, ...]:
        """Everything that can be chosen, in the order of the list."""
        return (*self.fitting, *self.others)
