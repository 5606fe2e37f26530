"""The made-up corpus of the benchmarks."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.corpus import MOST, lines, typed_queries

from feedtui.papers.paper import Paper
from feedtui.sources.arxiv_snapshot import looks_like_snapshot, read_line

PROGRAM = Path(__file__).resolve().parents[1] / "benchmarks" / "corpus.py"
WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    """Return a corpus as feedtui reads it."""
    return [read_line(line.encode()) for line in lines(2_000, seed=7)]


def words(papers: list[Paper]) -> Counter[str]:
    """Return how often each word is said in titles and abstracts."""
    return Counter(word for paper in papers for word in WORD.findall(f"{paper.title} {paper.abstract}".lower()))


def test_it_is_the_same_for_the_same_seed(tmp_path: Path) -> None:
    """In another process too, where strings hash otherwise; another seed makes another corpus."""
    path = tmp_path / "corpus.jsonl"
    command = [sys.executable, str(PROGRAM), "300", str(path), "--seed", "5"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "300 of 300 papers" in done.stderr
    assert path.read_text("ascii") == "".join(lines(300, seed=5))
    assert list(lines(300, seed=5)) != list(lines(300, seed=6))


def test_it_is_read_as_a_snapshot(papers: list[Paper]) -> None:
    """Each paper has its own identifier, of the month it came in, and the facts that arXiv's papers have."""
    assert looks_like_snapshot(next(lines(100)).encode())
    assert len({paper.id for paper in papers}) == len(papers) == 2_000
    new = [paper for paper in papers if "/" not in paper.id]
    assert len(new) == 1_980
    days = [paper.published or "" for paper in new]
    assert days == sorted(days)
    assert (days[0][:7], days[-1][:7]) == ("2007-04", "2026-11")
    assert all(paper.id[6:10] == day[2:4] + day[5:7] for paper, day in zip(new, days, strict=True))
    assert all(5 <= len(paper.title.split()) <= 14 and 1 <= len(paper.authors) <= 8 for paper in papers)
    assert all(120 <= len(paper.abstract.split()) <= 290 for paper in papers)
    assert 1_150 < sum(len(paper.abstract) for paper in papers) / len(papers) < 1_400
    assert 0.2 < sum(paper.doi is not None for paper in papers) / len(papers) < 0.3
    assert 0.25 < sum(paper.updated is not None for paper in papers) / len(papers) < 0.35
    assert any(paper.links.code for paper in papers)
    assert len({tag for paper in papers for tag in paper.tags}) > 140


def test_words_follow_zipfs_law(papers: list[Paper]) -> None:
    """The frequency of a word falls about as its rank rises, and most words are said once."""
    counts = words(papers)
    ranked = sorted(counts.values(), reverse=True)
    slope = math.log(ranked[999] / ranked[9]) / math.log(1_000 / 10)
    assert -1.3 < slope < -0.8
    assert counts.most_common(1)[0][0] == "the"
    assert len(counts) > 15_000
    assert 0.4 < sum(count == 1 for count in ranked) / len(ranked) < 0.8


def test_queries_ask_for_what_is_there(papers: list[Paper]) -> None:
    """Queries have one to four words; most words are in the corpus, some (misspelt or rare) are not."""
    queries = typed_queries(500, seed=3)
    assert queries == typed_queries(500, seed=3) != typed_queries(500, seed=4)
    assert {len(query.split()) for query in queries} == {1, 2, 3, 4}
    said = set(words(papers)) | {word for paper in papers for word in WORD.findall(" ".join(paper.authors).lower())}
    asked = [word for query in queries for word in WORD.findall(query)]
    assert 0.7 < sum(word in said for word in asked) / len(asked) < 1


def test_too_many_papers_are_refused() -> None:
    """ArXiv's identifiers have at most five digits a month."""
    with pytest.raises(ValueError, match="at most"):
        next(lines(MOST + 1))
