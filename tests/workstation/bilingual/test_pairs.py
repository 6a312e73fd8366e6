"""`recoursectl check`: a line of findings a pair, and a bad line named by its number."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import pytest

from workstation.bilingual import commands
from workstation.bilingual.checks import BEAD_LIMIT
from workstation.bilingual.checks.context import CheckContext
from workstation.bilingual.pairs import BadLine, check_pairs, read_pairs
from workstation.i18n import Translator

GOOD = {"id": "1", "en": "We saw 7 boxes.", "zh": "我们看到十个箱子。"}


def line(**fields: object) -> bytes:
    return json.dumps({**GOOD, **fields}).encode() + b"\n"


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    commands.register(parser.add_subparsers(required=True))
    parsed = parser.parse_args(["check", *arguments])
    return int(parsed.run(parsed))


@pytest.mark.parametrize(
    "bad",
    [
        b"{\n",
        b"[]\n",
        b"17\n",
        b'{"id": "1", "en": "a"}\n',
        line(en=3),
        b"\xff\xfe\n",
        b"[" * 200_000 + b"\n",
        line(zh="一" * (BEAD_LIMIT + 1)),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_checked(bad: bytes) -> None:
    out, problems = io.StringIO(), io.StringIO()
    stream = io.BytesIO(line(id="first") + bad + line(id="last"))
    assert not check_pairs(stream, CheckContext(), Translator("en").text, out, problems)
    assert [json.loads(text)["id"] for text in out.getvalue().splitlines()] == ["first", "last"]
    assert problems.getvalue().startswith("line 2: ")
    assert problems.getvalue().count("\n") == 1


def test_a_line_of_many_megabytes_is_refused_without_being_read_as_two() -> None:
    stream = io.BytesIO(b"x" * 9_000_000 + b"\n" + line())
    bad, good = list(read_pairs(stream))
    assert isinstance(bad, BadLine)
    assert not isinstance(good, BadLine)


def test_the_form_of_an_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_bytes(line() + b"\n" + line(id="2", zh="我们看到7个箱子。", extra=1))
    assert run("--pairs", str(pairs)) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert second == {"id": "2", "findings": []}
    (finding,) = first["findings"]
    assert set(finding) == {"check", "severity", "en_span", "zh_span", "message"}
    assert (finding["check"], finding["severity"]) == ("num.parity", "S1")
    assert GOOD["en"][slice(*finding["en_span"])] == "7"
    assert GOOD["zh"][slice(*finding["zh_span"])] == "十"


def test_half_a_surrogate_pair_is_answered(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pairs = tmp_path / "pairs.jsonl"
    pairs.write_bytes(b'{"id": "\\ud800", "en": "7 \\ud800 days", "zh": "\\udfff"}\n')
    assert run("--pairs", str(pairs)) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "\ud800"


def test_exit_status_and_glossary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, glossary = tmp_path / "pairs.jsonl", tmp_path / "glossary.csv"
    pairs.write_bytes(line(en="Your appeal is here.", zh="您的上诉已收到。") + b"oops\n")
    glossary.write_text("en,zh_hans,forbidden_zh\nappeal,申诉,上诉\n", "utf-8")
    assert run("--pairs", str(pairs), "--glossary", str(glossary)) == 2
    captured = capsys.readouterr()
    assert json.loads(captured.out)["findings"][0]["check"] == "term"
    assert captured.err.startswith("line 2: ")


@pytest.mark.parametrize("content", ["en,de\na,b\n", ""])
def test_a_file_that_is_no_glossary_is_refused(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p").write_bytes(line())
    (tmp_path / "g").write_text(content, "utf-8")
    assert run("--pairs", str(tmp_path / "p"), "--glossary", str(tmp_path / "g")) == 2
    assert "zh_hans" in capsys.readouterr().err


def test_a_letter_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en").write_text("Please reply within 7 days.\n\nThank you.", "utf-8")
    (tmp_path / "zh").write_text("请在十天内回复。\n\n感谢您。", "utf-8")
    assert run("--letter", str(tmp_path / "en"), str(tmp_path / "zh")) == 1
    text = capsys.readouterr().out
    assert "dur.parity" in text
    assert "7 days" in text
    assert "verified" not in text


def test_missing_files_are_wrong_input(tmp_path: Path) -> None:
    assert run("--pairs", str(tmp_path / "none")) == 2
    assert run("--letter", str(tmp_path / "none"), str(tmp_path / "none")) == 2
