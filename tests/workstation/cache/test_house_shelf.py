"""The house book in cache.db: kept with the page that brought it, and never in anybody's way."""

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from tests.workstation.cache.feed import QUEUE, Feed, filed
from workstation.cache.page import Page, Written
from workstation.cache.truth import Truths, open_truths
from workstation.domain.house import House
from workstation.drafting.shipped import shipped_house
from workstation.wire.feed import HouseLine
from workstation.wire.house import pack_house

BOOK = replace(shipped_house(), version=5)


def line(house: House = BOOK, body: bytes | None = None) -> HouseLine:
    return HouseLine(version=house.version, body=msgspec.Raw(body or pack_house(house)))


async def bring(truths: Truths, page: Page, book: HouseLine | None) -> Written:
    page.house = book
    return await truths.write(page, await truths.position())


async def test_the_book_is_kept_with_its_version(truths: Truths, feed: Feed) -> None:
    assert await truths.house.book() is None
    assert (await truths.position()).house == 0
    assert (await bring(truths, feed.page(), line())).house
    assert not (await bring(truths, feed.page(), None)).house
    assert await truths.house.book() == BOOK
    assert (await truths.position()).house == 5
    # An older one, of a server that was restored, takes its place too.
    older = replace(BOOK, version=2)
    await bring(truths, feed.page(), line(older))
    assert await truths.house.book() == older


async def test_an_answer_to_an_older_question_brings_no_book(truths: Truths, feed: Feed) -> None:
    asked = await truths.position()
    await bring(truths, feed.page(), line())
    late = feed.page()
    late.house = line(replace(BOOK, version=4))
    assert (await truths.write(late, asked)).stale
    assert await truths.house.book() == BOOK


async def test_it_goes_with_the_cases_when_the_account_is_closed(
    truths: Truths, feed: Feed
) -> None:
    await bring(truths, feed.page(), line())
    await truths.clear()
    assert await truths.house.book() is None


@pytest.mark.expects_log("the house book cannot be read")
@pytest.mark.parametrize(
    "body", [b"1", b"{}", pack_house(BOOK).replace(b'"curly"', b'"guillemets"')]
)
async def test_a_book_from_the_future_stops_nothing_and_is_not_asked_for_again(
    truths: Truths, feed: Feed, body: bytes
) -> None:
    segment = feed.segment(QUEUE, feed.put(QUEUE, filed(1)), snap=True)
    written = await bring(truths, feed.page(segment), line(body=body))
    assert written.complete
    assert written.changed == {"case-1"}
    assert await truths.house.book() is None
    assert (await truths.position()).house == 5


@pytest.mark.expects_log("the house book is damaged")
@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE meta SET value = replace(CAST(value AS TEXT), '申诉', '申拆') WHERE name = 'house'",
        "UPDATE meta SET value = substr(value, 1, 900) WHERE name = 'house'",
    ],
)
async def test_a_damaged_book_is_asked_for_again(tmp_path: Path, feed: Feed, harm: str) -> None:
    truths = open_truths(tmp_path)
    await bring(truths, feed.page(), line())
    await truths._writes.run(lambda connection: connection.exec_driver_sql(harm))
    assert await truths.house.book() is None
    assert (await truths.position()).house == 0
    await truths.close()
