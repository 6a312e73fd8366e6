"""Writing in the twin draft: each act of a person becomes a step of one history."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from ui.panes.reply.twin import acts
from ui.panes.reply.twin.acts import EditRefusal, EditResult, Turn
from ui.panes.reply.twin.board import Board
from ui.panes.reply.twin.page import Erasing, Intent
from ui.panes.reply.twin.pair_appearance import PairAppearance, gravest, look_of
from ui.panes.reply.twin.paste import (
    LIMIT,
    Aligned,
    Aside,
    PasteLane,
    is_full,
    is_lines,
    landed,
    outgrows,
)
from ui.panes.reply.twin.questions import (
    AskFollow,
    Asking,
    AskPasted,
    AskUnlock,
    OfferBar,
    Questions,
    SayAligning,
    SayCalledOff,
    SayHalf,
    SayTooLong,
    accepted,
    declined,
    offered,
)
from ui.panes.reply.twin.text_marks import ShownFindings
from workstation.bilingual.bead import Bead, Side
from workstation.bilingual.draft import Draft, altered, clean, edited
from workstation.bilingual.history import CaretPlace, DraftHistory, Stroke, TypingRun

_ENDS = "。！？；.!?;\n"


class WritingSession:
    """One draft and its undo history; `ids` names new beads, `clock` counts seconds."""

    def __init__(self, ids: Callable[[], str], clock: Callable[[], float]) -> None:
        self.ids = ids
        self._clock = clock
        self._history = DraftHistory(self._whole(Draft()))

    @property
    def draft(self) -> Draft:
        """The draft as it is now; it has one bead at least."""
        return self._history.present

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._history.past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._history.future)

    def open(self, draft: Draft) -> None:
        """Begin anew with this draft, without anything to undo."""
        self._history = DraftHistory(self._whole(draft))

    def type(self, at: int, side: Side, text: str, before: CaretPlace | None) -> None:
        """Take the text of one side as it is after a key; keys in a row are one step of the
        history."""
        bead = self.draft.beads[at]
        old = bead.side(side)
        stroke = Stroke.WRITE if len(text) >= len(old) else Stroke.ERASE
        typing = TypingRun(bead.id, side, stroke, self._clock(), _ends_sentence(old, text))
        after = edited(self.draft, bead.id, side, text)
        self._history = self._history.did(after, before, typing)

    def take(self, draft: Draft, before: CaretPlace | None) -> None:
        """Take the draft as it is after an act, which is one step of the history."""
        self._history = self._history.did(self._whole(draft), before)

    def undo(self, place: CaretPlace | None) -> CaretPlace | None:
        """Go one step back; answers with where the caret was then."""
        self._history, caret = self._history.undone(place)
        return caret

    def redo(self, place: CaretPlace | None) -> CaretPlace | None:
        """Go one step forward again; answers with where the caret was then."""
        self._history, caret = self._history.redone(place)
        return caret

    def _whole(self, draft: Draft) -> Draft:
        """The draft, or one empty pair in place of an empty one: there is always a line to write
        in."""
        return draft if draft.beads else Draft((Bead(self.ids(), "", ""),))


def _ends_sentence(old: str, new: str) -> bool:
    """Whether what was written last ends a sentence: undo goes back to there."""
    if len(new) <= len(old):
        return False
    at = next((n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), None)
    written = new[len(old) :] if at is None else new[at : at + len(new) - len(old)]
    return written[-1:] in _ENDS


class TwinWriter(QObject):
    """The draft on a board, changed by what its pages report and by the answers of the bar.

    `changed` (Draft), `bead_changed` (id), `send_pressed`; nothing here waits for an input
    method, because pages report nothing that would disturb one.
    """

    changed = Signal(object)
    bead_changed = Signal(str)
    send_pressed = Signal()

    def __init__(
        self,
        board: Board,
        bar: OfferBar,
        shown: ShownFindings,
        session: WritingSession,
        aside: Aside,
    ) -> None:
        super().__init__(board)
        self._lane = PasteLane(aside, self._land)
        self._board = board
        self._shown = shown
        self._session = session
        self._questions = Questions(bar, [board.page(side) for side in Side])
        self._looks: list[PairAppearance] = []
        # The pair as it was when the caret came into it: what a changed value is compared with.
        self._base = session.draft.beads[0]
        self._before: CaretPlace | None = None
        for side in Side:
            page = board.page(side)
            page.typed.connect(self._typed)
            page.reshaped.connect(self._reshaped)
            page.erased.connect(self._erase)
            page.joined.connect(self._join)
            page.pasted.connect(self._paste)
            page.refused.connect(self._ask_to_unlock)
            page.asked.connect(self._asked)
        bar.closed.connect(self._stop_asking)
        self._render()

    def open(self, draft: Draft) -> None:
        """Show another draft, with nothing to undo."""
        self._lane.call_off()
        self._questions.stop()
        self._session.open(draft)
        self._render()

    def act(self, turn: Turn | None) -> None:
        """Take one step, or say why it cannot be taken."""
        match turn:
            case EditResult(draft, _place) if outgrows(self._draft, draft):
                self._ask(SayTooLong())
            case EditResult(draft, place):
                before = self._draft
                self._session.take(draft, self._board.place())
                self._settle(before, place)
            case EditRefusal.LOCKED:
                self._ask_to_unlock()
            case EditRefusal.HALF:
                bead = self._draft.bead(self._board.place().bead)
                empty = Side.EN if not bead.en.strip() else Side.ZH
                self._board.put_caret(CaretPlace(bead.id, empty, 0))
                self._ask(SayHalf(empty))
            case EditRefusal.EDGE | None:
                pass

    def confirm(self) -> None:
        """Confirm the pair of the caret."""
        self.act(acts.confirm(self._draft, self._board.place()))

    def undo(self) -> None:
        """Go one step back."""
        self._travel(self._session.undo)

    def redo(self) -> None:
        """Go one step forward."""
        self._travel(self._session.redo)

    def join_above(self) -> None:
        """Join the pair of the caret with the one above it."""
        self.act(acts.merge_up(self._draft, self._board.place()))

    def join_below(self) -> None:
        """Join the pair of the caret with the one below it."""
        self.act(acts.merge_down(self._draft, self._board.place()))

    def entered(self, place: CaretPlace) -> bool:
        """Note where the caret is now; says whether that is another pair than before."""
        other = self._before is None or place.bead != self._before.bead
        self._before = place
        if other:
            if isinstance(self._questions.current, AskFollow | SayHalf | AskUnlock):
                self._questions.stop()
            self._base = self._draft.bead(place.bead)
        return other

    def look_again(self, bead: str) -> None:
        """Show how a pair looks now: its findings or its state changed."""
        at = self._draft.index(bead)
        look = self._look(self._draft.beads[at])
        if look != self._looks[at]:
            self._looks[at] = look
            self._board.show_looks(self._looks, self._draft, (at,))

    def offer_twin(self) -> None:
        """Ask whether a value that changed on one side should change on the other."""
        bead = self._draft.bead(self._board.place().bead)
        if isinstance(self._questions.current, AskPasted | AskUnlock) or self._base.id != bead.id:
            return
        offer = offered(self._base, bead)
        if offer is not None:
            self._ask(AskFollow(bead, offer))
        elif isinstance(self._questions.current, AskFollow):
            self._questions.stop()

    def accept(self) -> None:
        """Do what the bar offers."""
        if self._lane.busy:
            return
        asking = self._stop_asking()
        if asking is not None:
            self.act(accepted(asking, self._draft, self._board.place()))
            self._base = self._draft.bead(self._board.place().bead)

    def decline(self) -> None:
        """Take the other answer of the bar."""
        asking = self._stop_asking()
        if asking is not None:
            self.act(declined(asking, self._draft, self._session.ids))

    @property
    def _draft(self) -> Draft:
        return self._session.draft

    def _typed(self, side: Side, number: int, text: str) -> None:
        bead = self._draft.beads[number]
        said = clean(text)
        more = len(said) - len(bead.side(side))
        if more > 0 and is_full(self._draft, more):
            self._ask(SayTooLong())
        elif said != bead.side(side):
            self._session.type(number, side, said, self._before)
            self._say_changed((bead.id,))
            # Not before it was checked anew: a finding that stays would go and come back.
            self.look_again(bead.id)
        if self._draft.beads[number].side(side) != text:
            self._render()

    def _reshaped(self, side: Side, texts: list[str]) -> None:
        before = self._draft
        after = acts.reshape(before, side, [clean(text) for text in texts], self._session.ids)
        self._session.take(after, self._before)
        self._render()
        self._say_changed(altered(before, self._draft))

    def _asked(self, intent: Intent) -> None:
        verbs: dict[Intent, Callable[[], object]] = {
            Intent.SPLIT: self._split,
            Intent.CONFIRM: self.confirm,
            Intent.SEND: self.send_pressed.emit,
            Intent.MERGE_UP: self.join_above,
            Intent.MERGE_DOWN: self.join_below,
            Intent.UNDO: self.undo,
            Intent.REDO: self.redo,
            Intent.ACCEPT: self.accept,
            Intent.DISMISS: self._stop_asking,
        }
        verbs[intent]()

    def _split(self) -> None:
        first, last = self._board.selected()
        if first != last:
            self.act(acts.erase(self._draft, first, last))
        self.act(acts.part(self._draft, self._board.place(), self._session.ids()))

    def _join(self, way: Erasing) -> None:
        if way is Erasing.BACK:
            self.join_above()
        else:
            self.join_below()

    def _erase(self) -> None:
        self.act(acts.erase(self._draft, *self._board.selected()))

    def _paste(self, text: str) -> None:
        # What is too long by far is not even read through.
        if len(text) > 2 * LIMIT or is_full(self._draft, len(said := clean(text).strip("\n"))):
            self._ask(SayTooLong())
        elif not is_lines(said):
            self._board.page(self._board.place().side).textCursor().insertText(said)
        else:
            self._lane.begin(self._draft, self._board.place(), said)
            if self._lane.busy:
                self._ask(SayAligning())

    def _land(self, place: CaretPlace, found: Aligned) -> None:
        self._stop_asking()
        done, beads = landed(self._draft, place, found, self._session.ids)
        self.act(done)
        if len(beads) > 1 and self._draft is done.draft:
            self._ask(AskPasted(beads, place.side))

    def _ask_to_unlock(self) -> None:
        first, last = (self._draft.index(place.bead) for place in self._board.selected())
        near = self._draft.beads[max(0, first - 1) : last + 2]
        here = [bead for bead in self._draft.beads[first : last + 1] if bead.lock is not None]
        for bead in (here or near)[:1]:
            if bead.lock is not None:
                self._ask(AskUnlock(bead.id, bead.lock))

    def _ask(self, asking: Asking) -> None:
        self._questions.ask(asking)
        if isinstance(asking, AskPasted):
            self._show_looks()

    def _stop_asking(self) -> Asking | None:
        was = self._questions.stop()
        if isinstance(was, SayAligning):
            self._lane.call_off()
        if isinstance(was, AskPasted):
            self._show_looks()
        self._base = self._draft.bead(self._board.place().bead)
        return was

    def _settle(self, before: Draft, place: CaretPlace | None) -> None:
        if self._draft is not before:
            self._render()
        if place is not None:
            self._board.put_caret(place)
        self._before = self._board.place()
        if self._draft is not before:
            self._say_changed(altered(before, self._draft))

    def _say_changed(self, beads: Sequence[str]) -> None:
        if self._lane.call_off():
            self._ask(SayCalledOff())
        for bead in beads:
            self.bead_changed.emit(bead)
        self.changed.emit(self._draft)

    def _render(self) -> None:
        self._looks = [self._look(bead) for bead in self._draft.beads]
        self._board.show_draft(self._draft, self._looks)
        asking = self._questions.current
        here = {bead.id for bead in self._draft.beads}
        # Only now: a bar that goes may give its focus, and so the caret, back to a page.
        if isinstance(asking, AskPasted) and not here.issuperset(asking.beads):
            self._stop_asking()

    def _look(self, bead: Bead) -> PairAppearance:
        worst = gravest(self._shown.of(bead))
        return look_of(self._draft, bead, worst, self._questions.offers(bead.id))

    def _show_looks(self) -> None:
        self._looks = [self._look(bead) for bead in self._draft.beads]
        self._board.show_looks(self._looks, self._draft, range(len(self._looks)))

    def _travel(self, way: Callable[[CaretPlace | None], CaretPlace | None]) -> None:
        before = self._draft
        self._settle(before, way(self._board.place()))
