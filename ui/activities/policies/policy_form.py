"""A new policy on the screen: its code, its title in both languages, and who owns it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.activities.policies.state import PolicyText
from ui.casework import show_refused
from ui.theme import Tone, Type, theme
from ui.widgets import STRETCH, Label, NoticeBar, PrimaryButton, QuietButton, column, row
from ui.widgets.fields import WordField, named
from workstation.domain.problem import Refused
from workstation.i18n import _, pgettext

_WIDEST = 560


class PolicyForm(QWidget):
    """The form of a new policy. What is typed is overwritten only by another ticket."""

    typed = Signal(object)
    begin_pressed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ticket = -1
        self.code, self.owner = WordField(), WordField()
        self.en, self.zh = WordField(), WordField()
        self._refused = NoticeBar()
        self.save = PrimaryButton(_("Open the policy"))
        self.save.show_key("Ctrl+Enter")
        leave = QuietButton(pgettext("question", "Not now"))
        leave.show_key("Esc")
        inside = QWidget()
        inside.setMaximumWidth(theme().scaled(_WIDEST))
        inside.setLayout(
            column(
                Label(_("New policy"), Type.TITLE),
                Label(
                    _("It begins without a version; its first one is drafted and published after."),
                    Type.BODY,
                    Tone.MUTED,
                    wrap=True,
                ),
                named(_("Code, two to six capital letters"), self.code),
                named(_("Title in English"), self.en),
                named(_("Title in Chinese"), self.zh),
                named(_("Owner"), self.owner),
                self._refused,
                row(STRETCH, leave, self.save),
                spacing=12,
            )
        )
        whole = row(inside, STRETCH, margins=(24, 20, 24, 20))
        self.setLayout(column(whole, STRETCH))
        for each in (self.code, self.owner, self.en, self.zh):
            each.edited.connect(self._on_edit)
        self.save.clicked.connect(self.begin_pressed)
        leave.clicked.connect(self.left)

    def show_form(self, text: PolicyText, ticket: int, refused: Refused | None) -> None:
        """Show what stands in the fields."""
        if ticket != self._ticket:
            self._ticket = ticket
            for field, said in (
                (self.code, text.code),
                (self.en, text.en),
                (self.zh, text.zh),
                (self.owner, text.owner),
            ):
                field.set_text(said)
        show_refused(self._refused, refused)

    def begin(self) -> None:
        """Put the caret into the first field."""
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edit(self) -> None:
        self.typed.emit(
            PolicyText(
                code=self.code.text(),
                en=self.en.text(),
                zh=self.zh.text(),
                owner=self.owner.text(),
            )
        )
