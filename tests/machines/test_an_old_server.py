"""A workstation of today before a server of November 2026: it says so, and loses nothing."""

from dataclasses import replace
from pathlib import Path

from tests.bench import SOFIA, WEI
from tests.journeys.team import office
from workstation.app import SyncState
from workstation.domain.commands import AddNote
from workstation.domain.glossary.acts import PutTerm


async def test_nothing_is_asked_and_all_of_it_is_sent_when_the_server_is_brought_up_to_date(
    tmp_path: Path,
) -> None:
    async with office(tmp_path) as team:
        wei, sofia = await team.seat(WEI), await team.seat(SOFIA)
        case = (await team.server.file_case()).case_id
        await wei.sync()
        present = team.server.app
        for seat in team.seats:
            # It knows none of the addresses of now.
            seat.wire.app = team.server.of_november
        await wei.app.records.submit(case, AddNote(text="Given to an old server"))
        term = sofia.app.glossary.current.terms[0]
        await sofia.app.glossary.change(PutTerm(replace(term, note="So"), term.revision))
        for seat in team.seats:
            await seat.app.sync.now()
            status = seat.app.sync.status
            assert (status.state, status.waiting) == (SyncState.TROUBLE, 1)
            assert status.problem is not None
            assert status.problem.id == "The server is older than this program."
            assert await seat.app.questions.asked() == ()
        assert [each.refused for each in await sofia.app.glossary.edits()] == [None]
        await wei.restart()
        assert [note.text for note in (await wei.case(case)).notes] == ["Given to an old server"]
        for seat in team.seats:
            seat.wire.app = present
        await team.sync()
        assert [note.text for note in (await wei.case(case)).notes] == ["Given to an old server"]
        assert wei.app.glossary.current.terms[0].note == "So"
        assert await sofia.app.glossary.edits() == ()
