"""What people do at a desk in more than one test, by keys alone."""

from tests.desks.desk import Desk
from workstation.server.demo import PASSWORD


def sign_in(desk: Desk, person: str) -> None:
    """Type name and password into the page that stands there, and wait for the queue."""
    desk.focus_is("User name")
    desk.type(person)
    desk.press("Tab")
    desk.type(PASSWORD)
    desk.press("Return")
    desk.sees("Synced")


def go_to_case(desk: Desk, reference: str) -> None:
    """Find a case by its reference with the palette, and open it."""
    desk.press("ctrl+k")
    desk.type(reference)
    desk.sees(reference)
    desk.press("Return")
    desk.focus_is("Case")
