"""What a reader of two machines notices of a sync: which change counts, and what becomes of marks and notes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feedtui.library.documents import MARKS, SEARCHES
from feedtui.library.journal import Change
from feedtui.library.undoing import told
from feedtui.papers.identity import title_id
from feedtui.papers.paper import NO_MARK, Mark
from machines import KNOWN, TITLES, Machine, Two, note, star, tag


@pytest.fixture
def two(tmp_path: Path) -> Two:
    """Return two machines."""
    return Two(tmp_path)


def test_everything_arrives_and_is_taken_back(two: Two) -> None:
    """States, tags, notes, searches and sources come over, and so does their removal; then there is rest."""
    two.one.change([1], lambda mark: Mark("2026-11-01T08:00:00Z", None, two.one.time(), ("b", "a"), "two\nlines"))
    two.one.keep(SEARCHES, "lamps", {"query": "lanterns", "at": two.one.time()})
    two.one.keep("sources", "hf:daily", {"title": "Daily", "added": two.one.time()})
    (sent, taken) = two.sync(two.one, two.other)
    assert (sent.machines, sent.sent, sent.taken) == (0, 7, 0)
    assert (taken.machines, taken.sent, taken.taken) == (1, 0, 7)
    one, other = two.marks()
    assert replace(one, tags=()) == replace(other, tags=())
    assert set(other.tags) == {"a", "b"}
    assert two.other.documents(SEARCHES)["lamps"]["query"] == "lanterns"
    assert two.other.documents("sources") == two.one.documents("sources")
    two.wait()
    two.other.change([1], lambda mark: replace(mark, read=None, queued=None, tags=("b",), note=""))
    two.other.keep(SEARCHES, "lamps", None)
    two.other.keep("sources", "hf:daily", None)
    assert two.sync(two.other, two.one)[1].taken == 6
    assert two.marks() == [Mark(tags=("b",))] * 2
    two.other.change([1], lambda mark: NO_MARK)
    two.sync()
    assert two.one.journal.documents() == two.other.journal.documents() == {}
    assert [(one.taken, one.sent) for one in two.sync()] == [(0, 0)] * 4


def test_a_change_counts_as_of_when_it_was_made(two: Two) -> None:
    """What was changed at ten and synced at twelve loses to what was changed at eleven, whoever syncs first."""
    two.sync()
    two.one.keep(SEARCHES, "lamps", {"query": "at ten"})
    two.wait()
    two.other.keep(SEARCHES, "lamps", {"query": "at eleven"})
    two.wait()
    two.sync(two.other, two.one, two.other)
    queries = [machine.documents(SEARCHES)["lamps"]["query"] for machine in (two.one, two.other)]
    assert queries == ["at eleven"] * 2


def test_of_several_changes_the_last_one_counts(two: Two) -> None:
    """What was changed at ten and again at twelve wins over what was changed at eleven, by what it was last."""
    two.sync()
    two.one.keep(SEARCHES, "lamps", {"query": "at ten"})
    two.wait()
    two.other.keep(SEARCHES, "lamps", {"query": "at eleven"})
    two.wait()
    two.one.keep(SEARCHES, "lamps", {"query": "at twelve", "at": two.one.time()})
    two.wait()
    two.sync(two.other, two.one, two.other)
    for machine in (two.one, two.other):
        assert machine.documents(SEARCHES) == {"lamps": {"query": "at twelve", "at": "2026-11-01T10:00:00Z"}}


def test_where_the_journal_no_longer_tells_the_difference_counts_as_of_now(two: Two) -> None:
    """After a compaction that keeps no records, stars given and taken are still sent."""
    star(two.one, paper=0)
    two.sync()
    star(two.one, False, paper=0)
    star(two.one, paper=1)
    two.wait()
    two.one.compact(0)
    assert [one.sent for one in two.sync(two.one)] == [2]
    two.sync(two.other)
    assert (two.other.mark(0), two.other.mark(1)) == (NO_MARK, two.one.mark(1))


def test_a_first_sync_tells_old_marks_as_old(two: Two) -> None:
    """A star has a time of its own; a tag of which no record is left loses to whatever was changed later."""
    star(two.one)
    tag(two.one, "old", "kept")
    star(two.one, paper=0)
    two.wait()
    two.one.compact(0)
    tag(two.other, "old")
    star(two.other)
    star(two.other, paper=0)
    two.sync(two.other)
    star(two.other, False, paper=0)
    tag(two.other)
    later = two.other.mark(1)
    two.wait()
    two.sync()
    assert two.marks(0) == [NO_MARK] * 2
    assert two.marks(1) == [replace(later, tags=("kept",))] * 2


def test_a_first_sync_knows_times_from_the_journal(two: Two) -> None:
    """A tag whose record is there counts as of then, so it wins over an earlier removal."""
    tag(two.other, "x")
    two.sync(two.other)
    tag(two.other)
    two.sync(two.other)
    two.wait()
    tag(two.one, "x")
    two.wait()
    two.sync()
    assert two.marks() == [Mark(tags=("x",))] * 2


def test_one_paper_under_several_names(tmp_path: Path, two: Two) -> None:
    """Who knows both a DOI and an arXiv id makes one of the marks of those who know one of them."""
    arxiv, doi, title = KNOWN[0]
    two.one.known, two.other.known = [(arxiv, title)], [(doi, title)]
    tag(two.one, "a", paper=0)
    tag(two.other, "d", paper=0)
    two.sync()
    assert two.marks(0) == [Mark(tags=("a",)), Mark(tags=("d",))]
    third = Machine(tmp_path / "third", two.world, known=[(arxiv, doi, title)])
    third.sync(two.folder)
    assert set(third.mark(0).tags) == {"a", "d"}
    tag(third, "a", "d", "both", paper=0)
    third.sync(two.folder)
    two.sync()
    assert [set(mark.tags) for mark in two.marks(0)] == [{"a", "d", "both"}] * 2


def test_papers_of_one_title_stay_apart(two: Two) -> None:
    """A star on one of two papers with the same title is no star on the other."""
    star(two.one, paper=3)
    two.sync()
    assert two.other.mark(3).starred
    assert two.other.mark(4) == NO_MARK


def test_a_paper_that_gets_a_better_name_keeps_its_mark(two: Two) -> None:
    """A star on a title is on the arXiv paper, once that is what the paper is; its removal is then everywhere."""
    arxiv, title = KNOWN[1]
    two.one.known = two.other.known = [(title,)]
    star(two.one, paper=0)
    two.sync()
    two.other.known = [(arxiv, title)]
    tag(two.other, "x", paper=0)
    two.wait()
    two.sync()
    assert two.marks(0)[0] == two.marks(0)[1] == replace(two.one.mark(0), tags=("x",))
    assert two.one.mark(0).starred
    star(two.one, False, paper=0)
    two.sync()
    assert two.marks(0) == [Mark(tags=("x",))] * 2


def test_what_was_taken_in_is_one_change_that_can_be_undone(two: Two) -> None:
    """Undo of it is said in words, and an ordinary change: the next sync takes it to the others."""
    for paper in (0, 1):
        star(two.one, paper=paper)
    two.sync(two.one, two.other)
    two.wait()
    with two.other.journal.turn() as turn:
        record = turn.last_undoable()
        assert record is not None
        assert told(record) == "2 papers starred."
    two.other.undo()
    assert two.sync(two.other, two.one)[0].sent == 2
    assert two.marks(0) + two.marks(1) == [NO_MARK] * 4
    two.other.redo()
    two.sync()
    assert all(mark.starred for mark in two.marks(0) + two.marks(1))


def test_what_is_taken_back_before_a_sync_was_no_change(two: Two) -> None:
    """A star set by mistake and undone does not take away the one that the other machine has."""
    two.sync()
    star(two.other)
    two.wait()
    star(two.one)
    two.one.undo()
    two.sync()
    assert all(mark.starred for mark in two.marks())


def test_only_what_differs_is_changed(two: Two) -> None:
    """Tags stay in their order, and what another program wrote into a document stays there."""
    key = KNOWN[1][0]
    document = {"title": TITLES[1], "known_as": list(KNOWN[1]), "tags": ["b", "a"], "colour": "red"}
    two.one.keep(MARKS, key, document)
    two.sync()
    star(two.other)
    two.wait()
    two.sync()
    assert two.one.documents(MARKS)[key] == {**document, "starred": two.other.mark(1).starred}


def test_notes_that_were_both_written_are_both_kept(tmp_path: Path, two: Two) -> None:
    """The later one first, the same on all machines; who then writes it anew has the last word."""
    third = Machine(tmp_path / "third", two.world)
    note(two.one, "before")
    two.sync(two.one, two.other, third)
    for machine, text in ((two.one, "one"), (two.other, "other"), (third, "third")):
        two.wait()
        note(machine, text)
    two.sync(third, two.other, two.one, two.other, third, two.one)
    assert [mark.note for mark in (*two.marks(), third.mark(1))] == ["third\n\nother\n\none"] * 3
    two.wait()
    note(two.other, "all of it")
    two.sync(two.other, two.one, third, two.one)
    assert [mark.note for mark in (*two.marks(), third.mark(1))] == ["all of it"] * 3


def test_a_later_clearing_leaves_what_the_other_wrote_meanwhile(two: Two) -> None:
    """A note that is cleared here while it is written there is not gone."""
    note(two.one, "before")
    two.sync()
    note(two.one, "before, and more")
    two.wait()
    note(two.other, "")
    two.sync()
    assert [mark.note for mark in two.marks()] == ["before, and more"] * 2


def test_who_saw_a_change_can_take_it_back_by_a_slow_clock(two: Two) -> None:
    """What is changed after a sync is later than what that sync brought, though the clock is hours behind."""
    two.other.wrong = timedelta(hours=-5)
    star(two.one)
    two.sync()
    two.wait(0.1)
    star(two.other, False)
    two.sync()
    assert two.marks() == [NO_MARK] * 2


def test_a_clock_far_ahead_does_not_win_for_ever(two: Two) -> None:
    """It is said whose clock it is, the change counts as of now, and any later one wins, there too."""
    two.sync()
    two.one.wrong = timedelta(days=800)
    two.one.keep(SEARCHES, "lamps", {"query": "from the future"})
    machine = two.sync(two.one)[0].machine
    assert two.sync(two.other)[0].ahead == (machine,)
    assert two.other.documents(SEARCHES)["lamps"]["query"] == "from the future"
    two.wait()
    two.other.keep(SEARCHES, "lamps", {"query": "later"})
    assert not any(account.ahead for account in two.sync())
    assert two.one.documents(SEARCHES)["lamps"]["query"] == "later"
    two.one.wrong = timedelta()
    two.wait()
    two.one.keep(SEARCHES, "lamps", {"query": "put right"})
    two.sync()
    assert two.other.documents(SEARCHES)["lamps"]["query"] == "put right"


def test_marks_under_odd_keys_do_no_harm(two: Two) -> None:
    """Documents that another program made, whatever they hold, stay as they are and stay here."""
    odd: dict[str, dict[str, Any]] = {
        "1": {"note": "n"},
        KNOWN[0][0]: {"tags": "abc", "read": 5, "known_as": "x", "note": ["n"], "starred": "soon"},
    }
    with two.one.journal.turn() as turn:
        turn.append([Change(MARKS, key, None, document) for key, document in odd.items()])
    star(two.one, paper=1)
    assert two.sync(two.one, two.other)[1].taken == 1
    two.sync()
    assert {key: two.one.documents(MARKS)[key] for key in odd} == odd
    assert list(two.other.documents(MARKS)) == [KNOWN[1][0]]


def test_the_names_of_a_paper_come_along(two: Two) -> None:
    """The document that a sync makes has its paper's title and every name, so that the paper finds it."""
    star(two.one, paper=0)
    two.sync()
    (document,) = two.other.documents(MARKS).values()
    assert document["title"] == TITLES[0]
    assert set(document["known_as"]) == {*KNOWN[0], title_id(TITLES[0])}
    assert json.loads(json.dumps(document)) == document
