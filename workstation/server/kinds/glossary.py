"""The house book on the server: it begins with what is shipped."""

from __future__ import annotations

from dataclasses import replace

from workstation.domain.house import Begin
from workstation.domain.house_book import GLOSSARY_ID
from workstation.domain.house_form import form_of
from workstation.domain.record import Command, Id
from workstation.drafting.shipped import shipped_house
from workstation.server.kinds.served import Served


class ServedGlossary(Served):
    """There is one; a house that has it keeps its own."""

    def begins_with(self) -> tuple[tuple[Id, Command], ...]:
        """The shipped terms, as version 1."""
        opening = form_of(replace(shipped_house(), version=0))
        return ((GLOSSARY_ID, Begin(opening=opening)),)
