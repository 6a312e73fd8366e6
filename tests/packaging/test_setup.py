"""`make run` and `make test` on a new machine: what is installed, what is said, and when not.

The machine is a folder of small scripts that stand in for Python, apt-get and dpkg
and write down how they were called.
"""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.rules.sources import ROOT

PYTHON = """\
#!/bin/sh
echo "python $*" >> "{log}"
case "$*" in
    -VV) echo "Python 3.11.2" ;;
    "-c import ensurepip, venv") exit {venv_missing} ;;
    "-m venv --clear .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
esac
"""
DPKG = """\
#!/bin/sh
for package; do :; done
case " {missing} " in *" $package "*) exit 1 ;; esac
echo installed
"""
LOGGED = '#!/bin/sh\necho "{name} $*" >> "{log}"\n'
TOOLS = ("sh", "env", "cat", "grep", "sha256sum", "cut", "pwd", "dirname", "mkdir", "cp", "uname")


class Machine:
    """A machine without anything, as far as `.ci/setup` can tell."""

    def __init__(self, home: Path) -> None:
        self.tree = home / "recourse"
        self.log = home / "log"
        self._bin = home / "bin"
        self._bin.mkdir()
        (self.tree / ".ci").mkdir(parents=True)
        for name in ("pyproject.toml", "constraints.txt", "Makefile", ".ci/setup", ".ci/display"):
            shutil.copy(ROOT / name, self.tree / name)
        for tool in TOOLS:
            (self._bin / tool).symlink_to(str(shutil.which(tool)))
        self.has()

    def has(self, *, missing: str = "", user: int = 0, venv_missing: bool = False) -> None:
        self._script("python3", PYTHON.format(log=self.log, venv_missing=int(venv_missing)))
        self._script("dpkg-query", DPKG.format(missing=missing))
        self._script("apt-get", LOGGED.format(name="apt-get", log=self.log))
        self._script("id", f"#!/bin/sh\necho {user}\n")

    def _script(self, name: str, text: str) -> None:
        path = self._bin / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def run(
        self, script: str, *arguments: str, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        self.log.write_text("", encoding="utf-8")
        return subprocess.run(
            [str(self.tree / script), *arguments],
            env={"PATH": str(self._bin)} | variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self, name: str) -> list[str]:
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [line for line in lines if line.startswith(name)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def installs(machine: Machine) -> list[str]:
    return [line for line in machine.called("python") if " install " in line]


def test_the_first_run_installs_at_exact_versions(machine: Machine) -> None:
    assert machine.run(".ci/setup").returncode == 0
    assert machine.called("python -m venv")
    assert installs(machine)
    assert all("-c constraints.txt" in line for line in installs(machine))


def test_the_second_run_installs_nothing(machine: Machine) -> None:
    machine.run(".ci/setup")
    second = machine.run(".ci/setup")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert installs(machine) == []
    assert machine.called("python -m venv") == []


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_other_versions_are_installed_into_what_is_there(machine: Machine, name: str) -> None:
    machine.run(".ci/setup")
    with (machine.tree / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    machine.run(".ci/setup")
    assert installs(machine)
    assert machine.called("python -m venv") == []


def test_a_moved_tree_gets_a_new_environment(machine: Machine) -> None:
    machine.run(".ci/setup")
    machine.tree = machine.tree.rename(machine.tree.with_name("moved"))
    machine.run(".ci/setup")
    assert machine.called("python -m venv")


def test_root_gets_the_system_packages(machine: Machine) -> None:
    machine.has(missing="libegl1 fonts-noto-cjk")
    assert machine.run(".ci/setup").returncode == 0
    (install,) = (line for line in machine.called("apt-get") if " install " in line)
    assert install.split()[-2:] == ["libegl1", "fonts-noto-cjk"]


def test_a_python_without_venv_gets_it(machine: Machine) -> None:
    machine.has(venv_missing=True)
    machine.run(".ci/setup")
    (install,) = (line for line in machine.called("apt-get") if " install " in line)
    assert install.split()[-1] == "python3-venv"


def test_what_only_tests_need_is_installed_for_tests_alone(machine: Machine) -> None:
    machine.has(missing="xvfb")
    assert machine.run(".ci/setup").returncode == 0
    assert machine.called("apt-get") == []
    assert machine.run(".ci/setup", "tests").returncode == 0
    (install,) = (line for line in machine.called("apt-get") if " install " in line)
    assert install.split()[-1] == "xvfb"
    again = machine.run(".ci/setup")
    assert (again.returncode, installs(machine)) == (0, []), "tests have all that a run needs"


def test_others_are_told_the_one_line_to_run(machine: Machine) -> None:
    machine.has(missing="libegl1", user=1000)
    said = machine.run(".ci/setup")
    assert said.returncode == 1
    assert "sudo apt-get update && sudo apt-get install -y" in said.stderr
    assert said.stderr.rstrip().endswith("libegl1")
    assert machine.called("apt-get") == []
    assert installs(machine) == []


def test_without_a_display_it_says_so(machine: Machine) -> None:
    said = machine.run(".ci/display")
    assert said.returncode == 1
    assert "there is no display" in said.stderr


@pytest.mark.parametrize("variable", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_with_a_display_it_says_nothing(machine: Machine, variable: str) -> None:
    said = machine.run(".ci/display", **{variable: "x"})
    assert (said.returncode, said.stderr) == (0, "")
