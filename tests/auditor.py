"""What a server holds, read from its feeds as anybody reads them: whole, and checked on the way.

A case is in the feeds of its queue, its owner and the team that was asked, and one day perhaps
only in the last two. So an account with every queue and team reads, and then everybody who works
there reads for themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from workstation.domain.actor import Actor
from workstation.domain.case import Case
from workstation.domain.case_kind import CASE
from workstation.domain.glossary.acts import GLOSSARY, Glossary
from workstation.domain.taxonomy import Role, Team
from workstation.domain.views import EVERYONE
from workstation.server.store import Store
from workstation.wire.bodies import unpack_record
from workstation.wire.codec import body_hash, decode_case, digest
from workstation.wire.feed import FeedEnd, Line, RecordLine, ScopeHead, ScopeStart, SyncRequest

NAME = "auditor"
# More than the server gives at once: it gives the most it can.
_ALL = 1 << 40


@dataclass
class _Feeds:
    """All that one account reads, from nothing."""

    bodies: dict[str, dict[str, tuple[str, bytes]]] = field(default_factory=dict)
    heads: dict[str, ScopeHead] = field(default_factory=dict)
    scope: str = ""

    def take(self, line: Line) -> None:
        match line:
            case ScopeStart():
                self.scope = line.id
            case RecordLine():
                body = line.kind, bytes(line.body)
                self.bodies.setdefault(self.scope, {})[line.id] = body
            case FeedEnd():
                self.heads = line.scopes


async def cases(store: Store, queues: Iterable[str]) -> dict[str, Case]:
    """Every case that any feed carries, by its id. For a server at rest.

    Raises `AssertionError` if a feed is not what its own head says, or if two feeds differ.
    """
    people = await store.people.directory()
    await _hire(store, frozenset(queues).union(*(each.queues for each in people)))
    found: dict[str, bytes] = {}
    for reader in (NAME, *(each.id for each in people)):
        for scope, bodies in (await _read(store, reader)).bodies.items():
            for id_, (kind, body) in bodies.items():
                if kind != CASE.name:
                    continue
                assert found.setdefault(id_, body) == body, f"{id_} is another one in {scope}"
    return {id_: decode_case(body) for id_, body in found.items()}


async def book(store: Store) -> Glossary:
    """The glossary."""
    await _hire(store, frozenset())
    _kind, body = (await _read(store, NAME)).bodies[EVERYONE][GLOSSARY.name]
    return unpack_record(GLOSSARY, body)


async def _hire(store: Store, queues: frozenset[str]) -> None:
    every = frozenset(Team)
    auditor = Actor(id=NAME, name=NAME, roles=frozenset({Role.QUALITY}), queues=queues, teams=every)
    await store.people.create(auditor, NAME)


async def _read(store: Store, reader: str) -> _Feeds:
    """All that an account reads, in one answer."""
    request = SyncRequest(device=NAME, cursors={}, max_rows=_ALL, max_bytes=_ALL)
    chunks = [chunk async for chunk in await store.sync(reader, request, squeeze=False)]
    read = _Feeds()
    for data in b"".join(chunks).splitlines():
        read.take(msgspec.json.decode(data, type=Line))
    assert read.heads, "the answer does not hold everything"
    for scope, head in read.heads.items():
        bodies = read.bodies.get(scope, {}).values()
        total = 0
        for _kind, body in bodies:
            total = digest(total, added=body_hash(body))
        assert (head.count, head.digest) == (len(bodies), total), f"{reader} reads {scope}"
    return read
