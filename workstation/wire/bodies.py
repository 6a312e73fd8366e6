"""Records as bytes: the canonical JSON of each kind's form, and back."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

import msgspec

from workstation.domain.record import Kind, Record
from workstation.i18n import _
from workstation.wire.codec import NOT_JSON, Malformed, encode

R = TypeVar("R", bound=Record)


def pack_record(kind: Kind[R], record: R) -> bytes:
    """The canonical JSON of `record`, in the form of its kind."""
    return encode(kind.form.of(record) if kind.form is not None else record)


def unpack_record(kind: Kind[R], data: bytes | msgspec.Raw) -> R:
    """The record of that kind in `data`. Raises `Malformed` where there is none."""
    try:
        form: Any = kind.form.type if kind.form is not None else kind.record
        value = _decoder(form).decode(data)
        record: R = kind.form.read(value) if kind.form is not None else value
    except (*NOT_JSON, ArithmeticError, LookupError, ValueError) as error:
        raise Malformed(_("A record received could not be read."), str(error)) from error
    return record


@cache
def _decoder(form: type[Any]) -> Any:
    # Any: of whichever form; making one costs as much as a hundred records.
    return msgspec.json.Decoder(form)
