"""A paper's note in Markdown: how it is made, and how feedtui's part of it is brought up to date.

Front matter is read as Obsidian and people write it, line by line: who changes a note with a YAML writer changes how
the reader wrote it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from feedtui.exports.markdown import destination, escape, link, paragraphs
from feedtui.exports.reference import reference
from feedtui.papers.display import paper_date
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item, PaperId

BEGIN = "<!-- feedtui:begin -->"
END = "<!-- feedtui:end -->"

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n((?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
# A key with all that belongs to it: lines further in, the items of a list, empty lines before either.
_ENTRY = r"^{}[ \t]*:(.*\n(?:(?:[ \t\r]*\n)*(?:[ \t]+\S|-\s).*\n)*)"
_MARKED = re.compile(rf"(?<=\n)[ \t]*{re.escape(BEGIN)}[ \t]*\r?\n((?:.*\n)*?)[ \t]*{re.escape(END)}[ \t]*(?=\r?\n|\Z)")
_QUOTED = re.compile(r"'((?:[^']|'')*)'")
_LISTED = re.compile(r"""(?<![^\s\[,])(?:"([^"]*)"|'([^']*)'|([^\s,\[\]"'#-][^\s,\[\]]*))""")
_NOT_TAG = re.compile(r"[^\w/-]+|/(?!\w)|(?<!\w)/")
# Obsidian takes what stands between two of them for a comment, its plug-in Templater runs what stands behind `<%`.
_PERCENT = re.compile(r"(?<=[<%])%|%(?=%)")


@dataclass(frozen=True, slots=True)
class Note:
    """Whose note a text is, and whether it has both of feedtui's marks, each once."""

    id: PaperId
    marked: bool


def new_note(item: Item) -> list[str]:
    """Return the pieces of a note."""
    front = "".join(f"{key}: {value}\n" for key, value in _front(item).items())
    return [f"---\n{front}---\n{BEGIN}\n", _body(item), f"{END}\n"]


def read_note(text: str) -> Note | None:
    """Return whose note a text is, None if it is none of feedtui's."""
    front = _FRONT.match(text)
    found = re.search(_ENTRY.format("id"), front[1], re.MULTILINE) if front else None
    if front is None or found is None or not (name := _scalar(found[1])):
        return None
    lines = [line.strip() for line in text[front.end() :].split("\n")]
    marked = lines.count(BEGIN) == lines.count(END) == 1 and _MARKED.search(text, front.end()) is not None
    return Note(name, marked)


def updated_note(text: str, item: Item) -> str:
    """Return a marked note with feedtui's part and keys as they are now; every other character stays."""
    front = _FRONT.match(text)
    marked = _MARKED.search(text, front.end()) if front else None
    if front is None or marked is None:
        return text
    line_end = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    keys, body = _updated_front(front[1], item, line_end), _body(item).replace("\n", line_end)
    return f"{text[: front.start(1)]}{keys}{text[front.end(1) : marked.start(1)]}{body}{text[marked.end(1) :]}"


def _front(item: Item) -> dict[str, str]:
    """Return the keys whose values are known; JSON strings and lists of them are YAML, whatever they hold."""
    paper, told = item.paper, reference(item.paper)
    state = ["unread" if item.unread else "read", *(["starred"] * item.starred), *(["queued"] * item.queued)]
    facts: dict[str, object] = {
        "id": paper.id,
        "title": paper.title,
        "authors": list(paper.authors),
        "published": paper.published,
        "url": told.address,
        "pdf": told.pdf,
        "code": paper.links.code if is_web(paper.links.code or "") else None,
        "doi": told.doi,
        "eprint": told.eprint,
        "tags": list(_tags((*item.mark.tags, *paper.tags, *item.topics))),
        "state": state,
    }
    return {key: _json(value) for key, value in facts.items() if value is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("<%", r"\u003c%")


def _updated_front(front: str, item: Item, line_end: str) -> str:
    """Return front matter with feedtui's values in their places, else at the end; tags that the reader added stay."""
    for key, value in _front(item).items():
        found = re.search(_ENTRY.format(key), front, re.MULTILINE)
        if found and key == "tags":
            value = _json(list(_tags((*json.loads(value), *_listed(found[1])))))
        at, end = found.span() if found else (len(front), len(front))
        front = f"{front[:at]}{key}: {value}{line_end}{front[end:]}"
    return front


def _scalar(text: str) -> str:
    """Return a value of one line, in either kind of quotation marks or none."""
    text = text.strip()
    if text.startswith('"'):
        try:
            return str(json.JSONDecoder().raw_decode(text)[0])
        except ValueError:
            return ""
    quoted = _QUOTED.match(text)
    return quoted[1].replace("''", "'") if quoted else re.split(r"\s#", text)[0].strip()


def _listed(text: str) -> list[str]:
    """Return the items of a list of words, be it in brackets or an item a line."""
    items = ("".join(found) for found in _LISTED.findall(re.sub(r"\s#.*", "", text)))
    return [item for item in items if item not in ("null", "~")]


def _tags(names: tuple[str, ...]) -> dict[str, None]:
    """Return names as Obsidian allows tags to be, https://help.obsidian.md/tags, each once."""
    tags = (_NOT_TAG.sub("-", name).strip("-") for name in names)
    return dict.fromkeys(f"_{tag}" if tag.isdecimal() else tag for tag in tags if tag)


def _body(item: Item) -> str:
    """Return what stands between the marks: title, authors and date, links, abstract and the reader's note."""
    paper, told = item.paper, reference(item.paper)
    facts = [", ".join(map(escape, paper.authors)), paper_date(paper)]
    addresses = {
        "PDF": told.pdf,
        "code": paper.links.code,
        "project": paper.links.project,
        "discussion": paper.links.discussion,
    }
    links = [f"[{name}]({destination(address)})" for name, address in addresses.items() if address and is_web(address)]
    quoted = paper.abstract or (f"Summary: {paper.summary}" if paper.summary else "")
    parts = [
        f"# {link(paper)}{'' if page_address(paper)[1] else ' (search)'}",
        " · ".join(filter(None, facts)),
        " · ".join(links),
        "\n".join(paragraphs(quoted, "> ")) if quoted else "",
        "\n".join(paragraphs(item.mark.note, "")),
    ]
    return _PERCENT.sub(r"\%", "\n\n".join(filter(None, parts))) + "\n"
