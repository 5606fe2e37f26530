"""Web addresses of a paper: found in its abstract, or made from its identity."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus, urlsplit

from feedtui.papers.paper import Paper

_ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^\u00a0]+", re.IGNORECASE)
_LOGIN = re.compile(r"[a-z][a-z0-9+.-]*://[^/?#\s]*@", re.IGNORECASE)
_CLOSING = {")": "(", "]": "["}
_IN_DOI = "/:;()"
_LONGEST_HOST = 253
"""Of a name in the domain name system, RFC 1035, 2.3.4."""
_CODE_HOSTS = ("github.com", "www.github.com", "gitlab.com", "bitbucket.org", "codeberg.org")


def addresses(text: str) -> list[str]:
    """Return the web addresses in running text, without the punctuation that ends the sentence."""
    return [_trimmed(match[0]) for match in _ADDRESS.finditer(text)]


def code_address(text: str) -> str | None:
    """Return the first repository that running text names, None if it names none."""
    for address in filter(is_web, addresses(text)):
        parts = urlsplit(address)
        if parts.hostname in _CODE_HOSTS and parts.path.strip("/").count("/") >= 1:
            return address
    return None


def has_login(value: object) -> bool:
    """Whether a value is an address that names who logs in, a password maybe with it."""
    return isinstance(value, str) and bool(_LOGIN.match(value))


def is_web(address: str) -> bool:
    """Whether an address may be opened, fetched or copied as a link.

    That is http or https with a host that has a name for machines, without user and password, behind which another
    host can hide, nor backslashes there, which browsers take for slashes; all of it printable, without white space.
    """
    if not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        is_open = parts.scheme in ("http", "https") and not set("@\\") & set(parts.netloc)
        return is_open and port != 0 and bool(_for_machines(host))
    except ValueError:
        return False


def disclosed(address: str) -> str:
    """Return an address of `is_web` with its host in ASCII (RFC 5890), where no letter looks like another."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host.isascii():
        return address
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=_for_machines(host) + port).geturl()


def _for_machines(host: str) -> str:
    """Return a host in ASCII, empty if it is too long for one; raises ValueError where it has no such form."""
    if len(host) > _LONGEST_HOST:
        return ""
    return host if host.isascii() else host.encode("idna").decode()


def page_address(paper: Paper) -> tuple[str, bool]:
    """Return where the paper can be read about, and whether that is its own page.

    A paper known by its title alone has the arXiv search for that title.
    """
    kind, _, rest = paper.id.partition(":")
    if paper.links.abs:
        return paper.links.abs, True
    if kind == "arxiv":
        return f"https://arxiv.org/abs/{rest}", True
    if kind == "doi":
        return f"https://doi.org/{quote(rest, safe=_IN_DOI)}", True
    if kind == "url":
        return rest, True
    return f"https://arxiv.org/search/?searchtype=title&query={quote_plus(paper.title)}", False


def pdf_address(paper: Paper) -> str | None:
    """Return the paper's PDF, None if no source gave one and arXiv does not hold it."""
    if paper.links.pdf:
        return paper.links.pdf
    kind, _, rest = paper.id.partition(":")
    return f"https://arxiv.org/pdf/{rest}" if kind == "arxiv" else None


def every_link(paper: Paper, note: str = "") -> dict[str, str]:
    """Return what each web address of a paper is, by address: its sources' links, then those in its texts."""
    links, page, doi = (
        paper.links,
        page_address(paper),
        paper.doi and f"https://doi.org/{quote(paper.doi, safe=_IN_DOI)}",
    )
    named = [
        (page[0], "page" if page[1] else "title search"),
        (pdf_address(paper), "PDF"),
        (links.html, "full text"),
        (links.code, "code"),
        (links.project, "project"),
        (links.discussion, "discussion"),
        (doi, "DOI"),
        *((address, "in the abstract") for address in addresses(f"{paper.abstract} {paper.summary}")),
        *((address, "in the note") for address in addresses(note)),
    ]
    found: dict[str, str] = {}
    for address, what in named:
        if address and is_web(address):
            found.setdefault(address, what)
    return found


def _trimmed(address: str) -> str:
    """Return the address without closing punctuation; a bracket stays where the address opened it."""
    while address:
        last = address[-1]
        unopened = last in _CLOSING and address.count(_CLOSING[last]) < address.count(last)
        if last not in ".,;:!?*" and not unopened:
            break
        address = address[:-1]
    return address
