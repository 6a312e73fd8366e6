"""`bind`: keeps a widget's text in the language of the window, for as long as it lives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from shiboken6 import isValid

from ui.language.language import language
from workstation.i18n import Message

if TYPE_CHECKING:
    from ui.language.language import WindowLanguage

Setter = Callable[[str], object]
Text = Message | str
Source = Message | Callable[[], Text]


class Binding(QObject):
    """A child of the object whose text it keeps: it dies with it, so nothing leaks.

    `language.changed` holds no reference to it, and it holds its setter only as long as it
    lives; a lambda over a widget on the same signal kept every widget alive when measured.
    """

    def __init__(
        self, owner: QObject, setter: Setter, source: Source, spoken: WindowLanguage
    ) -> None:
        super().__init__(owner)
        self.setter = setter
        self._source = source
        self._language = spoken
        spoken.changed.connect(self.render)
        self.render()

    def say(self, source: Source) -> None:
        """Show another source from now on; showing the same again costs nothing."""
        if isinstance(source, Message) and source == self._source:
            return
        self._source = source
        self.render()

    def render(self) -> None:
        """Write the text in the language of now."""
        target = getattr(self.setter, "__self__", None)
        if isinstance(target, QObject) and not isValid(target):
            self.release()
            return
        said = self._source if isinstance(self._source, Message) else self._source()
        self.setter(self._language.text(said) if isinstance(said, Message) else said)

    def release(self) -> None:
        """Stop following the language, and delete the binding."""
        self._language.changed.disconnect(self.render)
        self.setParent(None)
        self.deleteLater()


def bind(owner: QObject, setter: Setter, source: Source) -> None:
    """Say `source` through `setter` now, and again whenever the language changes.

    `source` is a `Message`, or a function that answers with a `Message` or with case content
    (a `str`, which is never translated). Binding the same setter of the same owner again
    replaces what was said, so a view's `show(state)` may bind every time. `owner` is usually
    the widget itself; the binding is its child.
    """
    bound = _bound(owner, setter)
    if bound is None:
        Binding(owner, setter, source, language())
    else:
        bound.say(source)


def unbind(owner: QObject, setter: Setter) -> None:
    """Leave the text as it is from now on."""
    bound = _bound(owner, setter)
    if bound is not None:
        bound.release()


def _bound(owner: QObject, setter: Setter) -> Binding | None:
    children = owner.findChildren(Binding, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next((child for child in children if child.setter == setter), None)
