"""arXiv's daily feeds in RSS and Atom: https://info.arxiv.org/help/rss_specifications.html."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from standin.days import midnight
from standin.prose import Author
from standin.world import Announcement

_RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns:atom="http://www.w3.org/2005/Atom" version="2.0">
  <channel>
    <title>{title}</title>
    <link>{link}</link>
    <description>{about}</description>
    <atom:link href="{link}" rel="self" type="application/rss+xml" />
    <docs>http://www.rssboard.org/rss-specification</docs>
    <language>en-us</language>
    <lastBuildDate>{built}</lastBuildDate>
    <managingEditor>rss-help@arxiv.org</managingEditor>
    <pubDate>{published}</pubDate>
    <skipDays>
      <day>Saturday</day>
      <day>Sunday</day>
    </skipDays>{entries}
  </channel>
</rss>
"""
_ITEM = """
    <item>
      <title>{title}</title>
      <link>https://arxiv.org/abs/{number}</link>
      <description>{text}</description>
      <guid isPermaLink="false">{guid}</guid>{categories}
      <pubDate>{published}</pubDate>
      <arxiv:announce_type>{kind}</arxiv:announce_type>
      <dc:rights>{rights}</dc:rights>{printed}
      <dc:creator>{creator}</dc:creator>
    </item>"""
_ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" \
xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
  <id>{link}</id>
  <title>{title}</title>
  <updated>{built}</updated>
  <link href="{link}" rel="self" type="application/atom+xml"/>
  <subtitle>{about}</subtitle>{entries}
</feed>
"""
_ENTRY = """
  <entry>
    <id>{guid}</id>
    <title>{title}</title>
    <updated>{built}</updated>
    <link href="https://arxiv.org/abs/{number}" rel="alternate" type="text/html"/>
    <summary>{text}</summary>{categories}
    <published>{published}</published>
    <arxiv:announce_type>{kind}</arxiv:announce_type>
    <dc:rights>{rights}</dc:rights>{printed}
    <dc:creator>{creator}</dc:creator>
  </entry>"""


@dataclass(frozen=True, slots=True)
class Daily:
    """A feed as it was built on a day, with the announcements of that day or, when stale, of one before."""

    link: str
    title: str
    about: str
    built: date
    day: date
    announcements: list[Announcement]


def rss(feed: Daily) -> str:
    """Return a feed in RSS 2.0."""
    entries = [_ITEM.format_map(_parts(entry, "rss", feed)) for entry in feed.announcements]
    built, published = midnight(feed.built).astimezone(UTC), midnight(feed.built)
    return _RSS.format(
        title=escape(feed.title),
        link=feed.link,
        about=escape(feed.about),
        built=format_datetime(built),
        published=format_datetime(published),
        entries="".join(entries),
    )


def atom(feed: Daily) -> str:
    """Return a feed in Atom."""
    entries = [_ENTRY.format_map(_parts(entry, "atom", feed)) for entry in feed.announcements]
    return _ATOM.format(
        title=escape(feed.title), link=feed.link, about=escape(feed.about), built=_built(feed), entries="".join(entries)
    )


def creators(authors: tuple[Author, ...]) -> str:
    """Return the authors as one string; a single name leaves two blanks before it, affiliations are in brackets."""
    names = []
    for author in authors:
        places = f" ({', '.join(author.affiliations)})" if author.affiliations else ""
        names.append(f"{author.forenames} {author.keyname}{places}")
    return ", ".join(names).strip()


def _parts(entry: Announcement, form: str, feed: Daily) -> dict[str, str]:
    """Return what an entry is made of; a paper's DOI and journal are there once it is printed."""
    paper, start = entry.paper, midnight(feed.day)
    guid = f"{paper.number}v{entry.version}"
    term = '\n    <category term="{}"/>' if form == "atom" else "\n      <category>{}</category>"
    printed = ""
    if paper.doi and paper.journal:
        printed = f"\n      <arxiv:DOI>{paper.doi}</arxiv:DOI>"
        printed += f"\n      <arxiv:journal_reference>{escape(paper.journal)}</arxiv:journal_reference>"
    return {
        "number": paper.number,
        "title": escape(paper.text.title),
        "text": escape(f"arXiv:{guid} Announce Type: {entry.kind} \nAbstract: {paper.text.abstract}"),
        "guid": f"oai:arXiv.org:{guid}",
        "categories": "".join(term.format(category) for category in paper.categories),
        "published": start.isoformat() if form == "atom" else format_datetime(start),
        "built": _built(feed),
        "kind": entry.kind,
        "rights": paper.licence,
        "printed": printed,
        "creator": escape(creators(paper.authors)),
    }


def _built(feed: Daily) -> str:
    return (midnight(feed.built).astimezone(UTC) + timedelta(seconds=11, microseconds=941_605)).isoformat()
