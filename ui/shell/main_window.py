"""`MainWindow`: the frame around the panes; it knows their places and none of their inside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from ui.language import bind, language
from ui.shell.catalogue import CATALOGUE, ActionId, Category
from ui.shell.command_palette import CommandPalette, PickSource
from ui.shell.cover import COVERED, Cover
from ui.shell.key_help import KeyHelp
from ui.shell.keys import KeyRouter
from ui.shell.news import Offer
from ui.shell.page import Page
from ui.shell.panes import Panes, Place
from ui.shell.settings_menu import person_menu, settings_menu
from ui.shell.status import StatusState
from ui.shell.words import PRODUCT
from ui.shell.workspace import Workspace
from ui.theme import Mode, Tone, theme
from ui.widgets import Counting, Toasts
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from ui.language import Source
    from ui.shell.actions import Actions
    from ui.shell.memory import WindowMemory
    from ui.shell.sign_in import SignInView

_SIZE = (1440, 900)
_REFRESH_MS = 1000
_TEXT_STEP = 10


class MainWindow(QMainWindow):
    """One window: first the sign-in page, then the workspace.

    `leaving` is sent once when a person closes the window; whoever runs the application then
    brings what was typed to the disk and ends.
    """

    leaving = Signal()
    search_requested = Signal(str)
    picked = Signal(object)

    def __init__(self, actions: Actions, memory: WindowMemory, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._actions = actions
        self._memory = memory
        self._title: Message | None = None
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self._page: Page | None = None
        self._workspace: Workspace | None = None
        self._now = now
        self._state = StatusState("")
        self._toasts = Toasts(self._pages)
        self._palette = CommandPalette(self._pages, actions)
        self._palette.searched.connect(self.search_requested)
        self._palette.found.connect(self.picked)
        self._help = KeyHelp(self._pages, actions)
        actions.triggered.connect(self._uncover)
        self._router = KeyRouter(self, actions, self._is_allowed)
        bind(self, self.setWindowTitle, self._window_title)
        self._serve()
        self._clock = QTimer(self)
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self._show_connection)
        self._clock.start()
        language().changed.connect(self._keep_choices)
        theme().changed.connect(self._keep_choices)
        if not memory.restore_window(self):
            self.resize(*_SIZE)

    def open_sign_in(self, view: SignInView) -> None:
        """Show the sign-in page; what was there before is gone, and nothing of it is still said
        or can be taken back by whoever comes next."""
        self._workspace = self._page = None
        self._toasts.clear()
        self.case_opened(None)
        view.language_chosen.connect(language().switch)
        self._replace(view)
        view.begin()

    def open_workspace(self, panes: Panes) -> Cover:
        """Show these panes; what was there before is gone. Returns what a pane can be laid over
        the cases with."""
        self._workspace = Workspace(panes, self._memory)
        self._page = Page(self._workspace, self._actions, self._memory)
        bar = self._page.top
        bar.palette_asked.connect(self._palette.open)
        bar.language_chosen.connect(language().switch)
        bar.sync_asked.connect(partial(self._actions.trigger, ActionId.SYNC_NOW))
        bar.person_asked.connect(self._open_person_menu)
        self._page.rail.house_asked.connect(partial(self._actions.trigger, ActionId.HOUSE))
        self._page.rail.help_asked.connect(self._help.open)
        self._page.rail.settings_asked.connect(self._open_settings_menu)
        self._replace(self._page)
        self.show_status(self._state)
        self._workspace.focus(Place.QUEUE)
        return self._page.cover

    def show_status(self, state: StatusState) -> None:
        """Tell who is here, what is synced and what waits."""
        self._state = state
        if self._page is not None:
            self._page.show_status(state, self._now())

    def toast(
        self, source: Source | Counting, undo: Callable[[], object] | None = None, seconds: int = 10
    ) -> None:
        """Announce something; with `undo` it can be taken back while it shows, also by key."""
        self._toasts.announce(source, undo, seconds)

    def notice(
        self, source: Source | None, tone: Tone = Tone.INFO, offer: Offer | None = None
    ) -> None:
        """Say something above the panes until it is dismissed; None takes it away. With an
        `offer` it is news of its own, which waits for the news before it."""
        if self._page is None:
            return
        if offer is not None and source is not None:
            self._page.news.tell(source, offer)
        else:
            self._page.show_notice(source, tone)

    def show_decide(self, deciding: bool) -> None:
        """Put the decide panel in the place of the reply, or back."""
        if self._workspace is not None:
            self._workspace.show_decide(deciding)

    def focus_pane(self, place: Place) -> None:
        """Put the focus into a pane, where it last was."""
        self._in_workspace(Workspace.focus, place)

    def case_opened(self, title: Message | None) -> None:
        """Name the case in the window's title; where room is short the queue gives way."""
        self._title = title
        bind(self, self.setWindowTitle, self._window_title)
        if self._workspace is not None:
            self._workspace.show_queue(title is None)

    def show_queue(self) -> None:
        """Bring the queue into sight and give it the focus."""
        self._in_workspace(Workspace.show_queue, True)
        self._in_workspace(Workspace.focus, Place.QUEUE)

    def open_palette(self, text: str = "") -> None:
        """Open the command palette with `text` in its field."""
        self._palette.open(text)

    def palette_source(self, source: PickSource) -> Callable[[], None]:
        """Let the palette find cases or people too; `picked` carries what was picked.

        Returns what has an open palette ask again.
        """
        self._palette.find_also(source)
        return self._palette.refresh

    def undo_last(self) -> bool:
        """Take back the newest announcement that can be; whether there was one."""
        return self._toasts.undo_last()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: remember how the window was, and say that the person leaves."""
        self._memory.keep_window(self)
        self._memory.flush()
        self._clock.stop()
        self.leaving.emit()
        super().closeEvent(event)

    def _replace(self, page: QWidget) -> None:
        old = self._pages.currentWidget()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if old is not None and old is not page:
            self._pages.removeWidget(old)
            old.deleteLater()

    def _serve(self) -> None:
        on = self._actions.on
        on(ActionId.PALETTE, self._palette.open)
        on(ActionId.HELP, self._help.open)
        on(ActionId.NEXT_PANE, partial(self._cycle, 1))
        on(ActionId.PREVIOUS_PANE, partial(self._cycle, -1))
        on(ActionId.WIDE_REPLY, partial(self._in_workspace, Workspace.toggle_wide_reply))
        on(ActionId.POLICY, partial(self._in_workspace, Workspace.toggle_policy))
        on(ActionId.BACK, self.show_queue)
        on(ActionId.UNDO, self.undo_last)
        on(ActionId.SWITCH_LANGUAGE, self._swap_language)
        on(ActionId.ENGLISH, partial(language().switch, "en"))
        on(ActionId.CHINESE, partial(language().switch, "zh_Hans"))
        on(ActionId.THEME_SYSTEM, partial(theme().wear, Mode.SYSTEM))
        on(ActionId.THEME_LIGHT, partial(theme().wear, Mode.LIGHT))
        on(ActionId.THEME_DARK, partial(theme().wear, Mode.DARK))
        on(ActionId.TEXT_LARGER, partial(self._resize_text, _TEXT_STEP))
        on(ActionId.TEXT_SMALLER, partial(self._resize_text, -_TEXT_STEP))
        on(ActionId.TEXT_NORMAL, partial(theme().enlarge, 100))
        on(ActionId.QUIT, self.close)

    def _in_workspace(self, act: Callable[..., None], *arguments: object) -> None:
        if self._workspace is not None and self._page is not None:
            self._page.cover.lift()
            act(self._workspace, *arguments)

    def _cycle(self, step: int) -> None:
        if self._page is not None:
            self._page.cover.cycle(step)

    def _uncover(self, action: ActionId) -> None:
        """What is about the cases brings them back, also when it was picked by its name."""
        if self._page is not None and not self._is_allowed(action):
            self._page.cover.lift()

    def _is_allowed(self, action: ActionId) -> bool:
        everywhere = CATALOGUE[action].category is Category.WINDOW
        if self._page is not None and self._page.cover.covering:
            return everywhere or action in COVERED
        return self._workspace is not None or (everywhere and action is not ActionId.PALETTE)

    def _resize_text(self, step: int) -> None:
        theme().enlarge(theme().percent + step)

    def _swap_language(self) -> None:
        language().switch("en" if language().code == "zh_Hans" else "zh_Hans")

    def _open_person_menu(self, button: QWidget) -> None:
        person_menu(button, self._actions).popup_under(button, right=True)

    def _open_settings_menu(self, button: QWidget) -> None:
        settings_menu(button, self._actions).popup_beside(button)

    def _show_connection(self) -> None:
        if self._page is not None:
            self._page.show_status(self._state, self._now())

    def _keep_choices(self) -> None:
        self._memory.remember("language", language().code)
        self._memory.remember("theme", theme().mode.value)
        self._memory.remember("text", str(theme().percent))

    def _window_title(self) -> Message:
        if self._title is None:
            return PRODUCT
        return _("{case} · {product}", case=self._title, product=PRODUCT)
