"""The glossary on the server: it begins with the terms that the program ships."""

from __future__ import annotations

from dataclasses import replace

from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.glossary.acts import Begin
from workstation.domain.glossary.form import form_of
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.record import Command, Id
from workstation.server.kinds.server_kind import ServedKind


class ServedGlossary(ServedKind):
    """There is one glossary; a house that has one keeps it, whatever a newer program ships."""

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """Begin the glossary with the shipped terms, as version 1."""
        opening = form_of(replace(shipped_house(), version=0))
        return ((GLOSSARY_ID, Begin(opening=opening)),)
