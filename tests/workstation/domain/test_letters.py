"""The letters that the product writes by itself, in the characters that their recipient reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.workstation.domain import world as w
from workstation.domain import commands as c
from workstation.domain.case import Case
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual


def to(region: str) -> Case:
    case = w.simple()
    return replace(case, parties=tuple(replace(each, region=region) for each in case.parties))


@pytest.mark.parametrize(
    ("region", "words"), [("TW", "我們已收到"), ("HK", "我們已收到"), ("SG", "我们已收到")]
)
def test_the_receipt_is_in_the_recipients_script(region: str, words: str) -> None:
    (letter,) = w.filed(to(region)).letters
    assert letter.milestone is Milestone.RECEIVED
    assert letter.text.zh.startswith(words)


def test_the_request_for_information_is_in_the_recipients_script() -> None:
    items = (Bilingual("The invoice", "發票"),)
    request = c.RequestInformation(party="M1", items=items)
    filed = w.do(w.filed(to("TW")), c.Claim())
    asked = w.do(filed, request).letters[-1]
    assert asked.text.zh.startswith("請於")
    assert asked.text.zh.endswith("1. 發票")
    assert w.do(w.do(w.filed(to("")), c.Claim()), request).letters[-1].text.zh.startswith("请于")
