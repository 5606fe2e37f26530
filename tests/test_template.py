"""Exports by templates, those that feedtui brings and a reader's own."""

from __future__ import annotations

import csv
import html
import io
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from feedtui.exports.bibtex import bibtex
from feedtui.exports.citation import apa
from feedtui.exports.latex import latex
from feedtui.exports.template import TemplateError, rendered, shipped
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Mark
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern
from recorded import recorded
from samples import TITLES, paper

ROOT = Path(__file__).parents[1]

MARKDOWN = MarkdownIt("commonmark")


def one(text: str, item: Item) -> str:
    """Return what a template makes of one paper."""
    return rendered("{% set paper = papers[0] %}" + text, [item], "Lamps & more", "2026-11-25")


def links(text: str) -> list[tuple[str, str]]:
    """Return the text and the address of each link in Markdown."""
    found = []
    for token in MARKDOWN.parse(text):
        children = token.children or []
        for at, child in enumerate(children):
            if child.type == "link_open":
                end = next(place for place in range(at, len(children)) if children[place].type == "link_close")
                text = "".join(part.content for part in children[at + 1 : end])
                found.append((text, str(child.attrs["href"])))
    return found


def test_variables() -> None:
    """A template has the export's title and day, and of a paper what its JSON has and what is made ready."""
    item = Item(lantern("Lamps at Sea", upvotes=7).paper, Mark(starred="2026-01-01T00:00:00Z", note="See"), ("vision",))
    assert one("{{ title }} {{ date }} {{ papers|length }}", item) == "Lamps & more 2026-11-25 1"
    assert one(
        "{{ paper.id }} {{ paper.links.pdf }} {{ paper.starred }} {{ paper.note }} {{ paper.listed }}", item
    ) == ("arxiv:2604.01234 https://arxiv.org/pdf/2604.01234 True See ")
    assert one("{{ paper.authors_short }} {{ paper.year }} {{ paper.key }} {{ paper.topic }}", item) == (
        "Lamp & van Lampen 2026 lamp2026lampssea vision"
    )
    assert one("{{ paper.citation }}", item) == apa(item.paper)
    assert one("{{ paper.bibtex }}", item) == "".join(bibtex([item]))
    assert links(one("{{ paper.markdown_citation }}", item)) == [(page_address(item.paper)[0],) * 2]
    assert links(one("{{ paper.markdown_link }}", item)) == [("Lamps at Sea", page_address(item.paper)[0])]


def test_a_citation_without_an_address_is_text() -> None:
    """Its signs are to the letter; an address is a link that its own brackets do not end."""
    assert one("{{ paper.markdown_citation }}", Item(paper("A *b*"))) == "A \\*b\\*. (n.d.)."
    assert one("{{ paper.markdown_citation }}", Item(paper("A *b*", id="url:https://a.b/(c)"))) == (
        "A \\*b\\*. (n.d.). [https\\://a.b/(c)](https://a.b/%28c%29)"
    )


def test_values_in_yaml_and_csv() -> None:
    """Numbers and what is unknown stay; in a list all is text; cells are quoted where they have to be."""
    item = Item(paper("A"))
    values = "{{ [none, 'a', 2]|yaml }} {{ (1, 'b')|yaml }} {{ []|yaml }} {{ 2.5|yaml }} {{ none|yaml }}"
    assert one(values, item) == '["", "a", "2"] ["1", "b"] [] 2.5 null'
    assert one("{{ 'a,b'|csv }} {{ 'a\"b'|csv }} {{ '=1'|csv }} {{ 'a'|csv }}", item) == '"a,b" "a""b" \'=1 a'
    assert one("{{ '[[x]] https://a.b'|org }}", item).replace("\u200b", "") == "[[x]] https://a.b"


def test_short_lists_of_authors() -> None:
    """One name, two, or the first of more."""
    names = ("Ada Lamp", "Ludo van Lampen", "Moon Team")
    shown = [one("{{ paper.authors_short }}", Item(paper("A", authors=names[:count]))) for count in range(4)]
    assert shown == ["", "Lamp", "Lamp & van Lampen", "Lamp et al."]


def test_keys_are_those_of_the_bibtex_export() -> None:
    """Papers that would have the same key have the keys of the export."""
    items = [lantern(id=f"arxiv:2604.{at:05}") for at in range(3)]
    keys = rendered("{% for paper in papers %}{{ paper.key }}\n{% endfor %}", items, "", "").split()
    assert keys == re.findall(r"@misc\{(.*),", "".join(bibtex(items)))
    assert len(set(keys)) == 3


@pytest.mark.parametrize("title", [*HOSTILE, "*a* [b](c) <d> & _e_", "'=1+1", "# a", '"quoted"\\'])
def test_filters_write_to_the_letter(title: str) -> None:
    """What a filter writes reads back as it was, by a reader of the format."""
    item = Item(paper(title))
    (token,) = [token for token in MARKDOWN.parse(one("{{ paper.title|md }}", item)) if token.children]
    assert "".join(child.content for child in token.children or []) == title
    assert yaml.safe_load(one("a: {{ paper.title|yaml }}", item)) == {"a": title}
    assert yaml.safe_load(one("a: {{ [paper.title, paper.title]|yaml }}", item)) == {"a": [title, title]}
    for name in ("html", "e"):
        assert html.unescape(one(f"{{{{ paper.title|{name} }}}}", item)) == title
        assert not re.search("[<>\"']", one(f"{{{{ paper.title|{name} }}}}", item))
    ((cell, last),) = csv.reader(io.StringIO(one("{{ paper.title|csv }},x", item)))
    assert (cell.removeprefix("'"), last) == (title, "x")
    assert one("{{ paper.title|org }}", item).replace("\u200b", "").replace(r"\dollar{}", "$") == title
    assert one("{{ paper.title|tex }}", item) == latex(title)


def test_filters_of_several_lines_and_of_nothing() -> None:
    """Each line of a note is escaped; what is unknown is nothing, and null in YAML."""
    item = Item(paper("A", "We.\n\n* And"), Mark(note="# a\n- b"))
    assert one("{{ paper.note|md }}", item) == "\\# a\n\\- b"
    assert one("{{ paper.note|md|indent(2) }}", item) == "\\# a\n  \\- b"
    assert one("{{ paper.abstract|quote }}", item) == "> We.\n>\n> \\* And"
    assert one("{{ paper.published|md }}{{ paper.published }}{{ paper.published|csv }}", item) == ""
    assert (
        one("{{ paper.published|yaml }} {{ paper.comments|yaml }} {{ 3|yaml }} {{ true|yaml }}", item)
        == "null null 3 true"
    )


def test_the_best_come_first() -> None:
    """Papers are in the order of their upvotes, those without any last, in their own order."""
    items = [Item(paper(title, upvotes=votes)) for title, votes in zip("abcd", (None, 1, 5, None), strict=True)]
    assert rendered("{{ papers|best|map(attribute='title')|join(' ') }}", items, "", "") == "c b a d"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\n{{ titel }}", "Line 2: 'titel' is undefined."),
        (
            "\n\n{% for paper in papers %}\n{{ paper.titel }}\n{% endfor %}",
            "Line 4: 'dict object' has no attribute 'titel'.",
        ),
        ("{% for paper in papers %}\n{{ paper.title", "Line 2: "),
        ("{{ title|nope }}", "Line 1: No filter named 'nope'."),
        ("\n{% fro a in b %}", "Line 2: Encountered unknown tag 'fro'."),
        ("{{ 1 / 0 }}", "Line 1: division by zero."),
        ("{% macro m() %}\n{{ nope }}\n{% endmacro %}\n{{ m() }}", "Line 2: 'nope' is undefined."),
        ("{% include 'other' %}", "Line 1: a template stands alone, without include, import and extends."),
        ("{{ papers|sort(attribute='upvotes')|length }}", "Line 1: '<' not supported"),
    ],
)
def test_what_is_wrong_is_said(text: str, sentence: str) -> None:
    """An error names the line and what is wrong there, in one sentence."""
    with pytest.raises(TemplateError) as raised:
        rendered(text, [Item(paper(TITLES[0])), Item(paper(TITLES[1], upvotes=1))], "", "")
    assert str(raised.value).startswith(sentence)
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)


def test_what_has_no_line_or_no_words_is_said_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Brackets in brackets without an end are wrong as a whole; an error without a message has its name."""
    with pytest.raises(TemplateError, match=r"^The template: maximum recursion depth exceeded.*\.$"):
        rendered("{{ " + "(" * 20_000, (), "", "")

    def failing(*_: object, **__: object) -> str:
        raise MemoryError

    monkeypatch.setattr("feedtui.exports.org_text.block", failing)
    with pytest.raises(TemplateError, match=r"^Line 2: MemoryError\.$"):
        rendered("\n{{ 'a'|org }}", (), "", "")


PIECES = (*"{%}# ab|()'\n-", "{{ ", " }}", "{% ", " %}", "for ", "in ", "papers", "endfor", "if ", "set ", "a")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_is_a_template_or_is_refused(text: str) -> None:
    """Whatever a template holds, nothing but a sentence comes of it."""
    try:
        told = rendered(text, (), "", "")
    except TemplateError as error:
        told = str(error)
    assert isinstance(told, str)


def test_the_bibliography() -> None:
    """A paper has its citation, abstract and note, each to the letter."""
    first = lantern("Lamps at Sea", "We *do*.\n\nAnd so on.")
    items = [replace(first, mark=Mark(note="* See")), Item(paper("Lamps", summary="A lamp.")), Item(paper("Bare"))]
    assert rendered(shipped()["annotated-bibliography.md"], items, "My *lamps*", "2026-11-25") == (
        "# My \\*lamps\\*\n\n"
        "Lamp, A. L., \\& van Lampen, L. (2026). Lamps at Sea (arXiv:2604.01234). arXiv. "
        "[https\\://arxiv.org/abs/2604.01234](https://arxiv.org/abs/2604.01234)\n\n"
        "> We \\*do\\*.\n>\n> And so on.\n\n\\* See\n\n"
        "Lamps. (n.d.).\n\n> A lamp.\n\nBare. (n.d.).\n"
    )


def test_the_digest() -> None:
    """Papers stand under their first topic, the best first, those without one at the end."""
    items = [
        Item(paper("Good", upvotes=3, authors=("Ada Lamp",), published="2026-04-01"), topics=("vision", "robots")),
        Item(paper("Better", upvotes=30), Mark(starred="2026-01-01T00:00:00Z", note="a\nb"), ("vision",)),
        Item(paper("Lost")),
        Item(paper("Walking"), topics=("robots",)),
    ]
    text = rendered(shipped()["weekly.md"], items, "Week 48", "2026-11-25")
    lines = [re.sub(r"\]\(.*?\)", "]", line) for line in text.split("\n") if line]
    assert lines == [
        "# Week 48",
        "2026-11-25: 4 papers",
        "## robots",
        "- [Walking]",
        "## vision",
        "- [Better] ▲30 ★",
        "  a",
        "  b",
        "- [Good] ▲3",
        "  Lamp, 2026",
        "## Other",
        "- [Lost]",
    ]


@pytest.mark.parametrize("name", ["annotated-bibliography.md", "weekly.md"])
def test_shipped_templates_of_nothing(name: str) -> None:
    """Without papers, a template makes its title at least; an odd title is to the letter."""
    text = rendered(shipped()[name], (), "[Lamps]", "2026-11-25")
    assert text.startswith("# \\[Lamps\\]\n")
    assert "{" not in text


@given(st.lists(st.text(st.sampled_from(SIGNS), min_size=1, max_size=20).map(clean_line).filter(bool), min_size=1))
def test_links_of_the_digest_read_back(titles: list[str]) -> None:
    """Whatever titles hold, their links read back."""
    items = [Item(paper(title, id=f"arxiv:2604.{at:05}")) for at, title in enumerate(titles)]
    found = links(rendered(shipped()["weekly.md"], items, "", ""))
    assert [address for _, address in found] == [page_address(item.paper)[0] for item in items]


def test_recorded_papers_read_back() -> None:
    """The links of all recorded papers read back from the digest."""
    items = [Item(told) for told in recorded()]
    found = links(rendered(shipped()["weekly.md"], items, "Week 48", "2026-11-25"))
    told = ((item.paper.title, page_address(item.paper)[0]) for item in items)
    assert {(title, unquote(address)) for title, address in found} == {(title, unquote(url)) for title, url in told}
    assert len(found) == len(items)


def test_yaml_is_readable() -> None:
    """Letters beyond ASCII are written as they are."""
    assert one("{{ paper.title|yaml }}", lantern("Núñez 深")) == '"Núñez 深"'
