"""The glossary between people: changed offline, told at once, never overwritten unseen."""

import asyncio
from dataclasses import replace

import httpx
import pytest

from tests.bench import HAO, LINA, SOFIA, WEI, someone
from tests.journeys.team import Seat, Team, reply
from tests.wire import NO_SUCH_ADDRESS, no
from workstation.app import Change, ChangeOrigin, GlossaryEdit, SyncState
from workstation.bilingual.checks.finding import Check, Finding
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.commands import AddNote, Claim, SendReply
from workstation.domain.glossary.acts import Glossary, LetPass, PutTerm, SetStyle, StopPassing, Term
from workstation.domain.problem import Refused
from workstation.domain.send_gate import LetterOverride
from workstation.domain.taxonomy import Milestone, Role
from workstation.domain.text import Bilingual

ANNA = someone("anna.berg", Role.POLICY)
APPEAL = shipped_house().terms[0]
# Not 申诉 any more.
RENAMED = replace(APPEAL, zh_hans="复议", zh_hant="", forbidden_zh=("申诉", "上诉"))
LETTER = Bilingual("We have received your appeal.", "我们已收到您的申诉。")


def letter(**more: object) -> SendReply:
    return replace(reply(), milestone=Milestone.REVIEW, text=LETTER, **more)


def term(glossary: Glossary, id_: str = APPEAL.id) -> Term:
    found = glossary.term(id_)
    assert found is not None
    return found


async def terms_found(seat: Seat, case_id: str, text: Bilingual = LETTER) -> list[Finding]:
    found = await seat.app.letters.examine(case_id, "M1", text)
    return [each for each in found if each.check is Check.TERM]


async def case_of(team: Team, seat: Seat) -> str:
    filed = await team.server.file_case((seat.actor, Claim()))
    await seat.sync()
    return filed.case_id


async def test_a_rendering_changed_offline_is_flagged_elsewhere_by_one_nudge(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    case_id = await case_of(team, wei)
    await wei.app.drafts.save(case_id, "M1", LETTER.en, LETTER.zh)
    assert await terms_found(wei, case_id) == []
    sofia.wire.cut = True
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    await sofia.app.sync.now()
    assert sofia.app.sync.status.state is SyncState.OFFLINE
    assert sofia.app.sync.status.waiting == 1
    await sofia.restart()
    assert term(sofia.app.glossary.current).approved == ("复议",)
    told = asyncio.Event()

    def look(change: Change) -> None:
        if change.references and change.origin is ChangeOrigin.SERVER:
            told.set()

    end = wei.app.watch(look)
    await wei.app.sync.start()
    sofia.wire.cut = False
    async with asyncio.timeout(5):
        await sofia.sync()
        await told.wait()
    end()
    (found,) = await terms_found(wei, case_id)
    assert dict(found.why.arguments)["approved"] == "复议"
    assert (await wei.app.letters.check_context(case_id, "M1")).glossary is not None
    assert wei.app.glossary.current == sofia.app.glossary.current
    assert wei.app.glossary.current.changes[0].by == SOFIA.person
    assert await sofia.app.glossary.edits() == ()
    await wei.app.sync.stop()


async def test_always_for_this_term_reaches_the_colleague_and_enters_the_history(
    team: Team,
) -> None:
    sofia, wei, lina = await team.seat(SOFIA), await team.seat(WEI), await team.seat(LINA)
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    await team.sync()
    case_id = await case_of(team, lina)
    (found,) = await terms_found(lina, case_id)
    assert found.term == "appeal=申诉"
    await wei.app.glossary.ignore_term(found.term, "A brand's own word.")
    await team.sync()
    assert await lina.app.glossary.ignored_terms() == {"appeal=申诉": "A brand's own word."}
    assert lina.app.glossary.current.passes[0].by == WEI.person
    reason = (await lina.app.glossary.ignored_terms())[found.term]
    passed = LetterOverride(found.key, found.check.value, reason)
    await lina.app.records.submit(case_id, letter(overrides=(passed,)))
    await team.sync()
    sent = (await lina.case(case_id)).letters[-1]
    assert sent.overrides == (passed,)
    await sofia.app.glossary.change(StopPassing("appeal=申诉"))
    await team.sync()
    assert await wei.app.glossary.ignored_terms() == {}


async def test_who_has_not_the_role_is_refused_here_and_by_the_server(team: Team) -> None:
    wei, sofia = await team.seat(WEI), await team.seat(SOFIA)
    with pytest.raises(Refused):
        await wei.app.glossary.change(PutTerm(RENAMED, 1))
    assert await wei.app.glossary.edits() == ()
    # Her role is taken away while she is offline: only the server knows.
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    await team.server.store.people.change(replace(SOFIA, roles=frozenset({Role.QUALITY})))
    await sofia.sync()
    (edit,) = await sofia.app.glossary.edits()
    assert edit.change == PutTerm(RENAMED, 1)
    assert edit.refused is not None
    assert edit.refused.id.startswith("Only somebody with the policy role")
    assert sofia.app.glossary.current == shipped_house() == wei.app.glossary.current
    await sofia.restart()
    assert await sofia.app.glossary.edits() == (edit,)
    await sofia.app.glossary.drop_edit(edit.id)
    assert await sofia.app.glossary.edits() == ()
    assert sofia.app.sync.status.waiting == 0


async def test_two_policy_colleagues_change_one_term(team: Team) -> None:
    await team.server.user(ANNA)
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    for seat in (sofia, anna):
        seat.wire.cut = True
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    theirs = replace(APPEAL, zh_hans="申请复审")
    await anna.app.glossary.change(PutTerm(theirs, 1))
    await anna.app.glossary.change(PutTerm(replace(theirs, note="as the law says"), 2))
    await anna.app.glossary.change(LetPass("appeal=上诉", "A court's word."))
    for seat in (sofia, anna):
        seat.wire.cut = False
        await seat.sync()
    first, second = await anna.app.glossary.edits()
    assert first.change == PutTerm(theirs, 1)
    assert first.refused is not None
    assert dict(first.refused.arguments) == {"name": SOFIA.name}
    # It is revision 2 there now as it was here, and it is not hers.
    assert second.refused is not None
    assert second.refused.id == "This rests on an earlier change of yours that was not made."
    assert term(anna.app.glossary.current).zh_hans == "复议"
    assert len(anna.app.glossary.current.passes) == 1
    # She looks at it as it is now, and makes hers again.
    await anna.app.glossary.change(PutTerm(theirs, term(anna.app.glossary.current).revision))
    for edit in (first, second):
        await anna.app.glossary.drop_edit(edit.id)
    await team.sync()
    assert sofia.app.glossary.current == anna.app.glossary.current
    assert term(sofia.app.glossary.current).zh_hans == "申请复审"
    assert [change.by for change in sofia.app.glossary.current.changes] == [
        each.person for each in (ANNA, ANNA, SOFIA)
    ]


async def test_a_letter_by_an_older_book_comes_back_with_its_text(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    case_id = await case_of(team, wei)
    wei.wire.cut = True
    await wei.app.records.submit(case_id, letter())
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    await sofia.sync()
    wei.wire.cut = False
    await wei.sync()
    (question,) = await wei.app.questions.asked()
    assert question.text == LETTER
    assert question.reason.id == (
        "The house's terms or style have changed since this letter was written. {why}"
    )
    with pytest.raises(Refused):
        await wei.app.questions.redo(question.command_id)
    command = await wei.app.questions.edit(question.command_id)
    assert isinstance(command, SendReply)
    assert (await wei.app.drafts.read(case_id, "M1")).zh == LETTER.zh
    corrected = replace(LETTER, zh="我们已收到您的复议申请。")
    await wei.app.records.submit(case_id, replace(command, text=corrected))
    await wei.sync()
    assert await wei.app.questions.asked() == ()
    assert (await wei.case(case_id)).letters[-1].text == corrected


async def test_a_letter_by_an_older_book_goes_if_it_says_nothing_that_changed(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    case_id = await case_of(team, wei)
    wei.wire.cut = True
    plain = Bilingual("We are looking at it.", "我们正在核实。")
    await wei.app.records.submit(case_id, replace(letter(), text=plain))
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    await sofia.sync()
    wei.wire.cut = False
    await wei.sync()
    assert await wei.app.questions.asked() == ()
    assert (await wei.case(case_id)).letters[-1].text == plain


async def test_style_is_the_house_s_too(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    case_id = await case_of(team, wei)
    style = sofia.app.glossary.current.style
    await sofia.app.glossary.change(SetStyle(replace(style, max_en_words=10), 1))
    await team.sync()
    context = await wei.app.letters.check_context(case_id, "M1")
    assert context.profile.max_en_words == 10


async def test_an_answer_that_is_lost_makes_no_second_change(team: Team) -> None:
    sofia = await team.seat(SOFIA)
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    # Neither the answer comes, nor the feed that would repeat it.
    sofia.wire.losing = 2
    await sofia.app.sync.now()
    (edit,) = await sofia.app.glossary.edits()
    assert edit.sent
    with pytest.raises(KeyError):
        await sofia.app.glossary.drop_edit(edit.id)
    await sofia.restart()
    sofia.wire.doubling = 1
    await sofia.sync()
    assert sofia.app.glossary.current.version == 2
    assert await sofia.app.glossary.edits() == ()


async def test_a_server_that_is_older_is_said_to_be_and_nothing_given_is_lost(team: Team) -> None:
    wei = await team.seat(WEI)
    case_id = await case_of(team, wei)
    await wei.app.glossary.ignore_term("appeal=上诉", "A brand's own word.")
    await wei.app.records.submit(case_id, AddNote(text="Called the shop."))
    wei.wire.answering = [no(404, NO_SUCH_ADDRESS)]
    await wei.app.sync.now()
    assert wei.app.sync.status.state is SyncState.TROUBLE
    problem = wei.app.sync.status.problem
    assert problem is not None
    assert problem.id == "The server is older than this program."
    assert wei.app.sync.status.waiting == 2
    assert await wei.app.glossary.ignored_terms() == {"appeal=上诉": "A brand's own word."}
    await wei.sync()
    assert wei.app.sync.status.waiting == 0
    assert await wei.app.questions.asked() == await wei.app.glossary.edits() == ()
    assert await wei.app.glossary.ignored_terms() == {"appeal=上诉": "A brand's own word."}
    assert [note.text for note in (await wei.case(case_id)).notes] == ["Called the shop."]


async def test_an_edit_that_the_server_cannot_read_is_answered_and_stops_nothing(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei = await team.seat(WEI)
    first = await wei.app.glossary.change(LetPass("appeal=上诉", "A brand's own word."))
    await wei.app.glossary.change(LetPass("order=订购", "Theirs."))
    real = wei.wire.handle_async_request

    async def cannot_read_the_first(request: httpx.Request) -> httpx.Response:
        is_push = request.url.path == "/api/v2/push"
        return (
            no(413) if is_push and first.encode() in await request.aread() else await real(request)
        )

    monkeypatch.setattr(wei.wire, "handle_async_request", cannot_read_the_first)
    await wei.sync()
    (edit,) = await wei.app.glossary.edits()
    assert (edit.id, edit.refused is not None) == (first, True)
    assert await wei.app.glossary.ignored_terms() == {"order=订购": "Theirs."}


@pytest.mark.expects_log("the data went back")
async def test_another_life_of_the_server_is_offered_what_it_lost(team: Team) -> None:
    hao = await team.seat(HAO)
    await hao.app.glossary.change(LetPass("appeal=上诉", "A brand's own word."))
    await hao.sync()
    await team.server.down()
    # Restored from a backup that was made before.
    for file in team.folder.glob("server.db*"):
        file.unlink()
    await team.server.up()
    for actor in (HAO, WEI):
        await team.server.user(actor)
    await hao.sign_in()
    await hao.sync()
    await hao.sync()
    wei = await team.seat(WEI)
    assert await wei.app.glossary.ignored_terms() == {"appeal=上诉": "A brand's own word."}
    assert await hao.app.glossary.ignored_terms() == await wei.app.glossary.ignored_terms()


@pytest.mark.expects_log("glossary glossary is damaged")
async def test_a_damaged_book_gives_way_to_the_shipped_one_and_comes_again(team: Team) -> None:
    sofia, wei = await team.seat(SOFIA), await team.seat(WEI)
    await sofia.app.glossary.change(PutTerm(RENAMED, 1))
    await team.sync()
    assert term(wei.app.glossary.current).zh_hans == "复议"
    await wei.app.close()
    (stored,) = [each for each in wei.profile.iterdir() if "复议".encode() in each.read_bytes()]
    stored.write_bytes(stored.read_bytes().replace("复议".encode(), "复以".encode()))
    await wei.start()
    await wei.app.session.resume()
    assert wei.app.glossary.current == shipped_house()
    await wei.sync()
    assert term(wei.app.glossary.current).zh_hans == "复议"


async def test_nobody_waits_for_a_book_that_was_never_sent(team: Team) -> None:
    wei = await team.seat(WEI, signed_in=False)
    assert wei.app.glossary.current == shipped_house()
    await wei.sign_in()
    wei.wire.cut = True
    edit_id = await wei.app.glossary.change(LetPass("appeal=上诉", "A brand's own word."))
    expected = GlossaryEdit(
        id=edit_id, change=LetPass("appeal=上诉", "A brand's own word."), given_at=team.clock()
    )
    assert await wei.app.glossary.edits() == (expected,)
    await wei.app.glossary.drop_edit(edit_id)
    assert wei.app.glossary.current == shipped_house()
