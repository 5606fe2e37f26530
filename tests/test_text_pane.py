"""The lines of a long text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from feedtui.widgets.text_pane import Paragraph, lines_of, paragraphs_of

WORDS = st.text(st.sampled_from("ab é漢字\u0301- "), max_size=200).map(lambda text: " ".join(text.split()))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS.filter(bool), max_size=4), st.integers(2, 30))
def test_no_line_is_too_wide_and_no_letter_is_lost(texts: list[str], width: int) -> None:
    """Lines break at spaces, and know where in their paragraph they begin."""
    lines = lines_of([Paragraph(text) for text in texts], width)
    assert all(cell_len(line.text) <= width for line in lines)
    assert all(texts[line.paragraph][line.start :].startswith(line.text) for line in lines)
    for at, text in enumerate(texts):
        own = "".join(line.text for line in lines if line.paragraph == at)
        assert own.replace(" ", "") == text.replace(" ", "")


def test_words_stay_whole_where_they_fit() -> None:
    """Only one that is longer than a line is broken."""
    lines = [line.text for line in lines_of([Paragraph("one two three fourteen-letters")], 9)]
    assert lines == ["one two", "three", "fourteen-", "letters"]


def test_headings_and_formulas_are_read() -> None:
    """A backslash keeps a paragraph from being a heading, and is not shown."""
    kept = "# Title\n\n\\# no heading\n\n### $x^{2}$ here"
    assert paragraphs_of(kept) == [Paragraph("Title", 1), Paragraph("# no heading"), Paragraph("x² here", 3)]
