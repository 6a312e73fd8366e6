"""Changes of the glossary as the window gives them: which rest on which, and which can go."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench import SOFIA, WEI, someone
from tests.journeys.team import Seat, Team, office
from workstation.bilingual.shipped_glossary import shipped_house
from workstation.domain.glossary.acts import (
    DropTerm,
    Glossary,
    LetPass,
    PutTerm,
    SetStyle,
    StopPassing,
    Term,
)
from workstation.domain.taxonomy import Role

ANNA = someone("anna.berg", Role.POLICY)
APPEAL, ORDER = shipped_house().terms[:2]


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


def called(zh: str, term: Term = APPEAL, over: int = 1) -> PutTerm:
    """The term under another Chinese name, changed by somebody who saw revision `over`."""
    return PutTerm(replace(term, zh_hans=zh, zh_hant="", forbidden_zh=()), over)


def name_of(glossary: Glossary, term: Term = APPEAL) -> str:
    found = glossary.term(term.id)
    return found.zh_hans if found is not None else ""


def rests_on(seat: Seat) -> dict[str, tuple[str, ...]]:
    return {each.id: each.rests_on for each in seat.app._profile.signed_in.ledger.entries()}


async def test_a_change_rests_on_the_last_one_about_the_same(team: Team) -> None:
    sofia = await team.seat(SOFIA)
    sofia.wire.cut = True
    give = sofia.app.glossary.change
    term = await give(called("复议"))
    other = await give(called("订购", ORDER))
    passes = await give(LetPass("appeal=上诉", "A court's word."))
    again = await give(called("复核", over=2))
    gone = await give(DropTerm(APPEAL.id, 3, "Nobody says so."))
    stops = await give(StopPassing("appeal=上诉"))
    style = sofia.app.glossary.current.style
    first = await give(SetStyle(replace(style, max_en_words=10), 1))
    second = await give(SetStyle(replace(style, max_en_words=12), 2))
    expected = {
        term: (),
        other: (),
        passes: (),
        again: (term,),
        gone: (again,),
        stops: (passes,),
        first: (),
        second: (first,),
    }
    assert rests_on(sofia) == expected
    glossary = sofia.app.glossary.current
    assert (glossary.term(APPEAL.id), glossary.passes, glossary.style.max_en_words) == (
        None,
        (),
        12,
    )
    await sofia.restart()
    assert rests_on(sofia) == expected
    assert sofia.app.glossary.current == glossary
    assert [each.id for each in await sofia.app.glossary.edits()] == list(expected)
    sofia.wire.cut = False
    await sofia.sync()
    assert await sofia.app.glossary.edits() == ()
    after = sofia.app.glossary.current
    assert (after.terms, after.passes, after.style) == (
        glossary.terms,
        glossary.passes,
        glossary.style,
    )
    assert sorted(repr(each.change) for each in after.changes) == sorted(
        repr(each.change) for each in glossary.changes
    )


async def test_what_rests_on_a_refused_change_is_not_seen(team: Team) -> None:
    """Somebody else made revision 2 meanwhile: the second change would overwrite theirs."""
    await team.server.user(ANNA)
    sofia, anna = await team.seat(SOFIA), await team.seat(ANNA)
    anna.wire.cut = True
    refused = await anna.app.glossary.change(called("申请复审"))
    follows = await anna.app.glossary.change(called("申请复核", over=2))
    assert name_of(anna.app.glossary.current) == "申请复核"
    await sofia.app.glossary.change(called("复议"))
    await sofia.sync()
    anna.wire.cut = False
    await anna.sync()
    edits = await anna.app.glossary.edits()
    assert [each.id for each in edits] == [refused, follows]
    assert edits[0].refused is not None
    assert name_of(anna.app.glossary.current) == "复议"
    assert anna.app.glossary.current == sofia.app.glossary.current
    await anna.restart()
    assert anna.app.glossary.current == sofia.app.glossary.current


async def test_only_what_nobody_has_heard_of_or_what_was_refused_is_dropped(team: Team) -> None:
    sofia = await team.seat(SOFIA)
    style = sofia.app.glossary.current.style
    applied = await sofia.app.glossary.change(LetPass("appeal=上诉", "A court's word."))
    await sofia.sync()
    sofia.wire.losing = 2
    sent = await sofia.app.glossary.change(called("复议"))
    await sofia.app.sync.now()
    sofia.wire.cut = True
    unsent = await sofia.app.glossary.change(SetStyle(replace(style, max_en_words=10), 1))
    for id_ in (applied, sent, "unknown"):
        with pytest.raises(KeyError):
            await sofia.app.glossary.drop_edit(id_)
    await sofia.app.glossary.drop_edit(unsent)
    with pytest.raises(KeyError):
        await sofia.app.glossary.drop_edit(unsent)
    assert sofia.app.glossary.current.style == style
    await sofia.restart()
    assert [each.id for each in await sofia.app.glossary.edits()] == [sent]
    sofia.wire.cut = False
    await sofia.sync()
    assert await sofia.app.glossary.edits() == ()
    assert name_of(sofia.app.glossary.current) == "复议"


async def test_what_rested_on_a_change_that_was_taken_back_is_refused(team: Team) -> None:
    """It waits for nothing that never comes."""
    sofia = await team.seat(SOFIA)
    sofia.wire.cut = True
    taken_back = await sofia.app.glossary.change(called("复议"))
    follows = await sofia.app.glossary.change(called("复核", over=2))
    await sofia.app.glossary.drop_edit(taken_back)
    assert name_of(sofia.app.glossary.current) == name_of(shipped_house())
    sofia.wire.cut = False
    await sofia.sync()
    (edit,) = await sofia.app.glossary.edits()
    assert (edit.id, edit.refused is not None) == (follows, True)
    assert sofia.app.sync.status.waiting == 0
    assert sofia.app.glossary.current == shipped_house()


async def test_what_was_ignored_before_there_was_a_book_is_given_at_sign_in(team: Team) -> None:
    wei = await team.seat(WEI)
    await wei.app.close()
    with closing(sqlite3.connect(wei.profile / "work.db")) as work, work:
        ignored = "INSERT INTO ignored_term VALUES (?, ?, ?, 1.0)"
        work.execute(ignored, (WEI.id, "appeal=上诉", "A court's word."))
        work.execute(ignored, ("li.na", "order=订购", "Hers."))
    wei.wire.cut = True
    await wei.start()
    await wei.app.session.resume()
    (edit,) = await wei.app.glossary.edits()
    assert edit.change == LetPass("appeal=上诉", "A court's word.")
    assert await wei.app.glossary.ignored_terms() == {"appeal=上诉": "A court's word."}
    wei.wire.cut = False
    await wei.restart()
    await wei.sync()
    assert await wei.app.glossary.edits() == ()
    (change,) = wei.app.glossary.current.changes
    assert (change.by, change.change) == (WEI.person, edit.change)


async def test_the_words_of_a_dropped_change_are_kept(team: Team) -> None:
    sofia = await team.seat(SOFIA)
    sofia.wire.cut = True
    given = await sofia.app.glossary.change(LetPass("appeal=上诉", "A court's own word."))
    await sofia.app.glossary.drop_edit(given)
    (kept,) = await sofia.app.drafts.all()
    assert "A court's own word." in kept.draft.en
    assert "appeal=上诉" in kept.draft.en
    await sofia.restart()
    assert await sofia.app.drafts.all() == (kept,)
