"""Names of files made of papers."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.filenames import MOST_BYTES, MOST_LETTERS, file_name
from feedtui.papers.paper import Paper
from recorded import recorded
from samples import paper

# https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
RESERVED = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"} | {
    f"{port}{n}" for port in ("COM", "LPT") for n in "0123456789¹²³"
}


def check(name: str, suffix: str) -> None:
    """Check that every system takes a name, shows it and keeps it as it is."""
    stem = name.removesuffix(suffix)
    assert stem != name
    assert stem
    assert not FORBIDDEN.search(name)
    assert name.isprintable()
    assert not name.startswith((".", "-", " ", "~"))
    assert not stem.endswith((".", " "))
    assert name.split(".")[0].strip().upper() not in RESERVED
    assert unicodedata.normalize("NFC", name) == name
    assert len(name) <= MOST_LETTERS
    assert len(name.encode()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (
            paper(
                "Designing BERT for Convolutional Networks", id="arxiv:2301.03580", authors=("Keyu Tian", "Yi Jiang")
            ),
            "2301.03580 Tian - Designing BERT for Convolutional Networks.pdf",
        ),
        (paper("Lamps: A/B or C\\D?", id="arxiv:math/0611800"), "math-0611800 Lamps - A-B or C-D.pdf"),
        (
            paper('The "Lamp" <Team> [Draft] *x*', id="doi:10.1000/a:b", authors=("Ludo van Lampen",)),
            "10.1000-a -b van Lampen - The 'Lamp' Team (Draft) x.pdf",
        ),
        (paper("Sorting in $O(n^2)$"), "Sorting in O(n²).pdf"),
        (paper("..."), "paper.pdf"),
        (paper("CON"), "_CON.pdf"),
        (paper("nul. Or not"), "_nul. Or not.pdf"),
        (paper("Lpt1"), "_Lpt1.pdf"),
        (paper("Console"), "Console.pdf"),
        (paper("-rf ."), "rf.pdf"),
        (paper("../../etc/passwd"), "etc-passwd.pdf"),
        (paper("深度学习", authors=("Li Wei",)), "Wei - 深度学习.pdf"),
        (paper("Cafe\u0301 \u202elamp\u200b"), "Café lamp.pdf"),
        (paper("a\u200b\u0301"), "á.pdf"),
    ],
)
def test_names(told: Paper, name: str) -> None:
    """A name has the id, the author and the title, and nothing that a system refuses."""
    assert file_name(told, ".pdf") == name


def test_a_long_title_is_cut_at_a_word() -> None:
    """What is left of a title ends behind a word, and says that it was cut."""
    name = file_name(paper("Lamps and " * 40, id="arxiv:2301.03580", authors=("A Lamp",)), ".md")
    assert re.fullmatch(r"2301\.03580 Lamp - (Lamps and )*(Lamps|Lamps and)….md", name)
    assert MOST_LETTERS - 10 < len(name) <= MOST_LETTERS


def test_a_long_word_is_cut_in_bytes() -> None:
    """A title without spaces, of three bytes a letter, fits too."""
    name = file_name(paper("灯" * 300), ".md")
    assert name.endswith("灯….md")
    assert MOST_BYTES - 6 < len(name.encode()) <= MOST_BYTES


def test_long_ids_and_names_leave_room_for_the_title() -> None:
    """A long DOI and a team of many words do not take the title's place."""
    told = paper(
        "Lamps at sea", id="doi:10.1000/" + "lamp-" * 40, authors=("The Very Large Lamp Team of " + "All " * 40,)
    )
    assert "Lamps at sea" in file_name(told, ".pdf")


SIGNS = 'CONAUXcom1. -/\\:*?"<>|\x00\n深é\u0301\u200b~#^[]'
HOSTILE = st.text(min_size=1, max_size=200) | st.text(st.sampled_from(SIGNS), max_size=30)


@given(HOSTILE, HOSTILE, st.sampled_from(("arxiv:", "doi:", "url:", "title:")), HOSTILE)
def test_any_paper_has_a_name(title: str, author: str, kind: str, rest: str) -> None:
    """Whatever a paper holds, its name is one that every system takes."""
    check(file_name(Paper(kind + rest, title, authors=(author,)), ".pdf"), ".pdf")


def test_recorded_papers_have_names(tmp_path: Path) -> None:
    """Every recorded paper has a name, and the file of that name can be made."""
    for told in recorded():
        name = file_name(told, ".md")
        check(name, ".md")
        assert told.id.startswith(("title:", "url:")) or name[:4] in told.id
    (tmp_path / name).touch()
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (paper("深" * 100), "深" * 64 + "….pdf"),
        (paper("深" * 65), "深" * 65 + ".pdf"),
        (paper("x" * 115), "x" * 115 + ".pdf"),
        (paper("x" * 116), "x" * 114 + "….pdf"),
        (paper("x" * 113 + ", and more"), "x" * 113 + "….pdf"),
        (paper("Ein " + "Wort " * 40), "Ein " + "Wort " * 21 + "Wort….pdf"),
        (paper("Lamp", id="doi:10.1000/" + "x" * 60), "10.1000-" + "x" * 31 + "… Lamp.pdf"),
        (paper("L" * 119 + ", and more of it"), "L" * 114 + "….pdf"),
        (paper("x" * 100 + " - and more of it here"), "x" * 100 + " - and more of….pdf"),
    ],
)
def test_what_is_long_is_cut(told: Paper, name: str) -> None:
    """At a word where there is one, behind no sign; by letters or by bytes, whichever end first."""
    assert file_name(told, ".pdf") == name
    check(name, ".pdf")
