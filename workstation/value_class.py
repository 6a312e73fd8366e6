"""`dataclass` for values: what the standard library makes of a class, written when first used.

The standard library writes and compiles six functions for each frozen class while its module is
imported. The start of the window imports some three hundred such classes and calls the functions
of a quarter of them. Here a function is written when it is first called, and takes its place: no
later call is slower. Only who asks for the signature of a class of which there is no object yet
sees that its `__init__` is not written.
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError
from typing import TYPE_CHECKING, Any

__all__ = ["dataclass"]

_PLAIN = {"frozen", "slots", "kw_only"}
# A class that has one of these itself is left to the standard library.
_GIVEN = {"__init__", "__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__", "__slots__"}
# What every class without slots has, and what a class that is made from it must not be given.
_UNSLOTTED = {"__dict__", "__weakref__"}
# What the standard library gives to every frozen class with slots, whatever its fields.
_COMMON = ("__getstate__", "__setstate__", "__replace__", "__dataclass_params__")
_Fields = dict[str, "Field[Any]"]
_Method = Callable[..., Any]


def _dataclass(cls: type | None = None, /, **asked: bool) -> Any:
    """Do as `dataclasses.dataclass` does; other classes than plain values are left to it."""

    def made(cls: type) -> type:
        if asked.get("frozen") and asked.get("slots") and asked.keys() <= _PLAIN:
            by_name = asked.get("kw_only", False)
            fields = _plain_fields(cls, by_name=by_name)
            if fields is not None:
                return _value_class(cls, fields, _MODELS[by_name])
        return dataclasses.dataclass(**asked)(cls)

    return made if cls is None else made(cls)


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _dataclass


@dataclasses.dataclass(frozen=True, slots=True)
class _Positional:
    """What the standard library makes of a class whose fields are given by position."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _ByName:
    """What it makes of one whose fields are given by name."""


class _Made:
    """Stands in a signature for a default that is made for each object anew."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE = _Made()
_MODELS: dict[bool, type] = {False: _Positional, True: _ByName}


def _plain_fields(cls: type, *, by_name: bool) -> _Fields | None:
    """The fields of `cls` and its bases, or None if it is anything else than a plain value."""
    if cls.__doc__ is None or _GIVEN & cls.__dict__.keys():
        return None
    bases = [base for base in cls.__mro__[:0:-1] if dataclasses.is_dataclass(base)]
    if not all(base.__dataclass_params__.frozen for base in bases):  # type: ignore[attr-defined]  # typeshed does not name it
        return None
    # The standard library reads what the class itself declares, and writes nothing.
    contents = {name: each for name, each in cls.__dict__.items() if name not in _UNSLOTTED}
    read: Any = dataclasses.dataclass(
        init=False, repr=False, eq=False, match_args=False, kw_only=by_name
    )(type(cls.__name__, (), contents))
    declared: _Fields = read.__dataclass_fields__
    if len(declared) != len(dataclasses.fields(read)):
        return None
    fields: _Fields = {}
    for base in bases:
        fields.update(base.__dataclass_fields__)
    fields.update(declared)
    return fields if _are_plain(fields.values()) else None


def _are_plain(fields: Iterable[Field[Any]]) -> bool:
    """Whether each field is given, shown and compared, and none without default follows one."""
    defaults = False
    for each in fields:
        if not (each.init and each.repr and each.compare and each.hash is None):
            return False
        if not each.kw_only:
            if defaults and not _has_default(each):
                return False
            defaults = _has_default(each)
    return True


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _value_class(cls: type, fields: _Fields, model: type) -> type:
    """Make `cls` anew, with slots, and with methods that are written at their first call."""
    contents = {
        name: each
        for name, each in cls.__dict__.items()
        if name not in fields and name not in _UNSLOTTED
    }
    owner: list[Any] = []
    given = {
        "__qualname__": cls.__qualname__,
        "__slots__": tuple(name for name in fields if name not in _slots_above(cls)),
        "__dataclass_fields__": fields,
        **{name: model.__dict__[name] for name in _COMMON if name in model.__dict__},
        **{name: _unwritten(name, cls, owner) for name in _WRITERS},
        **_refusals(frozenset(fields), owner),
    }
    arguments = tuple(each.name for each in fields.values() if not each.kw_only)
    made = type(cls)(
        cls.__name__, cls.__bases__, {"__match_args__": arguments, **given, **contents}
    )
    owner.append(made)
    return made


def _slots_above(cls: type) -> set[str]:
    above: set[str] = set()
    for base in cls.__mro__[1:-1]:
        slots = base.__dict__.get("__slots__", ())
        above.update((slots,) if isinstance(slots, str) else slots)
    return above


def _unwritten(name: str, cls: type, owner: list[Any]) -> _Method:
    """A method that writes the real one, puts it in its own place and calls it."""

    def method(self: object, /, *args: object, **named: object) -> Any:
        written = _WRITERS[name](owner[0], dataclasses.fields(owner[0]))
        setattr(owner[0], name, written)
        return written(self, *args, **named)

    method.__name__ = name
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


def _refusals(names: frozenset[str], owner: list[Any]) -> dict[str, _Method]:
    """The two methods that keep a value as it is. A class that is derived from it and is no
    dataclass may have attributes of its own."""

    def set_(self: object, name: str, value: object) -> None:
        if type(self) is owner[0] or name in names:
            raise FrozenInstanceError(f"cannot assign to field {name!r}")
        super(owner[0], self).__setattr__(name, value)

    def delete(self: object, name: str) -> None:
        if type(self) is owner[0] or name in names:
            raise FrozenInstanceError(f"cannot delete field {name!r}")
        super(owner[0], self).__delattr__(name)

    return {"__setattr__": set_, "__delattr__": delete}


def _init(cls: type, fields: tuple[Field[Any], ...]) -> _Method:
    self = "self" if all(each.name != "self" for each in fields) else "__self__"
    known: dict[str, object] = {"__set__": object.__setattr__, "__made__": _MADE}
    placed = [each for each in fields if not each.kw_only]
    named = [each for each in fields if each.kw_only]
    lines: list[str] = []
    for each in fields:
        known[f"__default_{each.name}__"] = (
            each.default if each.default_factory is MISSING else each.default_factory
        )
        value = each.name
        if each.default_factory is not MISSING:
            value = f"__default_{each.name}__() if {each.name} is __made__ else {each.name}"
        lines.append(f"__set__({self}, {each.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(f"{self}.__post_init__()")
    between = ["*"] if named else []
    parameters = [self, *map(_parameter, placed), *between, *map(_parameter, named)]
    written = _written(cls, f"__init__({', '.join(parameters)})", lines or ["pass"], known)
    written.__annotations__ = {each.name: each.type for each in (*placed, *named)}
    written.__annotations__["return"] = None
    return written


def _parameter(field: Field[Any]) -> str:
    if field.default_factory is not MISSING:
        return f"{field.name}=__made__"
    return field.name if field.default is MISSING else f"{field.name}=__default_{field.name}__"


def _repr(cls: type, fields: tuple[Field[Any], ...]) -> _Method:
    shown = ", ".join(f"{each.name}={{self.{each.name}!r}}" for each in fields)
    line = f'return self.__class__.__qualname__ + f"({shown})"'
    return reprlib.recursive_repr()(_written(cls, "__repr__(self)", [line]))


def _eq(cls: type, fields: tuple[Field[Any], ...]) -> _Method:
    lines = [
        "if other.__class__ is self.__class__:",
        f" return {_all_of('self', fields)} == {_all_of('other', fields)}",
        "return NotImplemented",
    ]
    return _written(cls, "__eq__(self, other)", lines)


def _hash(cls: type, fields: tuple[Field[Any], ...]) -> _Method:
    return _written(cls, "__hash__(self)", [f"return hash({_all_of('self', fields)})"])


def _all_of(name: str, fields: tuple[Field[Any], ...]) -> str:
    return f"({''.join(f'{name}.{each.name},' for each in fields)})"


def _written(
    cls: type, head: str, lines: list[str], known: dict[str, object] | None = None
) -> _Method:
    """Compile a method of `cls`; `known` are names that it may use beside those of Python."""
    name = head.partition("(")[0]
    names: dict[str, Any] = {"__name__": cls.__module__, **(known or {})}
    exec(f"def {head}:\n" + "".join(f" {line}\n" for line in lines), names)
    method: _Method = names.pop(name)
    method.__qualname__ = f"{cls.__qualname__}.{name}"
    return method


_WRITERS: dict[str, Callable[[type, tuple[Field[Any], ...]], _Method]] = {
    "__init__": _init,
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
}
