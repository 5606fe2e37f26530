"""Papers by a template, feedtui's or the reader's own, in Jinja2: https://jinja.palletsprojects.com/en/stable/templates/.

A template has three variables: `title`, `date` (the day of the export, ISO 8601) and `papers`, a list. A paper has what
its JSON has (`id`, `title`, `abstract`, `authors`, `url`, `links.pdf`, `own_tags`, `note` …) and, ready made:

- `authors_short`: `Tian`, `Tian & Jiang` or `Tian et al.`
- `year` of publication, empty if it is not known
- `key`: its citation key, the one that the BibTeX export gives it among the same papers
- `topic`: the first of its topics, empty without any
- `citation` in APA style, `markdown_citation` with its address as a link, `markdown_link` and `bibtex`

Nothing is escaped by itself. What a paper holds is written to the letter by a filter: `md` for Markdown, `quote` for a
quotation in it, `tex` for LaTeX, `org` for Org mode, `html`, `yaml` for a quoted YAML or JSON value or a list of them,
`csv` for a quoted cell; and `papers|best` has those with the most upvotes first. Nothing is printed of what is unknown.
Jinja's own filters are there as far as they make nothing long of something short. A block's line leaves no empty line.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape as html
from pathlib import Path
from typing import Any

from jinja2.exceptions import TemplateSyntaxError

from feedtui.exports import markdown, org_text
from feedtui.exports.bibtex import bibtex
from feedtui.exports.citation import apa
from feedtui.exports.latex import latex
from feedtui.exports.record import record
from feedtui.exports.reference import Keys, Reference, reference
from feedtui.exports.sandbox import Sandbox, printable
from feedtui.exports.spreadsheet import csv_row
from feedtui.papers.links import is_web
from feedtui.papers.paper import Item

_SHIPPED = Path(__file__).with_name("templates")
_SUFFIX = ".j2"
_NAME = "the template"


class TemplateError(ValueError):
    """A template that cannot be used; the message is a sentence that names the line and what is wrong there."""


def shipped() -> Mapping[str, str]:
    """Return the templates that feedtui brings, by the names of what they make: `weekly.md`."""
    files = sorted(_SHIPPED.glob(f"*{_SUFFIX}"))
    return {path.name.removesuffix(_SUFFIX): path.read_text(encoding="utf-8") for path in files}


def rendered(text: str, items: Sequence[Item], title: str, date: str) -> str:
    """Return papers as a template has them.

    Raises:
        TemplateError: It is no template, uses what is not there, or would not end.
    """
    papers = list(_papers(items))
    sandbox = Sandbox(_OF_TEXTS, {"best": _best, "yaml": _yaml})
    try:
        return sandbox.template(text, _NAME).render(title=title, date=date, papers=papers)
    except TemplateSyntaxError as error:
        raise TemplateError(_sentence(error.lineno, error.message or "")) from error
    except Exception as error:
        raise TemplateError(_sentence(_line_of(error), str(error) or type(error).__name__)) from error


def _papers(items: Sequence[Item]) -> Iterator[dict[str, object]]:
    keys = Keys()
    for item, entry in zip(items, bibtex(items), strict=True):
        paper, told, citation = item.paper, reference(item.paper), apa(item.paper)
        yield record(item) | {
            "authors_short": _short(told),
            "year": told.year,
            "key": keys.new(told),
            "topic": item.topics[0] if item.topics else "",
            "citation": citation,
            "markdown_citation": _cited(citation),
            "markdown_link": markdown.link(paper),
            "bibtex": entry,
        }


def _short(told: Reference) -> str:
    names = [name.last for name in told.names[:3]]
    return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)


def _cited(citation: str) -> str:
    """Return a citation in Markdown; the address at its end is a link."""
    head, _, last = citation.rpartition(" ")
    if not is_web(last):
        return markdown.escape(citation)
    return f"{markdown.escape(head)} [{markdown.escape(last)}]({markdown.destination(last)})"


def _by_line(escape: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "\n".join(map(escape, text.split("\n")))


def _best(papers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(papers, key=lambda paper: -(paper["upvotes"] or 0))


def _yaml(value: object) -> str:
    """Return JSON, which is YAML; a number or what is unknown stays one."""
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_yaml, map(printable, value)))}]"
    return json.dumps(value if isinstance(value, int | float | None) else printable(value), ensure_ascii=False)


_OF_TEXTS: Mapping[str, Callable[[str], str]] = {
    "md": _by_line(markdown.escape),
    "quote": lambda text: "\n".join(markdown.paragraphs(text, "> ")),
    "tex": latex,
    "org": lambda text: org_text.block(text, linked=False),
    "html": html,
    "e": html,
    "csv": lambda text: csv_row((text, "")).removesuffix(",\r\n"),
}


def _line_of(error: Exception) -> int | None:
    """Return the line of the template in which an error arose."""
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code.co_filename == _NAME]
    return lines[-1] if lines else None


def _sentence(line: int | None, told: str) -> str:
    told = " ".join(told.split())
    where = f"Line {line}" if line else "The template"
    return f"{where}: {told}{'' if told.endswith(('.', '?', '!')) else '.'}"
