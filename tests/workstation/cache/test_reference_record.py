"""The glossary in cache.db: a record like any other, and never in anybody's way."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.bench import START
from tests.workstation.cache.feed import QUEUE, Feed, filed, packed
from tests.workstation.cache.test_writing import ids, write
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.cache.file import set_user_version
from workstation.cache.page import FeedPage
from workstation.cache.truth import Truths, open_truths
from workstation.domain.actor import Person
from workstation.domain.glossary.acts import GLOSSARY, Changed, Glossary, LetPass, Pass
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.kinds import KINDS
from workstation.wire.codec import body_hash, encode

EVERYONE = "everyone"
BOOK = replace(shipped_house(), version=5)


@pytest.fixture
def feed() -> Feed:
    feed = Feed()
    feed.held = {EVERYONE: {}, **feed.held}
    return feed


def bringing(feed: Feed, book: Glossary, body: bytes | None = None) -> FeedPage:
    """A page with that book, sent as `body` if it is in a form of another version."""
    (line,) = feed.put(EVERYONE, book)
    if body is not None:
        line = msgspec.structs.replace(line, body=msgspec.Raw(body))
        feed.bodies[book.id] = body
    return feed.page(feed.segment(EVERYONE, [line], snap=True))


async def book_of(truths: Truths) -> object:
    return (await truths.references()).get(GLOSSARY_ID)


async def test_the_book_is_kept_with_its_version(truths: Truths, feed: Feed) -> None:
    assert not await truths.references()
    assert await truths.copies([GLOSSARY_ID]) == {}
    written = await write(truths, bringing(feed, BOOK))
    assert (written.complete, written.kinds, written.changed) == (
        True,
        {GLOSSARY.name},
        {GLOSSARY_ID},
    )
    assert (await write(truths, feed.page())).kinds == frozenset()
    assert await book_of(truths) == BOOK
    assert (await truths.copies([GLOSSARY_ID]))[GLOSSARY_ID].version == 5
    # An older one, of a server that was restored, takes its place too.
    older = replace(BOOK, version=2)
    assert (await write(truths, bringing(feed, older))).complete
    assert await book_of(truths) == older
    # It is in no list.
    assert await ids(truths) == []


async def test_an_answer_to_an_older_question_brings_no_book(truths: Truths, feed: Feed) -> None:
    asked = await truths.position()
    await write(truths, bringing(feed, BOOK))
    late = bringing(feed, replace(BOOK, version=4))
    assert (await truths.write(late, asked, START)).stale
    assert await book_of(truths) == BOOK


async def test_it_goes_with_the_cases_when_the_account_is_closed(
    truths: Truths, feed: Feed
) -> None:
    await write(truths, bringing(feed, BOOK))
    await truths.clear()
    assert not await truths.references()


async def test_it_goes_when_the_server_says_that_it_is_out_of_sight(
    truths: Truths, feed: Feed
) -> None:
    await write(truths, bringing(feed, BOOK))
    del feed.held[EVERYONE]
    written = await write(truths, feed.page())
    assert (written.purged, written.kinds) == ({GLOSSARY_ID}, {GLOSSARY.name})
    assert not await truths.references()


@pytest.mark.expects_log("glossary glossary cannot be read")
@pytest.mark.parametrize("body", [b"1", b"{}", packed(BOOK).replace(b'"curly"', b'"guillemets"')])
async def test_a_book_from_the_future_stops_nothing_and_is_not_asked_for_again(
    truths: Truths, feed: Feed, body: bytes
) -> None:
    page = bringing(feed, BOOK, body)
    page.segments.append(feed.segment(QUEUE, feed.put(QUEUE, filed(1)), snap=True))
    page.done = feed.page().done
    written = await write(truths, page)
    assert written.complete
    assert written.changed == {"case-1", GLOSSARY_ID}
    assert written.unread == {GLOSSARY_ID}
    assert not await truths.references()
    assert EVERYONE in (await truths.position()).known()
    assert (await write(truths, feed.page())).complete
    # One that this version can read takes its place.
    del feed.bodies[GLOSSARY_ID]
    assert (await write(truths, bringing(feed, BOOK))).complete
    assert await book_of(truths) == BOOK


@pytest.mark.expects_log("glossary glossary is damaged")
@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE body SET body = CAST(replace(CAST(body AS TEXT), '申诉', '申拆') AS BLOB)",
        "UPDATE body SET body = substr(body, 1, 900)",
    ],
    ids=["other words", "cut off"],
)
async def test_a_damaged_book_is_not_gone_by_and_asked_for_again(
    tmp_path: Path, feed: Feed, harm: str
) -> None:
    truths = open_truths(tmp_path, KINDS, START)
    await write(truths, bringing(feed, BOOK))
    await truths._writes.run(lambda connection: connection.exec_driver_sql(harm))
    assert not await truths.references()
    position = await truths.position()
    assert EVERYONE in position.doubted or EVERYONE not in position.known()
    await truths.close()


def november(book: Glossary) -> bytes:
    """The glossary as the cache held it until it was a record."""
    changes = [
        {
            "version": each.version,
            "by": each.by,
            "at": each.at,
            "kind": "let_pass",
            "change": each.change,
        }
        for each in book.changes
    ]
    body = encode(
        {
            "version": book.version,
            "terms": book.terms,
            "passes": book.passes,
            "style": book.style,
            "style_revision": book.style_revision,
            "changes": changes,
        }
    )
    held = {"version": book.version, "hash": body_hash(body), "body": msgspec.Raw(body)}
    return encode(held)


def left_behind(connection: Any, layout: int, facts: dict[str, bytes]) -> None:
    """Tables as they were in that layout, with these facts about the file."""
    flags = ", partial BOOLEAN NOT NULL DEFAULT 0, doubted BOOLEAN NOT NULL DEFAULT 0"
    life = ", life INTEGER NOT NULL DEFAULT 0"
    for table in (
        connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        .scalars()
        .all()
    ):
        connection.exec_driver_sql(f'DROP TABLE "{table}"')
    for statement in (
        "CREATE TABLE meta (name VARCHAR PRIMARY KEY, value BLOB NOT NULL)",
        "CREATE TABLE scope (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, seq BIGINT,"
        f" generation INTEGER NOT NULL, snapping BOOLEAN NOT NULL{flags if layout > 2 else ''})",
        f"CREATE TABLE body (key INTEGER PRIMARY KEY, body BLOB NOT NULL"
        f"{life if layout > 3 else ''})",
        "CREATE TABLE case_row (key INTEGER PRIMARY KEY, id VARCHAR NOT NULL UNIQUE,"
        " version BIGINT NOT NULL, touched BIGINT NOT NULL, seen BIGINT NOT NULL)",
        "CREATE TABLE member (scope INTEGER NOT NULL, key INTEGER NOT NULL, hash INTEGER NOT NULL,"
        " generation INTEGER NOT NULL, PRIMARY KEY (scope, key)) WITHOUT ROWID",
        "CREATE INDEX member_by_key ON member (key)",
        f"INSERT INTO scope (id, name, seq, generation, snapping) VALUES (1, '{QUEUE}', 7, 1, 0)",
        "INSERT INTO case_row VALUES (1, 'case-1', 1, 0, 1), (2, 'case-2', 1, 1, 0)",
    ):
        connection.exec_driver_sql(statement)
    for key, number in ((1, 1), (2, 2), (3, 3)):
        body = packed(filed(number)) if number < 3 else b'{"from":"a later version"}'
        connection.exec_driver_sql("INSERT INTO body (key, body) VALUES (?, ?)", (key, body))
        connection.exec_driver_sql("INSERT INTO member VALUES (1, ?, ?, 1)", (key, body_hash(body)))
    for name, value in facts.items():
        connection.exec_driver_sql("INSERT INTO meta VALUES (?, ?)", (name, value))
    set_user_version(connection, layout)


async def older(profile: Path, layout: int, **facts: bytes) -> Truths:
    """The cache of a profile that an older program left behind, opened."""
    made = open_truths(profile, KINDS, START)
    await made._writes.run(lambda connection: left_behind(connection, layout, facts))
    await made._reads.close()
    await made._writes.close()
    return open_truths(profile, KINDS, START)


CHANGED = replace(
    BOOK,
    passes=(Pass("appeal=上诉", "A brand's word.", Person("wei.ling", "Wei Ling"), START),),
    changes=(
        Changed(
            5, Person("wei.ling", "Wei Ling"), START, LetPass("appeal=上诉", "A brand's word.")
        ),
    ),
)


@pytest.mark.expects_log("case case-3 cannot be read")
@pytest.mark.parametrize("layout", [2, 3, 4])
async def test_the_book_of_an_older_cache_is_there_before_the_server_is(
    tmp_path: Path, layout: int
) -> None:
    truths = await older(
        tmp_path,
        layout,
        house=november(CHANGED),
        unread=encode({"case-3": 3}),
        epoch=encode("epoch-1"),
    )
    assert await book_of(truths) == CHANGED
    assert (await truths.copies([GLOSSARY_ID]))[GLOSSARY_ID].version == 5
    # So are the cases, under the keys that they had.
    held = await truths.truths(["case-1", "case-2", "case-3"])
    assert {id_: each.key for id_, each in held.items()} == {"case-1": 1, "case-2": 2}
    assert await ids(truths) == ["case-1", "case-2"]
    assert (await truths.position()).known() == {QUEUE: 7}
    await truths.close()


@pytest.mark.expects_log("case case-3 cannot be read")
async def test_the_server_s_own_book_takes_its_place(tmp_path: Path, feed: Feed) -> None:
    truths = await older(
        tmp_path,
        4,
        house=november(CHANGED),
        unread=encode({"case-3": 3}),
        epoch=encode("epoch-1"),
    )
    feed.held[QUEUE] = {"case-1": filed(1), "case-2": filed(2)}
    newer = replace(CHANGED, version=6)
    await write(truths, bringing(feed, newer))
    assert await book_of(truths) == newer
    await truths.close()


@pytest.mark.parametrize("house", [b"", b"torn", b"{}", b'{"version":5,"hash":1,"body":{}}'])
async def test_an_older_cache_whose_book_is_damaged_opens_without_it(
    tmp_path: Path, house: bytes
) -> None:
    truths = await older(tmp_path, 4, house=house)
    assert not await truths.references()
    assert await ids(truths) == ["case-1", "case-2"]
    await truths.close()


async def test_of_an_older_cache_a_book_that_says_something_else_is_not_gone_by(
    tmp_path: Path,
) -> None:
    """Its hash tells of damage that can still be read."""
    house = november(CHANGED).replace("申诉".encode(), "申拆".encode())
    truths = await older(tmp_path, 4, house=house)
    assert not await truths.references()
    await truths.close()
