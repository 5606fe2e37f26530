"""What one source said of one paper, and which of these accounts tell of the same paper.

An account has the identities that its source has set by a field that is there for it, and never one that a text
names, be it title, abstract, name of an author, tag or comment: nobody's mark comes to another paper by what is
written of it. These fields may set one:

- a feed: an entry's link and identifiers (`guid`, `id`, `dc:identifier`, `prism:doi`, `arxiv:doi`), each as a whole;
- Hugging Face and arXiv: the paper's own id, and its DOI where they have a field for it;
- a file of references, which the reader has chosen: `eprint`, `doi`, `url` and where programs put them else (journal,
  publisher, the key, a line of a note that begins with one);
- the title, as a digest, which joins no two papers that have an arXiv id or a DOI each; see `partition`.

What a source says in such a field is believed: a feed that gives its entry another paper's id becomes a further
account of that paper, which keeps its mark and the facts of better believed sources (`merge`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from feedtui.papers.dates import listing_days
from feedtui.papers.identity import doi_id, title_id
from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import folded

SHORT_TITLE = 16
"""Letters and digits of a title that may well be several papers': `Editorial`, `Book Review`, `Table of Contents`."""

_STRENGTH = {"arxiv": 0, "doi": 1, "url": 2, "title": 3}
_NO_LETTER = re.compile(r"[\W_]+")
_REMEMBERED = 2**13


@dataclass(frozen=True, slots=True)
class Account:
    """What one source said of one paper: `paper` names that source alone, and has the id that it told.

    `at` is when it was fetched or imported, ISO 8601 in UTC to the second, so that text order is time's order.
    """

    paper: Paper
    at: str

    @property
    def source(self) -> str:
        """The name of the source, empty if the paper names none."""
        return self.paper.sources[0] if self.paper.sources else ""

    @property
    def list_days(self) -> tuple[str, ...]:
        """The days on which the source listed the paper."""
        return (self.paper.listed, *self.paper.relisted) if self.paper.listed else self.paper.relisted


def identities(paper: Paper) -> tuple[PaperId, ...]:
    """Return every identity by which the paper can be recognised, the strongest first."""
    return identities_told(paper.id, paper.title, paper.doi)


def aliases(accounts: Iterable[Account]) -> set[PaperId]:
    """Return every identity that any of the accounts tells.

    Accounts that share none with others, directly or through further accounts, have no part in those others' papers.
    """
    return {key for account in accounts for key in identities(account.paper)}


def strength(identity: PaperId) -> tuple[int, PaperId]:
    """Return what identities are sorted by: the strongest kind first, each kind by its text."""
    return _STRENGTH[identity.partition(":")[0]], identity


def latest(accounts: Iterable[Account]) -> list[Account]:
    """Return the newest account of each source under each id that it told, in time's order.

    Of two from the same second, the one whose content is greater as text counts. The days on which a source listed
    the paper add up.
    """
    newest: dict[tuple[str, PaperId], Account] = {}
    days: dict[tuple[str, PaperId], set[str]] = {}
    for account in accounts:
        told = (account.source, account.paper.id)
        held = newest.get(told)
        if held is None or account.at > held.at or (account.at == held.at and repr(account) > repr(held)):
            newest[told] = account
        days.setdefault(told, set()).update(account.list_days)
    return sorted((_listed_on(account, days[told]) for told, account in newest.items()), key=_order)


def partition(accounts: Iterable[Account]) -> list[list[Account]]:
    """Return the accounts by the papers that they tell of, the same whatever order they come in.

    1. Accounts that share an arXiv id, a DOI or a url, directly or through others, are one group. A DOI that
       arXiv gave is an arXiv id. Accounts that tell none of these are one group if they share a title, by its
       letters and digits alone.
    2. A title makes one paper of all groups that tell it, unless it is ambiguous: two of them hold an arXiv id,
       or two hold a DOI, or one source tells it in two of them, or it has no more than `SHORT_TITLE` letters
       and digits and two of them hold any of these identities. Titles that would, one after the other, join two
       groups that hold an arXiv id, or two that hold a DOI, are ambiguous too.
    3. Groups that share an ambiguous title stay apart; what is known by that title alone goes to the one whose
       strongest identity is smallest.

    Papers come in the order of their strongest identity, the accounts of each in time's order.
    """
    told = sorted(accounts, key=_order)
    sure = _connected([_binding(account) for account in told])
    if len(sure) == 1:
        return [told]
    groups = sorted((_Group([told[i] for i in whole]) for whole in sure), key=lambda group: strength(group.id))
    wholes = _connected(_titles_joining(groups))
    return [sorted((account for i in whole for account in groups[i].accounts), key=_order) for whole in wholes]


class _Group:
    """Accounts that are one paper whatever its title."""

    def __init__(self, accounts: list[Account]) -> None:
        self.accounts = accounts
        self.keys = aliases(accounts)
        self.id = min(self.keys, key=strength)
        self.kinds = {key.partition(":")[0] for key in self.keys}
        self.by_title = self.kinds == {"title"}


_Tellers = dict[int, list[Account]]
"""Who tells a title: for the place of each group, in ascending order, its accounts that do."""


# An account is asked several times on its way into the library; its title is digested once.
@lru_cache(_REMEMBERED)
def identities_told(told: PaperId, title: str, doi: str | None) -> tuple[PaperId, ...]:
    """Return the `identities` of a paper with an id, a title and a DOI."""
    if not doi and told[:6] in ("arxiv:", "doi:10"):
        return told, title_id(title)
    known = doi_id(doi) if doi else None
    return tuple(sorted({told, title_id(title), known or told}, key=strength))


def _listed_on(account: Account, days: set[str]) -> Account:
    listed, relisted = listing_days(days)
    if (listed, relisted) == (account.paper.listed, account.paper.relisted):
        return account
    return Account(replace(account.paper, listed=listed, relisted=relisted), account.at)


def _order(account: Account) -> tuple[str, str, PaperId]:
    return account.at, account.source, account.paper.id


def _binding(account: Account) -> tuple[PaperId, ...]:
    """Return the identities by which an account is one with others whatever its title; its title if it has none."""
    keys = identities(account.paper)
    return tuple(key for key in keys if not key.startswith("title:")) or keys


def _titles_joining(groups: Sequence[_Group]) -> list[list[PaperId]]:
    """Return for each group the titles by which it is one with others that have them too."""
    titles = _titles(groups)
    places = {title: _places(title_of, groups) for title, title_of in titles.items()}
    joining = _turned(places, len(groups))
    for whole in _connected(joining):
        if _hold_rivals(groups[i] for i in whole):
            for title in {title for i in whole for title in joining[i]}:
                places[title] = _apart(titles[title], groups)
    return _turned(places, len(groups))


def _titles(groups: Sequence[_Group]) -> dict[PaperId, _Tellers]:
    """Return who tells each title; several titles of a group without any other identity count as one."""
    same: dict[PaperId, PaperId] = {}
    for group in groups:
        if group.by_title:
            same.update(dict.fromkeys(group.keys, group.id))
    titles: dict[PaperId, _Tellers] = {}
    for place, group in enumerate(groups):
        for account in group.accounts:
            keys = {same.get(key, key) for key in identities(account.paper) if key.startswith("title:")}
            for title in keys:
                titles.setdefault(title, {}).setdefault(place, []).append(account)
    return titles


def _places(tellers: _Tellers, groups: Sequence[_Group]) -> list[int]:
    """Return the groups that a title joins."""
    strong = [place for place in tellers if not groups[place].by_title]
    if len(strong) < 2:
        return list(tellers)
    sources = Counter(source for place in strong for source in {account.source for account in tellers[place]})
    short = any(_is_short(account.paper.title) for account in tellers[strong[0]])
    if short or max(sources.values()) > 1 or _hold_rivals(groups[place] for place in strong):
        return _apart(tellers, groups)
    return list(tellers)


def _apart(tellers: _Tellers, groups: Sequence[_Group]) -> list[int]:
    """Return the groups that an ambiguous title joins: the first, and what is known by titles alone."""
    return [place for rank, place in enumerate(tellers) if rank == 0 or groups[place].by_title]


def _hold_rivals(groups: Iterable[_Group]) -> bool:
    """Whether two of the groups hold an arXiv id, or two hold a DOI."""
    kinds = Counter(kind for group in groups for kind in group.kinds)
    return kinds["arxiv"] > 1 or kinds["doi"] > 1


def _is_short(title: str) -> bool:
    return len(_NO_LETTER.sub("", folded(title))) <= SHORT_TITLE


def _turned(places: dict[PaperId, list[int]], size: int) -> list[list[PaperId]]:
    """Return the titles of each of `size` places from the places of each title."""
    titles: list[list[PaperId]] = [[] for _ in range(size)]
    for title, found in places.items():
        for place in found:
            titles[place].append(title)
    return titles


def _connected(keys: Sequence[Iterable[str]]) -> list[list[int]]:
    """Return the places whose keys overlap, directly or through other places, in ascending order."""
    parent = list(range(len(keys)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    first: dict[str, int] = {}
    for place, own in enumerate(keys):
        for key in own:
            low, high = sorted((root(first.setdefault(key, place)), root(place)))
            parent[high] = low
    wholes: dict[int, list[int]] = {}
    for place in range(len(keys)):
        wholes.setdefault(root(place), []).append(place)
    return list(wholes.values())
