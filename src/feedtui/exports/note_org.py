"""A reader's note, which is Markdown, in Org: emphasis, code, links, lists, quotes; headings are lines in bold.

Nothing in it is a headline: who looks through a file of papers finds papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from feedtui.exports.note_text import linked, note_tree
from feedtui.exports.org_text import LINE_START, SPACE, bare_link, block, escape, link

_SIGNS = {"strong": "*", "em": "/", "s": "+"}
_MARKED = re.compile(r"[*+][^\s*+]")
"""What begins a line, and is no headline or item."""
_IN_EXAMPLE = re.compile(r"^(\s*)(?=,*(?:\*|#\+))", re.MULTILINE)
"""Where Org puts a comma into a block so that it ends where it ends."""


def note_org(note: str) -> str:
    """Return a note in Org; one that is nested very deep, which no hand wrote, is text."""
    try:
        return "\n".join(_blocks(note_tree(note).children, is_quoted=False))
    except RecursionError:
        return block(note)


def _blocks(nodes: Sequence[SyntaxTreeNode], *, is_quoted: bool, is_tight: bool = False) -> list[str]:
    lines: list[str] = []
    for node in nodes:
        if lines and not is_tight:
            lines.append("")
        lines += _block(node, is_quoted)
    return lines


def _block(node: SyntaxTreeNode, is_quoted: bool) -> list[str]:
    match node.type:
        case "paragraph":
            return _lines(_inline(node.children))
        case "heading":
            return _lines(_marked("*", _inline(node.children, "*")))
        case "bullet_list" | "ordered_list":
            return [line for number, item in enumerate(node.children) for line in _item(node, item, number, is_quoted)]
        case "blockquote" if node.children and not is_quoted:
            # A quote ends at the first line that says so.
            return ["#+begin_quote", *_blocks(node.children, is_quoted=True), "#+end_quote"]
        case "code_block" | "fence":
            code = _IN_EXAMPLE.sub(r"\1,", node.content.rstrip("\n"))
            return ["#+begin_example", *code.split("\n"), "#+end_example"]
        case "hr":
            return ["-----"]
    return _blocks(node.children, is_quoted=is_quoted)


def _item(node: SyntaxTreeNode, item: SyntaxTreeNode, number: int, is_quoted: bool) -> Iterator[str]:
    start = node.attrs.get("start", 1)
    bullet = "- " if node.type == "bullet_list" else f"{int(start) + number}. "
    is_tight = all(one.hidden for one in item.children if one.type == "paragraph")
    first, *others = _blocks(item.children, is_quoted=is_quoted, is_tight=is_tight) or [""]
    yield (bullet + first).rstrip()
    yield from (" " * len(bullet) + line if line else "" for line in others)


def _lines(text: str) -> list[str]:
    """Return lines none of which Org takes for more than text."""
    lines = [line.strip(" ") for line in text.split("\n")]
    return [SPACE + line if LINE_START.match(line) and not _MARKED.match(line) else line for line in lines]


def _inline(nodes: Iterable[SyntaxTreeNode], inside: str = "") -> str:
    """Return what stands in lines; `inside` are the signs of the emphasis around it."""
    text, was_marked = "", False
    for node in nodes:
        for part, is_marked in _parts(node, inside):
            if text and part and (is_marked or was_marked) and not (text[-1].isspace() or part[0].isspace()):
                text += SPACE
            text, was_marked = text + part, is_marked if part else was_marked
    return text


def _parts(node: SyntaxTreeNode, inside: str) -> Iterator[tuple[str, bool]]:
    """Yield texts, and whether each is marked up: Org is told where that begins and ends."""
    match node.type:
        case "text":
            yield from ((bare_link(one) if is_link else escape(one), is_link) for one, is_link in linked(node.content))
        case "softbreak" | "hardbreak":
            yield "\n", False
        case "code_inline":
            yield _code(node.content), True
        case "link":
            address = str(node.attrs.get("href", ""))
            yield link(address, _plain(node.children) or address), True
        case "image":
            address = str(node.attrs.get("src", ""))
            yield link(address, node.content or address), True
        case "strong" | "em" | "s" if _SIGNS[node.type] not in inside:
            sign = _SIGNS[node.type]
            yield _marked(sign, _inline(node.children, inside + sign)), True
        case _:
            yield _inline(node.children, inside), True


def _marked(sign: str, text: str) -> str:
    """Return a text with a sign around it, or as it is where Org would not see that as one."""
    is_whole = text.strip() == text and text.strip(SPACE) == text and text and text.count("\n") < 2
    return f"{sign}{text}{sign}" if is_whole else text


def _code(text: str) -> str:
    sign = next((one for one in "~=" if one not in text), "")
    return f"{sign}{text}{sign}" if sign and text.strip(f" {SPACE}") == text else escape(text)


def _plain(nodes: Iterable[SyntaxTreeNode]) -> str:
    """Return the text of what stands in a link."""
    parts = (node.content or _plain(node.children) if node.type != "softbreak" else " " for node in nodes)
    return "".join(parts)
