"""The page, read back by lxml and, where it is there, by Chromium."""

from __future__ import annotations

import shutil
import subprocess
import zlib
from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from itertools import count, islice
from pathlib import Path
from typing import cast

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from feedtui.exports.html import html
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item, Links, Mark, Paper
from hostile import CLEAN_LINES, PIECES
from lanterns import HOSTILE, lantern
from recorded import recorded

CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PASSIVE = set(
    "html head meta title style body header h1 main article span h2 a div details summary p time ul li b footer"
    " br strong em s code pre ol blockquote hr h3 h4 h5 h6".split()
)
DARK = (0x15, 0x18, 0x1D)


def written(items: Sequence[Item], title: str = "Lamps") -> HtmlElement:
    """Return a page of which nothing runs, comes from elsewhere or leads anywhere but to the web."""
    text = "".join(html(items, title, "2026-11-25"))
    page = lxml.html.document_fromstring(text.encode())
    assert {str(element.tag) for element in page.iter()} <= PASSIVE
    assert not found(page, "//@src | //@style | //@*[starts-with(name(), 'on')]")
    assert all(map(is_web, found(page, "//@href")))
    assert page.findtext(".//title") == page.findtext(".//h1") == title
    assert len(set(found(page, "//article/@id"))) == len(items)
    return page


def articles(items: Sequence[Item]) -> list[HtmlElement]:
    """Return what the page has of each paper."""
    return list(written(items).iter("article"))


def texts(element: HtmlElement, path: str) -> list[str]:
    """Return the whole text of each element on a path."""
    return [one.text_content() for one in element.findall(path)]


def found(element: HtmlElement, path: str) -> list[str]:
    """Return the attributes on a path."""
    return cast(list[str], element.xpath(path))


def authors(article: HtmlElement) -> list[str]:
    """Return the authors of an article, those too that are folded away."""
    return texts(article, ".//span[@class='author']")


def test_an_article_tells_what_is_known() -> None:
    """Title with its link, authors, dates, tags, links, the note and the texts; a star is a sign."""
    item = lantern(
        abstract="We light $n^2$ lamps & <b>\n\nSee https://github.com/lamp/x~y.",
        summary="Lamps, lit.",
        listed="2026-04-24",
        updated="2026-04-23T10:00:00Z",
        links=Links(code="https://github.com/lamp/x", discussion="https://huggingface.co/papers/2604.01234"),
        doi="10.1000/lamp",
        upvotes=1234,
    )
    mark = Mark(starred="2026-05-01T00:00:00Z", tags=("bright", "cs.CL"), note="\n\nread <twice>\n  then *light*")
    (article,) = articles([Item(item.paper, mark, ("agents",))])
    assert article.get("id") == "arxiv:2604.01234"
    assert texts(article, "span[@class='star']") == ["★"]
    assert texts(article, "h2") == ["Math Takes Two: A test of lamps"]
    assert found(article, "h2/a/@href") == ["https://arxiv.org/abs/2604.01234"]
    assert texts(article, "div[@class='authors']") == ["Ada L. Lamp, Ludo van Lampen"]
    assert texts(article, "p[@class='facts']") == [
        "2026-04-23\u00a0· listed 2026-04-24\u00a0· arXiv:2604.01234\u00a0· ▲ 1,234\u00a0· PDF\u00a0· Code\u00a0· "
        "Discussion\u00a0· DOI"
    ]
    assert found(article, ".//time/@datetime") == ["2026-04-23T09:00:00Z", "2026-04-24"]
    assert found(article, "p[@class='facts']//a/@href") == [
        "https://arxiv.org/pdf/2604.01234",
        "https://github.com/lamp/x",
        "https://huggingface.co/papers/2604.01234",
        "https://doi.org/10.1000/lamp",
    ]
    assert texts(article, "ul/li[@class='own']") == ["bright", "cs.CL"]
    assert texts(article, "ul/li") == ["bright", "cs.CL", "machine learning", "cs.AI", "agents"]
    assert texts(article, "div[@class='note']/p") == ["read <twice>\nthen light"]
    assert texts(article, "div[@class='note']/p/em") == ["light"]
    assert texts(article, "p[@class='summary']") == ["Summary Lamps, lit."]
    assert texts(article, "details/summary") == ["Abstract"]
    assert texts(article, "details/p") == ["We light n² lamps & <b>", "See https://github.com/lamp/x~y."]
    assert found(article, "details/p/a/@href") == ["https://github.com/lamp/x~y"]


def test_a_page_to_the_letter() -> None:
    """What browsers and screen readers go by: names of signs, directions of writing, the language."""
    links = Links(code="https://github.com/lamp/x")
    item = lantern("Lamps & oil", "We.", summary="Lit.", authors=("Ada",), tags=("cs.CL",), upvotes=3, links=links)
    starred = Item(item.paper, Mark(starred="2026-05-01T00:00:00Z", tags=("bright",), note="a\n<b>"))
    text = "".join(html([starred], "Lamps & more", "2026-11-25")).replace("&nbsp;· ", "\n")
    before, after = text[: text.index("<style>")], text[text.index("</style>") :]
    assert before.partition("content=\"default-src 'none'")[0] == (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
    )
    assert before.partition("'\">\n")[2] == (
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        '<meta name="generator" content="feedtui">\n<title>Lamps &amp; more</title>\n'
    )
    assert (
        after
        == """</style>
</head>
<body>
<header>
<h1 dir="auto">Lamps &amp; more</h1>
<p><time datetime="2026-11-25">2026-11-25</time></p>
</header>
<main>
<article id="arxiv:2604.01234">
<span class="star" role="img" aria-label="Starred" title="Starred">★</span>
<h2 dir="auto"><a href="https://arxiv.org/abs/2604.01234">Lamps &amp; oil</a></h2>
<div class="authors"><span class="author" dir="auto">Ada</span></div>
<p class="facts"><span class="fact"><time datetime="2026-04-23T09:00:00Z">2026-04-23</time></span>
<span class="fact">arXiv:2604.01234</span>
<span class="fact"><span title="Upvotes">▲ 3</span></span>
<span class="fact"><a href="https://arxiv.org/pdf/2604.01234">PDF</a></span>
<span class="fact"><a href="https://github.com/lamp/x">Code</a></span></p>
<ul class="tags"><li class="own" dir="auto">bright</li><li dir="auto">cs.CL</li></ul>
<div class="note" dir="auto"><p>a<br />
&lt;b&gt;</p></div>
<p class="summary" dir="auto"><b>Summary</b> Lit.</p>
<details class="abstract"><summary>Abstract</summary>
<p dir="auto">We.</p>
</details>
</article>
</main>
<footer>1 paper, collected with feedtui</footer>
</body>
</html>
"""
    )


def test_what_is_not_known_is_not_there() -> None:
    """A paper known by its title has that, and where it may be found."""
    (article,) = articles([Item(Paper("title:1", "On lamps"))])
    assert [child.tag for child in article] == ["h2", "p"]
    assert texts(article, "p") == ["Title search"]
    text = "".join(html([Item(Paper("url:https://lamp.example/1", "On lamps"))], "Lamps"))
    assert text.partition("<main>\n")[2].partition("</main>")[0] == (
        '<article id="url:https://lamp.example/1">\n'
        '<h2 dir="auto"><a href="https://lamp.example/1">On lamps</a></h2>\n</article>\n'
    )


def test_a_doi_is_named_once() -> None:
    """It is a link of its own where the title leads elsewhere."""
    own, elsewhere = (Item(Paper("doi:10.1000/lamp", "Lamps", doi="10.1000/LAMP", links=links))
                      for links in (Links(), Links(abs="https://lamp.example/1")))  # fmt: skip
    first, *_, second = articles([own]) + articles([elsewhere])
    assert texts(first, "p") == texts(second, "p") == ["10.1000/lamp"]
    assert found(second, "p//a/@href") == ["https://doi.org/10.1000/LAMP"]


@pytest.mark.parametrize(("date", "shown", "told"), [("2024", "2024", "2024"), ("--03-21", "Mar 21", "03-21")])
def test_a_date_is_as_exact_as_it_was(date: str, shown: str, told: str) -> None:
    """HTML has forms for a year and for a day of no year."""
    (article,) = articles([lantern(published=date)])
    assert [(time.text, time.get("datetime")) for time in article.iter("time")] == [(shown, told)]


def test_long_lists_of_authors_are_folded() -> None:
    """All are there, the first ones at once."""
    names = tuple(f"Lamp, No. {number}" for number in range(1_050))
    short, long = (articles([lantern(authors=told)])[0] for told in (names[:20], names))
    assert authors(short) == list(names[:20])
    assert short.find(".//div/details") is None
    assert authors(long) == list(names)
    assert texts(long, "div/span") == list(names[:12])
    assert texts(long, "div/details/summary") == ["and 1,038 more"]


def test_an_address_that_is_none_is_no_link() -> None:
    """`javascript:` leads nowhere."""
    links = Links(abs="javascript:a", pdf="javascript:b", code="javascript:c")
    (article,) = articles([lantern(abstract="See http:// and https://[x and javascript:d.", links=links)])
    assert found(article, ".//@href") == []
    assert texts(article, "h2") == ["Math Takes Two: A test of lamps"]


def test_a_page_counts_its_papers() -> None:
    """None, one and many are said as people say it; the day is that of the export, if any."""
    assert texts(written([]), "body/footer") == ["No papers, collected with feedtui"]
    assert texts(written([lantern()]), "body/footer") == ["1 paper, collected with feedtui"]
    many = written([lantern(id=f"arxiv:2604.{at:05}") for at in range(1_001)])
    assert texts(many, "body/footer") == ["1,001 papers, collected with feedtui"]
    assert found(many, "//header//time/@datetime") == ["2026-11-25"]
    assert "<time" not in "".join(html([], "Lamps"))


def test_the_policy_allows_the_style_and_nothing_else() -> None:
    """Its hash is that of the style sheet as browsers read it."""
    page = written([])
    assert "\0" not in "".join(html([], "Lamps"))
    (policy,) = found(page, "//meta[@http-equiv='Content-Security-Policy']/@content")
    style = b64encode(sha256((page.findtext(".//style") or "").encode()).digest()).decode()
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules.pop("style-src") == f"'sha256-{style}'"
    assert set(rules.values()) == {"'none'"}
    assert "default-src" in rules


@settings(max_examples=60)
@given(st.lists(CLEAN_LINES, max_size=3), CLEAN_LINES)
def test_any_text_comes_back_to_the_letter(lines: list[str], title: str) -> None:
    """Whatever a title, a name or a tag holds, it is text, and no note breaks out of its place."""
    items = [
        Item(
            lantern(line, line, id=f"url:https://lamp.example/{at}", authors=(line,)).paper,
            Mark(note=line, tags=(line,)),
        )
        for at, line in enumerate(lines)
    ]
    told = list(written(items, title).iter("article"))
    for path in ("h2", ".//span[@class='author']", "ul/li[@class='own']"):
        assert [texts(article, path) for article in told] == [[line] for line in lines]


def test_papers_stream() -> None:
    """Articles come as papers are asked for."""
    assert len(list(islice(html((lantern(id=f"arxiv:2604.{at:05}") for at in count()), "Lamps"), 4))) == 4


def test_every_recorded_paper_comes_back() -> None:
    """Titles, authors, dates and links of all papers that were recorded."""
    papers = recorded()
    for paper, article in zip(papers, articles([Item(paper) for paper in papers]), strict=True):
        assert texts(article, "h2") == [paper.title]
        assert tuple(authors(article)) == paper.authors
        assert found(article, "h2/a/@href") == [page_address(paper)[0]]
        date = paper.published or paper.listed
        assert found(article, ".//time/@datetime")[:1] == ([date.removeprefix("--")] if date else [])
        links = paper.links
        told = {links.abs, links.pdf, links.html, links.code, links.project, links.discussion} - {None}
        assert set(found(article, ".//@href")) >= told


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_a_browser_shows_it(tmp_path: Path) -> None:
    """Nothing breaks out of its place, the style sheet is let in, and the dark is dark."""
    titles = [*HOSTILE, *(title for title in PIECES[:-4] if title.strip())]
    page = tmp_path / "page.html"
    items = [Item(lantern(title, id=f"arxiv:2604.{at:05}").paper, Mark(note=title)) for at, title in enumerate(titles)]
    page.write_text("".join(html(items, "Lamps")), encoding="utf-8")
    shown = list(lxml.html.document_fromstring(browsed(tmp_path, "--dump-dom", page.as_uri())).iter("article"))
    assert [texts(article, "h2") for article in shown] == [[title] for title in titles]
    assert all(len(texts(article, "div[@class='note']")) == 1 for article in shown)
    picture = tmp_path / "dark.png"
    browsed(tmp_path, "--blink-settings=preferredColorScheme=0", f"--screenshot={picture}", page.as_uri())
    assert corner(picture.read_bytes()) == DARK


def browsed(folder: Path, *arguments: str) -> bytes:
    """Run Chromium with a profile of its own, and return what it prints."""
    assert CHROMIUM
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={folder}/profile", *arguments]
    return subprocess.run(command, capture_output=True, check=True, timeout=60).stdout


def corner(png: bytes) -> tuple[int, ...]:
    """Return the colour of a picture's first pixel, which every filter of PNG leaves as it is."""
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + size]
        at += size + 12
    return tuple(zlib.decompress(data)[1:4])
