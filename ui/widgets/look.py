"""Tells the stylesheet, tests and screen readers what a widget is."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ui.language import Text, bind
from workstation.i18n import Message, _

if TYPE_CHECKING:
    from ui.language import Source
    from ui.theme import Tone, Type

CONTENT = "content"


class Surface(StrEnum):
    """What a widget is painted on."""

    BG = "bg"
    SURFACE = "surface"
    RAISED = "raised"
    SOFT = "soft"


class Edge(StrEnum):
    """The side where a one-pixel line parts two surfaces."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


def set_role(widget: QWidget, role: str) -> None:
    """Name the part that a widget plays, for the stylesheet."""
    set_property(widget, "role", role)


def set_type(widget: QWidget, step: Type) -> None:
    """Set a widget's text in one step of the type scale."""
    set_property(widget, "type", step.value)


def set_tone(widget: QWidget, tone: Tone | None) -> None:
    """Colour a widget's text, or a notice's and a pill's background too, by its meaning."""
    set_property(widget, "tone", tone.value if tone is not None else "")


def set_surface(widget: QWidget, surface: Surface) -> None:
    """Paint a widget's background."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_property(widget, "surface", surface.value)


def set_edge(widget: QWidget, edge: Edge) -> None:
    """Draw the line between a widget and its neighbour."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    set_property(widget, "edge", edge.value)


def describe(widget: QWidget, name: Source, description: Source | None = None) -> None:
    """Give a control its accessible name and description, in the language of the window."""
    bind(widget, widget.setAccessibleName, name)
    if description is not None:
        bind(widget, widget.setAccessibleDescription, description)


def describe_one(widget: QWidget, act: Source, what: Source) -> None:
    """Name one of several controls that do the same after `what` it does that to."""
    bind(widget, widget.setAccessibleName, partial(_act_on, act, what))


def _act_on(act: Source, what: Source) -> Message:
    return _("{act}: {what}", act=_said(act), what=_said(what))


def _said(source: Source) -> Text:
    return source if isinstance(source, Message) else source()


def mark_content(widget: QWidget) -> None:
    """Mark a widget as showing case content, which is never translated, for the tests."""
    widget.setProperty(CONTENT, True)


def refuse_input_method(widget: QWidget) -> None:
    """Keep the input method away from a list or viewer, so that `j` and `k` reach the keys.

    With a Chinese input method on, a widget that accepts one gets a composition instead of
    the letter.
    """
    widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    if isinstance(widget, QAbstractScrollArea):
        widget.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the stylesheet looks at; costs nothing when it is the same."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # The stylesheet has not looked at it yet: it will when the widget is shown.
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
