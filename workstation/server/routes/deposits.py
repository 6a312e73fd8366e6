"""The door for unsent work: it takes in, and shows nothing."""

from __future__ import annotations

from typing import Any

from litestar import Request, post

from workstation.server.problem import too_large
from workstation.server.routes.doorkeeping import BEARER, body_of, store_of, token_of
from workstation.wire.deposit import MOST_ITEMS, Deposited, DepositRequest

_MOST_BYTES = 2 * 1024 * 1024


@post(
    "/api/v2/deposit",
    status_code=200,
    request_max_body_size=_MOST_BYTES,
    security=BEARER,
    tags=["work"],
    summary="Hand in the unsent work of somebody whose access has ended",
)
async def deposit(request: Request[Any, Any, Any]) -> Deposited:
    """By the token of a session that they had; for the lead of their crew to read."""
    token = token_of(request)
    data = await body_of(request, DepositRequest)
    if len(data.items) > MOST_ITEMS:
        raise too_large()
    return await store_of(request).deposit(token, data)
