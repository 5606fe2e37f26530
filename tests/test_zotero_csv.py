"""Zotero's CSV."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.found import Carried, Unreadable
from feedtui.sources.zotero_csv import looks_like_zotero, read_zotero

COLUMNS = (
    "Key,Item Type,Publication Year,Author,Title,Publication Title,ISBN,ISSN,DOI,Url,Abstract Note,Date,Date Added,"
    "Date Modified,Access Date,Pages,Extra,Notes,File Attachments,Link Attachments,Manual Tags,Automatic Tags,Editor"
).split(",")
LAMPS = {
    "Key": "ABCD1234", "Item Type": "preprint", "Publication Year": "2023", "Author": "Lamp, Ada; van Roe, Bo",
    "Title": 'On Lamps, a "Study"', "Url": "http://arxiv.org/abs/2301.03580", "Abstract Note": "We write\nof lamps.",
    "Date": "2023-01-09", "Date Added": "2023-02-01 10:00:00", "Extra": "arXiv:2301.03580 [cs]",
    "Notes": "<p>Good <b>idea</b>.</p>; <p>Two.</p>", "Manual Tags": "lamp; to read",
    "Automatic Tags": "Computer Science - Lamps",
}  # fmt: skip
PLAIN = {"Key": "ABCD1235", "Item Type": "journalArticle", "Title": "A Plain Lamp", "DOI": "10.1000/plain"}


def written(*items: dict[str, str]) -> str:
    """Return items as Zotero writes them: all quoted, with a byte order mark."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, restval="", quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writeheader()
    table.writerows(items)
    return "\ufeff" + out.getvalue()


def test_a_whole_item() -> None:
    """Facts, notes, tags and the day come over; tags of publishers are the paper's, the reader's their own."""
    found = read_zotero(written(LAMPS), "bib:x")
    (paper,) = found.papers
    assert (paper.id, paper.title, paper.published) == ("arxiv:2301.03580", 'On Lamps, a "Study"', "2023-01-09")
    assert (paper.authors, paper.abstract) == (("Ada Lamp", "Bo van Roe"), "We write of lamps.")
    assert paper.tags == ("Computer Science - Lamps",)
    notes = "Good idea.\n\nTwo."
    assert found.carried == {paper.id: Carried(tags=("lamp", "to read"), note=notes, at="2023-02-01T10:00:00Z")}


def test_what_is_no_paper_is_named() -> None:
    """Files and notes by themselves, and items without a title, are told with their lines."""
    attachment = {"Key": "ABCD1236", "Item Type": "attachment", "Title": "Full Text"}
    found = read_zotero(written(LAMPS, attachment, {"Key": "ABCD1237", "Item Type": "book"}, PLAIN), "bib:x")
    assert [paper.title for paper in found.papers] == ['On Lamps, a "Study"', "A Plain Lamp"]
    assert [(remark.what, remark.why) for remark in found.skipped] == [
        ("line 4: Full Text", "It is a file without an item."),
        ("line 5: ABCD1237", "It has no title."),
    ]


def test_a_quote_without_an_end_costs_one_item() -> None:
    """What follows is read, and the broken item is named with its line."""
    broken = '"ABCD1236","book","2001","Roe, Bo","A Broken Lamp\n'
    found = read_zotero(written(LAMPS) + broken + written(PLAIN).partition("\n")[2], "bib:x")
    assert [paper.title for paper in found.papers] == ['On Lamps, a "Study"', "A Broken Lamp", "A Plain Lamp"]
    assert [remark.what for remark in found.damaged] == ["line 4: A Broken Lamp"]


def test_what_is_zotero() -> None:
    """The header says what it is; a header alone holds nothing."""
    assert looks_like_zotero(written())
    assert not looks_like_zotero("Key,Title\nA,B\n")
    for text in (written(), "Key,Title\nABCD1234,book,B\n", ""):
        with pytest.raises(Unreadable, match="Zotero"):
            read_zotero(text, "bib:x")


@given(st.text(st.sampled_from('",\n;\x00\x1b A1'), max_size=60) | st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands before an item, the item is read."""
    found = read_zotero(f"{written(LAMPS)}{text}\n{written(PLAIN).partition(chr(10))[2]}", "bib:x")
    assert "A Plain Lamp" in {paper.title for paper in found.papers}
    assert all(paper.title.isprintable() for paper in found.papers)
