"""Sources asked all at once: what comes, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from asking import DAY, TUESDAY, Servers, opened, servers
from feedtui.config import Config
from feedtui.papers.query import EVERYTHING
from feedtui.refreshing.rounds import Busy, Outcome, open_desk
from standin import misbehaviour
from standin.publisher import Publisher
from standin.world import World


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Servers]:
    """Start the servers on a Tuesday with an announcement."""
    with servers(tmp_path / "home") as there:
        yield there


def states(outcomes: dict[str, Outcome]) -> dict[str, str]:
    """Return the state of each source."""
    return {name: one.standing.state for name, one in outcomes.items()}


def new_in(world: World, day: date, category: str) -> set[str]:
    """Return the identifiers of the papers that arXiv announces as new in a category on a day."""
    return {one.paper.number for one in world.announced(day, [category]) if one.kind == "new"}


async def test_all_kinds_of_sources_become_one_list(asked: Servers) -> None:
    """No paper is there twice, and a paper of several sources has what each knows of it."""
    lab, blog = f"{asked.publisher.base}/lab.atom", f"{asked.publisher.base}/blog.json"
    query = "arxiv:query?cat:cs.CL"
    outcomes = await asked.ask("hf:daily", "hf:weekly", "hf:trending", "arxiv:cs.CL", query, lab, blog)
    assert set(states(outcomes).values()) == {"fresh"}
    items = asked.items()
    assert len({item.paper.id for item in items}) == len(items)
    shared = [item.paper for item in items if {"hf:weekly", "arxiv:query?cat:cs.CL"} <= set(item.paper.sources)]
    assert shared
    assert all(paper.upvotes is not None and paper.links.discussion and "cs.CL" in paper.tags for paper in shared)
    assert any(lab in item.paper.sources and len(item.paper.sources) > 1 for item in items)


async def test_nothing_is_asked_twice_within_its_time(asked: Servers) -> None:
    """ArXiv's listing holds until midnight in New York; what the others have is the same as before."""
    await asked.ask("arxiv:cs.CL", f"{asked.publisher.base}/journal.rss")
    before = len(asked.arxiv.log)
    outcomes = await asked.ask()
    assert set(states(outcomes).values()) == {"unchanged"}
    assert len(asked.arxiv.log) == before
    assert outcomes["arxiv:cs.CL"].standing.why.startswith("Nothing new since ")


@pytest.mark.parametrize(
    ("day", "name", "told"),
    [
        (date(2026, 11, 21), "arxiv:cs.CL", "It is Saturday: arXiv announces nothing."),
        (date(2026, 11, 27), "arxiv:cs.CL", "no announcement because of arXiv's holiday on Thursday, 2026-11-26."),
    ],
)
async def test_a_quiet_day_is_called_so(tmp_path: Path, day: date, name: str, told: str) -> None:
    """An empty listing of a weekend or after a holiday is no failure."""
    with servers(tmp_path / "home", day) as asked:
        outcomes = await asked.ask(name)
    assert states(outcomes) == {name: "quiet"}
    assert told in outcomes[name].standing.why


async def test_a_stale_listing_is_called_so(asked: Servers) -> None:
    """ArXiv made its listing anew with the papers of the day before: nothing is as if it were new."""
    asked.arxiv.max_age = 0
    await asked.ask("arxiv:cs.CL")
    asked.is_today(TUESDAY + DAY)
    asked.arxiv.stale = True
    (one,) = (await asked.ask()).values()
    assert one.standing.state == "stale"
    assert one.standing.why == (
        "The listing was made anew, but still has the papers of 2026-11-24; those of 2026-11-25 are not in it yet."
    )
    asked.arxiv.stale = False
    (one,) = (await asked.ask()).values()
    assert one.standing.state == "fresh"


async def test_missed_days_are_caught_up(asked: Servers) -> None:
    """What was announced while nobody asked comes by the API, and what Hugging Face listed by its dates."""
    asked.arxiv.max_age = 0
    await asked.ask("arxiv:cs.CL", "hf:daily")
    asked.is_today(date(2026, 12, 3))
    await asked.ask()
    world = asked.arxiv.world
    have = {item.paper.id for item in asked.items()}
    days = [TUESDAY + DAY * at for at in range(10)]
    announced = {f"arxiv:{number}" for day in days for number in new_in(world, day, "cs.CL")}
    listed = {f"arxiv:{paper.number}" for day in days for paper in world.lists.get(day, ())}
    assert announced <= have
    assert listed <= have
    asked.arxiv.log.clear()
    await asked.ask()
    assert all(request.path.startswith("/rss") for request in asked.arxiv.log)


async def test_the_archive_is_asked_where_the_api_refuses(asked: Servers) -> None:
    """In 2026 the API refuses many; no announced paper is missed for that."""
    asked.arxiv.max_age = 0
    await asked.ask("arxiv:cs.CL")
    asked.is_today(date(2026, 11, 27) + DAY * 4)
    asked.arxiv.misbehave("/api/query", misbehaviour.too_many())
    (one,) = (await asked.ask()).values()
    assert one.standing.state in ("fresh", "unchanged")
    have = {item.paper.id for item in asked.items()}
    assert {f"arxiv:{number}" for number in new_in(asked.arxiv.world, date(2026, 11, 25), "cs.CL")} <= have


async def test_a_new_version_marks_a_read_paper_as_revised(asked: Servers) -> None:
    """It does not return to unread, and versions of papers that nobody has bring none in."""
    asked.arxiv.max_age = 0
    await asked.ask("arxiv:cs.CL", "hf:daily")
    world = asked.arxiv.world
    have = {item.paper.id for item in asked.items()}
    with closing(opened(asked.home)) as library:
        library.change(library.whole(EVERYTHING), lambda mark: replace(mark, read="2026-11-24T13:00:00Z"))
    for later in range(1, 30):
        asked.is_today(TUESDAY + DAY * later)
        announced = asked.arxiv.world.announced(asked.arxiv.world.today, ["cs.CL"])
        replaced = [one for one in announced if "replace" in one.kind]
        if any(f"arxiv:{one.paper.number}" in have for one in replaced):
            break
    await asked.ask()
    revised = {item.paper.id for item in asked.items("is:revised is:read")}
    assert revised & {f"arxiv:{one.paper.number}" for one in replaced} & have
    strangers = {f"arxiv:{one.paper.number}" for one in replaced if one.paper.number not in world.papers}
    assert not strangers & {item.paper.id for item in asked.items("source:arxiv:cs.CL")} - have


async def test_what_arxiv_says_of_a_wrong_question_is_told(asked: Servers) -> None:
    """The reason in its error feed, and since when."""
    (one,) = (await asked.ask("arxiv:query?colour:red")).values()
    assert one.standing.state == "failed"
    assert "arXiv" in one.standing.why
    assert one.standing.failed_since == one.standing.asked


BAD = {
    "drip": (misbehaviour.drip(), "not done after 3 seconds"),
    "endless": (misbehaviour.endless(), "MB"),
    "bomb": (misbehaviour.gzip_bomb(), "MB"),
    "loop": (misbehaviour.redirect_loop(), "redirects"),
    "file": (misbehaviour.redirect("file:///etc/passwd"), "file:"),
    "busy": (misbehaviour.too_many(retry_after=120), "pause"),
    "truncated": (misbehaviour.truncated(), ""),
    "captcha": (misbehaviour.page(), "feed"),
    "empty": (misbehaviour.empty(), "empty"),
    "hang": (misbehaviour.hang(), "3 seconds"),
    "reset": (misbehaviour.reset(), ""),
}


async def test_bad_servers_cost_the_good_one_nothing(tmp_path: Path) -> None:
    """The good source beside them comes before them; each ends in a sentence, and what was there before stays."""
    with servers(tmp_path / "home", patience=3) as asked, ExitStack() as stack:
        await asked.ask(f"{asked.publisher.base}/journal.rss")
        kept = {item.paper.id for item in asked.items()}
        bad = {name: stack.enter_context(Publisher(asked.arxiv.world)) for name in BAD}
        for name, (how, _) in BAD.items():
            bad[name].misbehave("/journal.rss", how)
        addresses = {name: f"{server.base}/journal.rss" for name, server in bad.items()}
        outcomes = await asked.ask(*addresses.values(), "hf:daily")
        assert outcomes["hf:daily"].standing.state == "fresh"
        order = list(outcomes)
        assert order.index("hf:daily") < min(order.index(addresses[name]) for name in ("drip", "hang"))
        for name, (_, told) in BAD.items():
            standing = outcomes[addresses[name]].standing
            assert standing.state in ("failed", "waiting"), name
            assert told in standing.why, (name, standing.why)
            assert standing.why.endswith("."), standing.why
        assert kept <= {item.paper.id for item in asked.items()}


async def test_what_is_only_a_stumble_is_no_failure(asked: Servers) -> None:
    """A server that fails once and then answers, and one that names a wrong charset, are read."""
    base = asked.publisher.base
    asked.publisher.misbehave("/bad/once.rss", misbehaviour.failing(500), times=1)
    asked.publisher.misbehave("/bad/charset.rss", misbehaviour.charset())
    asked.publisher.misbehave("/bad/moved.rss", misbehaviour.redirect("/lab.atom", 301))
    outcomes = await asked.ask(*(f"{base}/bad/{name}.rss" for name in ("once", "charset", "moved")))
    assert all(one.gathered.count for one in outcomes.values())
    assert not any(one.failed for one in outcomes.values())


async def test_a_pause_that_was_asked_for_outlasts_the_process(asked: Servers) -> None:
    """The next round does not ask, and says until when."""
    asked.huggingface.misbehave("/api/*", misbehaviour.too_many(retry_after=600))
    (one,) = (await asked.ask("hf:daily")).values()
    assert one.standing.state == "waiting"
    assert one.standing.retry_at is not None
    asked.huggingface.behave()
    asked.huggingface.log.clear()
    (again,) = (await asked.ask()).values()
    assert again.standing.state == "waiting"
    assert asked.huggingface.log == []


async def test_one_round_at_a_time(asked: Servers) -> None:
    """Two feedtuis would ask arXiv twice as often as it wishes."""
    with FileLock(asked.home / "network.lock"), closing(opened(asked.home)) as library, pytest.raises(Busy):
        async with open_desk(library, Config()):
            raise AssertionError


async def test_a_paused_or_broken_source_is_told(asked: Servers) -> None:
    """A name that this feedtui does not know costs the others nothing."""
    outcomes = await asked.ask("hf:yesterday", "hf:daily")
    assert states(outcomes) == {"hf:yesterday": "failed", "hf:daily": "fresh"}
