"""What Hugging Face's API answers about papers."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.links import is_web
from feedtui.papers.paper import Paper
from feedtui.papers.text import clean_block, clean_line
from feedtui.sources.found import Found, Unreadable
from feedtui.sources.huggingface import looks_like_list, looks_like_paper, read_list, read_paper
from hf_items import GONE, PAPER, answer, item, outside

RECORDED = Path(__file__).parents[2] / "shared" / "real" / "hf_daily"


def test_a_paper_listed_twice_comes_once() -> None:
    """As it stands first."""
    found = read_list(answer(item(), item(upvotes=99)), "hf:daily")
    assert [paper.upvotes for paper in found.papers] == [12]
    assert [(told.what.partition(":")[0], "again" in told.why) for told in found.skipped] == [("item 2", True)]


def test_the_day_of_a_list_is_the_one_that_all_papers_name() -> None:
    """It tells of the latest day that any of them names."""
    first, second = item(id="2606.00001"), item(id="2606.00002", submittedOnDailyAt="2026-06-15T00:00:00.000Z")
    undated = item(id="2606.00003", submittedOnDailyAt=GONE)
    days = {
        answer(): (None, None),
        answer(first): ("2026-06-12", "2026-06-12"),
        answer(first, second): (None, "2026-06-15"),
        answer(first, undated): (None, "2026-06-12"),
        answer(undated): (None, None),
    }
    for data, expected in days.items():
        found = read_list(data, "hf:daily")
        assert (found.list_date, found.told_at) == expected


def test_a_weekend_is_an_empty_list() -> None:
    """No error, and nothing left out."""
    assert read_list(b"[]", "hf:daily") == Found("huggingface-api", ())


def test_the_order_is_the_lists() -> None:
    """It is by upvotes on a day."""
    ids = ["2606.00003", "2606.00001", "2606.00002"]
    found = read_list(answer(*(item(id=one) for one in ids)), "hf:daily")
    assert [paper.id for paper in found.papers] == [f"arxiv:{one}" for one in ids]
    assert found.kind == "huggingface-api"


def test_a_list_in_an_object_of_somebody_elses_is_read() -> None:
    """What stands around it is nobody's word on the papers."""
    wrapped = json.dumps({"status": "success", "date": "2020-01-01", "count": 1, "data": [item()]}).encode()
    assert read_list(wrapped, "hf:daily") == read_list(answer(item()), "hf:daily")
    assert looks_like_list(wrapped)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            json.dumps({"error": "Too big: expected\n number to be <=100."}).encode(),
            "error: Too big: expected number to be",
        ),
        (b"\xef\xbb\xbf \n<!doctype html><p>Maintenance", "web page"),
        (b"", "no JSON"),
        (b'[{"paper": ', "no JSON"),
        (b"[\xff]", "UTF-8"),
        (b"{}", "no list"),
        (b'{"data": 3}', "no list"),
        (b"3", "no list"),
        (b'[{"id": "x", "title": "of a bibliography", "type": "article"}]', "nothing"),
        (b"[null, 1]", "nothing"),
        (answer(str(item()), str(item())), "Python"),
        (json.dumps({"status": "success", "data": [str(item())]}).encode(), "Python"),
        (b"[" * 100_000, "too large"),
    ],
)
def test_what_is_no_list_says_what_it_is(data: bytes, said: str) -> None:
    """In a sentence, on one line."""
    with pytest.raises(Unreadable, match=said) as raised:
        read_list(data, "hf:daily")
    assert str(raised.value).endswith(".")
    assert str(raised.value).isprintable()


def test_one_paper_is_read() -> None:
    """The API answers with the paper alone, which has no count of comments."""
    paper = read_paper(json.dumps({**PAPER, "linkedModels": [], "numTotalModels": 0}).encode(), "hf:paper")
    assert (paper.title, paper.upvotes, paper.comments) == ("Lanterns in the Fog: A Study of Small Lights", 12, None)
    assert paper.tags[-1] == "Lamp Works"
    assert paper.sources == ("hf:paper",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"error": "Paper not found"}', "error: Paper not found"),
        (answer(item()), "no paper"),
        (b'{"id": "2606.00467", "title": "of another kind"}', "no paper"),
        (json.dumps({**PAPER, "id": 2606.00467}).encode(), "number"),
        (b"<html>", "web page"),
    ],
)
def test_what_is_not_one_paper_says_what_it_is(data: bytes, said: str) -> None:
    """Also where it is a paper that cannot be read."""
    with pytest.raises(Unreadable, match=said):
        read_paper(data, "hf:paper")


def test_a_list_is_recognised_by_its_beginning() -> None:
    """Whatever its first items are, and wherever it was cut off behind the first paper."""
    data = answer(None, {"paper": None}, item(), item())
    assert looks_like_list(data)
    assert looks_like_list(b"\xef\xbb\xbf\n " + data[: len(data) * 2 // 3])
    assert looks_like_list(answer(str(item())))
    assert not looks_like_paper(data)
    assert looks_like_paper(b"\xef\xbb\xbf\n" + json.dumps(PAPER).encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"[",
        b"[1, ",
        b"{}",
        b"\xff\xfe",
        b"[\"{'paper'\"]",
        b'[{"id": "x", "title": "of a bibliography", "type": "article"}]',
        b'{"id": "0704.0001", "title": "of a snapshot", "categories": "hep-ph"}\n{"id": "0704.0002"}',
        b'{"version": "https://jsonfeed.org/version/1.1", "title": "a feed", "items": [{"id": "1", "title": "x"}]}',
        b"[" * 100_000,
    ],
)
def test_other_json_is_not_taken_for_a_list(data: bytes) -> None:
    """Bibliographies, snapshots and feeds are JSON too."""
    assert not looks_like_list(data)
    assert not looks_like_paper(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(st.sampled_from([*PAPER, "withdrawnAt", "numComments"]), JSON, max_size=6)


def clean(paper: Paper) -> bool:
    """Whether all of a paper may be shown and opened."""
    lines = (paper.title, *paper.authors, *paper.tags)
    blocks = (paper.abstract, paper.summary)
    links = [address for address in (paper.links.code, paper.links.project, paper.links.discussion) if address]
    return all(map(is_web, links)) and all(
        clean_line(line) == line and line for line in lines
    ) and all(clean_block(block) == block for block in blocks)  # fmt: skip


@given(JSON)
def test_any_json_is_a_list_or_unreadable(value: object) -> None:
    """And nothing else is raised."""
    data = json.dumps(value).encode()
    looks_like_list(data)
    looks_like_paper(data)
    for read in (read_list, read_paper):
        with suppress(Unreadable):
            read(data, "hf:daily")


@given(FIELDS, FIELDS, JSON)
def test_whatever_the_fields_are_the_neighbours_come_in(
    inner: dict[str, Any], outer: dict[str, Any], odd: object
) -> None:
    """Each item is a paper that may be shown, or a remark; the same bytes give the same."""
    around = outside(item(**inner), **{name: value for name, value in outer.items() if name != "id"})
    data = answer(item(id="2503.00001"), around, odd, item(id="2503.00002"))
    found = read_list(data, "hf:daily")
    assert {"arxiv:2503.00001", "arxiv:2503.00002"} <= {paper.id for paper in found.papers}
    assert len(found.papers) + len(found.skipped) == 4
    assert all(map(clean, found.papers))
    assert all(clean_line(told.what) == told.what for told in (*found.skipped, *found.damaged))
    assert read_list(data, "hf:daily") == found


@pytest.mark.skipif(not RECORDED.is_dir(), reason="the recorded answers are not here")
def test_every_recorded_day_is_read_or_says_why_not() -> None:
    """None of their papers is left out, and each has what all of them had."""
    days = sorted((RECORDED / "by_date").glob("*.json"))
    refused: dict[str, str] = {}
    for day in days:
        data = day.read_bytes()
        assert looks_like_list(data)
        try:
            found = read_list(data, "hf:daily")
        except Unreadable as error:
            refused[day.stem] = str(error)
            continue
        assert (found.skipped, found.damaged) == ((), ())
        assert found.list_date in (None, day.stem)
        assert all(paper.id.startswith("arxiv:") and paper.abstract and paper.published for paper in found.papers)
        assert all(clean(paper) for paper in found.papers)
    assert len(refused) * 10 < len(days)
    assert all("as Python prints them" in sentence for sentence in refused.values())
