"""A made-up world of papers: who wrote what, when arXiv announces it, and when Hugging Face lists it.

Nothing in it is real, and everything follows from a seed. What happened on a day does not depend on which day
is today, so a later world holds an earlier one: `World(1, monday)` plus Tuesday's papers is `World(1, tuesday)`.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property, lru_cache

from standin import prose
from standin.days import DAY, announces, before, cut_off, on_or_after
from standin.prose import FIELDS, JOURNALS, ORGANIZATIONS, Author

DEPTH = 45
"""Days before today that have papers."""
_LICENCES = (
    "http://creativecommons.org/licenses/by/4.0/",
    "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
    "http://creativecommons.org/licenses/by-nc-sa/4.0/",
)
_NUMBERS_A_DAY = 800
_LIKED = ("cs.", "stat.ML")
_FAMOUS, _FAME = 40, 30.0


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a paper: the day of its announcement, and when it was sent."""

    announced: date
    sent: datetime


@dataclass(frozen=True, slots=True)
class Attention:
    """What Hugging Face knows of a paper; `votes` and `comments` are what it has in the end."""

    days: tuple[date, ...]
    votes: int
    comments: int
    submitter: Author
    repository: str | None
    stars: int
    organization: tuple[str, ...] | None
    project: str | None
    video: bool


@dataclass(frozen=True, slots=True)
class Preprint:
    """A paper on arXiv; `categories` begins with the primary one, `versions` include those of days to come."""

    number: str
    text: prose.Text
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    versions: tuple[Version, ...]
    licence: str
    comment: str | None
    journal: str | None
    doi: str | None
    attention: Attention | None

    def by(self, day: date) -> tuple[Version, ...]:
        """Return the versions announced until a day."""
        return tuple(version for version in self.versions if version.announced <= day)


@dataclass(frozen=True, slots=True)
class Announcement:
    """A version of a paper, made known; `kind` is arXiv's word: new, cross, replace or replace-cross."""

    kind: str
    version: int
    paper: Preprint


@dataclass(frozen=True)
class World:
    """All papers as they stand on one day, in UTC."""

    seed: int
    today: date

    @cached_property
    def papers(self) -> dict[str, Preprint]:
        """All papers announced until today by number, the newest first."""
        days = [self.today - DAY * back for back in range(DEPTH)]
        papers = [paper for day in days for paper in reversed(_sent(self.seed, day))]
        papers += [paper for paper in _famous(self.seed) if paper.versions[0].announced <= self.today]
        return {paper.number: paper for paper in papers}

    def announced(self, day: date, asked: Collection[str]) -> list[Announcement]:
        """Return a day's announcements for categories or archives, in arXiv's order: new first, replaced last."""
        kinds: dict[str, list[Announcement]] = {"new": [], "cross": [], "replace": [], "replace-cross": []}
        recent = [paper for back in range(DEPTH) for paper in _sent(self.seed, day - DAY * back)]
        for paper in recent if day <= self.today else ():
            for number, version in enumerate(paper.versions, 1):
                if version.announced == day and any(covers(asked, category) for category in paper.categories):
                    kind = "replace" if number > 1 else "new"
                    if not covers(asked, paper.categories[0]):
                        kind = "replace-cross" if number > 1 else "cross"
                    kinds[kind].append(Announcement(kind, number, paper))
        return [announcement for kind in kinds.values() for announcement in kind]

    @cached_property
    def lists(self) -> dict[date, list[Preprint]]:
        """Hugging Face's lists until today, the newest first; a paper may be on two."""
        days = [(day, paper) for paper in self.papers.values() if paper.attention for day in paper.attention.days]
        lists: dict[date, list[Preprint]] = {}
        for day, paper in sorted(days, key=lambda one: (one[0], one[1].number), reverse=True):
            if day <= self.today:
                lists.setdefault(day, []).append(paper)
        return lists

    def votes(self, paper: Preprint) -> int:
        """Return a paper's upvotes today: they settle within two weeks."""
        return self._by_now(paper, paper.attention.votes if paper.attention else 0)

    def comments(self, paper: Preprint) -> int:
        """Return the number of a paper's comments today."""
        return self._by_now(paper, paper.attention.comments if paper.attention else 0)

    def is_known(self, paper: Preprint) -> bool:
        """Say whether Hugging Face has a page for a paper."""
        return paper.attention is not None and paper.attention.days[0] <= self.today

    def is_fresh(self, paper: Preprint) -> bool:
        """Say whether Hugging Face has not yet read a paper, so that summary and keywords are missing."""
        return paper.attention is not None and self.today - paper.attention.days[0] < 2 * DAY

    def _by_now(self, paper: Preprint, settled: int) -> int:
        if paper.attention is None:
            return 0
        age = (self.today - paper.attention.days[0]).days
        return int(settled * (1 - 0.6 ** (age + 1))) if age < 14 else settled


def covers(asked: Collection[str], category: str) -> bool:
    """Say whether a category, or its archive, is among those asked for."""
    return category in asked or category.partition(".")[0] in asked


@lru_cache(maxsize=1024)
def _sent(seed: int, day: date) -> tuple[Preprint, ...]:
    """Return the papers that are new on a day, by number."""
    if not announces(day):
        return ()
    rng = random.Random(f"{seed} {day}")
    fields = [field for field in FIELDS for _ in range(max(1, round(field.papers * rng.uniform(0.7, 1.3))))]
    rng.shuffle(fields)
    papers, number = [], (day.day - 1) * _NUMBERS_A_DAY
    for field in fields:
        number += rng.randint(1, 8)
        days = _list_days(rng, day) if field.categories[0].startswith(_LIKED) and rng.random() < 0.45 else ()
        papers.append(_paper(rng, field, number, day, days, liked=min(rng.paretovariate(1.1), _FAME - 1)))
    return tuple(papers)


@lru_cache
def _famous(seed: int) -> tuple[Preprint, ...]:
    """Return papers of 2024 and 2025 whose code everybody has starred: what Hugging Face calls trending."""
    rng = random.Random(f"{seed} famous")
    papers = []
    for at in range(_FAMOUS):
        day = on_or_after(date(2024, 1, 2) + DAY * rng.randrange(700))
        number = day.day * _NUMBERS_A_DAY - at
        papers.append(_paper(rng, FIELDS[at % 6], number, day, (day,), liked=rng.uniform(_FAME, 3 * _FAME)))
    return tuple(papers)


def _paper(
    rng: random.Random, field: prose.Field, number: int, day: date, listed: tuple[date, ...], liked: float
) -> Preprint:
    """Write a paper that is new on a day and that Hugging Face lists on none, one or two."""
    primary, *near = field.categories
    text, authors = prose.text(rng, field), prose.authors(rng)
    printed = rng.random() < 0.1
    return Preprint(
        number=f"{day:%y%m}.{number:05}",
        text=text,
        authors=authors,
        categories=(primary, *rng.sample(near, int(4 * rng.random() ** 2))),
        versions=_versions(rng, day),
        licence=rng.choice(_LICENCES),
        comment=f"{rng.randint(4, 48)} pages, {rng.randint(2, 19)} figures" if rng.random() < 0.6 else None,
        journal=f"{rng.choice(JOURNALS)} {rng.randint(2, 60)} ({day.year}) {rng.randint(1, 900)}" if printed else None,
        doi=f"10.5555/standin.{day:%y%m}{number:05}" if printed else None,
        attention=_attention(rng, listed, authors, text.code, liked) if listed else None,
    )


def _versions(rng: random.Random, day: date) -> tuple[Version, ...]:
    """Return the versions of a paper that is new on a day: most have one, some several, one in a hundred seven."""
    days, chance = [day], rng.random()
    wanted = 7 if chance < 0.01 else 1 + (chance < 0.3) + (chance < 0.08)
    while len(days) < wanted:
        days.append(on_or_after(days[-1] + DAY * rng.randint(1, 4 if wanted == 7 else 20)))
    return tuple(Version(day, _when_sent(rng, day)) for day in days)


def _when_sent(rng: random.Random, day: date) -> datetime:
    """Return a time between arXiv's last cut-off and the one for an announcement on a day."""
    begin, end = cut_off(before(day)), cut_off(day)
    return (begin + (end - begin) * rng.random()).astimezone(UTC).replace(microsecond=0)


def _list_days(rng: random.Random, day: date) -> tuple[date, ...]:
    """Return the days of Hugging Face's list: one, up to three days after arXiv's; for one paper in fifty, two."""
    first = on_or_after(day + DAY * rng.choice((0, 0, 1, 1, 2, 3)))
    return (first, on_or_after(first + DAY)) if rng.random() < 0.02 else (first,)


def _attention(
    rng: random.Random, days: tuple[date, ...], authors: tuple[Author, ...], code: str | None, liked: float
) -> Attention:
    """Return what becomes of a paper that Hugging Face lists; half of them are brought there by an author."""
    if code is None and (liked >= _FAME or rng.random() < 0.25):
        code = f"https://github.com/standin-labs/paper-{rng.randrange(10_000)}"
    return Attention(
        days=days,
        votes=int(4 * liked**1.35) - 4,
        comments=1 + int(rng.expovariate(0.7)),
        submitter=rng.choice(authors if rng.random() < 0.5 else prose.authors(rng)),
        repository=code,
        stars=int(12 * liked * liked),
        organization=rng.choice(ORGANIZATIONS) if rng.random() < 0.6 else None,
        project=f"https://project-{rng.randrange(10_000)}.example/" if rng.random() < 0.5 else None,
        video=rng.random() < 0.15,
    )
