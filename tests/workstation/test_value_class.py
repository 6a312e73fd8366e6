"""A value class is in every way what the standard library makes of it."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, dataclass, field, fields, replace
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
import pytest

from workstation import value_class

Decorator = Callable[..., Any]
T = TypeVar("T")
FROZEN = {"frozen": True, "slots": True}


def by_position(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Point:
        """A place."""

        x: int
        y: int = 2
        tags: tuple[str, ...] = ()

    return Point


def by_name(decorate: Decorator) -> type:
    @decorate(**FROZEN, kw_only=True)
    class Point:
        """A place."""

        y: int = 2
        x: int

    return Point


def without_fields(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Nothing:
        """Nothing at all."""

    return Nothing


def with_factory(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Point:
        """A place."""

        x: int
        seen: list[int] = field(default_factory=list)
        z: object = None

    return Point


def with_odd_names(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Odd:
        """Fields whose names are those of other things."""

        self: int
        set: int = 1
        missing: int = 2
        name: int = 3
        other: int = 4
        hash: int = 5
        object: int = 6
        default_set: list[int] = field(default_factory=list)

    return Odd


def half_by_name(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Half:
        """Fields of both sorts, in disorder."""

        a: int
        b: int = field(default=3, kw_only=True)
        c: int = 4
        _: KW_ONLY
        d: int

    return Half


def derived(decorate: Decorator) -> type:
    @decorate(**FROZEN, kw_only=True)
    class Base:
        """What others are made from."""

        at: int
        by: str = "me"

        def said(self) -> str:
            return f"{self.by} at {self.at}"

    @decorate(**FROZEN)
    class Derived(Base):
        """One more field, and another default."""

        by: str = "you"
        x: int = 5

    return Derived


def derived_from_the_real(decorate: Decorator) -> type:
    @dataclass(frozen=True, slots=True)
    class Real:
        """What the standard library made."""

        a: int

    @decorate(**FROZEN)
    class Ours(Real):
        """One more field."""

        b: int = 2

    return Ours


def that_the_real_derives_from(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Ours:
        """What others are made from."""

        a: int

    @dataclass(frozen=True, slots=True)
    class Real(Ours):
        """What the standard library makes of it."""

        b: int = 2

    return Real


def generic(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Box(Generic[T]):
        """Holds one thing."""

        held: T

    return Box


def abstract(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Shape(ABC):
        """Has an area."""

        a: int

        @abstractmethod
        def area(self) -> int: ...

    return Shape


def checked(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Checked:
        """Looks at what it is given."""

        x: int

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError(f"below nothing: {self.x}")

    return Checked


def with_properties(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Point:
        """A place."""

        x: int
        origin: ClassVar[int] = 0

        @property
        def double(self) -> int:
            return self.x * 2

        @classmethod
        def of(cls, x: int) -> Any:
            return cls(x)

    return Point


def with_own_methods(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Point:
        """A place that is shown in its own way."""

        x: int

        def __repr__(self) -> str:
            return f"<{self.x}>"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self)) and self.x % 10 == other.x % 10

        def __hash__(self) -> int:
            return self.x % 10

    return Point


def with_odd_fields(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Account:
        """Hides one field, ignores another, and makes a third itself."""

        name: str
        password: str = field(repr=False)
        seen: int = field(default=0, compare=False)
        kind: str = field(default="one", init=False)

    return Account


def with_a_parameter(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Given:
        """Is given more than it keeps."""

        x: int
        by: InitVar[int] = 1

    return Given


def ordered(decorate: Decorator) -> type:
    @decorate(**FROZEN, order=True)
    class Step:
        """Comes before another."""

        x: int

    return Step


def undocumented(decorate: Decorator) -> type:
    @decorate(**FROZEN)
    class Bare:
        x: int

    return Bare


def unfrozen(decorate: Decorator) -> type:
    @decorate(slots=True)
    class Loose:
        """Can be changed."""

        x: int

    return Loose


def undressed(decorate: Decorator) -> type:
    @decorate
    class Plain:
        """Nothing is asked for."""

        x: int

    return Plain


# A shape, and calls of it: right and wrong ones.
CALLS: dict[Callable[[Decorator], type], tuple[tuple[tuple[Any, ...], dict[str, Any]], ...]] = {
    by_position: (
        ((1,), {}),
        ((1, 3), {}),
        ((1,), {"tags": ("a",)}),
        ((), {}),
        ((1, 2, (), 4), {}),
    ),
    by_name: (((), {"x": 1}), ((), {"x": 1, "y": 1}), ((1,), {}), ((), {}), ((), {"z": 1})),
    without_fields: (((), {}), ((1,), {})),
    with_factory: (((1,), {}), ((1, [2]), {}), ((), {})),
    with_odd_names: (((1,), {}), ((1, 2, 3, 4, 5, 6, 7, [8]), {}), ((), {"set": 1})),
    half_by_name: (((1,), {"d": 2}), ((1, 2), {"d": 3, "b": 4}), ((1, 2, 3), {}), ((1,), {})),
    derived: (((), {"at": 2}), (("a", 1), {"at": 2}), ((1,), {})),
    derived_from_the_real: (((1,), {}), ((1, 3), {}), ((), {})),
    that_the_real_derives_from: (((1,), {}), ((1, 3), {}), ((), {})),
    generic: (((1,), {}), (("a",), {}), ((), {})),
    abstract: (((1,), {}),),
    checked: (((1,), {}), ((-1,), {})),
    with_properties: (((1,), {}), ((), {})),
    with_own_methods: (((1,), {}), ((11,), {}), ((2,), {})),
    with_odd_fields: ((("n", "p"), {}), (("n", "p", 1), {}), (("n", "p", 1, "x"), {})),
    with_a_parameter: (((1,), {}), ((1, 2), {})),
    ordered: (((1,), {}), ((2,), {})),
    undocumented: (((1,), {}), ((2,), {})),
    unfrozen: (((1,), {}), ((2,), {})),
    undressed: (((1,), {}), ((2,), {})),
}
SHAPES = pytest.mark.parametrize("shape", CALLS, ids=lambda shape: shape.__name__)


def outcome(call: Callable[[], object]) -> str:
    """What came of a call, as words that do not tell one class from another."""
    try:
        return repr(call())
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def made(shape: type, calls: Any) -> list[Any]:
    objects = []
    for given, named in calls:
        try:
            objects.append(shape(*given, **named))
        except (TypeError, ValueError):
            continue
    return objects


def pair(shape: Callable[[Decorator], type]) -> tuple[type, type]:
    """The class as the standard library makes it, and as it is made here."""
    return shape(dataclass), shape(value_class.dataclass)


@SHAPES
def test_objects_are_made_and_refused_alike(shape: Callable[[Decorator], type]) -> None:
    real, ours = pair(shape)
    for given, named in CALLS[shape]:
        # The second time the method is written already.
        for _time in range(2):
            assert outcome(lambda g=given, n=named: ours(*g, **n)) == outcome(
                lambda g=given, n=named: real(*g, **n)
            )


@SHAPES
@pytest.mark.parametrize(
    "act",
    [
        repr,
        lambda each: hash(each) == hash(copy.copy(each)),
        lambda each: [getattr(each, one.name) for one in fields(each)],
        copy.deepcopy,
        replace,
        lambda each: replace(each, x=7),
        lambda each: replace(each, nobody=7),
        lambda each: setattr(each, fields(each)[0].name, 1),
        lambda each: delattr(each, fields(each)[0].name),
        dataclasses.asdict,
        dataclasses.astuple,
        lambda each: each < copy.copy(each),
        lambda each: each != copy.copy(each),
        lambda each: each == 1,
        lambda each: each.__eq__(1),
        msgspec.json.encode,
        lambda each: hasattr(each, "__dict__"),
        lambda each: each.__getstate__(),
    ],
)
def test_objects_do_alike(shape: Callable[[Decorator], type], act: Callable[[Any], object]) -> None:
    real, ours = pair(shape)
    for one, other in zip(made(real, CALLS[shape]), made(ours, CALLS[shape]), strict=True):
        assert outcome(lambda each=other: act(each)) == outcome(lambda each=one: act(each))


@SHAPES
def test_objects_are_equal_alike(shape: Callable[[Decorator], type]) -> None:
    real, ours = pair(shape)
    theirs, mine = made(real, CALLS[shape]), made(ours, CALLS[shape])
    twice, again = made(real, CALLS[shape]), made(ours, CALLS[shape])
    assert [[a == b for b in again] for a in mine] == [[a == b for b in twice] for a in theirs]
    assert all(a != b for a in mine for b in theirs)


@SHAPES
def test_classes_tell_alike_about_themselves(shape: Callable[[Decorator], type]) -> None:
    real, ours = pair(shape)
    made(ours, CALLS[shape])
    for name in (
        "__name__", "__qualname__", "__module__", "__doc__", "__match_args__", "__slots__",
        "__dataclass_params__", "__dataclass_fields__", "__abstractmethods__", "__parameters__",
    ):  # fmt: skip
        assert repr(getattr(ours, name, None)) == repr(getattr(real, name, None)), name
    assert set(vars(ours)) == set(vars(real))
    if made(real, CALLS[shape]):
        assert str(inspect.signature(ours)) == str(inspect.signature(real))
    for method in ("__init__", "__repr__", "__eq__", "__hash__"):
        name = getattr(getattr(real, method), "__qualname__", None)
        assert getattr(getattr(ours, method), "__qualname__", None) == name


def test_a_pattern_takes_an_object_apart() -> None:
    match by_position(value_class.dataclass)(1, 5):
        case tuple():
            raise AssertionError
        case found:
            assert type(found).__match_args__ == ("x", "y", "tags")


def test_what_a_class_derived_without_the_decorator_adds_can_be_changed() -> None:
    for decorate in (dataclass, value_class.dataclass):

        class Loose(by_position(decorate)):  # type: ignore[misc]  # the base is made in a function
            """Has a dictionary of its own."""

        loose = Loose(1)
        with pytest.raises(FrozenInstanceError, match="'x'"):
            loose.x = 2
        assert loose == Loose(1)
        assert repr(loose).endswith("Loose(x=1, y=2, tags=())")
    loose.more = 1
    del loose.more


def test_no_attribute_is_added_to_a_value() -> None:
    one = by_position(value_class.dataclass)(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'more'"):
        one.more = 1
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'more'"):
        del one.more


@value_class.dataclass(frozen=True, slots=True)
class Kept:
    """Something to be pickled, which a class in a function cannot be."""

    x: int
    more: tuple[int, ...] = ()


def test_values_are_pickled() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, (2,)))) == Kept(1, (2,))


def test_msgspec_reads_what_it_writes() -> None:
    assert msgspec.json.decode(b'{"x":1,"more":[2]}', type=Kept) == Kept(1, (2,))


def test_wrong_classes_are_refused_when_they_are_made() -> None:
    for decorate in (dataclass, value_class.dataclass):
        with pytest.raises(TypeError, match="non-default argument 'b' follows default"):

            @decorate(**FROZEN)
            class _Late:
                """A field without default after one with a default."""

                a: int = 1
                b: int

        with pytest.raises(ValueError, match="mutable default"):

            @decorate(**FROZEN)
            class _Shared:
                """A default that all would share."""

                a: list[int] = []  # noqa: RUF012

        with pytest.raises(TypeError, match="cannot inherit frozen dataclass from a non-frozen"):

            @decorate(**FROZEN)
            class _Frozen(unfrozen(decorate)):  # type: ignore[misc]  # as above
                """A frozen class from one that is not."""

        with pytest.raises(TypeError, match="unexpected keyword"):
            decorate(nonsense=True)(object)


def test_two_threads_may_make_the_first_object() -> None:
    for _time in range(50):
        cls = by_position(value_class.dataclass)
        together = threading.Barrier(2)
        seen: list[object] = []

        def work(cls: type = cls, seen: list[object] = seen, at: Any = together) -> None:
            at.wait()
            seen.append((cls(1), hash(cls(1)), repr(cls(1))))

        threads = [threading.Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(seen) == 2
        assert seen[0] == seen[1]


def test_a_method_is_written_once() -> None:
    cls = by_position(value_class.dataclass)
    cls(1)
    written = cls.__init__
    cls(2)
    assert cls.__init__ is written
