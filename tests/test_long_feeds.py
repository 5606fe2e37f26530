"""Input that is made to take long: it ends within seconds, and what could be read of it is kept."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from feedtui.library import intake
from feedtui.sources.found import Unreadable
from feedtui.sources.kinds import read

LARGE = 6 << 20
FEEDS = {
    "entries that say nothing": ("<rss><channel><item><title>First</title></item>", "<item/>"),
    "entries of Atom that never end": ("<feed><entry><title>First</title></entry>", "<entry>"),
    "very many entries": ("<rss><channel><item><title>First</title></item>", "<item><title>a</title></item>"),
    "markup in one entry": ("<rss><channel><item><title>First</title><description>", "<b>x</b>"),
    "signs": ("<rss><channel><item><title>First</title><description>", "<&"),
    "elements that never end": ("<rss><channel><item><title>First</title></item>", "<x>"),
    "attributes": ("<rss><channel><item><title>First</title></item><item ", "a='1' "),
    "items of JSON": ('{"version":"https://jsonfeed.org/version/1","items":[{"title":"First"}', ",{}"),
}


@pytest.mark.parametrize("name", FEEDS)
def test_a_very_long_feed_is_cut_and_what_was_before_is_kept(name: str) -> None:
    """What is made to take long ends in seconds, with the first entry, and a sentence on what was left out."""
    begin, piece = FEEDS[name]
    end = "]}" if begin.startswith("{") else ""
    data = (begin + piece * (LARGE // len(piece)) + end).encode()
    began = time.process_time()
    found = read(data, "feed")
    assert time.process_time() - began < 20
    assert found.papers[0].title == "First"
    assert name == "attributes" or found.skipped[0].what == "entries left out"


def test_a_thousand_namespaces_are_not_written_with_every_element() -> None:
    """What takes the square of their number is not done: the text is kept without its markup."""
    declared = " ".join(f'xmlns:n{number}="u{number}"' for number in range(20_000))
    middle = "<item><title>T <b>bold</b></title></item>" * 50
    began = time.process_time()
    found = read(f"<rss {declared}><channel>{middle}</channel></rss>".encode(), "feed")
    assert found.papers[0].title == "T bold"
    assert time.process_time() - began < 20


SLOWEST = {
    "newsboat": "|\n",
    "csl-json": '[{"title":0',
    "bibtex": "@a{b,",
    "feed": "<item>",
    "page": "arXiv:",
    "ris": "AU  - a\n",
}


@pytest.mark.parametrize("kind", SLOWEST)
def test_what_is_read_in_the_readers_own_process_ends(kind: str) -> None:
    """Files of 64 KB are small enough whatever is in them: what takes longest of each kind ends in seconds."""
    began = time.process_time()
    with suppress(Unreadable):
        read((SLOWEST[kind] * (intake.SMALL // len(SLOWEST[kind]))).encode(), kind)
    assert time.process_time() - began < 20


def test_a_folder_is_given_up_after_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The papers before are kept, and it is told from which file on they are left out."""
    monkeypatch.setattr(intake, "_FOLDER_SECONDS", -1.0)
    (tmp_path / "2301.00001.pdf").touch()
    with pytest.raises(Unreadable, match="took longer than"):
        intake.read_file(tmp_path)
