"""The history of the glossary says what was changed, and the form reads what is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.panes.book import APPEAL, BookDesk
from tests.ui.panes.test_house_presenter import OTHER, Seat, seat
from ui.activities.glossary.words import change_words
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.glossary.acts import PutTerm
from workstation.i18n import Translator


def told(sat: Seat) -> list[str]:
    english = Translator("en")
    return [
        english.text(change_words(row.changed.change, row.subject, row.before))
        for row in sat.state.history
    ]


async def test_a_changed_term_says_what_about_it() -> None:
    desk = BookDesk()
    renamed = replace(APPEAL, zh_hans="申诉请求", note="")
    desk.others_change(PutTerm(renamed, over=1), OTHER)
    again = replace(renamed, forbidden_zh=("上诉",))
    desk.others_change(PutTerm(again, over=2), OTHER)
    sat = await seat(desk)
    assert told(sat) == [
        "Term “appeal” changed: Never in Chinese: 上诉, 呼吁 → 上诉",
        # The glossary before is not known any more: how it stands since then.
        "Term “appeal” changed: 申诉请求",
    ]


async def test_the_first_change_is_told_from_what_came_with_the_program() -> None:
    first = shipped_house().terms[0]
    desk = BookDesk(truth=shipped_house())
    desk.others_change(PutTerm(replace(first, zh_hans="复议", part="x"), over=1), OTHER)
    (line,) = told(await seat(desk))
    assert f"Simplified Chinese {first.zh_hans} → 复议 · Field {first.part} → x" in line


async def test_a_search_leaves_no_form_of_a_term_that_is_not_listed() -> None:
    sat = await seat()
    assert sat.form.key == "appeal"
    sat.presenter.terms.search("order")
    assert sat.form.key == "order"
    sat.presenter.terms.search("zzz")
    assert sat.state.terms.form is None
    sat.presenter.terms.search("")
    assert sat.form.key == "appeal"


@pytest.mark.parametrize("query", ["order", "zzz"])
async def test_a_search_leaves_a_text_that_is_not_saved(query: str) -> None:
    sat = await seat()
    sat.type(note="Half written")
    sat.presenter.terms.search(query)
    assert (sat.form.key, sat.form.text.note) == ("appeal", "Half written")
