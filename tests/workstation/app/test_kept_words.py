"""Which words are kept where no form shows them, and that throwing them away can be undone."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, SOFIA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.app.values import KeptWords, Whereabouts
from workstation.bilingual.act_form import NOTE, Filled, filled_to_text, form_key
from workstation.bilingual.composition import DECISION, Composition, composition_to_text
from workstation.bilingual.kept_form import form_to_json
from workstation.bilingual.kept_term import TermText, WrittenTerm
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain import commands as c
from workstation.domain.glossary.acts import DropTerm, LetPass, PutTerm
from workstation.domain.job import StartJob
from workstation.domain.text import Bilingual

APPEAL = shipped_house().terms[0]
REASON = Bilingual("The photo shows it.", "照片可以证明。")


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def kept(
    seat: Seat, stands: Whereabouts = Whereabouts.NOWHERE
) -> dict[tuple[str, str], KeptWords]:
    found = (each for each in await seat.app.kept_words.kept() if each.stands is stands)
    return {(each.record_id, each.slot or each.command_id): each for each in found}


async def test_words_of_a_dropped_change_are_there_and_say_what_they_were(team: Team) -> None:
    sofia = await team.seat(SOFIA)
    sofia.wire.cut = True
    for change in (
        LetPass("appeal=上诉", "A court's own word."),
        DropTerm(APPEAL.id, APPEAL.revision, "Nobody says so."),
    ):
        await sofia.app.glossary.drop_edit(await sofia.app.glossary.change(change))
    found = await kept(sofia)
    passing, dropping = found["glossary", "form:let_pass"], found["glossary", "form:drop_term"]
    assert passing.command is LetPass
    assert passing.kind == "glossary"
    assert passing.in_sight
    assert "A court's own word." in passing.text.en
    assert dropping.command is DropTerm
    assert dropping.text.en == "Nobody says so."
    await sofia.restart()
    assert await kept(sofia) == found


async def test_what_a_form_of_the_glossary_opens_is_not_listed(team: Team) -> None:
    sofia = await team.seat(SOFIA)

    async def write(slot: str, over: int, **text: str) -> None:
        form = form_to_json(WrittenTerm(TermText(**text), over))
        await sofia.app.drafts.save("glossary", slot, "", "", form=form)

    await write(APPEAL.id, APPEAL.revision, en="appeal", zh_hans="申诉")
    await write("taken-out", 3, en="plea", zh_hans="请求")
    await write("new-1", 0, en="the older new one", note="begun first")
    team.clock.advance(seconds=1)
    await write("new-2", 0, en="the new one")
    found = await kept(sofia)
    assert set(found) == {("glossary", "taken-out"), ("glossary", "new-1")}
    gone = found["glossary", "taken-out"]
    assert gone.command is PutTerm
    assert gone.title == Bilingual("plea", "请求")
    assert found["glossary", "new-1"].text.en == "the older new one\nbegun first"


async def test_what_a_case_in_sight_opens_is_not_listed(team: Team) -> None:
    case_id = (await team.server.file_case((WEI, c.Claim()))).case_id
    wei = await team.seat(WEI)
    text, rest = filled_to_text(Filled(text="Called them."))
    reasons, chosen = composition_to_text(Composition(rationale=REASON))
    await wei.app.drafts.save(case_id, "M1", "Dear merchant", "尊敬的商家")
    await wei.app.drafts.save(case_id, form_key(NOTE), text, "", form=rest)
    await wei.app.drafts.save(case_id, form_key("release"), text, "", form=rest)
    await wei.app.drafts.save(case_id, DECISION, reasons.en, reasons.zh, form=chosen)
    assert await kept(wei) == {}
    # Somebody else holds the case now: neither can be opened any more. What the note says all
    # of is in the note.
    priya = await team.seat(PRIYA)
    await priya.app.records.submit(case_id, c.Assign(owner=LINA))
    await team.sync()
    assert set(await kept(wei)) == {(case_id, DECISION)}
    (decision,) = (await kept(wei)).values()
    assert decision.text == REASON
    assert decision.command is c.Decide
    assert decision.reference


async def test_drafts_of_a_case_out_of_sight_are_listed_with_its_name(team: Team) -> None:
    case_id = (await team.server.file_case((WEI, c.Claim()))).case_id
    wei = await team.seat(WEI)
    case = await wei.case(case_id)
    await wei.app.drafts.save(case_id, "M1", "Dear merchant", "尊敬的商家")
    items = (Bilingual("The invoice", "发票"),)
    text, rest = filled_to_text(Filled(text="", items=items))
    await wei.app.drafts.save(case_id, form_key("request_information"), text, "", form=rest)
    priya = await team.seat(PRIYA)
    await priya.app.records.submit(case_id, c.Assign(owner=LINA))
    await team.server.user(replace(WEI, queues=frozenset({"elsewhere"})))
    await team.sync()
    with pytest.raises(KeyError):
        await wei.app.cases.case(case_id)
    found = await kept(wei)
    letter, asked = found[case_id, "M1"], found[case_id, "form:request_information"]
    assert (letter.reference, letter.title) == (case.reference, case.title)
    assert letter.text == Bilingual("Dear merchant", "尊敬的商家")
    assert letter.command is c.SendReply
    assert not letter.in_sight
    assert asked.text == items[0]
    assert asked.command is c.RequestInformation


async def test_what_was_only_chosen_are_no_words(team: Team) -> None:
    wei = await team.seat(WEI)
    _text, rest = filled_to_text(Filled(choice="M1", hours=48))
    await wei.app.drafts.save("gone", form_key("refer"), "", "", form=rest)
    assert await kept(wei) == {}


async def test_a_form_that_nobody_can_read_any_more_is_shown_with_all_its_texts(team: Team) -> None:
    wei = await team.seat(WEI)
    await wei.app.drafts.save(
        "glossary", "odd", "", "", form='{"a": ["one", {"b": "two"}], "n": 3}'
    )
    await wei.app.drafts.save("memo:1", "form:scrawl", "A memo", "便笺", form="{broken")
    found = await kept(wei)
    assert found["glossary", "odd"].text.en == "one\n\ntwo"
    memo = found["memo:1", "form:scrawl"]
    assert "A memo" in memo.text.en
    assert "便笺" in memo.text.zh
    assert "{broken" in memo.text.en
    assert (memo.kind, memo.command) == ("", None)


async def test_what_was_thrown_away_is_kept_again_as_it_was(team: Team) -> None:
    wei = await team.seat(WEI)
    await wei.app.drafts.save("gone", "M1", "Dear merchant", "尊敬的商家", settled="[]")
    await wei.app.close()
    with closing(sqlite3.connect(wei.profile / "work.db")) as work, work:
        work.execute("UPDATE draft SET reference = 'R-9', title_en = 'A tray', title_zh = '托盘'")
    await wei.start()
    await wei.app.session.resume()
    before = await wei.app.drafts.all()
    words = await kept(wei)
    team.clock.advance(seconds=60)
    gone = await wei.app.kept_words.throw_away("gone", "M1")
    assert gone == before[0]
    assert await kept(wei) == {}
    assert await wei.app.kept_words.throw_away("gone", "M1") is None
    await wei.app.kept_words.keep_again(gone)
    assert await kept(wei) == words
    assert (await wei.app.drafts.all())[0].draft.settled == "[]"


async def test_what_was_written_since_stays_above_what_is_kept_again(team: Team) -> None:
    wei = await team.seat(WEI)
    await wei.app.drafts.save("gone", "M1", "First", "一")
    gone = await wei.app.kept_words.throw_away("gone", "M1")
    assert gone is not None
    await wei.app.drafts.save("gone", "M1", "Second", "二")
    await wei.app.kept_words.keep_again(gone)
    (both,) = (await kept(wei)).values()
    assert both.text.en.startswith("Second")
    assert both.text.en.endswith("First")
    assert both.text.zh.startswith("二")


async def test_what_was_refused_or_parked_is_listed_until_it_is_answered(team: Team) -> None:
    case_id = (await team.server.file_case()).case_id
    wei, priya = await team.seat(WEI), await team.seat(PRIYA)
    wei.wire.cut = True
    asks = c.RequestInformation(party="M1", items=(Bilingual("The invoice", "发票"),))
    given = await wei.app.records.submit(case_id, c.Claim(), then=(asks,))
    assert await kept(wei, Whereabouts.ASKED) == {}
    await priya.app.records.submit(case_id, c.Assign(owner=LINA))
    await priya.sync()
    wei.wire.cut = False
    await wei.app.sync.now()
    wei.wire.cut = True
    (question,) = await wei.app.questions.asked()
    assert question.command_id == given
    found = await kept(wei, Whereabouts.ASKED)
    # The claim says nothing; what was given with it does.
    (refused,) = found.values()
    assert refused.text == Bilingual("The invoice", "发票")
    assert refused.command is c.RequestInformation
    assert refused.kept_at == team.clock()
    assert refused.in_sight
    assert refused.reference
    await wei.restart()
    assert await kept(wei, Whereabouts.ASKED) == found
    await wei.app.questions.drop(given)
    assert await kept(wei, Whereabouts.ASKED) == {}
    told = [each.text.zh for each in await wei.app.kept_words.kept()]
    assert any("发票" in each for each in told)


async def test_what_stands_in_a_form_is_listed_as_that(team: Team) -> None:
    case_id = (await team.server.file_case((WEI, c.Claim()))).case_id
    wei = await team.seat(WEI)
    await wei.app.drafts.save(case_id, "M1", "Dear merchant", "")
    team.clock.advance(seconds=1)
    text, rest = filled_to_text(Filled(text="Called them."))
    await wei.app.drafts.save(case_id, form_key(NOTE), text, "", form=rest)
    written = await wei.app.kept_words.kept()
    assert [each.slot for each in written] == [form_key(NOTE), "M1"]
    assert {each.stands for each in written} == {Whereabouts.IN_FORM}
    assert written[1].text == Bilingual("Dear merchant", "")


async def test_the_words_of_a_job_are_found_before_and_after_it_is_dropped(team: Team) -> None:
    (case_id,) = await team.server.file_many(1)
    priya = await team.seat(PRIYA)
    priya.wire.cut = True
    job = await priya.app.jobs.start(c.Assign(owner=WEI, reason="Week 49"), [case_id])
    # She is no supervisor any more when it comes to the server.
    await team.server.store.people.change(replace(PRIYA, roles=LINA.roles))
    priya.wire.cut = False
    await priya.app.sync.now()
    (question,) = await priya.app.questions.asked()
    assert question.text == Bilingual("Week 49", "Week 49")
    asked = (await kept(priya, Whereabouts.ASKED))[job, question.command_id]
    assert (asked.kind, asked.command, asked.text.en) == ("job", StartJob, "Week 49")
    await priya.app.questions.drop(question.command_id)
    ((key, dropped),) = (await kept(priya)).items()
    assert key == (job, form_key("start"))
    assert (dropped.kind, dropped.command, dropped.text.en) == ("job", StartJob, "Week 49")
    assert not dropped.in_sight


async def test_words_that_went_out_again_are_not_kept(team: Team) -> None:
    """Nothing is left of a change that was given anew."""
    sofia = await team.seat(SOFIA)
    sofia.wire.cut = True
    given = await sofia.app.glossary.change(LetPass("appeal=上诉", "A court's own word."))
    await sofia.app.glossary.drop_edit(given, keep_words=False)
    assert await kept(sofia) == {}
    assert await sofia.app.glossary.edits() == ()
