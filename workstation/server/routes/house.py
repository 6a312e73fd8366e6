"""Where workstations of November 2026 gave changes of the glossary: these are commands now."""

from __future__ import annotations

from litestar import post

from workstation.server.problem import gone
from workstation.server.routes.authentication import BEARER, signed_in


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
