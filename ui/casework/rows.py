"""`WidgetPool`: as many widgets of one kind as are needed, kept from case to case."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QLayout, QWidget

W = TypeVar("W", bound=QWidget)


class WidgetPool(Generic[W]):
    """Keeps widgets in `into` for the next case, because making them is what takes time."""

    def __init__(self, into: QLayout, make: Callable[[], W]) -> None:
        self._into = into
        self._make = make
        self._made: list[W] = []

    def need(self, number: int) -> Sequence[W]:
        """Return exactly `number` widgets, all in sight; what is left over is hidden."""
        while len(self._made) < number:
            made = self._make()
            self._made.append(made)
            self._into.addWidget(made)
        for at, each in enumerate(self._made):
            each.setVisible(at < number)
        return self._made[:number]
