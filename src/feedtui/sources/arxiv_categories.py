"""arXiv's categories by their English names, from `arxiv_categories.toml`: https://arxiv.org/category_taxonomy."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_FILE = Path(__file__).with_name("arxiv_categories.toml")
_GROUP = "group"


@cache
def categories() -> Mapping[str, str]:
    """Return the names of all categories that papers are sent to, in the order of arXiv's own list.

    Archives that are divided (`cs`, `astro-ph`) are no categories and not in it.
    """
    named = {code: name for archive in _archives().values() for code, name in archive.items() if code != _GROUP}
    return MappingProxyType(named)


def group_of(category: str) -> str | None:
    """Return the group that a category or archive is in, one of arXiv's eight such as Physics; None for no archive."""
    archive = _archives().get(category.partition(".")[0])
    return archive[_GROUP] if archive else None


@cache
def _archives() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
