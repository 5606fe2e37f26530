"""Formulas on web pages as text: MathML (https://www.w3.org/TR/MathML3/), JATS formulas, raised and lowered pieces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from feedtui.papers.tex import readable

FORMULAS = frozenset({"math", "inline-formula", "disp-formula", "alternatives", "tex-math"})
"""Elements that are a formula with all that is in them."""

_DEEPEST = 40
_RELATIONS = frozenset("= < > ≤ ≥ ≈ ≠ ∼ ≃ ≅ ≡ ∝ ≪ ≫ ≲ ≳ ∈ ∉ ⊂ ⊆ → ← ↔ ⇒ ⇔ ± × ∣ := ⩽ ⩾".split())
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))
_ACCENTS = {"^": "\u0302", "ˆ": "\u0302", "¯": "\u0304", "‾": "\u0304", "~": "\u0303", "˜": "\u0303", "→": "\u20d7",
            "⃗": "\u20d7", "˙": "\u0307", ".": "\u0307", "¨": "\u0308"}  # fmt: skip
_UNSEEN = frozenset({"annotation", "annotation-xml", "mphantom", "mprescripts", "none"})
_SIMPLE = re.compile(r"[0-9A-Za-z+\-=()]{1,12}")
_ORDINAL = frozenset({"st", "nd", "rd", "th"})
_TEX_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.DOTALL)
_DELIMITERS = re.compile(r"\A(?:\$+|\\[(\[])\s*|\s*(?:\$+|\\[)\]])\Z")
_DISPLAY_STYLE = re.compile(r"\{\\(?:display|text)style (.*)\}", re.DOTALL)


def script(mark: str, body: str) -> str:
    """Return a piece raised (`^`) or lowered (`_`): in Unicode if all of it has such a form, else as TeX has it.

    What stands high by itself (`†`, `®`) and the endings of ordinals (`1st`) stay as they are; `o` is a degree.
    """
    body = " ".join(body.replace("−", "-").replace("–", "-").split())
    if mark == "^" and body == "o":
        return "°"
    if not any(letter.isalnum() or letter in "+-=" for letter in body) or (mark == "^" and body in _ORDINAL):
        return body
    if _SIMPLE.fullmatch(body):
        shown = readable(f"${mark}{{{body}}}$")
        if not shown.startswith("$"):
            return shown
    return f"{mark}{body}" if len(body) == 1 else f"{mark}{{{body}}}"


@dataclass(slots=True)
class _Node:
    name: str
    is_tex: bool = False
    children: list[_Node | str] = field(default_factory=list)


class Formula:
    """One formula, told tag by tag."""

    def __init__(self, name: str) -> None:
        self._open = [_Node(name, name == "tex-math")]
        self._root = self._open[0]

    def start(self, name: str, attributes: str, is_empty: bool) -> None:
        """Take an opening tag."""
        node = _Node(name, name == "tex-math" or (name == "annotation" and "tex" in attributes.lower()))
        self._open[-1].children.append(node)
        if not is_empty and len(self._open) < _DEEPEST:
            self._open.append(node)

    def text(self, text: str) -> None:
        """Take text between two tags."""
        self._open[-1].children.append(text)

    def end(self, name: str) -> bool:
        """Take a closing tag; return whether it ends the formula."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at].name == name:
                del self._open[at:]
                break
        return not self._open

    def written(self) -> str:
        """Return the formula as `$…$` if it tells its TeX, else in plain text."""
        waiting: list[_Node | str] = [self._root]
        while waiting:
            node = waiting.pop()
            if not isinstance(node, _Node):
                continue
            text = _all_text(node) if node.is_tex else ""
            if tex := _tex(text):
                return tex
            # In TeX without any text there is none further inside; looking there again costs its depth squared.
            if text.strip() or not node.is_tex:
                waiting.extend(reversed(node.children))
        return " ".join(_shown(self._root).split())


def _tex(source: str) -> str:
    """Return TeX as `$…$`, without the document around it that Springer and Crossref give."""
    document = _TEX_BODY.search(source)
    body = (document[1] if document else source).strip()
    body = _DELIMITERS.sub("", body)
    style = _DISPLAY_STYLE.fullmatch(body)
    body = " ".join((style[1] if style else body).split())
    return f"${body}$" if body and "$" not in body else body


def _all_text(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _all_text(child) for child in node.children)


def _shown(node: _Node | str) -> str:
    """Return a piece of a formula on one line."""
    if isinstance(node, str):
        return re.sub(r"\s+", " ", node)
    name = node.name
    if name in _UNSEEN:
        return ""
    if name == "mo":
        return _operator("".join(map(_shown, node.children)))
    if name == "mspace":
        return " "
    if name in ("mtext", "ms"):
        return "".join(map(_shown, node.children))
    if name in ("sub", "sup"):
        return script("_" if name == "sub" else "^", "".join(map(_shown, node.children)))
    parts = [_shown(child) for child in node.children if isinstance(child, _Node) or child.strip()]
    return _arranged(name, parts)


def _arranged(name: str, parts: list[str]) -> str:
    """Return the parts of an element as it arranges them; in a row if it lacks some."""
    match name, parts:
        case (("msup" | "mover"), [base, above]):
            accent = _ACCENTS.get(above.strip()) if name == "mover" else None
            return unicodedata.normalize("NFC", base + accent) if accent else base + script("^", above)
        case (("msub" | "munder"), [base, below]):
            return base + script("_", below)
        case (("msubsup" | "munderover" | "mmultiscripts"), [base, below, above]):
            return base + script("_", below) + script("^", above)
        case "mfrac", [above, below]:
            return f"{_bracketed(above)}/{_bracketed(below)}"
        case "mroot", [base, index]:
            return f"{script('^', index)}√{_bracketed(base)}"
        case "msqrt", [*_]:
            return f"√{_bracketed(''.join(parts))}"
        case "mfenced", [*_]:
            return f"({', '.join(parts)})"
        case "mtable", [*_]:
            return "; ".join(parts)
        case "mtr", [*_]:
            return ", ".join(parts)
    return "".join(parts)


def _operator(text: str) -> str:
    """Return an operator with the spaces that its kind has around it."""
    sign = text.translate(_INVISIBLE).strip()
    if sign in _RELATIONS:
        return f" {sign} "
    return f"{sign} " if sign in (",", ";") else sign


def _bracketed(body: str) -> str:
    body = body.strip()
    return body if len(body) == 1 or body.isalnum() else f"({body})"
