"""Reading the library: which policy, at which version, compared with which, and what is sought."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from ui.activities.policies.compare import Compared, compared, folded
from ui.activities.policies.desk import PoliciesDesk
from ui.activities.policies.state import LibraryState, PolicyRow, Version, VersionStanding
from workstation.domain.policies.amendment import Amendment, AmendmentRow
from workstation.domain.policy import Clause, Policy, PolicyVersion
from workstation.domain.text import Bilingual
from workstation.policies import Hit, search

# So many places are listed of what is sought.
_MOST = 40


class LibraryPresenter:
    """Replaces its part of the state. A draft stands on the rail beside the versions."""

    def __init__(
        self, desk: PoliciesDesk, today: Callable[[], date], show: Callable[[LibraryState], None]
    ) -> None:
        self.state = LibraryState()
        self._desk = desk
        self._today = today
        self._tell = show
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
        hits, today = self._found(self.state.query), self._today()
        rows = []
        for policy in self._desk.policies.library.policies:
            in_force = policy.in_force(today)
            own = [each for each in drafts if each.policy == policy.id]
            row = PolicyRow(
                code=policy.code,
                title=policy.title,
                label=in_force.version if in_force is not None else "",
                draft=own[-1].label if own else "",
                held=any(each.id in held for each in own),
            )
            rows.append(row)
        self._show(replace(self._about(code, self.state.chosen), rows=tuple(rows), hits=hits))

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
        lines: Sequence[Compared | tuple[Compared, ...]] = self.state.lines
        if self.state.comparing and not self.state.unfolded:
            lines = folded(self.state.lines)
        numbers = [each.no for each in lines if not isinstance(each, tuple)]
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

    def _about(self, code: str, key: str) -> LibraryState:
        """The state with a policy at a version; without that version as it is in force."""
        policy = self._desk.policies.library.policy(code)
        if policy is None:
            return replace(self.state, policy=None, versions=(), lines=(), chosen="", before="")
        versions = self._versions(policy)
        keys = [each.key for each in versions]
        in_force = policy.in_force(self._today())
        chosen = keys[-1] if keys else ""
        if key in keys:
            chosen = key
        elif in_force is not None:
            chosen = in_force.version
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

    def _before(self, policy: Policy, key: str) -> PolicyVersion | None:
        """The version that one is compared with; a draft with the last that was published."""
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
        """What stands on the rail: the versions of a policy, and its drafts."""
        today = self._today()
        found = []
        for each in policy.versions:
            standing = VersionStanding.PAST
            if each.in_force(today):
                standing = VersionStanding.IN_FORCE
            elif each.effective_from > today:
                standing = VersionStanding.AHEAD
            version = Version(
                key=each.version,
                label=each.version,
                standing=standing,
                first=each.effective_from,
                last=each.effective_to,
                note=each.change_note,
            )
            found.append(version)
        for draft in self._drafts:
            if draft.policy == policy.id:
                is_open = self._open is not None and self._open.id == draft.id
                issue = self._open.issue if is_open and self._open is not None else None
                day = date.fromisoformat(draft.day)
                version = Version(
                    key=draft.id,
                    label=issue.label if issue is not None else draft.label,
                    standing=VersionStanding.DRAFT,
                    first=issue.effective_from if issue is not None else day,
                    note=issue.change_note if issue is not None else Bilingual(),
                    held=draft.id in self._held,
                )
                found.append(version)
        return tuple(found)

    def _show(self, state: LibraryState) -> None:
        self.state = state
        self._tell(state)
