"""Tags renamed, merged and deleted, by keys and on the command line."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from driving import press, reader, reading, screen, shows
from feedtui.cli import main
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.notes import typed_names
from feedtui.papers.query import QueryError, Words, parse, query_text, replaced
from feedtui.paths import places
from samples import TITLES, paper


def tagged(home: Path, *tags: tuple[str, ...]) -> Library:
    """Return a library of papers, the first of which have tags."""
    library = Library(places(str(home)))
    library.add([paper(title) for title in TITLES], Origin("page", "test"))
    for row, names in zip(sorted(library.whole(parse(""))), tags, strict=False):
        library.change([row], lambda mark, names=names: replace(mark, tags=names))  # type: ignore[misc]
    return library


def own(library: Library) -> dict[str, int]:
    """Return the reader's tags with how many papers have each."""
    return {name: count.total for name, count in library.counts().own.items()}


def test_a_rename_reaches_papers_searches_and_what_is_muted(tmp_path: Path) -> None:
    """All that names a tag follows it, as one change; one undo brings all of it back."""
    library = tagged(tmp_path, ("vision", "later"), ("vision",))
    library.keep_search("seen", "tag:vision -is:read sort:oldest")
    library.keep_search("other", "tag:vis* vision")
    library.mute("tag:vision lidar")
    library.answer("tag:vision", "never")
    assert library.retag("vision", "sight at sea")
    assert own(library) == {"later": 1, "sight at sea": 2}
    assert len(library.whole(parse('tag:"sight at sea"'))) == 2
    assert library.searches() == {"seen": 'tag:"sight at sea" -is:read sort:oldest', "other": "tag:vis* vision"}
    assert library.muted() == ['tag:"sight at sea" lidar']
    assert library.answers().never == ('tag:"sight at sea"',)
    library.undo()
    assert own(library) == {"later": 1, "vision": 2}
    assert (library.muted(), library.searches()["seen"]) == (["tag:vision lidar"], "tag:vision -is:read sort:oldest")
    library.close()


def test_tags_are_merged_and_deleted(tmp_path: Path) -> None:
    """A paper with both has one of them; a mark that said nothing else is gone; case alone can be mended."""
    library = tagged(tmp_path, ("vision", "sight"), ("vision",), ("Late",))
    library.retag("vision", "SIGHT")
    assert own(library) == {"Late": 1, "sight": 2}
    library.retag("Late", "late")
    assert own(library) == {"late": 1, "sight": 2}
    library.retag("sight", None)
    assert own(library) == {"late": 1}
    assert library.own_tag("LATE") == "late"
    assert library.own_tag("sight") is None
    assert library.retag("sight", "other") is None
    library.close()


def test_a_source_with_the_same_tag_is_not_lost(tmp_path: Path) -> None:
    """A kept search goes on to find the papers that a source tagged so."""
    library = tagged(tmp_path, ("vision",))
    library.add([paper("Another", tags=("Vision",))], Origin("page", "test"))
    library.keep_search("seen", "tag:vision is:unread")
    library.retag("vision", "sight")
    assert library.searches()["seen"] == "(tag:vision OR tag:sight) is:unread"
    assert len(library.whole(parse("search:seen"))) == 2
    library.close()


def test_marks_of_papers_that_are_not_here_follow(tmp_path: Path) -> None:
    """A tag of a paper that this library does not hold is renamed as well."""
    library = tagged(tmp_path, ("vision",))
    held = {"title": "Elsewhere", "known_as": ["arxiv:2301.00001"], "tags": ["vision"]}
    library._marks.keep("marks", {"arxiv:2301.00001": held})
    library.retag("vision", "sight")
    library.add([paper("Elsewhere", id="arxiv:2301.00001")], Origin("page", "test"))
    assert own(library) == {"sight": 2}
    library.close()


@given(st.text(max_size=60))
def test_a_query_stays_one_when_a_tag_is_renamed(text: str) -> None:
    """What comes of any query is read as it was written."""
    old, new = Words("a", "tag"), Words("b c", "tag")
    try:
        query = parse(f"{text} tag:a")
    except QueryError:
        return
    changed = replaced(query, old, new)
    assert parse(query_text(changed)) == changed


def test_names_with_spaces_stand_in_quotes() -> None:
    """A line of names is parted by spaces outside quotes."""
    assert typed_names('a "b c"  d "" \x1b') == ["a", "b c", "d"]


async def test_the_sidebars_tag_is_renamed(tmp_path: Path) -> None:
    """:rename-tag takes the tag under the sidebar's cursor, says what it did, and the view follows; u takes it back."""
    tagged(tmp_path, ("vision",), ("vision",)).close()
    async with reading(tmp_path) as pilot:
        reader(pilot).library.keep_search("seen", "tag:vision is:unread")
        reader(pilot).run_command("rename-tag sight")
        await shows(pilot, "OLD NEW")
        await press(pilot, "h")
        reader(pilot).side.open("tag:vision")
        await press(pilot, "colon", *"rename-tag", "enter")
        await shows(pilot, "rename vision to")
        await press(pilot, "ctrl+u", *"sight", "enter")
        shown = await shows(pilot, "2 papers now tagged sight instead of vision; search seen changed too. u undoes it.")
        assert "vision  " not in shown
        row = reader(pilot).side.row
        assert row is not None
        assert (row.label, reader(pilot).papers.count()) == ("sight", 2)
        await press(pilot, "u")
        await shows(pilot, "search seen changed")
        assert own(reader(pilot).library) == {"vision": 2}


async def test_two_tags_become_one_after_a_question(tmp_path: Path) -> None:
    """The question says how many papers; anything but yes changes nothing."""
    tagged(tmp_path, ("vision",), ("sight",)).close()
    async with reading(tmp_path) as pilot:
        for answer, left in (("no", {"sight": 1, "vision": 1}), ("yes", {"sight": 2})):
            reader(pilot).run_command("rename-tag vision sight")
            await shows(pilot, "sight exists: merge 1 paper of vision into it?")
            await press(pilot, *answer, "enter")
            assert own(reader(pilot).library) == left
        reader(pilot).run_command("delete-tag nobody")
        await shows(pilot, "nobody is no tag of yours.")
        reader(pilot).run_command("delete-tag sight")
        await shows(pilot, "2 papers no longer tagged sight. u undoes it.")
        assert not own(reader(pilot).library)


async def test_tab_completes_a_tag(tmp_path: Path) -> None:
    """Each of several tags is completed from those that there are, in the case that they have."""
    tagged(tmp_path, ("Vision", "later")).close()
    async with reading(tmp_path) as pilot:
        await press(pilot, "j", "t", *"new vi", "tab", "space", "minus", *"la", "tab")
        assert "new Vision -later" in screen(pilot)
        await press(pilot, "enter")
        assert own(reader(pilot).library) == {"Vision": 2, "later": 1, "new": 1}


def test_the_command_line_renames(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`feedtui tags rename` and `delete` say what changed; undo takes it back; a wrong name changes nothing."""
    tagged(tmp_path, ("vision",), ("sight",)).close()
    home = ["--home", str(tmp_path), "tags"]
    assert main([*home, "rename", "vision", "sight"]) == 0
    assert "1 paper tagged sight" in capsys.readouterr().out
    assert main([*home, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"tag": "sight", "unread": 2, "total": 2}
    assert main([*home, "delete", "sight"]) == 0
    assert "2 papers no longer tagged sight" in capsys.readouterr().out
    assert main([*home[:2], "undo"]) == 0
    for wrong in (["rename", "none", "x"], ["rename", "sight"], ["remove", "sight"]):
        assert main([*home, *wrong]) == 1
    assert "none is no tag of yours" in capsys.readouterr().err
