"""The address for the unsent work of somebody whose access has ended. It shows nothing."""

from __future__ import annotations

from typing import Any

from litestar import Request, post
from litestar.handlers import BaseRouteHandler

from workstation.server.problem import too_large
from workstation.server.routes.authentication import (
    BEARER,
    Connection,
    body_of,
    store_of,
    token_of,
)
from workstation.wire.deposit import MOST_ITEMS, Deposited, DepositRequest

_MOST_BYTES = 2 * 1024 * 1024


async def _deposits(connection: Connection, _handler: BaseRouteHandler) -> None:
    """Let in whoever has a key for deposits, before anything is read of what they send. Raises
    `Denied`."""
    connection.state.depositor = await store_of(connection).depositor(token_of(connection))


@post(
    "/api/v2/deposit",
    status_code=200,
    request_max_body_size=_MOST_BYTES,
    guards=[_deposits],
    security=BEARER,
    tags=["work"],
    summary="Hand in the unsent work of somebody whose access has ended",
)
async def deposit(request: Request[Any, Any, Any]) -> Deposited:
    """By the token of a session that they had, or by the one that signing in was answered with;
    for the lead of their crew to read."""
    data = await body_of(request, DepositRequest)
    if len(data.items) > MOST_ITEMS:
        raise too_large()
    store = store_of(request)
    turn = store.admission.turn("deposit", *request.state.depositor)
    try:
        return await store.deposit(token_of(request), data)
    finally:
        turn.leave()
