"""What is suggested behind what is typed in the prompt."""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual.suggester import Suggester, SuggestFromList

__all__ = ["LastWord", "SuggestFromList"]

_LAST = re.compile(r"[^\s,+-][^\s,]*$")


class LastWord(Suggester):
    """Completes the last of several words, each a known name; a sign may stand before it."""

    def __init__(self, known: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._known = tuple(known)

    async def get_suggestion(self, value: str) -> str | None:
        """Return the line with the first name that its last word begins, None where there is none."""
        word = _LAST.search(value)
        begun = word[0].casefold() if word else ""
        found = next((name for name in self._known if begun and name.casefold().startswith(begun)), None)
        return None if found is None or word is None else value[: word.start()] + found
