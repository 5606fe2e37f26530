"""BibTeX and biblatex, read back by independent readers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice

import pytest
from bibtexparser.entrypoint import parse_string as parse_bibtex
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person, parse_string

from feedtui.exports.bibtex import biblatex, bibtex
from feedtui.papers.names import split_name
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern, typeset
from samples import TITLES, paper

WRITERS: tuple[Callable[[Iterable[Item]], Iterator[str]], ...] = (bibtex, biblatex)


def read_back(text: str) -> list[dict[str, str]]:
    """Return the fields of each entry, its key as `key`, as two independent readers find the same."""
    library = parse_bibtex(text)
    assert not library.failed_blocks
    others = parse_string(text, "bibtex").entries
    assert [entry.key for entry in library.entries] == list(others)
    for entry in library.entries:
        fields = {field.key: str(field.value) for field in entry.fields}
        other = dict(others[entry.key].fields)
        assert {name: fields[name] for name in ("title", "url") if name in fields} == {
            name: other[name] for name in ("title", "url") if name in other
        }
    return [
        {"key": entry.key, "type": entry.entry_type} | {field.key: str(field.value) for field in entry.fields}
        for entry in library.entries
    ]


def test_arxivs_own_form() -> None:
    """An entry has arXiv's key and fields, and the month."""
    assert "".join(bibtex([lantern()])) == (
        "@misc{lamp2026mathtakestwotest,\n"
        "      title={Math Takes Two: A test of lamps},\n"
        "      author={Ada L. Lamp and Ludo van Lampen},\n"
        "      year={2026},\n"
        "      month=apr,\n"
        "      eprint={2604.01234},\n"
        "      archivePrefix={arXiv},\n"
        "      primaryClass={cs.CL},\n"
        "      url={https://arxiv.org/abs/2604.01234},\n"
        "}\n\n"
    )


def test_biblatex_to_the_letter() -> None:
    """An entry has the fields of biblatex, and one of no preprint none of arXiv's."""
    assert "".join(biblatex([lantern(), lantern(id="doi:10.1000/1"), Item(paper("How Far?"))])) == (
        "@online{lamp2026mathtakestwotest,\n"
        "      title={Math Takes Two: A test of lamps},\n"
        "      author={Ada L. Lamp and Ludo van Lampen},\n"
        "      date={2026-04-23},\n"
        "      eprint={2604.01234},\n"
        "      eprinttype={arxiv},\n"
        "      eprintclass={cs.CL},\n"
        "      url={https://arxiv.org/abs/2604.01234},\n"
        "}\n\n"
        "@online{lamp2026mathtakestwotesta,\n"
        "      title={Math Takes Two: A test of lamps},\n"
        "      author={Ada L. Lamp and Ludo van Lampen},\n"
        "      date={2026-04-23},\n"
        "      doi={10.1000/1},\n"
        "      url={https://doi.org/10.1000/1},\n"
        "}\n\n"
        "@misc{unknownfar,\n"
        "      title={How Far?},\n"
        "}\n\n"
    )


def test_biblatex_has_its_own_names() -> None:
    """The day is whole, and the eprint is called as biblatex does."""
    (entry,) = read_back("".join(biblatex([lantern(doi="10.1000/lamp_(1)%2")])))
    assert entry["type"] == "online"
    assert entry["date"] == "2026-04-23"
    assert (entry["eprint"], entry["eprinttype"], entry["eprintclass"]) == ("2604.01234", "arxiv", "cs.CL")
    assert entry["doi"] == "10.1000/lamp_(1)%2"


def test_what_is_not_known_is_not_there() -> None:
    """A paper known by its title alone has nothing else, not even the address of a search."""
    (entry,) = read_back("".join(bibtex([Item(paper("How Far?"))])))
    assert set(entry) == {"key", "type", "title"}


@pytest.mark.parametrize(
    ("facts", "category"),
    [
        ({}, "cs.CL"),
        ({"sources": ("hf:daily",)}, None),
        ({"tags": ("machine learning", "gpt.js")}, None),
        ({"tags": ("cond-mat.mes-hall",)}, "cond-mat.mes-hall"),
        ({"tags": ("hep-th", "cs.CL")}, "hep-th"),
        ({"id": "doi:10.1000/1"}, None),
    ],
)
def test_the_category_is_arxivs(facts: dict[str, object], category: str | None) -> None:
    """The primary class is the first category that arXiv told of a paper of its own, and never a guess."""
    (entry,) = read_back("".join(bibtex([lantern("Lamps", "", **facts)])))
    assert entry.get("primaryClass") == category


@pytest.mark.parametrize(
    ("identity", "published", "year"),
    [
        ("arxiv:2604.01234", "2023", "2023"),
        ("arxiv:2604.01234", None, "2026"),
        ("arxiv:hep-th/9711200", None, "1997"),
        ("arxiv:math/0611800", "--03-21", "2006"),
        ("doi:10.1000/1", None, None),
    ],
)
def test_the_year(identity: str, published: str | None, year: str | None) -> None:
    """The year is that of publication, else the one in arXiv's identifier."""
    (entry,) = read_back("".join(bibtex([lantern(id=identity, published=published)])))
    assert entry.get("year") == year


def test_the_readers_own() -> None:
    """Own tags are keywords, and the note is an annotation, whatever they hold."""
    item = lantern()
    told = Item(item.paper, Mark(tags=("to read", "a, b", "100%"), note="See p. 3\n\n@misc{x,\n y = {z}}"))
    for write, name in ((bibtex, "annote"), (biblatex, "annotation")):
        first, second = read_back("".join(write([told, Item(paper(TITLES[0]))])))
        assert first["keywords"] == r"to read, {a, b}, 100\%"
        assert typeset(first[name]).split() == "See p. 3 @misc{x, y = {z}}".split()
        assert second["title"] == TITLES[0]


def test_an_abstract_of_paragraphs() -> None:
    """An abstract comes whole, even one that speaks of BibTeX."""
    text = "We write 50% of @misc{a}.\n\n@article{b, title = {c}} is one.\n\n@string(d) is none."
    (entry,) = read_back("".join(bibtex([lantern(abstract=text)])))
    assert typeset(entry["abstract"]).split() == text.split()


def test_addresses_are_not_escaped() -> None:
    """An address comes back as it is, with what would end the field or be a command to TeX encoded."""
    address = "https://lamp.example/a_b?c=1&d=%20#e~f"
    item = lantern(links=Links(abs=address))
    assert read_back("".join(bibtex([item])))[0]["url"] == address
    item = lantern(links=Links(abs="https://lamp.example/}{"))
    assert read_back("".join(bibtex([item])))[0]["url"] == "https://lamp.example/%7D%7B"
    item = lantern(links=Links(abs="https://lamp.example/{^^5c\\input}"))
    assert read_back("".join(bibtex([item])))[0]["url"] == "https://lamp.example/{%5E%5E5c%5Cinput}"


def test_each_key_once() -> None:
    """Papers that would have one key get letters, the same ones each time; keys are plain ASCII."""
    titles = ("Lamps", "Lamps", "Lampsa", "Lamps", *["Øre of the Straße"] * 28, "深度学习")
    items = [lantern(title=title, id=f"doi:10.1000/{at}", authors=("Zoë Łamp",)) for at, title in enumerate(titles)]
    keys = [entry["key"] for entry in read_back("".join(bibtex(items)))]
    assert keys[:4] == ["lamp2026lamps", "lamp2026lampsa", "lamp2026lampsaa", "lamp2026lampsb"]
    assert keys[4] == "lamp2026orestrasse"
    assert keys[31] == "lamp2026orestrasseaa"
    assert keys[32] == "lamp202610100032"
    assert len(set(keys)) == len(keys)
    assert all(key.isascii() and key.isalnum() for key in keys)
    assert keys == [entry["key"] for entry in read_back("".join(biblatex(items)))]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lamp", "Ada Lamp"),
        ("Ludo van Lampen", "Ludo van Lampen"),
        ("Lamp, Ada", "Ada Lamp"),
        ("Guido van Lamp Jr.", "van Lamp, Jr., Guido"),
        ("Jason Van Lamp", "Van Lamp, Jason"),
        ("dora lamp", "lamp, dora"),
        ("von Lamp", "von Lamp"),
        ("Lamp Team and Friends", "{Lamp Team and Friends}"),
        ("Lamp, Inc.", "{Lamp, Inc.}"),
        ("Deepti", "Deepti"),
        ("others", "{others}"),
        (r"Bal\'azs L\"amp", "Balázs Lämp"),
        ("A & B_Lab", r"{A \& B\_Lab}"),
    ],
)
def test_how_names_are_written(name: str, written: str) -> None:
    """A name is written so that BibTeX parts it where it is to be parted."""
    assert read_back("".join(bibtex([lantern(authors=(name,))])))[0]["author"] == written


_WORDS = st.sampled_from(
    "Ada Bo B. van der de Van Lamp O'Roe Jr. III E JB y and AND 李 明 'x Team Le others Inc , &".split()
)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=5).map(" ".join).map(clean_line), min_size=1, max_size=4))
def test_names_are_parted_alike(names: list[str]) -> None:
    """BibTeX finds as many authors as there are, and their parts as we do; nobody is split."""
    (entry,) = parse_string("".join(bibtex([lantern(authors=tuple(names))])), "bibtex").entries.values()
    persons: list[Person] = entry.persons["author"]
    assert len(persons) == len(names)
    for name, person in zip(map(split_name, names), persons, strict=True):
        given_names = " ".join((*person.first_names, *person.middle_names))
        last = " ".join((*person.prelast_names, *person.last_names))
        if name.is_whole:
            assert typeset(last) == name.family
        else:
            assert (given_names, last, " ".join(person.lineage_names)) == (name.given, name.last, name.suffix)


@given(
    st.lists(
        st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(clean_line).filter(bool)
        | st.sampled_from(HOSTILE),
        min_size=1,
        max_size=4,
    )
)
def test_hostile_titles_read_back(titles: list[str]) -> None:
    """Whatever a title holds, its neighbours and its own address are found, and a title without TeX is the same."""
    items = [lantern(title=title, id=f"arxiv:2604.{at:05}") for at, title in enumerate(titles)]
    for write in WRITERS:
        entries = read_back("".join(write(items)))
        assert [entry["url"] for entry in entries] == [
            f"https://arxiv.org/abs/2604.{at:05}" for at in range(len(items))
        ]
        for title, entry in zip(titles, entries, strict=True):
            if not any(sign in title for sign in ("\\", "$", "~", "--", "``", "''", "?`", "!`")):
                assert typeset(entry["title"]) == title


@pytest.mark.parametrize("write", WRITERS)
def test_papers_stream(write: Callable[[Iterable[Item]], Iterator[str]]) -> None:
    """Entries come as papers are asked for: a list without an end has a beginning."""
    endless = (lantern(id=f"arxiv:2604.{number:05}") for number in count())
    assert len(list(islice(write(endless), 3))) == 3
    assert list(write([])) == []


@pytest.mark.parametrize("name", ["And", "others", "AND"])
def test_a_name_that_parts_names_is_braced(name: str) -> None:
    """An author called as BibTeX's own words is one author."""
    assert f"author={{{{{name}}}}}," in "".join(bibtex([lantern(authors=(name,))]))
