"""The verbs of the workstation over a sample profile, without any server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import NoReturn

import httpx
import pytest

from tests.bench import PASSWORD, SERVER, Clock
from workstation.app import (
    Change,
    ChangeOrigin,
    Filter,
    SignInProblem,
    SyncState,
    Workstation,
)
from workstation.app.open_profile import NobodySignedIn
from workstation.app.sample import ME, case_id, sampled
from workstation.app.sync_service import BLIND_POLL, IDLE, SyncService, state_after
from workstation.cache import integrity_check
from workstation.cache.problem import DiskTrouble, ProfileFile
from workstation.domain.commands import AddNote, Claim, Release, SendReply, Withdraw
from workstation.domain.problem import Refused
from workstation.domain.taxonomy import Language, Milestone, Severity
from workstation.domain.text import Bilingual
from workstation.domain.views import View
from workstation.i18n import _
from workstation.wire.codec import encode
from workstation.wire.messages import to_wire
from workstation.wire.session import Trouble

CASES = 20


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[Workstation]:
    workstation = await sampled(tmp_path / "profile", CASES)
    yield workstation
    await workstation.close()


async def refuse_everything(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("nobody there", request=request)


async def unread_pending(app: Workstation, id_: str) -> tuple[bool, bool, bool, bool]:
    key = await app.lists.key_of(id_)
    assert key is not None
    (row,) = await app.cases.rows([key])
    return row.unread, row.pending, row.draft, row.asks


async def test_counts_and_rows_have_the_pending_work_in_them(app: Workstation) -> None:
    before = await app.cases.counts()
    assert before[View.MINE] == 3
    await app.records.submit(case_id(1), Claim())
    await app.records.submit(case_id(0), Release(reason="busy"))
    after = await app.cases.counts()
    assert after[View.MINE] == 3
    assert after[View.UNASSIGNED] == before[View.UNASSIGNED]
    for view in View:
        keys = await app.cases.row_ids(view)
        rows = await app.cases.rows(keys)
        assert len(rows) == len(keys) == after[view]
        dues = [row.row.due for row in rows]
        assert dues == sorted(due for due in dues if due is not None)
        for text in ("1", "zzz"):
            narrowed = await app.cases.counts(Filter(text=text))
            assert narrowed[view] == len(await app.cases.row_ids(view, Filter(text=text)))
    mine = {row.row.id for row in await app.cases.rows(await app.cases.row_ids(View.MINE))}
    assert case_id(1) in mine
    assert case_id(0) not in mine


async def test_an_overlaid_row_passes_the_filter_as_it_is_now(app: Workstation) -> None:
    wanted = Filter(severities=frozenset({Severity.P1}), languages=frozenset({Language.EN}))
    before = await app.cases.row_ids(View.ALL_OPEN, wanted)
    await app.records.submit(case_id(1), Claim())
    assert await app.cases.row_ids(View.ALL_OPEN, wanted) == before
    await app.records.submit(case_id(1), Withdraw(reason="they asked", word="they asked"))
    after = await app.cases.row_ids(View.ALL_OPEN, wanted)
    # Withdrawn, but the party was not told yet: it still is to be worked on.
    assert sorted(after) == sorted(before)
    assert len(await app.cases.row_ids(View.ALL_OPEN, Filter("SAM-0000001"))) == 1
    assert len(await app.cases.row_ids(View.MINE, Filter("SAM-0000002"))) == 0


async def test_the_marks_of_a_row(app: Workstation) -> None:
    id_ = case_id(3)
    assert await unread_pending(app, id_) == (False, False, False, False)
    await app.drafts.save(id_, "M1", "Dear", "您好")
    assert await unread_pending(app, id_) == (False, False, True, False)
    note = await app.records.submit(id_, AddNote(text="x"), hold=timedelta(hours=1))
    assert await unread_pending(app, id_) == (False, True, True, False)
    assert await app.records.undo(note)
    await app.drafts.clear(id_, "M1")
    # Its words are in the form of a note again.
    assert await unread_pending(app, id_) == (False, False, True, False)
    await app.drafts.clear(id_, "form:note")
    assert await unread_pending(app, id_) == (False, False, False, False)


async def test_a_refused_command_leaves_nothing_behind(app: Workstation) -> None:
    with pytest.raises(Refused):
        await app.records.submit(case_id(1), Release())
    with pytest.raises(Refused):
        await app.records.submit(case_id(1), Claim(), then=(Claim(),))
    assert (await app.cases.case(case_id(1))).pending == ()
    assert app.sync.status.waiting == 0
    with pytest.raises(KeyError):
        await app.records.submit("no such case", Claim())
    with pytest.raises(KeyError):
        await app.cases.case("no such case")


async def test_what_is_given_together_is_undone_together(tmp_path: Path) -> None:
    app = await sampled(tmp_path, CASES)
    id_ = case_id(1)
    first = await app.records.submit(
        id_, Claim(), hold=timedelta(hours=1), then=(AddNote(text="a"), AddNote(text="b"))
    )
    assert app.sync.status.waiting == 0
    after = await app.records.submit(id_, AddNote(text="c"))
    assert app.sync.status.waiting == 1
    assert not await app.records.undo(after)
    assert await app.records.undo(first)
    opened = await app.cases.case(id_)
    assert [note.text for note in opened.case.notes] == ["c"]
    assert [each.id for each in opened.pending] == [after]
    await app.close()
    again = await Workstation.open(tmp_path)
    await again.session.resume()
    assert [each.id for each in (await again.cases.case(id_)).pending] == [after]
    await again.close()


async def test_changes_are_announced_once_a_turn(app: Workstation) -> None:
    heard: list[Change] = []
    end = app.watch(heard.append)
    app._profile.announcer.say(Change(frozenset({"a"}), rows=True))
    app._profile.announcer.say(Change(frozenset({"b"}), questions=True, origin=ChangeOrigin.SERVER))
    await asyncio.sleep(0)
    assert heard == [
        Change(frozenset({"a", "b"}), rows=True, questions=True, origin=ChangeOrigin.SERVER)
    ]
    end()
    app._profile.announcer.say(Change(rows=True))
    await asyncio.sleep(0)
    assert len(heard) == 1


async def test_drafts_are_one_a_case_and_party(app: Workstation) -> None:
    first = await app.drafts.save(case_id(1), "M1", "one", "一")
    second = await app.drafts.save(case_id(1), "M1", "two", "二")
    await app.drafts.save(case_id(1), "RO1", "other", "另")
    assert (first.revision, second.revision) == (1, 2)
    drafts = await app.drafts.of(case_id(1))
    assert {each.slot: each.draft.en for each in drafts} == {"M1": "two", "RO1": "other"}
    assert {each.reference for each in drafts} == {"SAM-0000001"}
    assert await app.drafts.of(case_id(2)) == ()


async def test_without_anybody_signed_in_nothing_is_given(tmp_path: Path) -> None:
    app = await Workstation.open(tmp_path / "empty")
    assert app.session.me is None
    assert app.session.server == ""
    assert await app.session.resume() is None
    with pytest.raises(NobodySignedIn):
        await app.questions.asked()
    await app.session.sign_out()
    await app.close()


@pytest.mark.parametrize(
    ("server", "user"),
    [("server.test", "wei.ling"), (SERVER, " "), ("ftp://server.test", "x"), ("http://[a", "x")],
)
async def test_an_address_or_a_name_that_cannot_be(tmp_path: Path, server: str, user: str) -> None:
    app = await Workstation.open(tmp_path)
    with pytest.raises(SignInProblem):
        await app.session.sign_in(server, user, PASSWORD)
    await app.close()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "User name or password is wrong."),
        (403, "Your access was taken away."),
        (503, "The server had a fault."),
    ],
)
async def test_why_a_person_was_not_let_in(tmp_path: Path, status: int, said: str) -> None:
    trouble = encode(
        Trouble(
            reason=to_wire(_("Your access was taken away.")), remedy=to_wire(_("Ask an admin."))
        )
    )
    answers = httpx.MockTransport(lambda _request: httpx.Response(status, content=trouble))
    app = await Workstation.open(tmp_path, transport=answers)
    with pytest.raises(SignInProblem) as told_:
        await app.session.sign_in(SERVER, "wei.ling", PASSWORD)
    assert told_.value.reason.id == said
    assert app.session.me is None
    await app.close()


async def test_resume_only_at_the_server_it_was_asked_for(app: Workstation) -> None:
    assert app.session.me == ME
    assert await app.session.resume("http://elsewhere.test") is None
    signed = await app.session.resume(app.session.server + "/")
    assert signed is not None
    assert signed.actor == ME


async def test_syncing_without_a_server_says_so(tmp_path: Path) -> None:
    clock = Clock()
    made = await sampled(tmp_path, 1)
    await made.close()
    app = await Workstation.open(
        tmp_path, transport=httpx.MockTransport(refuse_everything), clock=clock
    )
    await app.session.resume()
    await app.sync.now()
    assert app.sync.status.state is SyncState.OFFLINE
    assert app.sync.status.offline_since == clock()
    clock.advance(minutes=5)
    await app.sync.now()
    assert app.sync.status.offline_since == clock() - timedelta(minutes=5)
    await app.close()


async def test_the_loops_rest_until_there_is_something_to_do(app: Workstation) -> None:
    sync_service: SyncService = app.sync._sync_service
    now = app._profile.clock()
    app._profile.clock.machine = lambda: now
    assert sync_service._push_rest() == IDLE
    assert sync_service._pull_rest() == BLIND_POLL
    await app.records.submit(case_id(1), Claim(), hold=timedelta(seconds=7))
    assert sync_service._push_rest() == 7.0


def test_a_bug_is_told_as_one() -> None:
    state, reason, _remedy = state_after(ZeroDivisionError())
    assert state is SyncState.TROUBLE
    assert reason.id == "Something went wrong in this program."


LETTER = SendReply(
    letter="letter-1",
    party="M1",
    milestone=Milestone.REVIEW,
    text=Bilingual("We are looking at it.", "我们正在复核。"),
)


async def broken(*_arguments: object) -> NoReturn:
    raise DiskTrouble(ProfileFile.WORK)


@pytest.mark.parametrize(("place", "verb"), [("drafts", "save"), ("_outbox", "remove")])
async def test_a_full_disk_while_undoing_loses_neither_words_nor_command(
    app: Workstation, monkeypatch: pytest.MonkeyPatch, place: str, verb: str
) -> None:
    session = app._profile.signed_in
    sent = await app.records.submit(case_id(0), LETTER, hold=timedelta(hours=1))
    after = await app.records.submit(case_id(0), AddNote(text="after"))
    owner = session if place == "drafts" else session.ledger
    with monkeypatch.context() as disk:
        disk.setattr(getattr(owner, place), verb, broken)
        with pytest.raises(DiskTrouble):
            await app.records.undo(sent)
    pending = (await app.cases.case(case_id(0))).pending
    assert [each.id for each in pending] == [sent, after]
    assert session.ledger.sendable(app._profile.clock()) == ()
    assert await app.records.undo(sent)
    assert (await app.drafts.read(case_id(0), "M1")).zh == LETTER.text.zh
    assert [each.id for each in session.ledger.sendable(app._profile.clock())] == [after]


async def test_the_words_are_a_draft_again_before_their_command_is_gone(
    app: Workstation, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = await app.records.submit(case_id(0), LETTER, hold=timedelta(hours=1))
    ledger = app._profile.signed_in.ledger

    async def too_late(*_arguments: object) -> tuple[()]:
        assert (await app.drafts.read(case_id(0), "M1")).en == LETTER.text.en
        return ()

    monkeypatch.setattr(ledger, "undo", too_late)
    assert not await app.records.undo(sent)
    # It went out after all: the draft would only be sent a second time.
    assert (await app.drafts.read(case_id(0), "M1")).revision == 0


async def test_a_full_disk_does_not_keep_the_profile_from_being_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = await sampled(tmp_path, CASES)

    def full(_connection: object) -> NoReturn:
        raise DiskTrouble(ProfileFile.CACHE)

    with monkeypatch.context() as disk:
        disk.setattr(integrity_check, "end", full)
        await app.close()
    again = await Workstation.open(tmp_path)
    assert await again.session.resume() is not None
    await again.close()
