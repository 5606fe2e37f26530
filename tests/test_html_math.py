"""Formulas of web pages."""

from __future__ import annotations

import pytest

from feedtui.sources.html_math import script
from feedtui.sources.html_text import text_of


@pytest.mark.parametrize(
    ("mathml", "text"),
    [
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mi>y</mi>", "x² = y"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow><mi>b</mi></mfrac>", "(a+1)/b"),
        ("<msqrt><mi>d</mi><mo>-</mo><mn>1</mn></msqrt>", "√(d-1)"),
        ("<mroot><mi>y</mi><mn>3</mn></mroot>", "³√y"),
        ("<msubsup><mi>T</mi><mi>i</mi><mn>2</mn></msubsup>", "Tᵢ²"),
        ("<mover><mi>x</mi><mo>^</mo></mover><mo>&InvisibleTimes;</mo><mi>y</mi>", "x̂y"),
        ("<mi>p</mi><mo>&lt;</mo><mn>0.05</mn>", "p < 0.05"),
        ("<mfenced><mi>a</mi><mi>b</mi></mfenced><mspace width='1em'/><mtext>for all</mtext>", "(a, b) for all"),
        ("<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd/></mtr></mtable>", "1, 2;"),
    ],
)
def test_mathml_without_tex(mathml: str, text: str) -> None:
    """A formula is one line of Unicode, whatever prefix its elements have."""
    prefixed = mathml.replace("</", "</mml:").replace("<m", "<mml:m")
    assert text_of(f"<math>{mathml}</math>") == text_of(f"<mml:math>{prefixed}</mml:math>") == text


@pytest.mark.parametrize(
    "tex",
    ["x_1^2", "$$x_1^2$$", "{\\displaystyle x_1^2}", "\\documentclass{a}\n\\begin{document}$x_1^2$\\end{document}"],
)
def test_tex_goes_first(tex: str) -> None:
    """Where a formula tells its TeX, that is shown, without what stands around it."""
    annotation = f'<annotation encoding="application/x-tex">{tex}</annotation>'
    html = f"<p>so <math><semantics><mrow><mi>?</mi></mrow>{annotation}</semantics></math> is</p>"
    assert text_of(html) == "so $x_1^2$ is"


def test_a_formula_that_never_ends() -> None:
    """A formula ends with its paragraph, and the text behind it is read."""
    assert text_of("<p>a <math><mi>x</mi></p><p>b <i>c</i></p>") == "a x\n\nb c"


@pytest.mark.parametrize(
    ("mark", "body", "shown"),
    [
        ("^", "2", "²"),
        ("_", "max", "ₘₐₓ"),
        ("^", "T", "^T"),
        ("_", "a b", "_{a b}"),
        ("^", "−1", "⁻¹"),
        ("^", "†", "†"),
    ],
)
def test_scripts(mark: str, body: str, shown: str) -> None:
    """A piece is raised whole or written as TeX has it."""
    assert script(mark, body) == shown
