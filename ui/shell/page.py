"""`WindowPage`: puts the bar, rail, notices and status line around the activities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.shell.news import News
from ui.shell.rail import Rail
from ui.shell.status import StatusState, connection
from ui.shell.status_line import StatusLine
from ui.shell.top_bar import TopBar
from ui.theme import Tone
from ui.widgets import NoticeBar, Surface, column, row, scrolled, set_role, set_surface
from workstation.i18n import Message

if TYPE_CHECKING:
    from datetime import datetime

    from ui.activity import NewsOffer
    from ui.language import Source
    from ui.shell.actions import Actions
    from ui.shell.activity_stack import ActivityStack
    from ui.shell.memory import WindowMemory

# What has to be in sight of an activity, on the smallest screen with the largest text.
_LEAST = (320, 180)
_TAUGHT = "hints/three-keys"


class WindowPage(QWidget):
    """What the window shows once somebody is signed in.

    top, rail, line: the bar at the top, the rail at the left, the status line at the bottom.
    stack: the activities in the middle.
    news: what other people did, above the activities.
    """

    def __init__(self, stack: ActivityStack, actions: Actions, memory: WindowMemory) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._memory = memory
        self.top = TopBar()
        self.stack = stack
        self.rail = Rail(stack)
        self._said: tuple[Source | None, Tone, NewsOffer | None] = (None, Tone.INFO, None)
        self._notice = NoticeBar()
        self._notice.setObjectName("banner")
        set_role(self._notice, "banner")
        self._notice.dismissed.connect(self._on_dismissed)
        self._notice.acted.connect(self._on_acted)
        self.news = News()
        self.news.setObjectName("news")
        self.line = StatusLine(actions, stack)
        body = row(_sliding(self.rail), _folding(stack), spacing=0)
        body.setStretch(1, 1)
        whole = column(self.top, self._notice, self.news, body, self.line, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._teaches = False
        lesson = stack.activities[0].lesson
        if lesson is not None and memory.recall(_TAUGHT) != "seen":
            self._teaches = True
            self._notice.say(partial(lesson, actions.key))

    def show_status(self, state: StatusState, now: datetime) -> None:
        """Show in the bar and the status line who is signed in and how the connection stands."""
        self.top.show_connection(connection(state, now))
        self.top.show_person(state.signed_in, state.initials)
        self.line.show_state(state, now)

    def show_notice(
        self, source: Source | None, tone: Tone, offer: NewsOffer | None = None
    ) -> None:
        """Show `source` above the panes; None takes the notice away. One with an `offer`, which its
        button does, stays until it is taken away."""
        self._said = source, tone, offer
        self._show_notice(source, tone, offer)

    def explain(self, why: Message | None) -> None:
        """Show `why` an act is impossible in place of the notice; None brings the notice back."""
        if why is not None:
            self._show_notice(why, Tone.WARN)
        else:
            self._show_notice(*self._said)

    def _show_notice(
        self, source: Source | None, tone: Tone, offer: NewsOffer | None = None
    ) -> None:
        if source is None:
            self._notice.clear()
        else:
            self._teaches = False
            words = offer.words if offer is not None else None
            self._notice.say(source, tone, words, dismissable=offer is None)

    def _on_acted(self) -> None:
        _source, _tone, offer = self._said
        if offer is not None:
            offer.act()

    def _on_dismissed(self) -> None:
        if self._teaches:
            self._memory.remember(_TAUGHT, "seen")


def _folding(stack: ActivityStack) -> QScrollArea:
    """The activities in a frame that is smaller than they are where the screen is."""
    area = scrolled(stack, sideways=True)
    area.setMinimumSize(*_LEAST)
    return area


def _sliding(rail: Rail) -> QScrollArea:
    """The rail in a frame that may be lower than it, without a bar that would hide it."""
    area = scrolled(rail)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFixedWidth(rail.width())
    return area
