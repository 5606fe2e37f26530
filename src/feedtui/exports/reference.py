"""What a list of references says of a paper, in whatever format: names in parts, a year, a DOI, an eprint, a key."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedtui.papers.identity import doi_id
from feedtui.papers.links import is_web, page_address, pdf_address
from feedtui.papers.names import Name, split_name
from feedtui.papers.paper import Paper
from feedtui.papers.tex import readable
from feedtui.papers.text import folded

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_EPRINT_YEAR = re.compile(r"(?:.*/)?(\d\d)\d{2}")
_FIRST_YEAR = 91
"""Two digits from here on are a year of the twentieth century: arXiv began in 1991."""
_CATEGORY = re.compile(
    r"(?:cs|econ|eess|math|astro-ph|cond-mat|nlin|physics|q-bio|q-fin|stat)\.[A-Za-z]{2,}(?:-[a-z]+)*"
    r"|(?:hep-(?:ex|lat|ph|th)|nucl-(?:ex|th)|gr-qc|math-ph|quant-ph|astro-ph|cond-mat|nlin)"
)
"""arXiv's categories, https://arxiv.org/category_taxonomy, and those of before archives were divided."""
_PREPRINT_DOIS = ("10.1101/", "10.64898/", "10.48550/", "10.21203/", "10.26434/", "10.31234/", "10.31219/", "10.20944/")
"""Whose DOIs are of preprints: bioRxiv, openRxiv, arXiv, Research Square, ChemRxiv, PsyArXiv, OSF, Preprints.org."""

_KEY_WORDS = 4
_KEY_LONGEST = 80
_STOP_WORDS = frozenset(
    "a about above across after again against all almost alone along already also although always among an and "
    "another any anyone anything are around as at back be became because become been before behind being below beside "
    "between beyond both but by can cannot could describe do done down during each either else enough etc even ever "
    "every except few find first five for four from full further get give go had has have he hence her here him his "
    "how however i if in into is it its itself keep last least less made many may me might more most move much must "
    "my name never next nine no none nor not nothing now of off often on once one only onto or other others our out "
    "over own part per perhaps put quite rather re same see seem several she should show side since six so some "
    "something still such system take ten than that the their them then there these they thin this those though three "
    "through thus to together too top toward towards two under until up upon us very via was we well were what when "
    "where whether which while who whole whose why will with within without would yet you your".split()
)
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
_UNFOLDED = str.maketrans(_LETTERS)
_NOT_KEY = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as lists of references name it; text is plain, with its TeX as Unicode where that is safe."""

    title: str
    names: tuple[Name, ...]
    date: tuple[int, ...]
    """Year, month and day of publication, as many as are known; of an eprint without a date, the year in its id."""
    doi: str | None
    eprint: str | None
    """arXiv's identifier without version."""
    category: str | None
    """arXiv's primary category."""
    address: str | None
    """The paper's own page; None where there is but a search for its title."""
    pdf: str | None
    kind: str
    """`preprint`, `article` (a DOI that no preprint server gave) or `other`."""

    @property
    def year(self) -> str:
        """The year of publication, empty if it is not known."""
        return str(self.date[0]) if self.date else ""


def reference(paper: Paper) -> Reference:
    """Return what a list of references says of a paper."""
    kind, _, rest = paper.id.partition(":")
    eprint = rest if kind == "arxiv" else None
    told = paper.doi or rest
    found = _DOI.search(told) if told.isprintable() and doi_id(told) else None
    doi = found[0] if found else None
    address, own = page_address(paper)
    pdf = pdf_address(paper)
    return Reference(
        title=readable(paper.title),
        names=tuple(split_name(readable(name)) for name in paper.authors),
        date=_date(paper.published) or _eprint_year(eprint),
        doi=doi,
        eprint=eprint,
        category=_category(paper) if eprint else None,
        address=address if own and is_web(address) else None,
        pdf=pdf if pdf and is_web(pdf) else None,
        kind=_kind(eprint, doi),
    )


class Keys:
    """Citation keys in arXiv's form, `cooper2026mathtakestwotest`, each once: a later paper's has a letter more.

    The same papers in the same order have the same keys.
    """

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def new(self, told: Reference) -> str:
        """Return a key for the next paper."""
        key = stem = _stem(told)
        while key in self._taken:
            count = self._taken[stem] = self._taken[stem] + 1
            key = stem + _letters(count)
        self._taken[key] = 0
        return key


def _date(published: str | None) -> tuple[int, ...]:
    match = _DATE.match(published or "")
    return tuple(int(part) for part in match.groups() if part) if match else ()


def _eprint_year(eprint: str | None) -> tuple[int, ...]:
    match = _EPRINT_YEAR.match(eprint or "")
    return ((1900 if int(match[1]) >= _FIRST_YEAR else 2000) + int(match[1]),) if match else ()


def _category(paper: Paper) -> str | None:
    """Return the first of arXiv's categories among the tags, None unless arXiv told some of them."""
    told = any(source.startswith("arxiv:") for source in paper.sources)
    return next((tag for tag in paper.tags if _CATEGORY.fullmatch(tag)), None) if told else None


def _kind(eprint: str | None, doi: str | None) -> str:
    if doi and not doi.startswith(_PREPRINT_DOIS):
        return "article"
    return "preprint" if eprint or doi else "other"


def _stem(told: Reference) -> str:
    """Return the first author's family name, the year and the first words of the title that mean something."""
    words = [word for word in told.title.split() if word.lower() not in _STOP_WORDS]
    title = "".join(list(filter(None, map(_plain, words)))[:_KEY_WORDS])
    author = _plain(told.names[0].last) if told.names else ""
    return f"{author or 'unknown'}{told.year}{title or _plain(told.eprint or told.doi or '')}"[:_KEY_LONGEST]


def _plain(text: str) -> str:
    return _NOT_KEY.sub("", folded(text).translate(_UNFOLDED))


def _letters(count: int) -> str:
    """Return a, b, z, aa, ab for 1, 2, 26, 27, 28."""
    letters = ""
    while count:
        count, letter = divmod(count - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters
