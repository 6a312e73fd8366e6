"""The addresses for requests from outside: one by one from a source system, or a file of them."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, post

from workstation.domain.taxonomy import Role
from workstation.server.problem import too_large
from workstation.server.routes.authentication import BEARER, body_of, caller_of, has_role, store_of
from workstation.wire.intake import MOST_ROWS, Imported, ImportRequest, Intake, IntakeAnswer

_ONE_BYTES = 4 * 1024 * 1024
_FILE_BYTES = 256 * 1024 * 1024
_BRINGS_IN = has_role(Role.ADMIN, Role.SUPERVISOR)


@post(
    "/api/v1/cases",
    request_max_body_size=_ONE_BYTES,
    guards=[_BRINGS_IN],
    security=BEARER,
    tags=["intake"],
    summary="File a request; answered once it is stored",
)
async def file_case(request: Request[Any, Any, Any]) -> Response[IntakeAnswer]:
    """201 for a new case, 200 with the same ids for an external reference that was sent before."""
    data = await body_of(request, Intake)
    filed = await store_of(request).take(caller_of(request).actor, data)
    taken = IntakeAnswer(case_id=filed.case_id, reference=filed.reference)
    return Response(taken, status_code=200 if filed.repeat else 201)


@post(
    "/api/v1/import",
    status_code=200,
    request_max_body_size=_FILE_BYTES,
    guards=[_BRINGS_IN],
    security=BEARER,
    tags=["intake"],
    summary="File many requests, all or none; or try it",
)
async def import_rows(request: Request[Any, Any, Any]) -> Imported:
    """Every row that stands against the rest is named with its reasons."""
    data = await body_of(request, ImportRequest)
    if len(data.rows) > MOST_ROWS:
        raise too_large()
    return await store_of(request).import_rows(caller_of(request).actor, data)
