"""The nets of tests/conftest.py hold: each is fed a test that has to fail."""

import pytest

from tests.rules.sources import ROOT

pytest_plugins = ["pytester"]


# What the inner tests do not use costs a second each to load.
RUN = ("-q", "-p", "no:schemathesis", "-p", "no:hypothesispytest", ".")


@pytest.fixture
def inner(pytester: pytest.Pytester) -> pytest.Pytester:
    """A run with the real conftest and the real options."""
    pytester.makeconftest((ROOT / "tests/conftest.py").read_text(encoding="utf-8"))
    pytester.makepyprojecttoml((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return pytester


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("import logging\ndef test(): logging.getLogger('x').warning('odd')", "*WARNING x: odd*"),
        ("import warnings\ndef test(): warnings.warn('old')", "*UserWarning: old*"),
        (
            "from PySide6.QtCore import qWarning\ndef test(qapp): qWarning('qt odd')",
            "*qt odd*",
        ),
        (
            "import asyncio\nkept = []\nasync def test(): "
            "kept.append(asyncio.create_task(asyncio.Event().wait()))",
            "*still running after the test*",
        ),
        (
            "from PySide6.QtWidgets import QWidget\nkept = []\n"
            "def test(qapp): kept.append(QWidget())",
            "*windows left behind: QWidget*",
        ),
    ],
)
def test_each_net_holds(inner: pytest.Pytester, body: str, complaint: str) -> None:
    inner.makepyfile(body)
    result = inner.runpytest_subprocess(*RUN)
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    result.stdout.fnmatch_lines([complaint])


def test_what_is_announced_and_tidy_passes(inner: pytest.Pytester) -> None:
    inner.makepyfile(
        """
        import asyncio, logging, pytest
        from PySide6.QtWidgets import QWidget

        @pytest.mark.expects_log("odd")
        def test_log():
            logging.getLogger("x").warning("odd")

        async def test_task():
            task = asyncio.create_task(asyncio.Event().wait())
            task.cancel()

        def test_window(qtbot):
            qtbot.addWidget(QWidget())

        def test_dropped(qapp):
            window = QWidget()
            window.me = window
        """
    )
    result = inner.runpytest_subprocess(*RUN)
    result.assert_outcomes(passed=4)
