"""What stands in the pane beside: a finding that holds, who cites, and why a draft is given up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.activities.policies import PolicyAction
from ui.activities.policies.state import CitingState, Stop
from ui.activities.policies.words import cites_words, stop_words
from ui.casework import WidgetPool, side_of
from ui.language import language, tip_of
from ui.theme import Tone, Type
from ui.widgets import (
    STRETCH,
    DangerButton,
    Heading,
    Label,
    OutlinedButton,
    QuietButton,
    Shape,
    ShapeMark,
    TextButton,
    Well,
    column,
    describe,
    mark_content,
    row,
    set_role,
    set_tone,
)
from workstation.app.policies import CitingRecords
from workstation.i18n import _, ngettext, pgettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ui.widgets.buttons import Button
    from workstation.bilingual.checks.finding import Finding

# So many are named of those that cite; the count says how many there are.
_NAMED = 6


def show_fixes(buttons: Sequence[Button], finding: Finding) -> None:
    """One button a repair: where both languages say something, either may be the one that is
    wrong."""
    for at, button in enumerate(buttons):
        button.setVisible(at < len(finding.fixes))
        if at < len(finding.fixes):
            button.say(finding.fixes[at].label)


class HeldCard(Well):
    """Says why the draft is held, and offers the repair. Says `repaired` with both."""

    repaired = Signal(object, object)
    next_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "notice")
        set_tone(self, Tone.DANGER)
        self._stop: Stop | None = None
        mark = ShapeMark(Shape.OVERDUE, Tone.DANGER)
        self._name = Label(type=Type.STRONG, tone=Tone.DANGER)
        self._why = Label(wrap=True)
        self.fix, self.other_fix = OutlinedButton(_("Repair")), OutlinedButton(_("Repair"))
        self.next = TextButton(_("Next finding"))
        self.next.show_key_of(PolicyAction.FINDING)
        law = Label(
            _("A clause cannot be let pass: it binds in both languages."),
            Type.META,
            Tone.MUTED,
            wrap=True,
        )
        self.setLayout(
            column(
                row(mark, self._name, STRETCH, spacing=6),
                self._why,
                row(self.fix, self.other_fix, STRETCH),
                law,
                row(self.next, STRETCH),
                margins=(14, 10, 12, 8),
                spacing=6,
            )
        )
        self.fix.show_key_of(PolicyAction.REPAIR)
        self.fix.clicked.connect(partial(self._on_fix, 0))
        self.other_fix.clicked.connect(partial(self._on_fix, 1))
        self.next.clicked.connect(self.next_pressed)

    def show_stop(self, stop: Stop | None, number: int) -> None:
        """Show the finding that is looked at; None for none."""
        self._stop = stop
        self.setVisible(stop is not None)
        if stop is None:
            return
        self._name.say(stop_words(stop.no))
        self._why.say(stop.finding.why)
        show_fixes((self.fix, self.other_fix), stop.finding)
        self.next.setVisible(number > 1)
        self.next.say(ngettext("Next of {n} finding", "Next of {n} findings", number))

    def _on_fix(self, at: int) -> None:
        if self._stop is not None:
            self.repaired.emit(self._stop.finding, self._stop.finding.fixes[at])


class CitingLine(QWidget):
    """A case or draft that cites: its reference and title. Says `opened` with it."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.citing: CitingRecords | None = None
        self.button = TextButton(self._reference)
        mark_content(self.button)
        self._title = Label(type=Type.META, tone=Tone.MUTED)
        self._title.setMinimumWidth(40)
        parts = row(self.button, self._title, spacing=10)
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self.button.clicked.connect(self._on_open)
        language().changed.connect(self._retitle)

    def show_citing(self, citing: CitingRecords) -> None:
        """Name the case or draft that cites."""
        self.citing = citing
        self.button.say(self._reference)
        self._retitle()

    def _reference(self) -> str:
        citing: CitingRecords | None = getattr(self, "citing", None)
        return (citing.reference or citing.record_id) if citing is not None else ""

    def _retitle(self) -> None:
        if self.citing is not None:
            title = self.citing.title.best(side_of(language().code))
            self._title.content(title)
            tip_of(self._title)(title)

    def _on_open(self) -> None:
        if self.citing is not None:
            self.opened.emit(self.citing)


class CitingPart(QWidget):
    """Who cites what changes: open cases in sight, and drafts of one's own."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._heading = Heading(_("Who cites this policy"))
        self._cases, self._drafts = Label(wrap=True), Label(wrap=True)
        self._more = Label(type=Type.META, tone=Tone.MUTED)
        self._nobody = Label(
            _("No open case in your sight and no draft of yours cites it."),
            Type.META,
            Tone.MUTED,
            wrap=True,
        )
        case_lines, draft_lines = column(spacing=0), column(spacing=0)
        self.case_lines = WidgetPool(case_lines, self._made)
        self.draft_lines = WidgetPool(draft_lines, self._made)
        self.setLayout(
            column(
                *(self._heading, self._nobody, self._cases, case_lines, self._more),
                *(self._drafts, draft_lines),
                spacing=4,
            )
        )

    def show_citing(self, state: CitingState) -> None:
        """Show the first of those that cite, and how many there are."""
        self._heading.say(cites_words(state.refs))
        cases, drafts = state.cases, state.drafts
        self._nobody.setVisible(state.known and not cases and not drafts)
        self._cases.setVisible(bool(cases))
        keep = ngettext(
            "{n} open case keeps the version of its day of conduct",
            "{n} open cases keep the version of their day of conduct",
            len(cases),
        )
        self._cases.say(keep)
        self._drafts.setVisible(bool(drafts))
        self._drafts.say(ngettext("{n} draft of yours", "{n} drafts of yours", len(drafts)))
        self._more.setVisible(len(cases) > _NAMED)
        self._more.say(ngettext("and {n} more", "and {n} more", max(0, len(cases) - _NAMED)))
        for lines, found in ((self.case_lines, cases), (self.draft_lines, drafts)):
            named = found[:_NAMED]
            for line, each in zip(lines.need(len(named)), named, strict=True):
                line.show_citing(each)

    def _made(self) -> CitingLine:
        line = CitingLine()
        line.opened.connect(self.opened)
        return line


class DiscardAsk(Well):
    """Asks why the draft is given up. Says `discarded` with the reason, or `left`."""

    discarded = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked = Label(
            _("The draft ends for everybody who writes in it; what it says stays on record."),
            wrap=True,
        )
        self.reason = QLineEdit()
        describe(self.reason, _("Why is it given up?"))
        why = Label(_("Why is it given up?"), Type.META, Tone.MUTED)
        leave = QuietButton(pgettext("question", "Not now"))
        self.discard = DangerButton(_("Give the draft up"))
        leave.clicked.connect(self.left)
        self.discard.clicked.connect(self._on_discard)
        self.reason.returnPressed.connect(self._on_discard)
        self.setLayout(
            column(
                *(self._asked, why, self.reason, row(STRETCH, leave, self.discard)),
                margins=(14, 12, 14, 10),
                spacing=6,
            )
        )
        self.hide()

    def begin(self) -> None:
        """Put the caret where the reason is written."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_discard(self) -> None:
        self.discarded.emit(self.reason.text())
