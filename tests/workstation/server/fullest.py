"""The fullest value of a class: every field is set, every list holds two, each text is another."""

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import count
from typing import Any

from tests.bench import START
from workstation.domain.kinds import KINDS
from workstation.domain.record import Event
from workstation.server.chain import EarlierFormClosed

EVENTS: dict[str, type[Event]] = {
    f"{kind.name} {effect.name}": effect.event for kind in KINDS.kinds for effect in kind.effects
} | {"log closed": EarlierFormClosed}
_LEAVES = {
    int: 7,
    bool: True,
    datetime: START,
    date: START.date(),
    Decimal: Decimal("12.50"),
}


def fullest(form: Any, said: Iterator[int] | None = None, where: str = "") -> Any:
    """Each text says the class and the field in which it stands.

    Raises `TypeError` for a form that no event has held so far; above all for a mapping, whose
    names could be what people wrote, which no seal could let go.
    """
    said = said if said is not None else count()
    if dataclasses.is_dataclass(form):
        assert isinstance(form, type)
        hints = typing.get_type_hints(form)
        names = [each.name for each in dataclasses.fields(form)]
        return form(**{n: fullest(hints[n], said, f"{form.__name__}.{n}") for n in names})
    if form is str:
        return f"{where} {next(said)}"
    if isinstance(form, type) and issubclass(form, Enum):
        return next(iter(form))
    if form in _LEAVES:
        return _LEAVES[form]
    origin, inner = typing.get_origin(form), typing.get_args(form)
    if origin in (typing.Union, types.UnionType):
        (one,) = (each for each in inner if each is not type(None))
        return fullest(one, said, where)
    if origin is tuple:
        parts = (inner[0], inner[0]) if inner[-1] is ... else inner
        return tuple(fullest(each, said, where) for each in parts)
    if origin is frozenset:
        return frozenset(fullest(inner[0], said, where) for _two in "12")
    raise TypeError(f"no example of {form}")
