"""What the queue does: choose, filter, move, and keep still while others change it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ui.panes.queue.state import PAGE, MarkedCase, QueueState
from workstation.app.values import Filter, QueueRow, SyncState
from workstation.domain.rules.ownership import may_assign
from workstation.domain.text import Bilingual
from workstation.domain.views import View

if TYPE_CHECKING:
    from workstation.app.cases import CasePort
    from workstation.app.lists import ListPort
    from workstation.app.session import SessionPort
    from workstation.app.sync import SyncPort

Show = Callable[[QueueState], None]
Fill = Callable[[int, Sequence[QueueRow]], None]
Open = Callable[[str], None]


class QueueDesk(Protocol):
    """The verbs of the workstation that the queue uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def sync(self) -> SyncPort: ...
    @property
    def lists(self) -> ListPort: ...
    @property
    def cases(self) -> CasePort: ...


def keep_order(shown: array[int], latest: array[int]) -> tuple[array[int], int]:
    """The keys that stay on the screen, in their order, and how many more there are by now.

    A row never moves because of what somebody else did: what is new waits above the list
    until it is asked for, and only what left the view goes.
    """
    still = set(latest)
    kept = array("q", (key for key in shown if key in still))
    return (shown if len(kept) == len(shown) else kept), len(latest) - len(kept)


class QueuePresenter:
    """Chooses, filters, marks and fetches rows; replaces its frozen state and hands it to `show`.

    `fill` takes the rows of a page, `opened` the id of a case that is to be opened.
    """

    def __init__(self, desk: QueueDesk, show: Show, fill: Fill, opened: Open) -> None:
        self.state = QueueState()
        self._desk = desk
        self._show = show
        self._fill = fill
        self._opened = opened
        self._ids: dict[int, str] = {}
        self._at = 0
        self._asked = 0
        # The case that is open, whether or not its row is here yet or in the view that is shown.
        self._open_case = ""
        self._open: int | None = None
        # Where each marked case stands, and from where a stretch of the list is marked.
        self._places: dict[str, int | None] = {}
        self._anchor: int | None = None
        # Whether this profile is filled for the first time; None until that is known.
        self._first: bool | None = None

    async def choose_view(self, view: View) -> None:
        """Show another of the six views, from its top."""
        if view is not self.state.view:
            self._at = 0
        self._put(replace(self.state, view=view))
        await self.refresh()

    async def narrow(self, chosen: Filter) -> None:
        """Filter by kind, severity, language or text."""
        self._put(replace(self.state, filter=chosen))
        await self.refresh()

    async def refresh(self) -> None:
        """Show the list as it stands now, in the right order."""
        latest = await self._latest()
        if latest is not None:
            loading = not latest and await self._is_first_sync()
            self._arrange(latest, 0, loading=loading)
            await self._count()

    async def take_in(self, *, own: bool) -> None:
        """Follow a change: at once if this person made it, else without moving a row."""
        if own or self.state.loading or not self.state.keys:
            await self.refresh()
            return
        latest = await self._latest()
        if latest is not None:
            self._arrange(*keep_order(self.state.keys, latest))
            await self._count()

    async def fetch(self, page: int) -> None:
        """Bring the rows of one page that is in sight."""
        keys = self.state.keys
        wanted = keys[page * PAGE : (page + 1) * PAGE]
        rows = await self._desk.cases.rows(wanted)
        if len(self._ids) > 50 * PAGE:
            self._ids.clear()
        self._ids.update((row.key, row.row.id) for row in rows)
        if self.state.keys is keys:
            self._fill(page, rows)

    async def select(self, key: int) -> None:
        """Open the case of that row."""
        case_id = await self._id_of(key)
        if case_id is not None:
            self._open_case, self._open, self._anchor = case_id, key, key
            self._point(key)
            self._opened(case_id)

    async def open_first(self) -> bool:
        """Open the first case of the list as it is filtered now; False where nothing fits."""
        await self.refresh()
        if not self.state.keys:
            return False
        await self.select(self.state.keys[0])
        return True

    async def step(self, by: int) -> bool:
        """Open the next or previous case; False at the end of the list."""
        keys = self.state.keys
        gone = self.state.selected is None
        to = self._at if gone and by > 0 else self._at + by
        if not keys or not 0 <= to < len(keys):
            return False
        await self.select(keys[to])
        return True

    async def point_at(self, case_id: str) -> None:
        """Select the row of a case that was opened from elsewhere."""
        self._open_case = case_id
        await self._find_open()
        self._point(self._open if self._open in self.state.keys else None)

    async def tick(self, key: int) -> None:
        """Mark the case of that row, or take its mark away; and say which case that is."""
        rows = await self._desk.cases.rows((key,))
        if not rows or key not in self.state.keys:
            return
        self._anchor, row = key, rows[0].row
        title = Bilingual(row.title_en, row.title_zh)
        last = MarkedCase(row.reference, title, row.id not in self.state.marked)
        if last.on:
            self._add({row.id: key}, last)
        else:
            self.unmark((row.id,), last)

    async def reach(self, key: int) -> None:
        """Mark every case from the one that was marked or opened last to that row."""
        keys, start = self.state.keys, self._anchor
        if start is None or start not in keys or key not in keys:
            await self.tick(key)
            return
        first, last = sorted((keys.index(start), keys.index(key)))
        if last - first >= PAGE:
            # Nobody has looked at a stretch that long: the one row is meant.
            await self.tick(key)
            return
        rows = await self._desk.cases.rows(keys[first : last + 1])
        self._add({row.row.id: row.key for row in rows if row.key in self.state.keys})

    def unmark(self, case_ids: Sequence[str], last: MarkedCase | None = None) -> None:
        """Take the marks of these cases away."""
        left = tuple(each for each in self.state.marked if each not in case_ids)
        self._put(replace(self.state, marked=left, last_mark=last))

    async def _id_of(self, key: int) -> str | None:
        if key not in self._ids:
            rows = await self._desk.cases.rows((key,))
            self._ids.update((row.key, row.row.id) for row in rows)
        return self._ids.get(key)

    def _add(self, places: Mapping[str, int], last: MarkedCase | None = None) -> None:
        self._places.update(places)
        marked = tuple(dict.fromkeys((*self.state.marked, *places)))
        me = self._desk.session.me
        assigns = me is not None and may_assign(me)
        self._put(replace(self.state, marked=marked, last_mark=last, assigns=assigns))

    async def _latest(self) -> array[int] | None:
        """The keys as they are now; None if something else was asked for meanwhile."""
        self._asked += 1
        ticket = self._asked
        keys = await self._desk.cases.row_ids(self.state.view, self.state.filter)
        await self._find_open()
        for case_id in self.state.marked:
            self._places[case_id] = await self._desk.lists.key_of(case_id)
        return keys if ticket == self._asked else None

    async def _find_open(self) -> None:
        """The key of the open case: it comes with the first sync and may change with another."""
        case_id = self._open_case
        key = await self._desk.lists.key_of(case_id) if case_id else None
        if case_id == self._open_case:
            self._open = key

    async def _is_first_sync(self) -> bool:
        """Whether an empty view only means that nothing has come yet."""
        status = self._desk.sync.status
        if status.state is not SyncState.SYNCING or status.last_sync is not None:
            self._first = False
        elif self._first is None:
            self._first = not any((await self._desk.cases.counts()).values())
        return self._first

    async def _count(self) -> None:
        # Asked before the state is read: a case may have been opened while the answer was out.
        view, chosen = self.state.view, self.state.filter
        narrowed = () if chosen == Filter() else (chosen,)
        counts = {} if self.state.loading else dict(await self._desk.cases.counts(*narrowed))
        if counts and (view, chosen) == (self.state.view, self.state.filter):
            # What has come since waits above the list, and is counted there.
            counts[view] = len(self.state.keys)
        self._put(replace(self.state, counts=counts))

    def _arrange(self, keys: array[int], arrived: int, *, loading: bool = False) -> None:
        same = keys == self.state.keys
        selected = self._open if self._open in keys else None
        here = set(keys) if self.state.marked else set()
        marked = tuple(each for each in self.state.marked if self._places[each] in here)
        self._put(
            replace(
                self.state,
                keys=self.state.keys if same else keys,
                arrived=arrived,
                generation=self.state.generation + 1,
                selected=selected,
                marked=marked,
                loading=loading,
            )
        )
        if selected is not None:
            self._at = self.state.keys.index(selected)

    def _point(self, key: int | None) -> None:
        if key is not None:
            self._at = self.state.keys.index(key) if key in self.state.keys else self._at
        self._put(replace(self.state, selected=key))

    def _put(self, state: QueueState) -> None:
        self.state = state
        self._show(state)
