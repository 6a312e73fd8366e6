"""The strings inside a value, for whoever counts whether a word is still there."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any


def strings(value: Any) -> Iterator[str]:
    """Every string in a value of the domain, in JSON, or in a text that is JSON itself."""
    if isinstance(value, str):
        # A member of a closed list is no word of anybody's.
        yield from () if isinstance(value, Enum) else _of_text(value)
    for part in _parts(value):
        yield from strings(part)


def _parts(value: Any) -> Iterable[Any]:
    if is_dataclass(value):
        return (getattr(value, field.name) for field in fields(value))
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()


def texts(value: Any) -> Iterator[str]:
    """Those strings that a person can have written: more than one word, or not in Latin."""
    return (each for each in strings(value) if " " in each or not each.isascii())


def _of_text(text: str) -> Iterator[str]:
    # What stands beside a draft is kept as JSON in one string.
    if text[:1] in ("{", "["):
        try:
            yield from strings(json.loads(text))
        except ValueError:
            yield text
    elif text:
        yield text
