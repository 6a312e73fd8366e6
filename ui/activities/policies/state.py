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
    """A version on the rail.

    key: its number, or the id of a draft.
    label: its number.
    first, last: from when until when it applies.
    note: why it came.
    held: a finding holds the draft.
    """

    key: str
    label: str
    standing: VersionStanding
    first: date
    last: date | None = None
    note: Bilingual = Bilingual()
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """A policy of the list.

    label: the number in force, "" for none.
    draft: the number of its draft, "" for none.
    held: a finding holds the draft.
    """

    code: str
    title: Bilingual
    label: str = ""
    draft: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryState:
    """The policy that is read, and what is sought in all of them.

    rows: the policies.
    query, hits: what is sought, and the clauses in force that say it.
    versions: what stands on the rail of the policy.
    chosen: the key of the version that is read.
    before: the number of the version that it is compared with, "" for none.
    comparing: the differences are shown.
    unfolded: so are the clauses without any.
    lines: the clauses, each as it was and as it is.
    clause: the number of the clause that is looked at.
    """

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
    """A clause as it stands in the fields; what has no field is kept in the draft."""

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
    """The clause that is written in.

    ticket: the fields are filled anew when it changes, and only then.
    new: the draft has no such clause.
    unsaved: something else is typed than the draft says.
    theirs: the clause as somebody else wrote it meanwhile.
    refused: why the last save was not taken.
    """

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
    """The draft that is open.

    amendment: the draft as everybody has it.
    text: the draft with what is typed and not saved.
    waiting: something about it is not sent yet.
    unsaved: the numbers of clauses with something typed, "" for what stands around them.
    form: the clause that is written in.
    issue: number, day and note as they stand in the fields.
    issue_ticket: those fields are filled anew when it changes, and only then.
    issue_theirs: what others set there, where they changed the same of it as was typed.
    beginning: a draft is about to be begun, and has no record yet.
    findings: what the checks found, by clause.
    stops: the findings that hold the draft.
    at: which of them is looked at.
    checked: the text was read by the checks as it stands.
    missing: why it cannot be published yet.
    signers: who may publish it.
    wrote: this person wrote in it.
    since: the number of a version that was published since it was begun.
    discarding: it is asked why the draft is given up.
    refused: why the last act was not taken.
    """

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
    """Who cites what changes, or the clause that is looked at.

    refs: the numbers of those clauses.
    cases: open cases in sight.
    drafts: drafts of one's own.
    known: somebody was asked.
    """

    refs: tuple[str, ...] = ()
    cases: tuple[CitingRecords, ...] = ()
    drafts: tuple[CitingRecords, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodsState:
    """The lists of the house, and what is being set in one of them.

    records: the lists, by the name of their record.
    waiting: the names of those with a change that is not sent yet.
    writing: the name of the one that is written, "" for none.
    day, numbers, reason: what stands in its fields.
    ticket: the fields are filled anew when it changes, and only then.
    refused: why the last try was not taken.
    """

    # Any: a record of whichever list.
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
    """The whole activity as it is shown.

    today: the day that is marked.
    tab: the part in sight.
    may_write: this person drafts and publishes.
    drafts: all drafts that are written in.
    held: the ids of those that a finding holds.
    refused_changes: changes of one's own that were not taken, the oldest first.
    opening: a new policy that is being written, None while none is.
    opening_ticket: its fields are filled anew when it changes, and only then.
    notice: why the last act was not taken.
    sending: what was done to the policy that is read waits to be sent.
    """

    today: date
    tab: PoliciesTab = PoliciesTab.LIBRARY
    may_write: bool = False
    library: LibraryState = LibraryState()
    draft: DraftState = DraftState()
    citing: CitingState = CitingState()
    periods: PeriodsState = PeriodsState()
    drafts: tuple[AmendmentRow, ...] = ()
    held: frozenset[str] = frozenset()
    refused_changes: tuple[Question, ...] = ()
    opening: PolicyText | None = None
    opening_ticket: int = 0
    notice: Refused | None = None
    sending: bool = False

    @property
    def can_write(self) -> bool:
        """Whether a draft is read that this person may write in."""
        draft = self.draft
        is_read = draft.amendment is not None and draft.amendment.id == self.library.chosen
        return is_read and draft.may_write
