"""Feeds of every format, for tests."""

from __future__ import annotations

from feedtui.sources.feed import read_feed
from feedtui.sources.feed_entry import Entry, Feed

URL = "https://press.example/feeds/new.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>Journal of Slow Learning</title>
  <link>https://press.example/jsl/</link>
  <atom:link href="https://press.example/feeds/new.xml" rel="self"/>
  <lastBuildDate>Sat, 21 Mar 2026 04:00:00 GMT</lastBuildDate>
  <skipDays><day>Sunday</day><day>Saturday</day></skipDays>
  <item>
    <title>Learning &lt;i&gt;slowly&lt;/i&gt; &amp; surely</title>
    <link>https://press.example/jsl/1</link>
    <guid isPermaLink="false">oai:press.example:1</guid>
    <pubDate>Fri, 20 Mar 2026 22:30:00 -0500</pubDate>
    <dc:creator>Ada Ruiz, Bo Lind and Cy Oyelaran</dc:creator>
    <category>learning</category><category>rates</category><category>learning</category>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>We ask how slow a rate can be before a network stops to learn.</p>]]></content:encoded>
  </item>
  <item>
    <title>A second paper</title>
    <link>two</link>
    <author>dee@press.example (Dee Marsh)</author>
  </item>
</channel>
</rss>"""

RDF = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel rdf:about="https://press.example/cells.rdf"><title>Cells Weekly</title><link>https://press.example/cells</link>
</channel>
<item rdf:about="https://press.example/cells/7">
  <title>Cells that count</title>
  <link>https://press.example/cells/7</link>
  <description>Some cells count to seven.</description>
  <dc:creator>Eve Adeyemi</dc:creator>
  <dc:creator>Fay Brandt</dc:creator>
  <dc:date>2026-03-19</dc:date>
  <dc:identifier>doi:10.5555/cells.7</dc:identifier>
  <dc:subject>Cell biology</dc:subject>
  <prism:doi>10.5555/cells.7</prism:doi>
</item>
</rdf:RDF>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://blog.example/lab/">
<title type="text">Lab notes</title>
<link href="./"/>
<updated>2026-03-20T08:00:00+01:00</updated>
<author><name>The Lab</name></author>
<entry>
  <title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Why H<sub>2</sub>O is wet</div></title>
  <id>tag:blog.example,2026:1</id>
  <link rel="enclosure" href="talk.mp3"/>
  <link rel="alternate" type="application/pdf" href="notes/1.pdf"/>
  <link rel="alternate" type="text/html" href="notes/1"/>
  <published>2026-03</published>
  <updated>2026-03-20T08:00:00.5Z</updated>
  <author><name>Gus Hale</name><email>gus@blog.example</email></author>
  <author><name>Ida Kern</name></author>
  <category term="chem.water" label="Water"/>
  <summary type="html">&lt;p&gt;It wets.&lt;/p&gt;</summary>
</entry>
<entry><title>Untold</title><id>https://blog.example/lab/notes/2</id><updated>2026-03-18T00:00:00Z</updated></entry>
</feed>"""

ATOM_03 = """<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Old notes</title>
<entry><title mode="escaped" type="text/html">Old &amp;amp; good</title><issued>2003-12-13T08:29:29-04:00</issued>
<link rel="alternate" type="text/html" href="http://old.example/1"/>
<content mode="base64" type="text/plain">QmFzZSA2NCB0ZXh0</content></entry></feed>"""

RSS_091 = """<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">
<rss version="0.91"><channel><title>Caf&eacute; talk</title>
<item><title>Ren&eacute;e &#233; &#x2014; M&uuml;ller</title><link>http://old.example/a?b=1&c=2</link></item></channel></rss>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Threads",
    "home_page_url": "https://threads.example/",
    "authors": [{"name": "Jo Quill"}],
    "items": [
        {
            "id": 41,
            "url": "https://threads.example/41",
            "title": "On knots",
            "date_published": "2026-03-20T10:00:00Z",
            "date_modified": "2026-03-21T10:00:00Z",
            "content_html": "<p>Knots hold.</p>",
            "summary": "Knots.",
            "tags": ["topology", 5],
            "authors": [{"name": "Kit Rho"}, {"url": "https://threads.example/who"}],
        },
        "no item",
        {"id": "https://threads.example/42", "content_text": "Only a text.", "date_published": "2026-03"},
    ],
}


def read(text: str, url: str = URL) -> Feed:
    """Return the feed of a text in UTF-8."""
    return read_feed(text.encode(), {}, url)


def only(text: str) -> Entry:
    """Return the one entry of a feed."""
    (entry,) = read(text).entries
    return entry


def rss(item: str) -> str:
    """Return a feed of one item."""
    return f'<rss version="2.0"><channel><title>Feed</title><link>https://site.example/x/</link>{item}</channel></rss>'
