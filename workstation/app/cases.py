"""Cases: the queue, with the person's own pending work in it, and reading one."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from workstation.app.desk import Desk, Port
from workstation.app.lists import ListPort
from workstation.app.records import RecordPort
from workstation.app.values import OpenCase, Opened
from workstation.cache.values import Filter, QueueRow
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.views import View

EVERYTHING = Filter()


class CasePort(Port):
    """What there is to do, and each case as it is now."""

    def __init__(self, desk: Desk, records: RecordPort, lists: ListPort) -> None:
        super().__init__(desk)
        self._records = records
        self._lists = lists

    async def case(self, case_id: str) -> OpenCase:
        """The case as the person sees it. Raises `KeyError` for one out of their sight."""
        opened: Opened[Case] = await self._records.open(case_id)
        if not isinstance(opened.record, Case):
            raise KeyError(case_id)
        return OpenCase(
            key=opened.key,
            case=opened.record,
            truth_version=opened.truth_version,
            pending=opened.pending,
            questions=opened.questions,
        )

    async def row_ids(self, view: View, wanted: Filter = EVERYTHING) -> array[int]:
        """Keys of the cases in a view by due time, paused ones last; of finished ones the newest
        first."""
        return await self._lists.keys(CASE.name, view.value, wanted.narrowing(), wanted.matches)

    async def rows(self, keys: Sequence[int]) -> tuple[QueueRow, ...]:
        """The rows of these keys in their order; a case that has gone is left out."""
        return await self._lists.listed(CASE.name, keys)

    async def counts(self, wanted: Filter = EVERYTHING) -> Mapping[View, int]:
        """How many cases each view shows, as `row_ids` would name them."""
        counted = await self._lists.counted(CASE.name, wanted.narrowing(), wanted.matches)
        return {view: counted[view.value] for view in View}
