"""The snapshot of arXiv's metadata."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.links import page_address, pdf_address
from feedtui.papers.paper import Links, Paper
from feedtui.papers.text import clean_block
from feedtui.sources.arxiv_snapshot import looks_like_snapshot, read_line, read_snapshot
from feedtui.sources.found import Remark, Unreadable

RECORD: dict[str, object] = {
    "id": "0704.0007",
    "submitter": "Ada Lamp",
    "authors": "A. Lamp, B. Bal\\'asz and Moonlight Collaboration",
    "title": "Prompt lantern production at riverside colliders and\n  the energies of moonlight",
    "comments": "37 pages, 15 figures; published version",
    "journal-ref": "Lantern Rev. D76:013009,2007",
    "doi": "10.1103/LanternRevD.76.013009",
    "report-no": "LAMP-07/12",
    "categories": "hep-ph astro-ph.CO",
    "license": None,
    "abstract": "  A calculation of lanterns is presented\nfor $E_T < 2$ at rivers.\n  Its second part is\nshort.\n",
    "versions": [
        {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
        {"version": "v2", "created": "Tue, 24 Jul 2007 20:10:27 GMT"},
    ],
    "update_date": "2008-11-26",
    "authors_parsed": [
        ["Lamp", "A.", "Jr."],
        ["Bal\\'asz", "B.", "", "Riverside"],
        ["Moonlight Collaboration", "", ""],
    ],
}


def line(**changed: object) -> bytes:
    """Return the record with some of its fields changed, as a line of the file."""
    return json.dumps({**RECORD, **changed}).encode() + b"\n"


def test_a_paper_is_read_whole() -> None:
    """Wraps are undone, paragraphs and TeX stay, names are turned, times are ISO 8601."""
    assert read_line(line()) == Paper(
        id="arxiv:0704.0007",
        title="Prompt lantern production at riverside colliders and the energies of moonlight",
        abstract="A calculation of lanterns is presented for $E_T < 2$ at rivers.\n\nIts second part is short.",
        authors=("A. Lamp Jr.", "B. Bal\\'asz", "Moonlight Collaboration"),
        published="2007-04-02T19:18:42Z",
        updated="2007-07-24T20:10:27Z",
        doi="10.1103/LanternRevD.76.013009",
        tags=("hep-ph", "astro-ph.CO"),
        sources=("arxiv:snapshot",),
    )


def test_its_addresses_follow_from_its_identity() -> None:
    """The snapshot gives no links, and the paper can be opened all the same."""
    paper = read_line(line(id="math.CA/0611800v2"))
    assert page_address(paper) == ("https://arxiv.org/abs/math/0611800", True)
    assert pdf_address(paper) == "https://arxiv.org/pdf/math/0611800"


@pytest.mark.parametrize(
    ("abstract", "comments", "code"),
    [
        ("Code: https://github.com/lamp/river.\n", None, "https://github.com/lamp/river"),
        ("See https://example.org.", "5 pages, https://gitlab.com/lamp/river", "https://gitlab.com/lamp/river"),
        ("See https://[nowhere.", "https://github.com/lamp", None),
        ("No address.", "", None),
    ],
)
def test_code_is_found_in_the_abstract_or_the_comments(abstract: str, comments: str | None, code: str | None) -> None:
    """A repository that either names is the paper's code."""
    assert read_line(line(abstract=abstract, comments=comments)).links == Links(code=code)


@pytest.mark.parametrize(
    ("versions", "published", "updated"),
    [
        ([{"version": "v1", "created": "Sun, 1 Nov 2026 00:00:00 GMT"}], "2026-11-01T00:00:00Z", None),
        ([{"version": "v1", "created": "Sat, 31 Feb 2026 00:00:00 GMT"}], None, None),
        ([{"version": "v1", "created": "Sun, 1 Nov 2026 00:00:00 EST"}], None, None),
        ([{"version": "v3", "created": "Sun, 1 Nov 2026 00:00:00 GMT"}], None, None),
        ([{"version": "v1"}, "v2"], None, None),
        ([], None, None),
        (None, None, None),
        ("v1", None, None),
    ],
)
def test_a_date_that_is_not_told_is_not_guessed(versions: object, published: str | None, updated: str | None) -> None:
    """Only the first version's own time is the day of publication."""
    paper = read_line(line(versions=versions))
    assert (paper.published, paper.updated) == (published, updated)


@pytest.mark.parametrize(
    ("doi", "kept"),
    [
        (None, None),
        ("", None),
        ("none yet", None),
        ("10.1103/A.1, 10.1103/B.2", "10.1103/A.1"),
        ("https://doi.org/10.1/x 10.1103/C(3)4", "10.1103/C(3)4"),
    ],
)
def test_only_a_doi_is_a_doi(doi: str | None, kept: str | None) -> None:
    """What is no DOI would make two papers one; of several, the first is kept."""
    assert read_line(line(doi=doi)).doi == kept


def test_authors_without_their_parsed_form() -> None:
    """A file that was cut down to fewer fields still has its authors."""
    paper = read_line(line(authors_parsed=None, authors="A. Lamp (1), B. River (2), and\n  C. Moon (Lamp Inst.)"))
    assert paper.authors == ("A. Lamp", "B. River", "C. Moon")
    assert read_line(line(authors_parsed=[["Plato"], ["", "", ""]])).authors == ("Plato",)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (line()[:200], "The line is no JSON: Unterminated string starting at at character"),
        (b'{"id": "\xff"}', "The line is not UTF-8: byte 8 is broken."),
        (b"[1, 2]", "The line is no JSON object."),
        (b"[" * 100_000, "too large to read"),
        (b'{"id": ' + b"1" * 5000 + b"}", "too large to read"),
        (line(id="lamp"), "The line's id is no arXiv identifier."),
        (line(id="https://[0704.0007"), "The line's id is no arXiv identifier."),
        (line(id=704.0007), "The paper's id is no text."),
        (line(title=" \n"), "The paper has no title."),
        (line(authors_parsed=[None]), "The paper's authors are not in arXiv's form"),
        (line(authors_parsed=[[1, 2]]), "The paper's authors are not in arXiv's form"),
    ],
)
def test_a_broken_line_says_why_and_stops_nothing(broken: bytes, why: str) -> None:
    """The line's number and its beginning are named, and the papers around it are read."""
    with pytest.raises(Unreadable, match=r"\.$"):
        read_line(broken)
    before, remark, after = read_snapshot([line(), broken, b" \r\n", line(id="0704.0008")])
    assert isinstance(before, Paper)
    assert isinstance(remark, Remark)
    assert remark.what.startswith("line 2: ")
    assert len(remark.what) < 80
    assert why in remark.why
    assert isinstance(after, Paper)
    assert after.id == "arxiv:0704.0008"


def test_the_file_is_recognised_by_its_first_line() -> None:
    """A whole line, one with a byte order mark, and one cut short in its abstract are; other lines are not."""
    whole = line()
    assert looks_like_snapshot(whole)
    assert looks_like_snapshot(b"\xef\xbb\xbf" + whole)
    assert looks_like_snapshot(whole[: whole.index(b"for $E_T")])
    assert read_line(b"\xef\xbb\xbf" + whole) == read_line(whole)
    assert not looks_like_snapshot(b"[" + whole)
    assert not looks_like_snapshot(b'{"id": "arxiv:0704.0007", "title": "A paper of our own", "tags": ["hep-ph"]}')
    assert not looks_like_snapshot(b'{"title": "Its text names \\"id\\": \\"x\\" and \\"categories\\": \\"y\\""}')
    assert not looks_like_snapshot(b"")


@given(st.text(), st.text(alphabet="ab. \n\r\t\u0301\u200b\x1b"), st.text())
def test_nothing_in_a_text_drives_the_terminal(title: str, abstract: str, name: str) -> None:
    """Whatever the texts hold, what is kept of them is clean; the abstract is what cleaning alone makes of it."""
    paper = read_line(line(title=f"A {title}", abstract=abstract, authors_parsed=[[name, name, ""]], categories=name))
    shown = (paper.title, paper.abstract.replace("\n\n", ""), *paper.authors, *paper.tags)
    assert all(letter.isprintable() or letter == "\u200d" for text in shown for letter in text)
    assert paper.abstract == clean_block(abstract.strip())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(line: bytes) -> None:
    """No line ends the reading in any other way than with a sentence."""
    assert all(isinstance(found, Paper | Remark) for found in read_snapshot([line]))
