"""The facts of one paper from the accounts that its sources gave.

The papers follow from the set of accounts alone: `regroup` returns the same whatever order they come in, and
whether or not some come twice or in parts. `account` says which accounts are one paper; here is who is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from feedtui.papers.account import Account, aliases, identities, latest, partition, strength
from feedtui.papers.dates import listing_days
from feedtui.papers.identity import doi_id, is_name
from feedtui.papers.paper import Links, Paper

__all__ = ["Account", "aliases", "combine", "identities", "latest", "partition", "regroup"]

# Which kinds of source are believed about which facts, the first one first. A kind is the source's name up to its
# colon; all other names are of feeds, mostly their addresses.
_BELIEVED = {
    "title abstract authors": "arxiv hf bib feed page starter",
    "published updated tags": "arxiv hf feed bib page starter",
    "doi": "feed bib arxiv hf page starter",
    "links.abs links.pdf links.html": "arxiv feed hf bib page starter",
    "links.code links.project links.discussion": "hf page arxiv feed bib starter",
    "summary upvotes comments": "hf page feed arxiv bib starter",
}
_RANKS = [{kind: rank for rank, kind in enumerate(kinds.split())} for kinds in _BELIEVED.values()]
_FACTS = {fact: (row, attrgetter(fact)) for row, facts in enumerate(_BELIEVED) for fact in facts.split()}
_UNKNOWN = (None, "", ())


def regroup(accounts: Iterable[Account]) -> list[tuple[Paper, list[Account]]]:
    """Return the papers of a set of accounts, each with those that it comes from, in order of their ids.

    To take in a new account, a library regroups it with all accounts of every paper that shares any of its
    `aliases`, and of every paper that shares any of theirs, and so on until there are no more.
    """
    return [(combine(group), group) for group in partition(latest(accounts))]


def combine(accounts: Iterable[Account]) -> Paper:
    """Return what the accounts of one paper, at least one, say together.

    - What is known is never lost to what is not: a fact comes from the source that is believed first among those
      that tell it, see `_BELIEVED`, and from its newest account.
    - A title that is but an identifier stands in for one that nobody told, and loses to any other.
    - The id is the strongest that any source tells. Links are taken one by one.
    - The counts, upvotes and comments, are the newest, whoever counted.
    - Tags add up, those of the source believed first in front; so do sources, in alphabetical order.
    - A date without a year is only used if there is no other. A paper was `listed` on the earliest day that any
      source names, since the reader goes through papers as they first appeared, and `relisted` on all the others.
    - A journal's DOI, even if it is only told as an id, goes before one that arXiv gave.
    """
    newest = latest(accounts)[::-1]
    if len(newest) == 1 and _is_whole(newest[0].paper):
        return newest[0].paper
    believed = [sorted(newest, key=lambda told: ranks.get(_kind(told), ranks["feed"])) for ranks in _RANKS]

    def known(fact: str) -> list[Any]:
        row, get = _FACTS[fact]
        return [value for told in believed[row] if (value := get(told.paper)) not in _UNKNOWN]

    def first(fact: str, otherwise: Any = None) -> Any:
        return next(iter(known(fact)), otherwise)

    def count(fact: str) -> Any:
        row, get = _FACTS[fact]
        counted = [told for told in believed[row] if get(told.paper) is not None]
        return get(max(counted, key=lambda told: told.at).paper) if counted else None

    listed, relisted = listing_days(day for told in newest for day in told.list_days)
    return Paper(
        id=min((identities(told.paper)[0] for told in newest), key=strength),
        title=min(known("title"), key=is_name, default=""),
        abstract=first("abstract", ""),
        summary=first("summary", ""),
        authors=first("authors", ()),
        published=min(known("published"), key=_has_no_year, default=None),
        listed=listed,
        relisted=relisted,
        updated=min(known("updated"), key=_has_no_year, default=None),
        doi=_doi(believed[_FACTS["doi"][0]]),
        links=Links(*(first(f"links.{link}") for link in Links.__slots__)),
        upvotes=count("upvotes"),
        comments=count("comments"),
        tags=tuple(dict.fromkeys(tag for tags in known("tags") for tag in tags)),
        sources=tuple(sorted({source for told in newest for source in told.paper.sources})),
    )


def _is_whole(paper: Paper) -> bool:
    """Whether a paper of which there is one account is just what that account says."""
    has_doi = bool(paper.doi) or not paper.id.startswith("doi:")
    plain = len(paper.sources) < 2 and len(set(paper.tags)) == len(paper.tags)
    return has_doi and plain and paper.id == identities(paper)[0]


def _kind(account: Account) -> str:
    return account.source.partition(":")[0]


def _has_no_year(date: str) -> bool:
    return date.startswith("--")


def _doi(accounts: Sequence[Account]) -> str | None:
    """Return the first DOI of a journal, else the first of any kind."""
    told = [account.paper for account in accounts]
    found = [doi for paper in told for doi in (paper.doi, paper.id.removeprefix("doi:")) if doi and doi != paper.id]
    return min(found, key=lambda doi: not (doi_id(doi) or "").startswith("doi:"), default=None)
