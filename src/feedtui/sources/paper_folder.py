"""A folder of papers: PDFs that are named by their arXiv ids, and papis's library."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import PurePath

from feedtui.papers.text import clean_line
from feedtui.sources.arxiv_categories import group_of
from feedtui.sources.found import Found, Remark, Unreadable, remark
from feedtui.sources.papis_file import papis_entries
from feedtui.sources.references import Told, decoded, gather

KIND = "folder"
PAPIS = "info.yaml"

_NEW = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
_OLD = r"(?P<archive>[a-z]+(?:-[a-z]+)?)(?:\.[A-Z]{2})?[_/:-]?(?P<number>\d{2}(?:0[1-9]|1[0-2])\d{3})"
_NAMED = re.compile(
    rf"(?:\[?arxiv[\s:_.-]*)?\[?(?:(?P<new>{_NEW})|{_OLD})(?:v\d+)?+\]?(?!\d|\.\d)(?P<rest>.*)", re.IGNORECASE
)
_NAMED_LAST = re.compile(rf"(?P<rest>.*)[\s_(\[-](?:arxiv[\s:_.-]*)?(?P<new>{_NEW})(?:v\d+)?[)\]]?", re.IGNORECASE)
_OLD_ARCHIVES = frozenset(
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat dg-ga "
    "funct-an mtrl-th patt-sol plasm-ph q-alg solv-int supr-con".split()
)
"""Archives that arXiv no longer has, or has divided: their ids go on."""
_YEAR = re.compile(r"\(?\d{4}\)?")
_COPY = re.compile(r"\s*(?:\(\d+\)|[-_ ]copy(?: \d+)?)\Z", re.IGNORECASE)
_MOST_OF_AUTHORS = 4
"""Words of what is taken for the authors' names before a title; more are the title's beginning."""
_MOST_ENDINGS = 8

File = tuple[str, Callable[[], bytes]]
"""A file's path below the folder, and what reads it, which may raise `OSError`."""


def read_folder(files: Iterable[File], source: str) -> Found:
    """Return the papers of a folder's files, in their order.

    A PDF without an arXiv id in its name is named as left out, unless an info.yaml beside it tells of it. All other
    files are counted.

    Raises:
        Unreadable: There is neither a PDF nor an info.yaml.
    """
    told: list[Told] = []
    described: set[PurePath] = set()
    nameless: list[PurePath] = []
    others: Counter[str] = Counter()
    for name, load in files:
        path = PurePath(name)
        if path.name == PAPIS:
            told += _papis(name, load)
            described.add(path.parent)
        elif path.suffix.lower() == ".pdf":
            entry = paper_named(path.stem, name)
            told += [entry] if entry else []
            nameless += [] if entry else [path]
        else:
            others[path.suffix.lower() or "no ending"] += 1
    left = [remark(str(path), "Its name has no arXiv id.") for path in nameless if path.parent not in described]
    if not told and not left:
        raise Unreadable("There are neither PDFs nor papis's info.yaml in this folder.")
    return gather(told, KIND, source, [*left, *_counted(others)])


def paper_named(stem: str, where: str) -> Told | None:
    """Return the paper of a file's name without its ending: its arXiv id, and its title where the name has one."""
    stem = _COPY.sub("", " ".join(stem.split()))
    match = _NAMED.fullmatch(stem) or _NAMED_LAST.fullmatch(stem)
    if match is None:
        return None
    parts = match.groupdict()
    archive = (parts.get("archive") or "").lower()
    if archive and group_of(archive) is None and archive not in _OLD_ARCHIVES:
        return None
    arxiv = parts["new"] or f"{archive}/{parts['number']}"
    return Told(where, name=arxiv, title=_title(parts["rest"]), arxiv=arxiv, by_id=True)


def _title(rest: str) -> str:
    """Return the title in what a name says besides its id: `Tian - Title`, `Tian et al. - 2023 - Title`, `Title`."""
    rest = rest.replace("_", " ") if " " not in rest.strip() else rest
    rest = _COPY.sub("", rest.strip(" ._-–—,:"))
    first, *parts = (part.strip() for part in re.split(r"\s[-–—]\s", rest))
    told = [part for part in parts if not _YEAR.fullmatch(part)]
    if told and len(first.split()) > _MOST_OF_AUTHORS and "et al" not in first:
        told.insert(0, first)
    title = clean_line(" - ".join(told) if told else "" if parts else first)
    # One word behind an id is an author's name or a note on the copy.
    return title if told or title.count(" ") else ""


def _papis(name: str, load: Callable[[], bytes]) -> list[Told]:
    try:
        return list(papis_entries(decoded(load()), name)) or [Told(name, trouble="It is empty.")]
    except OSError as error:
        return [Told(name, trouble=f"It cannot be opened: {error.strerror or error}.")]


def _counted(others: Counter[str]) -> list[Remark]:
    if not others:
        return []
    endings = ", ".join(ending for ending, _ in others.most_common(_MOST_ENDINGS))
    number = others.total()
    what = f"{number:,} other file{'s' * (number != 1)} ({endings})"
    return [remark(what, "A folder's PDFs and info.yaml are read; import other files by their names.")]
