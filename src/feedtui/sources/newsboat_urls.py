"""newsboat's list of feeds, its file `urls`: https://newsboat.org/releases/2.38/docs/newsboat.html#_adding_rss_feeds.

A line is an address and its tags. A tag that begins with `~` is the title, one with `!` hides the feed. newsboat runs
what stands behind `exec:` and `filter:`; feedtui never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedtui.papers.identity import arxiv_id, doi_id
from feedtui.papers.text import clean_line
from feedtui.sources.outlines import Gathering, Outlines

_TOKEN = re.compile(r'[ \t]*(?:"((?:[^"\\]|\\.)*)(?:"|$)|([^ \t"]\S*|"))')
_ESCAPED = re.compile(r"\\(.)")
_CONTROLS = {"n": " ", "r": " ", "t": " ", "v": " "}
_LINE = re.compile(r'"?(?:https?://|query:|exec:|filter:|file://)', re.IGNORECASE)
_NOT_TAKEN = {
    "query": "It is a saved search of newsboat, not a feed. In feedtui, search with / and keep it with S.",
    "exec": "newsboat runs a command for it; feedtui runs none. Add the address of the feed itself.",
    "filter": "newsboat runs a command on the feed; feedtui runs none. Add the feed's own address to read it whole.",
    "file": "It is a file of that computer, not a web address. To read it once, use feedtui import.",
}


def looks_like_urls(text: str) -> bool:
    """Whether three lines of four, comments aside, begin as newsboat's lines do, and with no single paper's address."""
    lines = [line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#")]
    alike = sum(_LINE.match(line) is not None and not _is_paper(line) for line in lines)
    return bool(lines) and alike * 4 >= len(lines) * 3


def read_urls(text: str) -> Outlines:
    """Return the feeds of a list in its order, with tags as folders; one that is named twice keeps the tags of both."""
    gathering = Gathering()
    for line in text.removeprefix("\ufeff").splitlines():
        tokens = list(_tokens(line))
        if tokens:
            _read(tokens[0], tokens[1:], gathering)
    return gathering.outlines()


def _read(address: str, given: list[str], gathering: Gathering) -> None:
    scheme = address.partition(":")[0].lower()
    if scheme in _NOT_TAKEN:
        gathering.leave_out(address, _NOT_TAKEN[scheme])
        return
    titles = [tag[1:] for tag in given if tag.startswith("~")]
    tags = tuple(dict.fromkeys(filter(None, (clean_line(tag) for tag in given if tag[:1] not in ("~", "!")))))
    name = gathering.take(address, titles[0] if titles else "", tags)
    if name is None:
        return
    gathering.add_folders(name, tags)
    if any(tag.startswith("!") for tag in given):
        gathering.leave_out(f"! of {name}", "newsboat hides this feed; feedtui shows it like the others.")


def _tokens(line: str) -> Iterator[str]:
    """Yield the words of a line, quoted ones whole, up to a comment."""
    at = 0
    while token := _TOKEN.match(line, at):
        quoted, plain = token.groups()
        if plain is not None and plain.startswith("#"):
            return
        yield plain if quoted is None else _ESCAPED.sub(lambda found: _CONTROLS.get(found[1], found[1]), quoted)
        at = token.end()


def _is_paper(line: str) -> bool:
    address = next(_tokens(line), "")
    return (arxiv_id(address) or doi_id(address)) is not None
