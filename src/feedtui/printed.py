"""What the command line prints: nothing of it acts on a terminal, whatever was in a path, an argument or an error."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from feedtui.papers.text import ACTING


class Printed:
    """A text stream that leaves out what acts; line ends and tabs stay."""

    def __init__(self, stream: TextIO, kept: str = "\n\t") -> None:
        self._stream = stream
        self._kept = kept

    def write(self, text: str) -> int:
        """Write text; return its length."""
        self._stream.write(text if text.isprintable() else ACTING.sub(self._left, text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines."""
        for line in lines:
            self.write(line)

    def _left(self, acting: re.Match[str]) -> str:
        letter = acting[0]
        if letter in self._kept or (letter == "\r" and acting.string[acting.end() :][:1] == "\n"):
            return letter
        return "?" if "\ud800" <= letter <= "\udfff" else ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def printed() -> Iterator[None]:
    """Let standard output and error be such streams meanwhile."""
    before = sys.stdout, sys.stderr
    # Org's own mark between what would else be markup has no width; a file must have it.
    sys.stdout = cast(TextIO, Printed(sys.stdout, "\n\t" if sys.stdout.isatty() else "\n\t\u200b"))
    sys.stderr = cast(TextIO, Printed(sys.stderr))
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
