"""Colours: two themes of high contrast, and what Textual's own leave too bright or too pale."""

from __future__ import annotations

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

LEAST_CONTRAST = 4.5
"""Of a byline to what is behind it, as WCAG 2.2 asks for in 1.4.3 (AA)."""

_DARK = {
    "text-accent": "#ffe08a",
    "text-warning": "#ffe08a",
    "text-error": "#ffc2ba",
    "text-success": "#b5f5b5",
    "text-primary": "#bcd9ff",
    "text-muted": "#dcdcdc",
    "text-disabled": "#cfcfcf",
    "input-selection-background": "#004a8f",
    "input-cursor-background": "#ffffff",
    "input-cursor-foreground": "#000000",
    "surface-lighten-1": "#303030",
    "surface-lighten-2": "#909090",
    "scrollbar": "#b0b0b0",
    "scrollbar-background": "#202020",
    "block-cursor-background": "#004a8f",
    "block-cursor-foreground": "#ffffff",
    "block-cursor-blurred-background": "#303030",
    "block-cursor-blurred-foreground": "#ffffff",
}
_LIGHT = {
    "text-accent": "#4a2400",
    "text-warning": "#4a2400",
    "text-error": "#6b0000",
    "text-success": "#003d00",
    "text-primary": "#002e66",
    "text-muted": "#2b2b2b",
    "text-disabled": "#3a3a3a",
    "input-selection-background": "#b7cfec",
    "input-cursor-background": "#000000",
    "input-cursor-foreground": "#ffffff",
    "surface-lighten-1": "#dcdcdc",
    "surface-lighten-2": "#707070",
    "scrollbar": "#606060",
    "scrollbar-background": "#e8e8e8",
    "block-cursor-background": "#003a80",
    "block-cursor-foreground": "#ffffff",
    "block-cursor-blurred-background": "#dcdcdc",
    "block-cursor-blurred-foreground": "#000000",
}

CONTRAST_DARK = Theme(
    name="contrast-dark",
    primary="#5aa0ff",
    accent="#ffe08a",
    warning="#ffe08a",
    error="#ffc2ba",
    success="#b5f5b5",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    variables=_DARK,
)
CONTRAST_LIGHT = Theme(
    name="contrast-light",
    primary="#4a86d0",
    accent="#4a2400",
    warning="#4a2400",
    error="#6b0000",
    success="#003d00",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#f0f0f0",
    dark=False,
    variables=_LIGHT,
)


def muted(variables: Mapping[str, str]) -> str:
    """Return the colour of bylines for a theme's variables: nearer to what is behind it than other text.

    Textual's own is a share of black or white that its `Content` leaves out, which makes bylines stand out most.
    """
    front = Color.parse(variables["foreground"])
    behind = [Color.parse(variables[name]) for name in ("background", "surface-lighten-1", "panel")]
    behind.append(behind[0].blend(Color.parse(variables["primary"]), 0.3))
    for share in (0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        colour = behind[0].blend(front, share)
        if min(contrast(colour, each) for each in behind) >= LEAST_CONTRAST:
            return colour.hex
    return front.hex


def contrast(one: Color, other: Color) -> float:
    """Return how well a colour can be told from another, from 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    parts = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
