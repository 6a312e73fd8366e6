"""A dressed application for every test of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.language import WindowLanguage
from ui.theme import Mode, Theme, even_out_stems

# Before the application is made, as in the program.
even_out_stems()


@pytest.fixture
def ui_language(qapp: QApplication) -> Iterator[WindowLanguage]:
    language = WindowLanguage(qapp, "en")
    yield language
    language.switch("en")
    language.deleteLater()


@pytest.fixture
def ui_theme(qapp: QApplication, ui_language: WindowLanguage) -> Iterator[Theme]:
    theme = Theme(qapp, Mode.LIGHT)
    yield theme
    theme.deleteLater()


@pytest.fixture
def dressed(ui_language: WindowLanguage, ui_theme: Theme) -> WindowLanguage:
    """A language and a theme; what most tests need."""
    return ui_language
