"""A day of four people at their windows, by keys alone, with a cable that is cut and given back.

It ends with the same truth at every desk.
"""

import pytest

from tests.desks.desk import Desk
from tests.desks.hands import open_case, sign_in, write_note
from tests.desks.office import Office

pytestmark = pytest.mark.slow

VIDEOS, REEF = "R-2026-0004", "R-2026-0008"
PEOPLE = {"wei.ling": "en", "li.na": "zh_Hans", "priya.nair": "en", "sofia.lind": "en"}


def test_a_day_ends_with_one_truth_at_every_desk(office: Office) -> None:
    wei, li, priya, sofia = desks = [office.desk(who, language=PEOPLE[who]) for who in PEOPLE]
    for desk, (who, language) in zip(desks, PEOPLE.items(), strict=True):
        sign_in(desk, who, language)
    _wei_claims_without_a_network(office, wei)
    _li_na_is_faster(li)
    _priya_gives_a_case_of_wei_to_li_na(priya)
    _sofia_changes_a_term(sofia)
    _wei_leaves_the_case_to_li_na(office, wei)
    _li_na_decides_without_a_network(office, li)
    _all_see_the_same(wei, li, priya, sofia)


def _wei_claims_without_a_network(office: Office, wei: Desk) -> None:
    office.cables["wei.ling"].cut()
    open_case(wei, VIDEOS)
    wei.press("c")
    wei.sees("Claimed, will be sent")
    write_note(wei, "Called the creator.")
    wei.sees("Note, will be sent")
    wei.sees("Offline · 2 changes wait to be sent")


def _li_na_is_faster(li: Desk) -> None:
    open_case(li, VIDEOS)
    li.press("c")
    li.sees("由Li Na负责")


def _priya_gives_a_case_of_wei_to_li_na(priya: Desk) -> None:
    open_case(priya, REEF)
    priya.sees("Held by Wei Ling")
    priya.press("a")
    priya.focus_is("Assign to...")
    priya.sees("Marcus Tan")
    priya.press("Return")
    priya.sees("Held by Li Na")


def _sofia_changes_a_term(sofia: Desk) -> None:
    sofia.press("g", "g")
    sofia.focus_is("appeal")
    sofia.press("Down", "Return")
    sofia.focus_is("English")
    sofia.press("ctrl+a")
    sofia.type("very first appeal")
    sofia.press("ctrl+Return")
    sofia.sees("version 2")


def _wei_leaves_the_case_to_li_na(office: Office, wei: Desk) -> None:
    office.cables["wei.ling"].mend()
    wei.sees("Li Na claimed this case")
    wei.sees("2 changes wait for your answer")
    # The note holds by itself and goes out; the claim is dropped.
    wei.press("F6")
    _reach(wei, "Drop")
    wei.press("ctrl+Return")
    wei.no_longer_sees("Li Na claimed this case")
    wei.no_longer_sees("wait for your answer")


def _reach(desk: Desk, name: str) -> None:
    """Press Tab until the focus is on that."""
    for _press in range(80):
        if name in desk.focused().name:
            return
        desk.press("Tab")
    raise AssertionError(f"Tab never came to {name}")


def _li_na_decides_without_a_network(office: Office, li: Desk) -> None:
    office.cables["li.na"].cut()
    open_case(li, REEF)
    li.press("d")
    li.focus_is("已答复")
    li.press("ctrl+1")
    for _item in range(2):
        li.press("Tab")
        li.focus_is("的评定")
        li.press("6")
    li.press("Tab", "q")
    _reach(li, "理由，中文")
    li.type("该用语须有证明。")
    _reach(li, "理由，英文")
    li.type("The words need proof.")
    li.sees("内容齐备")
    li.press("ctrl+Return")
    li.sees("待发送")
    office.cables["li.na"].mend()
    li.no_longer_sees("待发送")


def _all_see_the_same(wei: Desk, li: Desk, priya: Desk, sofia: Desk) -> None:
    for desk, held, decided in (
        (wei, "Held by Li Na", "Decision signed"),
        (priya, "Held by Li Na", "Decision signed"),
        (li, "由Li Na负责", "决定已签署"),
    ):
        open_case(desk, VIDEOS)
        desk.sees(held)
        desk.sees("Called the creator.")
        open_case(desk, REEF)
        desk.sees(held)
        desk.sees(decided)
        desk.sees("The words need proof.")
    for desk in (wei, li, priya, sofia):
        desk.press("g", "g")
        desk.sees("very first appeal")
