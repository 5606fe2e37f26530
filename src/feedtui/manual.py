"""The manual page feedtui(1), made from the parser, in the macros of man(7)."""

from __future__ import annotations

import os
import re
import textwrap
import time
from collections.abc import Iterator

from feedtui import __version__
from feedtui.arguments import parser
from feedtui.papers.query import CHOICES
from feedtui.usage import Argument, Command, commands

_ESCAPES = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "^": r"\(ha", "~": r"\(ti", "`": r"\(ga"}
_ABOUT = (
    """feedtui is a reader for research papers in the terminal. Without a command it
opens the reader, in which ? shows all keys. Each command does a part of the
same without a screen, over the same papers and marks, for scripts, cron and
pipes, also while the reader is open.""",
    r"""A paper is named by an arXiv id, a DOI, the address of either, or an id that
list \-\-json prints. Where papers are named, \- stands for those that the lines
of standard input name: by one of these alone, or by an object of JSON that has
an id.""",
)
_QUERIES = {
    "sparse attention": "both words, anywhere in title, abstract, authors or tags",
    '"sparse attention"': "the two in a row",
    "pre*": "words that begin so",
    "a OR b, -a, NOT a, (...)": "either; without; the same; grouping",
    "title: abstract: author: tag: topic: source: id: note:": "in that field",
    **{f"{field}:": f"one of {', '.join(values)}" for field, values in CHOICES.items()},
    "upvotes:>50": "by number; also >=, < and <=",
    "listed:7d published:2026-11 read:today": "by date; also 2026-11-01..2026-11-23 and >2026-01",
}
_FILES = {
    "papers.sqlite": "the papers, in the platform's data folder (~/.local/share/feedtui on Linux)",
    "marks.json, marks.journal": "marks, kept searches and sources, in the data folder, as TinyDB's JSON, and the "
    "changes since",
    "crashes": "in the data folder: logs of the last mistakes of feedtui's own",
    "settings.toml": "the settings, in the platform's settings folder (~/.config/feedtui on Linux)",
    "topics.toml": "topics of your own, in the settings folder",
}
_ENVIRONMENT = {
    "FEEDTUI_HOME": "a folder that keeps everything; --home goes before it",
    "HF_ENDPOINT": "another server for Hugging Face's; the settings go before it",
    "HF_TOKEN": "a token of Hugging Face, for more requests; the settings go before it",
    "https_proxy, http_proxy, no_proxy": "through which proxy servers are asked",
    "NO_COLOR": "if it is set, the reader leaves all colours to the terminal; commands print none at all",
    "FEEDTUI_DEBUG": "if it is set, a mistake of feedtui's is shown with its place in the code, as by --debug",
    "COLUMNS": "how wide the terminal is, where it does not say so itself",
}
_STATUS = {
    "0": "done; also where the reader of a pipe had enough",
    "1": "something failed, and was said on standard error; what could be done was done",
    "2": "wrong usage",
}


def manual() -> str:
    """Return the page as roff; `SOURCE_DATE_EPOCH` dates it, else it is of today."""
    top, *others = commands(parser())
    day = time.strftime("%Y-%m-%d", time.gmtime(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time())))
    # Names of commands and files are neither hyphenated nor spread over a line.
    lines = [f'.TH FEEDTUI 1 {day} "feedtui {__version__}" "User Commands"', ".nr HY 0", ".nh", ".ad l"]
    lines += [".SH NAME", r"feedtui \- keep up with research papers from a keyboard"]
    lines += [".SH SYNOPSIS", *_synopsis(top), ".PP", ".B feedtui", r"\fICOMMAND\fR ..."]
    lines += [".SH DESCRIPTION", _ABOUT[0], ".PP", _ABOUT[1]]
    lines += [".SH OPTIONS", *_arguments(top), ".SH COMMANDS"]
    for one in others:
        lines += [f".SS {one.name}", *_synopsis(one), ".PP", _prose(f"{one.brief[0].upper()}{one.brief[1:]}.")]
        lines += [*_arguments(one), *_example(one.example)]
    lines += [
        ".SH QUERIES",
        "All words of a query have to be there; case and accents do not matter.",
        *_table(_QUERIES),
    ]
    lines += [".SH EXIT STATUS", *_table(_STATUS), ".SH ENVIRONMENT", *_table(_ENVIRONMENT)]
    lines += [".SH FILES", *_table(_FILES), ".SH EXAMPLES", "The first five unread papers:", *_verbatim(top.example)]
    return "\n".join(lines) + "\n"


def _synopsis(command: Command) -> Iterator[str]:
    yield f".B {_text(f'feedtui {command.name}'.strip())}"
    for argument in command.arguments:
        if argument.flags != ("--help",):
            yield re.sub(r"\b[A-Z]+\b", r"\\fI\g<0>\\fR", _text(argument.written))


def _arguments(command: Command) -> Iterator[str]:
    """Yield the arguments of a command; what all commands take is told once."""
    for argument in command.arguments:
        if not command.name or argument.flags[:1] not in (("--home",), ("--help",)):
            yield from (".TP", _term(argument), _prose(argument.help))


def _term(argument: Argument) -> str:
    value = rf"\fI{_text(argument.value)}\fR" if argument.value else ""
    flags = ", ".join(rf"\fB{_text(flag)}\fR" for flag in argument.flags)
    return f"{flags} {value}".strip()


def _example(example: str) -> Iterator[str]:
    if example:
        yield from (".PP", "Example:", *_verbatim(example))


def _verbatim(text: str) -> tuple[str, ...]:
    return (".RS 4", ".EX", _text(text), ".EE", ".RE")


def _table(rows: dict[str, str]) -> Iterator[str]:
    for term, meaning in rows.items():
        yield from (".TP", rf"\fB{_text(term)}\fR", _prose(meaning))


def _prose(text: str) -> str:
    """Return text in lines of less than 80 characters."""
    return "\n".join(map(_text, textwrap.wrap(text, 72, break_long_words=False, break_on_hyphens=False)))


def _text(text: str) -> str:
    """Return a line that roff prints as it is: with hyphens that can be copied, and never taken for a macro."""
    text = re.sub(r"[\\\-'^~`]", lambda match: _ESCAPES[match[0]], re.sub(" ?…", " ...", text))
    return f"\\&{text}" if text.startswith(".") else text
