"""Who works here becomes records: people, their conflicts of interest, and the queues there are.

An account keeps what somebody signs in with. What it said besides becomes the first event of a
record, sealed as links were before texts had digests; the next link of each closes it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import msgspec
import sqlalchemy as sa
import xxhash
from alembic import op

from workstation.server.tables import Instant

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KINDS = ("person", "interests", "crew", "queue")
_PARTS = ("name", "roles", "languages", "queues", "teams", "crew", "markets")
_BY = {"id": "system", "name": "Recourse"}
_SITE = timezone(timedelta(hours=8))
_HASH_BITS = 60
_CLOSED = "The account was closed before there were records of people."
_AT = Instant()
_ACCOUNT = sa.table("account", *map(sa.column, ("id", "actor", "revoked")))
_RECORD = sa.table(
    "record",
    *map(sa.column, ("id", "kind", "version", "body", "hash", "chain", "events", "seal_v")),
)
_EVENT = sa.table(
    "event",
    *map(sa.column, ("record_id", "n", "version", "command", "actor", "kind", "body", "hash")),
    *map(sa.column, ("seal_v",)),
    sa.column("at", _AT),
)
_SCOPE = sa.table("scope", *map(sa.column, ("id", "seq", "cnt", "dig", "floor")))
_MEMBER = sa.table("scope_member", *map(sa.column, ("scope", "record_id", "seq", "inside")))
_Event = tuple[str, dict[str, Any]]


def upgrade() -> None:
    """Make the records, and take from the accounts what they say now."""
    connection = op.get_bind()
    now = datetime.now(UTC)
    query = sa.select(_ACCOUNT.c.id, _ACCOUNT.c.actor, _ACCOUNT.c.revoked)
    rows = connection.execute(query.order_by(_ACCOUNT.c.id)).all()
    people = [(row.id, msgspec.json.decode(row.actor), bool(row.revoked)) for row in rows]
    for name in sorted(_queues(connection, [actor for _id, actor, _closed in people])):
        told = {"title": {"en": "", "zh": ""}}
        body = {"id": f"queue:{name}", "marks": [], "closed": False, **told}
        _begin(connection, "queue", body, [("opened", told)], ["everyone"], now)
    for user, actor, closed in people:
        _person(connection, user, actor, closed, now)
        _interests(connection, user, actor, now)
    op.drop_column("account", "actor")
    op.drop_column("account", "revoked")


def _queues(connection: sa.Connection, actors: Sequence[dict[str, Any]]) -> set[str]:
    """All that anybody has, and all that any case is in."""
    scopes = connection.execute(sa.select(_SCOPE.c.id).where(_SCOPE.c.cnt > 0)).scalars()
    of_cases = {each.removeprefix("queue:") for each in scopes if each.startswith("queue:")}
    return of_cases.union(*(actor["queues"] for actor in actors))


def _person(
    connection: sa.Connection, user: str, actor: dict[str, Any], closed: bool, now: datetime
) -> None:
    told = {name: actor[name] for name in ("name", *_PARTS[1:5])}
    told |= {"crew": "", "markets": []}
    told |= {name: sorted(told[name]) for name in ("roles", "languages", "queues", "teams")}
    blank = {"name": "", "languages": ["EN", "ZH"], "crew": ""}
    marked = [(name, 1) for name in _PARTS if told[name] != blank.get(name, [])]
    events: list[_Event] = [("added", told)]
    ended = None
    if closed:
        end = {"reason": _CLOSED, "day": _day(now)}
        events.append(("access_ended", end))
        marked.append(("access", 2))
        ended = {**end, "at": _iso(now), "by": _BY}
    body = {"id": f"person:{user}", "marks": _marks(marked), **told, "ended": ended}
    _begin(connection, "person", body, events, ["everyone", f"access:{user}"], now)


def _interests(connection: sa.Connection, user: str, actor: dict[str, Any], now: datetime) -> None:
    parties = sorted(actor.get("conflicts", ()))
    if not parties:
        return
    marks = _marks([("conflicts", 1)])
    body = {"id": f"interests:{user}", "marks": marks, "conflicts": parties}
    scopes = [f"user:{user}", "role:SUPERVISOR", "role:ADMIN"]
    _begin(connection, "interests", body, [("set", {"parties": parties})], scopes, now)


def _begin(
    connection: sa.Connection,
    kind: str,
    body: dict[str, Any],
    events: Sequence[_Event],
    scopes: Sequence[str],
    now: datetime,
) -> None:
    """Write a record with its events, one for each of its versions, and tell its feeds."""
    stored = _canonical({**body, "version": len(events)})
    record = {
        "id": body["id"],
        "kind": kind,
        "version": len(events),
        "body": stored,
        "hash": _hash(stored),
        "chain": b"",
        "events": len(events),
        "seal_v": 1,
    }
    connection.execute(sa.insert(_RECORD), record)
    end = b""
    for row in _rows(body["id"], events, now):
        end = row["hash"] = _seal(end, row)
        connection.execute(sa.insert(_EVENT), row)
    mine = _RECORD.c.id == body["id"]
    connection.execute(sa.update(_RECORD).where(mine).values(chain=end))
    for scope in scopes:
        _publish(connection, scope, body["id"], record["hash"])


def _rows(id_: str, events: Sequence[_Event], now: datetime) -> Iterator[dict[str, Any]]:
    for n, (name, told) in enumerate(events, 1):
        yield {
            "record_id": id_,
            "n": n,
            "version": n,
            "command": "",
            "actor": _BY["id"],
            "kind": name,
            "at": now,
            "body": _canonical({"at": _iso(now), "by": _BY, **told}),
            "seal_v": 1,
        }


def _publish(connection: sa.Connection, scope: str, id_: str, hash_: int) -> None:
    head = connection.execute(sa.select(_SCOPE).where(_SCOPE.c.id == scope)).first()
    if head is None:
        first = {"id": scope, "seq": 1, "cnt": 1, "dig": hash_, "floor": 0}
        connection.execute(sa.insert(_SCOPE), first)
        seq = 1
    else:
        seq = head.seq + 1
        dig = (head.dig + hash_) % (1 << _HASH_BITS)
        moved = sa.update(_SCOPE).where(_SCOPE.c.id == scope)
        connection.execute(moved.values(seq=seq, cnt=head.cnt + 1, dig=dig))
    member = {"scope": scope, "record_id": id_, "seq": seq, "inside": True}
    connection.execute(sa.insert(_MEMBER), member)


def _marks(marked: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    return [
        {"aspect": aspect, "actor": _BY["id"], "version": version}
        for aspect, version in sorted(marked)
    ]


def _day(now: datetime) -> str:
    day: date = now.astimezone(_SITE).date()
    return day.isoformat()


def _iso(at: datetime) -> str:
    # As msgspec writes a moment: these are read as what the program itself wrote.
    text: str = msgspec.json.decode(msgspec.json.encode(at))
    return text


def _seal(previous: bytes, row: dict[str, Any]) -> bytes:
    told = [row[name] for name in ("record_id", "n", "version", "command", "actor", "kind")]
    sealed = hashlib.sha256(previous)
    sealed.update(_canonical([*told, row["at"].isoformat()]))
    sealed.update(row["body"])
    return sealed.digest()


def _canonical(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")


def _hash(body: bytes) -> int:
    return xxhash.xxh3_64_intdigest(body) & ((1 << _HASH_BITS) - 1)


def downgrade() -> None:
    """Accounts say again what the records say; the records, and with them crews, are lost."""
    op.add_column(
        "account", sa.Column("actor", sa.LargeBinary(), nullable=False, server_default="")
    )
    op.add_column(
        "account", sa.Column("revoked", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    connection = op.get_bind()
    query = sa.select(_RECORD.c.id, _RECORD.c.body).where(_RECORD.c.kind.in_(_KINDS[:2]))
    held = {row.id: msgspec.json.decode(row.body) for row in connection.execute(query)}
    for user in connection.execute(sa.select(_ACCOUNT.c.id)).scalars().all():
        person = held.get(f"person:{user}")
        interests = held.get(f"interests:{user}", {})
        told = _as_account(user, person or {}, interests.get("conflicts", []))
        closed = person is None or person["ended"] is not None
        mine = sa.update(_ACCOUNT).where(_ACCOUNT.c.id == user)
        connection.execute(mine.values(actor=_canonical(told), revoked=closed))
    _forget(connection)


def _as_account(user: str, person: dict[str, Any], conflicts: Sequence[str]) -> dict[str, Any]:
    told = {name: person.get(name, []) for name in _PARTS[1:5]}
    return {"id": user, "name": person.get("name", user), **told, "conflicts": conflicts}


def _forget(connection: sa.Connection) -> None:
    """Forget records that the schema of before has no name for: the log lets go of them once."""
    gone = sa.select(_RECORD.c.id).where(_RECORD.c.kind.in_(_KINDS))
    _count_out(connection)
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        op.execute("DROP TRIGGER event_no_delete")
    else:
        op.execute("ALTER TABLE event DISABLE TRIGGER event_sealed")
    for table in (_MEMBER, _EVENT):
        connection.execute(sa.delete(table).where(table.c.record_id.in_(gone)))
    connection.execute(sa.delete(_RECORD).where(_RECORD.c.kind.in_(_KINDS)))
    if sqlite:
        op.execute(
            "CREATE TRIGGER event_no_delete BEFORE DELETE ON event "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )
    else:
        op.execute("ALTER TABLE event ENABLE TRIGGER event_sealed")


def _count_out(connection: sa.Connection) -> None:
    """What the feeds say without these records; whoever has read them reads anew."""
    query = sa.select(_MEMBER.c.scope, _RECORD.c.hash).where(
        _MEMBER.c.record_id == _RECORD.c.id,
        _RECORD.c.kind.in_(_KINDS),
        _MEMBER.c.inside,
    )
    hashes: dict[str, list[int]] = {}
    for row in connection.execute(query):
        hashes.setdefault(row.scope, []).append(row.hash)
    for scope, held in hashes.items():
        mine = _SCOPE.c.id == scope
        head = connection.execute(sa.select(_SCOPE).where(mine)).one()
        dig = (head.dig - sum(held)) % (1 << _HASH_BITS)
        told = {"seq": head.seq + 1, "floor": head.seq + 1, "cnt": head.cnt - len(held)}
        connection.execute(sa.update(_SCOPE).where(mine).values(**told, dig=dig))
