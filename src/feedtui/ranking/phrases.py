"""What of a paper's words can be named as a reason: phrases, and words that tell something by themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from feedtui.papers.paper import Paper
from feedtui.papers.words import tokens
from feedtui.ranking.features import folded_word

_LONGEST = 4
_SAID = 2
"""Times that words have to stand side by side to be a phrase; once may be by chance, as `phase then`."""
_COMPOUND = re.compile(r"\w+(?:[-\u2010\u2011]\w+)+")
_SLIGHT = frozenset(
    "about above across after again against all almost along already also although always among another any around"
    " available aware because become before behind below best better between beyond both build building called"
    " capable case certain clear come common commonly compared consider considered corresponding could current"
    " currently demonstrate design designed despite detail develop developed did different directly do does done down"
    " due during each easy effective effectively either enable enabling end enough especially etc even every example"
    " existing extensive extra fast few finally find finding first focus following found further furthermore general"
    " generally get give given good great had he help hence here high highly his how however if important improve"
    " improved include including increase individual instead introduce issue just key large largely latter lead least"
    " less let level like little long low made main mainly make making many may me might more moreover most much multi"
    " multiple must my named namely need needed never nevertheless new next no non nor not novel now number observe"
    " obtain occur offer offering often once one only open other otherwise out outperform over overall own paper part"
    " particular particularly per perform possible potential powerful present previous prior problem propose proposed"
    " provide providing publicly purpose put quite range rather real recent recently reduce related require required"
    " respectively result role same see serve set several should show shown significant significantly similar simple"
    " simply since small so some specific specifically still strong study successfully suggest support take technique"
    " than then there therefore though three through throughout thus time together too towards traditional true two"
    " type typically unable under unlike until up upon us use used useful user's using usual variou various very via"
    " want way well what when where whereas whether while who whole whose why wide widely within without work would"
    " yet you your approach method achieve based challenging evaluate evaluating experiment explore extend".split()
)
"""Words, as `folded_word` returns them, that tell nothing alone nor at the end of a phrase."""
_BEGINNINGS = frozenset(
    "anti auto bi co cross de inter intra meta micro multi non post pre pseudo re self semi sub"
    " super trans un uni".split()
)
"""Beginnings of compounds: they may begin a phrase, and tell nothing alone."""
_ENDINGS = 4
"""Letters by which forms of one word differ: `agent`, `agentic`."""
_STEM = 4


def phrases_of(paper: Paper) -> dict[tuple[str, ...], str]:
    """Return the phrases of a paper as it writes them, by the names of the words in them that are features.

    They are up to four words that stand side by side twice, or are joined by hyphens, and begin and end with words
    that tell something.
    """
    said: Counter[tuple[str, ...]] = Counter()
    compounds: dict[tuple[str, ...], str] = {}
    for text in (paper.title, paper.abstract or paper.summary):
        words = tokens(text).split()
        for length in range(2, _LONGEST + 1):
            said.update(zip(*(words[start:] for start in range(length)), strict=False))
        for compound in _COMPOUND.findall(text):
            parts = tuple(tokens(compound).split())
            if 1 < len(parts) <= _LONGEST:
                compounds.setdefault(parts, "-".join(parts))
    written = {words: " ".join(words) for words, count in said.items() if count >= _SAID} | compounds
    phrases: dict[tuple[str, ...], str] = {}
    for parts, name in written.items():
        names = [folded_word(part) for part in parts]
        features = tuple(filter(None, names))
        begins, ends = tells(names[0]) or names[0] in _BEGINNINGS, tells(names[-1])
        if begins and ends and len(set(features)) == len(features):
            phrases.setdefault(features, name)
    return phrases


def tells(word: str) -> bool:
    """Whether a word, as `folded_word` returns it, says something by itself."""
    # A single letter is a sign of mathematics; a single Han character may be a word.
    is_word = len(word) > 1 or not word.isascii()
    return is_word and not word.isdigit() and word not in _SLIGHT and word not in _BEGINNINGS


def alike(word: str, other: str) -> bool:
    """Whether two words are likely forms of one."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return shared >= max(_STEM, max(len(word), len(other)) - _ENDINGS)


def longest(phrases: dict[tuple[str, ...], str], word: str, free: Sequence[str]) -> tuple[str, ...]:
    """Return the longest phrase with a word, all of whose words are free; empty if there is none."""
    found = [names for names in phrases if word in names and set(names) <= set(free)]
    return min(found, key=lambda names: (-len(names), names), default=())
