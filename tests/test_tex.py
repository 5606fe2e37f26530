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
        (r"$\frac{ab}{c}$ and $\dfrac{a b}{2}$", "ab/c and (a b)/2"),
        (r"$\sqrt{ab}$", "√ab"),
        (r"$x^{ab}$, $x^{n-1}$, $x_{ij}$, $x^2_3$", "$x^{ab}$, xⁿ⁻¹, xᵢⱼ, x²₃"),
        (r"\'{e} \'e \c{c} \~n \v{S} \^o \`a", "é é ç ñ Š ô à"),
        (r"$\mathcal{L}$ and $\mathcal{LZ}$ and \mathcal{L}", r"ℒ and $\mathcal{LZ}$ and ℒ"),
        (r"$a\,b\;c\!d\:e\ f$", "a b c d e f"),
        (r"\textbf{\textit{\emph{\textsc{a}}}}", "a"),
        (r"a \_ \{ \} \# \$ \&", "a _ { } # $ &"),
        (r"$\unknown{a}$ \LaTeX \alphabeta \alpha\beta", r"$\unknown{a}$ \LaTeX \alphabeta αβ"),
        ("a~b ~c d~", "a b ~c d~"),
        ("$a$ and $b$, $5 or $6", "a and b, $5 or $6"),
        (r"$\argmax_x \log x$", "argmaxₓ log x"),
        ("^2 _{a}", "^2 _{a}"),
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
