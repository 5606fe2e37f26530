"""TeX on screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.tex import readable


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain -- text", "plain -- text"),
        (r"$O(n^2)$ time", "O(n²) time"),
        ("costs $5 and $10", "costs $5 and $10"),
        (r"$e^{-x^2}$", r"$e^{-x^2}$"),
        ("$x_i^2$", "xᵢ²"),
        (r"\textsc{Ofa} and \model", r"Ofa and \model"),
        ("i.e~normalized, so~-- that", "i.e normalized, so -- that"),
        (r"\'Ecole \v{c} na\"{i}ve", "École č naïve"),
        (r"$\frac{a}{b+1}$", "a/(b+1)"),
        (r"$\mathbb{R}^n$ and $\mathbb{XY}$", r"ℝⁿ and $\mathbb{XY}$"),
        (r"$\alpha \leq \log n$", "α ≤ log n"),
        (r"50\% of R\&D", "50% of R&D"),
        (r"$\sqrt{d}$ $\sqrt{d+1}$", "√d √(d+1)"),
        (r"\textbf{\emph{deep}}", "deep"),
        ("x^2 outside", "x^2 outside"),
        ("$", "$"),
        ("\\", "\\"),
    ],
)
def test_shown_as_unicode_where_that_is_safe(written: str, shown: str) -> None:
    """What has a sure form is shown in it; the rest stays as written."""
    assert readable(written) == shown


@given(st.text(alphabet="ab12 \\${}^_~'\"`alphfrcsqt", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    """Any mixture of TeX's signs comes back as some text without new control characters."""
    assert all(letter.isprintable() for letter in readable(text))
