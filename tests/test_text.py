"""The cleaning door."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.text import BLOCK_LIMIT, LINE_LIMIT, clean_block, clean_line, folded, harmless


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  a \t b\n c ", "a b c"),
        ("V&amp;L &lt;b&gt; R&D &amp;amp; AT&T;", "V&L <b> R&D & AT&T;"),
        ("&#27;]52;c;x&#7;", "]52;c;x"),
        ("a\x1b[2Jb\x9b1mc\x00\x7f", "a[2Jb1mc"),
        ("\u202eevil\u202c zero\u200bwidth \ufeffmark", "evil zerowidth mark"),
        ("&\u200blt;b", "<b"),
        ("no\u00a0break", "no break"),
        ("👩\u200d💻 b\u200dc", "👩\u200d💻 bc"),
        ("👩\u200d x", "👩 x"),
        ("e" + "\u0301" * 20, "e" + "\u0301" * 4),
        ("\u0301start", "start"),
        (" \u0301start", "start"),
        ("e" + "\u200b\u0301\x1b" * 20, "e" + "\u0301" * 4),
        ("e" + "\u20dd" * 20 + "\ufe0f" * 20, "e" + "\u20dd" * 4),
        ("👩\u200d" * 2000, "👩\u200d" * 999 + "👩"),
        ("x" * 5000, "x" * 2000),
    ],
)
def test_one_line(dirty: str, clean: str) -> None:
    """Entities are decoded first, then everything that cannot be shown is gone."""
    assert clean_line(dirty) == clean


def test_paragraphs_stay() -> None:
    """A blank line, or arXiv's break and two spaces, parts paragraphs; other breaks are wrapping."""
    assert clean_block("one\ntwo\n\nthree\r\n  four\n five") == "one two\n\nthree\n\nfour five"


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("a\r\rb\rc", "a\n\nb c"),
        ("one\n \t\n  two\n  three\n", "one\n\ntwo\n\nthree"),
        ("&lt;p\n\n\u200b\n\nx", "<p\n\nx"),
        ("&#10;&#10;a&#10;&#10;b", "a\n\nb"),
        ("x" * 60_000, "x" * BLOCK_LIMIT),
    ],
)
def test_where_paragraphs_end(text: str, paragraphs: str) -> None:
    """Line ends of any system, encoded ones too; an empty paragraph is none, and there is a longest text."""
    assert clean_block(text) == paragraphs


def test_what_is_cut_has_no_loose_end() -> None:
    """Neither a space nor half of what was joined is left behind the last letter."""
    assert clean_line("a b", 2) == "a"
    assert clean_block("ab\n\ncd", 4) == "ab"
    assert clean_line("👩\u200d💻", 2) == "👩"
    assert clean_block("👩\u200d💻", 2) == "👩"
    assert clean_line("&lt;" * 3000) == "<" * LINE_LIMIT


def test_a_text_may_be_encoded_a_few_times() -> None:
    """As feeds do that encode what was encoded."""
    assert clean_line("R&" + "amp;" * 7 + "lt;D") == "R<D"
    assert clean_block("R&" + "amp;" * 3 + "lt;D") == "R<D"


@pytest.mark.parametrize("clean", [clean_line, clean_block])
@pytest.mark.parametrize("text", ["&" * 20_000 + "\u200b" + "#8203;" * 20_000, "&" + "amp;" * 40_000])
def test_what_is_encoded_over_and_over_takes_no_time(clean: Callable[[str], str], text: str) -> None:
    """A text may be encoded a few times; one that is so a thousand times over is neither an error nor a long wait."""
    begun = time.process_time()
    assert clean(clean(text)) == clean(text)
    assert time.process_time() - begun < 3


def test_what_is_shown_as_it_is() -> None:
    """A path or an error keeps all but what acts."""
    assert harmless("a &lt;b\x1b[2J\u202e\ud800 c") == "a &lt;b[2J c"


_PIECES = st.sampled_from(
    ["&", "amp;", "lt;", "#27;", "#8203;", "l", ";", *"\u200b\u0301\u20dd\ufe0f\u200d👩\x1b\x1f\n", "  "]
)


@given(st.text() | st.lists(_PIECES | st.text(max_size=2)).map("".join))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is, and is printable."""
    line, block = clean_line(text), clean_block(text)
    assert clean_line(line) == line
    assert clean_block(block) == block
    assert all(letter.isprintable() or letter == "\u200d" for letter in line)


def test_folding() -> None:
    """Case, accents and ligatures do not matter in a comparison."""
    assert folded("Écolé ﬁne STRASSE") == folded("ecole fine straße")
