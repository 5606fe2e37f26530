"""Accounts made up for the tests: of few papers, by few sources, so that they meet often."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from feedtui.papers.account import Account
from feedtui.papers.identity import identify
from feedtui.papers.merge import regroup
from feedtui.papers.paper import Links, Paper, PaperId
from samples import paper

ARXIV, HF, JOURNAL, PAGE = "arxiv:cs.CL", "hf:daily", "https://journal.example/feed.xml", "page:huggingface-search"
TITLE = "Sparse Lanterns for Small Networks"
OTHER = "Speaking Rivers: a Corpus of Questions"
ONE, TWO = "arxiv:2301.00001", "arxiv:2301.00002"


def account(source: str, key: PaperId | None = None, *, title: str = TITLE, at: str = "01", **facts: Any) -> Account:
    """Return what a source says of a paper, known by its title if it has no `key`, on a day of November."""
    return Account(paper(title, id=key or identify(title), sources=(source,), **facts), f"2026-11-{at}T08:00:00Z")


def papers(*accounts: Account) -> list[Paper]:
    """Return the papers that accounts make."""
    return [made for made, _ in regroup(accounts)]


def ids(*accounts: Account) -> list[PaperId]:
    """Return the ids of the papers that accounts make."""
    return [made.id for made in papers(*accounts)]


DATES = st.sampled_from([None, "--05-06", "2024", "2024-05-06", "2024-05-07T01:02:03Z"])
ACCOUNTS = st.lists(
    st.builds(
        account,
        st.sampled_from([ARXIV, "arxiv:snapshot", HF, JOURNAL, PAGE, "bib:mine.bib", "starter"]),
        st.sampled_from([None, None, ONE, TWO, "doi:10.1000/a", "url:https://a.b/1", "url:https://a.b/2", "title:old"]),
        title=st.sampled_from([TITLE, f"{TITLE.upper()}!", OTHER, "Editorial"]),
        at=st.sampled_from(["01", "02", "03"]),
        doi=st.sampled_from([None, None, "10.1000/A", "10.1000/b", "10.48550/arXiv.2301.00001", "no DOI"]),
        abstract=st.sampled_from(["", "One.", "Two."]),
        summary=st.sampled_from(["", "Short.", "Shorter."]),
        authors=st.sampled_from([(), ("A. One",), ("B. Two",)]),
        published=DATES,
        listed=DATES,
        updated=DATES,
        upvotes=st.sampled_from([None, 0, 7]),
        comments=st.sampled_from([None, 0, 7]),
        tags=st.sampled_from([(), ("cs.CL",), ("cs.CL", "vision"), ("vision", "vision")]),
        links=st.builds(Links, code=st.sampled_from([None, "https://github.com/a/b", "https://github.com/c/d"])),
    ),
    max_size=8,
)
