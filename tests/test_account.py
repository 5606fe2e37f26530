"""Which accounts tell of the same paper."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from accounts import ACCOUNTS, ARXIV, HF, JOURNAL, ONE, OTHER, PAGE, TITLE, TWO, account, ids, papers
from feedtui.papers.account import SHORT_TITLE, Account, aliases, identities, latest, partition
from feedtui.papers.identity import title_id
from feedtui.papers.merge import regroup
from feedtui.papers.paper import PaperId
from samples import paper


@given(st.data(), ACCOUNTS)
def test_the_order_of_accounts_does_not_matter(data: st.DataObject, accounts: list[Account]) -> None:
    """Neither to which of them count nor to which are one paper; those of one paper alone are that paper."""
    assert latest(data.draw(st.permutations(accounts))) == latest(accounts)
    groups = partition(latest(accounts))
    assert partition(data.draw(st.permutations(latest(accounts)))) == groups
    assert [partition(data.draw(st.permutations(group))) for group in groups] == [[group] for group in groups]


@given(ACCOUNTS)
def test_strong_identities_join_and_titles_join_no_rivals(accounts: list[Account]) -> None:
    """What shares an arXiv id, DOI or url is one paper; titles never join two arXiv ids or two DOIs."""
    for _, group in regroup(accounts):
        wholes: list[set[PaperId]] = []
        for one in group:
            whole = {key for key in identities(one.paper) if not key.startswith("title:")}
            apart = [other for other in wholes if not other & whole]
            wholes = [*apart, whole.union(*(other for other in wholes if other & whole))]
        for kind in ("arxiv:", "doi:"):
            assert sum(any(key.startswith(kind) for key in whole) for whole in wholes) <= 1
    strong = [(key, made.id) for made, group in regroup(accounts) for key in aliases(group) if key[:6] != "title:"]
    assert len({key for key, _ in strong}) == len(set(strong))


def test_identities_strongest_first() -> None:
    """A DOI counts in any case and form, and one that arXiv gave is the arXiv id; what is no DOI does not count."""
    one = paper(TITLE, id=ONE, doi="10.1000/ABC")
    assert identities(one) == (ONE, "doi:10.1000/abc", title_id(TITLE))
    assert identities(replace(one, doi="https://doi.org/10.1000/ABC")) == identities(one)
    assert identities(paper(TITLE, doi="10.48550/arXiv.2301.00001v2")) == (ONE, title_id(TITLE))
    assert identities(paper(TITLE, id="url:https://a.b", doi="see page 10")) == ("url:https://a.b", title_id(TITLE))


def test_a_newer_account_of_the_same_source_replaces_its_older_one() -> None:
    """Another source's word stays; so does what the same source said under another id."""
    old, new = account(HF, ONE, abstract="First."), account(HF, ONE, at="02", abstract="Second.", title=OTHER)
    assert latest([new, old]) == [new]
    (made,) = papers(new, account("bib:a", ONE, at="03", title=OTHER, abstract="Third."), old)
    assert made.abstract == "Second."
    page = account(PAGE)
    assert ids(page, old) == [ONE]
    assert ids(page, old, new) == [ONE, page.paper.id]
    assert latest([page, account(PAGE, ONE, at="02")]) == [page, account(PAGE, ONE, at="02")]


def test_what_hangs_together_by_others_is_one_paper() -> None:
    """A DOI and a url that were two papers become one as soon as an account tells both."""
    two = [account(JOURNAL, "doi:10.1000/a"), account("blog", "url:https://a.b", title=OTHER)]
    both = account("bib:my.bib", "url:https://a.b", title="A Third Title of Some Length", doi="10.1000/a")
    assert ids(*two) == ["doi:10.1000/a", "url:https://a.b"]
    assert ids(*two, both) == ["doi:10.1000/a"]


def test_two_papers_of_one_title_stay_two() -> None:
    """Two arXiv ids or two DOIs are two papers; what is known by the title alone goes to the smallest id."""
    page, first, second = account(PAGE), account(ARXIV, ONE), account(HF, TWO)
    grouped = {made.id: group for made, group in regroup([second, page, first])}
    assert grouped == {ONE: [first, page], TWO: [second]}
    assert ids(account(JOURNAL, "doi:10.1000/a"), account("bib:b", "doi:10.1000/b")) == [
        "doi:10.1000/a",
        "doi:10.1000/b",
    ]


def test_a_source_that_tells_a_title_twice_means_two_papers() -> None:
    """A blog's weekly post has the same title each week; two blogs with one post have the same post."""
    weekly = "The Papers that We Read This Week"
    first, second = (account("https://a.b/feed", f"url:https://a.b/{week}", title=weekly) for week in (1, 2))
    assert ids(first, second) == ["url:https://a.b/1", "url:https://a.b/2"]
    again = account("https://c.d/feed", "url:https://c.d/1", title=weekly)
    assert ids(first, again) == ["url:https://a.b/1"]
    page = account(PAGE, title=weekly)
    assert [len(group) for _, group in regroup([page, second, first])] == [2, 1]


def test_a_short_title_names_no_one_paper() -> None:
    """Editorials of two journals are two, and a page's paper with a short title still finds its arXiv id."""
    blog = account("https://a.b/feed", "url:https://a.b/1", title="Editorial")
    assert ids(blog, account(JOURNAL, "doi:10.1000/a", title="Editorial")) == ["doi:10.1000/a", "url:https://a.b/1"]
    assert ids(account(PAGE, title="World Models"), account(ARXIV, ONE, title="World models")) == [ONE]
    for letters, expected in ((SHORT_TITLE, [ONE, "url:https://a.b"]), (SHORT_TITLE + 1, [ONE])):
        title = "x, " * letters
        assert ids(account("blog", "url:https://a.b", title=title), account(ARXIV, ONE, title=title)) == expected


def test_titles_one_after_the_other_do_not_join_two_arxiv_papers() -> None:
    """A post that two feeds title like two different papers is neither."""
    post = [account("https://a.b/feed", "url:https://a.b/1"), account("https://c.d", "url:https://a.b/1", title=OTHER)]
    preprints = [account(ARXIV, ONE), account(HF, TWO, title=OTHER)]
    assert ids(*post, *preprints) == [ONE, TWO, "url:https://a.b/1"]
    assert ids(*post, preprints[0]) == [ONE]


def test_an_ambiguous_title_leaves_others_alone() -> None:
    """One of two preprints with the same title is still one with the article that has its later title."""
    preprints = [account(ARXIV, ONE), account(HF, TWO), account("arxiv:snapshot", TWO, title=OTHER)]
    article = account(JOURNAL, "doi:10.1000/a", title=OTHER)
    assert {made.id: made.doi for made in papers(*preprints, article)} == {ONE: None, TWO: "10.1000/a"}


def test_a_title_told_by_an_old_digest_joins_no_two_papers() -> None:
    """Accounts with the id of a title that was digested otherwise hang together, and go to one paper alone."""
    old = [account(PAGE, "title:old"), account("starter", "title:old", title=OTHER)]
    assert len(papers(*old)) == 1
    grouped = {made.id: group for made, group in regroup([*old, account(ARXIV, ONE), account(HF, TWO, title=OTHER)])}
    assert [len(grouped[key]) for key in (ONE, TWO)] == [3, 1]
