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
_PERCENT = re.compile(r"[ \t]*%")
_AHEAD = r"\n[ \t]*@[ \t]*[A-Za-z]+[ \t]*[{(][^\s,={}()\"]*[ \t]*,"
"""The next entry, at the beginning of a line: where a value reaches it, the value has no end."""
_KEY = {end: re.compile(rf"\s*([^\s,={{}}\"][^,={{}}\"\n]*?)\s*(?:,|(?=\{end}))|\s*,|(?=\s*\{end})") for end in "})"}
_FIELD = re.compile(r"(?:[\s,]|%[^\n]*\n)*([^\s=,{}()\"#%]+)\s*=\s*")
_BETWEEN = re.compile(r"(?:[\s,]|%[^\n]*(?:\n|\Z))*")
_RUBBISH = re.compile(r"[^,\n})]+|[})]")
_GOES_ON = re.compile(r"\s*,\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]")
_BRACES = re.compile(rf"[{{}}]|{_AHEAD}")
_UNESCAPED_BRACES = re.compile(rf"\\[{{}}]|[{{}}]|{_AHEAD}")
# A quote behind a backslash ends a value only where nothing else can stand behind it: "G\"odel".
_QUOTED = re.compile(rf"[{{}}]|(?<!\\)\"|\"(?=\s*[,}})#])|{_AHEAD}")
_BARE = {"{": re.compile(r"[^,#{}\"\n]*"), "(": re.compile(r"[^,#{}\"\n)]*")}
_VALUE_END = re.compile(r"\s*[,})#]")
_SWALLOWED = re.compile(r",\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]")
"""A further field in a value that ends where its entry should."""
_CUT = re.compile(r"(?<!\s)\s*\n|,\s*[A-Za-z][\w-]*\s*=")
"""Where a value without an end is taken to end."""
_NEXT = re.compile(r"\s*(?:@|\Z)")
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


_MOST_IN_VAIN = 20
"""How often the end of a value is looked for up to the end of the file; then the file is given up."""


class _NoEnd(Exception):
    """A value has no end; its argument is where reading may go on."""


def entries(text: str) -> Iterator[Entry]:
    """Yield the entries in their order, without strings, comments and preambles."""
    return _Reading(text).entries()


class _Reading:
    """A file on its way through the reader, with the strings that it has defined so far."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._macros = {month[:3].lower(): month for month in _MONTHS} | {month.lower(): month for month in _MONTHS}
        self._in_vain = 0

    def entries(self) -> Iterator[Entry]:
        """Yield the entries."""
        text, at = self._text, 0
        breaks = [match.start() for match in re.finditer("\n", text)]
        while (start := _START.search(text, at)) is not None:
            kind, at = start[1].lower(), start.end()
            line = bisect_right(breaks, start.start())
            if _PERCENT.match(text, breaks[line - 1] + 1 if line else 0):
                continue
            if kind in ("comment", "preamble"):
                at = self._behind(start)
                continue
            entry = Entry(kind, "", line + 1)
            if kind != "string" and (key := _KEY[_CLOSING[start[2]]].match(text, at)):
                entry.key, at = (key[1] or "").strip(), key.end()
            at = self._fields(at, start[2], entry)
            if kind == "string":
                self._macros.update(entry.fields)
            else:
                yield entry

    def _behind(self, start: re.Match[str]) -> int:
        """Return where a comment or a preamble ends; of one without an end, its first word does."""
        try:
            return self._closed(start.end() - 1)[1] if start[2] == "{" else start.end()
        except _NoEnd:
            return start.end()

    def _fields(self, at: int, opening: str, entry: Entry) -> int:
        """Read the fields of an entry into it, the first of each name, and return where it ends."""
        text, is_cut = self._text, False
        while True:
            if (match := _FIELD.match(text, at)) is None:
                between = _BETWEEN.match(text, at)
                at = between.end() if between else at
                if text[at : at + 1] == _CLOSING[opening] and not _GOES_ON.match(text, at + 1):
                    return at + 1
                if at >= len(text) or _START.match(text, at):
                    entry.trouble = entry.trouble or "It has no end."
                    return at
                at = self._behind_rubbish(at, entry)
                continue
            name = match[1].lower()
            try:
                value, at = self._value(match.end(), opening)
            except _NoEnd as error:
                cut = None if is_cut else _CUT.search(text, match.end(), error.args[0] + 1)
                entry.trouble = f"The field “{name}” has no end{'; a part of it was kept' if cut else ''}."
                if cut is None:
                    return int(error.args[0])
                value, at, is_cut = text[match.end() : cut.start()], cut.start(), True
            if value and not entry.fields.get(name):
                entry.fields[name] = value

    def _behind_rubbish(self, at: int, entry: Entry) -> int:
        """Return where what is no field ends."""
        match = _RUBBISH.match(self._text, at)
        found = match[0].strip() if match else self._text[at]
        said = "A brace too many stands in it." if found in "{})" else f"“{found[:40]}” in it is no field."
        entry.trouble = entry.trouble or said
        return match.end() if match else at + 1

    def _value(self, at: int, opening: str) -> tuple[str, int]:
        """Return a value, its pieces joined, and where it ends."""
        text, pieces = self._text, []
        while True:
            sign = text[at : at + 1]
            if sign == "{":
                piece, at = self._closed(at)
            elif sign == '"':
                piece, at = self._quoted(at)
            else:
                bare = _BARE[opening].match(text, at)
                word = bare[0].strip() if bare else ""
                piece, at = self._macros.get(word.lower(), word), bare.end() if bare else at
            pieces.append(piece)
            if (joined := _JOINED.match(text, at)) is None:
                return "".join(pieces).strip(), at
            at = joined.end()

    def _closed(self, at: int) -> tuple[str, int]:
        """Return what the braces hold that open here; escaped ones count, as for BibTeX, unless that leads nowhere."""
        text = self._text
        try:
            found = self._until(at, _BRACES)
        except _NoEnd:
            return self._until(at, _UNESCAPED_BRACES)
        if _VALUE_END.match(text, found[1]):
            return found
        if "\\" in found[0]:
            try:
                other = self._until(at, _UNESCAPED_BRACES)
            except _NoEnd:
                return found
            return other if _VALUE_END.match(text, other[1]) else found
        if _NEXT.match(text, found[1]) and _SWALLOWED.search(found[0]):
            raise _NoEnd(found[1])
        return found

    def _until(self, at: int, signs: re.Pattern[str]) -> tuple[str, int]:
        depth = 0
        for match in self._signs(signs, at):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth == 0:
                    return self._text[at + 1 : match.start()], match.end()
        raise AssertionError

    def _quoted(self, at: int) -> tuple[str, int]:
        """Return what stands between the quote here and the next that is not in braces."""
        depth = 0
        for match in self._signs(_QUOTED, at + 1):
            if match[0] == "{":
                depth += 1
            elif match[0] == "}":
                depth -= 1
                if depth < 0:
                    raise _NoEnd(match.end())
            elif depth == 0:
                return self._text[at + 1 : match.start()], match.end()
        raise AssertionError

    def _signs(self, signs: re.Pattern[str], at: int) -> Iterator[re.Match[str]]:
        """Yield the signs in a value that may end it; raises `_NoEnd` at the next entry and at the end of the file."""
        if self._in_vain < _MOST_IN_VAIN:
            for match in signs.finditer(self._text, at):
                if match[0][0] == "\n":
                    raise _NoEnd(match.start())
                yield match
            self._in_vain += 1
        raise _NoEnd(len(self._text))
