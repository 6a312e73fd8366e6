"""The addresses that need no session: health, the description of the server, and signing in; and
the one for signing out."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from litestar import MediaType, Request, Response, delete, get, post

from workstation.server.openapi import describe
from workstation.server.routes.authentication import BEARER, body_of, signed_in, store_of, token_of
from workstation.wire.session import Health, Session, SignInRequest

_SMALL = 16 * 1024


@get("/health", tags=["server"], summary="Whether the server answers, and its time")
async def health(request: Request[Any, Any, Any]) -> Health:
    """Needs no session; `demo` says that everything here is made up."""
    store = store_of(request)
    return Health(
        status="busy" if store.admission.stuck else "ok",
        version=version("recourse"),
        time=store.clock(),
        demo=request.app.state.demo,
    )


@get("/openapi.json", include_in_schema=False)
async def openapi(request: Request[Any, Any, Any]) -> Response[bytes]:
    """The description of all addresses, for programs."""
    return Response(describe(request.app), media_type=MediaType.JSON)


@post(
    "/api/v1/session",
    status_code=200,
    request_max_body_size=_SMALL,
    tags=["session"],
    summary="Sign in with a password",
)
async def sign_in(request: Request[Any, Any, Any]) -> Session:
    """A bearer token, good for seven days."""
    data = await body_of(request, SignInRequest)
    place = request.client.host if request.client else ""
    return await store_of(request).people.sign_in(data, place)


@delete(
    "/api/v1/session",
    guards=[signed_in],
    security=BEARER,
    tags=["session"],
    summary="Sign out",
)
async def sign_out(request: Request[Any, Any, Any]) -> None:
    """Ends the session of the token that asks."""
    await store_of(request).people.sign_out(token_of(request))
