"""What keys are called: as people write them, and as Textual names them."""

from __future__ import annotations

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
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgup": "pageup",
    "pgdn": "pagedown",
}
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+h": "backspace", "ctrl+left_square_bracket": "escape"}
"""What a terminal cannot tell from another key."""
HELD = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_SHOWN = {
    **{name: sign for sign, name in SIGNS.items()},
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
    key = "+".join([*(one for one in HELD if one in held), name])
    return _SAME.get(key, key)


def _last_named(text: str) -> str | None:
    """Return the name of a key without those that are held with it."""
    if len(text) == 1:
        return SIGNS.get(text, text if text.isalnum() else None)
    name = text.lower()
    name = _OTHERWISE.get(name, name)
    return name if name in NAMED or name in SIGNS.values() else None


def shown(keys: str) -> str:
    """Return keys as people write them: one, or some that are pressed one after the other, parted by spaces."""
    return " ".join(_shown_one(key) for key in keys.split(" "))


def _shown_one(key: str) -> str:
    before, plus, last = key.rpartition("+")
    return f"{before}{plus}{_SHOWN.get(last, last)}"
