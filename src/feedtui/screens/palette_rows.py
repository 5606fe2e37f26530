"""What the palette finds: rows of several kinds, by a few letters of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from feedtui.commands import Command, shown_keys
from feedtui.papers.text import folded
from feedtui.widgets.sidebar import Row as Line

COMMAND, VIEW, PAPER, THEME = "command", "view", "paper", "theme"
_HEADED = {"Searches": "search", "Tags": "tag", "Topics": "topic", "Sources": "source"}
MOST = 50
"""Rows of names that are shown: who does not find it among them types another letter."""


@dataclass(frozen=True, slots=True)
class Row:
    """Something to do or to go to: its kind, its name, what is said of it, and what is handed over for it.

    `value` is a command's or a theme's name, a query, or a paper's id.
    """

    kind: str
    label: str
    told: str
    value: str


def rows_of_commands(commands: Iterable[Command]) -> Iterator[Row]:
    """Yield a row a command, with its keys."""
    for one in commands:
        keys = " ".join(shown_keys(one))
        yield Row(COMMAND, one.name, f"{one.help} ({keys})" if keys else one.help, one.name)


def rows_of_places(sidebar: Iterable[Line]) -> Iterator[Row]:
    """Yield a row a view, kept search, tag, topic and source: what the sidebar has, of the kind that its heading is."""
    kind = VIEW
    for line in sidebar:
        if line.query is None:
            kind = _HEADED.get(line.label, VIEW)
        else:
            count = line.count
            yield Row(kind, line.label, f"{count.unread:,} of {count.total:,} unread" if count else "", line.query)


def matching(rows: Sequence[Row], text: str) -> list[Row]:
    """Return the rows that have all words of a text, those whose names begin so first; of no text, all.

    Where there are none, those are returned that have the letters in their order: `rdall` finds `read-all`.
    """
    words = folded(text).split()
    if not words:
        return list(rows)
    return _found(rows, words, _of_word) or _found(rows, words, _of_letters)


def _found(rows: Sequence[Row], words: Sequence[str], score_of: Callable[[str, str, str], int]) -> list[Row]:
    scored = []
    for at, row in enumerate(rows):
        label, told = folded(row.label), folded(row.told)
        scores = [score_of(word, label, told) for word in words]
        if all(scores):
            scored.append((-sum(scores), at))
    return [rows[at] for _, at in sorted(scored)[:MOST]]


def _of_word(word: str, label: str, told: str) -> int:
    """Return how well a row has a word, 0 if it has it not."""
    if label == word:
        return 6
    if label.startswith(word):
        return 5
    if any(part.startswith(word) for part in label.replace("-", " ").split()):
        return 4
    return 3 if word in label else 2 if word in told else 0


def _of_letters(word: str, label: str, told: str) -> int:
    """Return 1 if a row's name has the letters of a word in their order, with others between them."""
    letters = iter(label)
    return int(len(word) > 2 and all(letter in letters for letter in word))
