"""The colours of the window by meaning, once for light and once for dark."""

from __future__ import annotations

from enum import StrEnum

from workstation.value_class import dataclass


class Tone(StrEnum):
    """What a coloured mark means. `VIOLET` belongs to the twin: a value lit in both languages."""

    NEUTRAL = "neutral"
    MUTED = "muted"
    FAINT = "faint"
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    DANGER = "danger"
    WARN = "warn"
    OK = "ok"
    INFO = "info"
    VIOLET = "violet"


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour that the window uses, as `#RRGGBB`.

    bg, surface, raised: the grounds, from the lowest to the highest.
    line: the lines between them.
    text, muted: what must be read, and what may be read second.
    faint: marks and hints, never text that must be read.
    accent, accent_hover: what is chosen or can be pressed, and the same under the mouse.
    on_accent: text on the accent.
    shade: what darkens the window behind a panel.
    danger, warn, ok, info, violet: the tones of the same names.
    *_soft: the background on which the tone of that name stands.
    dark: whether these are the dark colours.
    """

    bg: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_soft: str
    accent_hover: str
    on_accent: str
    shade: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str
    info: str
    info_soft: str
    violet: str
    violet_soft: str
    dark: bool

    def tone(self, tone: Tone) -> str:
        """The colour of a mark or word with this meaning."""
        return {
            Tone.NEUTRAL: self.text,
            Tone.MUTED: self.muted,
            Tone.FAINT: self.faint,
            Tone.ACCENT: self.accent,
            Tone.ON_ACCENT: self.on_accent,
            Tone.DANGER: self.danger,
            Tone.WARN: self.warn,
            Tone.OK: self.ok,
            Tone.INFO: self.info,
            Tone.VIOLET: self.violet,
        }[tone]

    def soft(self, tone: Tone) -> str:
        """The background that a word with this meaning stands on."""
        return {
            Tone.ACCENT: self.accent_soft,
            Tone.DANGER: self.danger_soft,
            Tone.WARN: self.warn_soft,
            Tone.OK: self.ok_soft,
            Tone.INFO: self.info_soft,
            Tone.VIOLET: self.violet_soft,
        }.get(tone, self.raised)


LIGHT = Tokens(
    bg="#F6F6F4",
    surface="#FFFFFF",
    raised="#F0F0EC",
    line="#E3E3DE",
    text="#1D2125",
    muted="#5C636B",
    faint="#8A9099",
    accent="#0B6B8A",
    accent_soft="#E3F0F4",
    accent_hover="#095A75",
    on_accent="#FFFFFF",
    shade="#1D2125",
    danger="#B3261E",
    danger_soft="#FCE9E7",
    warn="#9A5B00",
    warn_soft="#FCF1DE",
    ok="#176B3A",
    ok_soft="#E4F3EA",
    info="#1F5FA8",
    info_soft="#E6EFFA",
    violet="#6B4FBB",
    violet_soft="#EDE8F9",
    dark=False,
)

DARK = Tokens(
    bg="#14171A",
    surface="#1B1F23",
    raised="#23282D",
    line="#2E343A",
    text="#E8EAED",
    muted="#A3ABB3",
    faint="#747D86",
    accent="#5CB8D6",
    accent_soft="#17323D",
    accent_hover="#7AC8E1",
    on_accent="#0C1A20",
    shade="#000000",
    danger="#F2857B",
    danger_soft="#3B2220",
    warn="#E0A848",
    warn_soft="#362A15",
    ok="#74C794",
    ok_soft="#1B3225",
    info="#7FB2F0",
    info_soft="#1C2C40",
    violet="#B9A4F4",
    violet_soft="#2D2744",
    dark=True,
)
