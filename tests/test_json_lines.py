"""JSON Lines, read back by the standard reader."""

from __future__ import annotations

import json
from itertools import count, islice

from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.json_lines import json_lines
from feedtui.papers.links import page_address, pdf_address
from feedtui.papers.paper import Item, Mark
from lanterns import lantern
from recorded import recorded
from samples import paper


def check(items: list[Item]) -> None:
    """Check that each paper is a line, with the same title, authors, dates and links."""
    lines = "".join(json_lines(items)).encode().split(b"\n")
    assert lines.pop() == b""
    for item, line in zip(items, lines, strict=True):
        told, found = item.paper, json.loads(line)
        assert (found["id"], found["title"], found["authors"]) == (told.id, told.title, list(told.authors))
        dates = (told.published, told.listed, told.updated)
        assert (found["published"], found["listed"], found["updated"]) == dates
        assert (found["url"], found["links"]["pdf"]) == (page_address(told)[0], pdf_address(told))
        assert (found["links"]["code"], found["note"]) == (told.links.code, item.mark.note)


@given(st.lists(st.tuples(st.text(), st.text(), st.text())))
def test_any_paper_reads_back(told: list[tuple[str, str, str]]) -> None:
    """Whatever texts hold, line breaks of any kind among it, a paper is one line."""
    check([Item(paper(title, abstract), Mark(note=note)) for title, abstract, note in told])


def test_recorded_papers_read_back() -> None:
    """All recorded papers read back."""
    check([Item(told) for told in recorded()])


def test_letters_are_readable() -> None:
    """What looks through the file by `grep` finds a name as it is written."""
    (line,) = json_lines([lantern(authors=("Ana Núñez",))])
    assert '"Ana Núñez"' in line


def test_papers_stream() -> None:
    """Lines come as papers are asked for."""
    assert len(list(islice(json_lines(lantern(id=f"arxiv:2604.{number:05}") for number in count()), 3))) == 3
    assert not list(json_lines([]))
