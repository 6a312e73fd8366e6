"""Who works on a case hears when somebody else takes it or gives it away."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.bench import LINA, PRIYA, WEI
from tests.journeys.team import Team
from tests.ui.journeys.conftest import Desk
from tests.ui.pages.hands import until
from ui.language import WindowLanguage
from workstation.domain.commands import Assign, Claim

EN = "We are looking at your photo."


async def test_who_drafted_hears_that_a_supervisor_gave_the_case_away(
    team: Team, dressed: WindowLanguage, tmp_path: Path
) -> None:
    """Also when it happened while there was no network; the news opens the case."""
    case_id = (await team.server.file_case()).case_id
    wei, priya = await team.seat(WEI), await team.seat(PRIYA)
    await wei.app.records.submit(case_id, Claim())
    await wei.app.drafts.save(case_id, "M1", EN, "")
    await team.sync()
    wei.wire.cut = True
    await priya.app.records.submit(case_id, Assign(owner=LINA))
    await priya.sync()
    desk = Desk(wei, tmp_path)
    before = asyncio.all_tasks()
    await desk.enter()
    # The window looks how things stand when it opens; only then the network comes back.
    await until(lambda: asyncio.all_tasks() <= before)
    wei.wire.cut = False
    await wei.sync()
    news = desk.screen.news
    await until(lambda: news.shown)
    reference = (await wei.case(case_id)).reference
    said = f"{PRIYA.name} gave {reference} to {LINA.name}. Your draft is kept."
    assert news.text == said
    news.press()
    await until(lambda: desk.place.reply.state.case is not None)
    assert desk.place.reply.state.case.id == case_id
    assert not news.shown
    await desk.leave()
