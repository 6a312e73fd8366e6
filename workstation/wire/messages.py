"""Messages as they travel: the server's have no language, and the workstation says them in one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import msgspec

from workstation.i18n import Argument, Duration, Message, Money


class _Arg(msgspec.Struct, frozen=True, omit_defaults=True):
    """One argument of a message; exactly one of the fields is set, each for a type of argument."""

    s: str | None = None
    i: int | None = None
    dec: Decimal | None = None
    d: date | None = None
    t: datetime | None = None
    money: tuple[Decimal, str] | None = None
    seconds: float | None = None
    m: WireMessage | None = None


class WireMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A `Message` as it travels, with the same fields."""

    id: str
    args: dict[str, _Arg] = {}
    context: str | None = None
    plural: str | None = None
    count: int | None = None


def to_wire(message: Message) -> WireMessage:
    """`message` as it travels."""
    return WireMessage(
        id=message.id,
        args={name: _argument(value) for name, value in message.arguments},
        context=message.context,
        plural=message.plural,
        count=message.count,
    )


def from_wire(message: WireMessage) -> Message:
    """The message that came as `message`. Raises `ValueError` for an argument without a value."""
    return Message(
        message.id,
        tuple((name, _value(arg)) for name, arg in sorted(message.args.items())),
        message.context,
        message.plural,
        message.count,
    )


def _argument(value: Argument) -> _Arg:  # noqa: C901  one arm a type of argument
    match value:
        case Message():
            return _Arg(m=to_wire(value))
        case str():
            return _Arg(s=value)
        case int():
            return _Arg(i=value)
        case Decimal():
            return _Arg(dec=value)
        case datetime():
            return _Arg(t=value)
        case date():
            return _Arg(d=value)
        case Money():
            return _Arg(money=(value.amount, value.currency))
        case Duration():
            return _Arg(seconds=value.span.total_seconds())


def _value(arg: _Arg) -> Argument:
    if arg.m is not None:
        return from_wire(arg.m)
    if arg.money is not None:
        return Money(*arg.money)
    if arg.seconds is not None:
        return Duration(timedelta(seconds=arg.seconds))
    for plain in (arg.s, arg.i, arg.dec, arg.t, arg.d):
        if plain is not None:
            return plain
    raise ValueError("an argument of a message has no value")
