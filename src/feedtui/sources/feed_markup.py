"""A feed's markup to a tree, as its publisher meant it where it is no XML.

Document types are cut off before the parser sees them: no entity of a feed is looked up, fetched or expanded.
"""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import islice

from lxml import etree

from feedtui.sources.found import Unreadable

_DEEPEST = 200
"""Open elements at once; the parser itself gives up at 256."""

_MOST_NAMESPACES = 100
_MOST_ATTRIBUTES = 100
"""Of one element; the parser refuses those with very many, and what follows them."""

_ENDS = {"item", "entry"}
"""What cannot stand in itself: where one begins, the one before it has ended."""

_AROUND = {"channel", "feed", "rss", "rdf:rdf"}
"""What entries stand in; whatever else is open a hundred times over where one begins has no end."""

_FLAT = {"title", "link", "guid", "id", "pubdate", "published", "updated", "category", "dc:date", "dc:creator"}
"""What holds text alone, and has ended where another of them or one of these begins."""
_AFTER_FLAT = _FLAT | {"author", "description", "summary", "content", "content:encoded"}

_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PROLOGUE = re.compile(r"[^<]*(?:<\?.*?\?>[^<]*)*(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)?\s*", re.DOTALL | re.IGNORECASE)
_ODD = re.compile(
    r"(?P<kept><!\[CDATA\[.*?(?:\]\]>|\Z))|(?P<comment><!--(?:-?>|.*?(?:--!?>|\Z)))"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?:(?P<reference>#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});)?"
    r"|<(?![A-Za-z_/!?])",
    re.DOTALL,
)
_UNENDED = (("<!--", ("-->", "--!>")), ("<![CDATA[", ("]]>",)), ("<?", ("?>",)))
"""What has an end of its own: how it begins, and its ends."""
_TAG = re.compile(
    r"(?P<kept><!\[CDATA\[.*?\]\]>)|<\?.*?(?:\?>|\Z)|<!(?!\[CDATA\[)[^<>]*>?"
    r"|<(?P<end>/?)(?P<name>[A-Za-z_][\w.:-]*+)?(?P<attributes>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'|[\"'])*+)(?P<whole>>?)",
    re.DOTALL,
)
_DECLARATION = re.compile(r"\sxmlns(?::[\w.-]+)?=\"[^\"]*\"")
_ALONE = re.compile(r"(?:\A|[\s\"'])/\Z")
"""A slash that ends the element; behind an address without quotation marks it is the address's."""
_ATTRIBUTE = re.compile(r"(?<![\w.:-])([A-Za-z_][\w.:-]*+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")


def read_markup(text: str) -> etree._Element:
    """Return the root of the tree.

    Raises:
        Unreadable: There is no element in it.
    """
    text = _mended(text)
    root = _parsed(text, recover=False)
    if root is None:
        root = _parsed(_balanced(text), recover=True)
    if root is None:
        raise Unreadable("This is no feed: it is neither XML nor a JSON Feed.")
    return root


def inner(element: etree._Element) -> str:
    """Return what an element holds: its text, or where there are elements in it, their markup."""
    if not len(element):
        return element.text or ""
    if len(element.nsmap) > _MOST_NAMESPACES:
        # Each child would be written with all of them, in the square of their number.
        return escape("".join(map(str, element.itertext())), quote=False)
    parts = [etree.tostring(child, encoding="unicode") for child in element]
    return escape(element.text or "", quote=False) + _DECLARATION.sub("", "".join(parts))


def _parsed(text: str, *, recover: bool) -> etree._Element | None:
    parser = etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _mended(text: str) -> str:
    """Return the text without prologue, comments and forbidden characters, its references and signs made XML's."""
    text = _FORBIDDEN.sub("", text)
    for begin, ends in _UNENDED:
        text = _without_unended(text, begin, ends)
    text = _ODD.sub(_odd, text)
    prologue = _PROLOGUE.match(text)
    return text[prologue.end() :] if prologue else text


def _without_unended(text: str, begin: str, ends: tuple[str, ...]) -> str:
    """Return the text without beginnings behind the last end: they would swallow every entry behind them."""
    last = max(map(text.rfind, ends)) + 1
    return text[:last] + text[last:].replace(begin, "")


def _odd(match: re.Match[str]) -> str:
    """Return what stands for a piece that is no XML, or may not be."""
    if kept := match["kept"]:
        return kept if kept.endswith("]]>") else kept + "]]>"
    if match["comment"]:
        return ""
    if reference := match["reference"]:
        plain = unescape(f"&{reference};")
        if plain.endswith(";") and len(plain) > 1:
            return "&amp;" + reference + ";"
        return _FORBIDDEN.sub("", plain).replace("&", "&amp;").replace("<", "&lt;")
    return "&lt;" if match[0] == "<" else "&amp;"


def _balanced(text: str) -> str:
    """Return the markup with every element ended where the one around it ends, and its attributes in order."""
    out: list[str] = []
    opened: list[str] = []
    at = 0
    for match in _TAG.finditer(text):
        out.append(text[at : match.start()])
        at = match.end()
        name = (match["name"] or "").lower()
        if match["kept"]:
            out.append(match[0])
        elif not match["whole"] or not name:
            out.append(match[0].replace("<", "&lt;") if name else "")
        elif match["end"]:
            _close(name, opened, out)
        else:
            if name in _ENDS:
                _close(name, opened, out)
                while len(opened) > _DEEPEST // 2 and opened[-1] not in _AROUND:
                    _close(opened[-1], opened, out)
            elif name in _AFTER_FLAT and opened and opened[-1] in _FLAT:
                _close(opened[-1], opened, out)
            if len(opened) < _DEEPEST:
                alone = bool(_ALONE.search(match["attributes"]))
                out.append(f"<{name}{_attributes(match['attributes'])}{'/' * alone}>")
                if not alone:
                    opened.append(name)
    out.append(text[at:])
    out.extend(f"</{name}>" for name in reversed(opened))
    return "".join(out)


def _close(name: str, opened: list[str], out: list[str]) -> None:
    """End an element and all that is open in it; where it is not open, leave things as they are."""
    if name in opened:
        while True:
            ended = opened.pop()
            out.append(f"</{ended}>")
            if ended == name:
                return


def _attributes(text: str) -> str:
    named = {
        found[1]: found[2] or found[3] or found[4] or ""
        for found in islice(_ATTRIBUTE.finditer(text), _MOST_ATTRIBUTES)
    }
    return "".join(f' {name}="{value.replace(chr(34), "&quot;")}"' for name, value in named.items())
