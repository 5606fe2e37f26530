"""Papers as an Atom feed, RFC 4287, which any feed reader can be given.

Titles, names and addresses are to the letter; in abstracts and summaries TeX is characters where there are some.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from feedtui.papers.links import is_web, page_address, pdf_address
from feedtui.papers.paper import Item, Paper, PaperId
from feedtui.papers.tex import readable

# https://www.w3.org/TR/xml/#charsets; a paper's text has none of them, what else is given might.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(?:(Z)|([+-]\d\d):?(\d\d))?)?)?)?")
_TAG = "tag:feedtui.invalid,2026:"
"""How identities begin that are no addresses (RFC 4151); the domain is one that nobody can own."""
_IN_ADDRESS = "%/:;?#[]@!$&'()*+,=~"
# An entry without authors would have the feed's, who did not write it either; and a feed has to have one.
_NOBODY = "<author><name/></author>\n"


def atom(items: Iterable[Item], title: str, updated: str) -> Iterator[str]:
    """Yield a feed, an entry a paper; `updated` is when it is made, ISO 8601 in UTC."""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"{_element('title', title, type='text')}{_element('id', f'{_TAG}feed:{_quoted(title)}')}"
        f"{_element('updated', instant(updated) or updated)}{_NOBODY}{_element('generator', 'feedtui')}"
    )
    for item in items:
        yield _entry(item, instant(updated) or updated)
    yield "</feed>\n"


def instant(date: str | None) -> str | None:
    """Return the first instant of an ISO 8601 date or time as RFC 3339; None for what is none or has no year.

    A time without a zone is in UTC.
    """
    match = _ISO.fullmatch(date or "")
    if match is None:
        return None
    year, month, day, minute, second, utc, hours, minutes = match.groups()
    zone = f"{hours}:{minutes}" if hours else utc or "Z"
    told = f"{year}-{month or '01'}-{day or '01'}T{minute or '00:00'}{second or ':00'}{zone}"
    try:
        datetime.fromisoformat(told)
    except ValueError:
        return None
    return told


def permanent_id(identity: PaperId) -> str:
    """Return what feed readers know a paper by, for each identity another: its own page, else a tag URI."""
    kind, _, rest = identity.partition(":")
    page = {"arxiv": "https://arxiv.org/abs/", "doi": "https://doi.org/"}.get(kind)
    if page:
        return page + _quoted(rest, safe="/:;()")
    return _quoted(rest, safe=_IN_ADDRESS) if kind == "url" and is_web(rest) else _TAG + _quoted(identity, safe=":/")


def tags(item: Item) -> tuple[str, ...]:
    """Return the reader's tags, those of the sources and the topics, each once."""
    return tuple(dict.fromkeys((*item.mark.tags, *item.paper.tags, *item.topics)))


def _entry(item: Item, made: str) -> str:
    paper = item.paper
    published = instant(paper.published) or instant(paper.listed)
    abstract, summary = readable(paper.abstract), readable(paper.summary)
    parts = [
        _element("title", paper.title, type="text"),
        _element("id", permanent_id(paper.id)),
        *_links(paper),
        _element("published", published) if published else "",
        _element("updated", instant(item.revised) or instant(paper.updated) or published or made),
        *(f"<author>{_element('name', name).rstrip()}</author>\n" for name in paper.authors),
        *(_element("category", "", term=tag) for tag in tags(item)),
        _element("summary", summary, type="text") if summary else "",
        # What has no page has to have content.
        _element("content", abstract, type="text") if abstract or not is_web(page_address(paper)[0]) else "",
    ]
    return f"<entry>\n{''.join(parts)}</entry>\n"


def _links(paper: Paper) -> Iterator[str]:
    """Yield the page and what belongs to the paper, which as in arXiv's own feeds is related, not enclosed."""
    links, page = paper.links, "text/html"
    told = (
        ("alternate", page, "", page_address(paper)[0]),
        ("related", "application/pdf", "PDF", pdf_address(paper)),
        ("related", page, "Full text", links.html),
        ("related", page, "Code", links.code),
        ("related", page, "Project", links.project),
        ("replies", page, "Discussion", links.discussion),
    )
    for rel, kind, title, address in told:
        if address and is_web(address):
            yield _element("link", "", rel=rel, type=kind, **({"title": title} if title else {}), href=address)


def _element(name: str, text: str, **attributes: str) -> str:
    opening = name + "".join(f" {key}={quoteattr(_allowed(value))}" for key, value in attributes.items())
    return f"<{opening}>{escape(_allowed(text))}</{name}>\n" if text else f"<{opening}/>\n"


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _quoted(text: str, safe: str = "") -> str:
    return quote(text, safe=safe, errors="replace")
