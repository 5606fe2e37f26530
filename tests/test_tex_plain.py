"""TeX of bibliographies as plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.latex import latex, latex_title
from feedtui.sources.tex_plain import plain_tex
from lanterns import HOSTILE, SIGNS


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("plain words", "plain words"),
        (r"{\v R}eh{\r u}{\v r}ek, Erd\H{o}s, G{\"a}nse, \'Ecole", "Řehůřek, Erdős, Gänse, École"),
        (r"\'{\i}d\'\i, na\"{\i}f, \c{c}a, {\c c}a, \=a, \.z, \k{a}, \u{g}, \d{h}", "ídí, naïf, ça, ça, ā, ż, ą, ğ, ḥ"),
        (r"Stra\ss e, S{\o}ren, \L{}amp, \AA{}s, M\"uller{\textquoteright}s", "Straße, Søren, Łamp, Ås, Müller’s"),
        (r"{{The {GAP} {\textendash} {L}amps}}", "The GAP – Lamps"),
        (r"\emph{a \textbf{b} c} {\it d} {\em e f} \mkbibemph{g}", "a b c d e f g"),
        (r"\enquote{a \emph{b}} ``c'' `d'", "“a b” “c” `d'"),
        ("a -- b --- c ---- d-e", "a – b — c ---- d-e"),
        (r"50\% of R\&D \#1 \_ \{x\} \$5", "50% of R&D #1 _ {x} $5"),
        (r"$x_{i}^{2}$ {$O(n)$} \(a_b\) \ensuremath{\alpha}-x", r"$x_{i}^{2}$ $O(n)$ $a_b$ $\alpha$-x"),
        ("costs $5 and {A} for $10", "costs $5 and A for $10"),
        (r"\href{https://a.example}{the page}, \url{https://b.example/~c\_d}", "the page, https://b.example/~c_d"),
        (r"\LaTeX{} and \TeX\ here\ldots now", "LaTeX and TeX here… now"),
        (r"A.~Lamp\newline Roe \\ Doe \, hy\-phen", "A. Lamp Roe   Doe   hyphen"),
        (r"Cu\textsubscript{2}O, \model{z}, \alpha", r"Cu2O, \model{z}, \alpha"),
        (r"\~{}user and \textasciitilde{}50", "~user and ~50"),
        ("a}b{c", "abc"),
        ("\\", "\\"),
    ],
)  # fmt: skip
def test_what_a_field_stands_for(written: str, text: str) -> None:
    """Accents, letters, quotes, dashes and styles are read; formulas and unknown commands stay."""
    assert plain_tex(written) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back(text: str) -> None:
    """What the export escaped is read to the letter."""
    assert plain_tex(latex(text)) == text
    assert plain_tex(latex_title(text)) == text


@given(st.text(st.sampled_from([sign for sign in SIGNS if sign not in "-'`"]), max_size=40))
def test_escaped_text_comes_back(text: str) -> None:
    """Text without TeX that is sure to be some comes back to the letter."""
    if not any(sign in text for sign in ("\\", "$", "~")):
        assert plain_tex(latex(text)) == plain_tex(latex_title(text)) == text


@given(st.text(st.sampled_from("ab1 \\{}$~^'\"`-_%cvuHiemphtextbf\ue001\U000f0000"), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    """Any mixture of TeX's signs is read, and none of the reader's own signs comes out."""
    read = plain_tex(text)
    assert not any("\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000" for letter in read) or read == text


def test_long_hostile_text_takes_no_time() -> None:
    """Text that is nothing but beginnings is read soon."""
    for piece in ("\\textbf{", "{", "$a", "\\", "\\v ", "{a}", "\\ensuremath{", "\\(", "-", "{" * 100 + "}" * 100):
        assert isinstance(plain_tex(piece * (100_000 // len(piece))), str)
