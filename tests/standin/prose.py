"""The words of the made-up world: titles, abstracts and people, from the vocabulary of `words.toml`."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_WORDS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_SLOT = re.compile(r"<([A-Za-z]+2?)>")
_SMALL = frozenset("a an and as at by for from in into is not of on or over per the their to under with".split())
_FEW = "three four five six seven eight nine eleven twelve".split()
_HEADS = "Ve Ka Tu Lo Mi Sa Or Be No Ri Fen Gal".split()
_MIDDLES = "lo ri mar da no ke va su".split()
_TAILS = "ra n x sol ta mi".split()


@dataclass(frozen=True, slots=True)
class Author:
    """A person; who has only one name has it as `keyname`, as in arXiv's metadata."""

    forenames: str
    keyname: str
    affiliations: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.forenames} {self.keyname}".strip()


@dataclass(frozen=True, slots=True)
class Text:
    """What a paper says and what is said about it; `code` is the repository that the abstract names."""

    title: str
    abstract: str
    summary: str
    keywords: tuple[str, ...]
    code: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of research: `categories` begins with the primary one, `papers` is how many come on a day."""

    categories: tuple[str, ...]
    papers: int
    phrases: Mapping[str, list[str]]


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


FIELDS = tuple(
    Field(
        categories=tuple(facts["categories"].split()),
        papers=facts["papers"],
        phrases={name: _phrases(facts[name]) for name in ("things", "tasks", "means", "data", "worries", "measures")},
    )
    for facts in _WORDS["fields"].values()
)
JOURNALS = _phrases(_WORDS["names"]["journals"])
ORGANIZATIONS = [tuple(one.split(": ")) for one in _phrases(_WORDS["names"]["organizations"])]
_AFFILIATIONS = _phrases(_WORDS["names"]["affiliations"])


def text(rng: random.Random, field: Field) -> Text:
    """Write a paper of a field; the abstract has 600 to 1500 characters and may hold TeX and a repository."""
    slots = _slots(rng, field)
    title = _filled(rng, rng.choice(_lines("title")), slots)
    return Text(
        title=_title_case(title) if rng.random() < 0.7 else title,
        abstract=_abstract(rng, slots),
        summary=_filled(rng, rng.choice(_lines("summary")), slots),
        keywords=tuple(slots[slot] for slot in ("things", "means", "task", "measure", "means2")),
        code=slots.get("code"),
    )


def authors(rng: random.Random) -> tuple[Author, ...]:
    """Return one to nine people of different names; one paper in eight says where they work."""
    groups = _groups()
    weights = [weight for weight, _, _ in groups]
    known = rng.random() < 0.125
    found: dict[str, Author] = {}
    for _ in range(1 + int(9 * rng.random() ** 1.5)):
        _, forenames, keynames = rng.choices(groups, weights)[0]
        places = rng.sample(_AFFILIATIONS, rng.choice((1, 1, 2))) if known else ()
        author = Author(rng.choice(forenames), rng.choice(keynames), tuple(places))
        found[author.name] = author
    return tuple(found.values())


def _abstract(rng: random.Random, slots: Mapping[str, str]) -> str:
    """Return sentences, no kind of them twice; one abstract in ten has two paragraphs, broken as arXiv does."""
    kinds = ["opening", "gap", "proposal", "detail", "result", "remark"]
    if rng.random() < 0.3:
        kinds.insert(4, "tex")
    lines = [rng.choice(_lines(kind)) for kind in kinds]
    spare = [line for kind in ("detail", "result", "remark") for line in _lines(kind) if line not in lines]
    rng.shuffle(spare)
    sentences = [_filled(rng, line, slots) for line in lines]
    ending = ("closing", "code") if "code" in slots else ("closing",)
    last = [_filled(rng, rng.choice(_lines(kind)), slots) for kind in ending]
    length = rng.randint(650, 1200)
    while len(" ".join(sentences + last)) < length:
        sentences.append(_filled(rng, spare.pop(), slots))
    gap = "\n  " if rng.random() < 0.1 else " "
    return " ".join(sentences[:3]) + gap + " ".join(sentences[3:] + last)


def _slots(rng: random.Random, field: Field) -> dict[str, str]:
    """Return what one paper is about; one in three has code."""
    means, other = rng.sample(field.phrases["means"], 2)
    name = _coined(rng)
    slots = {
        "things": rng.choice(field.phrases["things"]),
        "task": rng.choice(field.phrases["tasks"]),
        "means": means,
        "means2": other,
        "data": rng.choice(field.phrases["data"]),
        "worry": rng.choice(field.phrases["worries"]),
        "measure": rng.choice(field.phrases["measures"]),
        "name": name,
    }
    return slots | {"code": f"https://github.com/{name.lower()}-group/{name}"} if rng.random() < 0.35 else slots


def _figures(rng: random.Random) -> dict[str, str]:
    """Return the numbers of one sentence."""
    low = rng.uniform(31, 78)
    return {
        "count": f"{rng.choice((120, 840, 1200, 3600, 15_000, 48_000)):,}",
        "few": rng.choice(_FEW),
        "digit": str(rng.randint(2, 9)),
        "gain": f"{rng.uniform(0.4, 9):.1f}",
        "percent": str(rng.randint(11, 64)),
        "low": f"{low:.1f}",
        "high": f"{low + rng.uniform(0.8, 14):.1f}",
    }


def _coined(rng: random.Random) -> str:
    """Return the name of a method: `Velora`, `KARIN`, `TunotaKit`."""
    word = rng.choice(_HEADS) + rng.choice(_MIDDLES) + rng.choice(_TAILS)
    style = rng.random()
    if style < 0.3:
        return word.upper()
    return word + rng.choice(("Net", "Bench", "Map", "Kit")) if style < 0.5 else word


def _filled(rng: random.Random, line: str, slots: Mapping[str, str]) -> str:
    """Return a line with its slots filled; a slot that has a capital begins with one."""
    words = {**slots, **_figures(rng)}

    def fill(slot: re.Match[str]) -> str:
        if slot[1][0].islower():
            return words[slot[1]]
        filling = words[slot[1].lower()]
        return filling[0].upper() + filling[1:]

    return _SLOT.sub(fill, line)


def _title_case(title: str) -> str:
    """Return a title with capitals, small words aside."""
    words = title.split(" ")
    return " ".join(
        word if at and word in _SMALL and not words[at - 1].endswith(":") else word[0].upper() + word[1:]
        for at, word in enumerate(words)
    )


@cache
def _lines(kind: str) -> list[str]:
    return str(_WORDS["lines"][kind]).strip().splitlines()


@cache
def _groups() -> list[tuple[int, list[str], list[str]]]:
    """Return the groups of names: weight, forenames, family names."""
    found = []
    for group in ("europe", "particles", "asia", "south", "single"):
        weight, forenames, keynames = _phrases(_WORDS["names"][group])
        found.append((int(weight), forenames.removeprefix("-").split(", "), keynames.split(", ")))
    return found
