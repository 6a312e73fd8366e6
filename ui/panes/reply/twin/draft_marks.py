"""What is shown about the text a beat after the key: lights, underlines, the strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.panes.reply.twin.rows import row_at
from ui.panes.reply.twin.selections import lighted, open_blanks, underlined
from ui.panes.reply.twin.terms import terms_in
from workstation.bilingual.bead import Side
from workstation.bilingual.blanks import spans

if TYPE_CHECKING:
    from ui.panes.reply.twin.board import Board
    from ui.panes.reply.twin.findings import ShownFindings
    from ui.panes.reply.twin.strip import FindingStrip
    from ui.panes.reply.twin.twins import Lit
    from workstation.bilingual.bead import Bead
    from workstation.bilingual.checks.glossary import TermIndex
    from workstation.bilingual.draft import Draft
    from workstation.bilingual.history import CaretPlace


@dataclass(frozen=True, slots=True)
class DraftMarks:
    """What is known about a draft besides its texts: findings, and the terms of the house."""

    shown: ShownFindings
    glossary: TermIndex | None


def mark(
    board: Board, strip: FindingStrip, known: DraftMarks, draft: Draft, place: CaretPlace
) -> None:
    """Light the value at the caret and its twin, underline findings, list those of the pair."""
    shown = known.shown
    at = draft.index(place.bead)
    bead = draft.beads[at]
    near = _in_sight(board, len(draft.beads))
    found = [(n, kept) for n in near if (kept := shown.of(draft.beads[n]))]
    light = _light(board, bead, place)
    for page in map(board.page, Side):
        blanks = open_blanks(page, [(n, draft.beads[n].side(page.side)) for n in near])
        page.setExtraSelections(blanks + lighted(page, at, light) + underlined(page, found))
    strip.show_findings(shown.of(bead), shown.counts(draft), checked=shown.checked)
    strip.show_terms(terms_in(bead, known.glossary))
    strip.show_blanks(sum(max(len(spans(one.en)), len(spans(one.zh))) for one in draft.beads))
    strip.show_place(at + 1, len(draft.beads))


def _in_sight(board: Board, count: int) -> range:
    """The pairs on the screen, with as many before and after: a long letter costs no more."""
    page = board.page(Side.EN)
    first, last = row_at(page, 0), row_at(page, page.viewport().height())
    shown = last - first + 1
    return range(max(0, first - shown), min(count, last + shown + 1))


def _light(board: Board, bead: Bead, place: CaretPlace) -> Lit | None:
    """Only for somebody who writes: reading values loads the language parts."""
    if not board.page(place.side).hasFocus():
        return None
    from ui.panes.reply.twin.twins import lit

    return lit(bead, place.side, place.at)
