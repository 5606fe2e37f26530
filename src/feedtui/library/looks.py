"""How the reader looks, as it was last chosen there: kept beside the papers, carried by backups."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from typing import Any

from feedtui.library.settings import setting
from feedtui.paths import Places

LOOKS = ("theme", "layout", "glyphs", "motion", "hints")
"""What is kept under these names; the settings file may set the same, and goes before."""


def kept_looks(db: sqlite3.Connection) -> dict[str, str]:
    """Return what was chosen, as it is kept; what never was is left out."""
    return {name: value for name in LOOKS if (value := setting(db, name))}


def looks_chosen(places: Places) -> dict[str, str]:
    """Return what was chosen in a library, in the words of the settings file; nothing where it cannot be read."""
    if not places.papers.is_file():
        return {}
    with (
        suppress(sqlite3.Error),
        closing(sqlite3.connect(f"{places.papers.resolve().as_uri()}?mode=ro", uri=True)) as db,
    ):
        return {name: word for name, value in kept_looks(db).items() if (word := _word(name, value))}
    return {}


def _word(name: str, value: str) -> str:
    """Return what was chosen in one word, empty where it cannot be told."""
    if name not in ("layout", "hints"):
        return value
    told = _object(value)
    if name == "layout":
        return str(told.get("layout", ""))
    return ("off" if told["off"] is True else "on") if "off" in told else ""


def _object(value: str) -> dict[str, Any]:
    with suppress(ValueError, RecursionError):
        told = json.loads(value)
        return told if isinstance(told, dict) else {}
    return {}
