"""Papers that several sources tell of, on their way into the library."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import ACCOUNTS, ARXIV, HF, ONE, PAGE, TITLE, TWO, account
from feedtui.library.bringing import Bringing
from feedtui.library.library import Library
from feedtui.library.origin import Added, Origin
from feedtui.library.ready import ready
from feedtui.library.schema import connect
from feedtui.library.shelf import Shelf
from feedtui.papers.account import Account
from feedtui.papers.merge import regroup
from feedtui.papers.paper import Paper
from feedtui.papers.query import EVERYTHING, parse
from feedtui.papers.topics import Sorting
from feedtui.paths import places
from samples import paper

FEW = settings(max_examples=60)


def library(home: Path | str, accounts: Iterable[Account] = ()) -> Library:
    """Return a library over a home into which accounts were taken, one by one."""
    opened = Library(places(str(home)))
    for told in accounts:
        take(opened, told)
    return opened


def take(opened: Library, told: Account) -> Added:
    """Take one account in at its own time."""
    with closing(connect(opened.places.papers)) as db:
        added = Bringing(db, Sorting(())).bring([[ready(told.paper, Sorting(()))]], Origin("test", "test"), told.at)
    opened.noticed()
    return added


def papers(opened: Library) -> list[Paper]:
    """Return all papers, in an order of their own."""
    return sorted((opened.item(row).paper for row in opened.whole(EVERYTHING)), key=repr)


@FEW
@given(st.data(), ACCOUNTS)
def test_any_order_gives_the_same_library(data: st.DataObject, accounts: list[Account]) -> None:
    """The papers on disk are those of the set of accounts; whatever comes a second time changes none."""
    accounts = [one for one in accounts if one.paper.sources]
    with tempfile.TemporaryDirectory() as home, closing(library(home, data.draw(st.permutations(accounts)))) as opened:
        assert papers(opened) == sorted((made for made, _ in regroup(accounts)), key=repr)
        again = [take(opened, told) for told in data.draw(st.permutations(accounts))]
        assert not any(added.new for added in again)
        assert papers(opened) == sorted((made for made, _ in regroup(accounts)), key=repr)


def test_what_an_import_brought_is_counted(tmp_path: Path) -> None:
    """New, updated and unchanged papers are told apart."""
    with closing(library(tmp_path)) as opened:
        assert take(opened, account(PAGE)) == Added(new=1)
        assert take(opened, account(PAGE, at="02")) == Added(unchanged=1)
        assert take(opened, account(ARXIV, ONE, at="03", abstract="Now known.")) == Added(updated=1)
        assert take(opened, account(HF, TWO, at="03", title="Another Paper of Its Own")) == Added(new=1)


def test_a_paper_that_gets_its_id_keeps_mark_and_place(tmp_path: Path) -> None:
    """A star on a title stays when a source brings the paper's arXiv id, and the list does not move."""
    with closing(library(tmp_path, [account(PAGE), account(PAGE, title="A Paper above the Other")])) as opened:
        row = opened.whole(parse("lanterns"))[0]
        opened.set_state([row], "starred", True)
        before = list(opened.whole(EVERYTHING))
        take(opened, account(ARXIV, ONE, at="02"))
        assert list(opened.whole(EVERYTHING)) == before
        assert opened.item(row).paper.id == ONE
        assert opened.item(row).starred
        assert opened.row_of(ONE) == row


def test_two_papers_that_turn_out_to_be_one_share_their_marks(tmp_path: Path) -> None:
    """What was said of either is said of both, notes one below the other; later changes are of one mark."""
    told = [account(HF, "url:https://a.b/1", title="Lanterns, a Long Talk"), account(PAGE)]
    with closing(library(tmp_path, told)) as opened:
        one, other = (opened.row_of(each.paper.id) for each in told)
        opened.set_state([one], "starred", True)
        opened.set_state([other], "read", True)
        take(opened, account(HF, "url:https://a.b/1", at="02"))
        (row,) = opened.whole(EVERYTHING)
        assert opened.item(row).starred
        assert not opened.item(row).unread
        assert opened.set_state([row], "starred", False) == 1
        assert not opened.item(row).starred
        assert not opened.item(row).unread


def test_a_revised_paper_says_so_until_it_is_read_again(tmp_path: Path) -> None:
    """A newer account of the same source with another abstract revises; the former text is kept."""
    with closing(library(tmp_path, [account(ARXIV, ONE, abstract="We try.")])) as opened:
        row = opened.row_of(ONE)
        opened.set_state([row], "read", True)
        assert not opened.item(row).is_revised
        later = Account(account(ARXIV, ONE, abstract="We try harder.").paper, "2999-01-01T00:00:00Z")
        take(opened, later)
        assert opened.item(row).is_revised
        assert list(opened.whole(parse("is:revised"))) == [row]
        assert [one.abstract for one in opened.revisions(row)] == ["We try."]
        assert list(opened.whole(parse("harder"))) == [row]


def test_a_fuller_account_is_no_revision(tmp_path: Path) -> None:
    """Another source's text takes the place of a page's without a word."""
    with closing(library(tmp_path, [account(PAGE, abstract="We try.")])) as opened:
        take(opened, account(ARXIV, ONE, at="02", abstract="We try, at length."))
        row = opened.row_of(ONE)
        assert opened.item(row).paper.abstract == "We try, at length."
        assert opened.revisions(row) == []


def test_pages_stand_in_their_order_the_newest_on_top(tmp_path: Path) -> None:
    """The first paper of a page is the first in the list; the next page comes above it; a listing's day decides."""
    with closing(Library(places(str(tmp_path)), clock=lambda: "2026-11-20T08:00:00Z")) as opened:
        opened.add([paper("First Paper Told"), paper("Second Paper Told")], Origin("a", "page"))
        opened.add([paper("Third Paper Told", listed="2026-11-19")], Origin("b", "page"))
        opened.add([paper("Fourth Paper Told")], Origin("c", "page"))
        opened.noticed()
        titles = [opened.item(row).paper.title.split()[0] for row in opened.whole(EVERYTHING)]
        assert titles == ["Fourth", "First", "Second", "Third"]


def test_what_fails_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portion that cannot be written whole is not written at all, and the next one is."""

    def refuse(*_: object) -> str:
        raise OSError("disk full")

    with closing(connect(tmp_path / "papers.sqlite")) as db:
        bringing = Bringing(db, Sorting(()))
        told = [[ready(paper(TITLE), Sorting(()))]]
        with monkeypatch.context() as patched:
            patched.setattr(Shelf, "_name", refuse)
            with pytest.raises(OSError, match="disk full"):
                bringing.bring(told, Origin("a", "page"), "2026-11-20T08:00:00Z")
        assert db.execute("select count(*) from papers").fetchone() == (0,)
        assert bringing.bring(
            [[ready(paper(TITLE), Sorting(()))]], Origin("a", "page"), "2026-11-20T08:00:00Z"
        ) == Added(new=1)


def test_two_imports_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two processes that bring papers into one day's list find a place for each of them."""
    code = (
        "import sys\nfrom feedtui.library.library import Library\nfrom feedtui.library.origin import Origin\n"
        "from feedtui.paths import places\nfrom samples import paper\n"
        "library = Library(places(sys.argv[1]))\n"
        "for step in range(8):\n"
        "    told = [paper(f'Paper {sys.argv[2]} {step} {number} of many') for number in range(120)]\n"
        "    library.add(told, Origin('a', 'page'))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    command = [sys.executable, "-c", code, str(tmp_path)]
    started = [subprocess.Popen([*command, name], env=environment, stderr=subprocess.PIPE) for name in ("one", "two")]
    assert [process.communicate()[1] for process in started] == [b"", b""]
    with closing(library(tmp_path)) as opened:
        assert len(opened.whole(EVERYTHING)) == 2 * 8 * 120
