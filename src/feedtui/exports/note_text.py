"""A reader's note, which is Markdown: read, and written as HTML.

The note may be somebody else's, from a file that was imported: HTML in it is text, nothing is fetched, and only
addresses of http and https are links. What is no Markdown is shown to the letter; no line is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import EnvType, OptionsDict

from feedtui.papers.links import addresses, is_web

_RULES = ("html_block", "html_inline", "reference", "linkify")
"""A definition of a reference is not shown: a note is to be seen whole."""
_IN_LINK = "in_link"
_BELOW = 2
"""The level of the heading that is a paper's title."""


class _Reader(MarkdownIt):
    """Reads notes: lines stay lines."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": False, "breaks": True}, renderer_cls=_Html)
        self.enable("strikethrough").disable(_RULES, ignoreInvalid=True)

    def validateLink(self, url: str) -> bool:
        return is_web(url)


class _Html(RendererHTML):
    """Writes notes beneath a heading of their own; a picture is a link to it."""

    def renderInline(self, tokens: Sequence[Token], options: OptionsDict, env: EnvType) -> str:
        inside = 0
        for token in tokens:
            inside += (token.type == "link_open") - (token.type == "link_close")
            token.meta[_IN_LINK] = inside > 0
        return super().renderInline(tokens, options, env)

    def heading_open(self, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return f"<h{_level(tokens[at])}>"

    def heading_close(self, tokens: Sequence[Token], at: int, *_: Any) -> str:
        return f"</h{_level(tokens[at])}>\n"

    def image(self, tokens: Sequence[Token], at: int, *_: Any) -> str:
        address, text = str(tokens[at].attrs.get("src", "")), tokens[at].content
        return escape(text) if tokens[at].meta.get(_IN_LINK) else _link(address, text or address)

    def text(self, tokens: Sequence[Token], at: int, *_: Any) -> str:
        text = tokens[at].content
        if tokens[at].meta.get(_IN_LINK):
            return escape(text)
        return "".join(_link(one, one) if is_link else escape(one) for one, is_link in linked(text))


def note_html(note: str) -> str:
    """Return a note as HTML that holds no more than paragraphs, lists, quotes, code, headings and links."""
    return str(_reader().render(note)).rstrip("\n")


def note_tree(note: str) -> SyntaxTreeNode:
    """Return what a note consists of."""
    return SyntaxTreeNode(_reader().parse(note))


def linked(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, and whether each is an address."""
    at = 0
    for address in filter(is_web, addresses(text)):
        begin = text.index(address, at)
        yield from ((text[at:begin], False), (address, True))
        at = begin + len(address)
    yield text[at:], False


@lru_cache(1)
def _reader() -> MarkdownIt:
    return _Reader()


def _level(token: Token) -> int:
    return min(int(token.tag[1:]) + _BELOW, 6)


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'
