"""`build`: the ASGI application over a store. Any number of them may serve one database."""

from __future__ import annotations

from importlib.metadata import version

from litestar import Litestar
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.openapi.spec import Components, SecurityScheme

from workstation.server.routes.door import health, openapi, sign_in, sign_out
from workstation.server.routes.house import change_house
from workstation.server.routes.intake import file_case, import_rows
from workstation.server.routes.work import nudges, push, sync
from workstation.server.store import Store
from workstation.server.troubles import answer

_ROUTES = [
    *(health, openapi, sign_in, sign_out),
    *(push, sync, nudges, change_house),
    *(file_case, import_rows),
]


def build(store: Store, *, demo: bool = False) -> Litestar:
    """The application. `store` is opened and closed by the caller; `demo` is said in /health."""
    return Litestar(
        route_handlers=_ROUTES,
        state=State({"store": store, "demo": demo}),
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
