"""Beads as blocks of a document: letters counted as Qt does, texts shown with the least change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtGui import QFont, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument

_LINE = "\u2028"


def to_block(text: str) -> str:
    """The text of a bead as one block: its line breaks become line separators."""
    return text.replace("\n", _LINE)


def from_block(text: str) -> str:
    """The text of a bead from its block."""
    return text.replace(_LINE, "\n")


def to_utf16(text: str, at: int) -> int:
    """How many UTF-16 units the first `at` code points of `text` take."""
    head = text[:at]
    return len(head) if head.isascii() else len(head) + sum(char > "\uffff" for char in head)


def from_utf16(text: str, at: int) -> int:
    """How many code points of `text` begin within its first `at` UTF-16 units."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return min(at, len(text))
    units = 0
    for count, char in enumerate(text):
        if units >= at:
            return count
        units += 2 if char > "\uffff" else 1
    return len(text)


def texts_of(document: QTextDocument) -> list[str]:
    """What stands in each block."""
    texts, block = [], document.begin()
    while block.isValid():
        texts.append(from_block(block.text()))
        block = block.next()
    return texts


def show_texts(document: QTextDocument, texts: Sequence[str]) -> None:
    """Make the blocks say this, touching only what differs: carets elsewhere stay."""
    shown = texts_of(document)
    head = _same(shown, texts)
    tail = min(_same(reversed(shown), reversed(texts)), len(shown) - head, len(texts) - head)
    old, new = len(shown) - tail - head, len(texts) - tail - head
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for at in range(head, head + min(old, new)):
        _rewrite(cursor, document.findBlockByNumber(at), texts[at])
    if new > old:
        _add(cursor, document, head + old, texts[head + old : head + new])
    elif old > new:
        _remove(cursor, document, head + new, old - new)
    cursor.endEditBlock()


def _same(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _rewrite(cursor: QTextCursor, block: QTextBlock, text: str) -> None:
    """Replace only the letters that differ, so that a caret beside them stays."""
    old = from_block(block.text())
    if old == text:
        return
    head = _same(old, text)
    tail = min(_same(reversed(old), reversed(text)), len(old) - head, len(text) - head)
    cursor.setPosition(block.position() + to_utf16(old, head))
    end = block.position() + to_utf16(old, len(old) - tail)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(to_block(text[head : len(text) - tail]))


def _add(cursor: QTextCursor, document: QTextDocument, at: int, texts: Sequence[str]) -> None:
    before = document.findBlockByNumber(at - 1) if at else None
    if before is not None:
        cursor.setPosition(before.position() + before.length() - 1)
        for text in texts:
            cursor.insertBlock()
            cursor.insertText(to_block(text))
        return
    cursor.setPosition(0)
    for text in texts:
        cursor.insertText(to_block(text))
        cursor.insertBlock()


def _remove(cursor: QTextCursor, document: QTextDocument, at: int, count: int) -> None:
    """Blocks go together with the break before them; there is always one left."""
    first = document.findBlockByNumber(at)
    last = document.findBlockByNumber(at + count - 1)
    start, end = first.position(), last.position() + last.length() - 1
    if at:
        start -= 1
    else:
        end += 1
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()


def set_bottoms(document: QTextDocument, margins: Mapping[int, int]) -> None:
    """Set the room below these blocks, in pixels."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for number, pixels in margins.items():
        cursor.setPosition(document.findBlockByNumber(number).position())
        shape = cursor.blockFormat()
        shape.setBottomMargin(pixels)
        cursor.setBlockFormat(shape)
    cursor.endEditBlock()


def dress(document: QTextDocument, font: QFont, line: int, top: int, sides: int) -> None:
    """Set font, line height and margins of the whole document, in pixels."""
    document.setDefaultFont(font)
    lines = QTextBlockFormat()
    lines.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    cursor = QTextCursor(document)
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeBlockFormat(lines)
    frame = document.rootFrame()
    shape = frame.frameFormat()
    shape.setMargin(0)
    shape.setTopMargin(top)
    shape.setLeftMargin(sides)
    shape.setRightMargin(sides)
    frame.setFrameFormat(shape)


def set_foot(document: QTextDocument, pixels: int) -> None:
    """Set the room below the last block: Qt gives it none of its own."""
    frame = document.rootFrame()
    shape = frame.frameFormat()
    if shape.bottomMargin() != pixels:
        shape.setBottomMargin(pixels)
        frame.setFrameFormat(shape)
