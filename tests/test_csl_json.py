"""CSL-JSON, checked against the names and types of its schema."""

from __future__ import annotations

import json
from itertools import count, islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.csl_json import csl_json
from feedtui.papers.paper import Item, Mark
from feedtui.papers.tex import readable
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern
from samples import TITLES, paper

TEXTS = {"id", "title", "publisher", "number", "DOI", "URL", "abstract", "keyword", "note"}
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def read_back(items: list[Item]) -> list[dict[str, Any]]:
    """Return the items, each of which has the schema's shape."""
    records: list[dict[str, Any]] = json.loads("".join(csl_json(items)))
    for record in records:
        assert record["type"] in ("article", "article-journal", "document")
        assert set(record) <= TEXTS | {"type", "author", "issued"}
        assert all(isinstance(record[name], str) and record[name] for name in TEXTS & set(record))
        assert {"id", "title"} <= set(record)
        for name in record.get("author", ()):
            assert name
            assert set(name) <= NAME_PARTS
            assert all(isinstance(part, str) and part for part in name.values())
        for date in record.get("issued", {}).get("date-parts", ()):
            assert 1 <= len(date) <= 3
            assert all(type(part) is int for part in date)
    assert len({record["id"] for record in records}) == len(records)
    return records


def test_a_preprint() -> None:
    """A preprint is an article of arXiv with its number, names in parts, the day and the reader's own."""
    authors = ("Ludo van Lampen Jr.", "Lamp Team", "Ada Lamp", "von Lamp")
    item = lantern("On Lamps: $x^2$", "First.\n\nSecond.", authors=authors)
    told = Item(item.paper, Mark(tags=("to read", "b"), note="See\np. 3"))
    assert read_back([told]) == [
        {
            "id": "vanlampen2026lampsx2",
            "type": "article",
            "title": "On Lamps: x²",
            "author": [
                {"family": "Lampen", "given": "Ludo", "non-dropping-particle": "van", "suffix": "Jr."},
                {"literal": "Lamp Team"},
                {"family": "Lamp", "given": "Ada"},
                {"family": "Lamp", "non-dropping-particle": "von"},
            ],
            "issued": {"date-parts": [[2026, 4, 23]]},
            "publisher": "arXiv",
            "number": "arXiv:2604.01234",
            "URL": "https://arxiv.org/abs/2604.01234",
            "abstract": "First.\n\nSecond.",
            "keyword": "to read, b",
            "note": "See\np. 3",
        }
    ]


@pytest.mark.parametrize(
    ("facts", "kind", "doi"),
    [
        ({"doi": "10.1000/lamp"}, "article-journal", "10.1000/lamp"),
        ({"id": "doi:10.1000/lamp"}, "article-journal", "10.1000/lamp"),
        ({"doi": "10.48550/arXiv.2604.01234"}, "article", "10.48550/arXiv.2604.01234"),
        ({"id": "url:https://lamp.example/a"}, "document", None),
        ({"doi": "no doi"}, "article", None),
    ],
)
def test_what_kind_of_paper(facts: dict[str, object], kind: str, doi: str | None) -> None:
    """A paper with a DOI of its own is a journal's, and what is no DOI is not passed for one."""
    (record,) = read_back([lantern("Lamps", "", **facts)])
    assert (record["type"], record.get("DOI")) == (kind, doi)


def test_what_is_not_known_is_not_there() -> None:
    """A paper known by its title alone has nothing else."""
    (record,) = read_back([Item(paper(TITLES[3]))])
    assert set(record) == {"id", "type", "title"}


def test_no_papers() -> None:
    """An empty list is a list."""
    assert read_back([]) == []


@given(
    st.lists(
        st.text(st.sampled_from(SIGNS) | st.characters(), min_size=1, max_size=30).map(clean_line).filter(bool)
        | st.sampled_from(HOSTILE),
        min_size=1,
        max_size=4,
    )
)
def test_hostile_titles_read_back(titles: list[str]) -> None:
    """Whatever a title holds, it reads back as it is shown."""
    records = read_back([lantern(title, id=f"arxiv:2604.{at:05}") for at, title in enumerate(titles)])
    assert [record["title"] for record in records] == [readable(title) for title in titles]
    assert [record["URL"][-5:] for record in records] == [f"{at:05}" for at in range(len(titles))]


def test_papers_stream() -> None:
    """Items come as papers are asked for."""
    assert len(list(islice(csl_json(lantern(id=f"arxiv:2604.{number:05}") for number in count()), 3))) == 3
