"""What the activity shows: the library at one version, the draft that is open, and who cites it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from ui.activities.policies.compare import Compared
from workstation.app.policies import CitingRecords
from workstation.app.values import Question
from workstation.domain.policies.amendment import Amendment, AmendmentRow
from workstation.domain.policy import Clause, Policy
from workstation.domain.problem import Refused
from workstation.domain.text import Bilingual
from workstation.policies import Hit

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding


class PoliciesTab(Enum):
    """The parts of the activity, in the order of their tabs."""

    LIBRARY = auto()
    DRAFTS = auto()
    PERIODS = auto()


class VersionStanding(Enum):
    """Where a version stands in time."""

    PAST = auto()
    IN_FORCE = auto()
    AHEAD = auto()
    DRAFT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version on the rail. `key` is its number, or the id of a draft."""

    key: str
    label: str
    standing: VersionStanding
    first: date
    last: date | None = None
    note: Bilingual = Bilingual()
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """A policy of the list: the number in force, or of its draft."""

    code: str
    title: Bilingual
    label: str = ""
    draft: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryState:
    """`chosen` is the key of the version that is read, `before` the number of the one that it is
    compared with, "" for none. `clause` is the number of the clause that is looked at."""

    rows: tuple[PolicyRow, ...] = ()
    query: str = ""
    hits: tuple[Hit, ...] = ()
    policy: Policy | None = None
    versions: tuple[Version, ...] = ()
    chosen: str = ""
    before: str = ""
    comparing: bool = False
    unfolded: bool = False
    lines: tuple[Compared, ...] = ()
    clause: str = ""

    @property
    def version(self) -> Version | None:
        """The version that is read."""
        return next((each for each in self.versions if each.key == self.chosen), None)

    @property
    def differing(self) -> int:
        """How many clauses differ from the version before."""
        return sum(each.differs for each in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseText:
    """A clause as it stands in the fields. `kind`, `severity` and what else it has are kept."""

    no: str
    kind: str
    severity: str = ""
    en: str = ""
    zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueText:
    """Number, day and change note of a version as they stand in the fields."""

    label: str
    day: date
    en: str = ""
    zh: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseForm:
    """The clause that is written in. The fields are filled anew when `ticket` changes, and only
    then. `theirs` is the clause as somebody else wrote it meanwhile."""

    text: ClauseText
    ticket: int
    new: bool = False
    unsaved: bool = False
    theirs: Clause | None = None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """What holds a draft back: a finding, and the clause that it is in; "" for the change note."""

    no: str
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftState:
    """The draft that is open. `text` is the draft with what is typed and not saved, `unsaved` the
    numbers of those clauses, "" for what stands around them. `issue_theirs` is what stands around
    them by now where somebody else changed the same of it meanwhile. `missing` is why it cannot be
    published yet, `signers` who may do so; `wrote`: this person wrote in it. `since` is the number
    of a version that was published since it was begun."""

    amendment: Amendment | None = None
    text: Amendment | None = None
    may_write: bool = False
    waiting: bool = False
    unsaved: frozenset[str] = frozenset()
    form: ClauseForm | None = None
    issue: IssueText | None = None
    issue_ticket: int = 0
    issue_theirs: IssueText | None = None
    beginning: bool = False
    findings: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    stops: tuple[Stop, ...] = ()
    at: int = 0
    checked: bool = False
    missing: Refused | None = None
    signers: tuple[str, ...] = ()
    wrote: bool = False
    since: str = ""
    discarding: bool = False
    refused: Refused | None = None

    @property
    def stop(self) -> Stop | None:
        """The finding that is looked at."""
        return self.stops[self.at % len(self.stops)] if self.stops else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingState:
    """Who cites `refs`, the numbers of clauses that change, or of the one that is looked at;
    nobody was asked yet while `known` is False."""

    refs: tuple[str, ...] = ()
    cases: tuple[CitingRecords, ...] = ()
    drafts: tuple[CitingRecords, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsState:
    """The lists of the house, by the name of their record, and what is being set in one of them.
    `form` holds the numbers as they are typed, in the order of its fields."""

    # Any: a record of whichever setting.
    records: Mapping[str, Any] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()
    writing: str = ""
    day: date | None = None
    numbers: tuple[int, ...] = ()
    reason: str = ""
    ticket: int = 0
    refused: Refused | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """A new policy as it stands in the fields."""

    code: str = ""
    en: str = ""
    zh: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodText:
    """What applies from a day on in a list of the house, as it stands in the fields."""

    day: date
    numbers: tuple[int, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliciesState:
    """All of it. `today` is the day that is marked; `turned` are changes of mine that were not
    taken, `opening` a policy of its own that is being written; `sending`: what was done to the
    policy that is read, such as its publication, waits to be sent."""

    today: date
    tab: PoliciesTab = PoliciesTab.LIBRARY
    may_write: bool = False
    library: LibraryState = LibraryState()
    draft: DraftState = DraftState()
    citing: CitingState = CitingState()
    periods: PeriodsState = PeriodsState()
    drafts: tuple[AmendmentRow, ...] = ()
    held: frozenset[str] = frozenset()
    turned: tuple[Question, ...] = ()
    opening: PolicyText | None = None
    opening_ticket: int = 0
    notice: Refused | None = None
    sending: bool = False
