"""`Page`: what stands around the workspace: bar, rail, notice, status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.shell.catalogue import ActionId
from ui.shell.cover import Cover
from ui.shell.news import News
from ui.shell.rail import Rail
from ui.shell.status import StatusState, connection
from ui.shell.status_line import StatusLine
from ui.shell.top_bar import TopBar
from ui.theme import Tone
from ui.widgets import NoticeBar, Surface, column, row, set_role, set_surface
from workstation.i18n import _

if TYPE_CHECKING:
    from datetime import datetime

    from ui.language import Source
    from ui.shell.actions import Actions
    from ui.shell.memory import WindowMemory
    from ui.shell.workspace import Workspace

_TAUGHT = "hints/three-keys"


class Page(QWidget):
    """The window once somebody is signed in."""

    def __init__(self, workspace: Workspace, actions: Actions, memory: WindowMemory) -> None:
        super().__init__()
        set_surface(self, Surface.SURFACE)
        self._memory = memory
        self.top = TopBar(actions.key(ActionId.PALETTE))
        self.rail = Rail()
        self.rail.show_keys(actions.key(ActionId.HELP), actions.key(ActionId.HOUSE))
        self.cover = Cover(workspace)
        self._workspace = workspace
        self.rail.queue_asked.connect(self._on_queue)
        workspace.queue_shown.connect(self.rail.show_queue)
        self.cover.changed.connect(self.rail.show_house)
        self._notice = NoticeBar()
        self._notice.setObjectName("banner")
        set_role(self._notice, "banner")
        self._notice.dismissed.connect(self._on_dismissed)
        self.news = News()
        self.news.setObjectName("news")
        self._line = StatusLine(actions)
        self.cover.changed.connect(self._line.show_covered)
        body = row(self.rail, self.cover, spacing=0)
        body.setStretch(1, 1)
        whole = column(self.top, self._notice, self.news, body, self._line, spacing=0)
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self._teaches = False
        if memory.recall(_TAUGHT) != "seen":
            self._teaches = True
            self._notice.say(
                _(
                    "Three keys do most of the work: {next} goes to the next case, {claim} claims"
                    " it, {palette} finds everything else.",
                    next=actions.key(ActionId.NEXT),
                    claim=actions.key(ActionId.CLAIM),
                    palette=actions.key(ActionId.PALETTE).replace("+", " "),
                )
            )

    def show_status(self, state: StatusState, now: datetime) -> None:
        """Tell who is here, what is synced and what waits."""
        self.top.show_connection(connection(state, now))
        self.top.show_person(state.signed_in, state.initials)
        self._line.show_state(state, now)

    def show_notice(self, source: Source | None, tone: Tone) -> None:
        """Say something above the panes, or nothing."""
        if source is None:
            self._notice.clear()
        else:
            self._teaches = False
            self._notice.say(source, tone)

    def _on_queue(self, wanted: bool) -> None:
        covered = self.cover.covering
        self.cover.lift()
        self._workspace.show_queue(wanted or covered)

    def _on_dismissed(self) -> None:
        if self._teaches:
            self._memory.remember(_TAUGHT, "seen")
