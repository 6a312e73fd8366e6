"""The hooks before a commit are those of this machine: they fetch nothing, and lint as CI does."""

import re

from tests.rules.sources import ROOT

HOOKS = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def values(key: str) -> list[str]:
    """What the configuration says under a key, in its order."""
    return re.findall(rf"^\s*(?:- )?{key}: (.*)$", HOOKS, re.MULTILINE)


def linters() -> list[str]:
    """The commands of `make lint`."""
    found = re.search(r"^lint: setup\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert found is not None
    return [line.strip().replace("$(PY)", ".venv/bin/python") for line in found[1].splitlines()]


def test_every_hook_is_local() -> None:
    assert values("repo") == ["local"]
    assert "://" not in HOOKS


def test_the_hooks_run_what_make_lint_runs() -> None:
    # A hook mends what it can, in the files of the commit; CI looks at all of them.
    hooks = [each.replace(" --fix", "") for each in values("entry")]
    assert hooks == [re.sub(r" (--check )?\.$", "", each) for each in linters()]
