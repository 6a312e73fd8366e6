"""A case that this version cannot read is named, and is no fault of the program."""

import msgspec
import pytest

from tests.workstation.cache.feed import QUEUE, Feed, filed
from workstation.cache.truth import Truths
from workstation.wire.codec import Malformed


@pytest.mark.parametrize(
    ("sound", "harm"),
    [(b'"APPEAL"', b'"APPLE"'), (b'"applicant":"M1"', b'"applicant":"XX"')],
    ids=["malformed", "without an applicant"],
)
async def test_a_case_that_cannot_be_read_is_named(
    truths: Truths, feed: Feed, sound: bytes, harm: bytes
) -> None:
    good, bad = feed.put(QUEUE, filed(1), filed(2))
    assert sound in bytes(bad.body)
    broken = msgspec.structs.replace(bad, body=msgspec.Raw(bytes(bad.body).replace(sound, harm)))
    with pytest.raises(Malformed) as told:
        await truths.write(
            feed.page(feed.segment(QUEUE, [good, broken], snap=True)), await truths.position()
        )
    assert told.value.detail.startswith("case case-2: ")
