"""The kept words as the window holds them: the dialog joined to its presenter."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.activity import Way
from ui.bridge import Tasks
from ui.panes.kept_words.places import place_of
from ui.panes.kept_words.presenter import KeptWordsPresenter, KeptWordsVerbs
from ui.panes.kept_words.state import KeptWordsState
from ui.panes.kept_words.view import KeptWordsView
from workstation.app.values import Change, KeptWords


class KeptWordsDialog(KeptWordsView):
    """Opens over the window."""

    def __init__(self, desk: KeptWordsVerbs, way: Way, host: QWidget) -> None:
        super().__init__(host)
        self._way = way
        self._tasks = Tasks(self)
        self._presenter = KeptWordsPresenter(desk, self._opens, self.show_state)
        self.moved.connect(self._presenter.step)
        self.chosen.connect(self._presenter.choose)
        self.copied.connect(self._presenter.copied)
        self.throw_pressed.connect(self._on_throw)
        self.undo_pressed.connect(self._on_undo)
        self.open_pressed.connect(self._on_open)

    @property
    def state(self) -> KeptWordsState:
        """What is shown."""
        return self._presenter.state

    def open_dialog(self) -> None:
        """Show it, with what is kept now."""
        self._presenter.expect()
        self.appear(self.list)
        self._tasks.spawn(self._presenter.refresh(), "look what is kept")

    def take_in(self, change: Change) -> None:
        """Something changed, here or elsewhere: words may have come, or have a form again."""
        if self.isVisible() and (change.case_ids or change.questions or change.keys_changed):
            self._tasks.spawn(self._presenter.refresh(), "look what is kept")

    def leave(self) -> None:
        """Its person goes."""
        self._tasks.cancel()
        self.disappear()
        self.deleteLater()

    def _on_throw(self) -> None:
        self._tasks.spawn(self._presenter.throw_away(), "throw kept words away")

    def _on_undo(self) -> None:
        self._tasks.spawn(self._presenter.take_back(), "keep words again")

    def _opens(self, words: KeptWords) -> bool:
        return place_of(words, self._way) is not None

    def _on_open(self) -> None:
        row = self.state.row
        place = place_of(row.words, self._way) if row is not None else None
        if place is not None:
            self.disappear()
            self._way.go(place)
