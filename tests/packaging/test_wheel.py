"""A wheel built from the tree and installed elsewhere finds what it ships."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.rules.sources import ROOT, tracked_files


@dataclass(frozen=True, slots=True)
class Installation:
    """An environment that has the wheel, and a folder far from the tree to run it in."""

    bin: Path
    elsewhere: Path

    def run(self, *command: str) -> str:
        """What a command of this environment prints; its failure fails the test."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "VIRTUAL_ENV", "RECOURSE"))
        }
        done = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            cwd=self.elsewhere,
            env=kept | {"HOME": str(self.elsewhere), "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, code: str) -> str:
        return self.run("python", "-c", code).strip()


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("recourse-*.whl"))


@pytest.fixture(scope="session")
def installation(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """Its dependencies are those of this run, at the versions of constraints.txt."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home / "venv", with_pip=False)
    python = home / "venv/bin/python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "install", "-q", "--no-deps", "--no-index", str(wheel)],
        check=True,
        capture_output=True,
    )
    # Packages of this run come last, and its link to the tree does not come along:
    # a path file that is itself reached through a path file is not read.
    site = next((home / "venv/lib").glob("python3*/site-packages"))
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    return Installation(python.parent, elsewhere)


def test_the_wheel_carries_every_file(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    missing = []
    for path in tracked_files():
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(("workstation/", "ui/")):
            missing += [name] if name not in inside else []
        elif name.startswith(("translations/", "resources/")):
            missing += [name] if f"workstation/_data/{name}" not in inside else []
    assert missing == []


@pytest.mark.parametrize("package", ["workstation", "ui"])
def test_type_checkers_may_read_the_annotations(installation: Installation, package: str) -> None:
    marked = f"import pathlib, {package};print((pathlib.Path({package}.__file__).parent/'py.typed')"
    assert installation.python(f"{marked}.is_file())") == "True"


def test_the_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"workstation", "ui"}


def test_the_code_that_runs_is_the_installed_one(installation: Installation) -> None:
    place = installation.python("import workstation; print(workstation.__file__)")
    assert place.startswith(str(installation.bin.parent))


def test_translations_are_found(installation: Installation) -> None:
    said = installation.python(
        "from workstation.i18n import Translator, pgettext;"
        "print(Translator('zh_Hans').text(pgettext('kind', 'Appeal')))"
    )
    assert said == "申诉"


def test_resources_are_found(installation: Installation) -> None:
    size = installation.python(
        "from workstation.files import resource;"
        "print(resource('resources/domain/policies.json').stat().st_size)"
    )
    assert int(size) == (ROOT / "resources/domain/policies.json").stat().st_size


def test_what_is_not_shipped_is_refused(installation: Installation) -> None:
    said = installation.python(
        "from workstation.files import resource\n"
        "for name in ('resources/nothing', '../pyproject.toml', 'cli.py'):\n"
        "    try: resource(name)\n"
        "    except (FileNotFoundError, ValueError) as error: print(type(error).__name__)"
    )
    assert said.split() == ["FileNotFoundError", "ValueError", "ValueError"]


def test_the_doctor_sees_the_installed_data(installation: Installation) -> None:
    inside = next((installation.bin.parent / "lib").rglob("workstation/_data"))
    said = installation.run("recoursectl", "doctor")
    assert f"resources {inside}/resources, translations {inside}/translations" in said


@pytest.mark.slow
def test_pictures_are_drawn_without_the_tree(installation: Installation) -> None:
    installation.run(
        *("recourse", "--picture", "pictures", "--language", "zh_Hans"),
        *("--size", "1280x800", "--theme", "dark", "queue"),
    )
    pictures = sorted((installation.elsewhere / "pictures").rglob("*.png"))
    assert pictures
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)


def test_the_server_begins_with_its_demo(installation: Installation) -> None:
    command = "serve --database sqlite:///demo.db --port 0 --demo".split()
    with subprocess.Popen(
        [str(installation.bin / "recoursectl"), *command],
        cwd=installation.elsewhere,
        env={"HOME": str(installation.elsewhere), "PATH": ""},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout is not None
        try:
            assert server.stdout.readline().startswith("listening on http://127.0.0.1:")
        finally:
            server.terminate()
