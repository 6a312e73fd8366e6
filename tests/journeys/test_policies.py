"""A policy changes while people work: published by a second person, told at once, parked rarely."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.bench import LINA, PRIYA, SOFIA, START, WEI, appeal, someone
from tests.journeys.conftest import fresh_database, postgresql, url
from tests.journeys.team import Seat, Team, finding, office
from workstation.app import Change, CommandStage
from workstation.bilingual.composition import DECISION, composition_of, composition_to_text
from workstation.domain.case import Ruling
from workstation.domain.commands import Claim, Decide
from workstation.domain.policies.amendment import (
    Amendment,
    Issue,
    RemoveClause,
    SetIssue,
    WriteClause,
)
from workstation.domain.policies.publication import CarryPolicy, PublishVersion
from workstation.domain.policy import ClauseRef, policy_id
from workstation.domain.problem import Refused
from workstation.domain.settings.kinds import SetWindows
from workstation.domain.settings.periods import AppealWindow
from workstation.domain.taxonomy import Role, State
from workstation.domain.text import Bilingual
from workstation.domain.windows import SITE, day_of
from workstation.policies import load

__all__ = ["fresh_database", "postgresql", "url"]
ANNA = someone("anna.berg", Role.POLICY, queues=frozenset())
PEOPLE = (WEI, LINA, PRIYA, SOFIA, ANNA)
TODAY = day_of(START)
NOTE = Bilingual("2.4 asks for a photo of the goods.", "2.4要求提供商品照片。")
SAYS = Bilingual("The seller shows a photo of the goods.", "商家须出示商品照片。")


def issue(label: str = "3.0", day: date = TODAY) -> Issue:
    return Issue(label=label, effective_from=day, change_note=NOTE)


async def drafted(seat: Seat, says: Bilingual = SAYS, code: str = "LST", **of_issue) -> str:
    """A draft in which 2.4 (of LST; else 2.1) says something else."""
    id_ = await seat.app.policies.draft_version(code, issue(**of_issue))
    clause = (
        seat.app.policies.library.policy(code)
        .versions[-1]
        .clause("2.4" if code == "LST" else "2.1")
    )
    await seat.app.records.submit(id_, WriteClause(clause=replace(clause, text=says)))
    return id_


async def draft_of(seat: Seat, id_: str) -> Amendment:
    return (await seat.app.records.open(id_)).record


async def published(writer: Seat, publisher: Seat, **of_issue) -> None:
    id_ = await drafted(writer, **of_issue)
    await writer.sync()
    await publisher.sync()
    await publisher.app.policies.publish_version(await draft_of(publisher, id_))
    await publisher.sync()


async def claimed(team: Team, seat: Seat, **changes) -> str:
    case = (await team.server.file_case((seat.actor, Claim()), **changes)).case_id
    await seat.sync()
    return case


@pytest.fixture
async def team(url: str, tmp_path: Path):
    async with office(tmp_path, people=PEOPLE, url=url) as found:
        yield found


async def test_what_was_decided_offline_holds_where_its_clause_still_does(team: Team) -> None:
    sofia, anna, wei = [await team.seat(each) for each in (SOFIA, ANNA, WEI)]
    case = await claimed(team, wei)
    wei.wire.cut = True
    await wei.app.records.submit(case, Decide(finding=finding(await wei.case(case))))
    # In force from today on: what was done in August is judged by the version of August.
    await published(sofia, anna)
    told: list[Change] = []
    wei.app.watch(told.append)
    wei.wire.cut = False
    await wei.sync()
    assert await wei.app.questions.asked() == ()
    assert (await wei.case(case)).decision is not None
    assert (await wei.case(case)).state is State.DECIDED
    assert [(each.code, each.label) for change in told for each in change.published] == [
        ("LST", "3.0")
    ]
    assert wei.app.policies.library.policy("LST").in_force(TODAY).version == "3.0"
    assert wei.app.policies.library.policy("LST").versions[-2].effective_to == TODAY - timedelta(
        days=1
    )
    assert await team.server.store.verify() == ()


async def test_a_decision_is_asked_about_only_where_the_rule_of_the_day_is_another(
    team: Team,
) -> None:
    sofia, anna, wei = [await team.seat(each) for each in (SOFIA, ANNA, WEI)]
    opening = appeal()
    of_today = replace(opening.enforcement, conduct_on=TODAY, notice_on=TODAY)
    case = await claimed(team, wei, enforcement=of_today)
    wei.wire.cut = True
    decision = finding(await wei.case(case))
    await wei.app.records.submit(case, Decide(finding=decision))
    await published(sofia, anna)
    wei.wire.cut = False
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.stage is CommandStage.CONFLICT
    assert question.text == decision.rationale
    now = await wei.case(case)
    assert now.decision is None
    # Nothing is lost: it stands in the case as a proposal that can be taken up.
    assert [each.finding for each in now.kept] == [decision]
    cited = wei.app.policies.library.cite(ClauseRef("LST", "2.4", "3.0"))
    await wei.app.questions.drop(question.command_id)
    again = replace(decision, citations=(cited,))
    await wei.app.records.submit(case, Decide(finding=again))
    await wei.sync()
    assert (await wei.case(case)).decision.finding.citations == (cited,)
    assert await team.server.store.verify() == ()


async def test_a_version_whose_languages_disagree_is_held_with_the_place(team: Team) -> None:
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    # What PRC 2.1 v2.0 said: 14 of 30 days in English, within 14 days in Chinese.
    fault = load().policy("PRC").issue("2.0").clause("2.1").text
    id_ = await drafted(sofia, fault, "PRC", label="2.2", day=date(2026, 11, 1))
    await sofia.sync()
    await anna.sync()
    draft = await draft_of(anna, id_)
    found = await anna.app.policies.amendment_findings(draft)
    assert list(found) == ["2.1"]
    with pytest.raises(Refused) as no:
        await anna.app.policies.publish_version(draft)
    assert dict(no.value.reason.arguments)["no"] == "2.1"
    # A program that examines nothing finds the server's gate.
    desk = await team.server.client(ANNA)
    publish = PublishVersion(amendment=id_, read=draft.version)
    answer = await desk.push(desk.envelope(draft.policy, publish))
    assert answer.json()["answers"][0]["disposition"]["status"] == "refused"
    assert len(sofia.app.policies.library.policy("PRC").versions) == 3


async def test_two_publish_at_once_and_the_second_compares(team: Team) -> None:
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    hers = await drafted(sofia)
    mine = await drafted(anna, replace(SAYS, en="Photos are shown."), label="3.1")
    await team.sync()
    anna.wire.cut = True
    await anna.app.policies.publish_version(await draft_of(anna, hers))
    await sofia.app.policies.publish_version(await draft_of(sofia, mine))
    await sofia.sync()
    anna.wire.cut = False
    await anna.sync()
    await team.sync()
    opened = await anna.app.records.open(policy_id("LST"))
    assert [each.version for each in opened.record.versions] == ["1.0", "2.0", "3.1"]
    (question,) = opened.questions
    assert question.stage is CommandStage.CONFLICT
    await anna.app.questions.drop(question.command_id)
    assert (await draft_of(anna, hers)).base == "2.0"


async def test_what_was_changed_after_it_was_read_is_not_published(team: Team) -> None:
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    id_ = await drafted(sofia)
    await team.sync()
    read = await draft_of(anna, id_)
    anna.wire.cut = True
    await anna.app.policies.publish_version(read)
    await sofia.app.records.submit(id_, RemoveClause(no="1.1"))
    await sofia.sync()
    anna.wire.cut = False
    await anna.sync()
    assert len(anna.app.policies.library.policy("LST").versions) == 2
    (question,) = (await anna.app.records.open(policy_id("LST"))).questions
    assert question.stage is CommandStage.CONFLICT


async def test_drafts_are_on_no_machine_but_policy_users(team: Team) -> None:
    sofia, anna, priya = [await team.seat(each) for each in (SOFIA, ANNA, PRIYA)]
    id_ = await drafted(sofia)
    await team.sync()
    assert [each.id for each in await anna.app.policies.amendments()] == [id_]
    assert await priya.app.policies.amendments() == ()
    with pytest.raises(KeyError):
        await priya.app.records.open(id_)
    with pytest.raises(Refused):
        await priya.app.policies.draft_version("LST", issue())


async def test_two_write_in_one_draft(team: Team) -> None:
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    id_ = await drafted(sofia)
    await team.sync()
    anna.wire.cut = sofia.wire.cut = True
    clauses = (await draft_of(anna, id_)).clauses
    said = Bilingual("It is told.", "予以告知。")
    await anna.app.records.submit(id_, WriteClause(clause=replace(clauses[0], text=said)))
    await sofia.app.records.submit(id_, SetIssue(issue=issue(day=TODAY + timedelta(days=9))))
    await sofia.app.records.submit(id_, WriteClause(clause=replace(clauses[1], text=said)))
    await anna.app.records.submit(id_, WriteClause(clause=replace(clauses[1], text=SAYS)))
    anna.wire.cut = sofia.wire.cut = False
    await sofia.sync()
    await anna.sync()
    # Another clause is nobody's business; the same one is asked about, with its words.
    (question,) = await anna.app.questions.asked()
    assert question.text == SAYS
    draft = await draft_of(anna, id_)
    assert (draft.clauses[0].text, draft.clauses[1].text) == (said, said)
    assert draft.issue.effective_from == TODAY + timedelta(days=9)


async def without(seat: Seat, no: str, **of_issue) -> str:
    """A draft that leaves a clause of LST out."""
    id_ = await seat.app.policies.draft_version("LST", issue(**of_issue))
    await seat.app.records.submit(id_, RemoveClause(no=no))
    return id_


async def signed(seat: Seat, id_: str) -> None:
    """Publish a draft that a colleague wrote."""
    await seat.sync()
    await seat.app.policies.publish_version(await draft_of(seat, id_))
    await seat.sync()


async def filed_for(team: Team, seat: Seat, day: date) -> str:
    """A claimed case about conduct of that day."""
    enforcement = replace(appeal().enforcement, conduct_on=day, notice_on=day)
    return await claimed(team, seat, enforcement=enforcement)


async def test_a_clause_that_decisions_cite_is_left_out(team: Team) -> None:
    """What was done while it applied is decided by it; what was done since is asked about."""
    sofia, anna, wei = [await team.seat(each) for each in (SOFIA, ANNA, WEI)]
    before, since = await filed_for(team, wei, date(2026, 8, 18)), await filed_for(team, wei, TODAY)
    late = await filed_for(team, wei, date(2026, 8, 18))
    wei.wire.cut = True
    decision = finding(await wei.case(since))
    for case in (before, since):
        await wei.app.records.submit(case, Decide(finding=decision))
    id_ = await without(sofia, "2.4")
    await sofia.sync()
    await signed(anna, id_)
    assert anna.app.policies.library.policy("LST").versions[-1].clause("2.4") is None
    wei.wire.cut = False
    await wei.sync()
    assert (await wei.case(before)).decision.finding == decision
    (question,) = await wei.app.questions.asked()
    assert (question.record_id, question.stage) == (since, CommandStage.CONFLICT)
    assert [each.finding for each in (await wei.case(since)).kept] == [decision]
    # Also whoever decides after it is gone cites it for what was done while it applied.
    assert late in {each.record_id for each in await wei.app.policies.citing_cases("LST", "2.4")}
    await wei.app.records.submit(late, Decide(finding=finding(await wei.case(late))))
    await wei.app.questions.drop(question.command_id)
    with pytest.raises(Refused) as no:
        await wei.app.records.submit(since, Decide(finding=decision))
    assert dict(no.value.reason.arguments) == {"clause": "LST 2.4 v2.0", "day": TODAY}
    other = wei.app.policies.library.cite(ClauseRef("LST", "2.5", "3.0"))
    await wei.app.records.submit(since, Decide(finding=replace(decision, citations=(other,))))
    await wei.sync()
    assert await wei.app.questions.asked() == ()
    for case in (before, since, late):
        assert (await wei.case(case)).state is State.DECIDED
    assert await team.server.store.verify() == ()


def told_of(seat: Seat) -> list[tuple[str, str]]:
    """The versions that this person is told of from now on."""
    heard: list[tuple[str, str]] = []

    def hear(change: Change) -> None:
        heard.extend((each.code, each.label) for each in change.published)

    seat.app.watch(hear)
    return heard


async def test_at_nine_a_version_is_published_while_one_writes_and_another_is_offline(
    team: Team,
) -> None:
    """Both are told, neither loses a word, both decide by the day of conduct."""
    sofia, anna, wei, lina = [await team.seat(each) for each in (SOFIA, ANNA, WEI, LINA)]
    day, august = TODAY + timedelta(days=1), date(2026, 8, 18)
    id_ = await drafted(sofia, day=day)
    await sofia.sync()
    team.clock.advance(hours=20)  # 08:00 of the day of effect
    old = {seat.actor.id: await filed_for(team, seat, august) for seat in (wei, lina)}
    new = {seat.actor.id: await filed_for(team, seat, day) for seat in (wei, lina)}
    written = finding(await wei.case(new[WEI.id]))
    for case in (old[WEI.id], new[WEI.id]):
        text, form = composition_to_text(composition_of(await wei.case(case), written))
        await wei.app.drafts.save(case, DECISION, text.en, text.zh, form=form)
    heard = {seat.actor.id: told_of(seat) for seat in (wei, lina)}
    lina.wire.cut = True
    for case in (old[LINA.id], new[LINA.id]):
        await lina.app.records.submit(case, Decide(finding=written))
    team.clock.advance(hours=1)
    assert team.clock().astimezone(SITE).hour == 9
    await signed(anna, id_)
    await wei.sync()
    assert heard == {WEI.id: [("LST", "3.0")], LINA.id: []}
    await writer_decides(wei, old[WEI.id], new[WEI.id], written)
    lina.wire.cut = False
    await lina.sync()
    assert heard[LINA.id] == [("LST", "3.0")]
    await decides_anew(lina, old[LINA.id], new[LINA.id], written)
    assert await team.server.store.verify() == ()


async def writer_decides(seat: Seat, old: str, new: str, written: Ruling) -> None:
    """Both drafts stand there as they were typed; each is given by the rule of its day."""
    drafts = await seat.app.policies.citing_drafts("LST", "2.4")
    assert {each.record_id for each in drafts} == {old, new}
    for case in (old, new):
        draft = await seat.app.drafts.read(case, DECISION)
        assert Bilingual(draft.en, draft.zh) == written.rationale
    await seat.app.records.submit(old, Decide(finding=written))
    with pytest.raises(Refused) as no:
        await seat.app.records.submit(new, Decide(finding=written))
    assert dict(no.value.reason.arguments)["clause"] == "LST 2.4 v2.0"
    draft = await seat.app.drafts.read(new, DECISION)
    assert Bilingual(draft.en, draft.zh) == written.rationale
    await decides_by(seat, new, written)
    assert (await seat.case(old)).decision.finding == written


async def decides_anew(seat: Seat, old: str, new: str, written: Ruling) -> None:
    """What was decided offline holds for August; of today it is asked about, with its words."""
    assert (await seat.case(old)).decision.finding == written
    (question,) = await seat.app.questions.asked()
    assert (question.record_id, question.text) == (new, written.rationale)
    assert [each.finding for each in (await seat.case(new)).kept] == [written]
    await seat.app.questions.drop(question.command_id)
    await decides_by(seat, new, written)


async def decides_by(seat: Seat, case: str, written: Ruling) -> None:
    """Decide by the version of the day."""
    citation = seat.app.policies.library.cite(ClauseRef("LST", "2.4", "3.0"))
    assert citation is not None
    now = replace(written, citations=(citation,))
    await seat.app.records.submit(case, Decide(finding=now))
    await seat.sync()
    assert (await seat.case(case)).decision.finding == now
    assert (await seat.case(case)).state is State.DECIDED
    assert await seat.app.questions.asked() == ()


async def test_who_cites_a_clause_is_named(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    case = await claimed(team, wei)
    (citing,) = await wei.app.policies.citing_cases("LST", "2.4")
    assert (citing.record_id, citing.refs) == (case, (ClauseRef("LST", "2.4", "2.0"),))
    assert await wei.app.policies.citing_cases("LST", "2.5") == ()
    assert [each.record_id for each in await wei.app.policies.citing_cases("LST")] == [case]
    assert await wei.app.policies.citing_drafts("LST") == ()
    assert await sofia.app.policies.citing_cases("LST") == ()


async def test_all_that_cite_a_clause_are_counted(team: Team) -> None:
    """However many they are: who publishes reads how much rests on a clause."""
    filed = await team.server.file_many(430)
    wei = await team.seat(WEI)
    found = await wei.app.policies.citing_cases("LST", "2.4")
    assert {each.record_id for each in found} == set(filed)
    assert {each.refs for each in found} == {(ClauseRef("LST", "2.4", "2.0"),)}


async def test_a_house_keeps_its_policies_whatever_a_newer_program_ships(team: Team) -> None:
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    await published(sofia, anna)
    await team.server.down()
    await team.server.up()
    await anna.sync()
    assert anna.app.policies.library.policy("LST").versions[-1].version == "3.0"
    with pytest.raises(Refused):
        await anna.app.records.submit(policy_id("LST"), CarryPolicy(opening=load().policy("LST")))


async def test_a_window_that_is_set_applies_to_what_is_filed_from_then_on(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    period = AppealWindow(effective_from=TODAY, first_days=5, second_days=5, eea_months=6)
    await sofia.app.records.submit(
        "appeal_windows", SetWindows(period=period, reason="Tried for a month.")
    )
    await team.sync()
    assert wei.app.policies.library.windows.periods[-1] == period
    # The notice came while the milder window was in force.
    case = (await team.server.file_case()).case_id
    await wei.sync()
    assert (await wei.case(case)).faults == ()
