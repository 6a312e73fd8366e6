"""A case that this version cannot read: kept, in no view, and in nobody's way."""

import msgspec
import pytest

from tests.workstation.cache.feed import QUEUE, Feed, filed
from tests.workstation.cache.test_writing import ids, write
from workstation.cache.truth import Truths


@pytest.mark.expects_log("case case-2 cannot be read")
@pytest.mark.parametrize(
    ("sound", "harm"),
    [(b'"APPEAL"', b'"APPLE"'), (b'"applicant":"M1"', b'"applicant":"XX"')],
    ids=["malformed", "without an applicant"],
)
async def test_a_case_that_cannot_be_read_stops_nothing_else(
    truths: Truths, feed: Feed, sound: bytes, harm: bytes
) -> None:
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(2)), snap=True)))
    good, bad = feed.put(QUEUE, filed(1), filed(2))
    assert sound in bytes(bad.body)
    body = msgspec.Raw(bytes(bad.body).replace(sound, harm))
    broken = msgspec.structs.replace(bad, body=body)
    feed.bodies["case-2"] = bytes(body)
    written = await write(truths, feed.page(feed.segment(QUEUE, [good, broken])))
    assert written.complete
    assert written.unread == {"case-2"}
    assert await ids(truths) == ["case-1"]
    assert await truths.truths(["case-2"]) == {}
    more = await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(3)))))
    assert (more.complete, more.unread) == (True, frozenset())
    assert await ids(truths) == ["case-1", "case-3"]
    # Mended on the server, it comes like any other.
    del feed.bodies["case-2"]
    whole = await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(2)))))
    assert whole.complete
    assert set(await ids(truths)) == {"case-1", "case-2", "case-3"}


@pytest.mark.expects_log("case case-2 cannot be read")
async def test_a_case_that_cannot_be_read_goes_when_it_leaves(truths: Truths, feed: Feed) -> None:
    good, bad = feed.put(QUEUE, filed(1), filed(2))
    body = msgspec.Raw(bytes(bad.body).replace(b'"APPEAL"', b'"APPLE"'))
    feed.bodies["case-2"] = bytes(body)
    broken = msgspec.structs.replace(bad, body=body)
    await write(truths, feed.page(feed.segment(QUEUE, [good, broken], snap=True)))
    gone = await write(truths, feed.page(feed.segment(QUEUE, [feed.out(QUEUE, "case-2")])))
    assert gone.complete
    assert gone.purged == {"case-2"}
