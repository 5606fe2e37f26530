"""Text as LaTeX."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.latex import is_balanced, latex, latex_title
from lanterns import HOSTILE, SIGNS, typeset


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_set_to_the_letter(text: str) -> None:
    """No sign of a text is taken for TeX."""
    assert typeset(latex(text)) == text
    assert typeset(latex_title(text)) == text


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("A BERT-based U-Net for GPT-4 in 3D", "A {BERT-based} {U-Net} for {GPT-4} in {3D}"),
        ("Self-Supervised Learning of LLMs, by McLamp", "Self-Supervised Learning of {LLMs}, by {McLamp}"),
        ("Vitamin C, and What I Think of R", "Vitamin {C}, and What {I} Think of {R}"),
        ("FOUR WORDS IN CAPITALS", "FOUR WORDS IN CAPITALS"),
        ("THREE GREAT LLMS", "{THREE} {GREAT} {LLMS}"),
        ("NINE WORDS ARE ALL IN CAPITALS HERE AND SHOUTED", "NINE WORDS ARE ALL IN CAPITALS HERE AND SHOUTED"),
        ("R&D in $O(n^2)$ and $x_i$", r"{R\&D} in {$O(n^2)$} and $x_i$"),
    ],
)
def test_capitals_that_have_to_stay(title: str, written: str) -> None:
    """Acronyms and formulas are protected, and not the whole title."""
    assert latex_title(title) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"the \emph{old_er} $\frac{a}{b}$ of \'Ecole", r"the \emph{old\_er} $\frac{a}{b}$ of \'Ecole"),
        (r"{\it Foo & bar} {\ss} \v{c} \"{\i}", r"{\it Foo \& bar} {\ss} \v{c} \"{\i}"),
        (r"50\% of R\&D", r"50\% of R\&D"),
        ("i.e.~normal, Section~3, 3~5", r"i.e.~normal, Section~3, 3\textasciitilde{}5"),
        (r"\model{x}", r"\textbackslash{}model\textbraceleft{}x\textbraceright{}"),
        ("$a}{b$", r"\$a\textbraceright{}\textbraceleft{}b\$"),
        ("$50% a$", r"\$50\% a\$"),
        (r"\textbf{open", r"\textbackslash{}textbf\textbraceleft{}open"),
        ("costs $5 and $10", r"costs \$5 and \$10"),
    ],
)
def test_tex_stays_where_it_is_sure(text: str, written: str) -> None:
    """Formulas, accents and styles are kept; what is not balanced or not known is text."""
    assert latex(text) == written


@pytest.mark.parametrize(
    "text",
    [
        r"$\input{/etc/passwd}$",
        r"$x \write18{rm -r .}$",
        r"$\csname input\endcsname x$",
        r"$^^5cinput{x}$",
        r"$\text{\input x}$",
        r"\emph{\input x}",
        r"{\it \input{x}}",
        r"\textbf{$\def\x{\x}\x$}",
    ],
)
def test_no_feed_commands_latex(text: str) -> None:
    """A formula or a style with a command that might read, write or loop is text."""
    for written in (latex(text), latex_title(text)):
        assert not re.search(r"\\(?:input|write|csname|def|x)|\^\^", written)


@given(st.text(st.sampled_from(SIGNS), max_size=40))
def test_braces_are_always_balanced(text: str) -> None:
    """Whatever a text holds, it ends no field of BibTeX."""
    assert is_balanced(latex(text))
    assert is_balanced(latex_title(text))
    assert latex(latex_title("plain words")) == "plain words"


@given(st.text(st.sampled_from([sign for sign in SIGNS if sign not in "\\$~-'`"]), max_size=40))
def test_text_without_tex_is_set_to_the_letter(text: str) -> None:
    """Signs come back through an independent reader."""
    text = " ".join(text.split())
    assert typeset(latex(text)) == typeset(latex_title(text)) == text


def test_long_hostile_text_takes_no_time() -> None:
    """The search for TeX is short on text that is nothing but its beginnings."""
    for piece in ("\\textbf{", "{\\it ", "$a ", "\\emph{{a}", "A-", "\\", "$"):
        assert latex_title(piece * 20_000)
