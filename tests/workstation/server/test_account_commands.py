"""A new server gets its first account, and its operator a token, from the command line."""

import io
from pathlib import Path

import pytest

from workstation.cli import main
from workstation.domain.taxonomy import Role
from workstation.server.store import Store


def _type(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


async def test_an_enrolled_person_can_sign_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import asyncio

    url = f"sqlite:///{tmp_path}/server.db"
    _type(monkeypatch, "a good long secret\n")
    arguments = ["enrol", "ada", "--database", url, "--roles", "SPECIALIST", "--queues", "q"]
    assert await asyncio.to_thread(main, arguments) == 0
    assert "ada: SPECIALIST" in capsys.readouterr().out
    store = await Store.open(url)
    try:
        people = await store.people.directory()
    finally:
        await store.close()
    (ada,) = [person for person in people if person.id == "ada"]
    assert ada.roles == {Role.SPECIALIST}
    assert ada.queues == {"q"}


def test_no_password_makes_no_account(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _type(monkeypatch, "\n")
    url = f"sqlite:///{tmp_path}/server.db"
    assert main(["enrol", "ada", "--database", url, "--roles", "SPECIALIST"]) == 1
    assert "needs a password" in capsys.readouterr().err
    assert not (tmp_path / "server.db").exists()


def test_a_server_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _type(monkeypatch, "secret\n")
    assert main(["token", "ada", "--server", "http://127.0.0.1:9"]) == 1
    assert "http://127.0.0.1:9 cannot be used" in capsys.readouterr().err
