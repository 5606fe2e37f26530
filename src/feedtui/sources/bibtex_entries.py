"""The entries of a BibTeX file, those of broken files too: where one ends that has no end, the next one begins.

What the format is: https://www.bibtex.org/Format/. Text between entries is comment; so is an entry behind a `%`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

_MONTHS = "January February March April May June July August September October November December".split()

_START = re.compile(r"(?<![\w.])@[ \t]*([A-Za-z][\w:-]*)\s*([{(])")
_AHEAD = r"\n[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(][^\s,={}()\"]*[ \t]*,"
"""The next entry, at the beginning of a line: where a value reaches it, the value has no end."""
_KEY = re.compile(r"\s*([^\s,={}\"][^,={}\"\n]*?)\s*(?:,|(?=[})]))|\s*,|(?=\s*[})])")
_FIELD = re.compile(r"(?:[\s,]|%[^\n]*\n)*([^\s=,{}()\"#%]+)\s*=\s*")
_BETWEEN = re.compile(r"(?:[\s,]|%[^\n]*(?:\n|\Z))*")
_RUBBISH = re.compile(r"[^,\n})]+|[})]")
_GOES_ON = re.compile(r"\s*,\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]")
_BRACES = re.compile(rf"[{{}}]|{_AHEAD}")
_UNESCAPED_BRACES = re.compile(rf"\\[{{}}]|[{{}}]|{_AHEAD}")
# A quote behind a backslash ends a value only where nothing else can stand behind it: "G\"odel".
_QUOTED = re.compile(rf"[{{}}]|(?<!\\)\"|\"(?=\s*[,}})#])|{_AHEAD}")
_BARE = {"{": re.compile(r"[^,#{}\"\n]*"), "(": re.compile(r"[^,#{}\"\n)]*")}
_VALUE_END = re.compile(r"\s*(?:[,})#]|\Z)")
_CUT = re.compile(r"\s*\n|,\s*[A-Za-z][\w-]*\s*=")
"""Where a value without an end is taken to end."""
_JOINED = re.compile(r"\s*#\s*")
_CLOSING = {"{": "}", "(": ")"}


@dataclass(slots=True)
class Entry:
    """An entry: names of fields in lower case, values as TeX. `trouble` is a sentence of what could not be read."""

    kind: str
    key: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


class _NoEnd(Exception):
    """A value has no end; its argument is where reading may go on."""


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries in their order, without strings, comments and preambles."""
    breaks = [match.start() for match in re.finditer("\n", text)]
    macros = {month[:3].lower(): month for month in _MONTHS} | {month.lower(): month for month in _MONTHS}
    at, ends = 0, True
    while (start := _START.search(text, at)) is not None:
        kind = start[1].lower()
        at = start.end()
        if text[text.rfind("\n", 0, start.start()) + 1 : start.start()].lstrip().startswith("%"):
            continue
        if kind in ("comment", "preamble"):
            behind = _behind(text, start) if ends else start.end()
            at, ends = (start.end(), False) if behind == len(text) else (behind, ends)
            continue
        entry = Entry(kind, "", bisect_right(breaks, start.start()) + 1)
        if kind != "string" and (key := _KEY.match(text, at)):
            entry.key, at = (key[1] or "").strip(), key.end()
        at = _fields(text, at, start[2], entry, macros)
        if kind == "string":
            macros.update(entry.fields)
        else:
            yield entry


def _behind(text: str, start: re.Match[str]) -> int:
    """Return where a comment or a preamble ends, the text's length for one without an end."""
    try:
        return _closed(text, start.end() - 1)[1] if start[2] == "{" else start.end()
    except _NoEnd as error:
        return int(error.args[0])


def _fields(text: str, at: int, opening: str, entry: Entry, macros: dict[str, str]) -> int:
    """Read the fields of an entry into it, the first of each name, and return where it ends."""
    unended = False
    while True:
        if match := _FIELD.match(text, at):
            name = match[1].lower()
            try:
                value, at = _value(text, match.end(), opening, macros)
            except _NoEnd as error:
                cut = _CUT.search(text, match.end(), error.args[0])
                if cut is None or unended:
                    entry.trouble = f"The field “{name}” has no end."
                    return int(error.args[0])
                value, at, unended = text[match.end() : cut.start()], cut.start(), True
                entry.trouble = f"The field “{name}” has no end; a part of it was kept."
            if value and not entry.fields.get(name):
                entry.fields[name] = value
            continue
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if at >= len(text) or _START.match(text, at):
            entry.trouble = entry.trouble or "It has no end."
            return at
        if text[at] == _CLOSING[opening]:
            if not _GOES_ON.match(text, at + 1):
                return at + 1
            entry.trouble = entry.trouble or "A brace too many stands in it."
        rubbish = _RUBBISH.match(text, at)
        at = rubbish.end() if rubbish else at + 1
        if rubbish and not entry.trouble:
            entry.trouble = f"“{rubbish[0].strip()[:40]}” in it is no field."


def _value(text: str, at: int, opening: str, macros: dict[str, str]) -> tuple[str, int]:
    """Return a value, its pieces joined, and where it ends."""
    pieces = []
    while True:
        sign = text[at : at + 1]
        if sign == "{":
            piece, at = _closed(text, at)
        elif sign == '"':
            piece, at = _quoted(text, at)
        else:
            bare = _BARE[opening].match(text, at)
            word = bare[0].strip() if bare else ""
            piece, at = macros.get(word.lower(), word), bare.end() if bare else at
        pieces.append(piece)
        joined = _JOINED.match(text, at)
        if joined is None:
            return "".join(pieces).strip(), at
        at = joined.end()


def _closed(text: str, at: int) -> tuple[str, int]:
    """Return what the braces hold that open here; escaped ones count, as for BibTeX, unless that leads nowhere."""
    try:
        found = _until(text, at, _BRACES)
        if _VALUE_END.match(text, found[1]) or "\\" not in found[0]:
            return found
    except _NoEnd:
        found = None
    try:
        other = _until(text, at, _UNESCAPED_BRACES)
    except _NoEnd:
        if found is None:
            raise
        return found
    return other if found is None or _VALUE_END.match(text, other[1]) else found


def _until(text: str, at: int, signs: re.Pattern[str]) -> tuple[str, int]:
    depth = 0
    for match in signs.finditer(text, at):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return text[at + 1 : match.start()], match.end()
        elif match[0][0] == "\n":
            raise _NoEnd(match.start())
    raise _NoEnd(len(text))


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return what stands between the quote here and the next that is not in braces."""
    depth = 0
    for match in _QUOTED.finditer(text, at + 1):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth < 0:
                raise _NoEnd(match.end())
        elif match[0][0] == "\n":
            raise _NoEnd(match.start())
        elif depth == 0:
            return text[at + 1 : match.start()], match.end()
    raise _NoEnd(len(text))
