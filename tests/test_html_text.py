"""HTML as plain text."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.text import clean_block
from feedtui.sources.html_text import text_of, title_of

SECONDS = 3
"""What hostile text may take at most on a loaded machine; alone it takes a tenth of that."""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain text -- as it is\n\nwith lines", "plain text -- as it is\n\nwith lines"),
        ("<p>One.</p><p>Two\n   lines.</p>", "One.\n\nTwo lines."),
        ("<p>One<p>Two<div>Three</div>", "One\n\nTwo\n\nThree"),
        ("<ul><li>a<li><p>b</p></ul>end", "• a\n\n• b\n\nend"),
        ("<b>Aims</b>: x.<br/><b>Results</b>: y", "Aims: x.\n\nResults: y"),
        ("a sentence<br>that goes on", "a sentence that goes on"),
        ("one line<br/><br/>and another", "one line\n\nand another"),
        ("<p>kept<script>alert('<p>')</script><style>p {}</style><span hidden>no</span></p>", "kept"),
        ("<p><span style='display: none'>no</span><span class='is-hidden-xs'>yes</span></p>", "yes"),
        ("a<!-- <p>comment</p> -->b<i>c</i>", "abc"),
        ("<![CDATA[<p>inside</p>]]>", "inside"),
        ("<p>\n  <i>\n   Lampyris\n  </i>\n  , a beetle</p>", "Lampyris, a beetle"),
        ("cut short in <a href='http://x.org/a", "cut short in "),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\n\nc"),
        ("<P>LOUD<BR>TAGS</P>", "LOUD\n\nTAGS"),
        ("<a href=x title=Bob's>a link</a> it's > all", "a link it's > all"),
    ],
)
def test_markup_becomes_paragraphs(html: str, text: str) -> None:
    """Blocks part paragraphs, tags go, what a page hides stays hidden."""
    assert text_of(html) == text
    assert clean_block(text_of(html)) == clean_block(text)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("p < 0.05, x<y and y>z", "p < 0.05, x<y and y>z"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("List<String>, <unk>, </s> and <think>", "List<String>, <unk>, </s> and <think>"),
        ("the tokens <table> and <image>", "the tokens <table> and <image>"),
        ("<p>with $<a,x>=0$ and <b>bold</b></p>", "with $<a,x>=0$ and bold"),
        ("<p>the &lt;b&gt; element</p>", "the <b> element"),
        ("<p>write <code>&lt;i&gt;x&lt;/i&gt;</code></p>", "write <i>x</i>"),
        ("R&D, AT&T &nosuch;", "R&D, AT&T &nosuch;"),
    ],
)
def test_what_only_looks_like_markup_stays(html: str, text: str) -> None:
    """A bare `<`, tokens, types, formulas and code are the paper's own words."""
    assert text_of(html) == text


@pytest.mark.parametrize(
    "html",
    [
        "<p>Lamps &amp; <i>moons</i></p>",
        "&lt;p&gt;Lamps &amp;amp; &lt;i&gt;moons&lt;/i&gt;&lt;/p&gt;",
        "&amp;lt;p&amp;gt;Lamps &amp;amp;amp; moons&amp;lt;/p&amp;gt;",
        "<div>&lt;p&gt;Lamps &amp;amp; moons&lt;/p&gt;</div>",
        "<p>Lamps &#38; &lt;i&gt;moons&lt;/i&gt;</p>",
    ],
)
def test_encoded_again_reads_the_same(html: str) -> None:
    """HTML that a feed encoded once too often is HTML all the same."""
    assert text_of(html) == title_of(html) == "Lamps & moons"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("CO<sub>2</sub>, 10<sup>&minus;3</sup>, Fe<sup>3+</sup>", "CO₂, 10⁻³, Fe³⁺"),
        ("x<sub>i</sub><sup>2</sup>, strain K7<sup>T</sup>", "xᵢ², strain K7^T"),
        ("a<sub>i,j</sub> and e<sup><i>x y</i></sup>", "a_{i,j} and e^{x y}"),
        ("the 1<sup>st</sup>, 20 <sup>o</sup>C, Doe<sup>*</sup>", "the 1st, 20 °C, Doe*"),
        ('CO<span class="jp-sub">2</span> K7<span class="jp-sup"><span>T</span></span>', "CO₂ K7^T"),
        ('<img class="latex" alt="x^2" src="a.png"> and <img src="b.png" alt="a photo">', "$x^2$ and "),
    ],
)
def test_raised_and_lowered_text(html: str, text: str) -> None:
    """Scripts are Unicode where all of them has such a form, else as TeX writes them."""
    assert text_of(html) == text.strip()


def test_jats_reads_as_html_does() -> None:
    """A Crossref abstract loses its tags and the heading that says what it is, and keeps those of its sections."""
    jats = """<jats:title>Abstract</jats:title><jats:sec><jats:title>Aims</jats:title>
        <jats:p>Lamps of <jats:italic>size</jats:italic> <jats:inline-formula><jats:alternatives>
        <jats:tex-math>\\documentclass{a}\\begin{document}$$x^2$$\\end{document}</jats:tex-math>
        <mml:math><mml:mi>x</mml:mi></mml:math></jats:alternatives></jats:inline-formula>.</jats:p></jats:sec>"""
    assert text_of(jats) == "Aims\n\nLamps of size $x^2$."


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("[CLS] a < b: <unk> in List<T>", "[CLS] a < b: <unk> in List<T>"),
        ("<p><strong>On <em>Lampyris noctiluca</em></strong></p>", "On Lampyris noctiluca"),
        ("Between <s> and </s>: a study of Vec<u>", "Between <s> and </s>: a study of Vec<u>"),
        ("S<sub>2</sub> &amp;\n  <i>more</i>", "S₂ & more"),
    ],
)
def test_titles(html: str, title: str) -> None:
    """A title is one line and keeps its own angle brackets."""
    assert title_of(html) == title


@pytest.mark.parametrize(
    "piece",
    [
        *("<b>", "<div>", "<b ", '<b ="" ="', "<sub>", "<sub><sup>", "<math><msup>", "<!--", "<li>", "<p hidden>"),
        *("</b>", "<br> ", "&", "&amp;lt;", "<tex-math>", "<script>", "<b></i>", "<a ='", "\n ", "<h2>x</h2>"),
    ],
)
def test_hostile_text_is_quick(piece: str) -> None:
    """Two megabytes of anything, nested or not, cost no more than a moment."""
    hostile = piece * (2_000_000 // len(piece))
    begun = process_time()
    text_of(hostile)
    title_of(f"<p>x</p>{hostile}")
    assert process_time() - begun < SECONDS


def test_deep_text_is_kept() -> None:
    """What stands within 10,000 elements is read, and so is what follows."""
    html = "<div>" * 10_000 + "deep" + "</div>" * 10_000 + "<p>after</p>"
    assert text_of(html) == "deep\n\nafter"


PIECES = (
    "<p> </p> <i> </i> <sub> </sub> <math> <mi> </mi> <msup> </math> <br> <li> <pre> </pre> <b <a href=' > < <!-- -->"
)
ODDITIES = ["&", "&lt;", "&gt;", "&amp;", '"', " ", "x", "\n\n", "\ue000"]
SOUP = st.lists(st.sampled_from([*PIECES.split(), *ODDITIES]) | st.text())


@given(SOUP.map("".join))
def test_nothing_is_too_broken(html: str) -> None:
    """No text raises, and a title is one line."""
    text_of(html)
    assert "\n" not in title_of(html)


WORDS = st.text(st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=8)
NAMES = st.sampled_from("p div i b em strong span ul li h2 jats:p jats:italic blockquote table section".split())
TREES = st.recursive(
    WORDS, lambda inner: st.builds(lambda name, parts: (name, parts), NAMES, st.lists(inner, max_size=4)), max_leaves=20
)


def _html(tree: object) -> str:
    if isinstance(tree, tuple):
        name, parts = tree
        return f"<{name}>{' '.join(map(_html, parts))}</{name}>"
    return str(tree)


def _words(tree: object) -> list[str]:
    return [word for part in tree[1] for word in _words(part)] if isinstance(tree, tuple) else [str(tree)]


@given(TREES, st.booleans())
def test_every_word_and_no_tag_is_left(tree: object, encoded: bool) -> None:
    """All words of a page come out, in order, without any tag, also where the page was encoded."""
    html = f"<p>{_html(tree)}</p>"
    text = text_of(html.replace("<", "&lt;").replace(">", "&gt;") if encoded else html)
    assert text.replace("•", "").split() == _words(tree)
