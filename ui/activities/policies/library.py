"""Reading the library: which policy, at which version, compared with which, and what is sought."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from ui.activities.policies.compare import Compared, compared, folded
from ui.activities.policies.desk import PoliciesDesk
from ui.activities.policies.state import LibraryState, PolicyRow, Version, VersionStanding
from workstation.domain.policies.amendment import Amendment, AmendmentRow
from workstation.domain.policy import Clause, Policy, PolicyVersion, policy_id
from workstation.domain.text import Bilingual
from workstation.policies import Hit, search

# So many places are listed of what is sought.
_MOST = 40


class LibraryPresenter:
    """Replaces its part of the state. A draft stands on the rail beside the versions."""

    def __init__(
        self, desk: PoliciesDesk, today: Callable[[], date], put: Callable[[LibraryState], None]
    ) -> None:
        self.state = LibraryState()
        self._desk = desk
        self._today = today
        self._say = put
        self._drafts: Sequence[AmendmentRow] = ()
        self._held: Collection[str] = frozenset()
        self._open: Amendment | None = None

    def take_in(self, drafts: Sequence[AmendmentRow], held: Collection[str]) -> None:
        """Show the library as it is now, with these drafts, of which some are held back."""
        self._drafts, self._held = drafts, held
        code = self.state.policy.code if self.state.policy is not None else ""
        known = [each.code for each in self._desk.policies.library.policies]
        if code not in known:
            code = known[0] if known else ""
        hits = self._found(self.state.query)
        self._show(replace(self._about(code, self.state.chosen), rows=self._rows(), hits=hits))

    def take_draft(self, amendment: Amendment | None) -> None:
        """Read this draft where it is the version that is chosen."""
        self._open = amendment
        if self.state.policy is not None:
            self._show(self._about(self.state.policy.code, self.state.chosen))

    def choose_policy(self, code: str, version: str = "", clause: str = "") -> None:
        """Read a policy at that version; without one in its draft, or as it is in force."""
        another = self.state.policy is None or code != self.state.policy.code
        kept = "" if another else self.state.clause
        state = replace(self.state, clause=clause or kept, unfolded=False)
        state = replace(state, comparing=False) if another else state
        self.state = state
        self._show(self._about(code, version))

    def choose_version(self, key: str) -> None:
        """Read the policy at another version."""
        if self.state.policy is not None and key != self.state.chosen:
            self._show(replace(self._about(self.state.policy.code, key), unfolded=False))

    def step_version(self, by: int) -> None:
        """Read the next version, or the one before with -1."""
        keys = [each.key for each in self.state.versions]
        at = keys.index(self.state.chosen) + by if self.state.chosen in keys else -1
        if 0 <= at < len(keys):
            self.choose_version(keys[at])

    def compare(self, comparing: bool) -> None:
        """Compare with the version before, or read."""
        comparing = comparing and bool(self.state.before)
        self._show(replace(self.state, comparing=comparing, unfolded=False))

    def unfold(self) -> None:
        """Show the clauses that are equal, too."""
        self._show(replace(self.state, unfolded=True))

    def choose_clause(self, no: str) -> None:
        """Look at a clause."""
        if no != self.state.clause:
            self._show(replace(self.state, clause=no))

    def step_clause(self, by: int) -> None:
        """Look at the next clause in sight, or the one before with -1."""
        numbers = [each.no for each in self._in_sight()]
        if not numbers:
            return
        if self.state.clause not in numbers:
            self.choose_clause(numbers[0])
            return
        at = numbers.index(self.state.clause) + by
        if 0 <= at < len(numbers):
            self.choose_clause(numbers[at])

    def search(self, query: str) -> None:
        """Find clauses in force by number, or by words of either language."""
        self._show(replace(self.state, query=query.strip(), hits=self._found(query)))

    def _found(self, query: str) -> tuple[Hit, ...]:
        return search(self._desk.policies.library, query, self._today(), _MOST)

    def _in_sight(self) -> Sequence[Compared]:
        if not self.state.comparing or self.state.unfolded:
            return self.state.lines
        return [each for each in folded(self.state.lines) if not isinstance(each, tuple)]

    def _about(self, code: str, key: str) -> LibraryState:
        policy = self._desk.policies.library.policy(code)
        if policy is None:
            return replace(self.state, policy=None, versions=(), lines=(), chosen="", before="")
        versions = self._versions(policy)
        keys = [each.key for each in versions]
        chosen = key if key in keys else self._first(policy, versions)
        before = self._before(policy, chosen)
        then = before.clauses if before is not None else ()
        lines = compared(then, self._clauses(policy, chosen))
        compares = before is not None and self.state.comparing
        if not compares:
            lines = tuple(each for each in lines if each.now is not None)
        numbers = {each.no for each in lines}
        clause = self.state.clause if self.state.clause in numbers else ""
        return replace(
            self.state,
            policy=policy,
            versions=versions,
            chosen=chosen,
            before=before.version if before is not None else "",
            comparing=compares,
            lines=lines,
            clause=clause,
        )

    def _first(self, policy: Policy, versions: Sequence[Version]) -> str:
        in_force = policy.in_force(self._today())
        if in_force is not None:
            return in_force.version
        return versions[-1].key if versions else ""

    def _before(self, policy: Policy, key: str) -> PolicyVersion | None:
        if self._is_draft(key):
            return policy.versions[-1] if policy.versions else None
        labels = [each.version for each in policy.versions]
        at = labels.index(key) if key in labels else 0
        return policy.versions[at - 1] if at > 0 else None

    def _clauses(self, policy: Policy, key: str) -> tuple[Clause, ...]:
        if self._is_draft(key):
            is_open = self._open is not None and self._open.id == key
            return self._open.clauses if is_open and self._open is not None else ()
        issue = policy.issue(key)
        return issue.clauses if issue is not None else ()

    def _is_draft(self, key: str) -> bool:
        return any(each.id == key for each in self._drafts)

    def _versions(self, policy: Policy) -> tuple[Version, ...]:
        today = self._today()
        issued = [
            Version(
                key=each.version,
                label=each.version,
                standing=_standing(each, today),
                first=each.effective_from,
                last=each.effective_to,
                note=each.change_note,
            )
            for each in policy.versions
        ]
        return (*issued, *(self._drafted(each) for each in self._drafts_of(policy)))

    def _drafted(self, draft: AmendmentRow) -> Version:
        is_open = self._open is not None and self._open.id == draft.id
        issue = self._open.issue if is_open and self._open is not None else None
        return Version(
            key=draft.id,
            label=issue.label if issue is not None else draft.label,
            standing=VersionStanding.DRAFT,
            first=issue.effective_from if issue is not None else date.fromisoformat(draft.day),
            note=issue.change_note if issue is not None else Bilingual(),
            held=draft.id in self._held,
        )

    def _drafts_of(self, policy: Policy) -> list[AmendmentRow]:
        return [each for each in self._drafts if each.policy == policy.id]

    def _rows(self) -> tuple[PolicyRow, ...]:
        today = self._today()
        return tuple(self._row(each, today) for each in self._desk.policies.library.policies)

    def _row(self, policy: Policy, today: date) -> PolicyRow:
        in_force = policy.in_force(today)
        drafts = [each for each in self._drafts if each.policy == policy_id(policy.code)]
        return PolicyRow(
            code=policy.code,
            title=policy.title,
            label=in_force.version if in_force is not None else "",
            draft=drafts[-1].label if drafts else "",
            held=any(each.id in self._held for each in drafts),
        )

    def _show(self, state: LibraryState) -> None:
        self.state = state
        self._say(state)


def _standing(version: PolicyVersion, today: date) -> VersionStanding:
    if version.in_force(today):
        return VersionStanding.IN_FORCE
    return VersionStanding.AHEAD if version.effective_from > today else VersionStanding.PAST
