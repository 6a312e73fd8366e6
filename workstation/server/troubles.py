"""What the server answers when it cannot do what was asked: one form for every error, with a
sentence to say and what to do, and never a stack trace."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from msgspec import UNSET
from sqlalchemy.exc import DataError, DBAPIError

from workstation.domain.problem import Refused
from workstation.i18n import Message, _
from workstation.server.problem import Denied, malformed, too_large
from workstation.wire.messages import to_wire
from workstation.wire.session import NO_SUCH_ADDRESS, Trouble

_LOG = logging.getLogger(__name__)
_AGAIN_IN = 2


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Trouble]:
    """The answer to a request on which this error was raised."""
    denied = _denied(error)
    if denied.status >= 500:
        _LOG.error("%s %s failed", request.method, request.url.path, exc_info=error)
    headers = {"retry-after": str(denied.retry_after)} if denied.retry_after else {}
    if denied.status == 401:
        headers["www-authenticate"] = "Bearer"
    trouble = Trouble(
        reason=to_wire(denied.reason),
        remedy=to_wire(denied.remedy),
        detail=denied.detail,
        needs=denied.needs or UNSET,
        deposits_with=denied.deposits_with or UNSET,
    )
    return Response(trouble, status_code=denied.status, headers=headers)


def _denied(error: Exception) -> Denied:
    match error:
        case Denied():
            return error
        case Refused():
            return malformed(error.reason)
        case HTTPException(status_code=413):
            return too_large()
        case HTTPException() if error.status_code in _SAID:
            return Denied(error.status_code, *_SAID[error.status_code])
        case HTTPException():
            return malformed(_("The server does not understand this request."), error.detail)
        case DataError():
            # A character or number in the request that the database has no room for.
            return malformed(_("The server does not understand this request."))
        case DBAPIError():
            return Denied(
                503,
                _("The server cannot reach its data."),
                _("Nothing is lost. It will be tried again."),
                retry_after=_AGAIN_IN,
            )
        case _:
            return Denied(
                500,
                _("Something went wrong on the server."),
                _("Try again later. An administrator finds the details in the server's log."),
            )


_SAID: dict[int, tuple[Message, Message]] = {
    404: (NO_SUCH_ADDRESS, _("Check the address of the server.")),
    405: (_("This address does not take such a request."), _("Bring this program up to date.")),
}
