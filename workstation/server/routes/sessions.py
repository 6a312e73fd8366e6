"""The addresses for sessions and for passwords that are given out: administrators see those of
everybody, everybody their own sessions."""

from __future__ import annotations

from typing import Any

from litestar import Request, delete, get, post

from workstation.domain.taxonomy import Role
from workstation.server.routes.authentication import (
    BEARER,
    body_of,
    caller_of,
    has_role,
    signed_in,
    store_of,
)
from workstation.wire.session import OneTimePassword, PasswordRequest, Sessions, SessionsEnded

_SMALL = 16 * 1024


@get(
    "/api/v2/sessions",
    guards=[signed_in],
    security=BEARER,
    tags=["session"],
    summary="Where somebody is signed in: `user`, without it the caller",
)
async def sessions(request: Request[Any, Any, Any]) -> Sessions:
    """Those of others are for administrators."""
    user = request.query_params.get("user", "")
    return await store_of(request).entry.sessions(caller_of(request), user)


@delete(
    "/api/v2/sessions",
    status_code=200,
    guards=[signed_in],
    security=BEARER,
    tags=["session"],
    summary="End the sessions of `user` on `device`; without it on all devices",
)
async def end_sessions(request: Request[Any, Any, Any]) -> SessionsEnded:
    """Those of others are for administrators; the session that asks goes on."""
    user, device = (request.query_params.get(name, "") for name in ("user", "device"))
    return await store_of(request).entry.end_sessions(caller_of(request), user, device)


@post(
    "/api/v2/password",
    status_code=200,
    request_max_body_size=_SMALL,
    guards=[has_role(Role.ADMIN)],
    security=BEARER,
    tags=["session"],
    summary="Give somebody a password for one time",
)
async def give_password(request: Request[Any, Any, Any]) -> OneTimePassword:
    """It is told once; it lets them in to set one of their own, and their sessions are over."""
    data = await body_of(request, PasswordRequest)
    return await store_of(request).entry.give_password(caller_of(request), data.user)
