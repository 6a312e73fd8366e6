"""Describes the server as OpenAPI: Litestar knows the addresses, msgspec the bodies that they
take."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Litestar

from workstation.wire.intake import ImportRequest, Intake
from workstation.wire.session import SignInRequest, Trouble
from workstation.wire.versions import NOW

# What is taken at addresses that speak one form only.
_TAKES: dict[str, Any] = {
    "/api/v1/session": SignInRequest,
    "/api/v1/cases": Intake,
    "/api/v1/import": ImportRequest,
}
# What any address may answer instead, always with a `Trouble`.
_TROUBLES = {
    "400": "The request has not the agreed form.",
    "401": "Not signed in.",
    "403": "Not allowed.",
    "413": "More data than is taken at once.",
    "429": "Too many attempts.",
    "503": "The data cannot be reached.",
}


def describe(app: Litestar) -> bytes:
    """The description of an application as JSON."""
    described: dict[str, Any] = app.openapi_schema.to_schema()
    takes, gives = dict(_TAKES), dict[str, Any]()
    for form in app.state.forms:
        takes |= form.bodies
        # Of the present form the handlers themselves declare what they answer.
        gives |= form.answers if form is not NOW else {}
    kinds = [*takes.values(), *gives.values(), Trouble]
    schemas, parts = msgspec.json.schema_components(kinds, ref_template=_REF)
    described["components"].setdefault("schemas", {}).update(parts)
    bodies = dict(zip(takes, schemas, strict=False))
    answers = dict(zip(gives, schemas[len(takes) :], strict=False))
    for path, verbs in described["paths"].items():
        for verb, operation in verbs.items():
            if path in bodies and verb == "post":
                operation["requestBody"] = {"required": True, "content": _json(bodies[path])}
            if path in answers:
                operation["responses"]["200"]["content"] = _json(answers[path])
            if path.startswith("/api/"):
                trouble = {"content": _json(schemas[-1])}
                operation["responses"] |= {
                    status: {"description": said} | trouble for status, said in _TROUBLES.items()
                }
    return msgspec.json.encode(described)


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


_REF = "#/components/schemas/{name}"
