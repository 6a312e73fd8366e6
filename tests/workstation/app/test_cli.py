"""`recoursectl`: what it prints, and the status that it ends with."""

import asyncio
import json
from pathlib import Path

import pytest

from tests.full_disk import little_room
from workstation import cli
from workstation.app import bench
from workstation.app.bench import Figure, percentile
from workstation.app.sample import sampled
from workstation.bilingual import measure


def test_without_a_command_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([])
    assert ended.value.code == 2
    assert "recoursectl" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["serve", "bench", "doctor", "check"])
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([command, "--help"])
    assert ended.value.code == 0
    assert command in capsys.readouterr().out


def test_the_doctor_finds_a_profile_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def make() -> None:
        await (await sampled(tmp_path, 3)).close()

    asyncio.run(make())
    assert cli.main(["doctor", "--profile", str(tmp_path)]) == 0
    out = capsys.readouterr().out
    assert "work.db: whole" in out
    assert "cache.db: whole" in out


def test_the_doctor_says_what_room_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> tuple[int, str]:
        status = cli.main(["doctor", "--profile", str(tmp_path)])
        return status, capsys.readouterr().out

    async def make() -> None:
        await (await sampled(tmp_path, 3)).close()

    asyncio.run(make())
    status, out = told()
    assert (status, "ballast" in out) == (0, False)
    (tmp_path / "ballast").unlink()
    status, out = told()
    assert (status, "  ballast: missing, laid again now" in out) == (0, True)
    (tmp_path / "ballast").write_bytes(b"0" * 1_200_000)
    little_room(monkeypatch, 64 * 1024 * 1024)
    assert "little" not in told()[1]
    (tmp_path / "ballast").write_bytes(b"0" * 1_200_000)
    little_room(monkeypatch, 5_000_000)
    status, out = told()
    assert status == 1
    assert "  disk: 5.0 MB free, which is little" in out
    assert "  ballast: short, 1.2 MB of 4.2 MB, not laid again" in out


def test_the_doctor_says_which_file_is_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cache.db").write_bytes(b"not a database at all " * 300)
    assert cli.main(["doctor", "--profile", str(tmp_path)]) == 1
    out = capsys.readouterr().out
    assert "The file cache.db is damaged." in out
    assert "work.db: not there yet" in out


def test_the_doctor_cannot_reach_a_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--server", "http://127.0.0.1:9"]) == 1
    assert "The server cannot be reached." in capsys.readouterr().out


def test_the_outbox_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["bench", "outbox", "--cases", "20", "--json"])
    record = json.loads(capsys.readouterr().out)
    assert record["name"] == "outbox"
    assert record["cases"] == 20
    assert record["target"] == 10.0
    assert record["value"] > 0


def test_what_is_painted_is_measured_in_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []

    class Done:
        returncode = 3

    def run(command: list[str], **_more: object) -> Done:
        asked.append(command[1:])
        return Done()

    monkeypatch.setattr(bench.subprocess, "run", run)
    assert cli.main(["bench", "startup", "language", "--cases", "7", "--json"]) == 3
    assert asked == [
        ["-m", "ui.bench", "startup", "--cases", "7", "--json"],
        ["-m", "ui.bench", "language", "--cases", "7", "--json"],
    ]


def test_a_figure_over_its_target_is_said() -> None:
    slow = Figure("outbox", 12.0, 10.0, "ms")
    assert not slow.met
    assert bench.line(slow, 5, as_json=False).startswith("MISSED")
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.95) == 4.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.0


def test_a_disk_error_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli, "_doctor", full)
    assert cli.main(["doctor"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("database", ["nonsense", "sqlite:////no/such/folder/server.db"])
def test_a_database_that_cannot_be_used_is_one_line(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["serve", "--database", database, "--port", "0"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("The database cannot be used: ")
    assert said.count("\n") == 1


def test_the_checks_of_letters_are_measured_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(measure, "report", lambda *, as_json, out: print(as_json, file=out))
    assert cli.main(["bench", "bilingual", "--json"]) == 0
    assert capsys.readouterr().out == "True\n"
