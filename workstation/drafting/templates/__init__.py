"""Letters in both languages with blanks: found for a case, filled from it and by a person."""

from workstation.drafting.templates.answers import Unclear, answer
from workstation.drafting.templates.filling import drafted, fill, put
from workstation.drafting.templates.form import Kind, Shelf, Template, Variable, When
from workstation.drafting.templates.known import Scene, holding, known, outcome_of
from workstation.drafting.templates.shelf import TemplateUnreadable, load, parse

__all__ = [
    "Kind",
    "Scene",
    "Shelf",
    "Template",
    "TemplateUnreadable",
    "Unclear",
    "Variable",
    "When",
    "answer",
    "drafted",
    "fill",
    "holding",
    "known",
    "load",
    "outcome_of",
    "parse",
    "put",
]
