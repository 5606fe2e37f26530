"""The entries of a feed as papers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit, urlunsplit

from feedtui.papers.identity import arxiv_id, doi_id, identify, title_id
from feedtui.papers.links import code_address, is_web
from feedtui.papers.paper import Links, Paper
from feedtui.papers.text import clean_line
from feedtui.sources.feed_account import Told, read_account, without_issue
from feedtui.sources.feed_authors import author_names
from feedtui.sources.feed_entry import Entry, Feed
from feedtui.sources.found import Found, Remark, remark
from feedtui.sources.html_text import title_of
from feedtui.sources.limits import in_time, too_slow

_KIND = "feed"
_MOST_TAGS = 20
_LONGEST_TAG = 80
_LONGEST_ADDRESS = 2_000
_BEGINNING = 100
"""Characters of its text that an entry without a title is called by."""

_ARXIV_SUFFIX = re.compile(r"\.?\s*\(arXiv:[^()\s]+(?:\s*\[[^\[\]]*\])?(?:\s*[A-Z -]+)?\)\s*\Z")
_SCHOLAR_PREFIX = re.compile(r"\A(?:\[(?:PDF|HTML|BOOK|CITATION)\]\s*)+")
_SAID_ARXIV = re.compile(r"(?P<prefix>(?:oai:)?arxiv(?:\.org)?:)|10\.48550/", re.IGNORECASE)
_DOI_IN_PATH = re.compile(
    r"/(10\.\d{4,9}/[^/\s]+?)(?:/(?:full|abstract|abs|pdf|epdf|html|meta|summary|fulltext)(?:\.html)?)?/?\Z",
    re.IGNORECASE,
)
_PREPRINT_HOSTS = ("biorxiv.org", "medrxiv.org")
_PREPRINT_VERSION = re.compile(r"v\d+(?:\.[\w-]+)*\Z")
_DOI_HOSTS = ("doi.org", "dx.doi.org", "www.doi.org")
_PDF = re.compile(r"\.pdf\Z|/e?pdf/?\Z|\A/pdf/", re.IGNORECASE)
_PDF_ANCHOR = re.compile(
    r"""<a\s[^<>]{0,500}?href=["'](https?://[^"'<>\s]{1,1000})["'][^<>]{0,500}>\s*(?:view |download )?PDF\s*</a>""",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")

# Parameters that say through which feed or letter a reader came, and never which page is meant.
_TRACKING = frozenset("fbclid gclid mc_cid mc_eid dgcid rft_dat".split())
_TRACKING_VALUES = {
    "rss": ("1", "yes", "true"), "af": ("r", "feed"), "track": ("rss",), "src": ("rss",), "ref": ("rss",),
    "source": ("rss",), "from": ("rss",), "feed": ("rss",),
}  # fmt: skip
_TRACKING_OF_HOST = {"pubmed.ncbi.nlm.nih.gov": frozenset({"fc", "ff", "v"})}


def papers_of(feed: Feed, source: str) -> Found:
    """Return one paper for each entry, in the feed's order; `source` is the name under which they are known.

    A paper's id is told by what is meant to identify: the entry's identifiers (guid, `dc:identifier`, `prism:doi`)
    and its own link, first as an arXiv id, then as a DOI, then as the address. Never by what title or abstract
    mention, or a feed could put its entry in the place of a paper that the reader has marked. A DOI or an address
    that entries of different titles share, or that is the feed's own, identifies none of them.
    """
    papers: dict[str, Paper] = {}
    skipped: list[Remark] = []
    cut = feed.cut
    told = [_told(entry) for entry in in_time(feed.entries)]
    number = 0
    common = _common(feed, [title for title, _ in told])
    for number, (entry, (title, account)) in enumerate(in_time(zip(feed.entries, told, strict=False)), 1):
        if not title:
            what = f"entry {number}: {entry.link or 'without a link'}"
            skipped.append(remark(what, "it has neither a title nor a text"))
            continue
        paper = _paper(entry, title, account, common, source)
        if paper.id in papers:
            skipped.append(remark(title, f"entry {number} is the same paper as one before it"))
        else:
            papers[paper.id] = paper
    if number < len(feed.entries):
        cut = too_slow(number)
    if cut:
        skipped.insert(0, remark("entries left out", cut))
    return Found(
        kind=_KIND,
        papers=tuple(papers.values()),
        skipped=tuple(skipped),
        title=clean_line(title_of(feed.title)) or None,
        built=_time(feed.built),
        quiet_days=feed.quiet_days,
    )


def plain_address(address: str | None) -> str | None:
    """Return a web address without the parameters that only tell where a reader came from; None for any other."""
    if not address or len(address) > _LONGEST_ADDRESS:
        return None
    address = address.strip().replace(" ", "%20")
    if not is_web(address):
        return None
    parts = urlsplit(address)
    if not parts.query:
        return address
    kept = [pair for pair in parts.query.split("&") if not _is_tracking(pair, parts.hostname or "")]
    return urlunsplit(parts._replace(query="&".join(kept)))


def _is_tracking(pair: str, host: str) -> bool:
    name, _, value = pair.lower().partition("=")
    named = name.startswith("utm_") or name in _TRACKING or name in _TRACKING_OF_HOST.get(host, ())
    return named or value in _TRACKING_VALUES.get(name, ())


def _paper(entry: Entry, title: str, account: Told, common: frozenset[str], source: str) -> Paper:
    arxiv, doi, addresses = _identifiers(entry)
    doi = None if doi in common else doi
    own = next((address for address in addresses if address not in common), None)
    identity = identify(title, arxiv=arxiv, doi=doi, url=own)
    published, updated = _dates(entry, account)
    return Paper(
        id=identity,
        title=title,
        abstract=account.abstract,
        authors=author_names(entry.authors) or author_names([account.authors]),
        published=published,
        listed=_listed(published or updated),
        updated=updated,
        doi=doi,
        links=_links(entry, addresses, identity, account.abstract),
        tags=_tags(entry.tags),
        sources=(source,),
    )


def _told(entry: Entry) -> tuple[str, Told]:
    """Return an entry's title, or the beginning of its text where it has none, and what its text tells."""
    title = _title(entry)
    account = read_account(entry.text, title)
    return title or _beginning(account.abstract), account


def _title(entry: Entry) -> str:
    """Return the title on one line, without what arXiv, MDPI and Google Scholar put around it."""
    title = without_issue(clean_line(title_of(entry.title)))
    return _SCHOLAR_PREFIX.sub("", _ARXIV_SUFFIX.sub("", title), count=1) or title


def _beginning(text: str) -> str:
    """Return the first words of a text, for an entry that has no title."""
    line = clean_line(text.partition("\n\n")[0])
    if len(line) <= _BEGINNING:
        return line
    return line[:_BEGINNING].rpartition(" ")[0].rstrip(" ,;:.") + "…" if " " in line[:_BEGINNING] else line[:_BEGINNING]


def _common(feed: Feed, titles: Iterable[str]) -> frozenset[str]:
    """Return the DOIs and addresses that stand for no single entry."""
    first: dict[str, str] = {}
    common = {address for address in [plain_address(feed.link)] if address}
    for entry, title in zip(feed.entries, titles, strict=False):
        _, doi, addresses = _identifiers(entry)
        for told in filter(None, (doi, *addresses)):
            if first.setdefault(told, title_id(title)) != title_id(title):
                common.add(told)
    return frozenset(common)


def _identifiers(entry: Entry) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return the arXiv id, the DOI and the addresses, its link's first, that an entry tells as its own."""
    places = [place for place in (*entry.identifiers, entry.link) if place and len(place) <= _LONGEST_ADDRESS]
    arxiv = next((found for place in places if (found := _arxiv(place))), None)
    doi = next((found for place in places if (found := _doi(place))), None)
    addresses = (plain_address(place) for place in (entry.link, *entry.identifiers))
    return arxiv, doi, tuple(dict.fromkeys(address for address in addresses if address))


def _arxiv(place: str) -> str | None:
    """Return an arXiv id that says that it is one; a bare number may be anything."""
    place = place.strip()
    if "://" in place:
        return arxiv_id(plain_address(place) or place)
    said = _SAID_ARXIV.match(place)
    return arxiv_id(place[max(0, said.end("prefix")) :]) if said else None


def _doi(place: str) -> str | None:
    """Return the DOI that an identifier is, or that an address has in its path."""
    text = re.sub(r"(?i)^(?:info:)?doi[:/]\s*", "", place.strip())
    if "://" in text:
        # Words around an address make it one that is spoken of, not one that the entry has.
        text = _doi_in_address(text) if text.lower().startswith(("http://", "https://")) else ""
    found = clean_line(unquote(text))
    identity = doi_id(found)
    return found if identity and found.isprintable() and len(found) < 300 else None


def _doi_in_address(address: str) -> str:
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if host in _DOI_HOSTS:
        return parts.path.lstrip("/")
    match = _DOI_IN_PATH.search(parts.path)
    if match is None:
        return ""
    return _PREPRINT_VERSION.sub("", match[1]) if host.removeprefix("www.") in _PREPRINT_HOSTS else match[1]


def _dates(entry: Entry, account: Told) -> tuple[str | None, str | None]:
    """Return when the entry says it was published, and when it was changed if that is another time."""
    day = entry.day if entry.day and _DAY.fullmatch(entry.day) else None
    published = day or _time(entry.published)
    updated = _time(entry.updated)
    if published is None and updated is None:
        published = account.date
    return published, updated if updated != published else None


def _time(seconds: int | None) -> str | None:
    """Return a time in UTC as ISO 8601, midnight as the day alone; None for one that no calendar has."""
    if not seconds:  # what writes 1970-01-01 does not know
        return None
    try:
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    day = moment.date().isoformat()
    return day if seconds % 86_400 == 0 else f"{day}T{moment:%H:%M:%SZ}"


def _listed(date: str | None) -> str | None:
    return date[:10] if date and len(date) >= 10 else None


def _links(entry: Entry, addresses: tuple[str, ...], identity: str, abstract: str) -> Links:
    """Return the page, the PDF that an address or a link in the text says it is, and the code of the abstract."""
    anchor = _PDF_ANCHOR.search(entry.text)
    told = [*addresses, plain_address(anchor[1]) if anchor else None]
    pdf = next((place for place in told if place and _PDF.search(urlsplit(place).path)), None)
    page = next(iter(addresses), None)
    return Links(
        abs=None if page == pdf and identity.startswith("arxiv:") else page,
        pdf=pdf,
        code=code_address(abstract) if "://" in abstract else None,
    )


def _tags(told: Iterable[str]) -> tuple[str, ...]:
    tags = (clean_line(title_of(tag), _LONGEST_TAG) for tag in told)
    return tuple(dict.fromkeys(tag for tag in tags if tag and "://" not in tag))[:_MOST_TAGS]
