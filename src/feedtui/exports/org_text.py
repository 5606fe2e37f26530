r"""Texts as Org mode shows them to the letter; its syntax: https://orgmode.org/worg/org-syntax.html.

What Org would interpret in a text has a zero-width space in it, as Org's manual advises under *Escape Character*, and
dollars that might be taken for a formula's are `\dollar{}`. No paper holds such a space, so that a text without them
is what it was. Formulas stay formulas where LaTeX may be run on them, and addresses in an abstract stay links.
"""

from __future__ import annotations

import re

from feedtui.exports.latex import is_harmless
from feedtui.papers.links import addresses, is_web

SPACE = "\u200b"
_DOLLAR = r"\dollar{}"
_EMPHASIS = r"(?<![^\W_])[*/+=~](?=\S)"
_INDEX = r"[_^](?=\S)"
_BRACKET = r"\[(?=[\[\d#%/@]|fn:|cite)|\](?=[\[\]]|\Z)|<(?=[<\d%])"
"""What begins a link, a footnote, a citation, a date, a cookie or a target, or would end a link too early."""
_TWIN = r"(?P<twin>[{@.\-])(?=(?P=twin))"
"""What begins a macro or a snippet, and what is shown as a dash or an ellipsis."""
_SIGNS = (
    r"(?P<formula>(?<!\$)\$(?=[^\s,.;$])[^$\n]{1,500}?(?<=[^\s,.\\])\$(?![\d$]))"
    r"|(?P<dollar>\$(?:(?=\$)|(?=[^\s,.;$])(?=[^$]*[^\s,.$]\$)))"
    r"|(?P<code>(?<=src|all)_)|(?P<type>(?<=[^\W\d_]):(?=\S))"
    rf"|(?P<sign>\\|{_EMPHASIS}|{_INDEX}|{_BRACKET}|{_TWIN})"
)
"""A formula, what Org might take for the beginning of one, `src_` and `call_`, a link type's colon, and the rest."""
_IN_LINE = re.compile(_SIGNS)
_IN_BLOCK = re.compile(rf"{_SIGNS}|(?P<address>https?://\S+)")
LINE_START = re.compile(r"[*#|:+%-]|(?:\d+|[A-Za-z])[.)](?=\s|\Z)")
_PATH_SIGN = re.compile(r"(\\*)([\[\]]|\Z)")


def link(address: str, title: str) -> str:
    """Return a link, or the title alone if the address is no web address."""
    return f"[[{_path(address)}][{escape(title)}]]" if is_web(address) else f"{SPACE}{escape(title)}{SPACE}"


def bare_link(address: str) -> str:
    """Return a link that shows its address."""
    return f"[[{_path(address)}]]"


def escape(text: str) -> str:
    """Return one line of text so that Org shows it to the letter."""
    return _escaped(text, _IN_LINE)


def block(text: str, linked: bool = True) -> str:
    """Return lines none of which is a headline, item, table, keyword or drawer; their addresses can be links."""
    text = _escaped("\n".join(line.strip() for line in text.split("\n")), _IN_BLOCK if linked else _IN_LINE)
    return "\n".join(SPACE + line if LINE_START.match(line) else line for line in text.split("\n"))


def _escaped(text: str, signs: re.Pattern[str]) -> str:
    parts, at = [], 0
    while match := signs.search(text, at):
        shown, length = _shown(match)
        parts += [text[at : match.start()], shown]
        at = match.start() + length
    return "".join([*parts, text[at:]])


def _shown(match: re.Match[str]) -> tuple[str, int]:
    """Return how what Org would act on is written, and how many characters of the text that stands for."""
    found = match[0]
    match match.lastgroup:
        case "formula" if is_harmless(found) and "[[" not in found and "]]" not in found:
            following = match.string[match.end() :][:1]
            return (found if following in ("", " ") else found + SPACE), len(found)
        case "formula" | "dollar":
            return _DOLLAR, 1
        case "address":
            address = next(filter(is_web, addresses(found)[:1]), "")
            return (bare_link(address), len(address)) if address else (found[0], 1)
        case "code":
            return SPACE + found + SPACE, 1
        case "type":
            return SPACE + found, 1
    return found + SPACE, 1


def _path(address: str) -> str:
    """Return an address as it stands in a link; Org's own `org-link-escape`."""
    return _PATH_SIGN.sub(lambda match: match[1] * 2 + (match[2] and f"\\{match[2]}"), address)
