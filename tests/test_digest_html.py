"""The digest as HTML, as mail programs take it."""

from __future__ import annotations

import re

import pytest
from lxml import html as reader

from digests import digest
from feedtui.digest import html as room
from feedtui.digest.html import html
from feedtui.papers.paper import Links, Paper
from samples import TITLES

HOSTILE = """<img src=x onerror=1> "'><script>1</script> &amp; </title></style>"""
PAPERS = [
    Paper(f"arxiv:2606.0046{number}", title, abstract=HOSTILE, authors=(HOSTILE,), upvotes=7, published="2026-11-24")
    for number, title in enumerate((HOSTILE, *TITLES))
]


def test_every_title_leads_to_its_paper() -> None:
    """To the letter, in order; what looks like HTML is text."""
    page = reader.fromstring(html(digest(*PAPERS, name=HOSTILE, topics=(HOSTILE,), left=2)))
    links = [(link.xpath("string()"), link.get("href")) for link in page.iter("a")]
    assert links == [(one.title, f"https://arxiv.org/abs/{one.id[6:]}") for one in PAPERS]
    assert [one.xpath("string()") for one in page.iter("h2")] == [f"{HOSTILE} 5"]
    assert [one.text for one in page.iter("title")] == [one.text for one in page.iter("h1")]
    assert "2 more new papers were left out" in str(page.xpath("string()"))


def test_nothing_is_fetched_and_nothing_runs() -> None:
    """There are no elements but text, links and the one style sheet, and no address but behind links."""
    written = html(digest(*PAPERS))
    page = reader.fromstring(written)
    known = "html head meta title style body div h1 h2 h3 p a span".split()
    assert {str(one.tag) for one in page.iter()} <= set(known)
    assert {name for one in page.iter() for name in one.attrib} <= set(
        "lang charset name content class style href rel".split()
    )
    assert "url(" not in written
    assert "@import" not in written


def test_what_may_not_be_opened_is_no_link() -> None:
    """Only http and https are."""
    odd = Paper("url:javascript:alert(1)", "Odd", links=Links(code="data:text/html,x"))
    assert not list(reader.fromstring(html(digest(odd))).iter("a"))


def test_colours_do_without_the_style_sheet() -> None:
    """Each class of the dark sheet has its light colours in the elements themselves."""
    page = reader.fromstring(html(digest(*PAPERS, left=1)))
    sheet = "".join(one.text or "" for one in page.iter("style"))
    dark = set(re.findall(r"\.(\w+)\{", sheet.partition("dark){")[2]))
    assert dark == {one.get("class") for one in page.iter() if one.get("class")}
    assert all("color:#" in one.get("style", "") for one in page.iter() if one.get("class"))
    assert page.xpath("//meta[@name='color-scheme']/@content") == ["light dark"]


@pytest.mark.parametrize("colours", [room._LIGHT, room._DARK], ids=["light", "dark"])
def test_text_stands_out(colours: dict[str, str]) -> None:
    """At least 4.5 to 1 against the page, as WCAG asks for text."""
    ground, text = re.findall(r"#(\w{6})", colours["page"])
    for colour in (text, colours["link"][-6:], colours["quiet"][-6:]):
        lighter, darker = sorted((luminance(colour), luminance(ground)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
