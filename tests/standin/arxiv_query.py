"""arXiv's query API: https://info.arxiv.org/help/api/user-manual.html, as its new server answers since 2026."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from hashlib import sha1
from xml.sax.saxutils import escape, quoteattr

from standin.world import Preprint, World, covers

MOST_A_CALL, MOST = 2000, 30_000
_IDENTIFIER = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(v\d+)?")
_TOKEN = re.compile(r'[()]|(?:\w+:)?(?:"[^"]*"|\[[^]]*\]|[^\s()"]+)')
_HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>{id}</id>
  <title>{title}</title>
  <updated>{now}</updated>{link}
  <opensearch:itemsPerPage>{page}</opensearch:itemsPerPage>
  <opensearch:totalResults>{total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>{entries}
</feed>
"""
_ENTRY = """
  <entry>
    <id>http://arxiv.org/abs/{id}</id>
    <title>{title}</title>
    <updated>{updated}</updated>
    <link href="https://arxiv.org/abs/{id}" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/{id}" rel="related" type="application/pdf" title="pdf"/>
    <summary>{abstract}</summary>{categories}
    <published>{published}</published>{comment}
    <arxiv:primary_category term="{primary}"/>{journal}{authors}{doi}
  </entry>"""
_ERROR = """
  <entry>
    <id>https://arxiv.org/api/errors#{anchor}</id>
    <title>Error</title>
    <updated>{now}</updated>
    <link href="https://arxiv.org/api/errors#{anchor}" rel="alternate" type="text/html"/>
    <summary>{text}</summary>
    <author>
      <name>arXiv api core</name>
    </author>
  </entry>"""

Test = Callable[[Preprint], bool]


class QueryError(ValueError):
    """The API refuses a query; the text is its answer."""


def answer(world: World, query: Mapping[str, str], empty_at: set[int]) -> str:
    """Return the feed that answers a query; a start in `empty_at` gets a page without entries, once.

    Raises:
        QueryError: A number, an identifier or the query is none.
    """
    start, page = _whole(query, "start", 0), _whole(query, "max_results", 10)
    if start + page > MOST:
        raise QueryError(f"start and max_results must not be more than {MOST} together")
    text, ids = query.get("search_query", ""), query.get("id_list", "")
    found = _sorted(world, _found(world, text, ids), query)
    entries = [_entry(world, paper, version) for paper, version in found[start : start + min(page, MOST_A_CALL)]]
    if start in empty_at:
        empty_at.discard(start)
        entries = []
    asked = f"search_query={text}&id_list={ids}&start={start}&max_results={page}"
    link = f"https://arxiv.org/api/query?search_query={text}&start={start}&max_results={page}&id_list={ids}"
    return _HEAD.format(
        id="https://arxiv.org/api/" + base64.b64encode(sha1(asked.encode()).digest()).decode().rstrip("="),
        title=escape(f"arXiv Query: {asked}"),
        now=_now(world),
        link=f'\n  <link href={quoteattr(link)} type="application/atom+xml"/>',
        page=page,
        total=len(found),
        start=start,
        entries="".join(entries),
    )


def refusal(world: World, text: str) -> str:
    """Return the feed that says what is wrong with a query."""
    anchor = re.sub(r"\W+", "_", text)
    entry = _ERROR.format(anchor=anchor, now=_now(world), text=escape(text))
    head = {"id": "https://arxiv.org/", "title": "arXiv Search Results", "link": "", "page": 1, "total": 1, "start": 0}
    return _HEAD.format(**head, now=_now(world), entries=entry)


def _found(world: World, text: str, ids: str) -> list[tuple[Preprint, int]]:
    """Return papers with the version asked for: those of `id_list` that are there, of them those that match."""
    matches = _parsed(text) if text.strip() else lambda _: True
    if not ids:
        papers = world.papers.values() if text.strip() else ()
        return [(paper, len(paper.by(world.today))) for paper in papers if matches(paper)]
    found = []
    for name in ids.split(","):
        identifier = _IDENTIFIER.fullmatch(name.strip())
        if not identifier:
            raise QueryError(f"incorrect id format for {name.strip()}")
        paper = world.papers.get(identifier[1])
        last = len(paper.by(world.today)) if paper else 0
        version = int(identifier[2][1:]) if identifier[2] else last
        if paper and 1 <= version <= last and matches(paper):
            found.append((paper, version))
    return found


def _sorted(world: World, found: list[tuple[Preprint, int]], query: Mapping[str, str]) -> list[tuple[Preprint, int]]:
    """Return papers in the order asked for; by relevance is as they were found."""
    falling = query.get("sortOrder", "descending") == "descending"
    match query.get("sortBy", "relevance"):
        case "submittedDate":
            return sorted(found, key=lambda one: one[0].versions[0].sent, reverse=falling)
        case "lastUpdatedDate":
            return sorted(found, key=lambda one: one[0].by(world.today)[-1].sent, reverse=falling)
    return found


def _parsed(text: str) -> Test:
    """Return what says whether a paper matches a query: terms, AND, OR, ANDNOT from left to right, parentheses."""
    return _expression(iter(_TOKEN.findall(text)))


def _expression(tokens: Iterator[str]) -> Test:
    """Read up to the closing parenthesis or the end; terms without a word between them are joined by OR."""
    test: Test | None = None
    joined = "OR"
    for token in tokens:
        if token == ")":
            break
        if token in ("AND", "OR", "ANDNOT"):
            joined = token
            continue
        term = _expression(tokens) if token == "(" else _term(token)
        test = _joined(test, joined, term) if test else term
        joined = "OR"
    if test is None:
        raise QueryError("a query needs a term")
    return test


def _joined(left: Test, word: str, right: Test) -> Test:
    if word == "AND":
        return lambda paper: left(paper) and right(paper)
    if word == "ANDNOT":
        return lambda paper: left(paper) and not right(paper)
    return lambda paper: left(paper) or right(paper)


def _term(token: str) -> Test:
    """Return the test of one term, such as `ti:"late rewinding"` or `submittedDate:[202611010000 TO 202611300000]`."""
    name, colon, value = token.partition(":")
    if not colon:
        name, value = "all", token
    if name == "cat":
        return lambda paper: any(covers((value.removesuffix("*").removesuffix("."),), one) for one in paper.categories)
    if name == "submittedDate":
        return _between(value)
    words = " ".join(re.findall(r"\w+", value.casefold()))
    if name not in ("ti", "abs", "au", "co", "jr", "rn", "id", "all"):
        raise QueryError(f"unknown field {name}")

    def test(paper: Preprint) -> bool:
        said = " ".join(re.findall(r"\w+", " . ".join(_said(paper, name)).casefold()))
        return f" {words} " in f" {said} "

    return test


def _said(paper: Preprint, name: str) -> list[str]:
    """Return a paper's texts under a prefix; `all` has them all."""
    people = [author.name for author in paper.authors]
    parts = {"ti": [paper.text.title], "abs": [paper.text.abstract], "au": people, "id": [paper.number]}
    parts |= {"co": [paper.comment or ""], "jr": [paper.journal or ""], "rn": []}
    return [text for part in parts.values() for text in part] if name == "all" else parts[name]


def _between(value: str) -> Test:
    """Return the test of a range of minutes or days, in UTC, both ends within."""
    ends = re.fullmatch(r"\[(\d{8}|\d{12}) TO (\d{8}|\d{12})\]", value)
    if not ends:
        raise QueryError(f"incorrect date range {value}")
    first, last = ends[1].ljust(12, "0"), ends[2] if len(ends[2]) == 12 else f"{ends[2]}2359"
    return lambda paper: first <= f"{paper.versions[0].sent:%Y%m%d%H%M}" <= last


def _entry(world: World, paper: Preprint, version: int) -> str:
    people = ""
    for author in paper.authors:
        places = "".join(f"\n      <arxiv:affiliation>{escape(one)}</arxiv:affiliation>" for one in author.affiliations)
        people += f"\n    <author>\n      <name>{escape(author.name)}</name>{places}\n    </author>"
    scheme = 'scheme="http://arxiv.org/schemas/atom"'
    doi = f"https://doi.org/{paper.doi}"
    return _ENTRY.format(
        id=f"{paper.number}v{version}",
        title=escape(paper.text.title),
        updated=f"{paper.versions[version - 1].sent:%Y-%m-%dT%H:%M:%SZ}",
        abstract=escape(" ".join(paper.text.abstract.split())),
        categories="".join(f'\n    <category term="{one}" {scheme}/>' for one in paper.categories),
        published=f"{paper.versions[0].sent:%Y-%m-%dT%H:%M:%SZ}",
        comment=f"\n    <arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else "",
        primary=paper.categories[0],
        journal=f"\n    <arxiv:journal_ref>{escape(paper.journal)}</arxiv:journal_ref>" if paper.journal else "",
        authors=people,
        doi=f'\n    <arxiv:doi>{paper.doi}</arxiv:doi>\n    <link rel="related" href="{doi}" title="doi"/>'
        if paper.doi
        else "",
    )


def _whole(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name) or f"{default}"
    if not re.fullmatch(r"\d{1,9}", text):
        raise QueryError(f"{name} must be a non-negative integer")
    return int(text)


def _now(world: World) -> str:
    return f"{datetime.combine(world.today, time(12), UTC):%Y-%m-%dT%H:%M:%SZ}"
