"""Full texts of arXiv's pages and of Markdown as paragraphs and headings."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import TUESDAY
from feedtui.sources.found import Unreadable
from feedtui.sources.full_text import from_html, from_markdown
from standin.arxiv_papers import html
from standin.world import World

LONG = "Lanterns that float are counted here, one after the other, until the night ends. " * 12
PIECES = st.sampled_from(["<h2>", "</h2>", "<p>", "</p>", "<article>", "</article>", "# ", "```\n", "\n\n", "<", "&lt;",
                          "<script>", "<math>", "x", LONG])  # fmt: skip


def test_a_page_of_latexml_is_headings_and_paragraphs() -> None:
    """The frame of the page is left out, formulas are read, references stay."""
    paper = next(iter(World(1, TUESDAY).papers.values()))
    parts = from_html(html(paper).encode()).split("\n\n")
    headings = [part for part in parts if part.startswith("#")]
    assert headings[0] == f"# {paper.text.title}"
    assert headings[1:] == ["## Abstract", "## 1 Introduction", "## 2 Method", "## 3 Results", "## References"]
    whole = "\n".join(parts)
    assert "Here $x^{2}$ is small." in whole
    assert "Figure: what was seen." in whole
    assert "A. Writer. What came before." in whole
    assert "counted¹: See the list." in whole
    assert "• What floats." in whole
    assert "• 2. What sinks." in whole
    assert "Made by LaTeXML" not in whole
    assert "color" not in whole
    assert "</" not in whole


def test_a_section_of_any_length_is_read_whole() -> None:
    """Its last paragraph is there, and none is read twice."""
    page = "<h1>Long</h1>" + "".join(f"<p>Paragraph {at}. {LONG}</p>" for at in range(800))
    parts = from_html(page.encode()).split("\n\n")
    assert [part.split(".")[0] for part in parts[1:]] == [f"Paragraph {at}" for at in range(800)]


def test_markdown_keeps_its_headings_and_lists() -> None:
    """Wrapped lines are one paragraph; a comment in code is no heading; pictures are left out."""
    code = "```\n# not a heading\n```"
    text = f"# Title\n\nOne line\nand another.\n\n![a](b.png)\n- first\n- second\n\n{code}\n\n## 2 Way\n{LONG}"
    parts = from_markdown(text.encode()).split("\n\n")
    assert parts[:5] == ["# Title", "One line and another.", "- first", "- second", "\\# not a heading"]
    assert parts[5] == "## 2 Way"
    assert parts[6].startswith("Lanterns")


@pytest.mark.parametrize("read", [from_html, from_markdown])
def test_a_notice_is_no_full_text(read: type[str]) -> None:
    """A page that says that there is none is told from one that has one."""
    with pytest.raises(Unreadable):
        read(b"<html><h1>No HTML for this paper</h1><p>Sorry.</p></html>")


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_nothing_breaks_it(text: str) -> None:
    """Whatever comes is text without control characters, or Unreadable."""
    for read in (from_html, from_markdown):
        try:
            found = read(text.encode())
        except Unreadable:
            continue
        assert all(letter.isprintable() or letter == "\n" for letter in found)
