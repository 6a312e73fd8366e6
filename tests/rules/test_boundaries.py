"""Broad `except` stands only where work is handed over; tests never sleep."""

import ast

import pytest

from tests.rules.sources import Source, calls, expect_none, sources

BROAD = frozenset({"Exception", "BaseException"})
# The task runner and the sync loop. The loop of the jobs: one stops no other. The commands as a
# whole, and the opening of the profile: what nobody foresaw is reported and said.
ALLOWED = (
    *("ui/bridge/tasks.py", "workstation/sync/loop.py", "workstation/server/job_loop.py"),
    *("ui/__main__.py", "ui/composition/entrance.py", "workstation/cli.py"),
)


def broad_handlers(source: Source) -> list[str]:
    """Handlers that catch anything and let it end there: one that re-raises is a clean-up."""
    return [
        source.at(node)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or _names(node.type) & BROAD)
        and not any(isinstance(last, ast.Raise) for last in node.body[-1:])
    ]


def _names(node: ast.expr) -> set[str]:
    return {child.id for child in ast.walk(node) if isinstance(child, ast.Name)}


def sleeps(source: Source) -> list[str]:
    """Waits for a time. A loop that waits for something may rest between two looks."""
    resting = {id(call) for loop in _waiting(source.tree) for _name, call in calls(loop)}
    return [
        f"{source.at(call)} {ast.unparse(call)}"
        for name, call in calls(source.tree)
        if id(call) not in resting
        if ast.unparse(call.func) == "time.sleep"
        or (ast.unparse(call.func) == "asyncio.sleep" and not _is_zero(call))
        or (name == "wait" and ast.unparse(call.func) in {"qtbot.wait", "QTest.qWait"})
        or name == "qWait"
    ]


def _waiting(tree: ast.AST) -> list[ast.While]:
    loops = [node for node in ast.walk(tree) if isinstance(node, ast.While)]
    return [loop for loop in loops if not isinstance(loop.test, ast.Constant)]


def _is_zero(call: ast.Call) -> bool:
    return isinstance(call.args[0], ast.Constant) and call.args[0].value == 0


def test_broad_handlers_stand_at_the_boundaries_only() -> None:
    inside = (source for source in sources("workstation", "ui") if source.name not in ALLOWED)
    expect_none(line for source in inside for line in broad_handlers(source))


def test_no_test_sleeps() -> None:
    own = "tests/rules/test_boundaries.py"
    others = (source for source in sources("tests") if source.name != own)
    expect_none(line for source in others for line in sleeps(source))


@pytest.mark.parametrize("caught", ["", " Exception", " (ValueError, Exception) as error"])
def test_a_broad_handler_is_found(caught: str) -> None:
    text = f"try:\n    go()\nexcept{caught}:\n    pass\n"
    assert broad_handlers(Source("x.py", text)) == ["x.py:3"]


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    go()\nexcept ValueError:\n    pass\n",
        "try:\n    go()\nexcept BaseException:\n    undo()\n    raise\n",
    ],
)
def test_a_narrow_handler_passes(text: str) -> None:
    assert broad_handlers(Source("x.py", text)) == []


@pytest.mark.parametrize(
    "call",
    ["time.sleep(1)", "asyncio.sleep(0.1)", "qtbot.wait(50)", "while True:\n    time.sleep(1)"],
)
def test_a_sleep_is_found(call: str) -> None:
    assert len(sleeps(Source("tests/x.py", call))) == 1


@pytest.mark.parametrize(
    "call",
    [
        "asyncio.sleep(0)",
        "qtbot.waitUntil(done)",
        "event.wait()",
        "while not met():\n    asyncio.sleep(0.001)",
    ],
)
def test_waiting_for_something_passes(call: str) -> None:
    assert sleeps(Source("tests/x.py", call)) == []
