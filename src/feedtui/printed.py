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

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write text; return its length."""
        self._stream.write(text if text.isprintable() else ACTING.sub(_left, text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write lines."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def printed() -> Iterator[None]:
    """Let standard output and error be such streams meanwhile."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (cast(TextIO, Printed(stream)) for stream in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _left(acting: re.Match[str]) -> str:
    letter = acting[0]
    if letter in "\n\t" or (letter == "\r" and acting.string[acting.end() :][:1] == "\n"):
        return letter
    return "?" if "\ud800" <= letter <= "\udfff" else ""
