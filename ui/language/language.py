"""`WindowLanguage`: the language that the application speaks, switched while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from workstation.i18n import SPOKEN, Translator

if TYPE_CHECKING:
    from workstation.i18n import Message


class WindowLanguage(QObject):
    """The language that the whole application speaks. The last one constructed counts.

    `changed` is sent after everything (Qt's own buttons, the default locale) speaks the new
    language. Raises `ValueError` for a code that `Translator` does not know.
    """

    changed = Signal()

    def __init__(self, app: QCoreApplication, code: str = "en") -> None:
        super().__init__(app)
        global _spoken  # noqa: PLW0603 - Qt has one default locale and one set of translators
        _spoken = self
        self._app = app
        self._translator = Translator(code, isolates=True)
        self._qt: QTranslator | None = None
        self._settle()

    @property
    def code(self) -> str:
        """A code of `LANGUAGES`, or `qps` in tests."""
        return self._translator.language

    @property
    def translator(self) -> Translator:
        """The translator in use, for dates, numbers and spans in painters."""
        return self._translator

    def text(self, message: Message) -> str:
        """The message in the language in use."""
        return self._translator.text(message)

    def switch(self, code: str) -> None:
        """Speak another language from now on; every bound text follows at once."""
        if code != self.code:
            self._translator = Translator(code, isolates=True)
            self._settle()
            self.changed.emit()

    def say_again(self) -> None:
        """Say every bound text again: what it names is called otherwise now, as a key may be."""
        self.changed.emit()

    def _settle(self) -> None:
        spoken = SPOKEN.get(self.code, SPOKEN["en"])
        QLocale.setDefault(QLocale(spoken.qt_locale))
        if self._qt is not None:
            self._app.removeTranslator(self._qt)
            self._qt.deleteLater()
            self._qt = None
        if spoken.qt_catalogue:
            self._qt = QTranslator(self)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._qt.load(spoken.qt_catalogue, folder)
            self._app.installTranslator(self._qt)


_spoken: WindowLanguage | None = None


def language() -> WindowLanguage:
    """The language that the application speaks. Raises `RuntimeError` before there is one."""
    if _spoken is None:
        raise RuntimeError("no Language yet: construct one before the first widget")
    return _spoken
