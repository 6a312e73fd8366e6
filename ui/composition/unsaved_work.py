"""`UnsavedDialog`: asks before a closing window gives up text that the disk does not take."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from ui.bridge import shown
from ui.language import bind, title_of
from ui.theme import Icon, Tone, Type
from ui.widgets import STRETCH, IconMark, Label, OutlinedButton, QuietButton, column, row
from workstation.app import ProfileProblem
from workstation.i18n import _

GIVEN_UP = 2


class UnsavedDialog(QDialog):
    """A dialog whose result is `GIVEN_UP` only by the button that says so; Escape saves again."""

    def __init__(self, problem: ProfileProblem, parent: QWidget) -> None:
        super().__init__(parent)
        bind(self, title_of(self), _("What you typed last is not saved"))
        reason = Label(problem.reason, Type.STRONG, wrap=True)
        remedy = Label(
            _("Free some space and save again. What was saved before is kept in any case."),
            Type.BODY,
            Tone.MUTED,
            wrap=True,
        )
        self.leave = QuietButton(_("Close without saving"))
        self.again = OutlinedButton(_("Save again"), Icon.REFRESH)
        self.again.setDefault(True)
        head = row(
            IconMark(Icon.WARNING, Tone.WARN, 24), column(reason, remedy, spacing=6), spacing=14
        )
        head.setStretch(1, 1)
        buttons = row(STRETCH, self.leave, self.again)
        self.setLayout(column(head, buttons, margins=(24, 22, 24, 18), spacing=18))
        self.setMinimumWidth(460)
        self.leave.clicked.connect(partial(self.done, GIVEN_UP))
        self.again.clicked.connect(self.accept)


async def ask(window: QWidget, problem: ProfileProblem) -> bool:
    """Ask in a dialog over `window` whether to try saving again; else the text is given up."""
    window.show()
    return await shown(UnsavedDialog(problem, window)) != GIVEN_UP
