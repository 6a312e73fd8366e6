"""The settings as an activity of the window: their view, and the keys at the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt

from ui.activities.settings import SettingsAction
from ui.activities.settings.key_change import Settlement
from ui.activities.settings.key_settings import KeySettings, KeysState
from ui.activities.settings.view import SettingsSection, SettingsView
from ui.activity import Place, Seat
from ui.joined_pane import JoinedPane
from ui.keyboard import OwnKeys, action, keyboard
from ui.language import language
from workstation.app import Change
from workstation.i18n import Message, _


class SettingsPane(JoinedPane):
    """What is chosen here counts at once, and what is done to a key can be undone."""

    def __init__(self, seat: Seat) -> None:
        self.view = SettingsView()
        super().__init__(seat, self.view)
        self.settings = KeySettings(keyboard(), self._show, seat.now)
        self._join()
        self._serve()
        # The keyboard has every text said again when it changes.
        language().changed.connect(self._on_keys)
        self.settings.refresh()

    def _join(self) -> None:
        page, settings = self.view.keys, self.settings
        self.view.section_chosen.connect(self.view.show_section)
        page.search.searched.connect(settings.search)
        page.narrowing.chosen.connect(settings.narrow)
        page.list.chosen.connect(settings.choose)
        page.went_in.connect(self.begin)
        page.reset_all_pressed.connect(self.reset_all)
        page.change.begun.connect(self._on_begun)
        page.change.key_pressed.connect(self._on_pressed)
        page.change.settled.connect(self.settle)
        page.change.kept.connect(self.keep_key)
        page.change.left.connect(self.step_back)
        page.change.reset_pressed.connect(self.reset)

    def _serve(self) -> None:
        on, at_keys = self.answers.on, self._at_keys
        on(action.NEXT, partial(self.view.keys.list.step, 1), at_keys)
        on(action.PREVIOUS, partial(self.view.keys.list.step, -1), at_keys)
        on(action.SEARCH, self.focus_search)
        on(action.CONFIRM, self.keep_key, self._can_keep)
        on(SettingsAction.CHANGE, self.begin, self._can_change)
        on(SettingsAction.NO_KEY, self.take_away, self._can_change)
        on(SettingsAction.RESET, self.reset, self._can_reset)
        on(SettingsAction.RESET_ALL, self.reset_all, self._can_reset_all)
        exchange, take = Settlement.EXCHANGED, Settlement.TAKEN
        on(SettingsAction.EXCHANGE, partial(self.settle, exchange), self._can_exchange)
        on(SettingsAction.TAKE, partial(self.settle, take), self._can_take)
        on(SettingsAction.NEXT_SECTION, partial(self.turn, 1))
        on(SettingsAction.PREVIOUS_SECTION, partial(self.turn, -1))

    @property
    def state(self) -> KeysState:
        """What the page of the keys shows."""
        return self.settings.state

    def open(self, place: Place | None) -> None:
        """Show the settings as they were left, or a section by its name."""
        if place is not None and place.id.upper() in SettingsSection.__members__:
            self.view.show_section(SettingsSection[place.id.upper()])
        self.settings.refresh()
        self.view.begin()

    def take_in(self, change: Change) -> None:
        """Nothing that is shown here comes from a server."""

    async def flush(self) -> None:
        """What is chosen here is kept at once."""

    def leave(self) -> None:
        """Go out of sight: a key that was not kept is left as it was."""
        self.settings.cancel()

    def turn(self, by: int) -> None:
        """Show the next section, or the one before with -1."""
        sections = list(SettingsSection)
        at = (sections.index(self.view.section) + by) % len(sections)
        self.view.show_section(sections[at])
        self.view.begin()

    def focus_search(self) -> None:
        """Put the caret into the search."""
        self.view.show_section(SettingsSection.KEYS)
        self.view.keys.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.view.keys.search.selectAll()

    def begin(self) -> None:
        """Let the next key be the new one of the chosen act."""
        if self.settings.begin():
            self.view.keys.change.begin()

    def settle(self, settlement: Settlement) -> None:
        """Decide about who has the key; then it can be kept."""
        self.settings.settle(settlement)
        self.view.keys.change.keep.setFocus()

    def keep_key(self) -> None:
        """Keep the new key."""
        self._tell(self.settings.keep, _("The new key is kept"))

    def take_away(self) -> None:
        """Let the chosen act have no key."""
        self._tell(self.settings.take_away, _("The act has no key now"))

    def reset(self) -> None:
        """Give the chosen act its default key again."""
        self._tell(self.settings.reset, _("The key is as shipped again"))

    def reset_all(self) -> None:
        """Give all acts their default keys again."""
        self._tell(self.settings.reset_all, _("All keys are as shipped again"))

    def step_back(self) -> None:
        """Leave the new key, the search, a part, the settings, one after the other."""
        page = self.view.keys
        if self.settings.cancel():
            page.list.setFocus()
        elif page.search.text():
            page.search.clear()
            page.list.setFocus()
        else:
            super().step_back()

    def _tell(self, act: Callable[[], OwnKeys | None], said: Message) -> None:
        before = act()
        if before is not None:
            self.seat.frame.toast(said, partial(self.settings.put_back, before))
            self.view.keys.list.setFocus()

    def _on_begun(self) -> None:
        # The well was clicked, or reached by Tab.
        if self.state.change is None:
            self.settings.begin()

    def _on_pressed(self, key: str) -> None:
        if self.state.change is None:
            self.settings.begin()
        self.settings.press(key)
        change = self.state.change
        if change is not None and change.clashes:
            self.view.keys.change.go_on()

    def _on_keys(self) -> None:
        self.settings.refresh()

    def _show(self, state: KeysState) -> None:
        self.view.keys.show_state(state)
        self.seat.frame.refresh_actions()

    def _at_keys(self) -> bool:
        return self.view.section is SettingsSection.KEYS

    def _can_change(self) -> bool:
        chosen = self.state.chosen
        return self._at_keys() and chosen is not None and not chosen.fixed

    def _can_keep(self) -> bool:
        return self.state.change is not None and self.state.change.can_be_kept

    def _can_reset(self) -> bool:
        return self._at_keys() and self.state.chosen is not None and self.state.chosen.own

    def _can_reset_all(self) -> bool:
        return self._at_keys() and self.state.table.own != OwnKeys()

    def _can_exchange(self) -> bool:
        change = self.state.change
        return change is not None and change.clashes and change.can_exchange

    def _can_take(self) -> bool:
        return self.state.change is not None and self.state.change.clashes
