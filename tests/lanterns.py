"""Hostile titles, a paper made up for references, and LaTeX as it is typeset."""

from __future__ import annotations

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from feedtui.papers.paper import Item
from samples import paper

SIGNS = list("ab BcD 12 {}\\$%&#_^~<>|@\"'`-,=:.()[]é深")
HOSTILE = (
    "100% of R&D #1 at $5 a_b x^2 ~50",
    "{braces} } { {{",
    "back\\slash \\",
    "\\input{/etc/passwd} \\write18{x} \\undefined",
    "@misc{x, title = {y}}",
    "\"quoted\" 'single' a, b = c # d",
    "<script> a|b",
    "$unbalanced {a$ b}",
)


# Commands of LaTeX's kernel (ltoutenc) that the reader does not know, or for which it has another sign.
KERNEL = {"textless": "<", "textgreater": ">", "textbar": "|", "textbraceleft": "{", "textbraceright": "}"}
COMMANDS = get_default_latex_context_db()
COMMANDS.add_context_category(
    "kernel", [MacroTextSpec(name, sign) for name, sign in (KERNEL | {"textasciicircum": "^"}).items()], prepend=True
)
READER = LatexNodes2Text(math_mode="verbatim", latex_context=COMMANDS)


def typeset(text: str) -> str:
    """Return LaTeX as it is typeset, by an independent reader."""
    return str(READER.latex_to_text(text))


def lantern(title: str = "Math Takes Two: A test of lamps", abstract: str = "", **facts: object) -> Item:
    """Return an arXiv paper with all that a reference may have."""
    told: dict[str, object] = {
        "id": "arxiv:2604.01234",
        "authors": ("Ada L. Lamp", "Ludo van Lampen"),
        "published": "2026-04-23T09:00:00Z",
        "tags": ("machine learning", "cs.CL", "cs.AI"),
        "sources": ("arxiv:cs.CL",),
    }
    return Item(paper(title, abstract, **(told | facts)))
