"""Both weights of both scripts can be told apart, and a weight is as dark in one as in the other.

Measured is how thick the stems are in the pixels: what is inked, by the length of the outlines.
"""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath

import ui
from ui.theme import DARK, LIGHT, Theme, Tokens, Type, font

LATIN = "Appeal reviewed evidence version"
HAN = "申诉工作台审核证据条款版本"
GROUNDS = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
_LARGE = 256


def stem(text: str, face: QFont, tokens: Tokens) -> float:
    """The mean thickness of the stems of `text` in pixels, as it is drawn on the surface."""
    return inked(text, face, tokens) / (outlined(text, face) * face.pixelSize() / 2)


def inked(text: str, face: QFont, tokens: Tokens) -> float:
    image = QImage(800, 60, QImage.Format.Format_RGB32)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    painter.setFont(face)
    painter.setPen(QColor(tokens.text))
    painter.drawText(5, 40, text)
    painter.end()
    ground, ink = QColor(tokens.surface).green(), QColor(tokens.text).green()
    return sum(green - ground for green in bytes(image.constBits())[1::4]) / (ink - ground)


def outlined(text: str, face: QFont) -> float:
    """The length of all outlines of `text` in ems."""
    large = QFont(face)
    large.setPixelSize(_LARGE)
    path = QPainterPath()
    path.addText(0, 0, large, text)
    outlines = path.simplified().toSubpathPolygons()
    pairs = ((line.at(n), line.at(n + 1)) for line in outlines for n in range(line.size() - 1))
    return sum(((b.x() - a.x()) ** 2 + (b.y() - a.y()) ** 2) ** 0.5 for a, b in pairs) / _LARGE


@GROUNDS
@pytest.mark.parametrize("text", [LATIN, HAN], ids=["latin", "han"])
@pytest.mark.parametrize(
    ("plain", "strong"), [(Type.BODY, Type.STRONG), (Type.META, Type.META_STRONG)]
)
def test_600_is_well_heavier_than_400(
    ui_theme: Theme, plain: Type, strong: Type, text: str, tokens: Tokens
) -> None:
    assert stem(text, font(strong), tokens) > 1.4 * stem(text, font(plain), tokens)


@GROUNDS
@pytest.mark.parametrize("step", [Type.META, Type.BODY, Type.READING, Type.STRONG])
def test_han_is_about_as_dark_as_latin(ui_theme: Theme, step: Type, tokens: Tokens) -> None:
    han, latin = (stem(text, font(step), tokens) for text in (HAN, LATIN))
    assert 0.75 < han / latin < 1.25


@GROUNDS
def test_han_is_as_dark_in_both_themes(ui_theme: Theme, tokens: Tokens) -> None:
    """A plain line is nearer to a plain one of the other theme than to a strong one of its own."""
    other = LIGHT if tokens is DARK else DARK
    plain, strong = (stem(HAN, font(step), tokens) for step in (Type.BODY, Type.STRONG))
    assert abs(plain - stem(HAN, font(Type.BODY), other)) < abs(strong - plain)


def test_every_application_evens_out_the_stems_before_it_is_made() -> None:
    folder = Path(ui.__file__).parent
    made = {path: path.read_text(encoding="utf-8") for path in folder.rglob("*.py")}
    making = {path: text for path, text in made.items() if "QApplication([" in text}
    making |= {path: text for path, text in made.items() if "QApplication(sys" in text}
    assert len(making) == 4
    for path, text in making.items():
        before = text.index("QApplication([" if "QApplication([" in text else "QApplication(sys")
        assert "even_out_stems()" in text[:before], path
