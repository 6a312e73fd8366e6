"""How thick the stems of Chinese are drawn, so that a weight looks the same in both scripts.

FreeType draws TrueType outlines, which the Latin face has, as they are. The Chinese face has CFF
outlines: there Qt has every stem made thicker and then blends with a gamma. On a light ground the
two cancel each other; on a dark one they add up, and 400 looks like 600. Qt offers no switch for
either, but FreeType reads by how much it thickens from the environment.
"""

from __future__ import annotations

import os

_VARIABLE = "FREETYPE_PROPERTIES"
# Pairs of a stem's width and what is added to it, in thousandths of a pixel. A fifth of FreeType's
# own: the gamma alone sets Chinese 10 % too thin on light and 10 % too thick on dark, and
# FreeType's own amounts set it half as thick again as Latin on dark.
_THICKENING = "cff:darkening-parameters=500,90,1000,62,1667,62,2333,0"


def even_out_stems() -> None:
    """Draw Chinese about as dark as Latin of the same weight, on light and on dark.

    Has to come before the first `QGuiApplication`. What a person set themselves is left alone.
    """
    os.environ.setdefault(_VARIABLE, _THICKENING)
