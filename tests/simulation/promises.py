"""What people were told is safe: commands given, drafts saved, edits made; and what they saw."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto

from tests.simulation.seat import Seat
from workstation.domain.case import Case
from workstation.domain.commands import AddNote, SendReply
from workstation.domain.record import Command


class Fate(Enum):
    """What its person did with a command after giving it."""

    GIVEN = auto()
    UNDONE = auto()
    ANSWERED = auto()
    # The machine died while they were about to undo or to answer it: either way is right.
    UNSURE = auto()


@dataclass(frozen=True, slots=True)
class Shape:
    """What a command has to make of a case, on either end; times are each end's own."""

    state: str
    owner: str
    notes: tuple[str, ...]
    letters: tuple[str, ...]
    decided: str
    referrals: int

    @classmethod
    def of(cls, case: Case) -> "Shape":
        """The shape of a case."""
        finding = case.decision.finding if case.decision is not None else None
        return cls(
            state=case.state.value,
            owner=case.owner.id if case.owner is not None else "",
            notes=tuple(note.text for note in case.notes),
            letters=tuple(letter.id for letter in case.letters),
            decided=finding.rationale.en if finding is not None else "",
            referrals=len(case.referrals),
        )


@dataclass(slots=True)
class Given:
    """A command that a verb took.

    `chain` is the first of those it was given with; `redone`: in answer to a question. `over` are
    the ids of what it was decided over, itself last; `base` is the version below them, and
    `shape` what the workstation made of the case. `standing` is who its author was and which book
    they had, `life` that of the server. `made` is the version that the server said it made, by
    life.
    """

    id: str
    seat: str
    person: str
    case_id: str
    command: Command
    n: int
    life: int
    chain: str = ""
    redone: bool = False
    over: tuple[str, ...] = ()
    base: int = 0
    shape: Shape | None = None
    standing: str = ""
    fate: Fate = Fate.GIVEN
    made: dict[int, int] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The word by which it is known in a case, if it has one."""
        match self.command:
            case AddNote():
                return self.command.text
            case SendReply():
                return self.command.letter
        return ""


class Promises:
    """Everything that was promised, by whom it was promised to."""

    def __init__(self) -> None:
        self.given: dict[str, Given] = {}
        # Words in drafts by seat, case and party.
        self.drafts: dict[tuple[str, str, str], list[str]] = {}
        # Edits of the glossary by id: the seat that made them.
        self.edits: dict[str, str] = {}
        self._versions: dict[tuple[str, str], int] = {}
        # Words that somebody tried to give when their machine died.
        self.maybe: set[str] = set()

    def give(self, given: Given) -> None:
        """A verb took it."""
        self.given[given.id] = given
        self.maybe.discard(given.mark)

    def of(self, seat: Seat, case_id: str = "") -> Iterator[Given]:
        """What was given at this workstation."""
        for each in self.given.values():
            if each.seat == seat.name and (not case_id or each.case_id == case_id):
                yield each

    def chain(self, id_: str) -> list[str]:
        """A command and what was given with it, after it."""
        if id_ not in self.given:
            return [id_]
        chain = self.given[id_].chain
        ids = [each.id for each in self.given.values() if each.chain == chain]
        return ids[ids.index(id_) :]

    def settle(self, ids: Iterable[str], fate: Fate) -> None:
        """Its person did this with them."""
        for id_ in ids:
            if id_ in self.given:
                self.given[id_].fate = fate

    def words(self, seat: Seat, case_id: str, party: str) -> list[str]:
        """What has to stand in a draft."""
        return self.drafts.setdefault((seat.name, case_id, party), [])

    def goes_back(self, seat: Seat, case_id: str, version: int) -> int:
        """The version at which a case was seen before, if it is an older one now; else 0."""
        before = self._versions.get((seat.name, case_id), 0)
        self._versions[seat.name, case_id] = version
        return before if version < before else 0

    def left(self, seat: Seat, case_id: str) -> None:
        """It is out of sight: whatever comes back is new."""
        self._versions.pop((seat.name, case_id), None)

    def start_over(self, seat: Seat | None = None) -> None:
        """The cache is new, or the server is another: versions begin anew."""
        for key in tuple(self._versions):
            if seat is None or key[0] == seat.name:
                del self._versions[key]
