"""What comes down is what the server has: pages, sweeps, purges, digests."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import LINA, START, WEI
from tests.workstation.cache.feed import MINE, OTHER, QUEUE, Feed, filed
from tests.workstation.domain.cases import run
from workstation.cache.lists import Lists
from workstation.cache.page import FeedPage, WrittenPage
from workstation.cache.truth import Truths, open_cache, open_truths
from workstation.cache.values import Narrowing
from workstation.domain.case_kind import CASE
from workstation.domain.commands import AddNote, Assign, Claim
from workstation.domain.kinds import KINDS
from workstation.domain.taxonomy import Role
from workstation.domain.views import View
from workstation.policies.library import load


async def write(truths: Truths, page: FeedPage) -> WrittenPage:
    return await truths.write(page, await truths.position(), START)


async def ids(truths: Truths, view: View = View.ALL_OPEN) -> list[str]:
    keys = await truths.keys(CASE.name, view.value, Narrowing())
    rows = await truths.rows(CASE.name, keys)
    return [rows[key].row.id for key in keys]


async def test_a_snapshot_is_a_checkpoint(truths: Truths, feed: Feed) -> None:
    lines = feed.put(QUEUE, filed(1), filed(2))
    written = await write(truths, feed.page(feed.segment(QUEUE, lines, snap=True)))
    assert written.complete
    assert written.changed == {"case-1", "case-2"}
    assert await ids(truths) == ["case-1", "case-2"]
    position = await truths.position()
    assert position.epoch == "epoch-1"
    assert position.known() == {QUEUE: 2}
    assert (await truths.staff()).actor == WEI


async def test_an_answer_to_an_outdated_question_is_left_out(truths: Truths, feed: Feed) -> None:
    before = await truths.position()
    page = feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(1)), snap=True))
    assert (await truths.write(page, before, START)).complete
    assert (await truths.write(page, before, START)).stale
    assert await ids(truths) == ["case-1"]


async def test_a_snapshot_of_several_pages_sweeps_what_it_did_not_name(
    truths: Truths, feed: Feed
) -> None:
    first = feed.put(QUEUE, filed(1), filed(2), filed(3))
    await write(truths, feed.page(feed.segment(QUEUE, first, snap=True)))
    key = (await truths.truths(["case-2"]))["case-2"].key
    del feed.held[QUEUE]["case-1"]
    two = feed.put(QUEUE, filed(2))
    page = feed.page(feed.segment(QUEUE, two, snap=True, more=feed.seq), done=False)
    written = await write(truths, page)
    assert not written.complete
    # Nothing vanishes while the snapshot is on its way.
    assert await ids(truths) == ["case-1", "case-2", "case-3"]
    three = feed.put(QUEUE, filed(3))
    written = await write(truths, feed.page(feed.segment(QUEUE, three)))
    assert written.complete
    assert written.purged == {"case-1"}
    assert await ids(truths) == ["case-2", "case-3"]
    assert (await truths.truths(["case-2"]))["case-2"].key == key


async def test_a_case_that_moved_is_kept_while_any_scope_holds_it(
    truths: Truths, feed: Feed
) -> None:
    case = filed(1)
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, case), snap=True)))
    mine = run(case, Claim(), WEI, case.filed_at, load())
    written = await write(
        truths,
        feed.page(
            feed.segment(QUEUE, [feed.out(QUEUE, "case-1")]),
            feed.segment(MINE, feed.put(MINE, mine)),
        ),
    )
    assert written.complete
    assert written.purged == frozenset()
    assert await ids(truths, View.MINE) == ["case-1"]
    written = await write(truths, feed.page(feed.segment(MINE, [feed.out(MINE, "case-1")])))
    assert written.purged == {"case-1"}
    assert await truths.truths(["case-1"]) == {}


async def test_a_scope_that_is_no_longer_ours_is_purged(truths: Truths, feed: Feed) -> None:
    feed.held[OTHER] = {}
    both, alone = filed(1), filed(2)
    await write(
        truths,
        feed.page(
            feed.segment(QUEUE, feed.put(QUEUE, both), snap=True),
            feed.segment(OTHER, feed.put(OTHER, both, alone), snap=True),
        ),
    )
    del feed.held[OTHER]
    written = await write(truths, feed.page())
    assert written.purged == {"case-2"}
    assert await ids(truths) == ["case-1"]
    assert OTHER not in (await truths.position()).cursors


async def test_no_byte_of_a_purged_case_is_left_in_a_table(
    truths: Truths, feed: Feed, tmp_path: Path
) -> None:
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(7)), snap=True)))
    del feed.held[QUEUE]
    await write(truths, feed.page())
    writes, reads = open_cache(tmp_path, Lists(KINDS), START)

    def found(connection: object) -> list[int]:
        tables = ("record", "row_case", "listed", "body", "member")
        ask = connection.exec_driver_sql  # type: ignore[attr-defined]
        return [ask(f"SELECT count(*) FROM {table}").scalar_one() for table in tables]

    assert reads.now(found) == [0, 0, 0, 0, 0]
    await writes.close()
    await reads.close()


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM member WHERE key = 1",
        "UPDATE member SET hash = hash + 1 WHERE key = 2",
        "INSERT INTO member VALUES (1, 99, 5, 0)",
    ],
)
async def test_a_scope_whose_digest_does_not_match_is_doubted_then_fetched_anew(
    truths: Truths, feed: Feed, tmp_path: Path, harm: str
) -> None:
    cases = (filed(1), filed(2))
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, *cases), snap=True)))
    writes, reads = open_cache(tmp_path, Lists(KINDS), START)
    writes.now(lambda connection: connection.exec_driver_sql(harm))
    await writes.close()
    await reads.close()
    written = await write(truths, feed.page())
    assert not written.complete
    assert written.wrong == (QUEUE,)
    position = await truths.position()
    assert position.doubted == {QUEUE}
    assert QUEUE in position.known()
    # A server that knows nothing of parts says the same again.
    written = await write(truths, feed.page())
    assert written.wrong == (QUEUE,)
    position = await truths.position()
    assert position.doubted == frozenset()
    assert QUEUE in position.cursors
    assert QUEUE not in position.known()
    again = feed.page(feed.segment(QUEUE, feed.put(QUEUE, *cases), snap=True))
    assert (await write(truths, again)).complete


async def test_other_roles_file_the_rows_under_other_views(truths: Truths, feed: Feed) -> None:
    case = run(filed(1), Claim(), LINA, filed(1).filed_at, load())
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, case), snap=True)))
    assert await ids(truths, View.MINE) == []
    feed.actor = replace(LINA, roles=frozenset({Role.SUPERVISOR}))
    await write(truths, feed.page())
    assert await ids(truths, View.MINE) == ["case-1"]


async def test_another_life_of_the_server_is_noticed(truths: Truths, feed: Feed) -> None:
    await write(truths, feed.page())
    feed.epoch = "epoch-2"
    assert (await write(truths, feed.page())).new_epoch
    assert not (await write(truths, feed.page())).new_epoch


async def test_the_first_snapshot_is_read_and_what_others_do_later_is_not(
    truths: Truths, feed: Feed
) -> None:
    async def unread(case_id: str) -> bool:
        key = (await truths.truths([case_id]))[case_id].key
        return (await truths.rows(CASE.name, [key]))[key].unread

    case = filed(1)
    lines = feed.put(QUEUE, case)
    first = feed.page(feed.segment(QUEUE, lines, snap=True, more=feed.seq), done=False)
    await write(truths, first)
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(2)))))
    assert not await unread("case-1")
    assert not await unread("case-2")
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(3)))))
    assert await unread("case-3")
    mine = run(case, Claim(), WEI, case.filed_at, load())
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, mine))))
    assert not await unread("case-1")
    priya = replace(LINA, roles=frozenset({Role.SUPERVISOR}))
    hers = run(mine, Assign(owner=LINA), priya, case.filed_at, load())
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, hers))))
    assert await unread("case-1")
    assert await truths.mark_seen("case-1")
    assert not await truths.mark_seen("case-1")
    assert not await unread("case-1")
    noted = run(hers, AddNote(text="Look"), LINA, case.filed_at, load())
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, noted))))
    assert not await unread("case-1")


async def test_after_an_unclean_end_a_body_that_rotted_is_fetched_anew(
    feed: Feed, tmp_path: Path
) -> None:
    truths = open_truths(tmp_path, KINDS, START)
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(1)), snap=True)))
    writes, reads = open_cache(tmp_path, Lists(KINDS), START)
    rot = "UPDATE body SET body = CAST(replace(body, 'Bamboo', 'Bombay') AS BLOB)"
    writes.now(lambda connection: connection.exec_driver_sql(rot))
    # Nobody closes `truths`: the process ends here.
    again = open_truths(tmp_path, KINDS, START)
    page = feed.page()
    assert (await write(again, page)).stale
    assert (await again.position()).doubted == {QUEUE}
    await again.close()
    clean = open_truths(tmp_path, KINDS, START)
    assert not clean._doubtful
    for file in (writes, reads, clean, truths):
        await file.close()


async def test_a_damaged_case_goes_with_its_queue(tmp_path: Path, feed: Feed) -> None:
    """Its damage is found first: it waits for its queue to be fetched again, and that is lost."""
    before, after = tmp_path / "before", tmp_path / "after"
    before.mkdir()
    truths = open_truths(before, KINDS, START)
    await write(truths, feed.page(feed.segment(QUEUE, feed.put(QUEUE, filed(1)), snap=True)))
    harm = "UPDATE body SET body = substr(body, 1, 100)"
    await truths._writes.run(lambda connection: connection.exec_driver_sql(harm))
    # The power goes: nothing was closed.
    shutil.copytree(before, after)
    await truths.close()
    truths = open_truths(after, KINDS, START)
    assert (await write(truths, feed.page())).stale, "what is stored is looked through first"
    del feed.held[QUEUE]
    written = await write(truths, feed.page())
    assert (written.purged, await ids(truths)) == ({"case-1"}, [])
    await truths.close()
