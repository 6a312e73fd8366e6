"""What people were told is done, and what a workstation asks for: the promises that walks hold.

A command that a person gave carries a mark of its own: the words of a note, the id of a letter,
the rationale of a decision, the reference of an action. It has to be in the case, once, unless
its author is asked about it or took it back.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.journeys.team import Seat
from workstation.app import OpenCase, Question
from workstation.domain.case import Case
from workstation.domain.commands import AddNote, Decide, RecordAction, SendReply
from workstation.domain.record import Command


def mark_of(command: Command) -> str | None:
    """What tells this command from every other one, where it leaves anything to tell it by."""
    match command:
        case AddNote():
            return f"note {command.text}"
        case SendReply():
            return f"letter {command.letter}"
        case Decide():
            return f"decision {command.finding.rationale.en}"
        case RecordAction():
            return f"action {command.reference}"
    return None


def marks_in(case: Case) -> Counter[str]:
    """The marks of all that was done to a case."""
    decisions = [*case.earlier_decisions, *([case.decision] if case.decision else [])]
    return Counter(
        [
            *(f"note {note.text}" for note in case.notes),
            *(f"letter {letter.id}" for letter in case.letters if not letter.automatic),
            *(f"decision {each.finding.rationale.en}" for each in decisions),
            *([f"action {case.action_reference}"] if case.action_reference else []),
        ]
    )


@dataclass(frozen=True)
class Done:
    """Something that a person was told is done."""

    seat: Seat
    case_id: str
    mark: str


@dataclass
class Told:
    """Everything that holds, by the id of its command."""

    done: dict[str, Done] = field(default_factory=dict)
    # The marks of what was given again: it stands where its question stood.
    again: set[str] = field(default_factory=set)

    def given(
        self, seat: Seat, id_: str, case_id: str, command: Command, then: Command | None = None
    ) -> None:
        """A command was given, and at once with it what is to follow."""
        for name, each in ((id_, command), (_then(id_), then)):
            mark = mark_of(each) if each is not None else None
            if mark is not None:
                self.done[name] = Done(seat, case_id, mark)

    def taken_back(self, id_: str) -> None:
        """It was, and what was to follow it."""
        self.done.pop(id_, None)
        self.done.pop(_then(id_), None)

    def dropped(self, question: Question) -> None:
        """Its author gave it up, and what was to follow it."""
        self.taken_back(question.command_id)
        gone = {mark_of(each) for each in question.followers}
        for id_, each in list(self.done.items()):
            if each.case_id == question.record_id and each.mark in gone:
                del self.done[id_]

    def given_again(self, question: Question, new_id: str) -> None:
        """In the place of the one that was asked about, with what was to follow it."""
        id_ = question.command_id
        marks = {mark_of(each) for each in (question.command, *question.followers)}
        self.again |= {mark for mark in marks if mark is not None}
        names = {id_: new_id, _then(id_): _then(new_id)}
        self.done = {names.get(each, each): done for each, done in self.done.items()}

    def of(self, seat: Seat, case_id: str) -> Iterable[tuple[str, str]]:
        """Ids and marks of what this person did to this case, in the order in which they did it."""
        for id_, each in self.done.items():
            if each.seat is seat and each.case_id == case_id:
                yield id_, each.mark

    def look(self, seat: Seat, opened: OpenCase) -> None:
        """All of it is in the case as its author sees it, but for what they are asked about."""
        shown = marks_in(opened.case)
        held = {each.id for each in opened.pending if each.refused is not None}
        asked = {
            mark_of(each)
            for question in opened.questions
            for each in (question.command, *question.followers)
        }
        for id_, mark in self.of(seat, opened.case.id):
            asks = id_ in held or mark in asked
            assert shown[mark] == 1 or (not shown[mark] and asks), (mark, shown[mark])

    def check(self, seats: Iterable[Seat], cases: dict[str, Case]) -> None:
        """All of it is on the server, once, and notes in the order in which they were written."""
        for case in cases.values():
            stored = marks_in(case)
            due = Counter(each.mark for each in self.done.values() if each.case_id == case.id)
            assert stored == due, f"{case.id}: lost {due - stored}, not given {stored - due}"
            for seat in seats:
                mine = [mark for _id, mark in self.of(seat, case.id) if mark.startswith("note ")]
                by_me = [f"note {n.text}" for n in case.notes if n.by == seat.actor.person]
                assert self._in_place(by_me) == self._in_place(mine)

    def _in_place(self, marks: Iterable[str]) -> list[str]:
        return [mark for mark in marks if mark not in self.again]


def _then(id_: str) -> str:
    return f"{id_} and then"


@dataclass
class Asking:
    """Listens on the wire to what a workstation says that it holds.

    What it once held it holds for good, unless it was damaged: a workstation that asks for it
    again, or doubts it, had a part missing, and noticed only by the digest. `rows` makes it ask
    for so few lines at a time; `loose` are scopes that may go; `damaged`: it may well doubt.
    """

    rows: int | None = None
    loose: frozenset[str] = frozenset()
    damaged: bool = False
    held: dict[str, int] = field(default_factory=dict)
    epoch: str = ""
    lost: list[str] = field(default_factory=list)

    def __call__(self, path: str, body: bytes) -> bytes:
        if not path.endswith("/sync"):
            return body
        asked = json.loads(body)
        cursors = asked["cursors"]
        # A cache that was lost holds nothing at all, and says so.
        if cursors and asked["epoch"] == self.epoch:
            held = {each: seq for each, seq in self.held.items() if each not in self.loose}
            self.lost += [each for each, seq in held.items() if cursors.get(each, -1) < seq]
        if not self.damaged:
            self.lost += list(asked.get("doubted", ()))
        self.held, self.epoch = cursors, asked["epoch"]
        if self.rows is None:
            return body
        return json.dumps(asked | {"max_rows": self.rows}).encode()
