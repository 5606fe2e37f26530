"""What publishers put around abstracts."""

from __future__ import annotations

import pytest

from feedtui.sources.feed_account import is_citation, read_account, without_issue

TITLE = "Lamps by the river"
ABSTRACT = "We describe lamps by the river, and how their light reaches both of its banks at night."


@pytest.mark.parametrize(
    "html",
    [
        ABSTRACT,
        f"<p>{ABSTRACT}</p>",
        f"Abstract: {ABSTRACT}",
        f"ABSTRACT {ABSTRACT}",
        f"\nAbstract\n{ABSTRACT}\n",
        f"<h2>Abstract</h2>\n<p>{ABSTRACT}</p>",
        f'<span><div class="boxTitle">Abstract</div>{ABSTRACT}</span>',
        f"<p><strong>Abstract</strong>&mdash; {ABSTRACT}</p>",
        f"arXiv:2401.01234v1 Announce Type: new \nAbstract: {ABSTRACT}",
        f"<p>{TITLE}</p><p>{ABSTRACT}</p>",
        f"<p>Lamp Lett. 2024 Nov;109:11. doi: 10.1000/l.1. Epub 2024 Sep 30.</p><p><b>ABSTRACT</b></p>{ABSTRACT}",
        f'<p>Lamps, Published online: 18 July 2024; <a href="x">doi:10.1000/l-1</a></p>{ABSTRACT}',
        f"<p>Lamps 185: 117-122</p><p>DOI: 10.1000/l.1</p><p>Abstract: {ABSTRACT}</p><p><a>HTML</a></p><p>PDF</p>",
        f"<h1>{TITLE}</h1><b>Lamp, Ada; Moon, Bo</b><br/>Lamps, (2024), p. 2 - 9<h2>Abstract</h2><p>{ABSTRACT}</p>",
        f"<p>Upvotes: 52</p><p><b>Summary:</b> {ABSTRACT}</p>",
        f"<p>{ABSTRACT}</p><p>The post <a href='x'>{TITLE}</a> appeared first on <a href='y'>Lamp Lab</a>.</p>",
        f"<p>{ABSTRACT}</p><p><a href='x'>www.lamps.org</a></p>",
    ],
)
def test_the_abstract_alone_is_kept(html: str) -> None:
    """Headings, labels, citations, the title and links around the abstract are left out."""
    assert read_account(html, TITLE).abstract == ABSTRACT


@pytest.mark.parametrize(
    "html",
    [
        "",
        TITLE,
        f"<p>{TITLE.upper()}.</p>",
        "Lamps by the…",
        "LAMPS, EarlyView. ",
        "Volume 56, Issue 3, December 2024, Page 163-175<br/>. <br/>",
        "<p>Abstract: </p><p><a href='x'>HTML</a></p>",
        "<p>N/A.</p>",
        "<img src='x.png'>",
    ],
)
def test_what_is_no_abstract(html: str) -> None:
    """The title again, a citation, or nothing at all is no abstract."""
    assert read_account(html, TITLE).abstract == ""


@pytest.mark.parametrize(
    "text",
    [
        "Abstract Syntax Trees are trees.",
        "Source: unknown rivers feed the lake in which the lamps were found, " + "and so on " * 40,
        "We digitise volume 3 of the collection.",
        "A lab note, in full.\n\nAbstract lamps are lamps.",
        "We have news for all of those who wait for lamps.\n\nAbstract\n\nLamps.",
    ],
)
def test_running_text_stays(text: str) -> None:
    """Words that only look like labels are left alone, and text before a heading is not lost."""
    assert read_account(text, TITLE).abstract == text.strip()


@pytest.mark.parametrize(
    ("html", "authors", "date"),
    [
        (
            "<p>Publication date: March 2024</p><p><b>Source:</b> Lamps</p><p>Author(s): A B, C D</p>",
            "A B, C D",
            "2024-03",
        ),
        ("Publication date: Available online 3 May 2024 Source: Lamps Author(s): A B", "A B", "2024-05-03"),
        ("Ada Lamp, Bo Moon<br/>Lamps, vol. 7, pp. 11<br/>DOI: 10.1000/l.1", "Ada Lamp, Bo Moon", None),
        ("Ada Lamp<br/>Lamps, vol. 7, pp. 11<br/>DOI: 10.1000/l.1", "Ada Lamp", None),
    ],
)
def test_facts_beside_the_abstract(html: str, authors: str, date: str | None) -> None:
    """Authors and date of a publisher's labels are told, and leave no abstract behind."""
    told = read_account(html, TITLE)
    assert (told.abstract, told.authors, told.date) == ("", authors, date)


@pytest.mark.parametrize("text", ["Lamps 12(3): e45-67", "Lamps, Volume 7", "doi:10.1000/l.1", "Lamp J. (2024) 7:11"])
def test_citations(text: str) -> None:
    """A journal's name with a place in it is a citation."""
    assert is_citation(text)


@pytest.mark.parametrize("text", ["Lamps", "Lamps, moons and reeds", "In 2024, 12 lamps", "3, 2, 1", ""])
def test_no_citations(text: str) -> None:
    """A name, a list or numbers alone are none."""
    assert not is_citation(text)


def test_the_issue_before_a_title() -> None:
    """A title loses the issue that stands before it, and only that."""
    assert without_issue("Lamps, Vol. 7, Pages 919: On light") == "On light"
    assert without_issue("Lamps: Vol. 7 of a series") == "Lamps: Vol. 7 of a series"
