"""Papers from the accounts of several sources, whatever order they come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import ACCOUNTS, ARXIV, HF, JOURNAL, ONE, OTHER, PAGE, TITLE, account, ids, papers
from feedtui.papers.account import Account, aliases, identities, latest, strength
from feedtui.papers.merge import combine, regroup
from feedtui.papers.paper import Links, Paper, PaperId

FACTS = "title abstract summary authors published listed updated upvotes comments".split()


class Store:
    """A library that holds accounts by paper, and takes in new ones by looking at no more than it must."""

    def __init__(self) -> None:
        self.held: dict[PaperId, list[Account]] = {}
        self.named: dict[PaperId, set[PaperId]] = {}
        self.made: dict[PaperId, Paper] = {}

    def take(self, accounts: Iterable[Account]) -> None:
        """Regroup new accounts with those of all papers that they may bear on."""
        touched: dict[PaperId, list[Account]] = {}
        told = list(accounts)
        names = aliases(told)
        while found := {key for name in names for key in self.named.get(name, ())} - set(touched):
            touched.update((key, self.held[key]) for key in found)
            names = aliases(one for key in found for one in self.held[key])
        for key, former in touched.items():
            told += former
            for name in aliases(former):
                self.named[name].remove(key)
            del self.held[key], self.made[key]
        for made, group in regroup(told):
            assert made.id not in self.held
            self.held[made.id], self.made[made.id] = group, made
            for name in aliases(group):
                self.named.setdefault(name, set()).add(made.id)

    def papers(self) -> list[tuple[Paper, list[Account]]]:
        """Return the papers, each with its accounts, in order of their ids."""
        return [(self.made[key], self.held[key]) for key in sorted(self.made, key=strength)]


@given(st.data(), ACCOUNTS)
def test_neither_order_nor_repetition_matters(data: st.DataObject, accounts: list[Account]) -> None:
    """The papers are those of the set of accounts; regrouping what they came from changes nothing."""
    expected = regroup(accounts)
    repeated = data.draw(st.lists(st.sampled_from(accounts), max_size=3)) if accounts else []
    assert regroup(data.draw(st.permutations(accounts + repeated))) == expected
    assert regroup(one for _, group in expected for one in group) == expected
    assert [combine(data.draw(st.permutations(group))) for _, group in expected] == [made for made, _ in expected]


@given(st.data(), ACCOUNTS)
def test_a_library_that_grows_has_the_same_papers(data: st.DataObject, accounts: list[Account]) -> None:
    """Taken in part by part, each part beside what it bears on alone, accounts make the papers of all at once."""
    store, left = Store(), data.draw(st.permutations(accounts))
    while left:
        many = data.draw(st.integers(1, len(left)))
        store.take(left[:many])
        left = left[many:]
    assert store.papers() == regroup(accounts)


@given(ACCOUNTS)
def test_each_account_is_in_one_paper(accounts: list[Account]) -> None:
    """No account that counts is lost or told twice, no two papers have one id, none names an unknown identity."""
    grouped = regroup(accounts)
    assert sorted(map(repr, latest(accounts))) == sorted(repr(one) for _, group in grouped for one in group)
    assert len({made.id for made, _ in grouped}) == len(grouped)
    assert all(made.id in aliases(group) and set(identities(made)) <= aliases(group) for made, group in grouped)


@given(ACCOUNTS)
def test_what_is_known_is_never_lost(accounts: list[Account]) -> None:
    """A fact that any account tells is told of the paper, and in the words of one of them; nothing is made up."""
    for made, group in regroup(accounts):
        for fact in FACTS:
            told = [getattr(one.paper, fact) for one in group if getattr(one.paper, fact) not in (None, "", ())]
            assert getattr(made, fact) in (told or [None, "", ()])
        for link in fields(Links):
            links = [found for one in group if (found := getattr(one.paper.links, link.name))]
            assert getattr(made.links, link.name) in (links or [None])
        assert set(made.tags) == {tag for one in group for tag in one.paper.tags}
        assert len(made.tags) == len(set(made.tags))
        assert made.sources == tuple(sorted({one.source for one in group}))
        dois = {key for one in group for key in identities(one.paper) if key.startswith("doi:")}
        assert not dois or dois & set(identities(made))


def test_a_page_known_by_title_is_later_known_by_arxiv() -> None:
    """A pasted page's paper gains arXiv's facts and keeps its own."""
    page = account(PAGE, title=TITLE.upper(), abstract="From the page.", upvotes=3)
    listing = account(ARXIV, ONE, at="02", abstract="From arXiv.", authors=("A. One",), tags=("cs.CL",))
    (made,) = papers(page, listing)
    assert (made.id, made.title, made.abstract, made.authors) == (ONE, TITLE, "From arXiv.", ("A. One",))
    assert (made.upvotes, made.tags, made.sources) == (3, ("cs.CL",), (ARXIV, PAGE))
    (bare,) = papers(page, account(ARXIV, ONE, at="02"))
    assert bare.abstract == "From the page."


def test_an_id_is_no_title() -> None:
    """What has an id in its title's place takes any other source's title, and loses no title to a newer account."""
    named = account("bib:id", ONE, title=ONE.replace("arxiv", "arXiv"), at="03")
    for other in (account(ARXIV, ONE), account(PAGE, ONE), account("starter", ONE)):
        assert [made.title for made in papers(named, other)] == [TITLE]
    assert [made.title for made in papers(named)] == [named.paper.title]


def test_a_preprint_and_its_article_are_one_paper() -> None:
    """By the same title, or by the DOI that arXiv tells however the titles differ; the journal's DOI is kept."""
    article = account(JOURNAL, "doi:10.1000/a")
    (made,) = papers(account(ARXIV, ONE), article)
    assert (made.id, made.doi) == (ONE, "10.1000/a")
    assert ids(account(ARXIV, ONE, title=OTHER, doi="10.1000/A"), article) == [ONE]
    (own,) = papers(account(HF, ONE, doi="10.48550/arXiv.2301.00001"), article)
    assert own.doi == "10.1000/a"


def test_counts_follow_the_newest() -> None:
    """Upvotes and comments are the last that anyone counted, be they fewer; one who did not count says nothing."""
    first, last = account(HF, ONE, upvotes=9, comments=1), account(PAGE, ONE, at="02", upvotes=0)
    (made,) = papers(first, last, account(ARXIV, ONE, at="03"))
    assert (made.upvotes, made.comments) == (0, 1)
    (made,) = papers(first, account(PAGE, ONE, upvotes=5))
    assert made.upvotes == 9


def test_who_is_believed() -> None:
    """ArXiv about the paper itself, Hugging Face about what is around it, whoever spoke last."""
    one = Links(code="https://a.b/code", pdf="https://a.b/pdf")
    other = Links(code="https://c.d/code", html="https://c.d")
    listing = account(ARXIV, ONE, summary="By arXiv.", published="2024-05-06", tags=("cs.CL", "vision"), links=one)
    later = account(
        HF, ONE, at="02", title=OTHER, summary="By HF.", published="2025", tags=("vision", "a"), links=other
    )
    (made,) = papers(later, listing)
    assert (made.title, made.summary, made.published) == (TITLE, "By HF.", "2024-05-06")
    assert made.tags == ("cs.CL", "vision", "a")
    assert made.links == Links(code="https://c.d/code", pdf="https://a.b/pdf", html="https://c.d")
    (newer,) = papers(listing, account("arxiv:snapshot", ONE, at="02", summary="By arXiv's snapshot."))
    assert newer.summary == "By arXiv's snapshot."


def test_a_journal_is_believed_about_its_article() -> None:
    """Its DOI and its PDF are taken, not those that Hugging Face told later."""
    article = account(JOURNAL, ONE, doi="10.1000/a", links=Links(pdf="https://a.b/pdf"))
    (made,) = papers(article, account(HF, ONE, at="02", doi="10.1000/b", links=Links(pdf="https://c.d/pdf")))
    assert (made.doi, made.links.pdf) == ("10.1000/a", "https://a.b/pdf")


@pytest.mark.parametrize(
    ("days", "listed"),
    [
        (["2024-05-07", "2024-05-06T10:00:00Z"], "2024-05-06T10:00:00Z"),
        (["--01-01", "2024-05-07"], "2024-05-07"),
        (["2024", "2024-05-07"], "2024-05-07"),
        (["--05-07", "2024"], "2024"),
        (["--05-07", "--05-06"], "--05-06"),
        ([None, "--05-07"], "--05-07"),
        ([None, None], None),
    ],
)
def test_a_paper_is_listed_when_it_first_was(days: Sequence[str | None], listed: str | None) -> None:
    """The earliest day of any source counts, a day of an unknown year only without another."""
    (made,) = papers(*(account(source, ONE, listed=day) for source, day in zip((HF, PAGE), days, strict=True)))
    assert made.listed == listed


def test_a_day_of_an_unknown_year_loses_to_a_date() -> None:
    """Even if the source that is believed first tells it."""
    (made,) = papers(account(ARXIV, ONE, published="--05-06"), account("starter", ONE, published="2024"))
    assert made.published == "2024"


def test_one_account_is_the_paper_as_it_was_told() -> None:
    """But for the id, which is the strongest that it tells, and a DOI told as an id alone."""
    one = account(HF, ONE, abstract="One.", tags=("b", "a"), listed="--05-06")
    assert combine([one]) == one.paper
    assert combine([account(JOURNAL, doi="10.1000/A")]).id == "doi:10.1000/a"
    assert combine([account(JOURNAL, "doi:10.1000/a")]).doi == "10.1000/a"
    assert regroup([]) == []


def test_each_kind_of_source_has_its_place() -> None:
    """An abstract is the one of the best believed source that has one, whatever came last and however it is named."""
    sources = (ARXIV, HF, "bib:my:file.bib", JOURNAL, PAGE, "starter")
    told = [account(source, ONE, at=f"0{at + 1}", abstract=source) for at, source in enumerate(sources)]
    for at, source in enumerate(sources):
        (made,) = papers(*told[at:])
        assert made.abstract == source


def test_days_of_all_sources_add_up() -> None:
    """A paper was listed on the first of them, and again on the others."""
    first, second = account(HF, ONE, listed="2026-11-02"), account(PAGE, ONE, listed="2026-11-01")
    (made,) = papers(first, second, account(ARXIV, ONE, relisted=("2026-11-03",)))
    assert (made.listed, made.relisted) == ("2026-11-01", ("2026-11-02", "2026-11-03"))


def test_an_address_is_a_stronger_id_than_a_title() -> None:
    """A paper that only a page named has the address of the post that tells of it."""
    assert ids(account(PAGE), account("blog", "url:https://a.b/1")) == ["url:https://a.b/1"]


def test_a_paper_without_a_title_has_an_empty_one() -> None:
    """And without anything else nothing that is made up."""
    (made,) = papers(account(ARXIV, ONE, title=""), account(HF, ONE, title=""))
    assert made == Paper(ONE, "", sources=(ARXIV, HF))
