"""For you: what is offered, and that it follows the marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.library.passed import note_passed
from feedtui.library.undoing import told
from feedtui.papers.paper import Paper
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from feedtui.ranking.asked import likely_tags
from feedtui.ranking.explaining import why
from feedtui.ranking.likeness import similar
from feedtui.ranking.ranker import Ranker
from samples import paper

FIELDS = {
    "retrieval": "dense retrieval passages index query ranking corpus answers",
    "video": "video frames motion clips temporal camera scene generation",
    "proteins": "protein folding residues structure binding enzymes cells",
}
NOW = "2026-11-24T08:00:00Z"


def of_field(field: str, number: int, **facts: Any) -> Paper:
    """Return a paper of a field: most of its words, and some of its own."""
    words = FIELDS[field].split()
    said = [words[(number + step) % len(words)] for step in range(5)]
    facts = {"authors": (f"{field.title()} Author{number}",), "listed": "2026-11-20", **facts}
    return paper(f"{said[0].title()} study {field}{number}", " ".join(["we", *said, f"own{field}{number}"]), **facts)


EVERY = [of_field(field, number) for number in range(12) for field in FIELDS]


@contextmanager
def opened(home: Path, papers: Sequence[Paper] = EVERY, **options: Any) -> Iterator[tuple[Library, Ranker]]:
    """Give a library with papers, and its rank."""
    with closing(Library(places(str(home)), clock=lambda: NOW)) as library:
        library.add(papers, Origin("test", "test"))
        with closing(Ranker(places(str(home)), clock=lambda: NOW, **options)) as ranker:
            ranker.catch_up()
            yield library, ranker


def star(library: Library, query: str, limit: int = 4) -> list[int]:
    """Star the first papers that a query finds; return them."""
    rows = list(library.whole(parse(query)))[:limit]
    library.set_state(rows, "starred", True)
    return rows


def offered(library: Library, ranker: Ranker, limit: int = 8) -> list[str]:
    """Return the titles of what is offered."""
    return [library.item(one.row).paper.title for one in ranker.for_you(limit=limit)]


def test_stars_raise_what_is_like_them(tmp_path: Path) -> None:
    """After three stars of a field, others of the field come first."""
    with opened(tmp_path, surprises=False) as (library, ranker):
        starred = star(library, "retrieval")
        titles = offered(library, ranker)
        assert len(titles) == 8
        assert all("retrieval" in title for title in titles)
        whole = list(ranker.sort(library.whole(EVERYTHING)))
        assert set(whole[:12]) == set(library.whole(parse("retrieval")))
        reasons = why(ranker, next(row for row in whole if row not in starred))
        assert {row for row, _, _ in reasons.nearest} <= set(starred)
        assert reasons.sentence.startswith("Raised by ")


def test_learning_needs_three_stars_and_says_so(tmp_path: Path) -> None:
    """Before, upvotes by age decide: an old paper needs more of them."""
    papers = [
        paper("Old and loved", listed="2026-11-10", upvotes=50),
        paper("New and liked", listed="2026-11-23", upvotes=20),
        paper("New and unknown", listed="2026-11-23"),
    ]
    with opened(tmp_path, papers) as (library, ranker):
        star(library, "old", 1)
        assert ranker.state.startswith("Learning needs three stars: 1 so far.")
        assert offered(library, ranker) == ["New and liked", "New and unknown"]
        order = [library.item(row).paper.title for row in ranker.sort(library.whole(EVERYTHING))]
        assert order == ["New and liked", "Old and loved", "New and unknown"]
        library.mute("unknown")
        assert offered(library, ranker) == ["New and liked"]
        star(library, "", 3)
        assert ranker.state.startswith("Learned from 3 papers")


def test_what_was_read_or_passed_over_twice_is_not_offered(tmp_path: Path) -> None:
    """Once is not enough: a page may have been closed too early."""
    with opened(tmp_path, surprises=False) as (library, ranker):
        star(library, "retrieval")
        first, second, *_ = [one.row for one in ranker.for_you()]
        library.set_state([first], "read", True)
        note_passed(library.places, [second])
        assert ranker.for_you()[0].row == second
        note_passed(library.places, [second])
        assert {first, second}.isdisjoint(one.row for one in ranker.for_you())


def test_what_tells_kept_from_read_counts_most(tmp_path: Path) -> None:
    """A word of all kept and of no paper that was read says more than rare words that a kept one has by chance."""
    kept = [paper(f"Agents {number}", f"agents plan own{number} chance{number} odd{number}") for number in range(6)]
    read = [paper(f"Study {number}", f"models plan with data{number} and words{number}") for number in range(20)]
    new = [paper("Agents again", "agents plan other things"), paper("By chance", "models plan chance1 odd1 own1")]
    with opened(tmp_path, [*kept, *read, *new], surprises=False) as (library, ranker):
        library.set_state(list(library.whole(parse("study"))), "read", True)
        star(library, "title:agents -again", 6)
        order = [library.item(row).paper.title for row in ranker.sort(library.whole(parse("again OR by")))]
        assert order == ["Agents again", "By chance"]


def test_one_in_ten_is_a_surprise_from_outside(tmp_path: Path) -> None:
    """It is marked, it is the hottest of those, and it can be switched off."""
    papers = [of_field("retrieval", number) for number in range(16)]
    papers += [of_field("video", 1, upvotes=3), of_field("video", 2, upvotes=90)]
    with opened(tmp_path / "a", papers) as (library, ranker):
        star(library, "retrieval", 4)
        found = ranker.for_you(limit=12)
        assert [one.surprise for one in found] == [False] * 9 + [True] + [False] * 2
        assert "video2" in library.item(found[9].row).paper.title
    with opened(tmp_path / "b", papers, surprises=False) as (library, ranker):
        star(library, "retrieval", 4)
        assert not any(one.surprise for one in ranker.for_you(limit=12))


def test_nothing_more_for_you(tmp_path: Path) -> None:
    """What has nothing in common with the stars is not offered at all."""
    with opened(tmp_path, surprises=False) as (library, ranker):
        star(library, "retrieval", 12)
        library.set_state(library.whole(parse("retrieval")), "read", True)
        assert ranker.for_you() == []


def test_never_this_author_removes_every_paper_of_theirs(tmp_path: Path) -> None:
    """The reason is told, and undo brings them back."""
    papers = [
        of_field("retrieval", number, authors=("Jane Doe",) if number % 2 else ("Ana Doe",)) for number in range(14)
    ]
    with opened(tmp_path, papers) as (library, ranker):
        star(library, "retrieval", 4)
        hers = set(library.whole(parse('author:"Jane Doe"')))
        assert hers & {one.row for one in ranker.for_you()}
        record = library.answer('author:"Jane Doe"', "never")
        assert record
        assert told(record) == "your answer kept."
        assert not hers & {one.row for one in ranker.for_you()}
        assert set(list(ranker.sort(library.whole(EVERYTHING)))[-len(hers) :]) == hers
        assert why(ranker, min(hers)).sentence == 'Not offered, since you never want author:"Jane Doe".'
        library.undo()
        assert hers & {one.row for one in ranker.for_you()}


def test_what_is_muted_is_not_offered(tmp_path: Path) -> None:
    """As little as what is never wanted."""
    with opened(tmp_path, surprises=False) as (library, ranker):
        star(library, "retrieval", 4)
        library.mute("retrieval")
        assert not set(library.whole(parse("retrieval"))) & {one.row for one in ranker.for_you()}


def test_answers_outweigh_what_was_learned(tmp_path: Path) -> None:
    """Less like this takes a field out, more like this brings another one in."""
    with opened(tmp_path, surprises=False) as (library, ranker):
        star(library, "retrieval", 4)
        best = ranker.for_you()[0].row
        video = list(library.whole(parse("video")))
        library.answer(library.item(best).paper.id, "less")
        library.answer(library.item(video[0]).paper.id, "more")
        scores = ranker.score([best, *video])
        assert scores[0] == pytest.approx(-1, abs=0.3)
        assert scores[1] == pytest.approx(1, abs=1e-3)
        assert "video" in offered(library, ranker)[0]
        assert set(library.answers().papers.values()) == {"less", "more"}


def test_an_own_tag_suggests_its_next_members(tmp_path: Path) -> None:
    """Whatever else is starred, from three papers on."""
    with opened(tmp_path) as (library, ranker):
        star(library, "proteins", 4)
        rows = list(library.whole(parse("video")))
        library.change(rows[:2], lambda mark: type(mark)(tags=("films",)))
        assert not ranker.tags
        library.change(rows[:3], lambda mark: type(mark)(tags=("films",)))
        assert list(ranker.tags) == ["films"]
        order = list(ranker.sort(library.whole(EVERYTHING), "tag:Films"))
        assert set(order[: len(rows)]) == set(rows)
        assert likely_tags(ranker, rows[4:5]) == ["films"]
        assert likely_tags(ranker, rows[:1]) == []
        assert likely_tags(ranker, list(library.whole(parse("proteins")))[-1:]) == []


def test_similar_papers_and_what_they_share(tmp_path: Path) -> None:
    """Read ones too; those asked about are not among them."""
    with opened(tmp_path) as (library, ranker):
        rows = list(library.whole(parse("proteins")))
        library.set_state(rows, "read", True)
        found = similar(ranker, rows[:1], 11)
        assert {one.row for one in found} == set(rows[1:])
        assert all(0 < one.nearness < 1 and set(one.shared) & set(FIELDS["proteins"].split()) for one in found)


def test_two_machines_with_the_same_marks_give_the_same_order(tmp_path: Path) -> None:
    """In whatever order papers and marks came."""
    orders = []
    for home, papers in (("a", EVERY), ("b", EVERY[::-1])):
        with opened(tmp_path / home, papers[:20]) as (library, ranker):
            library.add(papers[20:], Origin("test", "test"))
            ranker.catch_up()
            titles = [one.title for one in EVERY[:9]]
            for title in titles if home == "a" else titles[::-1]:
                library.set_state([library.row_of(paper(title).id)], "starred", True)
            library.set_state([library.row_of(one.id) for one in EVERY[9:15]], "read", True)
            orders.append([library.item(row).paper.title for row in ranker.sort(library.whole(EVERYTHING))])
            orders[-1] += offered(library, ranker, 30)
    assert orders[0] == orders[1]


def test_few_and_many_papers_are_scored_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they are held, looked up, read in order, or not yet in the store."""
    with opened(tmp_path) as (library, ranker):
        star(library, "retrieval", 4)
        library.set_state(library.whole(parse("video")), "read", True)
        held = ranker.score(rows := list(library.whole(EVERYTHING)))
        with closing(Ranker(places(str(tmp_path)), clock=lambda: NOW)) as later:
            assert later.score(rows).tolist() == held.tolist()
            monkeypatch.setattr("feedtui.ranking.pool._FEW", 3)
            assert later.score(rows[::-1]).tolist() == held.tolist()[::-1]
            library.add([of_field("retrieval", 20)], Origin("test", "test"))
            new = library.row_of(of_field("retrieval", 20).id)
            assert later.score([new])[0] > 0


def test_old_marks_count_less(tmp_path: Path) -> None:
    """What was starred years ago gives way to what is starred now."""
    with opened(tmp_path, surprises=False) as (library, ranker):
        old, new = (list(library.whole(parse(field)))[:3] for field in ("video", "proteins"))
        library.change(old, lambda mark: mark.with_state("starred", "2020-11-24T08:00:00Z"))
        library.change(new, lambda mark: mark.with_state("starred", NOW))
        assert all("proteins" in title for title in offered(library, ranker))
