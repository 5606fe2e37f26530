"""A folder's names as papers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.found import Unreadable
from feedtui.sources.paper_folder import paper_named, read_folder


def holding(data: bytes = b"") -> Callable[[], bytes]:
    """Return what reads a file."""
    return lambda: data


def refuse() -> bytes:
    """Fail as a file does that may not be read."""
    raise PermissionError(13, "Permission denied")


@pytest.mark.parametrize(
    ("stem", "arxiv", "title"),
    [
        ("2301.03580", "2301.03580", ""),
        ("2301.03580v2", "2301.03580", ""),
        ("arXiv-2301.03580v1", "2301.03580", ""),
        ("2301.03580 (1)", "2301.03580", ""),
        ("2301.03580v2 copy", "2301.03580", ""),
        ("2301.03580 Tian", "2301.03580", ""),
        ("2301.03580 Tian - On Lamps", "2301.03580", "On Lamps"),
        ("2301.03580 Tian et al. - 2023 - On Lamps - a Study", "2301.03580", "On Lamps - a Study"),
        ("2301.03580v2.On_the_Lamps", "2301.03580", "On the Lamps"),
        ("2301.03580 On the Making of Lamps - a Study", "2301.03580", "On the Making of Lamps - a Study"),
        ("2301.03580_On_the_Lamps", "2301.03580", "On the Lamps"),
        ("[2301.03580] On Lamps", "2301.03580", "On Lamps"),
        ("Tian - On Lamps (2301.03580v2)", "2301.03580", "On Lamps"),
        ("cs_0112017", "cs/0112017", ""),
        ("hep-th9711200v3", "hep-th/9711200", ""),
        ("math.GT_0309136 On Old Lamps", "math/0309136", "On Old Lamps"),
        ("alg-geom_9202006", "alg-geom/9202006", ""),
    ],
)
def test_names_of_papers(stem: str, arxiv: str, title: str) -> None:
    """The id is read in every form, and a title only where there is one."""
    told = paper_named(stem, "x")
    assert told is not None
    assert (told.arxiv, told.title) == (arxiv, title)


@pytest.mark.parametrize(
    "stem", ["scan", "invoice_2023001", "2023.12345", "1234567", "2301.035801", "2301.03580.1", "report 2301", ""]
)
def test_names_of_other_files(stem: str) -> None:
    """Numbers of other things are no ids: a month is one of twelve, an archive one of arXiv's."""
    assert paper_named(stem, "x") is None


def test_everything_in_a_folder_is_accounted_for() -> None:
    """PDFs by id and info.yaml are papers, PDFs without are named, unless info.yaml tells of them; others counted."""
    info = b"title: A Lamp of Papis\nref: x\ndoi: 10.1000/papis\n"
    found = read_folder(
        [
            ("2301.03580v2.pdf", holding()),
            ("a/2301.03580.PDF", holding()),
            ("b/info.yaml", holding(info)),
            ("b/paper.pdf", holding()),
            ("broken/info.yaml", holding(b"title: [")),
            ("locked/info.yaml", refuse),
            ("notes.txt", holding()),
            ("scan.pdf", holding()),
            ("README", holding()),
        ],
        "bib:folder",
    )
    assert [paper.id for paper in found.papers] == ["arxiv:2301.03580", "doi:10.1000/papis"]
    told = {remark.what: remark.why for remark in found.skipped}
    assert told.pop("broken/info.yaml").startswith("It is no YAML: line ")
    assert told == {
        "scan.pdf": "Its name has no arXiv id.",
        "2 other files (.txt, no ending)": "A folder's PDFs and info.yaml are read; import other files by their names.",
        "a/2301.03580.PDF: 2301.03580": "It is the same paper as one before it; what it says besides was kept.",
        "locked/info.yaml": "It cannot be opened: Permission denied.",
    }


def test_a_folder_of_other_things() -> None:
    """It is refused, not silently empty."""
    with pytest.raises(Unreadable, match="neither PDFs nor"):
        read_folder([("a.txt", holding())], "bib:folder")


@given(st.text(max_size=40) | st.text(st.sampled_from("2301.03580v-_ ()[]arXivcs/\x1b"), max_size=40))
def test_no_name_breaks_it(stem: str) -> None:
    """Whatever a file is called, it is a paper with a clean title or a remark."""
    found = read_folder([(f"{stem or 'x'}.pdf", holding()), ("2301.03580.pdf", holding())], "bib:folder")
    assert found.papers
    assert all(paper.title and paper.title.isprintable() for paper in found.papers)
