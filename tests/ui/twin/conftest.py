"""A twin draft on the screen, with ids and a clock that tests own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.language import WindowLanguage
from ui.panes.reply.findings import LetterFindings
from ui.panes.reply.twin import TwinEditor
from ui.panes.reply.twin.board import Board
from ui.panes.reply.twin.page import TwinPage
from ui.panes.reply.twin.paste import T
from workstation.bilingual.bead import Bead, BeadOrigin, BeadState, Lock, Side
from workstation.bilingual.checks.finding import Finding
from workstation.bilingual.draft import Draft

LETTER = Draft(
    (
        Bead("a", "Outcome: overturned.", "结果：撤销原决定。", BeadState.CONFIRMED),
        Bead(
            "b",
            "Your invoice of 12 March 2026 for 240 pairs is inside the period and covers what was "
            "sold between the day of the campaign and the day of the report.",
            "发票在期限内。",
        ),
        Bead(
            "c",
            "Write within 7 days.",
            "请在7天内来信。😀 我们会在收到后尽快答复您，并说明理由和后续步骤。",
        ),
        Bead(
            "d",
            "An invoice counts if it is dated.",
            "发票须有日期。",
            origin=BeadOrigin.CLAUSE,
            lock=Lock("AUT 3.2", "2.0"),
        ),
        Bead("e", "Thank you.", "谢谢。"),
    )
)


class Worker:
    """Does what is left to a worker at once, or, while `slow`, when a test says so."""

    def __init__(self) -> None:
        self.slow = False
        self.waiting: list[Callable[[], None]] = []

    def __call__(self, work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:
        def whole() -> None:
            tell(work())

        assert name
        self.waiting.append(whole)
        if not self.slow:
            self.finish()

    def finish(self) -> None:
        """What was called off meanwhile is told late all the same, as a thread does."""
        while self.waiting:
            self.waiting.pop(0)()


class Bench:
    """The editor and what a test wants to reach in it."""

    def __init__(self, editor: TwinEditor, worker: Worker) -> None:
        self.editor = editor
        self.worker = worker
        self.findings = LetterFindings()
        board = editor.findChild(Board)
        assert isinstance(board, Board)
        self.en: TwinPage = board.page(Side.EN)
        self.zh: TwinPage = board.page(Side.ZH)

    def show_findings(
        self, found: Mapping[str, Sequence[Finding]], read: Draft | None = None
    ) -> None:
        """Show what the checks found in these pairs of the draft, or of `read`; pairs that are
        not named keep theirs."""
        beads = (bead for bead in (read or self.editor.draft).beads if bead.id in found)
        here = [(bead, found[bead.id]) for bead in beads]
        self.findings = self.findings.read(self.editor.draft, here)
        self.editor.show_findings(self.findings)

    def settle(self, qtbot: QtBot) -> None:
        """Wait for what comes a beat after the key."""
        beat = self.editor.findChild(QTimer)
        assert isinstance(beat, QTimer)
        qtbot.waitUntil(lambda: not beat.isActive())
        QApplication.processEvents()

    def texts(self) -> list[tuple[str, str]]:
        return [(bead.en, bead.zh) for bead in self.editor.draft.beads]


@pytest.fixture
def now() -> list[float]:
    """Seconds of the editor's clock; each keystroke is a tenth later."""
    return [0.0]


@pytest.fixture
def open_editor(
    qtbot: QtBot, dressed: WindowLanguage, now: list[float]
) -> Callable[[Draft], Bench]:
    def clock() -> float:
        now[0] += 0.1
        return now[0]

    def opened(draft: Draft) -> Bench:
        ids = itertools.count()
        worker = Worker()
        editor = TwinEditor(lambda: f"n{next(ids)}", clock, worker)
        qtbot.addWidget(editor)
        editor.resize(700, 500)
        editor.show()
        qtbot.waitExposed(editor)
        editor.set_draft(draft)
        bench = Bench(editor, worker)
        bench.en.setFocus()
        qtbot.waitUntil(bench.en.hasFocus)
        return bench

    return opened


@pytest.fixture
def bench(open_editor: Callable[[Draft], Bench]) -> Bench:
    return open_editor(LETTER)


@pytest.fixture
def blank(open_editor: Callable[[Draft], Bench]) -> Bench:
    return open_editor(Draft())
