"""What the doctor finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["PASS", "WARN", "FAIL"]
"""As it should be; something that may annoy or get worse; something that does not work."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what it is, how it is, and what to do about it where it is not as it should be.

    `repair` names what `repairing.REPAIRS` would do about it, empty where nothing can be done safely.
    """

    level: Level
    what: str
    said: str
    todo: str = ""
    repair: str = ""


def passed(what: str, said: str) -> Finding:
    """Return that something is as it should be."""
    return Finding("PASS", what, said)


def warned(what: str, said: str, todo: str, repair: str = "") -> Finding:
    """Return that something may annoy or get worse."""
    return Finding("WARN", what, said, todo, repair)


def failed(what: str, said: str, todo: str, repair: str = "") -> Finding:
    """Return that something does not work."""
    return Finding("FAIL", what, said, todo, repair)
