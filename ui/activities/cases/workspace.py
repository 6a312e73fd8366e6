"""`Workspace`: the panes in their splitters, and what gives way when there is little room."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from ui.activity import Answers, Memory
from ui.case_action import CaseAction
from ui.pane_keys import PaneKeys, PaneWalk
from ui.theme import theme
from ui.widgets import Drawer, Splitter, Surface, describe, row, set_surface
from workstation.i18n import Message, _
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


_ROOMY, _NARROW = 1280, 1100
_QUEUE, _POLICY = 340, 380


class PaneSlot(Enum):
    """Where a pane stands; F6 goes through them in this order."""

    QUEUE = auto()
    APPEAL = auto()
    REPLY = auto()
    POLICY = auto()


@dataclass(frozen=True, slots=True)
class Panes:
    """The views to arrange. `decide` takes the place of `reply` while a person decides."""

    queue: QWidget
    appeal: QWidget
    reply: QWidget
    decide: QWidget
    policy: QWidget


class Room(Enum):
    """How much there is: all three columns, policy in a drawer, queue folded away too."""

    ROOMY = auto()
    TIGHT = auto()
    NARROW = auto()


_NAMES: dict[PaneSlot, Message] = {
    PaneSlot.QUEUE: _("Queue"),
    PaneSlot.APPEAL: _("Case"),
    PaneSlot.REPLY: _("Reply"),
    PaneSlot.POLICY: _("Policy"),
}


class Workspace(QWidget):
    """Queue | case | policy; the case is the appeal above the reply.

    `keys` declares what the keys of the grammar do in each pane, `walk` goes through them.
    Up to 1280 logical pixels of window the policy is a drawer over the right edge, below 1100
    the queue shows only when it is asked for.
    """

    def __init__(self, panes: Panes, memory: Memory, keys: Sequence[PaneKeys] = ()) -> None:
        super().__init__()
        self._panes = panes
        self._declared = {each.pane: each for each in keys}
        self.walk = PaneWalk(self._in_sight)
        self._memory = memory
        self._room: Room | None = None
        self._lower = QStackedWidget()
        self._lower.addWidget(panes.reply)
        self._lower.addWidget(panes.decide)
        self._centre = Splitter(Qt.Orientation.Vertical)
        self._centre.addWidget(panes.appeal)
        self._centre.addWidget(self._lower)
        self._across = Splitter(Qt.Orientation.Horizontal)
        for widget in (panes.queue, self._centre, panes.policy):
            self._across.addWidget(widget)
        self._drawer = Drawer(self, _POLICY)
        self._drawer.shut.connect(self._on_shut)
        self.setLayout(row(self._across))
        for place in PaneSlot:
            pane = self._widget(place)
            set_surface(pane, Surface.SURFACE)
            describe(pane, _NAMES[place])
        set_surface(panes.decide, Surface.SURFACE)
        describe(panes.decide, _("Decision"))
        panes.queue.setMinimumWidth(260)
        panes.policy.setMinimumWidth(280)
        self._centre.setMinimumWidth(420)
        self._across.setSizes(memory.splitter_sizes("across", (_QUEUE, 720, _POLICY)))
        self._centre.setSizes(memory.splitter_sizes("case", (520, 420)))
        self._across.splitterMoved.connect(self._keep)
        self._centre.splitterMoved.connect(self._keep)

    def serve(self, answers: Answers) -> None:
        """Let it serve the actions that only arrange the panes."""
        answers.on(CaseAction.WIDE_REPLY, self.toggle_wide_reply)
        answers.on(CaseAction.POLICY, self.toggle_policy)

    @property
    def queue_in_sight(self) -> bool:
        """Whether the queue is shown."""
        return self._panes.queue.isVisibleTo(self)

    @property
    def room(self) -> Room:
        """How much room there is now."""
        return self._room or Room.ROOMY

    def show_decide(self, deciding: bool) -> None:
        """Put the decide panel in the place of the reply, or back. Who was in the one that goes
        is with the case after that: what comes may be text, in which a key is a letter."""
        inside = self._place_of(self.window().focusWidget()) is PaneSlot.REPLY
        self._lower.setCurrentWidget(self._panes.decide if deciding else self._panes.reply)
        if deciding:
            self._drawer.pull(False)  # It would lie over the button that decides.
        if inside:
            self.focus(PaneSlot.APPEAL)

    def make_room(self, asked: bool) -> None:
        """Give the case the whole centre while something about it is asked, and back after it."""
        self._lower.setVisible(not asked or not self._panes.appeal.isVisibleTo(self))

    def toggle_wide_reply(self) -> None:
        """Give the reply the whole centre, or give the appeal its half back."""
        self._panes.appeal.setVisible(not self._panes.appeal.isVisible())

    def toggle_policy(self) -> None:
        """Bring the policy and the focus to each other, or the focus back to the case."""
        inside = self._place_of(QApplication.focusWidget()) is PaneSlot.POLICY
        if self.room is not Room.ROOMY:
            self._drawer.pull(not self._drawer.isVisible())
        if inside or not self._panes.policy.isVisible():
            self.focus(PaneSlot.APPEAL)
        else:
            self.focus(PaneSlot.POLICY)

    def show_queue(self, visible: bool) -> None:
        """Show the queue, or fold it away where room is short."""
        queue, centre = self._panes.queue, self._centre
        queue.setVisible(visible or self.room is not Room.NARROW)
        both = _least(queue) + _least(centre) + self._across.handleWidth()
        centre.setVisible(queue.isHidden() or self.width() >= both)

    def focus(self, place: PaneSlot) -> None:
        """Put the focus on a pane: on the list or sheet in it, never where a person types, and on
        no button, which the next Enter would press."""
        if place in (PaneSlot.APPEAL, PaneSlot.REPLY) and self._centre.isHidden():
            self.show_queue(False)
        self._keys_of(self._widget(place)).land()

    def minimumSizeHint(self) -> QSize:
        """Qt: what is left once all has given way that can."""
        return QSize(_least(self._centre), self._across.minimumSizeHint().height())

    def shut_drawer(self) -> bool:
        """Shut the drawer; whether it was out."""
        out = self._drawer.isVisible()
        self._drawer.pull(False)
        return out

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: rearrange when the room gets more or less."""
        super().resizeEvent(event)
        width = self.window().width()
        room = Room.NARROW
        if width >= theme().scaled(_NARROW):
            room = Room.ROOMY if width > theme().scaled(_ROOMY) else Room.TIGHT
        if room is self._room:
            self.show_queue(self.queue_in_sight)
            return
        self._room = room
        policy = self._panes.policy
        if room is Room.ROOMY:
            self._drawer.hide()
            self._across.addWidget(policy)
            policy.show()
        elif not self._drawer.isAncestorOf(policy):
            self._drawer.hold(policy)
        self.show_queue(room is not Room.NARROW)
        # Only once all are in sight: a hidden pane forgets its share.
        sizes = self._memory.splitter_sizes("across", (_QUEUE, 720, _POLICY))
        self._across.setSizes(sizes[: self._across.count()])
        for at in range(self._across.count()):
            self._across.setStretchFactor(at, 1 if at == 1 else 0)

    def _on_shut(self, focused: bool) -> None:
        # Who was in the drawer is with the case after that, not with whatever comes next.
        if focused:
            self.focus(PaneSlot.APPEAL)

    def _widget(self, place: PaneSlot) -> QWidget:
        match place:
            case PaneSlot.QUEUE:
                return self._panes.queue
            case PaneSlot.APPEAL:
                return self._panes.appeal
            case PaneSlot.REPLY:
                shown = self._lower.currentWidget()
                return self._panes.decide if shown is self._panes.decide else self._panes.reply
            case PaneSlot.POLICY:
                return self._panes.policy

    def _place_of(self, widget: QWidget | None) -> PaneSlot | None:
        for place in PaneSlot:
            pane = self._widget(place)
            if widget is not None and (widget is pane or pane.isAncestorOf(widget)):
                return place
        return None

    def _in_sight(self) -> list[PaneKeys]:
        panes = [self._widget(each) for each in PaneSlot]
        return [self._keys_of(each) for each in panes if each.isVisibleTo(self)]

    def _keys_of(self, pane: QWidget) -> PaneKeys:
        return self._declared.get(pane) or PaneKeys(pane)

    def _keep(self) -> None:
        if self.room is Room.ROOMY:
            self._memory.keep_splitter("across", self._across)
        self._memory.keep_splitter("case", self._centre)


def _least(widget: QWidget) -> int:
    return max(widget.minimumWidth(), widget.minimumSizeHint().width())
