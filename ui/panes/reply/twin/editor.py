"""The twin draft: one letter in two languages, written pair by pair."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.panes.reply.findings import LetterFindings
from ui.panes.reply.twin import acts
from ui.panes.reply.twin.board import Board
from ui.panes.reply.twin.page import TwinPage, open_menu
from ui.panes.reply.twin.paste import Aside, InWorker, T
from ui.panes.reply.twin.questions import OfferBar
from ui.panes.reply.twin.strip import FindingStrip
from ui.panes.reply.twin.terms import TermUse, terms_in
from ui.panes.reply.twin.text_marks import ShownFindings, TextMarks
from ui.panes.reply.twin.writer import TwinWriter, WritingSession
from ui.theme import theme
from ui.widgets import Surface, column, set_surface
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace

if TYPE_CHECKING:
    from workstation.bilingual.checks.finding import Finding, Fix
    from workstation.bilingual.checks.glossary import TermIndex

_BEAT = 60


class TwinEditor(QWidget):
    """Two editors over one draft. Everything that a person does goes out as signals.

    `opened` once a draft that was set is on the screen, `changed` (Draft) after each change,
    `bead_changed` (id) for each pair that says something else, `bead_entered` (id),
    `send_pressed`, `fix_chosen` (Finding, Fix) after the fix was made, `ignore_chosen`
    (Finding, Ignoring), `blank_wanted`. `glossary` are the terms of the house, once they are
    known. `ids` names new pairs, `clock` counts seconds, `aside` does what takes longer than a
    key stroke: a worker, unless somebody else is named.

    While an input method composes, everything that comes from outside waits until it has
    finished.
    """

    opened = Signal()
    changed = Signal(object)
    bead_changed = Signal(str)
    bead_entered = Signal(str)
    send_pressed = Signal()
    fix_chosen = Signal(object, object)
    ignore_chosen = Signal(object, object)
    blank_wanted = Signal()

    def __init__(
        self, ids: Callable[[], str], clock: Callable[[], float], aside: Aside | None = None
    ) -> None:
        super().__init__()
        self._aside: Aside = aside or InWorker(self)
        set_surface(self, Surface.SURFACE)
        self._session = WritingSession(ids, clock)
        self._shown = ShownFindings()
        self.glossary: TermIndex | None = None
        self._waiting: list[Callable[[], None]] = []
        self._board = Board()
        self._bar = OfferBar()
        self._strip = FindingStrip()
        self._writing = TwinWriter(
            self._board, self._bar, self._shown, self._session, self._told_when_free
        )
        self._marks = TextMarks(self._board, self._strip, self._shown)
        self._beat = QTimer(self, singleShot=True, interval=_BEAT)
        box = column(self._board, self._bar, self._strip, spacing=0)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.setFocusProxy(self._board)
        self._connect()
        self._mark_soon()

    @property
    def draft(self) -> Draft:
        """The draft as it is on the screen; it has one pair at least."""
        return self._session.draft

    @property
    def composing(self) -> bool:
        """Whether an input method is at work."""
        return self._board.composing

    @property
    def place(self) -> CaretPlace:
        """Where the caret is."""
        return self._board.place()

    def set_draft(self, draft: Draft) -> None:
        """Show another draft, with nothing to undo.

        The one that is shown already stays as it is, with its caret and history.
        """
        self._when_free(partial(self._open, draft))

    def show_findings(self, findings: LetterFindings) -> None:
        """Show these in place of the last ones. What was found in other words than a pair says
        now is not shown, so findings go as soon as their pair changes."""
        self._when_free(partial(self._show_findings, findings))

    def insert_beads(self, beads: Sequence[Bead], run_on: Sequence[str] = ()) -> None:
        """Put a clause or a template after the pair of the caret, as one step to undo."""
        put, run_ids = tuple(beads), tuple(run_on)

        def insert() -> None:
            self._writing.act(acts.insert(self.draft, self.place, put, run_ids))

        self._when_free(insert)

    def put_caret(self, place: CaretPlace, end: int | None = None) -> None:
        """Set the caret, if its pair is there; with `end` the text up to there is selected."""
        self._when_free(partial(self._board.put_caret, place, end))

    def begin(self, side: Side) -> None:
        """Give the keys to one side."""
        self._when_free(partial(self._board.begin, side))

    def lead(self, side: Side) -> None:
        """Let one language stand at the left."""
        self._when_free(partial(self._board.lead, side))

    def swap(self) -> None:
        """Change places: the language at the left goes to the right."""
        self._when_free(self._board.swap)

    def confirm(self) -> None:
        """Confirm the pair of the caret and go on to the next one that is open."""
        self._when_free(self._writing.confirm)

    def undo(self) -> None:
        """Take one step back, whichever side it was on."""
        self._when_free(self._writing.undo)

    def put_in(self, before: Draft, beads: Sequence[Bead]) -> None:
        """Put these in place of the pairs of the same id, as one step to undo.

        A pair that is not what it was in `before` any more was changed by the person: it stays.
        """
        put = tuple(beads)

        def replace() -> None:
            self._writing.act(acts.put_in(self.draft, self.place, before, put))

        self._when_free(replace)

    def _connect(self) -> None:
        # A press beside the text does not end a composition in it: it waits for its end.
        later = self._later
        self._beat.timeout.connect(self._mark)
        self._writing.changed.connect(self._changed)
        self._writing.bead_changed.connect(self.bead_changed)
        self._writing.send_pressed.connect(self.send_pressed)
        self._board.moved.connect(self._caret_moved)
        self._board.page(Side.EN).verticalScrollBar().valueChanged.connect(self._mark_soon)
        for side in Side:
            self._board.page(side).composed.connect(self._composed)
            self._board.page(side).menu_wanted.connect(self._open_menu)
        self._bar.accepted.connect(later(self._writing.accept))
        self._bar.declined.connect(later(self._writing.decline))
        self._strip.fix_chosen.connect(later(self._fix))
        self._strip.ignore_chosen.connect(self.ignore_chosen)
        self._strip.next_wanted.connect(later(self._go_to_next))
        self._strip.blank_wanted.connect(self.blank_wanted)
        self._strip.term_chosen.connect(later(self._write_term))
        theme().changed.connect(self._dress)

    def _later(self, act: Callable[..., None]) -> Callable[..., None]:
        """A slot that does `act` with the values of the signal, once no input method is at work."""

        def start(*values: object) -> None:
            self._when_free(partial(act, *values))

        return start

    def _when_free(self, act: Callable[[], None]) -> None:
        if self.composing:
            self._waiting.append(act)
        else:
            act()

    def _told_when_free(self, work: Callable[[], T], tell: Callable[[T], None], name: str) -> None:
        self._aside(work, lambda done: self._when_free(partial(tell, done)), name)

    def _composed(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._board.level()
        for act in waiting:
            act()
        self._mark_soon()

    def _open(self, draft: Draft) -> None:
        if draft != self.draft:
            place = self.place
            self._writing.open(draft)
            self._board.go_home()
            self._board.put_caret(place)
            self._caret_moved()
        self.opened.emit()

    def _show_findings(self, findings: LetterFindings) -> None:
        for bead in self._shown.show(self.draft, findings):
            self._writing.look_again(bead)
        self._mark_soon()

    def _dress(self) -> None:
        self._when_free(self._board.dress)
        self._mark_soon()

    def _fix(self, finding: Finding, fix: Fix) -> None:
        if finding in self._shown.of(self.draft.bead(finding.bead)):
            turn = acts.rewrite(self.draft, finding.bead, fix.side, fix.span, fix.text)
            # The row goes with its button, and the keys would fall to the next fix.
            by_key = self.window().focusWidget() in self._strip.findChildren(QWidget)
            self._writing.act(turn)
            if by_key:
                self._board.begin(fix.side)
            if isinstance(turn, acts.EditResult):
                self.fix_chosen.emit(finding, fix)

    def _write_term(self, use: TermUse) -> None:
        bead, page = self.draft.bead(self.place.bead), self._board.page(use.side)
        # The pair may say something else by now than when the term was shown.
        if use.span is not None and use not in terms_in(bead, self.glossary):
            return
        number, at = page.spot()
        if number != self.draft.index(bead.id):
            at = len(bead.side(use.side))
        if use.span is not None:
            self._writing.act(acts.rewrite(self.draft, bead.id, use.side, use.span, use.text))
        else:
            self._writing.act(
                acts.write_term(self.draft, CaretPlace(bead.id, use.side, at), use.text)
            )
        self._board.begin(use.side)

    def _go_to_next(self) -> None:
        bead = self._shown.next_after(self.draft, self.place.bead)
        if bead is not None:
            self._board.put_caret(CaretPlace(bead, self.place.side, 0))

    def _open_menu(self, page: TwinPage, at: QPoint) -> None:
        if not self.composing:
            page.setFocus()
            open_menu(page, self._writing, self._session, at)

    def _changed(self, draft: Draft) -> None:
        self.changed.emit(draft)
        self._mark_soon()

    def _caret_moved(self) -> None:
        place = self.place
        if self._writing.entered(place):
            left, self._shown.writing = self._shown.writing, place.bead
            known = {bead.id for bead in self.draft.beads}
            for bead in known.intersection((left, place.bead)):
                self._writing.look_again(bead)
            self.bead_entered.emit(place.bead)
        self._mark_soon()

    def _mark_soon(self) -> None:
        if not self._beat.isActive():
            self._beat.start()

    def _mark(self) -> None:
        """What may come a beat after the key, and never while letters are in the making."""
        if not self.composing:
            self._marks.show(self.draft, self.place, self.glossary)
            self._writing.offer_twin()
