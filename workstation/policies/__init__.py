"""The policy library as data, searched, and compared between two versions."""

from workstation.policies.difference import Kept, Span, Stretch, difference, woven
from workstation.policies.library import load
from workstation.policies.quotable import Quotable, narrowed, quotable
from workstation.policies.search import Hit, search

__all__ = [
    "Hit",
    "Kept",
    "Quotable",
    "Span",
    "Stretch",
    "difference",
    "load",
    "narrowed",
    "quotable",
    "search",
    "woven",
]
