"""What a person may write or paste as a source, and the one name that each source has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import NoReturn
from urllib.parse import SplitResult, parse_qs, quote_plus, unquote, unquote_plus, urlsplit, urlunsplit

from feedtui.papers.identity import arxiv_id, doi_id

FORMS = (
    "hf:daily, hf:weekly, hf:monthly, hf:trending, hf:search?q=…, arxiv:cs.CL, arxiv:query?all:…, "
    "or the web address of a feed or of a page that has one"
)
"""Everything that can be written, as the end of a sentence."""
LONGEST = 2_000
"""Characters of the longest name; servers and browsers do not agree on longer addresses."""

_LISTS = ("daily", "weekly", "monthly", "trending")
_PERIODS = {"date": "daily", "week": "weekly", "month": "monthly", "trending": "trending"}
_PAIRS = {"<": ">", '"': '"', "'": "'", "“": "”", "‘": "’", "`": "`"}
_PORTS = {"http": 80, "https": 443}
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PASSWORD = re.compile(r"(?:feed:)?(?:[a-z][a-z0-9+.-]*:)?/*[^/?# ]*@([^/?# ]*)", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
_HOST_FIRST = re.compile(
    r"(?:(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)\.?|localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?(?:[/?#].*)?",
    re.IGNORECASE,
)
_FILE = re.compile(r"[~.]{0,2}/(?!/).*|[^/:?#]*\.(?:xml|rss|atom|rdf|opml|jsonl?|html?|txt|bib|ris|pdf)", re.IGNORECASE)
_ARXIV_LISTING = re.compile(r"/(?:list|rss|atom|archive)/([^/]+)(?:/[^/]*)?/?")


@dataclass(frozen=True, slots=True)
class Address:
    """A source by its one name; `parse_address(name)` gives the same again.

    `kind` is hf-daily, hf-weekly, hf-monthly, hf-trending, hf-search, arxiv-listing, arxiv-query or feed. `value` is
    what a kind is asked for: the search in plain text, the category, the web address; nothing for Hugging Face's lists.
    """

    name: str
    kind: str
    value: str


class AddressError(ValueError):
    """What was written is no source; the message is a sentence that says what can be written."""


def parse_address(text: str) -> Address:
    """Return the source that a person wrote or pasted.

    Raises:
        AddressError: It is no source.
    """
    text = _cleaned(text)
    while len(text) > 1 and _PAIRS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    if not text:
        raise AddressError(f"No address was given. Write {FORMS}.")
    address = _parsed(text) if len(text) <= LONGEST else None
    if address is None or len(address.name) > LONGEST:
        raise AddressError(f"“{_short(text)}” is too long for an address: more than {LONGEST} characters.")
    return address


def shown_name(name: str) -> str:
    """Return a short title for a source's name; what is no name of a source stays as it is, cleaned."""
    try:
        address = parse_address(name)
    except AddressError:
        return _cleaned(name)
    scheme, _, rest = address.kind.partition("-")
    if address.kind == "hf-search":
        return f"Hugging Face: search “{address.value}”"
    if scheme == "hf":
        return f"Hugging Face: {rest} papers"
    if address.kind == "arxiv-query":
        return f"arXiv: search “{address.value}”"
    if address.kind == "arxiv-listing":
        title = _titles().get(address.value)
        return f"arXiv {address.value}: {title}" if title else f"arXiv {address.value}"
    return (urlsplit(address.value).hostname or address.value).removeprefix("www.")


def _parsed(text: str) -> Address:
    password = _PASSWORD.match(text)
    if password is not None:
        host = _short(password[1])
        raise AddressError(
            f"The address of {host} holds a user name or password, which feedtui neither keeps nor sends."
        )
    _no_paper(text)
    head, colon, rest = text.partition(":")
    if colon and head.lower() == "hf":
        return _hugging_face(rest.strip())
    if colon and head.lower() == "arxiv":
        return _arxiv(rest.strip())
    if colon and head.lower() == "feed":
        return _web("https:" + rest if rest.startswith("//") else rest.strip())
    code = None if colon else _codes().get(text.lower())
    return _arxiv_listing(code) if code else _web(text)


def _no_paper(text: str) -> None:
    """Refuse what names a single paper."""
    paper = arxiv_id(text) or doi_id(text)
    if paper is not None:
        raise AddressError(f"{_short(paper)} is one paper, not a source that brings papers. Write {FORMS}.")


def _hugging_face(text: str) -> Address:
    if text.lower() in _LISTS:
        return Address(f"hf:{text.lower()}", f"hf-{text.lower()}", "")
    head, mark, rest = text.partition("?")
    if head.lower() == "search" and mark and rest[:2].lower() == "q=":
        return _hf_search(_typed(rest[2:]))
    if head.lower().startswith("search"):
        words = text[len("search") :].strip(" :?=/") or "…"
        raise AddressError(f"“hf:{_short(text)}” is no search: did you mean hf:search?q={_short(words)}?")
    _refuse(f"hf:{text}", [f"hf:{name}" for name in _LISTS])


def _hf_search(query: str) -> Address:
    query = _cleaned(query)
    if not query:
        raise AddressError("The search has no words. Write hf:search?q= and what to look for.")
    return Address(f"hf:search?q={quote_plus(query)}", "hf-search", query)


def _arxiv(text: str) -> Address:
    head, mark, rest = text.partition("?")
    if head.lower() == "query" and mark:
        asked = rest.lower().startswith(
            ("search_query=", "id_list=", "start=", "max_results=", "sortby=", "sortorder=")
        )
        return _arxiv_api(rest) if asked else _arxiv_query(_typed(rest))
    if ":" in text or mark:
        words = re.sub(r"^(?:query|search)[:?]", "", text, flags=re.IGNORECASE)
        raise AddressError(f"“arxiv:{_short(text)}” is no listing: did you mean arxiv:query?{_short(words)}?")
    return _arxiv_listing(text)


def _arxiv_query(query: str) -> Address:
    query = _cleaned(query)
    if not query:
        raise AddressError(
            "The search has no words. Write arxiv:query? and a search such as all:electron AND cat:cs.CL."
        )
    return Address(f"arxiv:query?{quote_plus(query, safe=':')}", "arxiv-query", query)


def _arxiv_api(query: str) -> Address:
    """Return the search in the parameters of an API address; what they say of order and number is not kept."""
    asked = parse_qs(query)
    if "id_list" in asked:
        raise AddressError("An arXiv address with id_list names single papers and is no source that brings new ones.")
    return _arxiv_query(asked.get("search_query", [""])[0])


def _arxiv_listing(text: str) -> Address:
    several = [one for one in re.split(r"[+,; ]+", text) if one]
    if len(several) > 1:
        # Joined listings are cut off at 2000 papers, the new ones first.
        each = " ".join(f"arxiv:{_short(one)}" for one in several[:5])
        raise AddressError(f"These are {len(several)} listings. Add each by itself: {each}")
    code = _codes().get(several[0].lower()) if several else None
    if code is None:
        meant = _meant(text.lower())
        see = "" if meant else " All are listed at https://arxiv.org/category_taxonomy."
        raise AddressError(f"arXiv has no category “{_short(text)}”{meant or '.'}{see}")
    return Address(f"arxiv:{code}", "arxiv-listing", code)


def _web(text: str) -> Address:
    parts = _canonical(_with_scheme(text))
    _no_paper(urlunsplit(parts))
    host = (parts.hostname or "").removeprefix("www.")
    page: Address | None = None
    if host in ("huggingface.co", "hf.co"):
        page = _hugging_face_page(parts)
    elif host in ("arxiv.org", "export.arxiv.org", "rss.arxiv.org"):
        page = _arxiv_page(parts)
    return page or Address(urlunsplit(parts), "feed", urlunsplit(parts))


def _with_scheme(text: str) -> str:
    """Return what begins with http:// or https://, or with a host, as a web address."""
    if _FILE.fullmatch(text):
        raise AddressError(f"“{_short(text)}” looks like a file. To read it, write: feedtui import {_short(text)}")
    if _HOST_FIRST.fullmatch(text):
        return f"https://{text}"
    scheme = _SCHEME.match(text)
    if scheme is None:
        _refuse(text, [*(f"hf:{name}" for name in _LISTS), *(f"arxiv:{code}" for code in _codes().values())])
    name, rest = scheme[1].lower(), _short(text[scheme.end() :].lstrip("/"))
    if name not in _PORTS:
        near = _close(name, _PORTS)
        meant = f": did you mean {near[0]}://{rest}?" if near else f". Write {FORMS}."
        raise AddressError(f"Addresses that begin with {_short(name)}: are not read, only http and https{meant}")
    if not text.startswith("//", scheme.end()):
        raise AddressError(f"“{_short(text)}” lacks its //: did you mean {name}://{rest}?")
    return text


def _canonical(text: str) -> SplitResult:
    """Return a web address in the one form that it is known by."""
    if " " in text:
        raise AddressError(
            f"“{_short(text)}” has a space in it. Add one address at a time; a space in one is written %20."
        )
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port = "", None
    if not _HOST.fullmatch(host):
        raise AddressError(f"“{_short(text)}” is no web address: its host or port cannot be read.")
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS[parts.scheme]:
        place = f"{place}:{port}"
    return SplitResult(parts.scheme, place, parts.path or "/", parts.query, "")


def _hugging_face_page(parts: SplitResult) -> Address | None:
    first, *rest = [one for one in parts.path.split("/") if one] or [""]
    if first != "papers":
        return None
    if not rest and "q" in (asked := parse_qs(parts.query)):
        return _hf_search(asked["q"][0])
    _no_paper(rest[0] if rest else "")
    period = _PERIODS.get(rest[0]) if rest else "daily"
    return _hugging_face(period) if period else None


def _arxiv_page(parts: SplitResult) -> Address | None:
    listing = _ARXIV_LISTING.fullmatch(parts.path)
    if listing is not None:
        return _arxiv_listing(unquote(listing[1]))
    if parts.path.rstrip("/") == "/api/query":
        return _arxiv_api(parts.query)
    if parts.path.startswith("/search"):
        raise AddressError("arXiv's search pages have no feed. Write the search as arxiv:query?all:… instead.")
    return None


@cache
def _codes() -> dict[str, str]:
    """Return arXiv's archives and categories by their names in lower case."""
    codes = {code.partition(".")[0].lower(): code.partition(".")[0] for code in _titles()}
    return codes | {code.lower(): code for code in _titles()}


@cache
def _titles() -> dict[str, str]:
    # Only a listing needs the table.
    from feedtui.sources.arxiv_categories import categories

    return dict(categories())


def _meant(code: str) -> str:
    """Return which categories may have been meant, by their names or by a word of their titles."""
    near = [_codes()[one] for one in _close(code, _codes())]
    near += [one for one, title in _titles().items() if len(code) > 3 and code in title.lower()]
    return f": did you mean {' or '.join(f'arxiv:{one}' for one in dict.fromkeys(near[:3]))}?" if near else ""


def _close(word: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(word[:60], list(known), 3, 0.7)


def _refuse(text: str, known: Iterable[str]) -> NoReturn:
    near = _close(text.lower(), known)
    meant = f": did you mean {near[0]}?" if near else f". Write {FORMS}."
    raise AddressError(f"“{_short(text)}” is no source{meant}")


def _typed(text: str) -> str:
    """Return a search as plain text. One that has spaces was written by hand, so that its + and % are meant."""
    return text if " " in text else unquote_plus(text)


def _cleaned(text: str) -> str:
    """Return `text` on one line without what cannot be seen, which copying often brings along."""
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace()).split())


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"
