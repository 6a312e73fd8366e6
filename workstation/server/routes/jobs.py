"""What became of the members of a job."""

from __future__ import annotations

import re
from typing import Any

from litestar import Request, get

from workstation.i18n import _
from workstation.server.problem import malformed
from workstation.server.routes.authentication import BEARER, caller_of, signed_in, store_of
from workstation.wire.job import Results

_NUMBER = re.compile(r"-?[0-9]{1,9}")


@get(
    "/api/v2/jobs/{job:str}/results",
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="What became of the members of a job, after the n-th",
)
async def job_results(request: Request[Any, Any, Any]) -> Results:
    """Those in the caller's sight in their order, some at a time; empty after the last."""
    job, told = request.path_params["job"], request.query_params.get("after", "-1")
    if not _NUMBER.fullmatch(told):
        raise malformed(
            _("The field {field} holds something else than is expected.", field="after")
        )
    after = int(told)
    actor = caller_of(request).actor
    return await store_of(request).job_results(actor, job, after)
