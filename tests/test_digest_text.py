"""The digest as text and as Markdown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digests import digest
from feedtui.digest.text import COLUMNS, cells, markdown, text, wrapped
from feedtui.papers.paper import Links, Paper
from samples import TITLES, abstract_for, paper

HOSTILE = "[CLS] </a><script>x</script> *b* `c` $\\alpha$ & \\ |"


def test_the_text_of_a_digest() -> None:
    """The subject, a heading with its count, and of each paper what there is."""
    told = text(
        digest(
            Paper(
                "arxiv:2606.00467",
                "Lanterns with $\\alpha$ in the Fog",
                abstract="We study lanterns.",
                authors=("Ada Lamp", "Balázs Bridge"),
                published="2026-11-23T10:00:00Z",
                upvotes=1200,
                links=Links(code="https://github.com/lamp/lanterns"),
            ),
            Paper("title:abc", "Rivers"),
            left=1,
        )
    )
    assert told == (
        "feedtui: 2 new papers, 25 November 2026\n\n\n"
        "lamps (2)\n---------\n\n"
        "* Lanterns with α in the Fog\n"
        "  Ada Lamp, Balázs Bridge · 2026-11-23 · ▲1,200\n"
        "  We study lanterns.\n"
        "  https://arxiv.org/abs/2606.00467\n"
        "  https://github.com/lamp/lanterns\n\n"
        "* Rivers\n"
        "  https://arxiv.org/search/?searchtype=title&query=Rivers\n\n\n"
        "1 more new paper was left out of this digest.\n"
    )


@given(st.text(), st.text(max_size=8), st.booleans())
def test_a_line_is_parted_and_nothing_is_lost(line: str, word: str, hanging: bool) -> None:
    """No line is wider than 72 cells, and all words are there."""
    line += (word + "学") * 60
    lines = list(wrapped(line, "  ", "* " if hanging else None))
    assert all(cells(one) <= COLUMNS for one in lines)
    assert "".join(one[2:] for one in lines).replace(" ", "") == "".join(line.split())


def test_an_abstract_is_cut_after_a_word() -> None:
    """Not all of it is in a digest."""
    told = text(digest(paper(TITLES[0], abstract_for(TITLES[0], 200))))
    assert "…" in told
    assert max(cells(line) for line in told.splitlines() if "https:" not in line) <= COLUMNS
    assert len(told) < 700


def test_markdown_shows_every_title_to_the_letter() -> None:
    """A Markdown reader sees one link a paper, with the title as it is, and no HTML."""
    papers = [Paper(f"arxiv:2606.0046{number}", title) for number, title in enumerate((HOSTILE, *TITLES))]
    tokens = MarkdownIt("commonmark").parse(markdown(digest(*papers, topics=(HOSTILE,), left=3)))
    inline = [token.children or [] for token in tokens if token.type == "inline"]
    links = [
        "".join(part.content for part in parts if part.type == "text")
        for parts in inline
        if parts[0].type == "link_open"
    ]
    assert links == [one.title for one in papers]
    assert not [part for parts in inline for part in parts if "html" in part.type]
    assert [parts[0].content for parts in inline][1] == HOSTILE
    assert inline[-1][0].content == "3 more new papers were left out of this digest."
