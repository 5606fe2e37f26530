"""What changed in a paper's words from one version to the next."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from feedtui.papers.identity import is_name
from feedtui.papers.paper import Paper

_WORD = re.compile(r"\S+")
_SIGNS = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def changed_text(before: Paper, after: Paper) -> bool:
    """Whether the title or the abstract says something else, whatever the case and the spaces.

    What was not known before, or is not any more, is no change: an abstract, or a title in whose place was an id.
    """
    abstracts = bool(before.abstract and after.abstract) and before.abstract != after.abstract
    if abstracts and _words(before.abstract) != _words(after.abstract):
        return True
    if before.title == after.title or is_name(before.title) or is_name(after.title):
        return False
    return _words(before.title) != _words(after.title)


def is_new_version(before: Paper, after: Paper, since: str) -> bool:
    """Whether arXiv announced a version of a paper later than `since`, the day or time when it was last told of.

    Feeds of other publishers name new dates for nothing.
    """
    # As text, a day comes before every time of it.
    day = (after.updated or "")[:10]
    return after.id.startswith("arxiv:") and day > since and day > (before.updated or "")


def word_changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return `after` with what it lost and gained since `before`, in pieces of whole words.

    Each piece is `same`, `removed` or `added`, and its text as it stands there, without spaces around it. What
    differs in nothing but case or spaces is the same, and is given as `after` has it.
    """
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    matcher = SequenceMatcher(None, [word[0].casefold() for word in old], [word[0].casefold() for word in new])
    pieces = []
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            pieces.append(("removed", before[old[start].start() : old[end - 1].end()]))
        if kind != "delete":
            text = after[new[new_start].start() : new[new_end - 1].end()]
            pieces.append(("same" if kind == "equal" else "added", text))
    return pieces


def with_changes(before: str, after: str) -> str:
    """Return `after` with [-the words it lost-] and {+those it gained+}; an unknown text has no changes."""
    if not before or before == after:
        return after
    return " ".join("".join((_SIGNS[kind][0], text, _SIGNS[kind][1])) for kind, text in word_changes(before, after))


def _words(text: str) -> list[str]:
    return text.casefold().split()
