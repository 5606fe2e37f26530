"""A year of reading: counted, drawn, in a window and on the command line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driving import press, reader, reading, screen, shows
from feedtui.cli import main
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.tallies import WEEKS, SourceTally, Tallies, first_day
from feedtui.paths import places
from feedtui.statistics.bars import bar, columns, level
from feedtui.statistics.calendar import heat_map, mondays, month_names
from feedtui.statistics.pictures import by_week, pictures
from samples import TITLES, paper

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def tallies(read: Mapping[date, int], **others: Mapping[str, Mapping[str, int]]) -> Tallies:
    """Return a year with papers read and starred on some days."""
    return Tallies(TODAY, read, read, others.get("topics", {}), {"hf:daily": SourceTally(300, 20, 1)})


def drawn(year: Tallies, width: int) -> str:
    """Return all pictures as text."""
    return "\n".join(line for picture in pictures(year, width) for line in (picture.title, *picture.lines))


def test_a_day_stands_in_its_week_and_weekday() -> None:
    """The last column is the week of today, and no day after today is drawn."""
    days = {TODAY: 1, date(2026, 11, 23): 2, first_day(TODAY): 3}
    lines = heat_map(days, first_day(TODAY), TODAY, 80)
    assert first_day(TODAY).isoformat() == "2025-11-24"
    rows = {line[:3]: line[4:] for line in lines[1:8]}
    assert list(rows) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert (rows["Mon"][0], rows["Mon"][-1], rows["Wed"][-1]) == ("▓", "▒", "░")
    assert [len(row) for row in rows.values()] == [53, 53, 53, 52, 52, 52, 52]
    assert lines[-1] == "· none   ░ 1   ▒ 2   ▓ 3"


def test_one_full_day_does_not_pale_the_others() -> None:
    """Each shade is for a quarter of the days."""
    days = {TODAY - timedelta(at): at + 1 for at in range(99)} | {TODAY - timedelta(120): 100_000}
    lines = heat_map(days, first_day(TODAY), TODAY, 80)
    shades = "".join(line[4:] for line in lines[1:8])
    assert all(20 <= shades.count(shade) <= 30 for shade in "░▒▓█")
    assert lines[-1].endswith("█ 76–100,000")


def test_months_stand_above_the_week_that_begins_in_them() -> None:
    """A name is where its month's first Monday is; wide columns have two cells."""
    weeks, wide = mondays(first_day(TODAY), TODAY, 120)
    names = month_names(weeks, wide)
    assert wide == 2
    assert weeks[(names.index("Mar") - 4) // 2] == date(2026, 3, 2)
    assert mondays(first_day(TODAY), TODAY, 34)[0][-1] == date(2026, 11, 23)
    assert len(mondays(first_day(TODAY), TODAY, 34)[0]) == 30


def test_bars_are_as_long_as_their_values() -> None:
    """The greatest is whole; little is not nothing."""
    assert columns([0, 1, 8, 16], 2) == ["   █", " ▁██"]
    assert columns([1, 1000], 1, 2) == ["▁▁██"]
    assert (bar(8, 16, 4), bar(1, 1000, 10), bar(0, 5, 10)) == ("██", "▏", "")
    assert (level(0, 9), level(9, 9)) == (" ", "█")


@given(
    st.dictionaries(st.dates(first_day(TODAY), TODAY), st.integers(0, 10**7), max_size=40),
    st.dictionaries(st.text(max_size=40), st.dictionaries(st.just("2026-11"), st.integers(1, 10**7), min_size=1)),
    st.integers(1, 130),
)
def test_pictures_fit(read: dict[date, int], topics: dict[str, dict[str, int]], width: int) -> None:
    """No line is wider than the terminal, from 24 cells on, whatever was read."""
    year = tallies(read, topics=topics)
    for picture in pictures(year, width):
        assert all(len(line) <= max(24, width) for line in picture.lines), picture
    weeks = [year.first + timedelta(7 * week) for week in range(WEEKS)]
    assert sum(by_week(read, weeks)) == sum(read.values())


def test_topics_and_sources_have_a_bar_and_a_figure() -> None:
    """The topic read most comes first; a source has three bars to one scale."""
    months = {"vision": {"2026-10": 1, "2026-11": 8}, "speech": {"2026-11": 4}}
    text = drawn(tallies({TODAY: 9}, topics=months), 80)
    assert text.index("vision") < text.index("speech")
    assert "▁▁▁ ███" in text
    assert "all     ████" in text
    assert "read    ████▍ 20" in text
    assert "starred ▎ 1" in text
    assert "9 papers on 1 day · 9 on 2026-11-25" in text


def marked(home: Path) -> None:
    """Make a library of which three papers were read, one of them starred."""
    library = Library(places(str(home)))
    library.add([paper(title, sources=("hf:daily",)) for title in TITLES], Origin("hf:daily", "feed"))
    now = datetime.now(UTC)
    for at, title in enumerate(TITLES[:3]):
        time = (now - timedelta(30 * at)).strftime("%Y-%m-%dT%H:%M:%SZ")
        starred = None if at else time
        row = library.row_of(paper(title).id)
        library.change([row], lambda mark, time=time, starred=starred: replace(mark, read=time, starred=starred))  # type: ignore[misc]
    library.close()


def test_the_library_counts_a_year(tmp_path: Path) -> None:
    """Days, topics and sources are counted from the marks; times that are none are left out."""
    marked(tmp_path)
    library = Library(places(str(tmp_path)))
    library._marks.keep("marks", {"arxiv:2301.00009": {"title": "x", "read": "2026-99-99 or so"}})
    today = datetime.now(UTC).date()
    found = library.tallies(today)
    assert found.read == {today - timedelta(30 * at): 1 for at in range(3)}
    assert found.starred == {today: 1}
    assert found.sources == {"hf:daily": SourceTally(4, 3, 1)}
    assert sum(found.topics["retrieval"].values()) == 1
    library.close()


def test_the_command_prints_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`feedtui stats` draws it, `--json` tells it, and an empty library says so."""
    assert main(["--home", str(tmp_path), "stats"]) == 0
    assert "Nothing was read yet" in capsys.readouterr().out
    marked(tmp_path)
    assert main(["--home", str(tmp_path), "stats"]) == 0
    text = capsys.readouterr().out
    for part in (
        "Papers read, a day",
        "Papers starred, a week, at most 1",
        "3 papers on 3 days",
        "hf:daily",
        "retrieval",
    ):
        assert part in text
    assert max(map(len, text.splitlines())) <= 80
    assert main(["--home", str(tmp_path), "stats", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert sum(day["read"] for day in told["days"]) == sum(week["read"] for week in told["weeks"]) == 3
    assert told["sources"] == {"hf:daily": {"all": 4, "read": 3, "starred": 1}}


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10)])
async def test_the_window_scrolls(tmp_path: Path, size: tuple[int, int]) -> None:
    """:stats shows the year, scrolls to its end, and esc closes it."""
    marked(tmp_path)
    async with reading(tmp_path, size) as pilot:
        reader(pilot).run_command("stats")
        shown = await shows(pilot, "Mon ")
        assert "Papers read, a day" in shown
        await press(pilot, "G")
        await shows(pilot, "starred ")
        await press(pilot, "escape")
        assert "A year of reading" not in screen(pilot)


async def test_the_window_of_the_starter_list(tmp_path: Path) -> None:
    """With nothing read, it says so."""
    async with reading(tmp_path, titles=()) as pilot:
        reader(pilot).run_command("stats")
        await shows(pilot, "Nothing was read yet")
