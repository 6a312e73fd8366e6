"""Reading the library: the clause of the case, any other clause, then and now, and citing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from ui.open_record import OpenRecord
from ui.panes.policy.state import (
    ConductClause,
    IssuedClause,
    PolicyState,
    ShownLanguages,
    VersionSide,
)
from workstation.app.values import Opened
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE, scene_of
from workstation.domain.commands import Decide
from workstation.domain.decide import not_allowed
from workstation.domain.policy import Citation, Clause, ClauseRef, Library, Policy, PolicyVersion
from workstation.domain.rules.conduct import conducts, rule_day
from workstation.policies import search

if TYPE_CHECKING:
    from workstation.app.policies import PolicyPort
    from workstation.app.session import SessionPort

Show = Callable[[PolicyState], None]


class PolicyDesk(Protocol):
    """The verbs of the workstation that the policy pane uses."""

    @property
    def session(self) -> SessionPort: ...
    @property
    def policies(self) -> PolicyPort: ...


class PolicyPresenter:
    """Reads clauses, then and now. It replaces its frozen state and hands it to `show`."""

    def __init__(
        self,
        desk: PolicyDesk,
        record: OpenRecord[Case],
        show: Show,
        now: Callable[[], datetime],
    ) -> None:
        self.state = PolicyState()
        self._desk = desk
        self._show = show
        self._now = now
        record.watch(self._on_record)

    def _on_record(self, opened: Opened[Case] | None) -> None:
        """Show the first clause that the decision under appeal rests on."""
        if opened is None:
            return
        case = opened.record
        # A case or a library that comes only now is as good as another case.
        another = case.id != self.state.about or self.state.policy is None
        first = case.enforcement.clauses if case.enforcement else ()
        state = replace(
            self.state,
            about=case.id,
            conducts=conducts(case),
            of=case.subject.type,
            case_clauses=first,
            can_cite=self._can_cite(case),
        )
        if not another:
            self._put(state)
            return
        state = replace(state, day=rule_day(case))
        self._put(replace(state, side=VersionSide.THEN, query="", hits=(), cited=frozenset()))
        if first:
            self.choose_clause(first[0])
        elif state.policy is None and self._desk.policies.library.policies:
            code = self._desk.policies.library.policies[0].code
            self.choose_clause(ClauseRef(code, "1.1", ""))

    def choose_clause(self, ref: ClauseRef) -> None:
        """Show a clause as it stood then; where a case has several days, on that of its version."""
        policy = self._desk.policies.library.policy(ref.code)
        if policy is None:
            return
        day, version = self.state.day or self._today(), policy.issue(ref.version)
        if version is not None and not version.in_force(day):
            days = (each.day for each in self.state.conducts)
            day = next((each for each in days if version.in_force(each)), day)
        self._read(policy, ref.clause, day)

    def choose_day(self, day: date) -> None:
        """Show the clause as it stood on another day of conduct."""
        if self.state.policy is not None:
            self._read(self.state.policy, self.state.no, day)

    def _read(self, policy: Policy, no: str, day: date) -> None:
        library, ref = self._desk.policies.library, ClauseRef(policy.code, no, "")
        then_version, now_version = policy.in_force(day), policy.in_force(self._today())
        then = _issue(library, ref, then_version)
        now = _issue(library, ref, now_version)
        side = self.state.side
        if then is None:
            side = VersionSide.NOW
        elif side is not VersionSide.COMPARE:
            # What may be cited is the text of then: nobody stays on today's by accident.
            side = VersionSide.THEN
        self._put(
            replace(
                self.state,
                policy=policy,
                no=no,
                day=day,
                thens=tuple(
                    ConductClause(each, _issue(library, ref, policy.in_force(each.day)))
                    for each in self.state.conducts
                ),
                then=then,
                now=now,
                then_version=then_version,
                now_version=now_version,
                newer=_newer(then_version, now_version),
                side=side,
                query="",
                hits=(),
            )
        )

    def search(self, text: str) -> None:
        """Find clauses in force on the day, by number or by words of either language."""
        day = self.state.day or self._today()
        hits = search(self._desk.policies.library, text, day)
        self._put(replace(self.state, query=text.strip(), hits=hits))

    def choose_side(self, side: VersionSide) -> None:
        """Read the clause as it was, as it is, or both."""
        self._put(replace(self.state, side=side))

    def choose_language(self, shown: ShownLanguages) -> None:
        """Read the clause in English, Chinese or both."""
        self._put(replace(self.state, shown=shown))

    def cite(self) -> Citation | None:
        """The clause that is read, frozen with both its texts; None if there is none."""
        issue = self.state.issue
        return self._desk.policies.library.cite(issue.ref) if issue is not None else None

    def mark_cited(self, refs: Iterable[ClauseRef]) -> None:
        """Show that the decision being composed cites these clauses."""
        self._put(replace(self.state, cited=frozenset(refs)))

    def _can_cite(self, case: Case) -> bool:
        me = self._desk.session.me
        if me is None:
            return False
        scene = scene_of(case, me, self._now(), self._desk.policies.library)
        return not_allowed(CASE, scene, Decide) is None

    def _today(self) -> date:
        return self._now().date()

    def _put(self, state: PolicyState) -> None:
        # A refresh that brought nothing new costs no painting.
        if state != self.state:
            self.state = state
            self._show(state)


def _issue(library: Library, ref: ClauseRef, version: PolicyVersion | None) -> IssuedClause | None:
    policy = library.policy(ref.code)
    clause = version.clause(ref.clause) if version is not None else None
    if policy is None or version is None or clause is None:
        return None
    return IssuedClause(policy, version, clause)


def _newer(then: PolicyVersion | None, now: PolicyVersion | None) -> tuple[Clause, ...]:
    if then is None or now is None or then is now:
        return ()
    had = {clause.no for clause in then.clauses}
    return tuple(clause for clause in now.clauses if clause.no not in had)
