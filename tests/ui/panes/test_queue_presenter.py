"""The queue keeps still while others work, and never loses its place."""

import asyncio
from array import array
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.ui.panes.table import LI, desk, do, filed
from ui.panes.queue.presenter import QueuePresenter, keep_order
from workstation.app.values import Filter, SyncState, SyncStatus
from workstation.domain import commands as c
from workstation.domain.taxonomy import CaseKind, Severity
from workstation.domain.views import View


class Board:
    """A queue presenter with what it showed and opened."""

    def __init__(self) -> None:
        self.desk = desk()
        self.filled: dict[int, tuple] = {}
        self.opened: list[str] = []
        self.presenter = QueuePresenter(self.desk, self.show, self.fill, self.opened.append)

    def show(self, state) -> None:
        self.state = state

    def fill(self, page, rows) -> None:
        self.filled[page] = tuple(rows)

    def ids(self) -> list[str]:
        names = list(self.desk.table)
        return [names[key] for key in self.presenter.state.keys]


@pytest.fixture
def board() -> Board:
    return Board()


async def test_the_six_views_and_their_counts(board: Board) -> None:
    await board.presenter.choose_view(View.MINE)
    assert set(board.state.counts) == set(View)
    assert board.state.counts[View.MINE] == len(board.state.keys) == 5
    await board.presenter.choose_view(View.WAITING)
    assert board.ids() == ["S02"]


async def test_nothing_is_called_empty_before_the_first_sync_is_complete(board: Board) -> None:
    cases, board.desk.table = board.desk.table, {}
    board.desk.status = SyncStatus(state=SyncState.SYNCING)
    await board.presenter.choose_view(View.MINE)
    assert board.state.loading
    assert not board.state.counts
    board.desk.table = {"S03": cases["S03"]}
    await board.presenter.take_in(own=False)
    assert board.state.loading
    board.desk.status = SyncStatus(state=SyncState.SYNCED)
    await board.presenter.refresh()
    assert not board.state.loading
    assert board.state.counts[View.UNASSIGNED] == 1


async def test_an_empty_view_of_a_filled_profile_is_empty_at_once(board: Board) -> None:
    board.desk.table = {"S03": board.desk.table["S03"]}
    board.desk.status = SyncStatus(state=SyncState.SYNCING)
    await board.presenter.choose_view(View.MINE)
    assert not board.state.loading


async def test_what_others_file_waits_above_the_list(board: Board) -> None:
    await board.presenter.choose_view(View.UNASSIGNED)
    before = board.ids()
    board.desk.table["new"] = replace(filed("S03"), id="new", severity=Severity.P0)
    await board.presenter.take_in(own=False)
    assert board.ids() == before
    assert board.state.arrived == 1
    await board.presenter.refresh()
    assert "new" in board.ids()
    assert board.state.arrived == 0


async def test_the_number_of_a_view_is_that_of_its_rows(board: Board) -> None:
    await board.presenter.choose_view(View.MINE)
    board.desk.table["S90"] = replace(board.desk.table[board.ids()[0]], id="S90")
    await board.presenter.take_in(own=False)
    assert board.state.arrived == 1
    assert board.state.counts[View.MINE] == len(board.state.keys) == 5
    await board.presenter.refresh()
    assert board.state.counts[View.MINE] == len(board.state.keys) == 6


async def test_a_filter_narrows_every_number(board: Board) -> None:
    for chosen in (Filter(text="shoes"), Filter(kinds=frozenset({CaseKind.APPEAL}))):
        await board.presenter.narrow(chosen)
        narrowed = dict(board.state.counts)
        for view in View:
            await board.presenter.choose_view(view)
            assert narrowed[view] == board.state.counts[view] == len(board.state.keys)
        await board.presenter.choose_view(View.MINE)


async def test_what_left_the_view_goes_and_nothing_else_moves(board: Board) -> None:
    await board.presenter.choose_view(View.UNASSIGNED)
    first, *others = board.ids()
    board.desk.table[first] = do(board.desk.table[first], c.Claim(), LI)
    await board.presenter.take_in(own=False)
    assert board.ids() == others


async def test_after_claiming_the_next_case_follows(board: Board) -> None:
    await board.presenter.choose_view(View.UNASSIGNED)
    first, second = board.ids()
    await board.presenter.step(1)
    assert board.opened == [first]
    await board.desk.submit(first, c.Claim())
    await board.presenter.take_in(own=True)
    assert board.state.selected is None
    await board.presenter.step(1)
    assert board.opened[-1] == second


async def test_stepping_ends_at_the_end(board: Board) -> None:
    await board.presenter.choose_view(View.MINE)
    steps = [await board.presenter.step(1) for _ in range(9)]
    assert steps == [True] * 5 + [False] * 4
    assert board.opened == board.ids()


async def test_a_count_that_comes_late_does_not_undo_the_selection(board: Board) -> None:
    await board.presenter.choose_view(View.MINE)
    answered = asyncio.Event()
    counts = board.desk.counts

    async def slow() -> Mapping[View, int]:
        await answered.wait()
        return await counts()

    board.desk.counts = slow  # type: ignore[method-assign]
    refreshing = asyncio.ensure_future(board.presenter.take_in(own=True))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    key = board.presenter.state.keys[2]
    await board.presenter.select(key)
    answered.set()
    await refreshing
    assert board.state.selected == key


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(text="shoes"), ["S01"]),
        (Filter(kinds=frozenset({CaseKind.CLARIFICATION})), ["S09"]),
        (Filter(severities=frozenset({Severity.P0})), ["S07"]),
    ],
)
async def test_filtering(board: Board, chosen: Filter, expected: list[str]) -> None:
    await board.presenter.choose_view(View.ALL_OPEN)
    await board.presenter.narrow(chosen)
    assert board.ids() == expected
    assert board.state.filtered


async def test_a_page_of_an_old_list_is_not_filled_in(board: Board) -> None:
    await board.presenter.choose_view(View.MINE)
    rows = board.desk.rows

    async def late(keys):
        board.presenter.state = replace(board.presenter.state, keys=array("q"))
        return await rows(keys)

    board.desk.rows = late  # type: ignore[method-assign]
    await board.presenter.fetch(0)
    assert board.filled == {}


def test_settling_keeps_the_same_array_when_nothing_left() -> None:
    shown = array("q", [3, 1, 2])
    kept, arrived = keep_order(shown, array("q", [1, 2, 3, 4]))
    assert kept is shown
    assert arrived == 1


async def test_the_open_case_is_marked_when_its_row_comes_only_later(board: Board) -> None:
    wanted, kept = "S01", board.desk.table.pop("S01")
    await board.presenter.choose_view(View.MINE)
    await board.presenter.point_at(wanted)
    assert board.state.selected is None
    board.desk.table[wanted] = kept
    await board.presenter.refresh()
    assert board.state.selected == await board.desk.key_of(wanted)
