"""The questions of the twin draft, one at a time, and the quiet bar that puts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.panes.reply.twin import acts
from ui.panes.reply.twin.acts import EditResult, Ids, Turn
from ui.panes.reply.twin.paste import LIMIT, keep_as_one
from ui.theme import Icon, Tone
from ui.widgets import IconButton, IconMark, KeyCap, Label, TextButton, row, set_role, set_tone
from workstation.bilingual.bead import Bead, Lock, Side
from workstation.bilingual.draft import Draft
from workstation.bilingual.history import CaretPlace
from workstation.i18n import _, ngettext
from workstation.value_class import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ui.language import Source
    from ui.panes.reply.twin.page import TwinPage
    from ui.panes.reply.twin.twins import FollowOffer

_ICONS = {Tone.WARN: Icon.WARNING, Tone.VIOLET: Icon.SWAP}


@dataclass(frozen=True, slots=True)
class AskFollow:
    """A value changed on one side. Should the other side follow? `bead` is the pair as it was when
    that was offered."""

    bead: Bead
    offer: FollowOffer


@dataclass(frozen=True, slots=True)
class AskPasted:
    """Pasted text stands as these pairs. Are they well aligned?"""

    beads: tuple[str, ...]
    side: Side


@dataclass(frozen=True, slots=True)
class AskUnlock:
    """Somebody wants to change a quoted clause. Shall it become a text of their own?"""

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


class OfferBar(QFrame):
    """Hidden until it asks; `accepted` and `declined` are the two answers, closing is neither."""

    accepted = Signal()
    declined = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "notice")
        self._icon = IconMark(Icon.INFO, Tone.INFO, 18)
        self._text = Label(wrap=True)
        self._accept = TextButton(_("Change"))
        self._key = KeyCap("Alt+Enter")
        self._decline = TextButton(_("Keep as one"))
        self._close = IconButton(Icon.CLOSE, _("Dismiss"))
        parts = row(
            self._icon,
            self._text,
            self._accept,
            self._key,
            self._decline,
            self._close,
            margins=(12, 3, 6, 3),
        )
        parts.setStretch(1, 1)
        self.setLayout(parts)
        self._accept.clicked.connect(self.accepted)
        self._decline.clicked.connect(self.declined)
        self._close.clicked.connect(self.closed)
        self.hide()

    def ask(
        self,
        source: Source,
        tone: Tone,
        accept: Source | None = None,
        decline: Source | None = None,
    ) -> None:
        """Say something, with one or two answers where there are any."""
        for part in (self, self._text, self._accept, self._decline):
            set_tone(part, tone)
        self._icon.show_icon(_ICONS.get(tone, Icon.INFO), tone)
        self._text.say(source)
        for button, said in ((self._accept, accept), (self._decline, decline)):
            if said is not None:
                button.say(said)
            button.setVisible(said is not None)
        self._key.setVisible(accept is not None)
        self.show()


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
        """Whether the open question is if this pair may stay as it was pasted."""
        return isinstance(self.current, AskPasted) and bead in self.current.beads

    def _hold_escape(self, *, hold: bool) -> None:
        for page in self._pages:
            page.hold_escape(hold=hold)


def offered(before: Bead, after: Bead) -> FollowOffer | None:
    """What the other side may say instead, after a value of this pair changed."""
    if before == after or after.lock is not None:
        return None
    # Reading values loads the language parts: not before something was changed.
    from ui.panes.reply.twin.twins import offer

    return offer(before, after)


def accepted(asking: Asking, draft: Draft, place: CaretPlace) -> Turn | None:
    """Do what a yes to the question asks for; None where there is nothing left to do."""
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
    """Do what the other answer asks for; None where that is nothing."""
    if isinstance(asking, AskPasted):
        return keep_as_one(draft, asking.beads, asking.side, ids())
    return None


def _put(bar: OfferBar, asking: Asking) -> None:
    match asking:
        case AskFollow(_bead, offer):
            chinese = _("{was} → {now}: change the Chinese too?", was=offer.was, now=offer.now)
            english = _("{was} → {now}: change the English too?", was=offer.was, now=offer.now)
            said = english if offer.side is Side.EN else chinese
            bar.ask(said, Tone.VIOLET, _("Write {text}", text=offer.text))
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
