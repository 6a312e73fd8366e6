"""Lives of the server: what one said is worth nothing to the next, and is offered to it again."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.bench import LINA, WEI
from tests.journeys.team import Seat, Team, office
from workstation.cache.truth import Truths
from workstation.domain.commands import AddNote, Claim, Release
from workstation.i18n import Translator
from workstation.server import feed
from workstation.server.epochs import begin, name


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
async def team(tmp_path: Path) -> AsyncIterator[Team]:
    async with office(tmp_path) as people:
        yield people


async def backed_up(team: Team, folder: Path) -> dict[Path, bytes]:
    await team.server.down()
    backup = {path: path.read_bytes() for path in folder.glob("server.db*")}
    await team.server.up()
    return backup


async def put_back(team: Team, folder: Path, backup: dict[Path, bytes], epoch: str = "two") -> None:
    await team.server.down()
    for path in folder.glob("server.db*"):
        path.unlink()
    for path, content in backup.items():
        path.write_bytes(content)
    engine = create_engine(team.server.url)
    with engine.begin() as connection:
        assert begin(connection, name(connection), epoch)
    engine.dispose()
    await team.server.up()


async def notes(seat: Seat, case_id: str) -> list[str]:
    return [note.text for note in (await seat.case(case_id)).notes]


async def one_lost_note(team: Team, folder: Path) -> tuple[Seat, str]:
    """Wei's note was applied, and the server that is there now has never heard of it."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    backup = await backed_up(team, folder)
    await wei.app.records.submit(filed.case_id, AddNote(text="Once"))
    await wei.sync()
    await put_back(team, folder, backup)
    return wei, filed.case_id


async def started_from(seat: Seat, profile: Path) -> None:
    """The program is started on the files as they were at that moment."""
    seat.profile = profile
    await seat.start()
    await seat.app.session.resume()


@pytest.mark.parametrize("harm", ["lost", "emptied"])
async def test_a_cache_lost_before_the_first_pull_hinders_nothing(
    team: Team, tmp_path: Path, harm: str
) -> None:
    wei, case_id = await one_lost_note(team, tmp_path)
    await wei.app.close()
    cache = wei.profile / "cache.db"
    if harm == "lost":
        for path in wei.profile.glob("cache.db*"):
            path.unlink()
    else:
        engine = create_engine(f"sqlite:///{cache}")
        with engine.begin() as connection:
            connection.exec_driver_sql("PRAGMA user_version = 1")
        engine.dispose()
    await started_from(wei, wei.profile)
    await wei.sign_in()
    await wei.sync()
    await wei.sync()
    assert await notes(wei, case_id) == ["Once"]
    lina = await team.seat(LINA)
    assert await notes(lina, case_id) == ["Once"]


async def test_what_is_offered_again_is_said(team: Team, tmp_path: Path) -> None:
    wei, _case_id = await one_lost_note(team, tmp_path)
    await wei.sign_in()
    await wei.sync()
    said = wei.app.sync.status.restored
    assert said is not None
    assert "1 change of yours was offered to it again." in Translator("en").text(said)
    await wei.sync()
    assert wei.app.sync.status.restored == said


async def test_what_a_restored_server_still_has_is_shown_once_whoever_hears_of_it_first(
    team: Team, tmp_path: Path
) -> None:
    """The push heard of the new life, and what the pull said was there waited beside itself."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="kept"))
    await wei.sync()
    backup = await backed_up(team, tmp_path)
    await wei.app.records.submit(filed.case_id, AddNote(text="lost"))
    await wei.sync()
    await put_back(team, tmp_path, backup)
    await wei.app.records.submit(filed.case_id, AddNote(text="new"))
    await wei.app.sync.now()
    assert sorted(await notes(wei, filed.case_id)) == ["kept", "lost", "new"]
    said = wei.app.sync.status.restored
    assert said is not None
    assert "1 change of yours was offered to it again." in Translator("en").text(said)
    await wei.sync()
    await wei.sync()
    assert sorted(await notes(wei, filed.case_id)) == ["kept", "lost", "new"]
    lina = await team.seat(LINA)
    assert sorted(await notes(lina, filed.case_id)) == ["kept", "lost", "new"]


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_kill_between_the_files_loses_and_doubles_nothing(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    wei, case_id = await one_lost_note(team, tmp_path)
    await wei.sign_in()
    dead = tmp_path / "dead"
    honest = Truths.write

    async def write(truths: Truths, *asked):
        if moment == "after":
            await honest(truths, *asked)
        shutil.copytree(wei.profile, dead)
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Truths, "write", write)
        with pytest.raises(Killed):
            await wei.app.sync.now()
    await wei.app.close()
    await started_from(wei, dead)
    assert await notes(wei, case_id) == ["Once"]
    await wei.sync()
    await wei.sync()
    assert await notes(wei, case_id) == ["Once"]
    assert wei.app.sync.status.waiting == 0
    lina = await team.seat(LINA)
    assert await notes(lina, case_id) == ["Once"]


async def test_a_note_is_shown_once_over_a_kill_before_its_answer_is_heard(
    team: Team, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The case that came with the answer was stored before the answer: the note stood twice."""
    wei = await team.seat(WEI)
    filed = await team.server.file_case()
    await wei.sync()
    await wei.app.records.submit(filed.case_id, AddNote(text="Once"))
    wei.wire.losing = 1
    honest = Truths.write
    dead = tmp_path / "dead"

    async def write(truths: Truths, *asked):
        written = await honest(truths, *asked)
        shutil.copytree(wei.profile, dead)
        return written

    with monkeypatch.context() as patch:
        patch.setattr(Truths, "write", write)
        await wei.app.sync.now()
    await wei.app.close()
    await started_from(wei, dead)
    assert await notes(wei, filed.case_id) == ["Once"]


async def test_ones_own_note_stays_between_two_pages_of_a_long_pull(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cursor of the first page passed the place of the note, whose case came with the last."""
    wei, lina = await team.seat(WEI), await team.seat(LINA)
    first = await team.server.file_case()
    others = [(await team.server.file_case()).case_id for _n in range(4)]
    await team.sync()
    await wei.app.records.submit(first.case_id, AddNote(text="Mine"))
    # Of the push, and of the pull after it.
    wei.wire.losing = 2
    await wei.app.sync.now()
    for case_id in others:
        await lina.app.records.submit(case_id, Claim())
        await lina.app.records.submit(case_id, Release(reason="not me"))
    await lina.sync()
    # Now the case of the note moves behind all of them.
    await lina.app.records.submit(first.case_id, AddNote(text="Hers"))
    await lina.sync()
    seen: list[list[str]] = []
    honest = Truths.write

    async def write(truths: Truths, *asked):
        # As it stands after the page before this one.
        seen.append(await notes(wei, first.case_id))
        return await honest(truths, *asked)

    monkeypatch.setattr(Truths, "write", write)
    monkeypatch.setattr(feed, "_MOST_ROWS", 2)
    await wei.sync()
    assert len(seen) > 2
    assert all("Mine" in each for each in seen)
    assert await notes(wei, first.case_id) == ["Mine", "Hers"]
