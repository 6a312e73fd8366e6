"""`AnsweredLine`: a line of the decision that a digit answers while it has the focus."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from ui.case_action import CaseAction
from ui.keyboard import key_span, keyboard
from ui.language import bind
from ui.widgets import KeyCap

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent


class AnsweredLine(QWidget):
    """Something to be judged, and as many `answers`; `keys` names them while it has the focus.

    The keys keep their room while they are hidden, so that the lines stay below each other.
    """

    def __init__(self, answers: int) -> None:
        super().__init__()
        self.answers = answers
        self.keys = KeyCap()
        policy = self.keys.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.keys.setSizePolicy(policy)
        bind(self.keys, self.keys.setText, self._digits)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow)

    @abstractmethod
    def answer(self, number: int) -> None:
        """Give the answer with that number, the first being 1."""

    def holds_focus(self) -> bool:
        """Whether the focus is in this line."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def showEvent(self, event: QShowEvent) -> None:
        """Qt: the keys are shown only with the focus."""
        super().showEvent(event)
        self._follow()

    def _follow(self) -> None:
        self.keys.setVisible(self.holds_focus())

    def _digits(self) -> str:
        names = [keyboard().name(CaseAction[f"LINE_{at}"]) for at in range(1, self.answers + 1)]
        return key_span(names).replace("+", " ")
