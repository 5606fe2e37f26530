"""What keys are called: as people write them, and as Textual names them."""

from __future__ import annotations

import unicodedata

SIGNS = {
    "!": "exclamation_mark",
    '"': "quotation_mark",
    "#": "number_sign",
    "$": "dollar_sign",
    "%": "percent_sign",
    "&": "ampersand",
    "'": "apostrophe",
    "(": "left_parenthesis",
    ")": "right_parenthesis",
    "*": "asterisk",
    "+": "plus",
    ",": "comma",
    "-": "minus",
    ".": "full_stop",
    "/": "slash",
    ":": "colon",
    ";": "semicolon",
    "<": "less_than_sign",
    "=": "equals_sign",
    ">": "greater_than_sign",
    "?": "question_mark",
    "@": "at",
    "[": "left_square_bracket",
    "\\": "backslash",
    "]": "right_square_bracket",
    "^": "circumflex_accent",
    "_": "underscore",
    "`": "grave_accent",
    "{": "left_curly_bracket",
    "|": "vertical_line",
    "}": "right_curly_bracket",
    "~": "tilde",
}
"""Textual's names of the signs on a keyboard; those of letters and digits are the letters and digits."""

NAMED = (
    *("enter", "escape", "tab", "space", "backspace", "delete", "insert", "home", "end", "pageup", "pagedown"),
    *("up", "down", "left", "right", *(f"f{number}" for number in range(1, 25))),
)
"""Textual's names of the keys that write nothing, and of space."""

_OTHERWISE = {
    "↓": "down",
    "↑": "up",
    "←": "left",
    "→": "right",
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
}
SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
"""What a terminal cannot tell from another key."""
RESERVED = {"ctrl+q": "it quits whatever else is set", "ctrl+c": "it copies what is selected"}
"""Keys that no command can have, and why."""
HELD = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_SIGN_OF = {name: sign for sign, name in SIGNS.items()}
_SHOWN = {
    **_SIGN_OF,
    "escape": "esc",
    "pagedown": "page down",
    "pageup": "page up",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def key_named(text: str) -> str | None:
    """Return Textual's name of a key that somebody wrote, as in `?`, `G`, `esc` or `ctrl+x`; None for no key."""
    before, plus, last = text[:-1].rpartition("+")
    last += text[-1:]
    held = before.lower().split("+") if plus else []
    name = _last_named(last)
    if name is None or len(set(held)) < len(held) or not set(held) <= set(HELD):
        return None
    if held == ["shift"] and len(name) == 1:
        return name.upper() if name.upper() != name else None
    if held and len(name) == 1:
        name = name.lower()
    return "+".join([*(one for one in HELD if one in held), name])


def _last_named(text: str) -> str | None:
    """Return the name of a key without those that are held with it."""
    name = _OTHERWISE.get(text.lower(), text.lower())
    if len(name) > 1 or not text:
        return name if name in NAMED or name in SIGNS.values() else None
    if text.isalnum() or not text.isprintable():
        return text if text.isalnum() else None
    # Textual makes names of other keyboards' signs likewise.
    return SIGNS.get(text) or unicodedata.name(text, "").lower().replace("-", "_").replace(" ", "_") or None


def shown(keys: str) -> str:
    """Return keys as people write them: one, or some that are pressed one after the other, parted by spaces."""
    return " ".join(_shown_one(key) for key in keys.split(" "))


def written(keys: str) -> str:
    """Return keys as they are written in the settings."""
    parts = (key.rpartition("+") for key in keys.split(" "))
    return " ".join(f"{before}{plus}{_SIGN_OF.get(last, last)}" for before, plus, last in parts)


def _shown_one(key: str) -> str:
    before, plus, last = key.rpartition("+")
    return f"{before}{plus}{_SHOWN.get(last, last)}"
