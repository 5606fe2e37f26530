"""What came since the last session: in the sidebar, in the language, by source."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from driving import press, reader, reading, screen, shows
from feedtui.cli import main
from feedtui.library.library import Library
from feedtui.library.news import told
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from samples import TITLES, paper
from test_reading import revised


def bring(home: Path, source: str, *titles: str) -> None:
    """Take papers of a source in, as another process does."""
    library = Library(places(str(home)))
    library.add([paper(title, sources=(source,)) for title in titles], Origin(source, "feed"))
    library.close()


def end_a_session(home: Path) -> None:
    """Begin and end a session that lists what is there."""
    library = Library(places(str(home)))
    library.end_session()
    library.close()


def listed(home: Path, query: str) -> list[str]:
    """Return the titles that `feedtui list` prints for a query."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["--home", str(home), "list", query, "--json"]) == 0
    return [json.loads(line)["title"] for line in out.getvalue().splitlines()]


def test_news_are_counted_by_what_brought_them(tmp_path: Path) -> None:
    """The sum is what is:new finds; a paper that two sources have counts for the first."""
    bring(tmp_path, "hf:daily", *TITLES[:1])
    end_a_session(tmp_path)
    bring(tmp_path, "hf:daily", "One", "Two")
    bring(tmp_path, "arxiv:cs.CL", "Two", "Three")
    library = Library(places(str(tmp_path)))
    assert library.new_by_source() == {"hf:daily": 2, "arxiv:cs.CL": 1}
    assert len(library.whole(parse("is:new"))) == 3
    assert len(library.whole(parse("is:new source:arxiv:cs.CL"))) == 2
    assert len(library.whole(parse("is:new OR lanterns"))) == 4
    assert library.first(parse("is:new three"), 9) == [library.row_of(paper("Three").id)]
    library.close()


def test_what_is_told_of_many_sources() -> None:
    """A few are named, the others counted."""
    assert told({}) == ""
    assert told({"a": 20, "b": 11}) == "31 new: 20 a, 11 b"
    many = {f"s{number}": 2 for number in range(9)}
    assert told(many) == "18 new: 2 s0, 2 s1, 2 s2, 2 s3, 2 s4, 8 from 4 others"


async def test_the_view_of_what_is_new(tmp_path: Path) -> None:
    """Its row has counts, its list is that of `feedtui list is:new`, and the status line says what brought them."""
    bring(tmp_path, "hf:daily", *TITLES)
    end_a_session(tmp_path)
    bring(tmp_path, "hf:daily", "One", "Two")
    bring(tmp_path, "arxiv:cs.CL", "Three")
    async with reading(tmp_path) as pilot:
        await shows(pilot, "New                3/3")
        await press(pilot, "h")
        reader(pilot).side.open("is:new")
        await shows(pilot, "3 new: 2 hf:daily, 1 arxiv:cs.CL")
        shown = [reader(pilot).library.item(row).paper.title for row in reader(pilot).papers.papers]
        assert sorted(shown) == sorted(listed(tmp_path, "is:new")) == ["One", "Three", "Two"]
        await press(pilot, "l", "m")
        await shows(pilot, "New                2/3")
        reader(pilot).library.end_session()
    assert not listed(tmp_path, "is:new")
    async with reading(tmp_path) as pilot:
        await press(pilot, "h")
        reader(pilot).side.open("is:new")
        await shows(pilot, "Nothing came since you last left.")


async def test_what_was_never_listed_is_new_next_time(tmp_path: Path) -> None:
    """Papers that came while the reader was open, and were not asked for, are still new."""
    bring(tmp_path, "hf:daily", *TITLES)
    async with reading(tmp_path) as pilot:
        bring(tmp_path, "hf:daily", "Late")
        await shows(pilot, "1 new: r lists them")
        reader(pilot).library.end_session()
    assert listed(tmp_path, "is:new") == ["Late"]


async def test_sources_say_how_many_are_new(tmp_path: Path) -> None:
    """The window of sources has the figure beside each source."""
    bring(tmp_path, "hf:daily", *TITLES)
    end_a_session(tmp_path)
    bring(tmp_path, "hf:daily", "One", "Two")
    library = Library(places(str(tmp_path)))
    library.subscriptions.add({"hf:daily": "Daily papers", "arxiv:cs.CL": ""})
    library.close()
    async with reading(tmp_path) as pilot:
        await press(pilot, "f")
        await shows(pilot, "2 new")
        assert screen(pilot).count(" new ") == 1


def test_show_tells_what_changed_since_a_paper_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`feedtui show` sets what went and what came in brackets, until the paper is read anew."""
    revised(tmp_path)
    assert main(["--home", str(tmp_path), "show", "2601.00001"]) == 0
    shown = capsys.readouterr().out
    assert "Sparse [-Lamps-] {+Lanterns+}\nRevised since you read it" in shown
    assert "We count [-nine-] {+ten bright+} lamps." in shown
    assert main(["--home", str(tmp_path), "mark", "2601.00001", "--unread"]) == 0
    assert main(["--home", str(tmp_path), "show", "2601.00001"]) == 0
    assert "[-" not in capsys.readouterr().out
