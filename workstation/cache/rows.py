"""What a list is narrowed to, for rows that are stored and for those that are not."""

from __future__ import annotations

from collections.abc import Mapping

from workstation.cache.values import Filter
from workstation.domain.views import Row, sought_in, sought_text


def matches(row: Row, wanted: Filter) -> bool:
    """Whether a row passes the filter, for rows that are not stored."""
    chosen = all(getattr(row, name) in values for name, values in picked(wanted).items())
    return chosen and sought_text(wanted.text.strip()) in sought_in(row)


def picked(wanted: Filter) -> Mapping[str, frozenset[str]]:
    """The fields of a row that a filter picks by, each with the values that pass."""
    chosen = {
        "kind": wanted.kinds,
        "severity": wanted.severities,
        "language": wanted.languages,
    }
    return {
        name: frozenset(each.value for each in values) for name, values in chosen.items() if values
    }
