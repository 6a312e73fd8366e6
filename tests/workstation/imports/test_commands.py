"""`recoursectl import` against a server in a process of its own."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.workstation.imports.test_reading import EXAMPLE, ROW, table, whole_request, write
from workstation import cli
from workstation.server.demo.users import PASSWORD


@dataclass
class Server:
    url: str
    database: Path

    def token(self, user: str = "priya.nair") -> str:
        body = {"user": user, "password": PASSWORD, "device": "import"}
        answer = httpx.post(f"{self.url}/api/v1/session", json=body)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["token"]

    def references(self) -> set[str]:
        with sqlite3.connect(self.database) as connection:
            rows = connection.execute("select external_reference from case_lookup").fetchall()
        connection.close()
        return {reference for (reference,) in rows}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    database = tmp_path_factory.mktemp("server") / "server.db"
    command = [sys.executable, "-m", "workstation.cli", "serve", "--port", "0", "--demo"]
    with subprocess.Popen(
        [*command, "--database", f"sqlite:///{database}"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            assert line.startswith("listening on "), line
            yield Server(line.split()[-1], database)
        finally:
            process.terminate()
            process.wait(timeout=20)


@dataclass
class Result:
    status: int
    out: str
    err: str


@pytest.fixture
def importing(server: Server, capsys: pytest.CaptureFixture[str]):
    def work(*files: Path, options: tuple[str, ...] = (), token: str | None = None) -> Result:
        given = server.token() if token is None else token
        arguments = ["import", *map(str, files), "--server", server.url, "--token", given]
        status = cli.main([*arguments, *options])
        said = capsys.readouterr()
        return Result(status, said.out, said.err)

    return work


def test_the_example_is_tried_stored_and_stored_only_once(server: Server, importing) -> None:
    before = server.references()
    tried = importing(EXAMPLE, options=("--dry-run",))
    assert (tried.status, tried.err) == (0, "")
    assert tried.out == "3 rows can be stored.\n"
    assert server.references() == before
    done = importing(EXAMPLE)
    assert (done.status, done.out) == (0, "3 cases stored.\n")
    assert server.references() - before == {"SC-2026-118842", "CN-2026-00417", "Q-2026-0093"}
    again = importing(EXAMPLE)
    assert again.out == "0 cases stored.\n3 were there before.\n"
    assert len(server.references()) == len(before) + 3


def test_with_one_wrong_row_nothing_is_stored(tmp_path: Path, server: Server, importing) -> None:
    before = server.references()
    good = ROW | {"external_reference": "N-1"}
    path = write(tmp_path, "november.csv", table(good, good | {"severity": "P9"}), "gbk")
    done = importing(path)
    assert done.status == 1
    assert done.out == ""
    assert "november.csv, row 3: The field severity cannot be “P9”." in done.err
    assert done.err.endswith("1 row is refused.\nNothing was stored.\n")
    assert server.references() == before


def test_what_only_the_server_knows_is_said_of_its_row(
    tmp_path: Path, server: Server, importing
) -> None:
    before = server.references()
    strange = ROW | {"external_reference": "N-2", "queue": "mars-commerce"}
    files = (
        write(tmp_path, "one.csv", table(ROW | {"external_reference": "N-3"})),
        write(tmp_path, "two.csv", table(ROW | {"external_reference": "N-4"}, strange)),
    )
    clause = ROW | {"external_reference": "N-5", "clauses": "AUT 9.9 v9.0"}
    clause |= {"actions": "A_WARNING", "conduct_on": "2026-11-01", "notice_on": "2026-11-02"}
    third = write(tmp_path, "three.csv", table(clause | {"decided_by": "first.line"}))
    done = importing(*files, third)
    assert done.status == 1
    assert "three.csv, row 2: " in done.err
    assert "one.csv" not in done.err
    assert server.references() == before


def test_all_is_said_in_chinese_too(tmp_path: Path, importing) -> None:
    path = write(tmp_path, "cases.csv", table(ROW | {"external_reference": "", "severity": "P2"}))
    done = importing(path, options=("--language", "zh"))
    assert done.status == 1
    assert "cases.csv" in done.err


def test_json_and_lines_go_the_same_way(tmp_path: Path, server: Server, importing) -> None:
    requests = [whole_request(n, object={"type": "LISTING", "id": f"J-{n}"}) for n in range(4)]
    array = write(tmp_path, "a.json", json.dumps(requests[:2]))
    lines = write(tmp_path, "b.jsonl", "\n".join(map(json.dumps, requests[2:])))
    assert importing(array, lines).out == "4 cases stored.\n"
    assert {"J-0", "J-3"} <= server.references()


def test_who_may_not_import_is_told_so(importing, server: Server) -> None:
    done = importing(EXAMPLE, token=server.token("marcus.tan"))
    assert done.status == 1
    assert done.out.strip()
    assert importing(EXAMPLE, token="stolen").status == 1


def test_a_server_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["import", str(EXAMPLE), "--token", "t", "--server"]
    assert cli.main([*arguments, "http://127.0.0.1:9"]) == 1
    assert "could not be reached" in capsys.readouterr().out
    assert cli.main([*arguments, "no address"]) == 1


@pytest.mark.parametrize(
    ("name", "word"), [("missing.csv", "no file"), ("photo.pdf", "cannot be imported")]
)
def test_wrong_usage_is_told_apart(importing, tmp_path: Path, name: str, word: str) -> None:
    done = importing(tmp_path / name)
    assert done.status == 2
    assert word in done.out


def test_without_a_token_nothing_is_tried(
    importing, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("RECOURSE_TOKEN", raising=False)
    assert os.environ.get("RECOURSE_TOKEN") is None
    assert cli.main(["import", str(EXAMPLE), "--server", "http://127.0.0.1:9"]) == 2
    assert "--token" in capsys.readouterr().out


def test_the_help_names_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["import", "--help"])
    said = capsys.readouterr().out
    assert "external_reference" in said
    assert "semicolons" in said
