"""`MainWindow`: shows the sign-in page or the activities, whatever those are, and serves both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from ui.activity import NewsOffer
from ui.keyboard import WINDOW, ActionSpec
from ui.language import bind, language, title_of
from ui.shell.catalogue import SIGNED_IN, SPEAK, ActionId
from ui.shell.command_palette import CommandPalette, PickSource
from ui.shell.key_help import KeyHelp
from ui.shell.keys import KeyRouter
from ui.shell.page import WindowPage
from ui.shell.person_menu import person_menu
from ui.shell.status import StatusState
from ui.shell.window_place import bring_in, first_place, frame_of
from ui.shell.words import PRODUCT
from ui.theme import Mode, Tone, theme
from ui.widgets import Counting, Toasts, go_on, guide_screen_readers, reveal, show_ring
from workstation.i18n import LANGUAGES, Message, _

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from ui.language import Source
    from ui.shell.actions import Actions
    from ui.shell.activity_stack import ActivityStack
    from ui.shell.memory import WindowMemory
    from ui.shell.sign_in import SignInView

_REFRESH_MS = 1000
_TEXT_STEP = 10


class MainWindow(QMainWindow):
    """The window: first the sign-in page, then the activities of whoever signed in.

    leaving: the signal that a person closes the window; whoever runs the application then writes
        what was typed to the disk and ends.
    picked: the signal that carries what was picked in the palette other than an action.
    """

    leaving = Signal()
    picked = Signal(object)

    def __init__(self, actions: Actions, memory: WindowMemory) -> None:
        super().__init__()
        guide_screen_readers()
        self._actions = actions
        self._memory = memory
        self._title: Message | None = None
        self._pages = QStackedWidget()
        self.setCentralWidget(self._pages)
        self._page: WindowPage | None = None
        self._now: Callable[[], datetime] | None = None
        self._may_close: Callable[[], bool] = lambda: True
        self._state = StatusState("")
        self._toasts = Toasts(self._pages)
        self._palette = CommandPalette(self._pages, actions)
        self._palette.found.connect(self.picked)
        self._help = KeyHelp(self._pages, actions)
        self._router = KeyRouter(self, actions, self._is_allowed)
        bind(self, title_of(self), self._window_title)
        self._serve()
        self._clock = QTimer(self)
        self._clock.setInterval(_REFRESH_MS)
        self._clock.timeout.connect(self._show_connection)
        self._clock.start()
        language().changed.connect(self._keep_choices)
        theme().changed.connect(self._keep_choices)
        if memory.restore_window(self):
            bring_in(self)
        else:
            self.setGeometry(first_place(self.screen().availableGeometry(), frame_of(self)))
        # As long as nobody else has said where it should stand.
        self._placed: QSize | None = self.size()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.screenRemoved.connect(self._bring_in)
        app.focusChanged.connect(self._on_focus)

    def guard_closing(self, may_close: Callable[[], bool]) -> None:
        """Stay open when it is to be closed while `may_close` says no: who says so asks first."""
        self._may_close = may_close

    def open_sign_in(self, view: SignInView) -> None:
        """Show the sign-in page in place of the activities of whoever was here before.

        Their announcements go with them: the next person can neither read nor undo anything.
        """
        self._page = None
        self._actions.ask(None)
        self._toasts.clear()
        self.name_record(None)
        view.language_chosen.connect(language().switch)
        self._replace(view)
        view.begin()

    def open_activities(self, stack: ActivityStack, clock: Callable[[], datetime]) -> None:
        """Show these activities in place of the page that was shown before; `clock` tells how long
        ago the server answered."""
        self._now = clock
        self._actions.ask(stack)
        self._page = WindowPage(stack, self._actions, self._memory)
        bar = self._page.top
        bar.palette_asked.connect(self._palette.open)
        bar.language_chosen.connect(language().switch)
        bar.sync_asked.connect(partial(self._actions.trigger, ActionId.SYNC_NOW))
        bar.person_asked.connect(self._open_person_menu)
        self._page.line.unsent_asked.connect(partial(self._actions.trigger, ActionId.UNSENT))
        self._page.rail.help_asked.connect(self._help.open)
        self._router.begun.connect(self._page.line.show_begun)
        self._replace(self._page)
        self.show_status(self._state)

    def show_waiting(self, name: str, number: int) -> None:
        """Show on the rail how much waits in the activity `name` for the person."""
        if self._page is not None:
            self._page.rail.show_waiting(name, number)

    def show_status(self, state: StatusState) -> None:
        """Show who is signed in, when the server last answered and how much waits to be sent."""
        self._state = state
        self._show_connection()

    def toast(
        self,
        source: Source | Counting,
        undo: Callable[[], object] | None = None,
        seconds: int = 10,
        offer: NewsOffer | None = None,
    ) -> None:
        """Announce `source` at the bottom for so many `seconds`.

        undo: what takes the act back while the announcement shows, by its button or by key.
        offer: what its button does instead.
        """
        toast = self._toasts.announce(source, undo, seconds)
        if offer is not None:
            toast.offer(offer.words, offer.act)
            self._toasts.fit()

    def open_kept_words(self) -> None:
        """Show the texts that the person wrote and that stand in no form now."""
        self._actions.trigger(ActionId.KEPT_WORDS)

    def notice(
        self, source: Source | None, tone: Tone = Tone.INFO, offer: NewsOffer | None = None
    ) -> None:
        """Show `source` above the panes until it is dismissed; None takes the notice away.

        With an `offer` it is a piece of news, which is shown after the news before it.
        """
        if self._page is None:
            return
        if offer is not None and source is not None:
            self._page.news.tell(source, offer)
        else:
            self._page.show_notice(source, tone)

    def warn(self, said: Message | None, offer: NewsOffer | None = None) -> None:
        """Show above the panes what is wrong until None takes it away; an `offer` mends it."""
        if self._page is not None:
            self._page.show_notice(said, Tone.WARN, offer)

    def explain(self, why: Message | None) -> None:
        """Show above the panes why an act is impossible; None brings the notice before it back."""
        if self._page is not None:
            self._page.explain(why)

    def name_record(self, title: Message | None) -> None:
        """Put `title`, the name of the open record, into the window's title; None for none."""
        self._title = title
        bind(self, title_of(self), self._window_title)

    def refresh_actions(self) -> None:
        """Ask again which actions can be done, because that has changed."""
        self._actions.refresh()

    def open_palette(self, text: str = "") -> None:
        """Open the command palette with `text` in its field."""
        self._palette.open(text)

    def palette_source(self, source: PickSource) -> Callable[[], None]:
        """Let the palette ask `source` too; the signal `picked` carries what was picked of it.

        Returns a function that makes an open palette ask `source` again.
        """
        self._palette.find_also(source)
        return self._palette.refresh

    def undo_last(self) -> bool:
        """Undo the newest announced act that can be undone; answers whether there was one."""
        return self._toasts.undo_last()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: once the desktop has put its frame around the window, have that in sight too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            if self._placed == self.size():
                bring_in(self)
            self._placed = None

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Qt: Tab goes on in the order in which the window is read. Where what has the focus was
        hidden or disabled, its pane gets it: what comes next may be a letter."""
        lost: QWidget | None = QApplication.focusWidget()
        gone = lost is not None and not (lost.isVisible() and lost.isEnabled())
        if not gone or lost is None or self._page is None:
            return go_on(self, forward=forward)
        self._page.stack.catch(lost)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: remember the size of the window, and send `leaving`; or stay open."""
        if not self._may_close():
            event.ignore()
            return
        self._memory.keep_window(self)
        self._memory.flush()
        self._clock.stop()
        self.leaving.emit()
        super().closeEvent(event)

    def _bring_in(self) -> None:
        bring_in(self)

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
        on(ActionId.STEP_BACK, self._step_back)
        on(ActionId.NEXT_PANE, partial(self._cycle, 1))
        on(ActionId.PREVIOUS_PANE, partial(self._cycle, -1))
        on(ActionId.UNDO, self.undo_last)
        on(ActionId.SWITCH_LANGUAGE, self._swap_language)
        for code, action in SPEAK.items():
            on(action, partial(language().switch, code))
        on(ActionId.THEME_SYSTEM, partial(theme().wear, Mode.SYSTEM))
        on(ActionId.THEME_LIGHT, partial(theme().wear, Mode.LIGHT))
        on(ActionId.THEME_DARK, partial(theme().wear, Mode.DARK))
        on(ActionId.TEXT_LARGER, partial(self._resize_text, _TEXT_STEP))
        on(ActionId.TEXT_SMALLER, partial(self._resize_text, -_TEXT_STEP))
        on(ActionId.TEXT_NORMAL, partial(theme().enlarge, 100))
        on(ActionId.QUIT, self.close)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Under the mouse nothing moves: what was clicked is in sight.
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if new is None or pressed or not self.isAncestorOf(new):
            return
        reveal(new)
        if isinstance(new, QScrollArea | QListWidget):
            show_ring(new)

    def _cycle(self, step: int) -> None:
        pane = self._page.stack.in_sight if self._page is not None else None
        if pane is not None:
            pane.walk.cycle(step)

    def _step_back(self) -> None:
        pane = self._page.stack.in_sight if self._page is not None else None
        if pane is not None:
            pane.step_back()

    def _is_allowed(self, action: ActionSpec) -> bool:
        if self._page is not None:
            return True
        return action.category is WINDOW and action.id not in SIGNED_IN

    def _resize_text(self, step: int) -> None:
        theme().enlarge(theme().percent + step)

    def _swap_language(self) -> None:
        code = language().code
        # What is none of them is the pseudo-language of tests, which is English.
        at = LANGUAGES.index(code) if code in LANGUAGES else 0
        language().switch(LANGUAGES[(at + 1) % len(LANGUAGES)])

    def _open_person_menu(self, button: QWidget) -> None:
        person_menu(button, self._actions).popup_under(button, right=True)

    def _show_connection(self) -> None:
        if self._page is not None and self._now is not None:
            self._page.show_status(self._state, self._now())

    def _keep_choices(self) -> None:
        self._memory.remember("language", language().code)
        self._memory.remember("theme", theme().mode.value)
        self._memory.remember("text", str(theme().percent))

    def _window_title(self) -> Message:
        if self._title is None:
            return PRODUCT
        return _("{case} · {product}", case=self._title, product=PRODUCT)
