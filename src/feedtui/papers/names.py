"""Names of authors taken apart: what a list of references sorts, turns and shortens them by.

What may be a company, a team or a name of one word stays whole. The parts are BibTeX's: given name, particle (“von”),
family name, suffix (“Jr.”); http://mirrors.ctan.org/info/bibtex/tamethebeast/ttb_en.pdf, section 11.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_PARTICLES = frozenset(
    "van von vom der den de del della degli dei di da das do dos du la le el al bin ibn ben ter ten te zu zum zur af "
    "av 't ’t".split()
)
_CAPITAL_PARTICLES = frozenset("Van Von De Del Della Di Da Dos Du La Le El Al".split())
_BEFORE_PARTICLE = frozenset(("Van", "Von", "De"))
_JOINS = frozenset(("y", "i", "e"))
_VIETNAMESE = frozenset(
    "Nguyen Nguyễn Tran Trần Le Lê Pham Phạm Hoang Hoàng Phan Vu Vũ Vo Võ Dang Đặng Bui Bùi".split()
)
"""Family names, said first, behind which “Van” and “Le” are no particles."""

_SUFFIX = re.compile(r"(?:[JS]r|[JS]R|[js]r)\.?|I{2,3}|IV")
_WHOLE = re.compile(
    r"\b(?:Teams?|Universi\w+|Institut\w*|Laborator\w+|Labs?|College|School|Departments?|Dept|Collaborations?|"
    r"Consortium|Corporation|Corp|Inc|Ltd|LLC|GmbH|Foundation|Groups?|Cent(?:er|re)|Academy|Society|Association|"
    r"Committee|Council|Project|Initiative|Research|AI|Community|Network|Agency|Ministry|Commission|Company|"
    r"Organi[sz]ation|Contributors|Authors)\b|[\d&/:;@|+]|\b(?:[Aa][Nn][Dd]|for|of|the|et al)\b"
)
_COINED = re.compile(r"[A-Z]{3,}|\w*[a-z][A-Z]\w*")
"""One word that is no given name behind a comma: MIT, OpenAI."""
_TRAILING_INITIALS = re.compile(r"[A-DF-NP-Z]\.?|[B-DF-HJ-NP-TV-Z]{2,3}")
"""Initials behind a family name, as PubMed writes them; E and O, and what has a vowel, may be family names."""
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff・]+")
_INITIAL = re.compile(r"([^\W\d_])[^-‐‑]*")
"""The first letter of a name, of each part of one with a hyphen, and what follows."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its parts; `family` alone is a name that is never parted, of a person or of a company."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the name is not to be turned or shortened."""
        return not (self.given or self.particle or self.suffix)

    @property
    def last(self) -> str:
        """The particle and the family name."""
        return f"{self.particle} {self.family}" if self.particle else self.family


def split_name(name: str) -> Name:
    """Return the parts of a name as it is shown: given name first, or “Last, First” where it can only be that."""
    name = " ".join(name.split())
    if _WHOLE.search(name):
        return Name(name)
    parts = [part.strip() for part in name.split(",")]
    return _natural(name) if len(parts) == 1 else _turned(name, [part for part in parts if part])


def turned(name: Name) -> str:
    """Return a name as `Last, First, Suffix`."""
    return ", ".join(part for part in (name.last, name.given, name.suffix) if part)


def straight(name: Name) -> str:
    """Return a name as `First Last Suffix`."""
    return " ".join(part for part in (name.given, name.last, name.suffix) if part)


def initials(given: str) -> str:
    """Return the initials of given names: `J.-P. M.` of `Jean-Pierre Marie`, `M. de F.` of `Maria de Fátima`."""
    words = re.sub(r"\.(?=[^\W\d_])", ". ", given).split()
    return " ".join(word if word in _PARTICLES or _CJK.match(word) else _INITIAL.sub(r"\1.", word) for word in words)


def _turned(name: str, parts: list[str]) -> Name:
    """Read `Last, First`, `Last, Jr., First`, `Last, First, Jr.` and `First Last, Jr.`."""
    suffixes = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    rest = [*parts[:1], *(part for part in parts[1:] if part not in suffixes)]
    if len(suffixes) > 1 or not 1 <= len(rest) <= 2:
        return Name(name)
    suffix = suffixes[0] if suffixes else ""
    if len(rest) == 1:
        found = _natural(rest[0])
        if suffix and found.suffix:
            return Name(name)
        return replace(found, suffix=suffix) if suffix else found
    last, given = rest
    if _COINED.fullmatch(given):
        return Name(name)
    family, words = last.split(), given.split()
    behind = len(words)
    while behind > 1 and words[behind - 1] in _PARTICLES:
        behind -= 1
    before = _run(family, 0)
    particle = [*words[behind:], *family[:before]]
    return Name(" ".join(family[before:]), " ".join(words[:behind]), " ".join(particle), suffix)


def _natural(name: str) -> Name:
    """Read a name without commas."""
    words = name.split()
    suffix = words.pop() if len(words) > 1 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2:
        return Name(words[0] if words else name, suffix=suffix)
    if all(map(_CJK.fullmatch, words)):
        return Name(words[0], words[1], suffix=suffix) if len(words) == 2 else Name(name)
    if _TRAILING_INITIALS.fullmatch(words[-1]) and "." not in words[0] and len(words[0]) > 1:
        before = _run(words[:-1], 0)
        return Name(" ".join(words[before:-1]), words[-1], " ".join(words[:before]), suffix)
    start, first = _places(words)
    return Name(" ".join(words[first:]), " ".join(words[:start]), " ".join(words[start:first]), suffix)


def _places(words: list[str]) -> tuple[int, int]:
    """Return where the particles begin and where the family name does; a capital particle is part of the latter."""
    for at in range(len(words) - 2, -1, -1):
        if words[at] in _PARTICLES or (at > 1 and words[at] in _JOINS):
            first = at + 1 if words[at] in _PARTICLES else at - 1
            return _run_before(words, first), first
    if words[0] not in _VIETNAMESE:
        for at in range(1, len(words) - 1):
            if words[at] in _CAPITAL_PARTICLES:
                return at, at
    return len(words) - 1, len(words) - 1


def _run(words: list[str], at: int) -> int:
    """Return where a run of particles that begins at a word ends; the last word is none."""
    while at < len(words) - 1 and words[at] in _PARTICLES:
        at += 1
    return at


def _run_before(words: list[str], first: int) -> int:
    """Return where the particles begin that stand before a word; `Van der` is two of them."""
    at = first
    while at > 0 and words[at - 1] in _PARTICLES:
        at -= 1
    return at - 1 if 1 < at < first and words[at - 1] in _BEFORE_PARTICLE else at
