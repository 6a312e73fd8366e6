"""The policies that the program carries, search in policies, and differences between versions."""

from workstation.policies.difference import Span, StretchFate, TextStretch, difference, woven
from workstation.policies.library import load
from workstation.policies.quotable import Quotable, narrowed, quotable
from workstation.policies.search import Hit, search

__all__ = [
    "Hit",
    "Quotable",
    "Span",
    "StretchFate",
    "TextStretch",
    "difference",
    "load",
    "narrowed",
    "quotable",
    "search",
    "woven",
]
