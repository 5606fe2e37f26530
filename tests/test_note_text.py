"""Notes as HTML: what Markdown says, and nothing that runs or is fetched."""

from __future__ import annotations

import lxml.html
import orgparse
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.exports.note_org import note_org
from feedtui.exports.note_text import note_html
from feedtui.papers.links import is_web
from lanterns import HOSTILE

ALLOWED = {*"p br strong em s code pre a ul ol li blockquote hr h3 h4 h5 h6".split()}
PIECES = ["*", "**", "_", "`", "~~", "[", "](", ")", "![", "<", ">", "<img src=x onerror=alert(1)>", "&lt;", "&#x3c;"]
PIECES += ["javascript:alert(1)", "data:text/html,x", "https://a.b/c", "http://a:b@c/", "\n", "\n\n", "- ", "1. ", "> "]
PIECES += ["# ", "```", "    ", "---", "[a]: https://a.b", "[a]", "* COMMENT x", "#+begin_src sh", "{{{x}}}", "a", "\\"]
NOTES = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=25).map("".join)


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>"),
        ("one\ntwo", "<p>one<br />\ntwo</p>"),
        ("# Title\n#### Deep", "<h3>Title</h3>\n<h6>Deep</h6>"),
        ("- a\n- `b<`", "<ul>\n<li>a</li>\n<li><code>b&lt;</code></li>\n</ul>"),
        ("[a *b*](https://a.b/?c&d)", '<p><a href="https://a.b/?c&amp;d">a <em>b</em></a></p>'),
        ("see https://a.b/c_d_e.", '<p>see <a href="https://a.b/c_d_e">https://a.b/c_d_e</a>.</p>'),
        ("![a](https://a.b/c.png)", '<p><a href="https://a.b/c.png">a</a></p>'),
        ("[https://c.d](https://a.b)", '<p><a href="https://a.b">https://c.d</a></p>'),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](https://me@a.b)", "<p>[a](<a href"),
        ("<b>a</b> <!-- c -->", "<p>&lt;b&gt;a&lt;/b&gt; &lt;!-- c --&gt;</p>"),
        ("[1]: https://a.b", '<p>[1]: <a href="https://a.b">https://a.b</a></p>'),
    ],
)
def test_markdown_is_shown(note: str, shown: str) -> None:
    """Emphasis, lines, headings below the paper's, lists, code, links; pictures are links, HTML is text."""
    if "me@" in note:
        assert "href" not in note_html(note)
    else:
        assert note_html(note) == shown


@settings(max_examples=200)
@given(NOTES)
def test_no_note_is_more_than_text(note: str) -> None:
    """In HTML there are no other elements and attributes, and no links but to http and https; in Org no headlines."""
    for element in lxml.html.fragment_fromstring(note_html(note), create_parent="div").iterdescendants():
        assert element.tag in ALLOWED
        for name, value in element.attrib.items():
            allowed = {"a": "href", "ol": "start", "code": "class"}.get(str(element.tag))
            assert name == allowed
            assert name != "href" or is_web(value)
    text = note_org(note)
    assert orgparse.loads(f"* A paper\n{text}\n").children[0].children == []
    assert all(not line.startswith("#+") or line.split("_")[0] in ("#+begin", "#+end") for line in text.split("\n"))


@pytest.mark.parametrize("note", ["**a" * 20_000, "~~a" * 20_000, "[" * 30_000, "*x _y " * 3_000 + "z" + "_*" * 3_000])
def test_hostile_notes_take_no_minutes(note: str) -> None:
    """Signs that never end and nesting without end are text after a moment."""
    assert note_html(note)
    assert note_org(note)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_text(text: str) -> None:
    """Whatever breaks other writers is shown."""
    assert "<script" not in note_html(text)
    assert note_org(text)
