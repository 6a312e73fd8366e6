"""The floor under the coverage: how it is read, compared and raised. `make coverage` measures."""

import importlib.util
from types import ModuleType

import pytest

from tests.rules.sources import ROOT


def _load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("coverage_tool", ROOT / ".ci/coverage_floor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = _load_tool()


def test_the_recorded_floor_can_be_read() -> None:
    assert 0 < tool.read_floor(tool.FLOOR.read_text(encoding="utf-8")) <= 100


@pytest.mark.parametrize(
    ("measured", "holds", "said"),
    [
        (79.9, False, "the floor is 80.0 %"),
        (80.0, True, "as the floor asks"),
        (80.5, True, "as the floor asks"),
        (80.6, True, "raise the floor"),
    ],
)
def test_what_is_below_fails_and_what_is_far_above_asks_to_be_raised(
    measured: float, holds: bool, said: str
) -> None:
    told = tool.verdict(measured, 80.0)
    assert told[0] is holds
    assert said in told[1]


def test_raising_keeps_the_comment() -> None:
    raised = tool.with_floor("# A comment.\n80.0\n", 81.26)
    assert raised == "# A comment.\n81.3\n"
    assert tool.read_floor(raised) == 81.3


@pytest.mark.parametrize("text", ["# Nothing.\n", "80.0\n81.0\n", "much\n"])
def test_a_record_that_is_not_one_figure_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|float"):
        tool.read_floor(text)
