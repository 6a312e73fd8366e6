"""Changes of the glossary in the outbox: durable, in order, and derived into what is seen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.bench import SOFIA, START, WEI, Ids
from workstation.cache.ledger import Ledger
from workstation.cache.outbox import Outbox
from workstation.cache.overlay import overlay, shown
from workstation.cache.receipts import KEPT, ReceiptKeeping
from workstation.cache.values import (
    Account,
    CommandStage,
    Copy,
    GivenCommand,
    OutboxEntry,
    Position,
    Truth,
)
from workstation.cache.work import Work
from workstation.cache.work_tables import STEPS, bring_forward
from workstation.domain.actor import Actor
from workstation.domain.commands import UnknownCommand
from workstation.domain.context import Context
from workstation.domain.glossary.acts import (
    GLOSSARY,
    Glossary,
    GlossaryChange,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
    kind_of_change,
)
from workstation.domain.glossary.values import GLOSSARY_ID
from workstation.domain.house_style import Profile
from workstation.domain.kinds import KINDS
from workstation.domain.text import Bilingual
from workstation.i18n import _
from workstation.wire.codec import encode
from workstation.wire.messages import to_wire
from workstation.wire.push import Answer, Applied, Disposition, Quarantined, Refusal

MINE = Account("http://server.test", "sofia.lind")
APPEAL = Term(id="appeal", en="appeal", zh_hans="申诉")
BOOK = Glossary(version=7, terms=(APPEAL,))
NO = to_wire(_("The reason is missing."))
FIRST, SECOND, THIRD = "first", "second", "third"
BEFORE_RECORDS = STEPS[:6]


def opened(profile: Path) -> Work:
    return Work.open(profile, Ids("device"), START)


def journal(work: Work, account: Account = MINE) -> Ledger:
    return Ledger(Outbox(work, account, KINDS))


def held(version: int, epoch: str = FIRST) -> tuple[Position, Mapping[str, Copy]]:
    """What the cache says of a book of that version."""
    return Position(epoch, {"everyone": version}), {GLOSSARY_ID: Copy(version, epoch)}


async def loaded(work: Work, version: int = 7, epoch: str = FIRST) -> Ledger:
    ledger = journal(work)
    await ledger.load(*held(version, epoch))
    return ledger


async def give(
    ledger: Ledger, id_: str, change: GlossaryChange, *rests_on: str, at: datetime = START
) -> None:
    given = GivenCommand(
        id=id_,
        record_kind=GLOSSARY.name,
        record_id=GLOSSARY_ID,
        command=change,
        name=kind_of_change(change),
        v=1,
        body=encode(change),
        base_version=7,
        at=at,
        reference="",
        title=Bilingual(),
        rests_on=rests_on,
        alone=True,
    )
    await ledger.submit([given])


async def hear(ledger: Ledger, said: Disposition, epoch: str = FIRST) -> None:
    await ledger.hear(epoch, [Answer(disposition=said)], START)


def applied(id_: str, version: int) -> Applied:
    return Applied(id=id_, version=version, effects={"everyone": version})


def seen(
    truth: Glossary, entries: Sequence[OutboxEntry], me: Actor, epoch: str = FIRST
) -> Glossary:
    """The glossary with the person's own changes."""
    pending = shown(entries, Copy(truth.version, epoch), held(truth.version, epoch)[0])
    others = Context()
    over = overlay(GLOSSARY, Truth(1, truth, epoch), pending, False, me, others, START)
    assert over is not None
    return over.record


async def test_what_was_given_is_there_after_a_restart_in_its_order(tmp_path: Path) -> None:
    work = opened(tmp_path)
    ledger = await loaded(work)
    await give(ledger, "a", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    await give(ledger, "b", LetPass("appeal=上诉", "a brand's word"))
    await give(ledger, "c", PutTerm(replace(APPEAL, zh_hans="复核"), 2), "a")
    await ledger.sent([entry for entry in ledger.entries() if entry.id == "a"])
    before = ledger.entries()
    await work.close()
    work = opened(tmp_path)
    again = await loaded(work)
    assert again.entries() == before
    # All of it is about one book; only what is about the same term waits for it, and rests on it.
    assert [(each.id, each.prev, each.rests_on, each.stage) for each in before] == [
        ("a", None, (), CommandStage.SENT),
        ("b", None, (), CommandStage.QUEUED),
        ("c", "a", ("a",), CommandStage.QUEUED),
    ]
    assert [each.id for each in again.sendable(START)] == ["a", "b"]
    book = seen(BOOK, before, SOFIA)
    term = book.term("appeal")
    assert term is not None
    assert term.approved == ("复核",)
    assert len(book.passes) == 1
    await work.close()


async def test_nobody_else_sees_them(tmp_path: Path) -> None:
    work = opened(tmp_path)
    await give(await loaded(work), "a", StopPassing("x"))
    for account in (Account(MINE.server, "li.na"), Account("http://other.test", MINE.user)):
        others = journal(work, account)
        await others.load(*held(0))
        assert others.entries() == ()
    await work.close()


async def test_an_applied_change_stays_seen_until_the_book_shows_it(tmp_path: Path) -> None:
    work = opened(tmp_path)
    ledger = await loaded(work)
    await give(ledger, "a", LetPass("appeal=上诉", "a brand's word"))
    await hear(ledger, applied("a", 8))
    assert ledger.sendable(START) == ()
    assert len(seen(BOOK, ledger.entries(), WEI).passes) == 1
    assert len((await loaded(work, 7)).entries()) == 1
    assert ledger.forget_confirmed(*held(8)) == {GLOSSARY_ID}
    assert ledger.entries() == ()
    assert (await loaded(work, 8)).entries() == ()
    await work.close()


async def test_a_refused_change_is_not_seen_and_is_kept(tmp_path: Path) -> None:
    work = opened(tmp_path)
    ledger = await loaded(work)
    await give(ledger, "a", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    await give(ledger, "b", LetPass("appeal=上诉", "a brand's word"))
    await hear(ledger, Refusal(id="a", reason=NO, remedy=NO))
    again = await loaded(work)
    assert [(each.id, each.stage) for each in again.entries()] == [
        ("a", CommandStage.REFUSED),
        ("b", CommandStage.QUEUED),
    ]
    book = seen(BOOK, again.entries(), SOFIA)
    assert book.terms == BOOK.terms
    # What is about something else does not fall with it.
    assert [each.term for each in book.passes] == ["appeal=上诉"]
    await work.close()


async def test_what_rests_on_a_change_that_does_not_fit_is_not_seen(tmp_path: Path) -> None:
    """Somebody else made revision 2 meanwhile: the second change would overwrite what they
    wrote."""
    work = opened(tmp_path)
    ledger = await loaded(work)
    await give(ledger, "a", PutTerm(replace(APPEAL, zh_hans="复议"), 1))
    await give(ledger, "b", PutTerm(replace(APPEAL, zh_hans="复核"), 2), "a")
    theirs = replace(APPEAL, zh_hans="申请复审", revision=2)
    book = replace(BOOK, version=8, terms=(theirs,))
    assert seen(book, ledger.entries(), SOFIA) == book
    await work.close()


async def test_a_server_that_was_restored_is_offered_them_again(tmp_path: Path) -> None:
    work = opened(tmp_path)
    ledger = await loaded(work)
    await give(ledger, "a", LetPass("appeal=上诉", "a brand's word"))
    await hear(ledger, applied("a", 8))
    await ledger.hear(SECOND, [], START)
    assert ledger.offered_again == 1
    # Nothing is sent before what is offered again is among the rest.
    assert ledger.sendable(START) == ()
    again = await loaded(work, 8)
    (entry,) = again.entries()
    assert (entry.id, entry.stage) == ("a", CommandStage.QUEUED)
    assert again.sendable(START) == (entry,)
    await hear(again, applied("a", 8), SECOND)
    await ReceiptKeeping(work, MINE, KINDS).prune(START + KEPT + timedelta(days=1))
    await again.hear(THIRD, [], START)
    assert (await loaded(work, 0, THIRD)).entries() == ()
    await work.close()


async def test_terms_ignored_before_there_was_a_book_become_commands(tmp_path: Path) -> None:
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
    ledger = journal(work)
    await ledger.take_over("sofia.lind", Ids("edit"))
    await ledger.take_over("sofia.lind", Ids("again"))
    await ledger.load(*held(0))
    (entry,) = ledger.entries()
    assert (entry.id, entry.command) == ("edit-000001", LetPass("appeal=上诉", "a brand"))
    assert (entry.record_kind, entry.record_id) == (GLOSSARY.name, GLOSSARY_ID)
    assert (entry.name, entry.stage) == ("let_pass", CommandStage.QUEUED)
    assert (entry.at.timestamp(), entry.body) == (1.0, encode(entry.command))
    # The next one has a number of its own.
    await give(ledger, "next", StopPassing("x"))
    assert [each.n for each in ledger.entries()] == [1, 2]
    left = work.now(lambda c: c.exec_driver_sql("SELECT user FROM ignored_term").scalars().all())
    assert left == ["li.na"]
    await work.close()


def edit_row(n: int, id_: str, change: GlossaryChange, **columns: Any) -> dict[str, Any]:
    """A row of the table in which such changes waited until there were records."""
    row = {
        "id": id_,
        "n": n,
        "server": MINE.server,
        "user": MINE.user,
        "kind": kind_of_change(change),
        "v": 1,
        "body": encode(change),
        "prev": None,
        "at": START.timestamp(),
        "sent": 0,
        "answer": None,
        "answered_at": None,
        "settled": 0,
    }
    return row | columns


async def left_behind(profile: Path, *rows: dict[str, Any]) -> None:
    """A profile of the layout before there were records, with these changes of the glossary."""
    work = Work(profile)
    bring_forward(work, BEFORE_RECORDS, lambda: None)

    def fill(connection: Any) -> None:
        connection.exec_driver_sql("INSERT INTO device VALUES ('device-1', 4, '', '')")
        connection.exec_driver_sql(
            "INSERT INTO outbox (id, n, server, user, chain, case_id, kind, v, body, base_version,"
            " at, stage, acked, title_en, title_zh, reference)"
            " VALUES ('note', 4, ?, ?, 'note', 'case-1', 'note', 1, ?, 3, ?, 'queued', 0,"
            " 'Tray', '置物架', 'SG-1')",
            (MINE.server, MINE.user, b'{"text":"Mine"}', START.timestamp()),
        )
        for row in rows:
            names, places = ", ".join(row), ", ".join("?" * len(row))
            connection.exec_driver_sql(
                f"INSERT INTO house_edit ({names}) VALUES ({places})", tuple(row.values())
            )

    work.now(fill)
    await work.close()


async def test_changes_that_waited_in_a_table_of_their_own_are_in_the_outbox(
    tmp_path: Path,
) -> None:
    first, second = (
        PutTerm(replace(APPEAL, zh_hans=zh), n) for n, zh in ((1, "复议"), (2, "复核"))
    )
    told = encode({"status": "refused", "id": "no", "reason": NO, "remedy": NO, "epoch": FIRST})
    yes = encode({"status": "applied", "id": "yes", "version": 8, "epoch": FIRST})
    answered = {"sent": 1, "answered_at": START.timestamp()}
    await left_behind(
        tmp_path,
        edit_row(1, "yes", LetPass("x", "a word"), answer=yes, settled=1, **answered),
        edit_row(2, "no", SetStyle(Profile(formal=False), 1), answer=told, **answered),
        edit_row(3, "sent", first, sent=1),
        edit_row(4, "waits", second, prev="sent"),
        edit_row(5, "theirs", StopPassing("y"), user="li.na"),
        edit_row(6, "later", StopPassing("y"), kind="put_phrase", v=4, body=b'{"en":"faith"}'),
    )
    work = opened(tmp_path)
    assert len(list((tmp_path / "backups").glob("work-*.db"))) == 1
    ledger = await loaded(work)
    note, *entries = ledger.entries()
    assert (note.id, note.record_kind, note.record_id, note.rests_on) == (
        "note",
        "case",
        "case-1",
        (),
    )
    assert {(each.record_kind, each.record_id) for each in entries} == {("glossary", "glossary")}
    assert [(each.id, each.stage, each.prev, each.rests_on) for each in entries] == [
        ("yes", CommandStage.APPLIED, None, ()),
        ("no", CommandStage.REFUSED, None, ()),
        ("sent", CommandStage.SENT, None, ()),
        ("waits", CommandStage.QUEUED, "sent", ("sent",)),
        ("later", CommandStage.QUEUED, None, ()),
    ]
    assert [each.at for each in entries] == [START] * 5
    by_id = {each.id: each for each in entries}
    assert by_id["sent"].command == first
    assert by_id["waits"].body == encode(second)
    assert by_id["no"].disposition == Refusal(id="no", reason=NO, remedy=NO)
    later = by_id["later"].command
    assert isinstance(later, UnknownCommand)
    assert (later.kind, later.v, later.body) == ("put_phrase", 4, b'{"en":"faith"}')
    # Numbers go on from there, and the glossary that shows a change lets go of it.
    assert [each.n for each in (note, *entries)] == [4, 5, 6, 7, 8, 10]
    await give(ledger, "next", StopPassing("z"))
    assert ledger.entries()[-1].n == 11
    shown_by = await loaded(work, 8)
    assert "yes" not in {each.id for each in shown_by.entries()}
    # Of another life than the one that gave the receipt, the glossary says nothing.
    other = await loaded(work, 8, SECOND)
    assert "yes" in {each.id for each in other.entries()}
    left = work.now(
        lambda c: c.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE name = 'house_edit'"
        ).all()
    )
    assert left == []
    await work.close()


async def test_an_answer_that_nobody_can_read_keeps_nobody_out(tmp_path: Path) -> None:
    answers = (
        *(b'{"status":"deferred","id":"e1"}', b"torn", b"[1]", "ü".encode("latin-1")),
        *(b'{"status":"applied"}', b'{"status":"refused","id":"e6"}'),
    )
    rows = [
        edit_row(n, f"e{n}", LetPass(f"x{n}", "y"), sent=1, answer=answer, answered_at=1.0)
        for n, answer in enumerate(answers, 1)
    ]
    await left_behind(tmp_path, *rows)
    work = opened(tmp_path)
    entries = (await loaded(work)).entries()
    # Nothing of it is lost: the server is asked once more, or the person.
    asked_again = {
        CommandStage.SENT,
        CommandStage.QUEUED,
        CommandStage.REFUSED,
        CommandStage.QUARANTINED,
    }
    kept = [each.id for each in entries if each.stage in asked_again]
    assert kept == ["note", "e1", "e2", "e3", "e4", "e5", "e6"]
    await work.close()


async def test_what_the_server_cannot_take_in_is_asked_about(tmp_path: Path) -> None:
    work = opened(tmp_path)
    ledger = await loaded(work)
    await give(ledger, "a", LetPass("appeal=上诉", "a brand's word"))
    await hear(ledger, Quarantined(id="a", reason=NO, remedy=NO))
    again = await loaded(work)
    assert [(each.id, each.stage) for each in again.entries()] == [("a", CommandStage.QUARANTINED)]
    assert seen(BOOK, again.entries(), WEI) == BOOK
    await work.close()
