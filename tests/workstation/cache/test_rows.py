"""The queue: its order, its filter, and one meaning for stored and overlaid rows."""

from __future__ import annotations

from array import array
from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from tests.bench import START
from tests.workstation.cache.feed import QUEUE, Feed, filed
from tests.workstation.cache.test_writing import ids, write
from tests.workstation.domain import world
from workstation.cache.lists import Lists
from workstation.cache.truth import Truths
from workstation.cache.values import Filter
from workstation.domain.case_kind import CASE
from workstation.domain.commands import Return
from workstation.domain.kinds import KINDS
from workstation.domain.taxonomy import CaseKind, Language, Severity, State
from workstation.domain.text import Bilingual
from workstation.domain.views import View, row_of, sort_of

CASES = (
    filed(1, severity=Severity.P3),
    filed(2, severity=Severity.P0, title=Bilingual("Ｆｕｌｌ width 100%", "全角_标题")),
    filed(3, severity=Severity.P1, filed_at=START - timedelta(hours=5)),
    filed(4, title=Bilingual("STRASSE", "退款")),
)


EVERYTHING = Filter()


async def keys(
    truths: Truths,
    wanted: Filter = EVERYTHING,
    view: View = View.ALL_OPEN,
    without: Collection[int] = (),
    extra: Collection[tuple[int, int]] = (),
) -> array[int]:
    return await truths.keys(CASE.name, view.value, wanted.narrowing(), without, extra)


async def test_sorted_by_due_and_paused_ones_last(truths: Truths, feed: Feed) -> None:
    paused = replace(filed(5, severity=Severity.P0), state=State.INFO_REQUESTED)
    lines = feed.put(QUEUE, *CASES, paused)
    await write(truths, feed.page(feed.segment(QUEUE, lines, snap=True)))
    assert await ids(truths) == ["case-3", "case-2", "case-4", "case-1", "case-5"]


async def test_finished_ones_newest_first(truths: Truths, feed: Feed) -> None:
    ended = [replace(case, state=State.CLOSED) for case in CASES[:3]]
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, *ended), snap=True)))
    assert await ids(truths, View.DONE) == ["case-1", "case-2", "case-3"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 4),
        ("bamboo", 2),
        ("BAMBOO", 2),
        ("退款", 1),
        ("full", 1),
        ("100%", 1),
        ("%", 1),
        ("_", 1),
        ("strasse", 1),
        ("shop 3", 1),
        ("SG-0004", 1),
        ("sg-", 4),
        ("\\", 0),
    ],
)
async def test_the_text_is_found_in_titles_party_and_reference(
    truths: Truths, feed: Feed, text: str, found: int
) -> None:
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, *CASES), snap=True)))
    assert len(await keys(truths, Filter(text))) == found
    assert sum(Filter(text).matches(row_of(case)) for case in CASES) == found


async def test_stored_and_overlaid_rows_pass_the_same_filter(truths: Truths, feed: Feed) -> None:
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, *CASES), snap=True)))
    kinds = (frozenset[CaseKind](), frozenset({CaseKind.APPEAL}), frozenset({CaseKind.ESCALATION}))
    severities = (frozenset[Severity](), frozenset({Severity.P0, Severity.P3}))
    languages = (frozenset[Language](), frozenset({Language.ZH}))
    for kind, severity, language in product(kinds, severities, languages):
        wanted = Filter("o", kind, severity, language)
        found = await keys(truths, wanted)
        rows = await truths.rows(CASE.name, found)
        passing = {case.id for case in CASES if wanted.matches(row_of(case))}
        assert {rows[key].row.id for key in found} == passing


def test_a_row_survives_its_columns() -> None:
    table = Lists(KINDS).of(CASE.name)
    assert table is not None
    asked = [world.in_state(State.SECOND_REVIEW)]
    asked.append(world.do(asked[0], Return(reason="Read it again."), world.LINA))
    for case in (*CASES, *asked):
        row = row_of(case)
        values = table.values(row)
        assert len(values) == len(table.columns)
        assert table.row(values) == row


def test_places_follow_due_times() -> None:
    rows = [row_of(case) for case in CASES]
    by_due = sorted(rows, key=lambda row: row.due or START)
    assert sorted(rows, key=sort_of) == by_due


async def test_counts_are_those_of_the_views(truths: Truths, feed: Feed) -> None:
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, *CASES), snap=True)))
    counts = await truths.counts(CASE.name)
    for view in View:
        assert counts[view] == len(await keys(truths, view=view))
    assert counts[View.UNASSIGNED] == 4


async def test_rows_that_are_not_stored_find_their_place(truths: Truths, feed: Feed) -> None:
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, *CASES), snap=True)))
    stored = await keys(truths)
    rows = await truths.rows(CASE.name, stored)
    places = {key: sort_of(rows[key].row) for key in stored}
    for gone in stored:
        back = [(places[gone], gone)]
        assert await keys(truths, EVERYTHING, View.ALL_OPEN, [gone], back) == stored
    every = [(places[key], key) for key in stored]
    assert await keys(truths, EVERYTHING, View.ALL_OPEN, list(stored), every) == stored
    new = [(places[stored[1]], -1), (places[stored[1]], -2), (1 << 62, -3), (-5, -4)]
    merged = await keys(truths, EVERYTHING, View.ALL_OPEN, (), new)
    assert list(merged) == [-4, stored[0], -2, -1, stored[1], stored[2], stored[3], -3]
