"""papis's `info.yaml`, and what `papis export --format yaml` writes.

The form: https://papis.readthedocs.io/en/latest/info_file.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from feedtui.papers.identity import arxiv_id
from feedtui.papers.names import Name, straight
from feedtui.sources.bibtex_names import names_in
from feedtui.sources.found import Carried, Found, Unreadable
from feedtui.sources.references import Told, arxiv_in, doi_in, gather, iso_date, iso_day, moment

KIND = "papis"

_LOOKS = re.compile(r"^(?:papis_id|time-added|author_list|ref|files|doc_url):", re.MULTILINE)
_TITLE = re.compile(r"^title:", re.MULTILINE)
_FIRST = re.compile(r"(?:\s|#.*\n|---.*\n)*[\w-]+:(?:\s|\Z)")
_BETWEEN_DOCUMENTS = re.compile(r"^---.*$", re.MULTILINE)
_BETWEEN_TAGS = re.compile(r"[,;]")
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_NULLS = frozenset(("null", "Null", "NULL", "~"))
_PLACES = ("url", "doc_url")
_IDENTIFIED = (*_PLACES, "doi", "journal", "number", "publisher")


def looks_like_papis(text: str) -> bool:
    """Whether a text is a list of keys and values with a title and a key that papis writes."""
    return bool(_FIRST.match(text.removeprefix("\ufeff")) and _TITLE.search(text) and _LOOKS.search(text))


def read_papis(text: str, source: str) -> Found:
    """Return the papers of papis's documents, and what it tells of their reader: tags, and when they were added.

    Raises:
        Unreadable: There is no document in it.
    """
    told = list(papis_entries(text))
    if not any(entry.title or entry.arxiv for entry in told):
        why = next((entry.trouble for entry in told if entry.trouble), "")
        raise Unreadable(why or "This is no info.yaml of papis: it has no title.")
    return gather(told, KIND, source)


def papis_entries(text: str, where: str = "") -> Iterator[Told]:
    """Yield what the documents tell; one that is no YAML is told with the line and the reason, and hides no other."""
    text, start, before = text.removeprefix("\ufeff"), 0, 0
    for end in (*(found.start() for found in _BETWEEN_DOCUMENTS.finditer(text)), len(text)):
        part = text[start:end]
        document = _BETWEEN_DOCUMENTS.sub("", part, count=1)
        if document.strip():
            yield from _entries(document, before, where)
        start, before = end, before + part.count("\n")


def _entries(document: str, before: int, where: str) -> Iterator[Told]:
    import yaml

    place = where or f"line {before + len(document) - len(document.lstrip()) + 1}"
    try:
        # All scalars stay texts: as a number, the arXiv id 2301.03580 would lose its last digit.
        answer = yaml.load(document, getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except yaml.MarkedYAMLError as error:
        line = before + (error.problem_mark.line if error.problem_mark else 0) + 1
        yield Told(place, trouble=f"It is no YAML: line {line}: {error.problem or error.context}.")
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        yield Told(place, trouble=f"It is no YAML: {str(error).partition(chr(10))[0] or 'its lists are too deep'}.")
    else:
        for one in answer if isinstance(answer, list) else [answer]:
            yield (
                _told(one, place) if isinstance(one, dict) else Told(place, trouble="It is no list of keys and values.")
            )


def _told(one: dict[Any, Any], where: str) -> Told:
    archive = _text(one.get("archiveprefix") or one.get("eprinttype") or "arxiv")
    eprint = _text(one.get("eprint") or one.get("arxivid"))
    named = eprint if archive.lower() == "arxiv" and arxiv_id(eprint) else None
    texts = [_text(one.get(name)) for name in _IDENTIFIED]
    return Told(
        where=where,
        name=_text(one.get("ref")),
        title=_text(one.get("title")),
        authors=tuple(filter(None, map(_name, _list(one.get("author_list"))))) or _authors(one.get("author")),
        published=_published(one),
        abstract=_text(one.get("abstract")),
        arxiv=named or next((found for text in texts if (found := arxiv_in(text))), None),
        doi=doi_in(_text(one.get("doi"))) or doi_in(_text(one.get("url"))),
        addresses=tuple(_text(one.get(name)) for name in _PLACES),
        tags=tuple(_words(one.get("keywords"))),
        carried=Carried(tags=tuple(_words(one.get("tags"))), at=moment(_text(one.get("time-added")))),
    )


def _name(name: object) -> str:
    if not isinstance(name, dict):
        return _text(name)
    return straight(Name(_text(name.get("family")), _text(name.get("given")), suffix=_text(name.get("suffix"))))


def _authors(told: object) -> tuple[str, ...]:
    """Return the names of `Last, First and Last, First`, or of a list."""
    if isinstance(told, list):
        return tuple(filter(None, map(_name, told)))
    return tuple(straight(name) for name in names_in(_text(told).replace(";", " and ")))


def _published(one: dict[Any, Any]) -> str | None:
    date, year, month = (_text(one.get(name)) for name in ("date", "year", "month"))
    number = _MONTHS.get(month[:3].lower(), int(month) if re.fullmatch("[0-9]{1,2}", month) else 0)
    written = iso_day(int(year), number) if re.fullmatch("[0-9]{4}", year) else None
    return (iso_date(date) if date else None) or written


def _words(value: object) -> list[str]:
    """Return tags: a list, or a text in which they are parted by commas, else by spaces as papis wrote them once."""
    if isinstance(value, list):
        return [_text(tag) for tag in value]
    text = _text(value)
    return _BETWEEN_TAGS.split(text) if _BETWEEN_TAGS.search(text) else text.split()


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    """Return a text; empty for what YAML calls null, and for lists."""
    text = value.strip() if isinstance(value, str) else ""
    return "" if text in _NULLS else text
