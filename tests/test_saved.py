"""Which files belong to a paper."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from asking import opened
from feedtui.library.saved import keep_text_place, remember_pdf, saved_pdf, saved_text, text_file, text_place
from feedtui.papers.filenames import file_name
from feedtui.papers.paper import Paper

PAPER = Paper("arxiv:math/0611800", "Counting lanterns", authors=("Ada Lovelace",))


def test_a_pdf_is_found_where_it_was_put_or_by_its_name(tmp_path: Path) -> None:
    """One that the reader puts into the folder counts too; a link and a folder do not."""
    with closing(opened(tmp_path)) as library:
        assert saved_pdf(library, PAPER) is None
        named = tmp_path / "pdfs" / file_name(PAPER, ".pdf")
        named.mkdir(parents=True)
        assert saved_pdf(library, PAPER) is None
        named.rmdir()
        named.write_bytes(b"%PDF-")
        assert saved_pdf(library, PAPER) == named
        elsewhere = tmp_path / "mine.pdf"
        elsewhere.write_bytes(b"%PDF-")
        remember_pdf(library, PAPER, elsewhere)
        assert saved_pdf(library, PAPER) == elsewhere
        elsewhere.unlink()
        elsewhere.symlink_to(named)
        assert saved_pdf(library, PAPER) == named


def test_a_text_is_found_though_its_title_changes(tmp_path: Path) -> None:
    """It is under the paper's id; a link in its place is not read."""
    with closing(opened(tmp_path)) as library:
        file = text_file(library, PAPER)
        assert file == text_file(library, Paper(PAPER.id, "Another title"))
        assert file.name == "math-0611800.md"
        assert saved_text(library, PAPER) is None
        file.parent.mkdir()
        file.write_text("Whole.")
        assert saved_text(library, PAPER) == "Whole."
        file.rename(tmp_path / "other")
        file.symlink_to(tmp_path / "other")
        assert saved_text(library, PAPER) is None


@pytest.mark.parametrize("kept", ["-1", "x", "²", "9" * 30])
def test_a_place_that_is_none_is_the_beginning(tmp_path: Path, kept: str) -> None:
    """The place is remembered by paper; what cannot be one is passed over."""
    with closing(opened(tmp_path)) as library:
        assert text_place(library, PAPER) == 0
        keep_text_place(library, PAPER, 12)
        assert text_place(library, PAPER) == 12
        library.keep_setting(f"place {PAPER.id}", kept)
        assert text_place(library, PAPER) == 0
