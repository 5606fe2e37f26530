"""CSV, read back by the standard reader."""

from __future__ import annotations

import csv
import io
import re
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.exports.record import joined
from feedtui.exports.spreadsheet import COLUMNS, PREFIX, csv_rows
from feedtui.papers.links import page_address, pdf_address
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern
from recorded import recorded
from samples import paper

COMMANDS = ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'quoted'", "'=1", "''")
COMPUTED = re.compile(r"[=+\-@\t\r\n＝＋－＠]")


def read_back(items: list[Item]) -> list[dict[str, str]]:
    """Return the rows as a reader finds them that takes the documented prefix away."""
    text = "".join(csv_rows(items))
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    cells = [cell for row in rows for cell in row.values()]
    assert not any(COMPUTED.match(cell) for cell in cells)
    return [{name: cell.removeprefix(PREFIX) for name, cell in row.items()} for row in rows]


def parted(cell: str) -> list[str]:
    """Return what was joined: parted at each semicolon and space without an odd number of backslashes before it."""
    parts = re.split(r"(?<!\\)((?:\\\\)*); ", cell)
    whole = [first + last for first, last in zip(parts[::2], [*parts[1::2], ""], strict=True)] if cell else []
    return [re.sub(r"(\\*)(\\;|\Z)", lambda run: run[1][: len(run[1]) // 2] + run[2][1:], one) for one in whole]


def check(items: list[Item]) -> None:
    """Check that titles, authors, dates and links read back."""
    for item, row in zip(items, read_back(items), strict=True):
        told = item.paper
        assert row["title"] == told.title
        assert parted(row["authors"]) == list(told.authors)
        dates = (told.published or "", told.listed or "", told.updated or "")
        assert (row["published"], row["listed"], row["updated"]) == dates
        assert (row["id"], row["url"]) == (told.id, page_address(told)[0])
        assert (row["pdf"], row["code"]) == (pdf_address(told) or "", told.links.code or "")


def test_a_row() -> None:
    """The columns have their order, lines end as RFC 4180 has it, and cells are quoted where they must be."""
    item = lantern('"Lamps", a test', "One.\n\nTwo.", upvotes=-1, doi="10.1000/a", links=Links(code="https://a.b/c"))
    told = Item(item.paper, Mark("2026-01-01T00:00:00Z", tags=("mine", "a; b"), note="=1+1"), ("vision", "robots"))
    head, row = csv_rows([told])
    assert head == (
        "id,title,authors,published,listed,updated,url,pdf,code,doi,upvotes,own_tags,tags,topics,read_at,starred_at,"
        "queued_at,note,abstract,summary\r\n"
    )
    assert row == (
        'arxiv:2604.01234,"""Lamps"", a test",Ada L. Lamp; Ludo van Lampen,2026-04-23T09:00:00Z,,,'
        "https://arxiv.org/abs/2604.01234,https://arxiv.org/pdf/2604.01234,https://a.b/c,10.1000/a,'-1,"
        'mine; a\\; b,machine learning; cs.CL; cs.AI,vision; robots,2026-01-01T00:00:00Z,,,\'=1+1,"One.\n\nTwo.",\r\n'
    )
    assert tuple(head.strip().split(",")) == COLUMNS


@pytest.mark.parametrize(
    "title", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1", "'quoted'", "'=1", "''", *HOSTILE]
)
def test_no_cell_is_computed(title: str) -> None:
    """A cell that a spreadsheet would compute is text, and so is a name or a yearless day."""
    check([Item(paper(title, authors=(title, "Ada"), published="--04-23"))])


@given(
    st.lists(st.text(st.sampled_from([*SIGNS, ";", "'", "+", "\t", "\n"]), max_size=20).map(clean_line).filter(bool)),
    st.lists(st.text(st.sampled_from("a;\\ '="), max_size=8).map(clean_line).filter(bool), max_size=4),
)
def test_any_paper_reads_back(titles: list[str], authors: list[str]) -> None:
    """Whatever titles and names hold, they read back to the letter."""
    assert parted(joined(authors)) == authors
    check([Item(paper(title, authors=tuple(authors))) for title in titles])


def test_recorded_papers_read_back() -> None:
    """All recorded papers read back."""
    check([Item(told) for told in recorded()])


def test_papers_stream() -> None:
    """Rows come as papers are asked for; without papers there is the line of names."""
    assert len(list(islice(csv_rows(lantern(id=f"arxiv:2604.{number:05}") for number in count()), 3))) == 3
    assert len(list(csv_rows([]))) == 1
