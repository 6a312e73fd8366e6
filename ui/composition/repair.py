"""`RepairDialog`: asks what to do with a file of the profile that cannot be used."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.bridge import shown
from ui.language import bind
from ui.theme import Icon, Tone, Type
from ui.widgets import STRETCH, IconMark, Label, OutlinedButton, QuietButton, column, row
from workstation.app import ProfileProblem
from workstation.i18n import _


class RepairDialog(QDialog):
    """Accepted when the file should be set aside; not offered where that would lose something."""

    def __init__(self, problem: ProfileProblem, parent: QWidget) -> None:
        super().__init__(parent)
        bind(self, self.setWindowTitle, _("Recourse cannot open its files"))
        reason = Label(problem.reason, Type.STRONG, wrap=True)
        remedy = Label(problem.remedy, Type.BODY, Tone.MUTED, wrap=True)
        detail = Label(type=Type.META, tone=Tone.MUTED, wrap=True, selectable=True)
        detail.content(problem.detail)
        self.leave = QuietButton(_("Leave everything as it is"))
        self.rebuild = OutlinedButton(_("Set aside and rebuild"), Icon.REFRESH)
        self.rebuild.setVisible(problem.rebuildable)
        text = column(reason, remedy, detail, spacing=6)
        head = row(IconMark(Icon.WARNING, Tone.WARN, 24), text, spacing=14)
        head.setStretch(1, 1)
        buttons = row(STRETCH, self.leave, self.rebuild)
        self.setLayout(column(head, buttons, margins=(24, 22, 24, 18), spacing=18))
        self.setMinimumWidth(460)
        self.leave.clicked.connect(self.reject)
        self.rebuild.clicked.connect(self.accept)


async def ask(window: QWidget, problem: ProfileProblem) -> bool:
    """Ask in a dialog over `window` whether to set the file aside and build it anew."""
    window.show()
    return await shown(RepairDialog(problem, window)) == int(QDialog.DialogCode.Accepted)
