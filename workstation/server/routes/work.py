"""The work of workstations: they push commands, fetch what has changed, and are nudged when to
look. Each version is answered in its own form."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

from litestar import Request, get, post
from litestar.response import Stream

from workstation.domain.actor import Actor
from workstation.domain.people.records import access_scope
from workstation.domain.views import scopes_for
from workstation.i18n import _
from workstation.server.admission import Admittance
from workstation.server.problem import Denied, gone, malformed, too_large
from workstation.server.routes.authentication import (
    BEARER,
    KEY,
    caller_of,
    form_of,
    is_record_id,
    read,
    signed_in,
    store_of,
    token_of,
)
from workstation.server.routes.streamed_response import StreamedResponse
from workstation.server.store import Store
from workstation.wire.feed import ACCESS_HEAD, Nudge
from workstation.wire.job import Results
from workstation.wire.push import MOST_BYTES, MOST_COMMANDS, Envelope, Pushed
from workstation.wire.versions import WireForm

# One letter can be larger than a whole batch should be: alone, it passes.
_LARGEST_COMMAND = 2 * 1024 * 1024
_SYNC_BYTES = 1024 * 1024
_HEARTBEAT = 15.0
# The first and the last year have hours that are in no year of another zone.
_YEARS = range(2, 9999)
_NUMBER = re.compile(r"-?[0-9]{1,9}")


@post(
    "/push",
    status_code=200,
    request_max_body_size=_LARGEST_COMMAND,
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="Give up to 100 commands",
)
async def push(request: Request[Any, Any, Any]) -> Pushed:
    """Every command gets an answer of its own: applied, refused, conflict, wait, quarantined."""
    form = form_of(request)
    data = await read(request, form.push)
    many = len(data.commands)
    if many > MOST_COMMANDS or (many > 1 and len(await request.body()) > MOST_BYTES):
        raise too_large()
    if not all(map(_is_sound, data.commands)):
        raise malformed(_("The number of a command, case or device has a wrong form."))
    if not data.commands:
        return _said(form, Pushed(answers=()))
    turn = _turn(request, "push")
    try:
        return _said(form, await store_of(request).push(caller_of(request).actor.id, data))
    finally:
        turn.leave()


def _said(form: WireForm, pushed: Pushed) -> Pushed:
    """The answer to a push in the form of a version."""
    # Declared for the description of the first form; another is whatever its version says.
    answer: Pushed = form.pushed.said(pushed)
    return answer


def _is_sound(envelope: Envelope) -> bool:
    """Whether the ids of a command have the right form, and its time is one."""
    keys = (envelope.id, envelope.device, *envelope.rests_on, envelope.prev or envelope.id)
    named = is_record_id(envelope.record_id) and all(KEY.fullmatch(key) for key in keys)
    return named and envelope.at.tzinfo is not None and envelope.at.year in _YEARS


def _turn(request: Request[Any, Any, Any], what: str) -> Admittance:
    """The turn of the caller's device, by their session: the device that a body names is only a
    word. Raises `Denied` while that device has another request of this kind."""
    caller = caller_of(request)
    return store_of(request).admission.turn(what, caller.actor.id, caller.device)


@post(
    "/sync",
    status_code=200,
    request_max_body_size=_SYNC_BYTES,
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="What changed in your scopes, as lines of JSON from one snapshot",
)
async def sync(request: Request[Any, Any, Any]) -> StreamedResponse:
    """See the lines of `workstation.wire.feed`. Squeezed with zstd if the caller takes it."""
    form = form_of(request)
    data = await read(request, form.sync)
    squeeze = "zstd" in request.headers.get("accept-encoding", "")
    account, store = caller_of(request).actor.id, store_of(request)
    turn = _turn(request, "sync")
    answer = await store.sync(account, data, turn=turn, squeeze=squeeze, form=form)
    headers = {"cache-control": "no-store", "vary": "accept-encoding"}
    if squeeze:
        headers["content-encoding"] = "zstd"
    return StreamedResponse(answer, media_type="application/x-ndjson", headers=headers)


@get(
    "/nudges",
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="Server-sent events: the heads of your scopes whenever they move",
)
async def nudges(request: Request[Any, Any, Any]) -> Stream:
    """The first event has the heads as they are. A line of comment every 15 s shows life."""
    said = form_of(request).nudge
    events = _events(store_of(request), token_of(request), caller_of(request).actor, said)
    return Stream(events, media_type="text/event-stream", headers={"cache-control": "no-store"})


def _heard_by(actor: Actor) -> frozenset[str]:
    """The heads that a person is told of: those of their scopes, and that of their access."""
    return scopes_for(actor) | {access_scope(actor.id)}


async def _events(
    store: Store, token: str, actor: Actor, said: Callable[[Nudge], bytes]
) -> AsyncIterator[bytes]:
    loop = asyncio.get_running_loop()
    opening = True
    async with store.nudges.listening(_heard_by(actor)) as listener:
        sure_until = loop.time() + _HEARTBEAT
        while True:
            heads = await listener.news(max(0.0, sure_until - loop.time()))
            if listener.over:
                return
            access = heads.pop(access_scope(actor.id), None)
            # Also where news never stop: whoever was shut out hears nothing more.
            beat = loop.time() >= sure_until
            if beat or access is not None:
                try:
                    listener.scopes = _heard_by((await store.people.caller(token)).actor)
                except Denied:
                    # The session is over: the workstation finds out why when it asks again.
                    return
                sure_until = loop.time() + _HEARTBEAT
            # Whoever opens a channel asks by themselves for what they may see.
            if access is not None and not opening:
                heads[ACCESS_HEAD] = access
            if heads:
                yield b"data: " + said(Nudge(heads=heads)) + b"\n\n"
            if beat:
                yield b": still here\n\n"
            opening = False


@get(
    "/api/v2/jobs/{job:str}/results",
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="What became of the members of a job, after the n-th",
)
async def job_results(request: Request[Any, Any, Any]) -> Results:
    """The members that the caller may see, in their order, some at a time; none after the last."""
    job, told = request.path_params["job"], request.query_params.get("after", "-1")
    if not _NUMBER.fullmatch(told):
        raise malformed(
            _("The field {field} holds something else than is expected.", field="after")
        )
    after = int(told)
    actor = caller_of(request).actor
    return await store_of(request).job_results(actor, job, after)


@post(
    "/api/v1/house",
    status_code=200,
    guards=[signed_in],
    security=BEARER,
    tags=["work"],
    summary="No longer answered: changes of the glossary are commands",
)
async def change_house() -> None:
    """A workstation of then keeps what it could not give here, until it is brought up to date."""
    raise gone()
