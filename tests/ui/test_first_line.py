"""The commands as they are run: whatever is wrong, a window or one line says so."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts/truetype</dir><cachedir>{cache}</cachedir>
<selectfont><rejectfont><glob>*CJK*</glob></rejectfont><rejectfont><glob>*wqy*</glob></rejectfont>
</selectfont></fontconfig>"""


def run(module: str, tmp_path: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    """Run a command with folders of its own, and see that it does not show its insides."""
    homes = {
        f"XDG_{each}_HOME": str(tmp_path / each) for each in ("STATE", "CONFIG", "DATA", "CACHE")
    }
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **homes, **more},
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.mark.parametrize(
    ("profile", "language", "words"),
    [
        ("/sys/x", "en", "The folder /sys/x cannot be made."),
        ("/sys/x", "zh_Hans", "无法建立文件夹/sys/x。"),
        ("/proc/x/y", "en", "cannot be made"),
        ("FILE", "en", "is a file, not a folder"),
        ("FILE", "zh_Hans", "是文件，不是文件夹"),
    ],
)
def test_a_folder_that_is_none_is_said_in_a_window(
    tmp_path: Path, profile: str, language: str, words: str
) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    there = profile.replace("FILE", str(file))
    done = run("tests.ui.onlooker", tmp_path, "--profile", there, "--language", language)
    assert done.stdout.startswith("StartTroubleDialog")
    assert words in done.stdout
    assert done.returncode == 1


@pytest.mark.parametrize("module", ["workstation.app", "ui.shell", "ui.composition"])
def test_a_part_that_cannot_be_loaded_ends_in_a_window_with_a_report(
    tmp_path: Path, module: str
) -> None:
    done = run("tests.ui.onlooker", tmp_path, "--profile", str(tmp_path / "p"), BROKEN=module)
    assert done.stdout.startswith("StartTroubleDialog")
    (report,) = (tmp_path / "STATE").rglob("fault-*.txt")
    assert str(report) in done.stdout.replace("\u200b", "")
    assert module in report.read_text()
    assert done.returncode == 1


@pytest.mark.parametrize(
    "address", ["foo", "http://", "ftp://host", "http://[", "http://host:99999"]
)
def test_an_address_that_is_none_is_said(tmp_path: Path, address: str) -> None:
    there = str(tmp_path / "p")
    done = run("tests.ui.onlooker", tmp_path, "--profile", there, "--server", address)
    assert done.stdout.startswith("MainWindow")
    assert f"“{address}” is no address" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "[General]\nlanguage=klingon\ntheme=neon\ntext=²\nembedded server=http://x:99999999\n",
        "[General]\ntext=99999999999999999999\nwindow\\geometry=@@@\nsplitter\\cases=² ³ -1\n",
        "language=\x00\x01\x02\n[[[\n",
    ],
)
def test_broken_settings_do_not_keep_the_window_from_opening(tmp_path: Path, text: str) -> None:
    profile = tmp_path / "p"
    profile.mkdir()
    (profile / "window.ini").write_text(text)
    done = run(
        "tests.ui.onlooker", tmp_path, "--profile", str(profile), "--server", "http://x.test"
    )
    assert done.stdout.startswith("MainWindow")
    assert done.returncode == 0


def test_settings_that_are_no_file_do_not_keep_the_window_from_opening(tmp_path: Path) -> None:
    (tmp_path / "p" / "window.ini").mkdir(parents=True)
    done = run(
        "tests.ui.onlooker",
        tmp_path,
        *("--profile", str(tmp_path / "p"), "--server", "http://x.test"),
    )
    assert done.stdout.startswith("MainWindow")
    assert done.returncode == 0


def test_a_machine_without_chinese_is_told_so(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(FONTS.format(cache=tmp_path / "fontcache"))
    done = run(
        "tests.ui.onlooker",
        tmp_path,
        *("--profile", str(tmp_path / "p"), "--server", "http://x.test"),
        FONTCONFIG_FILE=str(fonts),
    )
    assert "no font for Chinese" in done.stdout
    there = run(
        "tests.ui.onlooker",
        tmp_path,
        *("--profile", str(tmp_path / "p"), "--server", "http://x.test"),
    )
    assert "no font for Chinese" not in there.stdout


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("ui", ["--picture", "/sys/x", "case"]),
        ("ui", ["--picture", "FILE", "case"]),
        ("workstation.cli", ["serve", "--database", "sqlite:////sys/x.db"]),
        ("workstation.cli", ["audit", "--database", "sqlite:////sys/x.db", "case-1"]),
        ("workstation.cli", ["audit", "--database", "nonsense", "case-1"]),
        ("workstation.cli", ["restore", "--database", "sqlite:////sys/x.db", "/sys/none"]),
    ],
)
def test_a_command_without_a_window_says_it_in_one_line(
    tmp_path: Path, module: str, arguments: list[str]
) -> None:
    (tmp_path / "file").write_text("x")
    said = [each.replace("FILE", str(tmp_path / "file")) for each in arguments]
    done = run(module, tmp_path, *said)
    assert done.returncode in (1, 2)
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stdout == ""
