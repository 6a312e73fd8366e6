"""The house book: one change at a time; the book itself comes down with the feed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Request, post

from workstation.i18n import _
from workstation.server.problem import malformed
from workstation.server.routes.doorkeeping import (
    BEARER,
    KEY,
    caller_of,
    form_of,
    read,
    signed_in,
    store_of,
)
from workstation.wire.house import HouseAnswer, HouseApplied, HouseRefused

# The first and the last year have hours that are in no year of another zone.
_YEARS = range(2, 9999)
_LARGEST_EDIT = 128 * 1024


@post(
    "/house",
    status_code=200,
    request_max_body_size=_LARGEST_EDIT,
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="Change the house's terms, what always passes, or the style of letters",
)
async def change_house(request: Request[Any, Any, Any]) -> HouseApplied | HouseRefused:
    """The same id twice is one change: the second time, the answer says `already`."""
    form = form_of(request)
    edit = await read(request, form.house)
    keys = (edit.id, edit.prev or edit.id)
    if not (all(KEY.fullmatch(key) for key in keys) and _is_moment(edit.at)):
        raise malformed(_("The number of a command, case or device has a wrong form."))
    made = await store_of(request).change_house(caller_of(request).actor.id, edit)
    # Declared for the description of the first form; another is whatever its version says.
    answer: HouseAnswer = form.house_answer.said(made)
    return answer


def _is_moment(at: datetime) -> bool:
    return at.tzinfo is not None and at.year in _YEARS
