"""A window on a display answers to keys, and a screen reader can tell what it shows."""

import pytest

from tests.desks.hands import sign_in, write_note
from tests.desks.office import Office

pytestmark = pytest.mark.slow


def test_a_note_is_written_by_keys_while_the_cable_is_cut(office: Office) -> None:
    desk = office.desk("wei.ling")
    sign_in(desk, "wei.ling")
    office.cables["wei.ling"].cut()
    desk.focus_is("Cases")
    desk.press("j", "Return")
    desk.focus_is("Facts of the case")
    write_note(desk, "The seller called twice today.")
    desk.sees("Offline")
    desk.sees("1 change")
    office.cables["wei.ling"].mend()
    desk.sees("Synced")
    desk.sees("The seller called twice today.")
