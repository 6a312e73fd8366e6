"""A dressed application for every test of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui.activities import ACTIVITIES
from ui.keyboard import WINDOW, Keyboard, KeyPlace
from ui.language import WindowLanguage
from ui.shell import CATALOGUE
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
    """A language, a theme, and a keyboard that knows the product; what most tests need."""
    places = (KeyPlace(each.name, each.title, each.actions) for each in ACTIVITIES)
    Keyboard().know((KeyPlace("", WINDOW.name, CATALOGUE), *places))
    return ui_language
