"""Colours, type and icons: tokens, and everything that is made from them."""

from ui.theme.contrast import contrast
from ui.theme.icons import Icon, icon_pixmap, tinted_icon
from ui.theme.stems import even_out_stems
from ui.theme.theme import Mode, Theme, theme
from ui.theme.tokens import DARK, LIGHT, Tokens, Tone
from ui.theme.typography import Type, families, font, has_chinese

__all__ = [
    "DARK",
    "LIGHT",
    "Icon",
    "Mode",
    "Theme",
    "Tokens",
    "Tone",
    "Type",
    "contrast",
    "even_out_stems",
    "families",
    "font",
    "has_chinese",
    "icon_pixmap",
    "theme",
    "tinted_icon",
]
