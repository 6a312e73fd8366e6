"""The kept words as the window holds them: a dialog and its presenter, joined."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.activity import Place, Way
from ui.bridge import Tasks
from ui.panes.kept_words.presenter import KeptWordsPresenter, KeptWordsVerbs
from ui.panes.kept_words.state import KeptWordsState
from ui.panes.kept_words.view import KeptWordsView
from workstation.app.values import Change, KeptWords, Whereabouts


class KeptWordsDialog(QObject):
    """Joins a `KeptWordsView` to its presenter; it lives as long as the view.

    The view opens over `host`; `way` goes to where words stand.
    """

    def __init__(self, desk: KeptWordsVerbs, way: Way, host: QWidget) -> None:
        self.view = KeptWordsView(host)
        super().__init__(self.view)
        self._way = way
        self._tasks = Tasks(self)
        view, slot = self.view, self._tasks.slot
        presenter = self.presenter = KeptWordsPresenter(desk, self._opens, view.show_state)
        view.moved.connect(presenter.step)
        view.chosen.connect(presenter.choose)
        view.copied.connect(presenter.say_copied)
        view.throw_away_pressed.connect(slot(presenter.throw_away, "throw kept words away"))
        view.keep_again_pressed.connect(slot(presenter.keep_again, "keep words again"))
        view.open_pressed.connect(self.open_place)

    @property
    def state(self) -> KeptWordsState:
        """What is shown."""
        return self.presenter.state

    def open_dialog(self) -> None:
        """Show the dialog, with what is kept now."""
        self.presenter.expect()
        self.view.appear(self.view.list)
        self._tasks.spawn(self.presenter.refresh(), "look what is kept")

    def open_place(self) -> None:
        """Go to where the words stand that are looked at."""
        row = self.state.row
        place = place_of(row.words, self._way) if row is not None else None
        if place is not None:
            self.view.disappear()
            self._way.go(place)

    def take_in(self, change: Change) -> None:
        """Follow what changed: words may have come, or have a form again."""
        shown = self.view.isVisible()
        if shown and (change.case_ids or change.questions or change.keys_changed):
            self._tasks.spawn(self.presenter.refresh(), "look what is kept")

    def leave(self) -> None:
        """End it: its person goes."""
        self._tasks.cancel()
        self.view.disappear()
        self.view.deleteLater()

    def _opens(self, words: KeptWords) -> bool:
        return place_of(words, self._way) is not None


def place_of(words: KeptWords, way: Way) -> Place | None:
    """The form that kept words stand in, the question that asks about them, or their record; None
    where no activity shows it."""
    at = Place(words.kind, words.record_id)
    if words.stands is Whereabouts.ASKED:
        # A question is shown also where its record is not.
        found = at if way.opens(at) else Place("question", words.record_id)
    elif not words.in_sight:
        return None
    elif words.stands is Whereabouts.IN_FORM:
        found = Place(words.kind, words.record_id, words.slot)
    else:
        found = at
    return found if way.opens(found) else None
