"""What lists of references say of a paper, whatever their format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedtui.exports.reference import Keys, Reference, reference
from feedtui.papers.names import Name
from feedtui.papers.paper import Links, Paper
from lanterns import lantern
from samples import paper


def test_a_preprint() -> None:
    """Its names are in parts, its title plain; page and PDF are arXiv's."""
    assert reference(lantern(r"Lamps of $x^2$").paper) == Reference(
        title="Lamps of x²",
        names=(Name("Lamp", "Ada L."), Name("Lampen", "Ludo", "van")),
        date=(2026, 4, 23),
        doi=None,
        eprint="2604.01234",
        category="cs.CL",
        address="https://arxiv.org/abs/2604.01234",
        pdf="https://arxiv.org/pdf/2604.01234",
        kind="preprint",
    )


def test_a_paper_known_by_its_title() -> None:
    """Nothing is told of it that is not known: the search for its title is no address."""
    assert reference(paper("On Lamps")) == Reference("On Lamps", (), (), None, None, None, None, None, "other")


def test_only_web_addresses_are_told() -> None:
    """Whatever a source says."""
    told = reference(paper("On Lamps", id="url:javascript:a", links=Links(abs="javascript:a", pdf="file:///b")))
    assert (told.address, told.pdf) == (None, None)


@pytest.mark.parametrize(
    ("identity", "doi", "told", "kind"),
    [
        ("arxiv:2604.01234", None, None, "preprint"),
        ("arxiv:2604.01234", "10.1000/a", "10.1000/a", "article"),
        ("arxiv:2604.01234", "https://doi.org/10.1000/A", "10.1000/A", "article"),
        ("doi:10.1000/a", None, "10.1000/a", "article"),
        ("doi:10.1101/a", None, "10.1101/a", "preprint"),
        ("doi:10.1000/a", "10.1000/A", "10.1000/A", "article"),
        ("url:https://a.b", "see page 10", None, "other"),
        ("url:https://a.b", "10.1000/a\u200b", None, "other"),
        ("url:https://10.1000/a", None, None, "other"),
    ],
)
def test_the_doi_and_the_kind(identity: str, doi: str | None, told: str | None, kind: str) -> None:
    """A DOI is bare, and what it is of is said by who gave it."""
    found = reference(paper("On Lamps", id=identity, doi=doi))
    assert (found.doi, found.kind) == (told, kind)


@pytest.mark.parametrize(
    ("identity", "published", "date"),
    [
        ("doi:10.1000/a", "2026", (2026,)),
        ("doi:10.1000/a", "2026-04", (2026, 4)),
        ("doi:10.1000/a", "2026-04-03T09:00:00Z", (2026, 4, 3)),
        ("doi:10.1000/a", "20260403", ()),
        ("doi:10.1000/2604.01234", None, ()),
        ("arxiv:2604.01234", "--04-03", (2026,)),
        ("arxiv:0704.0001", None, (2007,)),
        ("arxiv:hep-th/9108001", None, (1991,)),
        ("arxiv:math.GT/0001001", None, (2000,)),
        ("arxiv:9012.00001", None, (2090,)),
    ],
)
def test_the_date(identity: str, published: str | None, date: tuple[int, ...]) -> None:
    """As exact as it was told, else the year that arXiv's identifier begins with."""
    found = reference(paper("On Lamps", id=identity, published=published))
    assert (found.date, found.year) == (date, str(date[0]) if date else "")


def test_the_category_is_arxivs() -> None:
    """Of the tags, the first that is one of arXiv's, if arXiv is among those who told of the paper."""
    told = lantern(tags=("lamps", "cs.CL", "math-ph"), sources=("hf:daily", "arxiv:math-ph")).paper
    assert reference(told).category == "cs.CL"
    assert reference(replace(told, sources=("hf:arxiv:x",))).category is None
    assert reference(replace(told, id="doi:10.1000/a")).category is None
    assert reference(replace(told, tags=("lamps",))).category is None


def keys(*papers: Paper) -> list[str]:
    """Return the keys that papers get one after the other."""
    found = Keys()
    return [found.new(reference(one)) for one in papers]


def test_keys_are_of_name_year_and_title() -> None:
    """Four words that mean something, in plain letters; what is not known is left out, or said to be unknown."""
    assert keys(
        paper("The Łamp and the Ærial of Øres: What a Light is It", authors=("Ada van Lampé",), published="2026-04"),
        paper("On the Way"),
        paper("深度学习", authors=("李 明",), doi="10.1000/A-1"),
        paper("深度学习", id="arxiv:2604.01234", doi="10.1000/A-1"),
        paper("Of " + "lamps" * 30, authors=("Bo Roe",)),
    ) == [
        "vanlampe2026lampaerialoreslight",
        "unknownway",
        "unknown101000a1",
        "unknown2026260401234",
        f"roe{'lamps' * 30}"[:80],
    ]


def test_each_key_is_given_once() -> None:
    """A later paper's has a letter more, after z two of them, and none that another title has already."""
    assert keys(*[paper("Lamps")] * 29)[:3] == ["unknownlamps", "unknownlampsa", "unknownlampsb"]
    assert keys(*[paper("Lamps")] * 29)[25:] == ["unknownlampsy", "unknownlampsz", "unknownlampsaa", "unknownlampsab"]
    assert keys(*[paper("Lamps")] * 704)[-2:] == ["unknownlampszz", "unknownlampsaaa"]
    assert keys(paper("Lampsa"), paper("Lamps"), paper("Lamps"), paper("Lamps")) == [
        "unknownlampsa",
        "unknownlamps",
        "unknownlampsb",
        "unknownlampsc",
    ]
