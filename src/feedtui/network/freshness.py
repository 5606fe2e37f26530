"""How long an answer holds, by its own headers (RFC 9111), and what of it is remembered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC
from email.utils import parsedate_to_datetime

from feedtui.network.memory import Remembered

LONGEST = 86_400.0
"""Seconds. A server that promises more for a feed is mistaken about what a feed is."""

_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,9})")
_NEVER = re.compile(r"(?:^|[\s,])no-(?:cache|store)\b")


def fresh_until(headers: Mapping[str, str], now: float) -> float:
    """Return the time until which an answer that came `now` need not be asked for again; both in epoch seconds."""
    control = headers.get("cache-control", "").lower()
    if _NEVER.search(control):
        return now
    if match := _AGE.search(control):
        lifetime = float(match[1])
    else:
        expires = http_date(headers.get("expires", ""))
        sent = http_date(headers.get("date", ""))
        lifetime = expires - (now if sent is None else sent) if expires is not None else 0.0
    age = headers.get("age", "")
    if re.fullmatch(r"\d{1,9}", age, re.ASCII):
        lifetime -= float(age)
    return now + min(max(0.0, lifetime), LONGEST)


def is_fresh(remembered: Remembered, now: float) -> bool:
    """Whether what was taken still holds; a time that no answer could have set means that the clock was wrong."""
    return now < remembered.fresh_until <= now + LONGEST


def taken(url: str, headers: Mapping[str, str], data: bytes, now: float) -> Remembered:
    """Return what is to be remembered of a body that `url` gave."""
    etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
    return Remembered(url, etag, modified, fresh_until(headers, now), hashlib.sha256(data).hexdigest())


def renewed(known: Remembered, headers: Mapping[str, str], now: float) -> Remembered:
    """Return what is to be remembered after the server said that nothing changed."""
    etag, modified = headers.get("etag", known.etag), headers.get("last-modified", known.last_modified)
    return replace(known, etag=etag, last_modified=modified, fresh_until=fresh_until(headers, now))


def http_date(text: str) -> float | None:
    """Return the epoch time of an HTTP date (RFC 9110, 5.6.7), None if it is none."""
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError, OSError):
        return None
