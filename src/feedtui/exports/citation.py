"""One paper as a line of a list of references, in plain text: as APA (7th edition) and IEEE have preprints, or plain.

A CSL processor would bring some thousand styles, and the weight of their files, for a line to be copied; whoever needs
another style exports to a reference manager.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from feedtui.exports.reference import Reference, reference
from feedtui.papers import display
from feedtui.papers.links import page_address
from feedtui.papers.names import Name, initials
from feedtui.papers.paper import Paper

_APA_MOST = 20
_IEEE_MOST = 6


def apa(paper: Paper) -> str:
    """Return `Lamp, A., & Roe, B. (2026). A title (arXiv:2604.21935). arXiv. https://…`."""
    told = reference(paper)
    number = f" (arXiv:{told.eprint})" if told.eprint and told.kind == "preprint" else ""
    authors, title = _apa_authors(told.names), told.title.rstrip(".") + number
    year = f"({told.year or 'n.d.'})"
    head = [authors, f"{year}.", _ended(title)] if authors else [_ended(title), f"{year}."]
    publisher = "arXiv." if number else ""
    return " ".join(filter(None, (*head, publisher, _place(told))))


def ieee(paper: Paper) -> str:
    """Return `A. Lamp and B. Roe, “A title,” 2026, arXiv:2604.21935.`."""
    told = reference(paper)
    source = f"doi: {told.doi}" if told.doi else ""
    if told.eprint and told.kind == "preprint":
        source = f"arXiv:{told.eprint}"
    facts = ", ".join(filter(None, (told.year, source)))
    title = told.title.rstrip(".")
    mark = "" if title.endswith(("?", "!")) else "," if facts else "."
    online = f"[Online]. Available: {told.address}" if told.address and not source else ""
    authors = _ieee_authors(told.names)
    parts = (f"{authors}," if authors else "", f"“{title}{mark}”", f"{facts}." if facts else "", online)
    return " ".join(filter(None, parts))


def plain(paper: Paper) -> str:
    """Return `A. Lamp, B. Roe. A title (2026). https://…`."""
    return display.citation(paper, page_address(paper)[0])


STYLES: Mapping[str, Callable[[Paper], str]] = MappingProxyType({"plain": plain, "APA": apa, "IEEE": ieee})
"""The styles by the names that a reader chooses them by."""


def _apa_authors(names: tuple[Name, ...]) -> str:
    """Return all names turned, of more than 20 the first 19 and the last."""
    shown = [_apa_name(name) for name in names]
    if len(shown) > _APA_MOST:
        return _ended(f"{', '.join(shown[: _APA_MOST - 1])}, . . . {shown[-1]}")
    return _ended(", & ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]])))


def _apa_name(name: Name) -> str:
    return ", ".join(filter(None, (name.last, initials(name.given), name.suffix)))


def _ieee_authors(names: tuple[Name, ...]) -> str:
    """Return all names with their initials, of more than six the first."""
    shown = [" ".join(filter(None, (initials(name.given), name.last, name.suffix))) for name in names]
    if len(shown) > _IEEE_MOST:
        return f"{shown[0]} et al."
    return f"{', '.join(shown[:-1])}, and {shown[-1]}" if len(shown) > 2 else " and ".join(shown)


def _place(told: Reference) -> str:
    return f"https://doi.org/{told.doi}" if told.doi else told.address or ""


def _ended(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."
