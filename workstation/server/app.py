"""Builds the ASGI application over a store. Any number of them may serve one database."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from workstation.server.routes.deposits import deposit
from workstation.server.routes.door import health, openapi, sign_in, sign_out
from workstation.server.routes.intake import file_case, import_rows
from workstation.server.routes.sessions import end_sessions, give_password, sessions
from workstation.server.routes.work import change_house, job_results, nudges, push, sync
from workstation.server.store import Store
from workstation.server.troubles import answer
from workstation.wire.versions import FORMS, WireForm

_DOOR = (health, openapi, sign_in, sign_out, deposit)
_ENTRY = (sessions, end_sessions, give_password)
_ONCE = (*_DOOR, *_ENTRY, file_case, import_rows, change_house, job_results)
# Answered in the form of each version.
_WORK = (push, sync, nudges)


def build(store: Store, *, demo: bool = False, forms: Sequence[WireForm] = FORMS) -> Litestar:
    """The application, which speaks all of `forms`.

    `store` is opened and closed by the caller; `demo` is said in /health.
    """
    return Litestar(
        route_handlers=[*_ONCE, *map(_spoken, forms)],
        state=State({"store": store, "demo": demo, "forms": forms}),
        exception_handlers={Exception: answer},
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="Recourse",
            version=version("recourse"),
            components=Components(
                security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer")}
            ),
        ),
    )


def _spoken(form: WireForm) -> Router:
    return Router(path=f"/api/{form.version}", route_handlers=_WORK, opt={"form": form})
