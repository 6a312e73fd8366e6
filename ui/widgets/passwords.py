"""`OwnPasswordFields`: the two fields in which a person types a password of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QSizePolicy, QWidget

from ui.theme import Tone, Type
from ui.widgets.label import Label
from ui.widgets.layout import column
from ui.widgets.look import describe
from workstation.domain.people.entry import SHORTEST_PASSWORD
from workstation.i18n import Message, _


class OwnPasswordFields(QWidget):
    """The new password, and the same again. Enter goes to an empty field, or sends `entered`."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._new, self._again = password_field("new"), password_field("again")
        for field in (self._new, self._again):
            field.returnPressed.connect(self._on_enter)
        parts = column(spacing=4)
        add_field(parts, self._new, _("New password"))
        hint = _(
            "At least {n} characters: four words that do not belong together.", n=SHORTEST_PASSWORD
        )
        parts.addWidget(Label(hint, Type.META, Tone.FAINT, wrap=True))
        parts.addSpacing(6)
        add_field(parts, self._again, _("New password again"))
        self.setLayout(parts)

    @property
    def chosen(self) -> str:
        """The text of the first field."""
        return self._new.text()

    @property
    def again(self) -> str:
        """The text of the second field."""
        return self._again.text()

    @property
    def filled(self) -> bool:
        """Whether both fields hold text."""
        return bool(self.chosen and self.again)

    def begin(self) -> None:
        """Put the caret into the field that is empty or differs, else into the first."""
        at = self._again if self.chosen and self.again != self.chosen else self._new
        at.setFocus(Qt.FocusReason.OtherFocusReason)
        at.selectAll()

    def clear(self) -> None:
        """Empty both fields."""
        self._new.clear()
        self._again.clear()

    def _on_enter(self) -> None:
        if self.filled:
            self.entered.emit()
        else:
            self.begin()


def password_field(name: str) -> QLineEdit:
    """A field that shows no character of what is typed."""
    field = QLineEdit()
    field.setObjectName(name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    return field


def add_field(parts: QBoxLayout, field: QLineEdit, name: Message) -> None:
    """Add `name` and below it `field` to `parts`."""
    describe(field, name)
    label = Label(name, Type.META, Tone.MUTED)
    label.setBuddy(field)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    parts.addWidget(label)
    parts.addWidget(field)
