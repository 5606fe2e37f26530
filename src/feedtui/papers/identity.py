"""The identity of a paper: the same string whichever source tells of it."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from feedtui.papers.paper import PaperId
from feedtui.papers.text import LINE_LIMIT, clean_line, folded

# arXiv's own forms: https://info.arxiv.org/help/arxiv_identifier.html. The subject class of an old
# identifier (`math.CA/0611800`) is no part of its external form.
_ARXIV_NEW = r"\d{4}\.\d{4,5}"
_ARXIV_OLD = r"[a-z-]+(?:\.[A-Z]{2})?/\d{7}"
_ARXIV = re.compile(rf"(?:arxiv:)?({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?", re.IGNORECASE)
_DOI = re.compile(r"(?:doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_ARXIV_DOI = "10.48550/arxiv."
_ARXIV_HOSTS = frozenset(
    "arxiv.org www.arxiv.org export.arxiv.org huggingface.co hf.co alphaxiv.org www.alphaxiv.org ar5iv.org "
    "ar5iv.labs.arxiv.org".split()
)
_ARXIV_PATH = re.compile(
    rf"/(?:abs|pdf|html|src|papers|overview)/({_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?(?:\.pdf)?/?$", re.IGNORECASE
)
_NOT_WORD = re.compile(r"[\W_]+")


def arxiv_id(text: str) -> PaperId | None:
    """Return `arxiv:ID` without its version for an identifier, an arXiv DOI or a page of the paper."""
    text = text.strip()
    try:
        address = urlsplit(text) if text.lower().startswith(("http://", "https://")) else None
    except ValueError:
        return None
    if address is not None:
        match = _ARXIV_PATH.search(address.path) if address.hostname in _ARXIV_HOSTS else None
    else:
        match = _ARXIV.fullmatch(re.sub(r"(?i)^(?:doi:)?10\.48550/arxiv\.", "", text))
    if match is None:
        return None
    archive, slash, number = match[1].lower().rpartition("/")
    return f"arxiv:{archive.partition('.')[0]}{slash}{number}"


def doi_id(text: str) -> PaperId | None:
    """Return `doi:…` in lower case, or `arxiv:…` for a DOI that arXiv gave."""
    text = unquote(re.sub(r"(?i)^https?://(?:dx\.|www\.)?doi\.org/", "", text.strip()))
    match = _DOI.fullmatch(text)
    if match is None or not match[1].isprintable():
        return None
    return arxiv_id(match[1]) if match[1].lower().startswith(_ARXIV_DOI) else f"doi:{match[1].lower()}"


def title_id(title: str) -> PaperId:
    """Return `title:…`, a digest of the title's letters and digits whatever their case and accents."""
    from hashlib import sha256

    short_way = title.isascii() and "&" not in title and len(title) <= LINE_LIMIT
    letters = _NOT_WORD.sub("", title.lower() if short_way else folded(clean_line(title)))
    return "title:" + sha256(letters.encode()).hexdigest()[:20]


def identify(title: str, *, arxiv: str | None = None, doi: str | None = None, url: str | None = None) -> PaperId:
    """Return the strongest identity that the given facts allow."""
    found = arxiv_id(arxiv) if arxiv else None
    found = found or (doi_id(doi) if doi else None)
    found = found or (arxiv_id(url) or doi_id(url) if url else None)
    return found or (f"url:{url}" if url else title_id(title))


def name_of(identity: PaperId) -> str:
    """Return what a paper is called of which nothing but its arXiv id or DOI is known; empty for other identities."""
    kind, _, rest = identity.partition(":")
    return f"arXiv:{rest}" if kind == "arxiv" else rest if kind == "doi" else ""


def is_name(title: str) -> bool:
    """Whether a title is but an identifier."""
    return " " not in title and (arxiv_id(title) or doi_id(title)) is not None


def parse_paper(text: str) -> PaperId | None:
    """Return the identity that a person typed or pasted, in any of its forms; None if it is none."""
    text = text.strip()
    if not text.isprintable():
        return None
    found = arxiv_id(text) or doi_id(text)
    if found:
        return found
    if text.startswith(("title:", "url:")):
        return text
    try:
        host = urlsplit(text).hostname if text.startswith(("http://", "https://")) else None
    except ValueError:
        return None
    return f"url:{text}" if host else None
