"""Policies: their drafts, and which cases and drafts cite what a version changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workstation.app.desk import Desk, Port
from workstation.app.letter_examiner import draft_findings
from workstation.app.lists import ListPort
from workstation.app.records import RecordPort
from workstation.bilingual.clause_quote import cited_in
from workstation.cache.values import Narrowing
from workstation.domain.case_kind import CASE
from workstation.domain.policies.amendment import (
    AMENDMENT,
    DRAFTS,
    Amendment,
    AmendmentRow,
    DraftAmendment,
    Issue,
)
from workstation.domain.policies.publication import PublishVersion
from workstation.domain.policy import ClauseRef, Library, policy_id
from workstation.domain.text import Bilingual
from workstation.domain.views import View, sought_text
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workstation.bilingual.checks.finding import Finding

# How many rows are read at once.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingRecords:
    """An open case, or a draft of mine, that cites clauses of a policy.

    `refs`: the clauses that it cites.
    `slot`: that of the draft, "" for a case.
    """

    record_id: str
    reference: str
    title: Bilingual
    refs: tuple[ClauseRef, ...]
    slot: str = ""


class PolicyPort(Port):
    """The policies, and what is done with them."""

    def __init__(self, desk: Desk, records: RecordPort, lists: ListPort) -> None:
        super().__init__(desk)
        self._records = records
        self._lists = lists

    @property
    def library(self) -> Library:
        """All policies, with the settings that go with them."""
        return self._profile.library

    async def draft_version(self, code: str, issue: Issue) -> str:
        """Begin the draft of a policy's next version. Returns its id.

        Raises `Refused` by the rule, `KeyError` for no such policy, and `ProfileProblem`.
        """
        id_ = f"{AMENDMENT.name}:{self._profile.new_id()}"
        await self._records.submit(id_, DraftAmendment(policy=policy_id(code), issue=issue))
        return id_

    async def publish_version(self, amendment: Amendment) -> str:
        """Publish a draft as it was read. Returns the id of the command.

        Raises `Refused`: by the rules, and for languages that disagree.
        """
        command = PublishVersion(amendment=amendment.id, read=amendment.version)
        return await self._records.submit(amendment.policy, command)

    async def amendments(self) -> tuple[AmendmentRow, ...]:
        """The drafts that are written in, the earliest day of effect first; none for who may not
        see them."""
        keys = await self._lists.keys(AMENDMENT.name, DRAFTS)
        # Any: rows of whichever kind.
        rows: list[Any] = [each.row for each in await self._lists.listed(AMENDMENT.name, keys)]
        return tuple(rows)

    async def amendment_findings(self, amendment: Amendment) -> Mapping[str, tuple[Finding, ...]]:
        """What the checks find in a draft, by the number of the clause; in the change note: ""."""
        return await draft_findings(amendment, self._profile.glossary)

    async def citing_cases(self, code: str, clause: str = "") -> tuple[CitingRecords, ...]:
        """All open cases in my sight that cite a policy, or one clause of it at any version, by due
        time."""
        sought = sought_text(f"{code} {clause}".strip() + " ")
        wanted = Narrowing(sought=sought)
        keys = await self._lists.keys(
            CASE.name,
            View.ALL_OPEN.value,
            wanted,
            lambda row: sought in sought_text("\n".join(row.cites)),
        )
        found: list[CitingRecords] = []
        for start in range(0, len(keys), _AT_ONCE):
            for each in await self._lists.listed(CASE.name, keys[start : start + _AT_ONCE]):
                refs = _of(tuple(map(ClauseRef.of_label, each.row.cites)), code, clause)
                if refs:
                    row, title = each.row, Bilingual(each.row.title_en, each.row.title_zh)
                    found.append(
                        CitingRecords(
                            record_id=row.id, reference=row.reference, title=title, refs=refs
                        )
                    )
        return tuple(found)

    async def citing_drafts(self, code: str, clause: str = "") -> tuple[CitingRecords, ...]:
        """My drafts that cite a policy, or one clause of it at any version; the latest first."""
        found: list[CitingRecords] = []
        for each in await self._profile.signed_in.drafts.all():
            refs = _of(cited_in(each.draft), code, clause)
            if refs:
                found.append(
                    CitingRecords(
                        record_id=each.record_id,
                        reference=each.reference,
                        title=each.title,
                        refs=refs,
                        slot=each.slot,
                    )
                )
        return tuple(found)


def _of(refs: tuple[ClauseRef, ...], code: str, clause: str) -> tuple[ClauseRef, ...]:
    """Those of the citations that are of this policy, and of this clause where one is given."""
    return tuple(ref for ref in refs if ref.code == code and clause in ("", ref.clause))
