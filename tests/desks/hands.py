"""What people do at a desk in more than one test, by keys alone."""

from tests.desks.accessible import Node
from tests.desks.desk import Desk
from workstation.server.demo import PASSWORD

# What the page of the sign-in and the bar say, by the language of the window.
USER = {"en": "User name", "zh_Hans": "用户名"}
SYNCED = {"en": "Synced", "zh_Hans": "已同步"}


def sign_in(desk: Desk, person: str, language: str = "en") -> None:
    """Type name and password into the page that stands there, and wait for the queue."""
    desk.focus_is(USER[language])
    desk.type(person)
    desk.press("Tab")
    desk.type(PASSWORD)
    desk.press("Return")
    desk.sees(SYNCED[language])


def open_case(desk: Desk, reference: str) -> None:
    """Find a case by its reference with the palette, and open it."""
    desk.press("ctrl+k")
    desk.type(reference)
    desk.press("Return")
    desk.until(lambda windows: _is_open(windows, reference), f"{reference} open")


def _is_open(windows: list[Node], reference: str) -> bool:
    return any(reference in window.name for window in windows) and len(windows) == 1


def write_note(desk: Desk, text: str) -> None:
    """Write a note about the open case."""
    desk.press("n")
    desk.focus_is("Note")
    desk.type(text)
    desk.press("ctrl+Return")
