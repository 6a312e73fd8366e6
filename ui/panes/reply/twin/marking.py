"""What is shown about the text a beat after the key: lights, underlines, the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.reply.twin.selections import lighted, underlined
from ui.panes.reply.twin.twins import lit
from workstation.drafting.bead import Side

if TYPE_CHECKING:
    from ui.panes.reply.twin.board import Board
    from ui.panes.reply.twin.findings import Shown
    from ui.panes.reply.twin.strip import FindingStrip
    from workstation.drafting.draft import Draft
    from workstation.drafting.history import Place


def mark(board: Board, strip: FindingStrip, shown: Shown, draft: Draft, place: Place) -> None:
    """Light the value at the caret and its twin, underline findings, list those of the pair."""
    at = draft.index(place.bead)
    bead = draft.beads[at]
    found = [(n, kept) for n, one in enumerate(draft.beads) if (kept := shown.of(one))]
    light = lit(bead, place.side, place.at)
    pages = {side: board.page(side) for side in Side}
    board.show_marks(
        {side: lighted(page, at, light) + underlined(page, found) for side, page in pages.items()}
    )
    strip.show_findings(shown.of(bead), shown.counts(draft))
    strip.show_place(at + 1, len(draft.beads))
