"""What is shown about the text a beat after the key: lights, underlines, the strip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.panes.reply.twin.selections import lighted, open_blanks, underlined
from workstation.drafting.bead import Side

if TYPE_CHECKING:
    from ui.panes.reply.twin.board import Board
    from ui.panes.reply.twin.findings import Shown
    from ui.panes.reply.twin.strip import FindingStrip
    from ui.panes.reply.twin.twins import Lit
    from workstation.drafting.bead import Bead
    from workstation.drafting.draft import Draft
    from workstation.drafting.history import Place


def mark(board: Board, strip: FindingStrip, shown: Shown, draft: Draft, place: Place) -> None:
    """Light the value at the caret and its twin, underline findings, list those of the pair."""
    at = draft.index(place.bead)
    bead = draft.beads[at]
    found = [(n, kept) for n, one in enumerate(draft.beads) if (kept := shown.of(one))]
    light = _light(board, bead, place)
    for page in map(board.page, Side):
        blanks = open_blanks(page, [one.side(page.side) for one in draft.beads])
        page.setExtraSelections(blanks + lighted(page, at, light) + underlined(page, found))
    strip.show_findings(shown.of(bead), shown.counts(draft), checked=shown.checked)
    strip.show_place(at + 1, len(draft.beads))


def _light(board: Board, bead: Bead, place: Place) -> Lit | None:
    """Only for somebody who writes: reading values loads the language parts."""
    if not board.page(place.side).hasFocus():
        return None
    from ui.panes.reply.twin.twins import lit

    return lit(bead, place.side, place.at)
