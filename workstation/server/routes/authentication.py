"""Finds out who sends a request: its bearer token is checked before its body is read."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import msgspec
from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from workstation.domain.taxonomy import Role
from workstation.server.people import Caller
from workstation.server.problem import malformed, not_signed_in, role_missing
from workstation.server.store import Store
from workstation.wire.codec import NOT_JSON
from workstation.wire.parse_problem import why
from workstation.wire.versions import BodyReader, WireForm

T = TypeVar("T")
# Any: Litestar's connection is generic over what an application puts on it.
Connection = ASGIConnection[Any, Any, Any, Any]
Guard = Callable[[Connection, BaseRouteHandler], Awaitable[None]]
BEARER = [{"bearer": list[str]()}]
# What a client may call a command, a case or a device.
KEY = re.compile(r"[\x21-\x7e]{1,120}")
# The id of a record can have the name of a person in it, and names of November are of any letters.
_LONGEST_ID = 300


def is_record_id(text: str) -> bool:
    """Whether a text can be the id of a record."""
    return 0 < len(text) <= _LONGEST_ID and text.isprintable()


def store_of(connection: Connection) -> Store:
    """The store that the application was built with."""
    store: Store = connection.app.state.store
    return store


def token_of(connection: Connection) -> str:
    """The bearer token of a request. Raises `Denied`."""
    scheme, _space, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise not_signed_in()
    return token.strip()


async def signed_in(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Let in whoever has a session, and keep who that is. Raises `Denied`."""
    connection.state.caller = await store_of(connection).people.caller(token_of(connection))


def has_role(*roles: Role) -> Guard:
    """A guard that lets in whoever is signed in with one of these roles, and raises `Denied` for
    anybody else."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        await signed_in(connection, handler)
        if not caller_of(connection).actor.may(*roles):
            raise role_missing()

    return guard


def caller_of(connection: Connection) -> Caller:
    """Whom the guard of this request has let in."""
    caller: Caller = connection.state.caller
    return caller


async def body_of(request: Request[Any, Any, Any], kind: type[T]) -> T:
    """The body of a request as a value of `kind`. Raises `Denied` with the field at fault."""
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except NOT_JSON as error:
        raise malformed(why(error), str(error)) from error


def form_of(request: Request[Any, Any, Any]) -> WireForm:
    """The form of the version whose address was called."""
    form: WireForm = request.route_handler.opt["form"]
    return form


async def read(request: Request[Any, Any, Any], reads: BodyReader[T]) -> T:
    """The body of a request, in the present form whatever form it came in. Raises `Denied` with the
    field at fault."""
    return reads.value(await body_of(request, reads.kind))
