"""Reads the accessibility tree of a window, as a screen reader does, and says what is amiss."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from tests.ui.sweep import has_words, is_marked
from ui.widgets.look import CONTENT

Role = QAccessible.Role

# The number of a clause, or an id.
_NUMBER = re.compile(r"[A-Z]+ [\d.]+|[\w-]*\d[\w-]*")

CONTROLS = frozenset(
    {
        Role.Button,
        Role.ButtonMenu,
        Role.CheckBox,
        Role.RadioButton,
        Role.PageTab,
        Role.ComboBox,
        Role.EditableText,
        Role.SpinBox,
        Role.List,
        Role.Table,
        Role.Tree,
        Role.Link,
        Role.Slider,
    }
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing in the tree: what it is, what it is called, where it is, and in which pane."""

    role: QAccessible.Role
    name: str
    description: str
    area: QRect
    pane: str
    widget: QWidget | None
    depth: int

    def __str__(self) -> str:
        kind = type(self.widget).__name__ if self.widget is not None else "-"
        return f"{self.role.name} {self.name!r} ({kind} in {self.pane or 'window'})"


def heard(root: QWidget) -> list[Heard]:
    """Everything in sight below `root`, in the order in which it is read."""
    top = QAccessible.queryAccessibleInterface(root)
    return list(_below(top, "", 0))


def _below(face: QAccessibleInterface, pane: str, depth: int) -> Iterator[Heard]:
    state = face.state()
    if state.invisible:
        return
    thing = face.object()
    widget = thing if isinstance(thing, QWidget) else None
    if widget is not None and not widget.isVisible():
        return
    name = face.text(QAccessible.Text.Name)
    description = face.text(QAccessible.Text.Description)
    role = face.role()
    yield Heard(role, name, description, face.rect(), pane, widget, depth)
    if role is Role.ComboBox:
        return
    inside = pane or (name if role in (Role.Client, Role.Pane) else "")
    for at in range(face.childCount()):
        child = face.child(at)
        if child is not None:
            yield from _below(child, inside, depth + 1)


def controls(found: Sequence[Heard]) -> list[Heard]:
    """What can be acted on."""
    return [each for each in found if is_stop(each.widget) or each.role in CONTROLS]


def is_stop(widget: QWidget | None) -> bool:
    """Whether Tab may come to it."""
    return (
        widget is not None
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.isVisible()
    )


def is_content(widget: QWidget | None) -> bool:
    """Whether it shows text of a case, which is in no language of the window."""
    while widget is not None:
        if widget.property(CONTENT):
            return True
        widget = widget.parentWidget()
    return False


def nameless(found: Sequence[Heard]) -> list[str]:
    """Controls without a name."""
    return [str(each) for each in controls(found) if not each.name.strip()]


def alike(found: Sequence[Heard]) -> list[str]:
    """Controls of one pane that nobody can tell from each other."""
    known = Counter((each.pane, each.role, each.name) for each in controls(found))
    return [
        f"{n} x {role.name} {name!r} in {pane!r}"
        for (pane, role, name), n in known.items()
        if n > 1
    ]


def out_of_order(areas: Sequence[QRect]) -> list[tuple[int, int]]:
    """Pairs of which the second, read later, stands before the first: above it, or left of it."""
    wrong = []
    for first, a in enumerate(areas):
        for second in range(first + 1, len(areas)):
            b = areas[second]
            across = min(a.right(), b.right()) - max(a.left(), b.left())
            down = min(a.bottom(), b.bottom()) - max(a.top(), b.top())
            above = b.bottom() <= a.top() and across > 0
            left = b.right() <= a.left() and down > min(a.height(), b.height()) / 2
            if above or left:
                wrong.append((first, second))
    return wrong


def misread(found: Sequence[Heard]) -> list[str]:
    """Parts of one whole that are read in another order than that in which they stand."""
    wholes: dict[int, list[Heard]] = {}
    above: list[int] = []
    for number, each in enumerate(found):
        del above[each.depth :]
        if above and each.widget is not None and each.area.isValid():
            wholes.setdefault(above[-1], []).append(each)
        above.append(number)
    return [
        f"{parts[second]} is read after {parts[first]}"
        for parts in wholes.values()
        for first, second in out_of_order([part.area for part in parts])
    ]


def _is_said(text: str) -> bool:
    """Whether it is words: no number of a clause, and no id."""
    return has_words(text) and not _NUMBER.fullmatch(text)


def foreign(found: Sequence[Heard]) -> list[str]:
    """Words that stayed behind when the window was switched to the pseudo-language."""
    return [
        f"{each} says {text!r}"
        for each in found
        for text in (each.name, each.description)
        if not is_content(each.widget) and _is_said(text) and not is_marked(text)
    ]
