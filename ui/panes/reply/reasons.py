"""Below the letter: why a finding may pass, and the warnings to look at before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.language import bind
from ui.panes.reply.findings import Allow, See
from ui.panes.reply.twin import Ignoring
from ui.panes.reply.twin.pair_appearance import FAULTS, MarkWidget, mark_of
from ui.theme import Tone, Type
from ui.widgets import (
    Label,
    OutlinedButton,
    QuietButton,
    TextButton,
    Well,
    column,
    describe,
    row,
)
from workstation.i18n import _, ngettext

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding

_MOST = 4


class ReasonPanel(Well):
    """Asks why a finding may pass. Says `finding_settled` (Allow), and `left`.

    A reason that was begun stands there again when the same is asked again.
    """

    finding_settled = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Finding, Ignoring] | None = None
        self._begun: dict[str, str] = {}
        self._title = Label(type=Type.STRONG, wrap=True)
        self._why = Label(type=Type.META, tone=Tone.MUTED, wrap=True)
        self.reason = QLineEdit()
        describe(self.reason, _("Reason"))
        bind(
            self.reason,
            self.reason.setPlaceholderText,
            _("The reason; it enters the history of the case"),
        )
        self.accept = OutlinedButton(_("Let it pass"))
        self.accept.show_key("Enter")
        leave = QuietButton(_("Not now"))
        leave.show_key("Esc")
        parts = column(
            self._title,
            self._why,
            row(self.reason, leave, self.accept),
            margins=(14, 10, 14, 10),
            spacing=6,
        )
        self.setLayout(parts)
        self.reason.textChanged.connect(self._ready)
        self.reason.returnPressed.connect(self.give)
        self.accept.clicked.connect(self.give)
        leave.clicked.connect(self._leave)
        self.hide()

    def ask(self, finding: Finding, ignoring: Ignoring) -> None:
        """Ask about one finding, in place of any other."""
        self._asked = finding, ignoring
        always = ignoring is Ignoring.ALWAYS
        here = _("Why is this right here?")
        self._title.say(_("Why is this right whenever the term comes up?") if always else here)
        self._why.say(finding.why)
        self.reason.setText(self._begun.get(finding.key, ""))
        self._ready()
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ready(self) -> None:
        self.accept.setEnabled(bool(self.reason.text().strip()))
        if self._asked is not None:
            self._begun[self._asked[0].key] = self.reason.text()

    def give(self) -> None:
        """Let the finding pass, once a reason is written."""
        reason = self.reason.text().strip()
        if self._asked is not None and reason:
            self._begun.pop(self._asked[0].key, None)
            (finding, ignoring), self._asked = self._asked, None
            always = ignoring is Ignoring.ALWAYS
            self.finding_settled.emit(Allow(finding, reason, always))
            self._leave()

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


class ReviewPanel(Well):
    """The warnings that nobody looked at yet, each with a tick. Says `finding_settled` (See),
    `bead_wanted` (id) for a pair that is to be shown, and `left`."""

    finding_settled = Signal(object)
    bead_wanted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = Label(type=Type.STRONG, wrap=True)
        self._rows = column(spacing=4)
        leave = QuietButton(_("Not now"))
        leave.show_key("Esc")
        leave.clicked.connect(self._leave)
        self._shown: tuple[Finding, ...] = ()
        self._ticks: list[TextButton] = []
        head = row(self._title, leave)
        head.setStretch(0, 1)
        self.setLayout(column(head, self._rows, margins=(14, 10, 14, 10), spacing=6))
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """List these; with none left there is nothing to review."""
        if tuple(findings) == self._shown:
            return
        self._shown = tuple(findings)
        had_keys = any(tick.hasFocus() for tick in self._ticks)
        self._ticks = []
        while (item := self._rows.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for finding in self._shown[:_MOST]:
            self._rows.addWidget(self._row(finding))
        self._title.say(
            ngettext(
                "Look at {n} warning before this goes out",
                "Look at {n} warnings before this goes out",
                len(self._shown),
            )
        )
        if not self._shown and self.isVisible():
            self._leave()
        elif had_keys:
            self._ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def begin(self) -> None:
        """Open it; the keys go to the first tick."""
        if self._shown:
            self.show()
            self._ticks[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, finding: Finding) -> QWidget:
        holder = QWidget()
        mark = mark_of(finding)
        why = Label(finding.why, wrap=True)
        why.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        show = TextButton(_("Show"))
        show.clicked.connect(partial(self.bead_wanted.emit, finding.bead))
        tick = TextButton(_("Seen, it is right"))
        see = See(frozenset({finding.key}))
        tick.clicked.connect(partial(self.finding_settled.emit, see))
        self._ticks.append(tick)
        parts = row(MarkWidget(mark, FAULTS[mark]), why, show, tick, spacing=8)
        parts.setStretch(1, 1)
        holder.setLayout(parts)
        return holder

    def _leave(self) -> None:
        self.hide()
        self.left.emit()
