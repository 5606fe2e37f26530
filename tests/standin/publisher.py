"""A stand-in for ordinary publishers: a journal, a letters section, a laboratory and a blog, each with its feed."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from itertools import islice

from standin import prose
from standin.days import DAY
from standin.prose import FIELDS, Author, Text
from standin.server import Answer, Request, StandIn, revalidated
from standin.world import World

FEEDS = {
    "/journal.rss": ("Annals of Careful Reading", "application/rss+xml"),
    "/letters.rdf": ("Annals of Careful Reading: Letters", "application/rdf+xml"),
    "/lab.atom": ("Orrery Labs: our preprints", "application/atom+xml"),
    "/blog.json": ("The Slow Readers", "application/feed+json"),
}
"""Paths of the feeds, with their titles and media types."""
_LENGTH = 20
_LAB = timezone(timedelta(hours=2))

_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>{title}</title><link>{base}/</link><description>Latest articles of {title}</description>
<atom:link href="{base}{path}" rel="self" type="application/rss+xml"/><lastBuildDate>{built}</lastBuildDate>{entries}
</channel></rss>
"""
_RDF = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" \
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel rdf:about="{base}{path}"><title>{title}</title><link>{base}/</link><description>Latest letters</description>
<dc:publisher>Careful Reading Press</dc:publisher><items><rdf:Seq>{listed}</rdf:Seq></items></channel>{entries}
</rdf:RDF>
"""
_ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>{base}{path}</id><title>{title}</title><updated>{built}</updated>
<link rel="self" href="{base}{path}"/><link rel="alternate" href="{base}/"/>{entries}
</feed>
"""
_HOME = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Careful Reading Press</title>
{links}
</head><body><h1>Careful Reading Press</h1><p>Journals, a laboratory and a blog, all made up.</p></body></html>
"""
_OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Careful Reading Press</title></head><body><outline text="Journals">
{outlines}
</outline></body></opml>
"""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: `link` is its page, at arXiv for a preprint; what has no DOI has an empty one."""

    text: Text
    authors: tuple[Author, ...]
    day: date
    link: str
    doi: str = ""

    @property
    def at(self) -> datetime:
        """When it came out: six in the morning."""
        return datetime.combine(self.day, time(6), UTC)

    @property
    def html(self) -> str:
        """The abstract, as publishers mark it up."""
        first, *rest = escape(self.text.abstract, quote=False).split(". ", 1)
        return f"<p><b>Background.</b> <i>{first}</i>.</p>" + "".join(f"<p>{part}</p>" for part in rest)


class Publisher(StandIn):
    """A publisher on the world's day; it answers with 304 to `ETag` and to `Last-Modified`."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self.world = world

    def answer(self, request: Request) -> Answer:
        """Answer with the home page, the list of feeds or a feed; `/bad/…` has the journal's, to misbehave with."""
        if request.path == "/":
            link = '<link rel="alternate" type="{kind}" title="{title}" href="{path}">'
            return Answer(_HOME.format(links=self._each(link)).encode(), "text/html; charset=utf-8")
        if request.path == "/feeds.opml":
            outline = '<outline type="rss" text="{title}" xmlUrl="{base}{path}" htmlUrl="{base}/"/>'
            return Answer(_OPML.format(outlines=self._each(outline)).encode(), "text/x-opml; charset=utf-8")
        path = "/journal.rss" if request.path.startswith("/bad/") else request.path
        if path not in FEEDS:
            return Answer(b"<h1>Not found</h1>", "text/html; charset=utf-8", 404)
        articles = self.articles(path)
        title, kind = FEEDS[path]
        write = {"/journal.rss": _rss, "/letters.rdf": _rdf, "/lab.atom": _atom, "/blog.json": _json}[path]
        body = write(articles, {"title": title, "base": self.base, "path": path}).encode()
        modified = format_datetime(articles[0].at, usegmt=True)
        headers = {"ETag": f'"{sha256(body).hexdigest()[:16]}"', "Last-Modified": modified}
        return revalidated(request, Answer(body, f"{kind}; charset=utf-8", headers=headers))

    def _each(self, line: str) -> str:
        """Return a line for each feed."""
        return "\n".join(
            line.format(path=path, title=title, kind=kind, base=self.base) for path, (title, kind) in FEEDS.items()
        )

    def articles(self, path: str) -> list[Article]:
        """Return the last 20 articles of a feed; the laboratory's are on arXiv too."""
        if path == "/lab.atom":
            own = [paper for paper in self.world.papers.values() if paper.text.code][:_LENGTH]
            place = "https://arxiv.org/abs/"
            return [Article(one.text, one.authors, one.versions[0].announced, place + one.number) for one in own]
        days = (self.world.today - DAY * back for back in range(1000))
        return list(islice((article for day in days for article in self._of(path, day)), _LENGTH))

    def _of(self, path: str, day: date) -> list[Article]:
        """Return the articles of one day, none to two."""
        rng = random.Random(f"{self.world.seed} {path} {day}")
        articles = []
        for at in range(rng.randint(0, 2)):
            name = f"{day:%y%m%d}{at}"
            text, authors = prose.text(rng, rng.choice(FIELDS)), prose.authors(rng)
            section = path.partition(".")[0]
            articles.append(Article(text, authors, day, f"{self.base}{section}/{name}", f"10.5555{section}.{name}"))
        return articles


def _rss(articles: list[Article], feed: dict[str, str]) -> str:
    """Return RSS 2.0: authors one by one, HTML escaped, every fifth title with markup."""
    entries = ""
    for at, article in enumerate(articles):
        title = article.text.title + (": evidence <i>in silico</i>" if at % 5 == 0 else "")
        people = "".join(f"<dc:creator>{escape(author.name)}</dc:creator>" for author in article.authors)
        entries += (
            f"\n<item><title>{escape(title)}</title><link>{article.link}</link>{people}"
            f'<guid isPermaLink="false">doi:{article.doi}</guid><pubDate>{format_datetime(article.at)}</pubDate>'
            f"<description>{escape(article.html)}</description></item>"
        )
    return _RSS.format(**feed, built=format_datetime(articles[0].at), entries=entries)


def _rdf(articles: list[Article], feed: dict[str, str]) -> str:
    """Return RSS 1.0 with Dublin Core and PRISM: days without a time, HTML in CDATA."""
    entries = ""
    for article in articles:
        people = "".join(f"<dc:creator>{escape(author.name)}</dc:creator>" for author in article.authors)
        entries += (
            f'\n<item rdf:about="{article.link}"><title>{escape(article.text.title)}</title><link>{article.link}</link>'
            f"<description><![CDATA[{article.html}]]></description>{people}<dc:date>{article.day}</dc:date>"
            f"<dc:identifier>doi:{article.doi}</dc:identifier><prism:doi>{article.doi}</prism:doi>"
            f"<prism:publicationName>{feed['title']}</prism:publicationName></item>"
        )
    listed = "".join(f'<rdf:li rdf:resource="{article.link}"/>' for article in articles)
    return _RDF.format(**feed, listed=listed, entries=entries)


def _atom(articles: list[Article], feed: dict[str, str]) -> str:
    """Return Atom: times with an offset, the abstract as HTML, the preprint's page as link."""
    local = [article.at.astimezone(_LAB) for article in articles]
    entries = ""
    for article, at in zip(articles, local, strict=True):
        people = "".join(f"<author><name>{escape(author.name)}</name></author>" for author in article.authors)
        entries += (
            f'\n<entry><id>{article.link}</id><title type="text">{escape(article.text.title)}</title>{people}'
            f'<link rel="alternate" href="{article.link}"/><published>{at.isoformat()}</published>'
            f'<updated>{at.isoformat()}</updated><summary type="html">{escape(article.html)}</summary></entry>'
        )
    return _ATOM.format(**feed, built=local[0].isoformat(), entries=entries)


def _json(articles: list[Article], feed: dict[str, str]) -> str:
    """Return JSON Feed 1.1: addresses within the site are relative."""
    items = [
        {
            "id": article.link,
            "url": article.link.removeprefix(feed["base"]),
            "title": article.text.title,
            "content_html": article.html,
            "date_published": (article.at + timedelta(minutes=7)).isoformat(),
            "authors": [{"name": author.name} for author in article.authors],
            "tags": list(article.text.keywords),
        }
        for article in articles
    ]
    home = {"home_page_url": f"{feed['base']}/", "feed_url": feed["base"] + feed["path"]}
    version = "https://jsonfeed.org/version/1.1"
    return json.dumps({"version": version, "title": feed["title"], **home, "items": items}, ensure_ascii=False)
