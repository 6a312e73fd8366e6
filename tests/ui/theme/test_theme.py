"""The theme has legible colours, follows the system, and has a drawing for each icon."""

import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel

from ui.theme import (
    DARK,
    LIGHT,
    Icon,
    Mode,
    Theme,
    Tokens,
    Tone,
    Type,
    contrast,
    families,
    font,
    icon_pixmap,
)
from ui.theme.stylesheet import stylesheet
from workstation.files import resource

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
WORDS = [
    Tone.NEUTRAL,
    Tone.MUTED,
    Tone.ACCENT,
    Tone.DANGER,
    Tone.WARN,
    Tone.OK,
    Tone.INFO,
    Tone.VIOLET,
]


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#FFFFFF", "#777777") == contrast("#777777", "#FFFFFF")


@BOTH
@pytest.mark.parametrize("tone", WORDS)
def test_words_can_be_read_on_every_surface(tokens: Tokens, tone: Tone) -> None:
    grounds = (tokens.bg, tokens.surface, tokens.raised, tokens.accent_soft, tokens.soft(tone))
    assert min(contrast(tokens.tone(tone), ground) for ground in grounds) >= 4.5


@BOTH
def test_reading_text_has_seven_to_one(tokens: Tokens) -> None:
    grounds = (tokens.surface, tokens.bg, tokens.raised, tokens.danger_soft, tokens.violet_soft)
    assert min(contrast(tokens.text, ground) for ground in grounds) >= 7


@BOTH
def test_the_word_on_a_primary_button_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5


@BOTH
def test_marks_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.faint, tokens.surface) >= 3


@BOTH
def test_the_stylesheet_names_no_token_that_is_missing(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert "$" not in sheet
    assert tokens.accent in sheet


def test_text_size_scales(ui_theme: Theme) -> None:
    ui_theme.enlarge(200)
    assert ui_theme.font(Type.BODY).pixelSize() == 26
    assert "font-size: 30px" in stylesheet(LIGHT, 200)
    ui_theme.enlarge(1000)
    assert ui_theme.percent == 200


def test_wearing_dark_says_so_once(ui_theme: Theme, qapp: QApplication) -> None:
    said: list[None] = []
    ui_theme.changed.connect(lambda: said.append(None))
    ui_theme.wear(Mode.DARK)
    ui_theme.wear(Mode.DARK)
    assert len(said) == 1
    assert ui_theme.tokens is DARK
    assert qapp.palette().window().color().name().upper() == DARK.bg


def test_system_follows_the_desktop(
    ui_theme: Theme, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The offscreen platform has no desktop that could be dark.
    desktop = {"dark": False}
    module = sys.modules[Theme.__module__]
    monkeypatch.setattr(module, "system_is_dark", lambda _app: desktop["dark"])
    ui_theme.wear(Mode.SYSTEM)
    assert ui_theme.tokens is LIGHT
    desktop["dark"] = True
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert ui_theme.tokens is DARK
    ui_theme.wear(Mode.LIGHT)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert ui_theme.tokens is LIGHT


def test_chinese_is_set_in_the_chinese_family(ui_theme: Theme) -> None:
    named = families()
    if "Noto Sans CJK SC" in named:
        assert named.index("Noto Sans CJK SC") < len(named)
        assert not any(name.endswith("CJK JP") for name in named)
    assert font(Type.BODY).families() == list(named)
    assert QFontInfo(font(Type.BODY)).pixelSize() == 13


def test_every_icon_is_drawn_and_takes_the_colour(ui_theme: Theme) -> None:
    for icon in Icon:
        image = icon_pixmap(icon, LIGHT.accent).toImage()
        inks = {image.pixelColor(x, y).alpha() for x in range(20) for y in range(20)}
        assert max(inks) > 100, icon
        drawing = resource(f"resources/icons/{icon.value}.svg").read_text(encoding="utf-8")
        assert "currentColor" in drawing
        assert "#" not in drawing


def test_no_drawing_is_without_a_name() -> None:
    drawn = {path.stem for path in resource("resources/icons").glob("*.svg")}
    assert drawn == {icon.value for icon in Icon}


def test_a_property_dresses_a_label(ui_theme: Theme, qtbot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.setProperty("type", "title")
    label.style().polish(label)
    label.ensurePolished()
    assert label.font().pixelSize() == 18
