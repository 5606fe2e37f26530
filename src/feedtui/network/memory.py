"""What must outlive the process: what was last taken from an address, and how a host wishes to be treated."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, dataclass
from typing import Protocol

_LONGEST_VALIDATOR = 1024
"""A longer ETag is no validator: it would only swell every request and the store."""


class Memory(Protocol):
    """A store of short texts by name."""

    def get(self, name: str) -> str | None:
        """Return what was last kept under a name, None if nothing was."""

    def keep(self, name: str, value: str) -> None:
        """Keep a text under a name, in place of an earlier one."""


class Forgetful:
    """A `Memory` that ends with the process."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """Return what was last kept under a name, None if nothing was."""
        return self._kept.get(name)

    def keep(self, name: str, value: str) -> None:
        """Keep a text under a name, in place of an earlier one."""
        self._kept[name] = value


@dataclass(frozen=True, slots=True)
class Remembered:
    """What was last taken from an address; empty texts where nothing was.

    `url` is where its redirects ended, for the validators `etag` and `last_modified` are that place's; `fresh_until`
    is in seconds of the epoch; `digest` is the SHA-256 of the body, in hexadecimal.
    """

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    fresh_until: float = 0.0
    digest: str = ""

    def validators(self, url: str) -> dict[str, str]:
        """Return the headers that ask `url` for an answer only if it differs from the one that was taken."""
        if url != self.url:
            return {}
        pairs = {"if-none-match": self.etag, "if-modified-since": self.last_modified}
        return {
            name: value for name, value in pairs.items() if value.isascii() and 0 < len(value) <= _LONGEST_VALIDATOR
        }


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a host: not to be asked before `not_before` (epoch), after so many `failures` running.

    `wished` tells whether the host asked for that pause, or the pause is feedtui's own guess after failures.
    """

    not_before: float = 0.0
    failures: int = 0
    wished: bool = False


def recall(memory: Memory, url: str) -> Remembered:
    """Return what was last taken from an address; what cannot be read counts as nothing."""
    kept = _fields(memory.get(f"url:{url}"))
    texts = {name: _text(kept.get(name)) for name in ("url", "etag", "last_modified", "digest")}
    return Remembered(**texts, fresh_until=_number(kept.get("fresh_until")))


def remember(memory: Memory, url: str, remembered: Remembered) -> None:
    """Keep what was taken from an address."""
    memory.keep(f"url:{url}", json.dumps(asdict(remembered)))


def recall_host(memory: Memory, host: str) -> Standing:
    """Return how things stand with a host; what cannot be read counts as nothing."""
    kept = _fields(memory.get(f"host:{host}"))
    failures = int(max(0.0, min(_number(kept.get("failures")), 1000.0)))
    return Standing(_number(kept.get("not_before")), failures, kept.get("wished") is True)


def remember_host(memory: Memory, host: str, standing: Standing) -> None:
    """Keep how things stand with a host."""
    memory.keep(f"host:{host}", json.dumps(asdict(standing)))


def recall_start(memory: Memory, group: str) -> float:
    """Return when a host of a paced group was last asked, in seconds of the epoch, 0 if never."""
    return _number(_fields(memory.get(f"pace:{group}")).get("asked"))


def remember_start(memory: Memory, group: str, at: float) -> None:
    """Keep when a host of a paced group was last asked."""
    memory.keep(f"pace:{group}", json.dumps({"asked": at}))


def _fields(value: str | None) -> dict[str, object]:
    try:
        fields = json.loads(value or "{}")
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.isprintable() else ""


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    try:
        return float(value) if math.isfinite(value) else 0.0
    except OverflowError:
        return 0.0
