"""One paper as Hugging Face writes it."""

from __future__ import annotations

from typing import Any

import pytest

from feedtui.papers.links import page_address
from feedtui.papers.paper import Links, Paper
from feedtui.sources.found import Found, Remark
from feedtui.sources.huggingface import read_list
from hf_items import GONE, answer, item, outside


def one(given: object) -> Paper:
    """Return the paper of a list of one, in which nothing is to be remarked."""
    found = read_list(answer(given), "hf:daily")
    assert (found.skipped, found.damaged) == ((), ())
    return found.papers[0]


def damage(given: object) -> tuple[Paper, str]:
    """Return the paper of a list of one and what is remarked of it."""
    found = read_list(answer(given), "hf:daily")
    assert (len(found.papers), len(found.damaged), found.skipped) == (1, 1, ())
    return found.papers[0], found.damaged[0].why


def skipped(*items: object) -> tuple[Found, Remark]:
    """Return what a list holds of which one item is left out, and what is remarked of that one."""
    found = read_list(answer(*items), "hf:daily")
    assert len(found.skipped) == 1
    return found, found.skipped[0]


def test_a_paper_is_read_whole() -> None:
    """Upvotes, times and title are the paper's own, the comments are told around it; hidden authors are left out."""
    assert one(item()) == Paper(
        id="arxiv:2606.00467",
        title="Lanterns in the Fog: A Study of Small Lights",
        abstract="We study lanterns that are seen from afar.\n\nOur second paragraph is short.",
        summary="Lanterns are seen from afar.",
        authors=("Ada Lamp", "Balázs Bridge"),
        published="2026-06-10T22:15:24Z",
        listed="2026-06-12",
        links=Links(
            code="https://github.com/lamp/lanterns",
            project="https://lanterns.example/",
            discussion="https://huggingface.co/papers/2606.00467",
        ),
        upvotes=12,
        comments=3,
        tags=("lanterns", "fog & mist", "Lamp Works"),
        sources=("hf:daily",),
    )
    assert page_address(one(item())) == ("https://arxiv.org/abs/2606.00467", True)


def test_the_title_is_the_one_that_pages_show() -> None:
    """Two titles that differ: arXiv's TeX around the paper, what a pasted page has inside."""
    told = outside(item(title="Fog^2: Lanterns"), title="Fog$^2$: Lanterns")
    assert one(told).title == "Fog^2: Lanterns"
    assert one(outside(item(title=GONE), title="Told outside")).title == "Told outside"


def test_the_outer_time_is_never_used() -> None:
    """It is four or five hours early."""
    assert one(item(publishedAt=GONE)).published is None
    assert one(item(submittedOnDailyAt=GONE)).listed is None


@pytest.mark.parametrize(
    ("told", "published"),
    [
        ("2026-06-10T00:00:00.000Z", "2026-06-10"),
        ("2026-06-10", "2026-06-10"),
        ("2026-06-10T00:00:00.001Z", "2026-06-10T00:00:00Z"),
        ("2026-06-10T01:30:00+02:00", "2026-06-09T23:30:00Z"),
        ("2026-06-10T01:30:00", "2026-06-10T01:30:00Z"),
    ],
)
def test_a_time_is_as_exact_as_it_was_told(told: str, published: str) -> None:
    """Midnight is how a day alone is written."""
    assert one(item(publishedAt=told)).published == published


@pytest.mark.parametrize("time", ["00:00:00.000Z", "03:55:12.777Z", "23:59:59Z", "23:30:00-08:00"])
def test_a_list_day_is_the_day_as_written(time: str) -> None:
    """Neither the clock time that some had, nor any zone, makes it another day."""
    assert one(item(submittedOnDailyAt=f"2026-03-06T{time}")).listed == "2026-03-06"


def test_no_upvotes_are_none_and_unknown_ones_unknown() -> None:
    """Votes are counted in the paper alone, comments around it."""
    assert one(outside(item(upvotes=0), numComments=0)).upvotes == 0
    assert one(outside(item(upvotes=0), numComments=0)).comments == 0
    unknown = one(outside(item(upvotes=GONE), upvotes=50, numComments=None))
    assert (unknown.upvotes, unknown.comments) == (None, None)


def test_what_is_missing_or_null_is_unknown() -> None:
    """A fresh paper has no summary and keywords; a search of 2024 had ids and titles alone."""
    bare = {"paper": {"id": "2606.00467", "title": "Bare", "ai_summary": None, "authors": None, "githubRepo": ""}}
    assert one(bare) == Paper(
        id="arxiv:2606.00467",
        title="Bare",
        links=Links(discussion="https://huggingface.co/papers/2606.00467"),
        sources=("hf:daily",),
    )
    legacy = {"id": "2409.07146", "title": "Old", "thumbnailUrl": "https://cdn.example/x.png", "source": "hf"}
    assert one(legacy).id == "arxiv:2409.07146"
    browsed = {**legacy, "upvotes": 4, "authors": [{"name": "Ada"}], "summary": "Text."}
    assert (one(browsed).upvotes, one(browsed).authors, one(browsed).abstract) == (4, ("Ada",), "Text.")


@pytest.mark.parametrize(
    ("code", "project", "expected"),
    [
        (GONE, "https://github.com/lamp/fog/", ("https://github.com/lamp/fog/", None)),
        ("https://github.com/lamp/fog", "https://github.com/lamp/fog/", ("https://github.com/lamp/fog", None)),
        (
            "https://github.com/lamp/fog",
            "https://github.com/lamp/mist",
            ("https://github.com/lamp/fog", "https://github.com/lamp/mist"),
        ),
        (GONE, "https://github.com/lamp", (None, "https://github.com/lamp")),
        (GONE, " https://lamp.example/fog", (None, "https://lamp.example/fog")),
        (GONE, GONE, (None, None)),
    ],
)
def test_a_project_page_may_be_the_code(code: object, project: object, expected: tuple[str | None, str | None]) -> None:
    """A repository given as project page is the code where no other is given, and no link is given twice."""
    links = one(item(githubRepo=code, projectPage=project)).links
    assert (links.code, links.project) == expected


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "lamp.example", "https://", "https://a\u202eb.example c", 7]
)
def test_an_address_that_cannot_be_opened_is_left_out(address: object) -> None:
    """Only web addresses are links."""
    paper, why = damage(item(githubRepo=address, projectPage=GONE))
    assert paper.links.code is None
    assert "githubRepo" in why


def test_the_organization_is_a_tag() -> None:
    """By its full name, of the paper or else of the item; the paper's keywords come first."""
    named = item(ai_keywords=["fog"], organization={"name": "lampworks"})
    assert one(named).tags == ("fog", "lampworks")
    assert one(item(ai_keywords=GONE, organization=GONE)).tags == ("Lamp Works",)
    assert one(outside(item(ai_keywords=GONE, organization=GONE), organization=GONE)).tags == ()


@pytest.mark.parametrize("identifier", [2503.0213, 2503, "2503.0213", "2503.213", "2503", "1412.00001", "2503.021300"])
def test_an_id_that_lost_digits_is_never_guessed(identifier: object) -> None:
    """It would be another paper's. The remark names which item it is, and its neighbours come in."""
    found, left = skipped(item(id="2503.00001"), item(id=identifier, title="Eaten"), item(id="1412.0001"))
    assert [paper.id for paper in found.papers] == ["arxiv:2503.00001", "arxiv:1412.0001"]
    assert left.what == f"item 2: {identifier} Eaten"
    assert "digit" in left.why


def test_an_id_with_a_version_is_the_paper() -> None:
    """Whichever version it is."""
    assert one(item(id="2503.02130v2")).id == "arxiv:2503.02130"
    assert one(item(id="2503.02130v2")).links.discussion == "https://huggingface.co/papers/2503.02130"


def test_a_paper_that_is_not_on_arxiv_is_known_by_its_title() -> None:
    """Two of them are two papers, and one of them keeps its identity whatever its id becomes."""
    found = read_list(answer(item(id="undefined", title="One"), item(id="undefined", title="Two")), "hf:daily")
    assert [paper.title for paper in found.papers] == ["One", "Two"]
    paper, why = damage(item(id="lamp-1", title="One"))
    assert paper.id == found.papers[0].id
    assert paper.id.startswith("title:")
    assert paper.links.discussion is None
    assert "lamp-1" in why


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (None, "no paper"),
        ("text", "no paper"),
        ({"paper": None}, "no paper"),
        ([], "no paper"),
        (item(id=GONE), "no id"),
        (item(id=""), "no id"),
        (item(id=True), "no id"),
        (item(id=["2503.02130"]), "no id"),
        (outside(item(title=" \n"), title="\u200b"), "no title"),
        (outside(item(title=GONE), title=GONE), "no title"),
    ],
)
def test_a_broken_item_is_a_remark_among_its_neighbours(broken: object, said: str) -> None:
    """It says where it stands in the list, and what is wrong."""
    found, left = skipped(item(id="2503.00001"), broken, item(id="2503.00003"))
    assert [paper.id for paper in found.papers] == ["arxiv:2503.00001", "arxiv:2503.00003"]
    assert left.what.startswith("item 2: ")
    assert said in left.why


def test_what_is_wrong_in_a_paper_costs_no_more_than_itself() -> None:
    """Each wrong field is named once, and all others are read."""
    wrong: dict[str, Any] = {
        "summary": 3,
        "authors": [{"name": 1}, "Ada Lamp", {"name": "Bo"}, None],
        "publishedAt": "2026-06-10Tnoon",
        "submittedOnDailyAt": "2026-02-30T00:00:00.000Z",
        "upvotes": "12",
        "ai_keywords": ["fog", {}],
        "organization": "Lamp Works",
        "projectPage": {},
    }
    paper, why = damage(outside(item(**wrong), numComments=-1, summary=GONE, organization=GONE))
    assert (paper.title, paper.authors, paper.tags) == (
        "Lanterns in the Fog: A Study of Small Lights",
        ("Ada Lamp", "Bo"),
        ("fog",),
    )
    assert (paper.published, paper.listed, paper.upvotes, paper.comments) == (None, None, None, None)
    named = why.removesuffix(".").partition(": ")[2].split(", ")
    assert sorted(named) == sorted([*wrong, "numComments"])


@pytest.mark.parametrize("count", [True, 1.5, -1, 10**30])
def test_a_count_that_is_none_is_unknown(count: object) -> None:
    """Neither true nor a fraction, and no more than people there are."""
    assert damage(item(upvotes=count))[0].upvotes is None


def test_a_withdrawn_paper_is_kept_and_said() -> None:
    """With the day, where one is told."""
    paper, why = damage(item(withdrawnAt="2026-07-01T09:00:00.000Z"))
    assert (paper.id, why) == ("arxiv:2606.00467", "It was withdrawn on 2026-07-01.")
    assert one(item(withdrawnAt=None)) == one(item())
    withdrawn = read_list(answer(item(withdrawnAt=True)), "hf:daily")
    assert withdrawn.damaged[0].why == "It was withdrawn."
