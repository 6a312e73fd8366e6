"""Letters in both languages with blanks: found for a case, filled from it and by a person."""

from workstation.bilingual.templates.answers import Unclear, answer
from workstation.bilingual.templates.case_values import LetterSubject, holding, known, outcome_of
from workstation.bilingual.templates.form import (
    LetterTemplate,
    TemplateLibrary,
    Variable,
    VariableKind,
    When,
    drafted,
    fill,
    fill_in,
)
from workstation.bilingual.templates.library import TemplateUnreadable, load, parse

__all__ = [
    "LetterSubject",
    "LetterTemplate",
    "TemplateLibrary",
    "TemplateUnreadable",
    "Unclear",
    "Variable",
    "VariableKind",
    "When",
    "answer",
    "drafted",
    "fill",
    "fill_in",
    "holding",
    "known",
    "load",
    "outcome_of",
    "parse",
]
