"""`UnsentWorkDialog`: tells whoever signs out or closes the window what is not sent yet."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from ui.bridge import shown
from ui.language import bind, title_of
from ui.theme import Icon, Tone, Type
from ui.widgets import STRETCH, IconMark, Label, OutlinedButton, QuietButton, column, row
from workstation.i18n import _, ngettext, pgettext

LEAVE, LIST = 2, 3


class UnsentWorkDialog(QDialog):
    """A dialog about so many changes that wait. Its result is `LEAVE` or `LIST` by the buttons that
    say so; Escape stays.

    signs_out: whether the person signs out, rather than closes the window.
    """

    def __init__(self, waiting: int, parent: QWidget, *, signs_out: bool) -> None:
        super().__init__(parent)
        bind(self, title_of(self), _("Not everything is sent"))
        reason = ngettext(
            "{n} change of yours has not been sent.",
            "{n} changes of yours have not been sent.",
            waiting,
        )
        if signs_out:
            kept = _(
                "Nothing is lost: it is kept on this machine, and goes out when you sign in here"
                " again."
            )
        else:
            kept = _(
                "Nothing is lost: it is kept on this machine, and goes out when you open Recourse"
                " here again."
            )
        words = column(
            Label(reason, Type.STRONG, wrap=True),
            Label(kept, Type.BODY, Tone.MUTED, wrap=True),
            spacing=6,
        )
        self.list = QuietButton(_("Show what waits"), Icon.CLOCK)
        self.stay = QuietButton(pgettext("act", "Stay"))
        self.leave = OutlinedButton(_("Sign out") if signs_out else pgettext("window", "Close"))
        self.leave.setDefault(True)
        head = row(IconMark(Icon.INFO, Tone.INFO, 24), words, spacing=14)
        head.setStretch(1, 1)
        buttons = row(self.list, STRETCH, self.stay, self.leave)
        self.setLayout(column(head, buttons, margins=(24, 22, 24, 18), spacing=18))
        self.setMinimumWidth(460)
        self.list.clicked.connect(partial(self.done, LIST))
        self.stay.clicked.connect(self.reject)
        self.leave.clicked.connect(partial(self.done, LEAVE))
        self.leave.setFocus()


async def ask_to_leave(window: QWidget, waiting: int, *, signs_out: bool) -> int:
    """Tell what waits in a dialog over `window`; `LEAVE`, `LIST`, or anything else to stay."""
    return await shown(UnsentWorkDialog(waiting, window, signs_out=signs_out))
