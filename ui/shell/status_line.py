"""`StatusLine`: shows at the bottom which keys help now, and the facts about the connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.activity import Hint
from ui.language import language
from ui.shell.catalogue import ActionId
from ui.shell.status import StatusState, facts, unsent
from ui.theme import Tone, Type, theme
from ui.widgets import (
    Edge,
    ElidedLabel,
    QuietButton,
    Surface,
    describe,
    row,
    set_edge,
    set_role,
    set_surface,
    set_tone,
    set_type,
)
from workstation.i18n import Message, _, pgettext

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ui.shell.actions import Actions
    from ui.shell.activity_stack import ActivityStack

_HINTS = (
    Hint((ActionId.PALETTE,), pgettext("key hint", "everything")),
    Hint((ActionId.HELP,), pgettext("key hint", "all keys")),
)


class StatusLine(QWidget):
    """A line with hints about keys at the left, and the facts of a `StatusState` at the right.

    unsent_asked: the signal that somebody wants to see what waits to be sent.
    unsent: the button that says how much that is.
    """

    unsent_asked = Signal()

    def __init__(self, actions: Actions, stack: ActivityStack) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        set_edge(self, Edge.TOP)
        self._actions = actions
        self._stack = stack
        self._begun = ""
        self._state = StatusState("")
        self._today: datetime | None = None
        self._hints = ElidedLabel(Type.META, Tone.MUTED, end=True)
        # Who needs large text needs the facts; the hints give way.
        self._hints.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._facts = ElidedLabel(Type.META, Tone.MUTED, end=True)
        self._facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.unsent = QuietButton(unsent(self._state))
        set_role(self.unsent, "fact")
        set_type(self.unsent, Type.META)
        set_tone(self.unsent, Tone.MUTED)
        self.unsent.clicked.connect(self.unsent_asked)
        self.unsent.show_key_of(ActionId.UNSENT)
        self._retell()
        parts = row(self._hints, self.unsent, self._facts, margins=(16, 0, 16, 0), spacing=16)
        parts.setStretch(0, 1)
        self.setLayout(parts)
        self._resize()
        actions.changed.connect(self._retell)
        theme().changed.connect(self._resize)

    def show_state(self, state: StatusState, now: datetime) -> None:
        """Show the facts of `state`; a time of another day than `now` is shown with its day."""
        self._state, self._today = state, now
        self._retell()

    def show_begun(self, key: str) -> None:
        """Show what can follow `key`, the first of two; "" shows the usual hints again."""
        self._begun = key
        self._retell()

    def _retell(self) -> None:
        self._hints.say(self._hint_text)
        self._facts.say(self._fact_text)
        self.unsent.setVisible(bool(self._state.waiting or self._state.asked))
        self.unsent.say(unsent(self._state))
        # The bar at the top says the same of the connection.
        describe(self.unsent, _("{what}: show each", what=unsent(self._state)))

    def _resize(self) -> None:
        self.setFixedHeight(theme().scaled(26))

    def _hint_text(self) -> str:
        hints: Sequence[Hint] = (*self._stack.spec.hints, *_HINTS)
        if self._begun:
            first = f"{self._begun} "
            at_hand = self._actions.at_hand()
            follow = [each for each in at_hand if self._actions.key(each.id).startswith(first)]
            hints = [Hint((spec.id,), spec.text) for spec in follow]
        said = []
        for hint in hints:
            keys = " ".join(self._actions.key(each) for each in hint.actions)
            if all(self._actions.is_served(each) for each in hint.actions):
                said.append(language().text(_("{keys} {does}", keys=keys, does=hint.does)))
        return "    ".join(said).replace("+", " ")

    def _fact_text(self) -> str:
        said = [language().text(fact) for fact in facts(self._state, self._when)]
        detail = self._state.detail
        if detail:
            said.insert(1, language().text(detail) if isinstance(detail, Message) else detail)
        return " · ".join(said)

    def _when(self, time: datetime) -> str:
        translator = language().translator
        today = self._today is not None and (
            translator.local(self._today).date() == translator.local(time).date()
        )
        return translator.clock(time) if today else translator.moment(time)
