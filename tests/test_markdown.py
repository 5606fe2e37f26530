"""Reading lists, read back by an independent parser."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from feedtui.exports.markdown import Style, escape, markdown
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.text import clean_line
from feedtui.sources.page import read_page
from samples import TITLES, paper

HOSTILE = (
    "[CLS] *and* _x_ **y**",
    "<script>alert(1)</script>",
    "a](http://evil.example) b",
    "1. List",
    "# heading",
    "- dash",
    "ends with backslash \\",
    "`code` ``more``",
    "![img](x)",
    "&copy; &amp; &#35;",
    "www.example.com and mail@example.com and http://a.example",
    "C++ & C#",
    "$O(n^2)$",
    "~~x~~ | a | b |",
    "---",
    "深度学习 😀",
    "a.b.com x@y.z",
    "<!-- comment --> <a@b.c>",
)


def read_back(text: str, flavour: str) -> list[tuple[str, str]]:
    """Return the text and the address of each bullet's first link."""
    parser = MarkdownIt(flavour)
    links = []
    for token in parser.parse(text):
        children = token.children or []
        opened = [place for place, child in enumerate(children) if child.type == "link_open"]
        if token.type == "inline" and opened and opened[0] == 0:
            close = next(place for place, child in enumerate(children) if child.type == "link_close")
            shown = "".join(child.content for child in children[1:close])
            assert all(child.type == "text" for child in children[1:close] if child.content), children
            links.append((shown, str(children[0].attrs["href"])))
    return links


def check(titles: tuple[str, ...]) -> None:
    """Check that both flavours of Markdown read back exactly these titles and their links."""
    items = [Item(paper(title)) for title in titles]
    text = markdown(items)
    for flavour in ("commonmark", "gfm-like"):
        found = read_back(text, flavour)
        assert [title for title, _ in found] == list(titles)
        plain = MarkdownIt("commonmark")
        assert [address for _, address in found] == [plain.normalizeLink(page_address(item.paper)[0]) for item in items]


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_read_back(title: str) -> None:
    """No character of a title is taken for Markdown or HTML."""
    check((title,))


@given(st.text(min_size=1, max_size=60).map(clean_line).filter(bool))
def test_any_title_reads_back(title: str) -> None:
    """Whatever a title holds, it reads back to the letter."""
    check((title,))


def test_every_title_of_the_page_reads_back(seed: str) -> None:
    """All 85 titles of the seed read back."""
    check(tuple(one.title for one in read_page(seed).papers))


def test_a_whole_list() -> None:
    """A list has title, authors, date, tags, upvotes, code, note and abstract where they are known."""
    told = paper(
        TITLES[0],
        "First paragraph.\n\nSecond.",
        id="arxiv:2301.00001",
        authors=("Ada L. One", "Bo Two"),
        published="2023-01-02",
        upvotes=7,
        links=Links(code="https://github.com/a/b"),
    )
    item = Item(told, Mark(starred="2026-01-01T00:00:00Z", tags=("mine",), note="Read\nit\n\nagain"), ("vision",))
    bare = Item(paper(TITLES[1]))
    style = Style("Week 3", abstracts=True, front_matter=True, date="2026-01-18")
    assert markdown([item, bare], style) == (
        '---\ntitle: "Week 3"\ndate: 2026-01-18\npapers: 2\n---\n\n'
        "# Week 3\n\n"
        f"- [{TITLES[0]}](https://arxiv.org/abs/2301.00001)  \n"
        "  Ada L. One, Bo Two · 2023-01-02 · mine, vision · ▲7 · [code](https://github.com/a/b) · ★\n"
        "\n  Note: Read  \n  it\n\n  again\n"
        "\n  > First paragraph.\n  >\n  > Second.\n"
        f"- [{TITLES[1]}]({page_address(bare.paper)[0]}) (search)\n"
    )


def test_grouped_by_tag() -> None:
    """Each paper stands once, under its first tag or topic, those without any last."""
    items = [
        Item(paper(TITLES[0]), topics=("vision", "video")),
        Item(paper(TITLES[1])),
        Item(paper(TITLES[2]), Mark(tags=("mine",)), ("vision",)),
    ]
    text = markdown(items, Style(grouped=True))
    assert [line for line in text.split("\n") if line.startswith("## ")] == ["## mine", "## vision", "## Other"]
    assert text.count("\n- ") == 3


def test_an_address_that_looks_like_a_reference_stays() -> None:
    """What Markdown would take for a named character in an address is not."""
    address = "https://a.example/?a=1&amp;copy=2&lt;&b=3"
    ((_, found),) = read_back(markdown([Item(paper("A Title", links=Links(abs=address)))]), "commonmark")
    assert found == address


def test_an_unsafe_address_is_no_link() -> None:
    """Only web addresses become links."""
    item = Item(replace(paper("A Title"), links=Links(abs="javascript:alert(1)", code="file:///etc/passwd")))
    assert "](" not in markdown([item])


def test_an_empty_list_says_so() -> None:
    """A list without papers is a heading and a word."""
    assert markdown([]) == "# Reading list\n\nNo papers.\n"
    assert escape("plain: a-b (c)") == "plain: a-b (c)"


def test_a_summary_is_called_so() -> None:
    """Where nobody told the abstract, the summary stands in its place, under its own name."""
    told = Item(paper("A Lamp", summary="It shines."))
    assert "\n  > Summary: It shines." in markdown([told], Style(abstracts=True))
    assert "Summary" not in markdown([Item(paper("A Lamp", "It shines."))], Style(abstracts=True))


def test_a_note_is_markdown_as_it_was_written() -> None:
    """Its signs stay; a tag of HTML in it is text."""
    item = Item(paper("A Lamp"), Mark(note="See **section 3** and `x_i`.\n<script>"))
    assert "Note: See **section 3** and `x_i`.  \n  \\<script>" in markdown([item])
