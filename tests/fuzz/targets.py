"""What is fuzzed, and what must hold of it: shared by the tests, `explore` and `million`.

A target takes bytes and raises `AssertionError` where a promise is broken; any other error is a finding as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress

from damaging import is_read_or_refused
from feedtui.papers.query import mistake_in, parse, query_text
from feedtui.papers.tex import readable
from feedtui.papers.text import clean_block, clean_line
from feedtui.sources import kinds
from feedtui.sources.discovery import feeds_in
from feedtui.sources.found import Unreadable
from feedtui.sources.full_text import from_html, from_markdown
from feedtui.sources.tex_plain import plain_tex

Target = Callable[[bytes], None]


def targets() -> dict[str, Target]:
    """Return every target by its name: each kind of file, and what else reads text from outside."""
    found: dict[str, Target] = {name: _kind(name) for name in kinds.NAMES}
    found["any"] = _kind(None)
    found |= {"tex": _tex, "text": _text, "query": _query, "full-text": _full_text, "discovery": _discovery}
    return found


def shown(letters: Iterable[str]) -> bool:
    """Whether no letter could act on a terminal: printable, or what a cleaned block may hold."""
    return all(letter.isprintable() or letter in "\n\u200d" for letter in letters)


def _kind(name: str | None) -> Target:
    def read(data: bytes) -> None:
        assert is_read_or_refused(lambda data: kinds.read(data, name), data)

    return read


def _tex(data: bytes) -> None:
    line = clean_line(_decoded(data))
    assert shown(readable(line))
    assert shown(plain_tex(line))


def _text(data: bytes) -> None:
    text = _decoded(data)
    line, block = clean_line(text), clean_block(text)
    assert shown(block)
    assert "\n" not in line
    assert (clean_line(line), clean_block(block)) == (line, block)


def _query(data: bytes) -> None:
    text = _decoded(data)
    if mistake := mistake_in(text):
        assert shown(mistake), "a sentence is shown"
        return
    query = parse(text)
    assert parse(query_text(query)) == query, "what is kept of a query means the same"


def _full_text(data: bytes) -> None:
    for read in (from_html, from_markdown):
        with suppress(Unreadable):
            assert shown(read(data))


def _discovery(data: bytes) -> None:
    for outline in feeds_in(data, "https://press.example/lab/"):
        assert shown(outline.title + outline.address)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return data.decode("latin-1")
