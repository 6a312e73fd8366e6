"""A workstation reduced to its feed: rows, members, cursors, and the proof that they agree."""

from dataclasses import dataclass, field

from tests.bench import Desk
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.wire.codec import body_hash, decode_case, digest
from workstation.wire.feed import (
    FeedEnd,
    Hello,
    Line,
    More,
    OutLine,
    ReceiptsLine,
    RecordLine,
    ScopeHead,
    ScopeStart,
)


@dataclass
class Replica:
    """Applies responses as a workstation does."""

    epoch: str = ""
    cursors: dict[str, int] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, bytes] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    outs: list[tuple[str, str]] = field(default_factory=list)
    done: FeedEnd = field(default_factory=lambda: FeedEnd(scopes={}))
    _scope: str = ""

    async def pull(self, desk: Desk, **limits: int) -> list[Line]:
        """One response, applied."""
        lines = await desk.sync(self.epoch, dict(self.cursors), **limits)
        for line in lines:
            self._apply(line)
        return lines

    async def converge(self, desk: Desk, **limits: int) -> int:
        """Responses until one is complete; how many it took."""
        rounds = 0
        while True:
            rounds += 1
            await self.pull(desk, **limits)
            if self.done.scopes:
                self.prove()
                return rounds

    def prove(self) -> None:
        """What is held has the count and digest that the server says."""
        for scope, head in self.done.scopes.items():
            held = self.members.get(scope, set())
            total = 0
            for record in held:
                total = digest(total, added=body_hash(self.bodies[record]))
            assert head == ScopeHead(seq=self.cursors[scope], count=len(held), digest=total), scope

    @property
    def cases(self) -> list[str]:
        """The cases that ever came, in the order in which they did."""
        return [id_ for id_ in self.bodies if self.kinds[id_] == CASE.name]

    def case(self, case_id: str) -> Case:
        """A case as it is held."""
        return decode_case(self.bodies[case_id])

    def _apply(self, line: Line) -> None:  # noqa: C901  one arm a line
        match line:
            case Hello():
                self._greeted(line)
            case ScopeStart():
                self._scope = line.id
                if line.snap:
                    self.members[line.id] = set()
                self.cursors[line.id] = line.to
            case RecordLine():
                self.members[self._scope].add(line.id)
                self.bodies[line.id] = bytes(line.body)
                self.kinds[line.id] = line.kind
            case OutLine():
                self.members[self._scope].discard(line.id)
                self.outs.append((self._scope, line.id))
            case More():
                self.cursors[line.scope] = line.seq
            case FeedEnd():
                self.done = line
            case ReceiptsLine():
                pass

    def _greeted(self, hello: Hello) -> None:
        self.epoch = hello.epoch
        for gone in self.members.keys() - set(hello.scopes):
            del self.members[gone]
            del self.cursors[gone]
