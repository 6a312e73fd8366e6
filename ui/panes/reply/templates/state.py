"""What the sheet of templates shows: what there is to choose, the form, and the letter so far."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.bilingual.bead import Bead
from workstation.bilingual.templates import LetterTemplate, Variable
from workstation.domain.text import Bilingual
from workstation.i18n import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """One variable of the chosen template: what was entered, and what is unclear about it.

    For a kind that is entered once, `en` of `entered` holds it. `of_case`: the case filled it.
    """

    variable: Variable
    entered: Bilingual = Bilingual()
    of_case: bool = False
    unclear: Message | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplatesState:
    """`fitting` are the templates for this letter, `others` the rest, both as searched.

    `asked` grows with each template chosen: the form is made anew then and at no other time.
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
