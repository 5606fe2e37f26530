"""What the entries of XML and JSON feeds have in common: addresses and accounts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urljoin

_ABSTRACT = 6_000
"""Characters of running text up to which an account may be an abstract; what is longer is an article."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")


def absolute(address: str, base: str) -> str | None:
    """Return an address as it is from `base`; as it was written where that cannot be; None for an empty one."""
    address = "".join(line.strip() for line in address.splitlines())
    if not address or _WEB.match(address):
        return address or None
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def account(texts: Iterable[str]) -> str:
    """Return the longest text that may be an abstract; where all are articles, the shortest; empty for none."""
    lengths = {text: len(_MARKUP.sub("", text)) for text in texts if text.strip()}
    short = [text for text, length in lengths.items() if length <= _ABSTRACT]
    return (
        max(short, key=lambda text: lengths[text])
        if short
        else min(lengths, key=lambda text: lengths[text], default="")
    )
