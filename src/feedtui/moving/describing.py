"""What is in a backup, file by file and field by field; the archive has this as its README.txt."""

from __future__ import annotations

import textwrap

PAPERS, MARKS, SEARCHES, SOURCES = "papers.jsonl", "marks.jsonl", "searches.jsonl", "sources.jsonl"
OTHERS, DIGESTS, PASSED, CHOICES = "others.jsonl", "digests.jsonl", "passed.jsonl", "choices.jsonl"
SETTINGS, TOPICS, README, MANIFEST = "settings.toml", "topics.toml", "README.txt", "manifest.json"
"""The files of an archive."""

KNOWN = frozenset((PAPERS, MARKS, SEARCHES, SOURCES, OTHERS, DIGESTS, PASSED, CHOICES, SETTINGS, TOPICS, MANIFEST))
"""Those of which there is none but in a backup."""

FORMAT = 1
"""The version of the format; a reader of it passes over fields and files that it does not know."""

PAPER = {
    "accounts": "what each source said of the paper, as below; the paper follows from these",
    "day": "the day under which the list has it",
    "new": "true where it came since you last left the reader",
    "revised": "when its title or abstract last changed",
    "revisions": 'what they were before each change: {"at": time, "title": text, "abstract": text}',
}
ACCOUNT = {
    "at": "when the source was last asked or the file was imported",
    "id": "arxiv:2301.03580, doi:..., url:..., or title:... with a digest of the title",
    "title": "text",
    "abstract": "text, an empty line between paragraphs",
    "summary": "somebody's short account of the paper",
    "authors": "list of names",
    "published": "date of the first version",
    "listed": "the first day on which the source listed the paper",
    "relisted": "list of the further days",
    "updated": "date of the newest version",
    "doi": "the journal's, without https://doi.org/",
    "links": "addresses by what they are of: abs, pdf, html, code, project, discussion",
    "upvotes": "number, at Hugging Face",
    "comments": "number, at Hugging Face",
    "tags": "list of the source's categories and keywords",
    "sources": "list with the source's name",
}
MARK = {
    "id": "the paper, as above",
    "known_as": "list of every id by which the paper is known",
    "title": "its title",
    "read": "time since when it is read",
    "starred": "time since when it has its star",
    "queued": "time since when it is put aside to read later",
    "tags": "list of your tags",
    "note": "your note, with its line breaks",
}
SEARCH = {
    "name": "what you call it",
    "query": "what it finds",
    "at": "when you kept it",
    "place": "its place among them, where you ordered them; the first is 0",
}
SOURCE = {
    "address": "hf:daily, arxiv:cs.CL, or the web address of a feed",
    "title": "what it is called",
    "paused": "true where it is not asked",
    "added": "when you added it",
}
OTHER = {
    "table": "answers (more, less or never to what the rank offers), muted (queries), watched (words), ...",
    "key": "what it is about: the id of a paper, a query, words",
    "document": "what is said of it, with the time as at",
}
DIGEST = {
    "digest": "the name of the digest",
    "at": "when it had shown the paper",
    "ids": "list of every id by which the paper was known then",
}
PASSED_OVER = {
    "id": "the paper, as above",
    "times": "how often you passed it over For you; after the second time it is not offered",
}
CHOICE = {"name": "theme, layout, glyphs, motion or hints", "value": "what you chose in the reader, as it is kept"}

_FILES = {
    PAPERS: ("The papers, from the end of the list to its top.", PAPER),
    MARKS: ("What you did with papers.", MARK),
    SEARCHES: ("The searches that you kept.", SEARCH),
    SOURCES: ("The sources that you subscribed to.", SOURCE),
    OTHERS: ("What else you said.", OTHER),
    DIGESTS: ("The papers that digests have shown, and do not show again.", DIGEST),
    PASSED: ("The papers that you passed over, the last ones last.", PASSED_OVER),
    CHOICES: ("How the reader looks.", CHOICE),
}
_INTRODUCTION = """\
This is a backup of feedtui, a reader for research papers in the terminal.
`feedtui restore FILE` brings it back, into a library of any machine: papers and
marks that are there stay, and those of this backup are added to them.

Each .jsonl file is JSON Lines: UTF-8, one object a line. A field that is not
known, not set or empty is left out. Times are ISO 8601 in UTC; dates are in the
precision that their source gave, as in 2024, 2024-03, 2024-03-21, or --03-21 for
a day whose year is not known. More fields may come; pass over those that you do
not know.
"""
_REST = f"""\
{SETTINGS}, {TOPICS}
Your settings, and your own topics, where you have such files. Secrets are left
out: a token, a password, an address with a user name in it. If there was one,
{MANIFEST} names it under "left_out".

{MANIFEST}
The version of this format as "format", the feedtui that wrote it as "feedtui",
when as "at", how much there is as "counts", and of each file its lines, its
bytes and their SHA-256 under "files". It is written last: a backup without it
is not whole.

Addresses of private feeds may hold keys of their own. Keep this file to yourself.
"""


def readme() -> str:
    """Return the text of README.txt."""
    parts = [_INTRODUCTION]
    for name, (what, fields) in _FILES.items():
        parts.append("\n".join((name, what, *_listed(fields))) + "\n")
        if fields is PAPER:
            parts.append("\n".join(("Each of the accounts of a paper:", *_listed(ACCOUNT))) + "\n")
    return "\n".join([*parts, _REST])


def _listed(fields: dict[str, str]) -> list[str]:
    lines = []
    for name, what in fields.items():
        wrapped = textwrap.wrap(what, 66, break_long_words=False)
        lines += [f"  {name:<12}{wrapped[0]}", *(f"{'':14}{line}" for line in wrapped[1:])]
    return lines
