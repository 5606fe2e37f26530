"""The texts of a made-up corpus: words, phrases, names, titles and abstracts.

Words follow Zipf's law. The head and the middle come from `corpus_words.toml`, as phrases made once for each
topic; the tail (names, numbers, TeX, identifiers, misspellings) is coined from its rank, so that memory does
not grow with the corpus.
"""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("corpus_words.toml").read_text(encoding="utf-8"))
_GENERAL: dict[str, list[str]] = {name: text.split() for name, text in _WORDS["general"].items()}
_FIRST: list[str] = _WORDS["names"]["first"].split()
_LAST: list[str] = _WORDS["names"]["last"].split()
_TIES: list[str] = 50 * _WORDS["general"]["ties"].strip("\n").split("|")
_TIES += _WORDS["general"]["odd_ties"].strip("\n").split("|")
JOURNALS: list[str] = re.split(r"[|\n]", _WORDS["names"]["journals"].strip())

_PHRASES, _TITLES, _FRAMES = 8_000, 3_000, 3_000
_DERIVED, _DERIVED_SHARE = 2_500, 0.18
_TIES_A_PAPER = 10
_RARE_SHARE = 0.8
_RARE = 1 << 24
_CACHED = 1 << 16

_SLOT = re.compile(r"\{(\w)\}")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiouAEIOU])")
_SYLLABLES = [
    onset + vowel
    for onset in "b br c ch d dr f g gr h k kl l m n p pr r s sh st t tr v w z".split()
    for vowel in "a e i o u ai ou ea".split()
]
_STARTS = [first + second for first in _SYLLABLES for second in _SYLLABLES]
_ENDS = [syllable + coda for coda in ("", "n") for syllable in _SYLLABLES]


@dataclass(frozen=True, slots=True)
class Topic:
    """What papers of one field are written with, everything by falling frequency; `shares` go with `categories`."""

    nouns: list[str]
    adjectives: list[str]
    categories: list[str]
    shares: list[float]
    phrases: list[str]
    titles: list[str]


@cache
def topic(name: str) -> Topic:
    """Return a topic of `corpus_words.toml` with its phrases, which are always the same."""
    rng = random.Random(name)
    facts = _WORDS["topics"][name]
    nouns, adjectives = facts["nouns"].split(), facts["adjectives"].split()
    stems = [noun for noun in nouns if noun.islower() and noun.isalpha()]
    derived = [_derived(rng.choice(stems), rng.randrange(1 << 16)) for _ in range(_DERIVED)]
    words = {"n": nouns, "p": [_plural(noun) for noun in nouns], "a": adjectives, "N": derived}
    pairs = [pair.rpartition(":") for pair in facts["categories"].split()]
    return Topic(
        nouns=nouns,
        adjectives=adjectives,
        categories=[category for category, _, _ in pairs],
        shares=[float(share) for _, _, share in pairs],
        phrases=_filled(rng, "phrases", words, _PHRASES),
        titles=_filled(rng, "title_phrases", words, _TITLES),
    )


@cache
def shares(progress: float, year: int) -> tuple[list[tuple[str, str]], list[float]]:
    """Return all pairs of topic and category with their cumulative shares, `progress` (0 to 1) through the years."""
    pairs, weights = [], []
    for name, facts in _WORDS["topics"].items():
        growth = facts["growth"] ** (progress - 0.6) * (year >= facts.get("since", 0))
        for category, _, share in (pair.rpartition(":") for pair in facts["categories"].split()):
            pairs.append((name, category))
            weights.append(float(share) * growth)
    return pairs, list(accumulate(weights))


def title(rng: random.Random, field: Topic) -> str:
    """Return a title of 5 to 14 words; half have capitals, one in ten begins with a coined name."""
    made = _some(rng, _title_frames(), 1)[0] % tuple(_some(rng, field.titles, 2))
    while made.count(" ") < 4 + 4 * rng.random():
        made += " for " + _some(rng, field.titles, 1)[0]
    if rng.random() < 0.5:
        made = " ".join([word[:1].upper() + word[1:] for word in made.split(" ")])
    else:
        made = made[:1].upper() + made[1:]
    return f"{rare_word(rng).upper()}: {made}" if rng.random() < 0.1 and made.count(" ") < 13 else made


def abstract(rng: random.Random, field: Topic) -> str:
    """Return six or seven sentences on one line; some of their phrases are tied to rare words and numbers."""
    chance = rng.random
    text = " ".join(_some(rng, _sentence_frames(), 6 + int(2 * chance())))
    phrases = _some(rng, field.phrases, text.count("%s"))
    for place in range(_TIES_A_PAPER):
        tied = rare_word(rng) if chance() < _RARE_SHARE else int(2_000 ** chance())
        phrases[2 * place % len(phrases)] += _TIES[int(len(_TIES) * chance())] % tied
    return text % tuple(phrases)


def author(rng: random.Random) -> tuple[str, str]:
    """Return a last and a first name; a rare last name has few bearers, who come again."""
    rank = int(40 * ((1 - rng.random()) ** (-1 / 0.75) - 1)) % _RARE
    if rank < len(_LAST):
        return _LAST[rank], _FIRST[zipf(rng, len(_FIRST), 20)]
    return _coined(rank).capitalize(), _FIRST[(rank * 7 + int(3 * rng.random())) % len(_FIRST)]


def typed(rng: random.Random, kind: str, field: Topic) -> str:
    """Return a query of one to four words; the kinds are those that `corpus.typed_queries` names."""
    noun, other = (field.nouns[zipf(rng, len(field.nouns), 10)].lower().replace("-", " ") for _ in range(2))
    adjective = field.adjectives[zipf(rng, len(field.adjectives), 5)].lower()
    helper = rng.choice((*_GENERAL["asked"], other))
    last, first = author(rng)
    queries = {
        "word": noun,
        "two": f"{adjective} {noun}",
        "three": f"{adjective} {noun} {helper}",
        "title": f"{adjective} {rng.choice(field.titles).lower()} {helper}",
        "last": last.lower(),
        "name": f"{first} {last}".lower(),
        "rare": rare_word(rng).lower(),
        "common": " ".join(rng.sample(_GENERAL["asked"] + _GENERAL["nouns"][:20], 2)),
        "wrong": _misspelt(noun, rng.randrange(1_000)),
    }
    return " ".join(queries[kind].split()[:4])


def zipf(rng: random.Random, count: int, flat: int) -> int:
    """Return a place below `count`; chances fall as 1 / (place + flat)."""
    return min(int(flat * ((count / flat + 1) ** rng.random() - 1)), count - 1)


def _some(rng: random.Random, phrases: list[str], count: int) -> list[str]:
    """Return some of the phrases; the first come most often. Their words follow Zipf's law already."""
    chance, size = rng.random, len(phrases)
    return [phrases[int(size * chance() * chance())] for _ in range(count)]


def rare_word(rng: random.Random) -> str:
    """Return a word of the tail, where frequencies fall as (rank + 28,000) ** -1.7, steeper than in the head."""
    return _rare_word(int(28_000 * ((1 - rng.random()) ** (-1 / 0.7) - 1)) % _RARE)


@lru_cache(_CACHED)
def _rare_word(rank: int) -> str:
    """Return the rare word of a rank: a name, a misspelling, a compound, a number, an identifier or TeX."""
    kind = rank % 16
    if kind < 6:
        return _coined(rank).capitalize() if kind < 3 else _coined(rank)
    stems = _stems()
    stem = stems[rank * 31 % len(stems)]
    if kind < 9:
        return _misspelt(stem if rank < 30_000 else _derived(stem, rank * 7), rank)
    if kind < 11:
        return _derived(stem, rank * 7)
    if kind < 13:
        return f"{rank % 97}.{rank}"
    if kind < 15:
        return f"{_coined(rank)[:3].upper()}{rank % 100_000}" if kind == 13 else f"{_coined(rank)}-{rank % 1_000}b"
    return f"$\\mathcal{{{chr(65 + rank % 26)}}}_{{{_coined(rank)[:3]}{rank % 10_000}}}$"


def _coined(number: int) -> str:
    """Return a word of three syllables; each number below 2 ** 24 has its own."""
    end, start = divmod(number * 11_400_715 % _RARE, len(_STARTS))
    return _STARTS[start] + _ENDS[end]


def _derived(stem: str, number: int) -> str:
    """Return a word made of the stem with a prefix, a suffix or both, as the number says."""
    number, form = divmod(number, 3)
    number, before = divmod(number, len(_GENERAL["prefixes"]))
    prefix, suffix = _GENERAL["prefixes"][before], _GENERAL["suffixes"][number % len(_GENERAL["suffixes"])]
    if form == 0:
        return prefix + stem
    if suffix[0] in "aeiou" and stem[-1] in "aeiouy":
        stem = stem[:-1]
    return stem + suffix if form == 1 else prefix + stem + suffix


def _misspelt(word: str, number: int) -> str:
    """Return the word with a letter left out, doubled or put behind its neighbour."""
    number, edit = divmod(number, 3)
    at = 1 + number % max(len(word) - 2, 1)
    before, letter, after, rest = word[:at], word[at : at + 1], word[at + 1 : at + 2], word[at + 2 :]
    return before + (after, letter * 2 + after, after + letter)[edit] + rest


def _filled(rng: random.Random, kind: str, words: dict[str, list[str]], count: int) -> list[str]:
    """Return patterns of a kind with their places filled; a word's chance falls with its place in its list."""
    lists = {"g": _GENERAL["nouns"], "j": _GENERAL["adjectives"], "v": _GENERAL["verbs"], "d": _GENERAL["adverbs"]}
    lists |= {"G": [_plural(noun) for noun in lists["g"]], **words}
    patterns = [pattern.strip() for pattern in re.split(r"[|\n]", _WORDS["general"][kind].strip())]

    def word(place: re.Match[str]) -> str:
        choice = lists["N" if place[1] in "np" and rng.random() < _DERIVED_SHARE else place[1]]
        return choice[zipf(rng, len(choice), 8)]

    return [_ARTICLE.sub(r"\1n ", _SLOT.sub(word, pattern)) for pattern in rng.choices(patterns, k=count)]


def _plural(noun: str) -> str:
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun if noun.endswith("s") else noun + "es"
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2:-1] not in "aeiou" else noun + "s"


@cache
def _stems() -> list[str]:
    words = (word for facts in _WORDS["topics"].values() for word in facts["nouns"].split())
    return [word for word in dict.fromkeys(words) if word.islower() and word.isalpha() and len(word) > 4]


@cache
def _sentence_frames() -> list[str]:
    return _filled(random.Random("sentences"), "sentences", {}, _FRAMES)


@cache
def _title_frames() -> list[str]:
    return _filled(random.Random("titles"), "titles", {}, _FRAMES)
