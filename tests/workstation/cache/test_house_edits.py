"""Changes of the house book in work.db: durable, in order, and derived into what is seen."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench import SOFIA, START, WEI, Ids
from workstation.cache.house_edits import HouseEdits, overlaid
from workstation.cache.layout import bring_forward
from workstation.cache.outbox import Outbox
from workstation.cache.receipts import KEPT
from workstation.cache.values import Account
from workstation.cache.work import Work
from workstation.cache.work_tables import STEPS
from workstation.domain.house import House, LetPass, PutTerm, SetStyle, StopPassing, Term
from workstation.domain.house_style import Profile
from workstation.i18n import _
from workstation.wire.house import HouseApplied, HouseRefused
from workstation.wire.messages import to_wire

MINE = Account("http://server.test", "sofia.lind")
APPEAL = Term(id="appeal", en="appeal", zh_hans="申诉")
BOOK = House(version=7, terms=(APPEAL,))
NO = to_wire(_("The reason is missing."))


def opened(profile: Path) -> Work:
    return Work.open(profile, Ids("device"), START)


async def journal(work: Work, held: int = 7) -> HouseEdits:
    edits = HouseEdits(work, MINE)
    await edits.load(held, START)
    return edits


async def another_life(work: Work) -> None:
    """The server says that it is not the one that the receipts came from."""
    await Outbox(work, MINE).dispose([], START, "second", "first")


async def test_what_was_given_is_there_after_a_restart_in_its_order(tmp_path: Path) -> None:
    work = opened(tmp_path)
    edits = await journal(work)
    await edits.give("a", PutTerm(replace(APPEAL, zh_hans="复议"), 1), START)
    await edits.give("b", LetPass("appeal=上诉", "a brand's word"), START)
    await edits.give("c", PutTerm(replace(APPEAL, zh_hans="复核"), 2), START)
    await edits.sent("a")
    before = edits.entries()
    await work.close()
    work = opened(tmp_path)
    again = await journal(work)
    assert again.entries() == before
    assert [(each.id, each.prev, each.sent) for each in before] == [
        ("a", None, True),
        ("b", None, False),
        ("c", "a", False),
    ]
    assert overlaid(BOOK, before, SOFIA).term("appeal").approved == ("复核",)
    await work.close()


async def test_nobody_else_sees_them(tmp_path: Path) -> None:
    work = opened(tmp_path)
    await (await journal(work)).give("a", StopPassing("x"), START)
    for account in (Account(MINE.server, "li.na"), Account("http://other.test", MINE.user)):
        others = HouseEdits(work, account)
        await others.load(0, START)
        assert others.entries() == ()
    await work.close()


async def test_an_applied_edit_stays_seen_until_the_book_shows_it(tmp_path: Path) -> None:
    work = opened(tmp_path)
    edits = await journal(work)
    await edits.give("a", LetPass("appeal=上诉", "a brand's word"), START)
    await edits.dispose(HouseApplied(id="a", version=8), START)
    assert edits.next() is None
    assert len(overlaid(BOOK, edits.entries(), WEI).passes) == 1
    assert len((await journal(work, held=7)).entries()) == 1
    edits.settle(8)
    assert edits.entries() == ()
    assert (await journal(work, held=8)).entries() == ()
    await work.close()


async def test_what_rests_on_a_refused_edit_is_not_seen(tmp_path: Path) -> None:
    """Somebody else made revision 2 meanwhile: the second edit would overwrite what they wrote."""
    work = opened(tmp_path)
    edits = await journal(work)
    await edits.give("a", PutTerm(replace(APPEAL, zh_hans="复议"), 1), START)
    await edits.give("b", PutTerm(replace(APPEAL, zh_hans="复核"), 2), START)
    await edits.dispose(HouseRefused(id="a", reason=NO, remedy=NO), START)
    theirs = replace(APPEAL, zh_hans="申请复审", revision=2)
    book = replace(BOOK, version=8, terms=(theirs,))
    assert overlaid(book, edits.entries(), SOFIA) == book
    await work.close()


async def test_only_what_nobody_has_heard_of_or_what_was_refused_is_dropped(
    tmp_path: Path,
) -> None:
    work = opened(tmp_path)
    edits = await journal(work)
    for id_ in ("unsent", "sent", "refused", "applied"):
        await edits.give(id_, SetStyle(Profile(formal=False), 1), START)
    for id_ in ("sent", "refused", "applied"):
        await edits.sent(id_)
    await edits.dispose(HouseRefused(id="refused", reason=NO, remedy=NO), START)
    await edits.dispose(HouseApplied(id="applied", version=9), START)
    for id_ in ("sent", "applied", "unknown"):
        with pytest.raises(KeyError):
            await edits.drop(id_)
    await edits.drop("unsent")
    await edits.drop("refused")
    assert [each.id for each in (await journal(work)).entries()] == ["sent", "applied"]
    await work.close()


async def test_a_server_that_was_restored_is_offered_them_again(tmp_path: Path) -> None:
    work = opened(tmp_path)
    edits = await journal(work)
    await edits.give("a", LetPass("appeal=上诉", "a brand's word"), START)
    await edits.dispose(HouseApplied(id="a", version=8), START)
    await another_life(work)
    again = await journal(work, held=8)
    assert [(each.id, each.answer) for each in again.entries()] == [("a", None)]
    await again.dispose(HouseApplied(id="a", version=8), START)
    await again.load(8, START + KEPT + timedelta(days=1))
    await another_life(work)
    await again.load(0, START)
    assert again.entries() == ()
    await work.close()


async def test_terms_ignored_before_there_was_a_book_become_edits(tmp_path: Path) -> None:
    work = Work(tmp_path)
    bring_forward(work, STEPS[:2], lambda: None)
    work.now(
        lambda c: c.exec_driver_sql(
            "INSERT INTO ignored_term VALUES ('sofia.lind', 'appeal=上诉', 'a brand', 1.0),"
            " ('li.na', 'order=订购', 'hers', 2.0)"
        )
    )
    await work.close()
    work = opened(tmp_path)
    edits = HouseEdits(work, MINE)
    await edits.take_over("sofia.lind", Ids("edit"))
    await edits.take_over("sofia.lind", Ids("again"))
    await edits.load(0, START)
    assert [(e.id, e.change) for e in edits.entries()] == [
        ("edit-000001", LetPass("appeal=上诉", "a brand"))
    ]
    left = work.now(lambda c: c.exec_driver_sql("SELECT user FROM ignored_term").scalars().all())
    assert left == ["li.na"]
    await work.close()
