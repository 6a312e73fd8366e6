"""`News`: tells above the panes what other people did, one piece at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.activity import NewsOffer
from ui.theme import Tone
from ui.widgets import NoticeBar, set_role

if TYPE_CHECKING:
    from ui.language import Source


class News(NoticeBar):
    """A bar that shows a piece of news until its button or its cross is pressed, then the next."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "banner")
        self._waiting: list[tuple[Source, NewsOffer]] = []
        self.acted.connect(self._on_acted)
        self.dismissed.connect(self._on_dismissed)

    def tell(self, said: Source, offer: NewsOffer) -> None:
        """Show `said` with the button of `offer`, after the news that was told before it."""
        if (said, offer.words) in [(each, its.words) for each, its in self._waiting]:
            return
        self._waiting.append((said, offer))
        if len(self._waiting) == 1:
            self._show_first()

    def _show_first(self) -> None:
        if self._waiting:
            said, offer = self._waiting[0]
            self.say(said, Tone.INFO, offer.words)
        else:
            self.clear()

    def _on_acted(self) -> None:
        _said, offer = self._waiting.pop(0)
        self._show_first()
        offer.act()

    def _on_dismissed(self) -> None:
        self._waiting.pop(0)
        self._show_first()
