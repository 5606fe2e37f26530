"""The query language: one line of text to a tree, the same wherever papers are filtered.

Words are ANDed; `"a phrase"`, `pre*`, `OR`, `-word` or `NOT word`, parentheses, and `field:value`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from feedtui.papers.dates import day_of, span_of
from feedtui.papers.identity import parse_paper
from feedtui.papers.query_tree import (
    DATE_FIELDS,
    EVERYTHING,
    MUTED,
    NAME_FIELDS,
    NEW,
    RANKED_BY_TAG,
    WORD_FIELDS,
    All,
    Count,
    Dates,
    Either,
    Flag,
    Kept,
    Named,
    Not,
    Query,
    Sort,
    Words,
    either,
    every,
    is_ranked,
    order_of,
    parts_in,
    query_text,
    quoted,
    replaced,
    tag_query,
    unmuted,
    without_sort,
)
from feedtui.papers.text import clean_line
from feedtui.papers.words import name_words, phrase, spellings, tokens

__all__ = [
    "EVERYTHING",
    "MUTED",
    "NEW",
    "RANKED_BY_TAG",
    "All",
    "Count",
    "Dates",
    "Either",
    "Flag",
    "Kept",
    "Named",
    "Not",
    "Query",
    "QueryError",
    "Sort",
    "Words",
    "day_of",
    "is_ranked",
    "mistake_in",
    "order_of",
    "parse",
    "parts_in",
    "query_text",
    "quoted",
    "replaced",
    "sense",
    "tag_query",
    "tokens",
    "unmuted",
    "without_sort",
]

CHOICES = {
    "is": ("read", "unread", "starred", "queued", "new", "selected", "revised", "muted"),
    "has": ("code", "note", "pdf", "abstract", "tag"),
    "sort": ("newest", "oldest", "upvotes", "title", "relevance", "for-you"),
}
FIELDS = (*WORD_FIELDS, *NAME_FIELDS, "search", "id", *CHOICES, *DATE_FIELDS, "upvotes")

_EMPTY = tuple(f"{field}:" for field in FIELDS)
PASTED = ("arxiv", "doi", "url", "http", "https")
"""What looks like a field and begins an identity."""

# A quote behind a backslash and before a letter is TeX's accent, as in Schr\"odinger. Behind a field, a value
# may hold parentheses, as DOIs do.
TOKEN = re.compile(
    r"""(?P<paren>[()]) | (?P<minus>-)(?=[^\s)])
    | (?:(?P<field>[A-Za-z]+):(?=[^\s()]))?
      (?P<value> "(?P<quoted>(?:\\"(?=[A-Za-z{])|[^"])*)(?P<end>"\*?)?
               | (?:\\"(?=[A-Za-z{]) | [^\s()"] | (?(field)\([^\s()"]*\)|(?!)))+ )""",
    re.VERBOSE,
)
_COUNT = re.compile(r"(>=|<=|>|<|=)?([0-9]{1,9})")
_DATES = "2026, 2026-11, 2026-11-23, 2026-11-01..2026-11-23, 7d, 2w, 3m, 1y, today, yesterday or >2026-01"
_MISPLACED = "sort: belongs outside parentheses, OR and -"
_DEPTH = 50
_LONGEST_DATE = 30


class QueryError(ValueError):
    """A query that cannot be understood; the message says what was meant, `at` where it goes wrong."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.at = at


def parse(text: str, *, typing: bool = False, today: date | None = None) -> Query:
    """Return the query that `text` says; while it is being typed, what is not yet sense is passed over.

    `today` is the day that `7d` and `yesterday` count from, the present one in UTC if it is not given.

    Raises:
        QueryError: The text is no query, and is not being typed.
    """
    return _Parser(text, typing, today or datetime.now(UTC).date()).whole()


def sense(text: str) -> Query:
    """Return the query of a text that is kept; of one that somebody wrote wrong, what of it is sense."""
    try:
        return parse(text)
    except QueryError:
        return parse(text, typing=True)


def mistake_in(text: str) -> str:
    """Return what is wrong with a query and where, empty if it is one."""
    try:
        parse(text)
    except QueryError as error:
        return clean_line(f"{error} (at “{text[error.at :][:20]}”)")
    return ""


class _Parser:
    """Recursive descent over the tokens of one query."""

    def __init__(self, text: str, typing: bool, today: date) -> None:
        self.typing = typing
        self.today = today
        self.length = len(text)
        self.tokens = list(TOKEN.finditer(text))
        self.at = 0
        self.depth = 0
        self.sort_at = 0

    def whole(self) -> Query:
        parts = [self.either()]
        while self.at < len(self.tokens):
            self.wrong("there is a ) without its (", self.tokens[self.at].start())
            self.at += 1
            parts.append(self.either())
        return every(parts)

    def either(self) -> Query:
        parts = [self.every()]
        while self.operator() == "OR":
            self.at += 1
            parts.append(self.every())
        if len(parts) > 1 and any(map(order_of, parts)):
            self.wrong(_MISPLACED, self.sort_at)
            parts = list(map(without_sort, parts))
        return either(parts)

    def every(self) -> Query:
        parts = []
        while self.at < len(self.tokens) and self.operator() != "OR" and self.tokens[self.at]["paren"] != ")":
            parts.append(self.one())
        return every(parts)

    def one(self) -> Query:
        operator = self.operator()
        if self.at == len(self.tokens) or operator == "OR" or self.tokens[self.at]["paren"] == ")":
            return EVERYTHING
        token = self.tokens[self.at]
        self.at += 1
        if token["paren"]:
            part = self.inside(self.either, token)
            if self.at == len(self.tokens):
                return part if self.typing else self.wrong("there is a ( without its )", token.start())
            self.at += 1
            return part
        if token["minus"] or operator == "NOT":
            part = self.inside(self.one, token)
            return part if part == EVERYTHING else Not(part)
        return EVERYTHING if operator == "AND" else self.term(token)

    def inside(self, read: Callable[[], Query], token: re.Match[str]) -> Query:
        """Return what `read` reads one level deeper; what lies too deep is wrong to its end."""
        if self.depth == _DEPTH:
            self.at = len(self.tokens)
            return self.wrong("there are too many parentheses or minuses", token.start())
        self.depth += 1
        part = read()
        self.depth -= 1
        return part

    def operator(self) -> str:
        """Return the OR, AND or NOT that comes next, empty if something else does."""
        value = self.tokens[self.at][0] if self.at < len(self.tokens) else ""
        return value if value in ("OR", "AND", "NOT") else ""

    def term(self, token: re.Match[str]) -> Query:
        """Return what a word, a phrase or a field with its value asks for."""
        bare = token["quoted"] is None
        field, at = (token["field"] or "").lower(), token.start("value")
        value = clean_line(token["value"] if bare else token["quoted"])
        if field and not value:
            return self.wrong(f"nothing follows {field}:", token.start())
        if bare and not field and value.lower() in _EMPTY:
            return self.wrong(f"nothing follows {value.lower()}", token.start())
        if field in PASTED:
            return self.paper(f"{field}:{value}", token.start())
        if field == "id":
            return self.paper(value, at)
        if field == "search":
            return Kept(value)
        if field in CHOICES:
            return self.choice(field, value, token)
        if field in DATE_FIELDS:
            return self.dates(field, value.lower(), at)
        if field == "upvotes":
            count = _COUNT.fullmatch(value)
            wrong = f"upvotes:{value} is no number, write upvotes:50 or upvotes:>50"
            return Count(count[1] or "=", int(count[2])) if count else self.wrong(wrong, at)
        if field and field not in FIELDS:
            self.wrong(f"unknown field {field}:, {_meant(field, FIELDS, '', ':')}", token.start())
            field, value = "", f"{field} {value}"
        return self.words(field, value, token)

    def words(self, field: str, value: str, token: re.Match[str]) -> Query:
        half_typed = self.typing and token.end() == self.length and token["end"] is None
        prefix = half_typed or value.endswith("*") or token["end"] == '"*'
        if field in NAME_FIELDS:
            return Words(name_words(value.rstrip("*")), field, prefix)
        forms = spellings(value) if token["quoted"] is None else (phrase(value),)
        if field and forms == ("",):
            return self.wrong(f"{field}:{value} has no word to look for", token.start("value"))
        return either(Words(form, field, prefix) for form in forms if form)

    def choice(self, field: str, value: str, token: re.Match[str]) -> Query:
        known, value = CHOICES[field], _choice(value)
        if value not in known and not (field == "sort" and len(value) > len(RANKED_BY_TAG) and is_ranked(value)):
            return self.wrong(f"unknown {field}:{value}, {_meant(value, known, field + ':')}", token.start("value"))
        if field != "sort":
            return Flag(field, value)
        self.sort_at = token.start()
        return self.wrong(_MISPLACED, token.start()) if self.depth else Sort(value)

    def dates(self, field: str, value: str, at: int) -> Query:
        """Return what a date asks for; of a half-typed one, what its longest beginning that is a date asks for."""
        for end in range(min(len(value), _LONGEST_DATE), 0, -1) if self.typing else (len(value),):
            span = span_of(value[:end], self.today)
            if span:
                return Dates(field, *span, value[:end])
        meant = _meant(value, ("today", "yesterday"), field + ":", otherwise=f"write {_DATES}")
        return self.wrong(f"{field}:{value} is no date, {meant}", at)

    def paper(self, value: str, at: int) -> Query:
        try:
            paper = parse_paper(value.replace('"', "'"))
        except ValueError:
            paper = None
        wrong = f"id:{value} is no paper, write an arXiv id, a DOI, an address or an id that feedtui printed"
        return Named(paper) if paper else self.wrong(wrong, at)

    def wrong(self, message: str, at: int) -> Query:
        """Pass over what is wrong while it is typed, and say so otherwise."""
        if self.typing:
            return EVERYTHING
        raise QueryError(message, at)


def _choice(value: str) -> str:
    """Return a choice as it is compared: without case, but for the name of a tag."""
    kind, is_tag, name = value.partition(":")
    return f"{kind.lower()}{is_tag}{name}"


def _meant(word: str, known: tuple[str, ...], before: str = "", after: str = "", otherwise: str = "") -> str:
    """Return a question or a list that helps a person who mistyped `word`."""
    from difflib import get_close_matches

    close = get_close_matches(word, known, n=1, cutoff=0.5)
    if close:
        return f"did you mean {before}{close[0]}{after}?"
    return otherwise or "known are " + ", ".join(before + name + after for name in known)
