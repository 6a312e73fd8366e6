"""Keeping the blocks of both sides level: the shorter one gets the room that it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ui.theme import theme

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QTextEdit

    from ui.panes.reply.twin.page import TwinPage

GAP = 14
_WORDS = 18


@dataclass(frozen=True, slots=True)
class Area:
    """Where a pair stands on the screen: its top, where its text begins and ends, its bottom."""

    top: float
    text: float
    end: float
    bottom: float


class PairRows:
    """The two pages as rows of pairs."""

    def __init__(self, en: TwinPage, zh: TwinPage) -> None:
        self._pages = (en, zh)

    def level(self, numbers: Iterable[int]) -> bool:
        """Make these rows as high on both sides as the higher one; says whether any changed.

        A page in which an input method composes keeps its blocks as they are; the other one
        follows it.
        """
        en, zh = self._pages
        rooms: tuple[dict[int, int], dict[int, int]] = ({}, {})
        count = min(page.document().blockCount() for page in self._pages)
        for number in numbers:
            if number >= count:
                continue
            own = (_height(en, number), _height(zh, number))
            target = self._target(number, own)
            for page, height, room in zip(self._pages, own, rooms, strict=True):
                below = target - height
                if not page.composing and below != _below(page, number):
                    room[number] = below
        for page, room in zip(self._pages, rooms, strict=True):
            if not page.composing:
                page.give_room(room)
        return any(rooms)

    def reveal(self, number: int) -> None:
        """Scroll as little as it takes to show a whole row, if it is not higher than the page."""
        page = self._pages[0]
        place = area(page, number, page.line())
        bar, room = page.verticalScrollBar(), page.viewport().height()
        if place.bottom > room and place.bottom - place.top <= room:
            bar.setValue(bar.value() + round(place.bottom - room))
        elif place.top < 0 and place.bottom - place.top <= room:
            bar.setValue(bar.value() + round(place.top))

    def _target(self, number: int, own: tuple[int, int]) -> int:
        for page, height in zip(self._pages, own, strict=True):
            if page.composing:
                return max(height + _below(page, number), *own)
        looks = self._pages[0].looks
        worded = number < len(looks) and looks[number].words is not None
        extra = theme().scaled(_WORDS) if worded else 0
        return max(own) + theme().scaled(GAP) + extra


def _height(page: TwinPage, number: int) -> int:
    return page.laid_out(number).layout().lineCount() * page.line()


def _below(page: TwinPage, number: int) -> int:
    return round(page.document().findBlockByNumber(number).blockFormat().bottomMargin())


def area(page: QTextEdit, number: int, line: int) -> Area:
    """Where a row stands in the viewport of its page, half of the gap on either side of it."""
    block = page.document().findBlockByNumber(number)
    half = theme().scaled(GAP) / 2
    text = block.layout().position().y() - page.verticalScrollBar().value()
    end = text + block.layout().lineCount() * line
    return Area(text - half, text, end, end + block.blockFormat().bottomMargin() - half)


def row_at(page: QTextEdit, y: float) -> int:
    """The number of the row that stands at this height of the viewport, or the last one."""
    document = page.document()
    wanted = y + page.verticalScrollBar().value() + theme().scaled(GAP) / 2
    low, high = 0, document.blockCount() - 1
    while low < high:
        middle = (low + high + 1) // 2
        top = document.findBlockByNumber(middle).layout().position().y()
        low, high = (middle, high) if top <= wanted else (low, middle - 1)
    return low
