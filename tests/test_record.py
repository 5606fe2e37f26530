"""A paper as JSON is what the README says."""

from __future__ import annotations

import json

from feedtui.exports.record import FIELDS, fields_table, joined, record
from feedtui.papers.paper import Item, Links, Mark
from lanterns import lantern
from samples import TITLES, paper

FULL = Item(
    paper(
        TITLES[0],
        "An abstract.",
        summary="In short.",
        authors=("Ann Lamp", "Bo River"),
        published="2026-11-20",
        listed="2026-11-21",
        relisted=("2026-11-22",),
        updated="2026-11-23",
        doi="10.1000/lamp",
        links=Links(html="https://a.example/h", code="https://github.com/lamp/x"),
        upvotes=3,
        comments=0,
        tags=("cs.CL",),
        sources=("hf:daily",),
    ),
    Mark("2026-11-24T08:00:00Z", "2026-11-24T08:00:01Z", None, ("mine",), "first\nsecond"),
    ("lamps",),
    "2026-11-25T08:00:00Z",
)
KINDS = {
    "text": str,
    "text or null": str | None,
    "date or null": str | None,
    "time or null": str | None,
    "number or null": int | None,
    "address": str,
    "object": dict,
    "true or false": bool,
    "list of texts": list,
    "list of dates": list,
}


def test_a_record() -> None:
    """Every fact is under its own name."""
    item = Item(lantern(doi="10.1000/a", upvotes=3, relisted=("2026-05-01",)).paper, Mark(queued="2026-11-24"))
    assert record(item) == {
        "id": "arxiv:2604.01234",
        "title": "Math Takes Two: A test of lamps",
        "abstract": "",
        "summary": "",
        "authors": ["Ada L. Lamp", "Ludo van Lampen"],
        "published": "2026-04-23T09:00:00Z",
        "listed": None,
        "relisted": ["2026-05-01"],
        "updated": None,
        "doi": "10.1000/a",
        "url": "https://arxiv.org/abs/2604.01234",
        "links": {
            "abs": "https://arxiv.org/abs/2604.01234",
            "pdf": "https://arxiv.org/pdf/2604.01234",
            "html": None,
            "code": None,
            "project": None,
            "discussion": None,
        },
        "upvotes": 3,
        "comments": None,
        "tags": ["machine learning", "cs.CL", "cs.AI"],
        "own_tags": [],
        "topics": [],
        "sources": ["arxiv:cs.CL"],
        "read": False,
        "starred": False,
        "queued": True,
        "read_at": None,
        "starred_at": None,
        "queued_at": "2026-11-24",
        "revised_at": None,
        "note": "",
    }
    full = record(FULL)
    assert [full[name] for name in ("starred", "starred_at", "own_tags", "topics")] == [
        True,
        "2026-11-24T08:00:01Z",
        ["mine"],
        ["lamps"],
    ]


def test_every_field_is_documented() -> None:
    """A record has the documented fields in their order, each of the documented kind, known or not."""
    for item in (FULL, Item(paper(TITLES[1]))):
        told = json.loads(json.dumps(record(item)))
        assert list(told) == list(FIELDS)
        for name, (kind, _) in FIELDS.items():
            assert isinstance(told[name], KINDS[kind]), name


def test_the_links_are_documented() -> None:
    """The links are named in the table, and nothing else in it is taken for one."""
    links = record(FULL)["links"]
    assert isinstance(links, dict)
    documented = FIELDS["links"][1].partition(": ")[2]
    assert {name.strip("`") for name in documented.split(", ")} == set(links)
    assert links["code"] == "https://github.com/lamp/x"
    assert links["abs"] is None


def test_what_is_not_known_is_null_and_what_is_told_stays() -> None:
    """A date keeps its precision, 0 is a number, an unknown text is empty."""
    told, unknown = record(FULL), record(Item(paper(TITLES[1])))
    assert (told["listed"], told["comments"], told["doi"]) == ("2026-11-21", 0, "10.1000/lamp")
    assert (told["read"], told["queued"], told["read_at"]) == (True, False, "2026-11-24T08:00:00Z")
    assert (told["revised_at"], told["note"]) == ("2026-11-25T08:00:00Z", "first\nsecond")
    nothing = [name for name, value in unknown.items() if value is None]
    assert nothing == [name for name, (kind, _) in FIELDS.items() if kind.endswith("null")]
    assert (unknown["abstract"], unknown["note"], unknown["authors"]) == ("", "", [])


def test_the_table_has_a_row_a_field() -> None:
    """The README's table can be drawn: three cells in each row."""
    rows = fields_table().splitlines()
    assert len(rows) == len(FIELDS) + 2
    assert {row.count("|") for row in rows} == {4}


def test_names_are_joined_so_that_they_can_be_parted() -> None:
    """A semicolon of a name, and a backslash before one or at an end, have a backslash more."""
    assert joined(()) == ""
    assert joined(("a", "b c")) == "a; b c"
    assert joined(("a; b", "c\\", "d\\;", "\\e")) == "a\\; b; c\\\\; d\\\\\\;; \\e"
