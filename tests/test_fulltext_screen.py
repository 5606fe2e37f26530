"""Fetching from within the reader, and the full text on screen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asking import Servers, opened, servers
from driving import hides, press, reading, screen, shows
from feedtui.library.origin import Origin
from feedtui.papers.paper import Paper
from standin import misbehaviour
from standin.arxiv_papers import pdf
from standin.world import Preprint

TEXT = "\n\n".join(
    f"## {number} Chapter of lanterns\n\n" + "\n\n".join(f"Line {number}-{at} ends." for at in range(20))
    for number in range(1, 10)
)


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Servers]:
    """Start the servers, with one of arXiv's papers and one known by its title in the library."""
    with servers(tmp_path / "home", datetime.now(UTC).date()) as there:
        one = preprint(there)
        with closing(opened(there.home)) as library:
            library.add([Paper(f"arxiv:{one.number}", one.text.title, abstract="Short.")], Origin("page", "test"))
        yield there


def preprint(asked: Servers) -> Preprint:
    """Return arXiv's paper that is in the library."""
    return next(one for one in asked.arxiv.world.papers.values() if asked.arxiv.world.is_known(one))


def write_text(home: Path) -> None:
    """Put a paper and its text into a home."""
    with closing(opened(home)) as library:
        library.add([Paper("arxiv:2401.00001", "Lanterns")], Origin("page", "test"))
    (home / "texts").mkdir()
    (home / "texts" / "2401.00001.md").write_text(TEXT)


async def test_a_pdf_is_fetched_beside_the_keys_and_opened(asked: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    """`P` says where it went, the abstract pane has it, and `p` opens the file instead of the address."""
    opened_there: list[str] = []
    monkeypatch.setattr("feedtui.screens.taking.has_browser", lambda: True)
    monkeypatch.setattr("feedtui.screens.taking.browse", opened_there.append)
    async with reading(asked.home) as pilot:
        await press(pilot, "p")
        await pilot.press("P")
        await shows(pilot, f"The PDF is in {asked.home}")
        assert "PDF: saved as " in await shows(pilot, "saved as")
        (file,) = (asked.home / "pdfs").iterdir()
        assert file.read_bytes() == pdf(preprint(asked)).body
        await press(pilot, "p")
        assert opened_there == [f"https://arxiv.org/pdf/{preprint(asked).number}", file.as_uri()]
        await press(pilot, "P")
        assert "The PDF is there already" in screen(pilot)


async def test_what_did_not_come_is_told(asked: Servers) -> None:
    """The sentence of the command is on the status line."""
    asked.arxiv.misbehave("/pdf/*", misbehaviour.page())
    async with reading(asked.home) as pilot:
        await pilot.press("P")
        await shows(pilot, "sent a web page in place of the PDF")
        assert "saved as" not in screen(pilot)


async def test_a_full_text_is_fetched_once_and_read_without_a_network(asked: Servers) -> None:
    """`F` shows it as soon as it is there."""
    async with reading(asked.home) as pilot:
        await pilot.press("F")
        shown = await shows(pilot, "1 Introduction")
        assert f"From {asked.arxiv.base}/html/{preprint(asked).number}" in shown
        await press(pilot, "q")
        await hides(pilot, "1 Introduction")
        asked.arxiv.log.clear()
        await press(pilot, "F")
        await shows(pilot, "1 Introduction")
        assert not asked.arxiv.log
        await press(pilot, "q")


async def test_a_paper_known_by_its_title_has_neither(tmp_path: Path) -> None:
    """Both keys say so at once."""
    async with reading(tmp_path) as pilot:
        await press(pilot, "P")
        assert "No source gave a link to this paper's PDF." in screen(pilot)
        await press(pilot, "F")
        assert "Full texts are known of papers with an arXiv id alone" in screen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (40, 10)])
async def test_a_text_is_moved_through_and_searched(tmp_path: Path, size: tuple[int, int]) -> None:
    """The keys of the list move it; a search goes round; the contents lead to a chapter."""
    write_text(tmp_path)
    async with reading(tmp_path, size) as pilot:
        await press(pilot, "F")
        await shows(pilot, "Line 1-0 ends.")
        await press(pilot, "j", "j")
        assert "1 Chapter of lanterns\n" not in screen(pilot)
        await press(pilot, "G")
        assert "Line 9-19 ends." in screen(pilot)
        await press(pilot, "g")
        assert "Line 1-0 ends." in screen(pilot)
        await press(pilot, "space")
        assert "Line 1-0 ends." not in screen(pilot)
        await press(pilot, "slash", *"LINE", "enter")
        assert "LINE is not in this text." in screen(pilot)
        await press(pilot, "g", "slash", *(["backspace"] * 4), *"lanterns", "enter")
        assert "line 1 of 9" in screen(pilot)
        await press(pilot, "n", "n")
        assert "line 3 of 9" in screen(pilot)
        assert screen(pilot).splitlines()[1].strip() == "3 Chapter of lanterns"
        await press(pilot, "N")
        assert "line 2 of 9" in screen(pilot)
        await press(pilot, "t")
        await shows(pilot, "Contents")
        await press(pilot, "G", "enter")
        await hides(pilot, "Contents")
        assert "9 Chapter of lanterns" in screen(pilot)
        await press(pilot, "left_square_bracket", "left_square_bracket")
        assert screen(pilot).splitlines()[1].strip() in ("7 Chapter of lanterns", "8 Chapter of lanterns")


async def test_the_place_is_remembered_at_any_width(tmp_path: Path) -> None:
    """After a restart, and on another screen, the same paragraph is at the top."""
    write_text(tmp_path)
    async with reading(tmp_path, (80, 24)) as pilot:
        await press(pilot, "F")
        await shows(pilot, "Line 1-0 ends.")
        await press(pilot, *(["right_square_bracket"] * 4))
        assert screen(pilot).splitlines()[1].strip() == "5 Chapter of lanterns"
        await press(pilot, "escape")
        await hides(pilot, "Line 5-0 ends.")
    async with reading(tmp_path, (40, 20)) as pilot:
        await press(pilot, "F")
        await shows(pilot, "Line 5-0 ends.")
        assert screen(pilot).splitlines()[1].strip() == "5 Chapter of lanterns"
        await press(pilot, "slash", *"x", "escape")
        assert "Line 5-0 ends." in screen(pilot)
