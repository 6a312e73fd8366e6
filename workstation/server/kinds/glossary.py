"""The glossary on the server: it begins with what is shipped."""

from __future__ import annotations

from dataclasses import replace

from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.glossary.acts import Begin
from workstation.domain.glossary.form import form_of
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.record import Command, Id
from workstation.server.kinds.server_kind import ServedKind


class ServedGlossary(ServedKind):
    """There is one; a house that has it keeps its own."""

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """The shipped terms, as version 1."""
        opening = form_of(replace(shipped_house(), version=0))
        return ((GLOSSARY_ID, Begin(opening=opening)),)
