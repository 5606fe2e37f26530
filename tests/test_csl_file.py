"""CSL-JSON of many programs."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.csl_json import csl_json
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.tex import readable
from feedtui.papers.text import clean_line
from feedtui.sources.csl_file import looks_like_csl, read_csl
from feedtui.sources.found import Carried, Unreadable
from lanterns import HOSTILE, SIGNS, lantern


def only(**item: object) -> Paper:
    """Return the one paper of an item of some facts."""
    found = read_csl(json.dumps([{"id": "k", "type": "article", "title": "On Lamps"} | item]), "csl:x")
    (paper,) = found.papers
    assert not found.skipped
    return paper


def test_an_item() -> None:
    """Title, names, date, identifiers, abstract and keywords."""
    paper = only(
        title="On <i>Lamps</i>",
        author=[
            {"family": "Lamp", "given": "Ada"},
            {"family": "Roe", "given": "Bo", "non-dropping-particle": "van", "suffix": "Jr."},
            {"family": "Doe", "given": "Cy", "dropping-particle": "de"},
            {"literal": "Lamp, Roe and Company"},
        ],
        issued={"date-parts": [["2016", 12, 30]]},
        DOI="10.1000/Lamp",
        URL="https://lamp.example/a",
        abstract="<jats:p>We write.</jats:p>",
        keyword="lamps, light; night",
    )
    assert paper.title == "On Lamps"
    assert paper.authors == ("Ada Lamp", "Bo van Roe Jr.", "Cy de Doe", "Lamp, Roe and Company")
    assert (paper.id, paper.doi, paper.published) == ("doi:10.1000/lamp", "10.1000/Lamp", "2016-12-30")
    assert (paper.links.abs, paper.abstract) == ("https://lamp.example/a", "We write.")
    assert paper.tags == ("lamps", "light", "night")


@pytest.mark.parametrize(
    ("facts", "identity"),
    [
        ({"number": "arXiv:2301.03580"}, "arxiv:2301.03580"),
        ({"note": "arXiv:2301.03580 [cs]"}, "arxiv:2301.03580"),
        ({"URL": "http://arxiv.org/abs/2301.03580v1"}, "arxiv:2301.03580"),
        ({"DOI": "10.48550/ARXIV.2301.03580"}, "arxiv:2301.03580"),
        ({"DOI": "https://doi.org/10.1000/a"}, "doi:10.1000/a"),
        ({"URL": "javascript:alert(1)"}, only().id),
        ({"URL": 3, "DOI": None, "number": {"a": 1}, "author": "Ada", "issued": [], "keyword": 1}, only().id),
    ],
)
def test_identities(facts: dict[str, object], identity: str) -> None:
    """Each program's way of saying which paper it is; what has another type than it should is passed over."""
    assert only(**facts).id == identity


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [[2016]]}, "2016"),
        ({"date-parts": [[2016, 2, 31]]}, "2016-02"),
        ({"date-parts": [[2016, 5], [2017]]}, "2016-05"),
        ({"date-parts": [[]], "raw": "2016-05-01"}, "2016-05-01"),
        ({"literal": "May 2016"}, "2016-05"),
        ("2016-05", "2016-05"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [{}]}, None),
        ({"date-parts": 2016}, None),
        (None, None),
    ],
)
def test_dates(issued: object, date: str | None) -> None:
    """A date in any of its shapes."""
    assert only(issued=issued).published == date


def test_notes() -> None:
    """A note is the reader's, without the lines that Zotero writes into it."""
    item = {
        "type": "article",
        "title": "On Lamps",
        "note": "Publisher: arXiv\narXiv:2301.03580 [cs]\nIdea: use lamps\nversion: 2",
        "annote": "Good.",
    }
    found = read_csl(json.dumps(item), "csl:x")
    assert found.carried == {"arxiv:2301.03580": Carried(note="Idea: use lamps\n\nGood.")}


def test_broken_items() -> None:
    """An item that is none hides no other, and is named with its number."""
    items = [{"title": "One Lamp"}, "two", {"id": "three"}, {"title": ["Four Lamps"], "id": 4}, None]
    found = read_csl(json.dumps({"items": items}), "csl:x")
    assert [paper.title for paper in found.papers] == ["One Lamp", "Four Lamps"]
    assert [(remark.what, remark.why) for remark in found.skipped] == [
        ("line 1, item 2", "It is no object."),
        ("line 1, item 3: three", "It has no title."),
        ("line 1, item 5", "It is no object."),
    ]


def test_a_broken_item_hides_no_other() -> None:
    """What is no JSON is named with its line and the reason, and the items before and behind it come in."""
    text = (
        '[\n{"id": "a", "title": "One Lamp"},\n{"id": "b", "title": "Two "Lamps"},\n'
        '{"id": "c",\n "title": "Three Lamps", "author": [{"family": "Roe"}]}\n{"id": "d", "title": "Four Lamps"},\n'
        '{"id": "e", "title": "Five'
    )
    found = read_csl(text, "csl:x")
    assert [paper.title for paper in found.papers] == ["One Lamp", "Three Lamps", "Four Lamps"]
    assert [(remark.what, remark.why.partition(":")[0]) for remark in found.skipped] == [
        ("line 3, item 2", "It is no JSON"),
        ("line 7, item 5", "It is no JSON"),
    ]


def test_a_file_of_broken_items_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many broken items it is said that the rest was not read."""
    monkeypatch.setattr("feedtui.sources.csl_file._MOST_BROKEN", 2)
    found = read_csl('[{"id": "a", "title": "One Lamp"}' + ',\n{"id": "b" x}' * 4 + "]", "csl:x")
    assert len(found.papers) == 1
    assert [remark.what for remark in found.skipped] == ["line 2, item 2", "line 3, item 3", "after line 3"]


@given(st.text(st.sampled_from('[]{}",:\\ \n1tuid'), max_size=60) | st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands behind an item, the item is read."""
    looks_like_csl(text)
    assert read_csl(f'[{{"id": "a", "title": "One Lamp"}},{text}', "csl:x").papers
    with suppress(Unreadable):
        read_csl(text, "csl:x")


@pytest.mark.parametrize(
    ("text", "is_csl"),
    [
        ('[{"id": "k", "type": "article", "title": "A", "issued": {"date-parts": [[2016]]}}]', True),
        ('\ufeff {"type": "book", "title": "A", "author": [{"literal": "B"}]}', True),
        ('[{"id": "k", "type": "article-journal", "title": "A"}]', True),
        ('[{"id": "k", "type": "book", "title": "A"}, {"type": "book", "issued": {"raw": "2016"}}]', True),
        ('{"type": "journal-article", "DOI": "10.1000/a", "title": ["A"]}', True),
        ('[{"id": "k", "type": "book", "title": "A"}]', False),
        ('{"items": [{"type": "webpage", "URL": "https://lamp.example"}, ', True),
        ('[{"type": "article", "title": "A", "authorships": [], "doi": "10.1000/1"}]', False),
        ('[{"paper": {"id": "2301.03580"}, "title": "A"}]', False),
        ('{"version": "https://jsonfeed.org/version/1", "items": [{"id": "1"}]}', False),
        ('[{"type": {"a": 1}, "DOI": "x"}]', False),
        ('[{"type": "article", "DOI": ', False),
        ("[" * 100_000, False),
        ("[]", False),
        ("", False),
    ],
)
def test_what_is_csl(text: str, is_csl: bool) -> None:
    """The first item says whether a file is CSL-JSON; other JSON of papers is not."""
    assert looks_like_csl(text) is is_csl


@pytest.mark.parametrize("text", ["", "[]", "3", "[" * 100_000, '"text"', "\ud800"])
def test_nothing_to_read(text: str) -> None:
    """What holds no items is said to hold none."""
    with pytest.raises(Unreadable):
        read_csl(text, "csl:x")


@given(
    st.lists(
        st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(clean_line).filter(bool)
        | st.sampled_from(HOSTILE),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_exported_comes_back(titles: list[str]) -> None:
    """Titles as they are shown, authors, dates, links, tags and notes are the same as before."""
    mark = Mark(tags=("a_b", "c"), note="x\ny\n\nz")
    items = [
        Item(lantern(title, "We.\n\nThey.", id=f"arxiv:2604.{at:05}").paper, mark) for at, title in enumerate(titles)
    ]
    text = "".join(csl_json(items))
    found = read_csl(text, "csl:x")
    assert looks_like_csl(text)
    assert len(found.papers) == len(items)
    for item, paper in zip(items, found.papers, strict=True):
        assert (paper.id, paper.authors, paper.published) == (item.paper.id, item.paper.authors, "2026-04-23")
        assert page_address(paper) == page_address(item.paper)
        assert (paper.abstract, paper.tags) == (item.paper.abstract, mark.tags)
        assert found.carried[paper.id] == Carried(note=mark.note)
        if "<" not in item.paper.title:
            assert paper.title == clean_line(readable(item.paper.title))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("date-parts", "family", "literal", "raw", "given")), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(("title", "author", "issued", "DOI", "URL", "note", "keyword", "id", "abstract")), _JSON
    )
)
def test_no_item_breaks_it(item: dict[str, object]) -> None:
    """Whatever an item holds, the one behind it is read."""
    text = json.dumps([item, {"title": "The Last of the Lamps"}])
    looks_like_csl(text)
    found = read_csl(text, "csl:x")
    assert found.papers[-1].title == "The Last of the Lamps"
    assert all(paper.title.isprintable() for paper in found.papers)
