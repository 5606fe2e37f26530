"""Lists of ids and addresses."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.found import Remark, Unreadable
from feedtui.sources.id_list import looks_like_ids, read_ids


@pytest.mark.parametrize(
    ("line", "identity", "title"),
    [
        ("2301.03580v2", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("arXiv:2301.03580v2 [cs.CL]", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("arXiv: cs/0112017", "arxiv:cs/0112017", "arXiv:cs/0112017"),
        ("* <https://arxiv.org/abs/2301.03580>", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("https://doi.org/10.1000/Lamp(1)", "doi:10.1000/lamp(1)", "10.1000/lamp(1)"),
        ("2301.03580  # to read", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("2301.03580 On Lamps", "arxiv:2301.03580", "On Lamps"),
        ("2301.03580\tOn Lamps", "arxiv:2301.03580", "On Lamps"),
        ("https://arxiv.org/abs/2301.03580: On Lamps", "arxiv:2301.03580", "On Lamps"),
        ("- [On Lamps (and So On)](https://arxiv.org/abs/2301.03580), x", "arxiv:2301.03580", "On Lamps (and So On)"),
        ("1. [ ] [[2301.03580] On [CLS]](https://arxiv.org/abs/2301.03580)", "arxiv:2301.03580", "On [CLS]"),
        ("- **On Lamps** [[paper](https://arxiv.org/abs/2301.03580)] [[code](https://github.com/a/b)]",
         "arxiv:2301.03580", "On Lamps"),
        ('"On Lamps" [[PDF]](https://arxiv.org/pdf/2301.03580)', "arxiv:2301.03580", "On Lamps"),
        ("[2301.03580](https://arxiv.org/abs/2301.03580) On Lamps", "arxiv:2301.03580", "On Lamps"),
        ("[paper](https://arxiv.org/abs/2301.03580) good", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("| [On Lamps - A Study](https://arxiv.org/abs/2301.03580) | 5 |", "arxiv:2301.03580", "On Lamps - A Study"),
        ("| 2301.03580 | On Lamps | 2023 |", "arxiv:2301.03580", "On Lamps"),
        ("- 2301.03580 - On Lamps", "arxiv:2301.03580", "On Lamps"),
        ("[2301.03580] On C# Lamps", "arxiv:2301.03580", "On C# Lamps"),
        ('"2301.03580",', "arxiv:2301.03580", "arXiv:2301.03580"),
        ("- On Lamps: https://arxiv.org/abs/2301.03580", "arxiv:2301.03580", "On Lamps"),
        ("On Lamps,https://arxiv.org/abs/2301.03580", "arxiv:2301.03580", "On Lamps"),
        ("On Lamps (2301.03580)", "arxiv:2301.03580", "On Lamps"),
        ("have a look at 2301.03580", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("Tian, A. (2023). On Lamps. arXiv:2301.03580", "arxiv:2301.03580", "arXiv:2301.03580"),
        ("10.1002/(SICI)1097(1998)49:8<693::A>3.0.CO;2-O", "doi:10.1002/(sici)1097(1998)49:8<693::a>3.0.co;2-o",
         "10.1002/(sici)"),
        ("- [code](https://github.com/a/b) [pdf](https://arxiv.org/pdf/2301.03580)", "arxiv:2301.03580",
         "arXiv:2301.03580"),
    ],
)  # fmt: skip
def test_lines(line: str, identity: str, title: str) -> None:
    """Each way of naming a paper, with its title where the line tells one."""
    (paper,) = read_ids(line, "bib:x").papers
    assert paper.id == identity
    assert paper.title.startswith(title)
    assert looks_like_ids(line)


def test_what_is_no_paper_is_named() -> None:
    """A line that names nothing is told with its number; comments and headings are no such lines."""
    text = "\ufeff# Lamps\r\n\r\n2301.03580, 2301.03581\r\nlook at this\r\n// more\r\n2301.03580v3\r\n"
    found = read_ids(text, "bib:x")
    assert [paper.id for paper in found.papers] == ["arxiv:2301.03580", "arxiv:2301.03581"]
    assert found.skipped[0] == Remark("line 4: look at this", "It is no arXiv id, DOI or address of a paper.")
    assert found.skipped[1].what == "line 6: 2301.03580"


def test_one_that_is_told_twice_has_the_title_that_any_line_tells() -> None:
    """The order of lines does not matter, and another title makes no other paper of a DOI."""
    found = read_ids(
        "10.1000/x\n[On Lamps](https://doi.org/10.1000/x)\n[On Lamps!](https://doi.org/10.1000/x)", "bib:x"
    )
    (paper,) = found.papers
    assert (paper.id, paper.title, paper.sources) == ("doi:10.1000/x", "On Lamps", ("bib:x",))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# 2301.03580",
        "Dear all,\n2301.03580\n",
        "2301.03580\n2301.03581\none\ntwo\nthree\n",
        "https://a.example/feed\nhttps://b.example/rss tag\n",
        "https://arxiv.org/list/cs.CL/recent\n",
        "2301.0358\n1234.5678\n",
        '{"id": "a b", "url": "https://arxiv.org/abs/2301.03580"}\n',
        "One Title of a Paper\n\nAn abstract that speaks of https://arxiv.org/abs/2301.03580.\n",
    ],
)
def test_what_is_no_list(text: str) -> None:
    """Feeds, prose and pages are none, and neither is a list with too much else in it."""
    assert not looks_like_ids(text)


def test_nothing_to_read() -> None:
    """A text that names no paper is refused when it is read as a list."""
    with pytest.raises(Unreadable, match="No line"):
        read_ids("one\ntwo", "bib:x")


@given(
    st.text(st.sampled_from("[]()<>*- #,:\t\nhttps://arxiv.org/abs/2301.03580v\ufeff\x1b"), max_size=80)
    | st.text(max_size=40)
)
def test_no_text_breaks_it(text: str) -> None:
    """Whatever stands in further lines, the paper of the first is read, and titles are clean."""
    looks_like_ids(text)
    found = read_ids(f"2301.03580\n{text}", "bib:x")
    assert found.papers[0].id == "arxiv:2301.03580"
    assert all(paper.title and paper.title.isprintable() for paper in found.papers)


def test_several_ids_of_a_line() -> None:
    """They are parted by commas, spaces and semicolons, or are a list as programs write it."""
    for text in (
        "2301.03580, 10.1000/a;10.1000/b; cs/0112017",
        '["2301.03580", "10.1000/a",\n"10.1000/b","cs/0112017"]',
    ):
        found = read_ids(text, "bib:x")
        assert [paper.id for paper in found.papers] == [
            "arxiv:2301.03580",
            "doi:10.1000/a",
            "doi:10.1000/b",
            "arxiv:cs/0112017",
        ]
        assert not found.skipped


def test_a_table_is_a_list() -> None:
    """The line below a table's head says nothing, and the head is named as left out."""
    text = "| Paper | Stars |\n|---|:-:|\n| [On Lamps](https://arxiv.org/abs/2301.03580) | 5 |\n| 2301.03581 | 4 |\n"
    assert looks_like_ids(text)
    found = read_ids(text, "bib:x")
    assert [paper.title for paper in found.papers] == ["On Lamps", "arXiv:2301.03581"]
    assert [remark.what for remark in found.skipped] == ["line 1: Paper | Stars"]


@pytest.mark.parametrize("text", ["]" * 400_000, "(" * 400_000, "10.1000/" + ")" * 400_000, "x) " * 130_000])
def test_no_line_takes_long(text: str) -> None:
    """No word makes reading it take time beyond its length."""
    begin = process_time()
    looks_like_ids(f"x{text}x")
    assert process_time() - begin < 5


def test_a_line_that_is_none_is_named_in_a_short_list() -> None:
    """Three papers and a remark of a person's are a list of three."""
    text = "2301.03581\n2302.00001\n2303.00001\nrubbish here\n"
    assert looks_like_ids(text)
    found = read_ids(text, "ids")
    assert len(found.papers) == 3
    assert "line 4" in found.skipped[0].what
