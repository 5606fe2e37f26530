"""Tags that are likely for a paper, and papers that are likely to get a tag, driven by keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from driving import press, reader, reading, screen, shows, until
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.query import parse
from feedtui.paths import places
from test_ranker import EVERY


def tagged(home: Path, papers: int) -> None:
    """Make a home in which some papers on video have the tag films."""
    library = Library(places(str(home)))
    library.add(EVERY, Origin("test", "test"))
    rows = list(library.whole(parse("video")))[:papers]
    library.change(rows, lambda mark: replace(mark, tags=("films",)))
    library.close()


async def test_tags_suggest_their_next_papers_and_are_suggested(tmp_path: Path) -> None:
    """:suggest lists papers like those of a tag, none that has it; t tells that it is likely for them."""
    tagged(tmp_path, 4)
    async with reading(tmp_path) as pilot:
        here = reader(pilot)
        here.run_command("suggest Films")
        await shows(pilot, "/32 ")
        films = set(here.library.whole(parse("video -tag:films")))
        await until(pilot, lambda: set(here.papers.papers[:8]) == films)
        await press(pilot, "t")
        await shows(pilot, "likely: films")
        await press(pilot, *"fil", "right", "enter")
        await shows(pilot, "Tags of 1 paper changed.")
        await press(pilot, "G", "t")
        assert "likely" not in screen(pilot)


async def test_a_tag_of_two_papers_suggests_nothing(tmp_path: Path) -> None:
    """It says what is needed."""
    tagged(tmp_path, 2)
    async with reading(tmp_path) as pilot:
        reader(pilot).run_command("suggest films")
        await shows(pilot, "Suggestions need a tag that 3 papers have, and no tag of yours has them yet.")
