"""What the reader answered to the rank: more like this paper, less like it, never what a query finds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from feedtui.library.documents import ANSWERS, Document, documents_in
from feedtui.papers.paper import PaperId

MORE, LESS, NEVER = "more", "less", "never"


@dataclass(frozen=True, slots=True)
class Answers:
    """`papers` are the papers answered about, in the order of the answers, each with `more` or `less`.

    `never` are the queries, such as `author:"Jane Doe"` or `survey`, whose papers are not to be offered.
    """

    papers: Mapping[PaperId, str]
    never: tuple[str, ...]


def answers_of(db: sqlite3.Connection) -> Answers:
    """Return the answers that are kept, but for those that this feedtui does not understand."""
    found = documents_in(db, ANSWERS)
    timed = sorted((str(document.get("at", "")), key) for key, document in found.items())
    told = {key: found[key].get("answer") for _, key in timed}
    papers = {key: answer for key, answer in told.items() if answer in (MORE, LESS)}
    return Answers(papers, tuple(sorted(key for key, answer in told.items() if answer == NEVER)))


def answer_document(answer: str | None, at: str) -> Document | None:
    """Return an answer as it is kept, under the paper's id or the query; None forgets one."""
    return None if answer is None else {"answer": answer, "at": at}
