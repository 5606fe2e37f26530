"""Feeds that do everything wrong: what is whole in them comes in, nothing acts, and none takes long."""

from __future__ import annotations

import base64
import json
import time
from pathlib import Path

import pytest

from damaging import is_clean
from feedtui.papers.links import is_web
from feedtui.papers.paper import Paper
from feedtui.sources.found import Found, Unreadable
from feedtui.sources.kinds import read
from hostile_set import ACTING, SHOWN

FIRST, LAST = "Sparse lanterns", "Speaking rivers"
SECRET = "the secret of the file"


def item(title: str, more: str = "", link: str = "") -> str:
    """Return an entry of RSS."""
    return f"<item><title>{title}</title><link>{link or 'https://a.example/' + title[:2]}</link>{more}</item>"


def rss(middle: str, prologue: str = "", channel: str = "", root: str = 'rss version="2.0"') -> str:
    """Return a feed of two good entries and something between them."""
    head = f"<title>News</title><link>https://a.example/</link>{channel}"
    end = root.split()[0]
    return f"{prologue}<{root}><channel>{head}{item(FIRST)}{middle}{item(LAST)}</channel></{end}>"


def atom(middle: str, base: str = "") -> str:
    """Return the like in Atom."""
    first, last = (
        f"<entry><title>{one}</title><link href='https://a.example/{one[:2]}'/></entry>" for one in (FIRST, LAST)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'{base}><title>News</title>{first}{middle}{last}</feed>"


def feed_json(*middle: object, **more: object) -> str:
    """Return the like as JSON Feed."""
    first, last = ({"id": one, "title": one, "url": f"https://a.example/{one[:2]}"} for one in (FIRST, LAST))
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [first, *middle, last], **more})


BILLION = (
    '<!DOCTYPE r [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghij", "bcdefghijk", strict=True))
    + "]>"
)
MIDDLE = item("Middle")
INCLUDE = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='file://{secret}' parse='text'/>"
RDF = "rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'"
SHARP = rss(item("Straße"))
OTHER = base64.b64encode(b"x" * 999).decode()
DECLARED = '<?xml version="1.0" encoding="{}"?>'
DATES = (
    "Mon, 01 Jan 0000 00:00:00 GMT", "31 Dec 9999 23:59:59 -2359", "-0044-03-15", "2038-01-19T03:14:08Z", "1e400",
    "Tomorrow",
    "2026-02-30", "99999999999999999999", "Mon, 1 Jan 2026 25:61:61 +9999", "0001-01-01T00:00:00+14:00", 
    "٢٠٢٦-٠١-٠١", "\u2028",
)  # fmt: skip

FEEDS: dict[str, str | bytes] = {
    "entities without end": rss(item("&k;"), BILLION),
    "one large entity": rss(item("&a;" * 50_000), f'<!DOCTYPE r [<!ENTITY a "{"ha" * 5_000}">]>'),
    "an entity of itself": rss(item("&a;"), '<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'),
    "a file as an entity": rss(item("&x;"), '<!DOCTYPE r [<!ENTITY x SYSTEM "file://{secret}">]>'),
    "a page as an entity": rss(item("&x;"), '<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>'),
    "a parameter entity": rss(MIDDLE, '<!DOCTYPE r [<!ENTITY % x SYSTEM "file://{secret}"> %x; ]>'),
    "a DTD elsewhere": rss(MIDDLE, '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">'),
    "another file included": rss(INCLUDE),
    "a style sheet": rss(MIDDLE, '<?xml-stylesheet href="file://{secret}" type="text/xsl"?>'),
    "PHP": rss(MIDDLE, "<?php echo `id`; ?>"),
    "instructions": rss("<?a b?><?c d" + item("Middle") + "?>"),
    "no such declaration": rss(MIDDLE, '<?xml version="9.9" encoding="x-no-such" standalone="maybe"?>'),
    "warnings before it": rss(MIDDLE, "<br />\n<b>Warning</b>: mysql_connect() in <b>/var/www</b><br />\n"),
    "blank lines before it": rss(MIDDLE, "\n\n \t\ufeff\n" + DECLARED.format("utf-8")),
    "a page behind it": rss(MIDDLE) + "<html><body><script>alert(1)</script></body></html>",
    "two feeds": rss(MIDDLE) + rss(item("Other")),
    "UTF-8 with a mark": b"\xef\xbb\xbf" + rss(item("Straße")).encode(),
    "UTF-8 with two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + rss(item("Straße")).encode(),
    "UTF-16": rss(item("Straße"), DECLARED.format("utf-16")).encode("utf-16"),
    "UTF-16 the other way": rss(item("Straße")).encode("utf-16-be"),
    "UTF-16 cut in a letter": (rss(MIDDLE) + " ").encode("utf-16")[:-1],
    "UTF-32": rss(item("Straße")).encode("utf-32"),
    "said to be UTF-16": rss(item("Straße"), DECLARED.format("utf-16")).encode(),
    "said to be Latin 1": rss(item("Straße"), DECLARED.format("iso-8859-1")).encode(),
    "Latin 1, said to be UTF-8": rss(item("Straße"), DECLARED.format("utf-8")).encode("latin-1"),
    "two encodings in one": SHARP.encode().replace("ß".encode(), b"\xdf" + "é".encode()),
    "UTF-7": rss(item("+ADw-script+AD4-"), DECLARED.format("utf-7")),
    "EBCDIC": (DECLARED.format("cp037") + rss(MIDDLE)).encode("cp037"),
    "Japanese": rss(item("深層学習"), DECLARED.format("shift_jis")).encode("shift_jis"),
    "overlong and broken UTF-8": SHARP.encode().replace("ß".encode(), b"\xc0\xbca\xc0\xbe\xed\xa0\x80\xf5\xff"),
    "NULs": rss(item("N\0U\0L")),
    "all controls": rss(item(ACTING["controls"].replace("<", ""))),
    "references to controls": rss(item("&#0;&#27;[2J&#x9b;&#xd800;&#x110000;&#99999999;&#xFFFE;x")),
    "deep": rss("<a>" * 50_000 + "</a>" * 50_000),
    "deep and open": rss("<description>" + "<b>" * 30_000),
    "deep HTML": rss(item("Middle", f"<description>{'&lt;div&gt;' * 30_000}x</description>")),
    "100,000 attributes": rss(f"<item {' '.join(f'a{n}=1' for n in range(100_000))}><title>Middle</title></item>"),
    "100,000 namespaces": rss(f"<item {' '.join(f'xmlns:a{n}=1' for n in range(20_000))}><title>M</title></item>"),
    "a name of a megabyte": rss(f"<{'a' * 1_000_000}/>"),
    "an attribute of a megabyte": rss(f"<item a='{'b' * 1_000_000}'><title>Middle</title></item>"),
    "a title of a megabyte": rss(item(SHOWN["unbroken"])),
    "a text of five megabytes": rss(item("Middle", f"<description>{'word ' * 1_000_000}</description>")),
    "entries without anything": rss("<item/>" * 5_000),
    "the same entry over and over": rss(item("Middle") * 2_000),
    "entries in entries": rss("<item><item><title>In</title></item><title>Out</title></item>"),
    "no end anywhere": f"<rss><channel><title>News<item><title>{FIRST}<link>https://a.example/1<item><title>{LAST}<link>b",
    "tags across": rss("<item><title>Mid<b>dle</title></b><link>x</title></item></link>"),
    "no quotation marks": rss("<item a=b c='d\"><title>Middle</title></item>"),
    "CDATA": rss(item("<![CDATA[Mid<b>dle</b> ]]]]><![CDATA[> <script>alert(1)</script>]]>")),
    "CDATA without end": rss("") + "<item><title><![CDATA[Middle",
    "a comment in between": rss("<!-- <item><title>Hidden</title></item> -- > -->" + item("Middle")),
    "wrong namespaces": rss("<x:item xmlns:x='urn:nothing'><x:title>Middle</x:title></x:item>"),
    "namespaces that nobody made": rss("<q:item><q:title>M</q:title></q:item>" + item("M", "<dc:date>2026</dc:date>")),
    "RSS 0.9": f"<{RDF}><channel><title>News</title></channel>{item(FIRST)}{MIDDLE}{item(LAST)}</rdf:RDF>",
    "RSS in capitals": rss(MIDDLE).upper().replace(FIRST.upper(), FIRST).replace(LAST.upper(), LAST),
    "RSS and Atom": rss("<entry xmlns='http://www.w3.org/2005/Atom'><title>Middle</title><id>x</id></entry>"),
    "another root": rss(MIDDLE, root="RSS version='9'"),
    "bad dates": rss("".join(item(f"Middle {n}", f"<pubDate>{one}</pubDate>") for n, one in enumerate(DATES))),
    "bad dates in Atom": atom("".join(f"<entry><title>M</title><updated>{one}</updated></entry>" for one in DATES)),
    "links of all kinds": rss(
        "".join(
            item(f"Middle {n}", link=one)
            for n, one in enumerate(
                (
                    "javascript:alert(1)",
                    "JaVaScRiPt:alert(1)",
                    "data:text/html,x",
                    "file:///etc/passwd",
                    "//evil.example/x",
                    "../../x",
                    "http://user:word@a.example/",
                    "http://",
                    "http://[",
                    "http://a b",
                    "\x1b]8;;http://evil/\x07",
                    "x" * 100_000,
                    "mailto:a@b",
                    "https://a.example/&#10;X-A: b",
                    "https://a.example/\u202e",
                    "-rf",
                    "$(id)",
                    "http://a.example:99999999/",
                    "\\\\a\\b",
                )
            )
        )
    ),
    "bases of all kinds": atom(
        "".join(
            f"<entry xml:base='{one}'><title>Middle {n}</title><link href='x'/></entry>"
            for n, one in enumerate(("javascript:", "file:///", "http://[", "//", "\u202e", "http://a.example/b/"))
        ),
        " xml:base='file:///etc/'",
    ),
    "another paper's id": rss(item("Mine", "<description>doi:10.1000/1 arXiv:2301.03580</description>")),
    "base 64": atom(f"<entry><title>M</title><content type='a/b'>{OTHER}!</content></entry>"),
    "JSON of wrong types": feed_json(
        None,
        1,
        "x",
        [],
        {},
        {"id": {}, "title": [], "url": 7, "authors": "x", "tags": {}},
        {"title": {"a": "b"}, "authors": [None, [], {"name": {}}], "date_published": 5, "content_html": ["x"]},
    ),
    "JSON with surrogates": feed_json(
        {"id": "\ud800", "title": "\udfff Mid\x00\x1b[2J", "url": "https://a.example/\ud800"}
    ),
    "JSON with a mark": "\ufeff" + feed_json({"id": 1, "title": "Middle"}),
    "JSON with NaN": feed_json({"id": float("nan"), "title": "Middle", "date_published": float("inf")}),
    "JSON with a huge number": feed_json({"id": 1}).replace('"id": 1', '"id": ' + "9" * 300),
    "JSON with names twice": feed_json({"id": 1, "title": "Middle"}).replace('"title": "News"', '"title": 1'),
    "a comment that never ends": rss("<!-- " + MIDDLE),
    "an instruction that never ends": rss("<?x " + MIDDLE),
    "CDATA that never ends": rss("<item a='<![CDATA['><title>Middle</title></item>"),
    "comments as HTML ends them": rss(f"<!-->{MIDDLE}<!--->{MIDDLE}<!-- -- --!>{MIDDLE}"),
    "UTF-32 without a mark": rss(item("Straße")).encode("utf-32-le"),
    "UTF-16 without a mark": rss(item("Straße"), DECLARED.format("utf-16")).encode("utf-16-le"),
    "no encoding of texts": rss(MIDDLE, DECLARED.format("zlib")),
    "a namespace that is XML's": rss("<item xmlns:xml='urn:x' xmlns:xmlns='urn:y'><title>Middle</title></item>"),
    "a transformation within": rss("<xsl:template xmlns:xsl='urn:x' match='/'/>", '<?xml-stylesheet href="#s"?>'),
    "colons": rss("<a:b:c:item><title>M</title></a:b:c:item><:item/><item:item/>"),
    "100,000 authors": rss(item("Middle", "<dc:creator>A B</dc:creator>" * 100_000)),
    "an author of parentheses": rss(item("Middle", f"<author>{'(' * 50_000}</author>")),
    "groups in groups": rss(item("Middle", "<media:group>" * 150 + "</media:group>" * 150)),
    "a formula of braces": rss(item("$" + "{" * 5_000 + "x" + "}" * 5_000 + "$")),
    "a sign of formulas over and over": rss(item("$" * 100_001)),
    "titles of what is not seen": rss(item("\u200b\u202e\u2066") + item("\u0301" * 5_000) + item("\ue000")),
    "content from elsewhere": atom("<entry><title>M</title><content src='file://{secret}'/></entry>"),
    "a feed as a text": rss(f"<item><title>M</title><description><![CDATA[{SHARP}]]></description></item>"),
    "JSON with a broken item": feed_json({"id": 1, "title": "MIDDLE"}).replace("MIDDLE", "\\x"),
    "JSON with more behind it": feed_json({"id": 1, "title": "Middle"}) + "garbage",
    "JSON with a comma too many": feed_json({"id": 1, "title": "Middle"}).replace("]}", ",]}"),
    "JSON in UTF-16 without a mark": feed_json({"id": 1, "title": "Straße"}).encode("utf-16-le"),
    "JSON in UTF-16": feed_json({"id": 1, "title": "Straße"}).encode("utf-16"),
}
"""Each has two good entries."""
SAID_TO_BE: dict[str, str] = {
    "a document type with an end in it": rss(MIDDLE, '<!DOCTYPE rss [<!ENTITY a "]>"><!ENTITY b ">"> ]>'),
    "a conditional section": rss(MIDDLE, '<!DOCTYPE r [<![INCLUDE[<!ENTITY x "y">]]>]>'),
    "garbage before it": "\0\1garbage " + rss(MIDDLE),
    "headers before it": "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + rss(MIDDLE),
    "a chunk's length before it": "1a2b\r\n" + rss(MIDDLE) + "\r\n0\r\n\r\n",
    "a script's first line": "#!/bin/sh\n" + rss(MIDDLE),
    "a type of JSON in capitals": feed_json().replace("https://jsonfeed.org", "HTTPS://JSONFEED.ORG"),
}
"""The like, which is known for a feed where it is asked for as one."""
JSON = b'{"version":"https://jsonfeed.org/version/1","items":'
NO_FEEDS: dict[str, bytes] = {
    "nothing": b"",
    "blanks": b" \n\t ",
    "a mark": b"\xef\xbb\xbf",
    "NULs": bytes(1_000),
    "noise": bytes(range(256)) * 100,
    "a page": b"<!doctype html><html><head><title>x</title></head><body><p>Hello</body></html>",
    "JSON deep": JSON + b"[" * 100_000,
    "JSON objects deep": JSON + b'{"a":' * 100_000,
    "JSON cut off": JSON + b'[{"title":"x"},{"tit',
    "JSON with a number without end": b'{"version":"https://jsonfeed.org/version/1","items":[{"id":'
    + b"9" * 100_000
    + b"}]}",
    "an error in JSON": b'{"error":{"code":500}}',
    "opening tags": b"<" * 500_000,
    "ampersands": b"<rss>" + b"&" * 500_000,
    "entities": b"<!DOCTYPE a [" + b'<!ENTITY a "b">' * 50_000,
    "comments": b"<rss><!--" * 50_000,
    "CDATA": b"<rss><![CDATA[" * 50_000,
    "quotation marks": b"<rss a='" * 50_000,
}


def found_in(data: bytes, kind: str | None = "feed") -> Found:
    """Read a feed, in time, to texts that are clean and links that may be opened."""
    begun = time.process_time()
    found = read(data, kind)
    assert time.process_time() - begun < 5
    assert is_clean(found)
    for paper in found.papers:
        assert all(map(is_web, filter(None, links_of(paper)))), paper.links
        assert SECRET not in repr(paper)
        assert not paper.id.startswith("url:") or is_web(paper.id[4:])
    return found


def links_of(paper: Paper) -> tuple[str | None, ...]:
    """Return the paper's addresses."""
    links = paper.links
    return links.abs, links.pdf, links.html, links.code, links.project, links.discussion


@pytest.mark.parametrize("name", FEEDS)
def test_the_good_entries_come_in(name: str, tmp_path: Path) -> None:
    """Whatever stands between two good entries, and around them."""
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    data = FEEDS[name]
    if isinstance(data, str):
        data = data.replace("{secret}", str(secret)).encode(errors="surrogatepass")
    found = found_in(data)
    titles = [paper.title for paper in found.papers]
    assert {FIRST, LAST} <= set(titles), titles[:5]
    for wanted in ("Straße", "深層学習"):
        if not isinstance(FEEDS[name], str) and "said to be UTF-8" not in name and wanted.encode() in data:
            assert wanted in titles
    assert not any(paper.id in ("arxiv:2301.03580", "doi:10.1000/1") for paper in found.papers)


@pytest.mark.parametrize("name", SAID_TO_BE)
def test_a_feed_is_found_behind_what_is_none(name: str) -> None:
    """As servers put it before what they send."""
    assert {FIRST, LAST} <= {paper.title for paper in found_in(SAID_TO_BE[name].encode()).papers}


@pytest.mark.parametrize("kind", ["feed", None])
@pytest.mark.parametrize("name", NO_FEEDS)
def test_what_is_no_feed_is_told(name: str, kind: str | None) -> None:
    """In a sentence, or as a feed or page in which nothing is."""
    try:
        assert len(found_in(NO_FEEDS[name], kind).papers) <= 1
    except Unreadable as error:
        told = str(error)
    else:
        return
    assert told.endswith(".")
    assert told.isprintable()
