"""The questions that the twin draft may put below its text, one at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from ui.panes.reply.twin import acts
from ui.panes.reply.twin.acts import EditResult, Ids, Turn
from ui.panes.reply.twin.bar import OfferBar
from ui.panes.reply.twin.paste import LIMIT, keep_as_one
from ui.theme import Tone
from workstation.bilingual.bead import Bead, Lock, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace
from workstation.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.twins import FollowOffer


@dataclass(frozen=True, slots=True)
class AskFollow:
    """A value changed on one side: `bead` is how the pair was when we offered the other."""

    bead: Bead
    offer: FollowOffer


@dataclass(frozen=True, slots=True)
class AskPasted:
    """Pasted text stands as these pairs."""

    beads: tuple[str, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class AskUnlock:
    """Somebody wants to change a quoted clause."""

    bead: str
    lock: Lock


@dataclass(frozen=True, slots=True)
class SayAligning:
    """Pasted text is being aligned; closing this calls it off."""


@dataclass(frozen=True, slots=True)
class SayCalledOff:
    """The letter changed before the pasted text was aligned."""


@dataclass(frozen=True, slots=True)
class SayTooLong:
    """The letter would be longer than a letter may be."""


@dataclass(frozen=True, slots=True)
class SayHalf:
    """A pair with one empty side cannot be confirmed."""

    empty: Side


Asking = AskFollow | AskPasted | AskUnlock | SayAligning | SayCalledOff | SayTooLong | SayHalf


class Questions:
    """The one question that is open; while there is one, Esc belongs to it."""

    def __init__(self, bar: OfferBar, pages: Iterable[TwinPage]) -> None:
        self._bar = bar
        self._pages = tuple(pages)
        self.current: Asking | None = None

    def ask(self, asking: Asking) -> None:
        """Ask it in place of whatever was asked before."""
        if asking != self.current:
            self.current = asking
            _put(self._bar, asking)
        self._hold_escape(hold=True)

    def stop(self) -> Asking | None:
        """Ask nothing more; answers with what was asked."""
        was, self.current = self.current, None
        self._bar.hide()
        self._hold_escape(hold=False)
        return was

    def offers(self, bead: str) -> bool:
        """Whether the question is if this pair may stay."""
        return isinstance(self.current, AskPasted) and bead in self.current.beads

    def _hold_escape(self, *, hold: bool) -> None:
        for page in self._pages:
            page.holds_escape = hold


def offered(before: Bead, after: Bead) -> FollowOffer | None:
    """What the other side may say instead, after a value of this pair changed."""
    if before == after or after.lock is not None:
        return None
    # Reading values loads the language parts: not before something was changed.
    from ui.panes.reply.twin.twins import offer

    return offer(before, after)


def accepted(asking: Asking, draft: Draft, place: CaretPlace) -> Turn | None:
    """What a yes does; the caret stays where it is."""
    match asking:
        case AskFollow(bead, offer) if bead in draft.beads:
            turn = acts.rewrite(draft, bead.id, offer.side, offer.span, offer.text)
            return EditResult(turn.draft, place) if isinstance(turn, EditResult) else turn
        case AskUnlock(bead, _lock) if any(one.id == bead for one in draft.beads):
            turn = acts.unlock(draft, CaretPlace(bead, place.side, 0))
            return EditResult(turn.draft, place) if isinstance(turn, EditResult) else turn
        case _:
            return None


def declined(asking: Asking, draft: Draft, ids: Ids) -> Turn | None:
    """What the other answer does."""
    if isinstance(asking, AskPasted):
        return keep_as_one(draft, asking.beads, asking.side, ids())
    return None


def _put(bar: OfferBar, asking: Asking) -> None:
    match asking:
        case AskFollow(_bead, offer):
            _ask_follow(bar, offer)
        case AskPasted(beads, _side):
            bar.ask(
                ngettext(
                    "The pasted text makes {n} pair. Is it well aligned?",
                    "The pasted text makes {n} pairs. Are they well aligned?",
                    len(beads),
                ),
                Tone.INFO,
                _("Accept all"),
                _("Keep as one"),
            )
        case AskUnlock(_bead, lock):
            said = _(
                "{clause} is quoted as published. Once changed, it is no quotation any more.",
                clause=lock.clause,
            )
            bar.ask(said, Tone.WARN, _("Unlock it"))
        case SayTooLong():
            said = _("A letter holds at most {n} characters in both languages together.", n=LIMIT)
            bar.ask(said, Tone.WARN)
        case SayAligning():
            bar.ask(_("Aligning the pasted text …"), Tone.INFO, None, _("Cancel"))
        case SayCalledOff():
            said = _("Nothing was pasted, because the letter changed meanwhile. Paste it again.")
            bar.ask(said, Tone.WARN)
        case SayHalf(empty):
            english = _("Write the English first; then the pair can be confirmed.")
            chinese = _("Write the Chinese first; then the pair can be confirmed.")
            bar.ask(english if empty is Side.EN else chinese, Tone.WARN)
        case _ as never:
            assert_never(never)


def _ask_follow(bar: OfferBar, offer: FollowOffer) -> None:
    chinese = _("{was} → {now}: change the Chinese too?", was=offer.was, now=offer.now)
    english = _("{was} → {now}: change the English too?", was=offer.was, now=offer.now)
    said = english if offer.side is Side.EN else chinese
    bar.ask(said, Tone.VIOLET, _("Write {text}", text=offer.text))
