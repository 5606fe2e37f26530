"""BibTeX files of many programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database.input.bibtex import LowLevelParser

from feedtui.exports.bibtex import biblatex, bibtex
from feedtui.papers.links import page_address
from feedtui.papers.names import straight
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.text import clean_line
from feedtui.sources.bibtex_file import looks_like_bibtex, read_bibtex
from feedtui.sources.bibtex_names import names_in
from feedtui.sources.found import Carried, Unreadable
from feedtui.sources.references import decoded
from lanterns import HOSTILE, SIGNS, lantern

TITLES = st.text(st.sampled_from(SIGNS), min_size=1, max_size=30).map(clean_line).filter(bool)
REAL = Path(__file__).parents[2] / "shared" / "real" / "bib"


def only(text: str) -> Paper:
    """Return the one paper of a file."""
    found = read_bibtex(text, "bib:x")
    (paper,) = found.papers
    assert not found.skipped
    assert not found.damaged
    return paper


@pytest.mark.parametrize(
    ("fields", "identity", "published"),
    [
        ("eprint={2301.03580v2}, archivePrefix={arXiv}, year={2023}", "arxiv:2301.03580", "2023"),
        ("eprint={hep-th/9711200}, eprinttype={arXiv}, date={1997-11-28}", "arxiv:hep-th/9711200", "1997-11-28"),
        ("journal={arXiv preprint arXiv:2301.03580}, year=2023", "arxiv:2301.03580", "2023"),
        ("journal={CoRR}, volume={abs/2301.03580}, year={2023}, month=jan", "arxiv:2301.03580", "2023-01"),
        ("doi={10.48550/arXiv.2301.03580}, month={Jan.}, year={2023}", "arxiv:2301.03580", "2023-01"),
        ("note={arXiv:2301.03580 [cs]}, month={1}, day=9, year={2023}", "arxiv:2301.03580", "2023-01-09"),
        ("arxivId={2301.03580}, month={9 January}, year={2023}", "arxiv:2301.03580", "2023-01-09"),
        ("eprint={PMC1}, eprinttype={pubmed}, doi={10.1000/a\\_b}", "doi:10.1000/a_b", None),
        ("doi={{http://dx.doi.org/10.1000/A}}, month=13, year={1999a}", "doi:10.1000/a", "1999"),
        ("url={http://dx.doi.org/10.1000/A}, year={in press}", "doi:10.1000/a", None),
        ("howpublished={\\url{https://lamp.example/\\~{}a}}, year=100", "url:https://lamp.example/~a", None),
    ],
)  # fmt: skip
def test_identity_and_date(fields: str, identity: str, published: str | None) -> None:
    """Each program's way of saying which paper it is, and when it came out."""
    paper = only(f"@article{{k, title={{On Lamps}}, {fields}}}")
    assert (paper.id, paper.published) == (identity, published)


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Ada Lamp and Bo Roe", ("Ada Lamp", "Bo Roe")),
        ("Lamp, Ada and van Roe, Jr., Bo and others", ("Ada Lamp", "Bo van Roe Jr.")),
        ("{Lamps and Sons, Inc.} and {\\'E}va {\\v R}oe", ("Lamps and Sons, Inc.", "Éva Řoe")),
        ("Lamp, A. L.\n\t  AND  Roe, B.~C.", ("A. L. Lamp", "B. C. Roe")),
        ("Anderson, Andy and Band, Sandra", ("Andy Anderson", "Sandra Band")),
        ("A. Lamp, B. Roe, C. Doe, D. Poe", ("A. Lamp", "B. Roe", "C. Doe", "D. Poe")),
        ("Xi Lamp 0009", ("Xi Lamp",)),
        ("李明 and 王, 芳", ("李明", "芳 王")),
        ("", ()),
    ],
)
def test_names(written: str, names: tuple[str, ...]) -> None:
    """Names come given name first, with their accents, and companies whole."""
    assert tuple(map(straight, names_in(written))) == names


def test_a_whole_entry() -> None:
    """Title, authors, abstract, links and keywords come as plain text."""
    paper = only(
        "@article{k,\n  title = {{The {GAP} of \\textit{Lamps}}: {$x^2$} \\& More},\n  subtitle = {A Story},\n"
        "  author = {Lamp, Ada},\n  abstract = {We write 50\\% of ``it''\n     on lines.\n\n     And more at\n"
        "     https://github.com/lamp/gap.},\n  keywords = {lamps, {red, green}; night\nwatch},\n"
        "  url = {https://lamp.example/a?b=c\\_d},\n  pdf = {https://lamp.example/a.pdf},\n"
        "  file = {:/home/x.pdf:PDF}\n}"
    )
    assert paper.title == "The GAP of Lamps: $x^2$ & More: A Story"
    assert paper.authors == ("Ada Lamp",)
    assert paper.abstract == "We write 50% of “it” on lines.\n\nAnd more at https://github.com/lamp/gap."
    assert paper.tags == ("lamps", "red, green", "night", "watch")
    assert paper.links.abs == "https://lamp.example/a?b=c_d"
    assert paper.links.pdf == "https://lamp.example/a.pdf"
    assert paper.links.code == "https://github.com/lamp/gap"
    assert paper.sources == ("bib:x",)


def test_what_other_programs_say_of_the_reader() -> None:
    """Groups, tags, notes, and what was read come along, apart from the paper's own keywords."""
    text = (
        "@article{jabref, title={One Lamp}, groups={Lamps, To Do}, readstatus={read}, timestamp={2019-03-04},\n"
        "relevance={relevant}, note={Cited.}}\n"
        "@article{bibdesk, title={Two Lamps}, read={1}, annote={Good: 50\\%.\nReally.}, comment-anna={Anna's.}}\n"
        "@article{mendeley, title={Three Lamps}, mendeley-tags={x;y}, keywords={z}}\n"
        "@article{plain, title={Four Lamps}, read={0}}"
    )
    found = read_bibtex(text, "bib:x")
    told = {paper.title: found.carried.get(paper.id) for paper in found.papers}
    assert told == {
        "One Lamp": Carried(read=True, starred=True, tags=("Lamps", "To Do"), at="2019-03-04T00:00:00Z"),
        "Two Lamps": Carried(read=True, note="Good: 50%.\nReally.\n\nAnna's."),
        "Three Lamps": Carried(tags=("x", "y")),
        "Four Lamps": None,
    }
    assert found.papers[2].tags == ("z",)


def test_strings_and_books() -> None:
    """Abbreviations are put in, and a chapter has its book's date, but neither its title nor its authors."""
    found = read_bibtex(
        "@string{ada = {Ada Lamp}}\n@inbook{a, title={A Chapter}, author=ada, crossref={B}}\n"
        "@book{b, title={A Book of Lamps}, editor={Bo Roe}, date={2004-05}}\n@inbook{c, crossref={b}}",
        "bib:x",
    )
    assert [(paper.title, paper.authors, paper.published) for paper in found.papers] == [
        ("A Chapter", ("Ada Lamp",), "2004-05"),
        ("A Book of Lamps", ("Bo Roe",), "2004-05"),
    ]
    assert [(remark.what, remark.why) for remark in found.skipped] == [("line 4: c", "It has no title.")]


def test_a_broken_entry_is_named() -> None:
    """It is said in which line it begins and what is wrong; what can be read of it is kept, the others are whole."""
    text = "@misc{a, title={One Lamp}}\r\n\r\n@misc{b, title={Two Lamps}, year={2001\r\n@misc{c, title={Three Lamps}}"
    found = read_bibtex(text, "bib:x")
    assert [paper.title for paper in found.papers] == ["One Lamp", "Two Lamps", "Three Lamps"]
    assert [(remark.what, remark.why) for remark in found.damaged] == [
        ("line 3: b", "The field “year” has no end; a part of it was kept.")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "@article{k,\n title = {A}\n}",
        '% remark\n\n  @Misc {k, author = "A"',
        "@article{k\n, author = {A}",
        "@article{\n author = {A}}",
        "@article(k, year = 2001)",
    ],
)
def test_what_is_bibtex(text: str) -> None:
    """An entry at the beginning of a line is enough."""
    assert looks_like_bibtex(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "mail ada@lamp.example {x, y = 1}",
        "@property\ndef f(): ...",
        "@dataclass(frozen=True, slots=True)\nclass A: ...",
        "@media (min-width: 1px) { a { b: c } }",
        "TY  - JOUR",
        '[{"type": "article"}]',
        "https://lamp.example/@ada",
    ],
)
def test_what_is_no_bibtex(text: str) -> None:
    """Mail addresses, programs, style sheets and other formats are none."""
    assert not looks_like_bibtex(text)


def test_nothing_to_read() -> None:
    """A file without entries is said to have none."""
    with pytest.raises(Unreadable, match="no entries"):
        read_bibtex("no entries here, @comment{x}", "bib:x")


@given(
    st.lists(
        TITLES | st.sampled_from(HOSTILE),
        min_size=1,
        max_size=4,
    )
)
def test_what_was_exported_comes_back(titles: list[str]) -> None:
    """Titles, authors, dates, links, tags and notes are the same as before, whatever the titles hold."""
    items = [
        Item(lantern(title, "We.\n\nThey.", id=f"arxiv:2604.{at:05}").paper, Mark(tags=("a_b", "c, d"), note="x\ny"))
        for at, title in enumerate(titles)
    ]
    for write, day in ((bibtex, "2026-04"), (biblatex, "2026-04-23")):
        found = read_bibtex("".join(write(items)), "bib:x")
        assert not found.skipped
        assert not found.damaged
        assert len(found.papers) == len(items)
        for item, paper in zip(items, found.papers, strict=True):
            assert (paper.id, paper.authors, paper.published) == (item.paper.id, item.paper.authors, day)
            assert page_address(paper) == page_address(item.paper)
            assert paper.abstract == item.paper.abstract
            assert paper.tags == item.mark.tags
            assert found.carried[paper.id] == Carried(note="x\ny")
            if not any(sign in item.paper.title for sign in ("\\", "$", "~", "--", "``", "''", "<", "&")):
                assert paper.title == item.paper.title


@given(st.text(st.sampled_from('@misc{}"(),=#%\\ \n1title$é'), max_size=80) | st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands behind an entry, the entry is read."""
    looks_like_bibtex(text)
    found = read_bibtex(f"@misc{{k, title={{T}}}}\n{text}", "bib:x")
    assert all(paper.title and paper.title.isprintable() for paper in found.papers)
    assert found.papers[0].title == "T"


@pytest.mark.skipif(not REAL.is_dir(), reason="the recorded files are not here")
def test_every_entry_of_recorded_files_is_accounted_for() -> None:
    """Each entry is a paper or is named as left out, as many as an independent reader counts."""
    for path in sorted(REAL.glob("*.bib")):
        text = decoded(path.read_bytes())
        found = read_bibtex(text, "bib:x")
        kinds = [kind.lower() for kind, _ in LowLevelParser(text, handle_error=lambda error: None)]
        counted = sum(kind not in ("string", "comment", "preamble") for kind in kinds)
        assert len(found.papers) + len(found.skipped) >= counted
        assert looks_like_bibtex(text)
