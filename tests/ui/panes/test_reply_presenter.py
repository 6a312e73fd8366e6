"""A letter: one draft per case and party, saved as it is typed, sent with an undo."""

import asyncio
from dataclasses import replace

import pytest

from tests.ui.panes.table import LI, NOW, desk, do, opener
from ui.panes.reply.presenter import ReplyPresenter
from ui.panes.reply.written_letter import read
from workstation.app.values import StoredDraft
from workstation.domain import commands as c
from workstation.domain.taxonomy import Milestone
from workstation.domain.text import Bilingual

EN, ZH = "Dear team, we are reading it.", "您好，我们正在审核。"


class Writing:
    """A reply presenter with what it showed and sent; its autosave waits for nobody."""

    def __init__(self) -> None:
        self.desk = desk()
        self.sent: list[str] = []
        self.typed: list[tuple[str, str]] = []
        self.tasks: list[asyncio.Task] = []
        self.ids = iter(f"letter-{n}" for n in range(9))
        self.record = opener(self.desk)
        self.presenter = ReplyPresenter(
            self.desk,
            self.record,
            lambda _state: None,
            self.sent.append,
            self.spawn,
            lambda: NOW,
            lambda: next(self.ids),
        )

    def spawn(self, work, _name) -> asyncio.Task:
        work.close()
        task = asyncio.get_running_loop().create_future()
        task.set_result(None)
        return task

    async def open(self, case_id: str) -> None:
        """Open a case, and wait until its letter is in sight."""
        await self.record.open(case_id)
        await self.presenter.turn()

    def type(self, en: str, zh: str) -> None:
        """Write these two letters, pair by pair."""
        ids = (f"bead-{n}-{len(self.typed)}" for n in range(99))
        self.typed.append((en, zh))
        written = read(StoredDraft(en=en, zh=zh), lambda: next(ids))
        self.presenter.typed(written.draft)

    @property
    def state(self):
        return self.presenter.state


@pytest.fixture
async def writing() -> Writing:
    made = Writing()
    await made.open("S01")
    return made


async def test_each_party_has_a_draft_of_its_own(writing: Writing) -> None:
    writing.type(EN, "")
    await writing.presenter.choose_party("RO1")
    assert writing.state.text == Bilingual()
    writing.type("For the brand", "")
    await writing.presenter.choose_party("M1")
    assert writing.state.text.en == EN
    assert writing.desk.texts["S01", "RO1"].en == "For the brand"


async def test_leaving_the_case_saves_first(writing: Writing) -> None:
    writing.type(EN, ZH)
    await writing.open("S09")
    assert writing.desk.texts["S01", "M1"].zh == ZH
    await writing.open("S01")
    assert writing.state.text == Bilingual(EN, ZH)


async def test_saved_is_said_only_after_the_save_returned(writing: Writing) -> None:
    writing.type(EN, ZH)
    assert writing.state.saving
    assert writing.state.saved_at is None
    await writing.presenter.flush()
    assert not writing.state.saving
    assert writing.state.saved_at == NOW


async def test_one_empty_side_cannot_be_sent_and_says_why(writing: Writing) -> None:
    writing.type(EN, "")
    assert writing.state.refused is not None
    assert not await writing.presenter.send()
    assert writing.state.notice is not None
    assert writing.state.text.en == EN
    assert writing.desk.given == []


async def test_sending_clears_the_draft_and_undo_brings_it_back(writing: Writing) -> None:
    writing.type(EN, ZH)
    assert await writing.presenter.send()
    assert ("S01", "M1") not in writing.desk.texts
    assert writing.state.text == Bilingual()
    assert await writing.presenter.undo(writing.sent[0])
    assert writing.state.text == Bilingual(EN, ZH)
    assert writing.desk.texts["S01", "M1"].en == EN
    assert all(letter.text.en != EN for letter in writing.state.letters)


async def test_undo_keeps_what_was_written_since(writing: Writing) -> None:
    writing.type(EN, ZH)
    await writing.presenter.send()
    writing.type("And one thing more", "")
    await writing.presenter.undo(writing.sent[0])
    assert writing.state.text.en == f"{EN}\n\nAnd one thing more"
    assert writing.state.text.zh == ZH


async def test_the_text_survives_what_a_colleague_does(writing: Writing) -> None:
    writing.type(EN, "")
    placed = writing.state.placed
    note = do(writing.desk.table["S01"], c.AddNote(text="Seen"), LI)
    writing.desk.others_change(note)
    await writing.record.refresh()
    assert writing.state.text.en == EN
    assert writing.state.placed == placed


async def test_a_letter_that_a_colleague_sent_meanwhile_is_pointed_out(writing: Writing) -> None:
    writing.type(EN, "")
    case = replace(writing.desk.table["S01"], owner=LI.person)
    letter = c.SendReply(
        letter="li", party="M1", milestone=Milestone.REVIEW, text=Bilingual("Hello", "您好")
    )
    writing.desk.others_change(do(case, letter, LI))
    await writing.record.refresh()
    assert writing.state.missed is not None
    assert writing.state.missed.sent_by == LI.person
    writing.presenter.dismiss_notice()
    await writing.record.refresh()
    assert writing.state.missed is None


async def test_an_undecided_case_offers_no_decision_letter(writing: Writing) -> None:
    assert writing.state.milestone is Milestone.REVIEW
    assert Milestone.DECIDED not in writing.state.milestones
    assert writing.state.undecidable is None


async def test_a_second_press_while_a_letter_goes_out_sends_no_second_letter(
    writing: Writing,
) -> None:
    writing.type(EN, ZH)
    assert await asyncio.gather(writing.presenter.send(), writing.presenter.send()) == [True, False]
    assert len(writing.desk.given) == 1


async def test_a_letter_goes_out_to_its_own_case_though_the_next_is_opened_meanwhile(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    examine = writing.desk.examine

    async def slowly(*letter):
        begun.set()
        await go_on.wait()
        return await examine(*letter)

    await writing.desk.save("S09", "M1", "Another letter.", "另一封信。")
    writing.type(EN, ZH)
    monkeypatch.setattr(writing.desk, "examine", slowly)
    sending = asyncio.create_task(writing.presenter.send())
    await begun.wait()
    opening = asyncio.create_task(writing.open("S09"))
    for _turn in range(20):
        await asyncio.sleep(0)
    go_on.set()
    assert await sending
    await opening
    assert [(case, sent.text.en) for case, sent in writing.desk.given] == [("S01", EN)]
    assert writing.state.case is not None
    assert writing.state.case.id == "S09"


async def test_what_is_in_sight_is_no_letter_of_the_case_that_is_being_opened(
    writing: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    draft = writing.desk.read

    async def slowly(case_id: str, party_id: str) -> StoredDraft:
        begun.set()
        await go_on.wait()
        return await draft(case_id, party_id)

    writing.type(EN, ZH)
    await writing.presenter.flush()
    monkeypatch.setattr(writing.desk, "read", slowly)
    opening = asyncio.create_task(writing.open("S09"))
    await begun.wait()
    # That a case was read is a change of it, and so is what the server sends.
    await writing.record.refresh()
    assert writing.state.key == ("S01", "M1")
    go_on.set()
    await opening
    assert writing.state.key is not None
    assert writing.state.key[0] == "S09"
    assert writing.state.text == Bilingual()
