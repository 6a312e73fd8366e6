"""Work that was begun under one version of something, and comes to a server that has another."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.bench import SOFIA, START, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app import CommandStage
from workstation.domain.commands import AddNote, Claim, UnknownCommand
from workstation.domain.glossary.acts import LetPass
from workstation.domain.problem import Refused
from workstation.domain.record import Command, Kind
from workstation.domain.views import View
from workstation.server import batch

LETTER = "Please look at the second photo. 请看第二张照片。"
MEMO = json.dumps(
    {"to": "chen.hao", "lines": [{"text": LETTER}, {"text": ""}], "weight": 3, "seal": None},
    ensure_ascii=False,
)


def leave_behind(profile: Path, id_: str, **columns: Any) -> None:
    """A row of the outbox as a later version of the program might leave it, modelled on the last.

    The seat must be closed.
    """
    with closing(sqlite3.connect(profile / "work.db")) as work, work:
        work.row_factory = sqlite3.Row
        row = dict(work.execute("SELECT * FROM outbox ORDER BY n DESC LIMIT 1").fetchone())
        n = row["n"] + 1
        later = {"kind": "memo", "v": 9, "body": MEMO.encode(), "stage": "queued", "seen": None}
        row |= {"id": id_, "chain": id_, "n": n, "prev": None, "disposition": None} | later
        row |= {"epoch": "", "acked": 0, "rests_on": None, "others": None}
        row |= columns
        names = ", ".join(f'"{name}"' for name in row)
        places = ", ".join("?" * len(row))
        work.execute(f"INSERT INTO outbox ({names}) VALUES ({places})", tuple(row.values()))
        work.execute("UPDATE device SET n = ?", (n,))


def stored(profile: Path, id_: str) -> dict[str, Any] | None:
    with closing(sqlite3.connect(profile / "work.db")) as work:
        work.row_factory = sqlite3.Row
        row = work.execute("SELECT * FROM outbox WHERE id = ?", (id_,)).fetchone()
        return dict(row) if row is not None else None


async def after_a_later_version(team: Team, *rows: dict[str, Any]) -> tuple[Seat, str]:
    """Wei, offline, at a profile that a later version worked on before."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case((WEI, Claim()))
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="Before the later version."))
    await wei.sync()
    await wei.app.close()
    for row in rows:
        leave_behind(wei.profile, **{"record_id": filed.case_id} | row)
    wei.wire.cut = True
    await wei.start()
    await wei.sign_in()
    return wei, filed.case_id


async def test_what_a_later_version_left_is_kept_sent_as_it_is_and_asked_about(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as team:
        wei, case_id = await after_a_later_version(team, {"id_": "memo-1"})
        opened = await wei.open(case_id)
        (pending,) = opened.pending
        assert isinstance(pending.command, UnknownCommand)
        assert pending.command.words == ("chen.hao", LETTER)
        assert (pending.command.kind, pending.command.v) == ("memo", 9)
        assert wei.app.sync.status.waiting == 1
        other = (await team.server.file_case()).case_id
        wei.wire.cut = False
        await wei.sync()
        await wei.app.records.submit(other, AddNote(text="Another case goes on."))
        await wei.app.records.submit(case_id, AddNote(text="This one too."))
        await wei.sync()
        (question,) = await wei.app.questions.asked()
        assert (question.command_id, question.stage) == ("memo-1", CommandStage.QUARANTINED)
        assert LETTER in question.text.en
        assert LETTER in question.text.zh
        assert question.reason.id == "This command is of a kind that this version does not know."
        assert await wei.view(View.NEEDS_YOU) == [case_id]
        with pytest.raises(Refused):
            await wei.app.questions.edit("memo-1")
        assert [each.command_id for each in await wei.app.questions.asked()] == ["memo-1"]
        await team.sync()
        for each in (case_id, other):
            assert not (await wei.open(each)).pending
        assert (await wei.case(other)).notes[-1].text == "Another case goes on."
        assert (await wei.case(case_id)).notes[-1].text == "This one too."
        await wei.app.questions.drop("memo-1")
        assert await wei.app.questions.asked() == ()
        await wei.restart()
        assert await wei.app.questions.asked() == ()


async def test_done_again_it_is_the_same_bytes_under_another_number(tmp_path: Path) -> None:
    async with office(tmp_path) as team:
        wei, case_id = await after_a_later_version(team, {"id_": "memo-1"})
        wei.wire.cut = False
        await wei.sync()
        again = await wei.app.questions.redo("memo-1")
        assert again != "memo-1"
        row = stored(wei.profile, again)
        assert row is not None
        assert (row["kind"], row["v"], row["body"]) == ("memo", 9, MEMO.encode())
        assert row["record_id"] == case_id
        await wei.sync()
        (question,) = await wei.app.questions.asked()
        assert question.command_id == again
        assert LETTER in question.text.en


async def test_a_server_that_knows_it_takes_it_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """This program is the older one only here; what it sends is what the later one wrote."""
    sent: list[tuple[str, int, bytes]] = []
    real = batch.unpack

    def knows_memos(kind: Kind[Any], name: str, body: msgspec.Raw, v: int) -> Command:
        if name != "memo":
            return real(kind, name, body, v)
        sent.append((name, v, bytes(body)))
        return AddNote(text="Taken in.")

    monkeypatch.setattr(batch, "unpack", knows_memos)
    async with office(tmp_path) as team:
        wei, case_id = await after_a_later_version(team, {"id_": "memo-1"})
        wei.wire.cut = False
        await wei.sync()
        await wei.sync()
        assert sent == [("memo", 9, MEMO.encode())]
        assert await wei.app.questions.asked() == ()
        assert (await wei.case(case_id)).notes[-1].text == "Taken in."
        assert not (await wei.open(case_id)).pending


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"kind": "note", "v": 1, "body": b'{"texts":["Renamed in a later version."]}'}, "Renamed"),
        ({"kind": "note", "v": 2, "body": b'{"text":"Means something else."}'}, "Means"),
        ({"kind": "note", "v": 1, "body": b'{"text":"Cut off by the di'}, "Cut off"),
        ({"kind": "note", "v": 1, "body": "Verstümmelt".encode("latin-1")}, "Verst"),
        ({"kind": "memo", "v": 9, "body": b"[" * 4000 + b'"deep"' + b"]" * 4000}, "deep"),
    ],
    ids=["other body", "other version", "torn", "not utf-8", "deep"],
)
async def test_a_body_that_cannot_be_read_is_shown_as_far_as_it_goes(
    tmp_path: Path, columns: dict[str, Any], words: str
) -> None:
    async with office(tmp_path) as team:
        wei, case_id = await after_a_later_version(team, {"id_": "odd"} | columns)
        (pending,) = (await wei.open(case_id)).pending
        assert isinstance(pending.command, UnknownCommand)
        assert words in pending.command.text
        await wei.app.records.submit(case_id, AddNote(text="Good as ever."))
        wei.wire.cut = False
        await wei.sync()
        (question,) = await wei.app.questions.asked()
        assert words in question.text.en
        await wei.app.questions.drop("odd")
        await wei.sync()
        assert (await wei.case(case_id)).notes[-1].text == "Good as ever."


@pytest.mark.parametrize("disposition", [b'{"status":"deferred","id":"memo-1"}', b"torn", b"{}"])
@pytest.mark.parametrize("stage", ["refused", "conflict", "quarantined"])
async def test_a_question_whose_answer_cannot_be_read_is_asked_all_the_same(
    tmp_path: Path, stage: str, disposition: bytes
) -> None:
    row = {"id_": "memo-1", "stage": stage, "disposition": disposition, "seen": b'{"later":1}'}
    note = {"kind": "note", "v": 1, "body": b'{"text":"A plain note."}'}
    async with office(tmp_path) as team:
        wei, _case = await after_a_later_version(team, row, row | note | {"id_": "note-1"})
        first, second = await wei.app.questions.asked()
        assert LETTER in first.text.en
        assert (second.command, second.seen) == (AddNote(text="A plain note."), None)
        assert first.reason.id == second.reason.id
        wei.wire.cut = False
        await wei.app.questions.redo("note-1")
        await wei.app.questions.drop("memo-1")
        await wei.sync()
        assert await wei.app.questions.asked() == ()


async def test_an_applied_command_whose_answer_cannot_be_read_stands_in_nobodys_way(
    tmp_path: Path,
) -> None:
    # Of no life of the server: this one never heard of it, and would take itself for restored.
    row = {
        **{"id_": "memo-1", "stage": "applied", "epoch": ""},
        "disposition": b'{"status":"sealed","id":"memo-1"}',
    }
    async with office(tmp_path) as team:
        wei, case_id = await after_a_later_version(team, row)
        assert not (await wei.open(case_id)).pending
        wei.wire.cut = False
        await wei.sync()
        assert await wei.app.questions.asked() == ()


async def test_what_is_not_known_here_cannot_be_taken_back_unread(tmp_path: Path) -> None:
    """The later version held it for its undo; its words would be nowhere."""
    until = START.timestamp() + 600
    async with office(tmp_path) as team:
        wei, _case = await after_a_later_version(team, {"id_": "memo-1", "held_until": until})
        assert wei.app.records.held() == ()
        assert not await wei.app.records.undo("memo-1")
        wei.wire.cut = False
        await wei.sync()
        (question,) = await wei.app.questions.asked()
        assert LETTER in question.text.en


async def changed_the_book(team: Team) -> Seat:
    """Sofia's profile, closed, after a change of the glossary that the server took in."""
    sofia = await team.seat(SOFIA)
    await sofia.app.glossary.change(LetPass("order=订购", "Theirs."))
    await sofia.sync()
    assert await sofia.app.glossary.edits() == ()
    await sofia.app.close()
    return sofia


async def test_a_change_of_the_book_that_a_later_version_left_is_kept_and_asked_about(
    tmp_path: Path,
) -> None:
    body = '{"phrase":{"en":"in good faith","zh":"善意"},"over":0}'
    async with office(tmp_path) as team:
        sofia = await changed_the_book(team)
        phrase = {"kind": "put_phrase", "v": 4, "body": body.encode()}
        leave_behind(sofia.profile, "phrase-1", **phrase)
        sofia.wire.cut = True
        await sofia.start()
        await sofia.sign_in()
        (edit,) = await sofia.app.glossary.edits()
        assert isinstance(edit.change, UnknownCommand)
        assert edit.change.words == ("in good faith", "善意")
        await sofia.app.glossary.change(LetPass("appeal=上诉", "a brand's word"))
        assert "appeal=上诉" in await sofia.app.glossary.ignored_terms()
        sofia.wire.cut = False
        await sofia.sync()
        (edit,) = await sofia.app.glossary.edits()
        assert edit.refused is not None
        assert "appeal=上诉" in await sofia.app.glossary.ignored_terms()
        again = await sofia.app.glossary.change(edit.change)
        await sofia.app.glossary.drop_edit(edit.id)
        await sofia.sync()
        (edit,) = await sofia.app.glossary.edits()
        assert (edit.id, edit.refused is not None) == (again, True)
        assert isinstance(edit.change, UnknownCommand)
        assert (edit.change.kind, edit.change.v, edit.change.body) == (
            "put_phrase",
            4,
            body.encode(),
        )


@pytest.mark.parametrize("settled", [False, True])
async def test_an_answer_about_the_book_that_cannot_be_read_keeps_nobody_out(
    tmp_path: Path, *, settled: bool
) -> None:
    async with office(tmp_path) as team:
        sofia = await changed_the_book(team)
        leave_behind(
            sofia.profile,
            "e1",
            **{"kind": "let_pass", "v": 1, "body": b'{"term":"x","reason":"y"}'},
            stage="applied" if settled else "refused",
            disposition=b'{"status":"deferred","id":"e1"}',
        )
        await sofia.start()
        await sofia.sign_in()
        await sofia.sync()
        refused = [each for each in await sofia.app.glossary.edits() if each.refused is not None]
        assert [each.id for each in refused] == ([] if settled else ["e1"])


async def test_a_command_about_a_kind_of_record_that_a_later_version_knows_is_asked_about(
    tmp_path: Path,
) -> None:
    """Neither this program nor its server has such records, and cases go on."""
    phrase = {"id_": "phrase-1", "record_kind": "phrase", "record_id": "phrase-7"}
    async with office(tmp_path) as team:
        wei, case_id = await after_a_later_version(team, phrase)
        assert wei.app.sync.status.waiting == 1
        await wei.app.records.submit(case_id, AddNote(text="Cases go on."))
        wei.wire.cut = False
        await wei.sync()
        assert wei.app.sync.status.waiting == 0
        assert (await wei.case(case_id)).notes[-1].text == "Cases go on."
        (question,) = await wei.app.questions.asked()
        assert (question.command_id, question.record_kind) == ("phrase-1", "phrase")
        assert question.stage is CommandStage.QUARANTINED
        assert LETTER in question.text.en
        await wei.app.questions.drop("phrase-1")
        assert await wei.app.questions.asked() == ()
