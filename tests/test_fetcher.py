"""Addresses are brought when there is something new, and asked for no oftener than they like."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from feedtui.network.asking import Ask, Refused
from feedtui.network.fetcher import Fetcher
from feedtui.network.memory import Forgetful
from loopback import HERE, Clock, always, answer, by_path, redirect, serving


@pytest.fixture
def clock() -> Clock:
    """Return a clock that begins now."""
    return Clock(time.time())


@pytest.fixture
def memory() -> Forgetful:
    """Return a memory of its own."""
    return Forgetful()


@pytest.fixture
async def fetcher(memory: Forgetful, clock: Clock) -> AsyncIterator[Fetcher]:
    """Yield a fetcher that never really waits."""
    async with Fetcher(memory, clock=clock, sleep=clock.sleep) as fetcher:
        yield fetcher


async def test_bytes_are_brought_with_what_the_server_says_of_them(fetcher: Fetcher) -> None:
    """The fragment stays here; the server reads who asks, and gets no cookie."""
    async with serving(always(answer(b"<rss/>", content_type="application/rss+xml"))) as site:
        brought = await fetcher.fetch(Ask(site.at("/feed?a=b#part"), {"Accept": "application/rss+xml"}), HERE)
    assert (brought.status, brought.data, brought.unchanged, brought.fetched) == (200, b"<rss/>", False, True)
    assert (brought.url, brought.headers["content-type"]) == (site.at("/feed?a=b"), "application/rss+xml")
    asked = site.asked[0].headers
    assert (site.asked[0].path, asked["host"], asked["accept"]) == (
        "/feed?a=b",
        f"{HERE}:{site.port}",
        "application/rss+xml",
    )
    assert asked["user-agent"].startswith("feedtui/")
    assert asked["user-agent"].endswith("(+https://github.com/feedtui/feedtui)")
    assert "cookie" not in asked
    assert "if-none-match" not in asked


async def test_a_feed_that_did_not_change_is_not_sent_again(memory: Forgetful) -> None:
    """What one process took, the next does not bring again: both validators go back as they came."""
    first = answer(b"news", etag='"one"', last_modified="Mon, 02 Nov 2026 00:00:00 GMT")
    async with serving(always(first, answer(status="304 Not Modified", content_length=""))) as site:
        async with Fetcher(memory) as fetcher:
            fetcher.took(await fetcher.fetch(Ask(site.at()), HERE))
        async with Fetcher(memory) as fetcher:
            again = await fetcher.fetch(Ask(site.at()), HERE)
    assert (again.status, again.unchanged, again.fetched, again.data) == (304, True, True, b"")
    assert site.asked[1].headers["if-none-match"] == '"one"'
    assert site.asked[1].headers["if-modified-since"] == "Mon, 02 Nov 2026 00:00:00 GMT"


async def test_an_answer_that_was_not_well_taken_is_asked_for_anew(fetcher: Fetcher) -> None:
    """A parser that failed gets the bytes another time, without validators."""
    async with serving(always(answer(b"not a feed", etag='"one"', cache_control="max-age=60"))) as site:
        await fetcher.fetch(Ask(site.at()), HERE)
        again = await fetcher.fetch(Ask(site.at()), HERE)
    assert (again.data, again.fetched) == (b"not a feed", True)
    assert "if-none-match" not in site.asked[1].headers


async def test_a_promise_that_nothing_changes_is_believed_for_its_time(fetcher: Fetcher, clock: Clock) -> None:
    """Within max-age nothing is asked, after it again."""
    async with serving(always(answer(b"news", cache_control="public, max-age=600"), answer(b"more"))) as site:
        fetcher.took(await fetcher.fetch(Ask(site.at()), HERE))
        clock.now += 599
        held = await fetcher.fetch(Ask(site.at()), HERE)
        assert (held.unchanged, held.fetched, held.data, held.url) == (True, False, b"", site.at())
        assert len(site.asked) == 1
        clock.now += 2
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"more"


async def test_a_readers_wish_overrules_the_promise(fetcher: Fetcher) -> None:
    """A reader who asks by hand is served, still with the validators."""
    async with serving(always(answer(b"news", cache_control="max-age=600", etag='"1"'), answer(b"more"))) as site:
        fetcher.took(await fetcher.fetch(Ask(site.at()), HERE))
        brought = await fetcher.fetch(Ask(site.at()), HERE, even_if_fresh=True)
    assert (brought.data, brought.fetched) == (b"more", True)
    assert site.asked[1].headers["if-none-match"] == '"1"'


async def test_a_304_renews_the_promise(fetcher: Fetcher, clock: Clock) -> None:
    """The 304 carries a max-age of its own."""
    still = answer(status="304 Not Modified", content_length="", cache_control="max-age=600")
    async with serving(always(answer(b"news", etag='"1"'), still)) as site:
        fetcher.took(await fetcher.fetch(Ask(site.at()), HERE))
        await fetcher.fetch(Ask(site.at()), HERE)
        clock.now += 599
        assert not (await fetcher.fetch(Ask(site.at()), HERE)).fetched
        clock.now += 2
        assert (await fetcher.fetch(Ask(site.at()), HERE)).fetched
    assert site.asked[2].headers["if-none-match"] == '"1"'


async def test_the_same_bytes_are_unchanged_without_a_word_of_the_server(fetcher: Fetcher) -> None:
    """Many servers know no validators."""
    async with serving(always(answer(b"news"), answer(b"news"), answer(b"more"))) as site:
        fetcher.took(await fetcher.fetch(Ask(site.at()), HERE))
        again = await fetcher.fetch(Ask(site.at()), HERE)
        assert (again.status, again.unchanged, again.data) == (200, True, b"")
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"more"


async def test_a_forgotten_address_is_brought_whole(fetcher: Fetcher) -> None:
    """A subscription that comes back has nothing left to be unchanged from."""
    async with serving(always(answer(b"news", etag='"1"', cache_control="max-age=600"))) as site:
        fetcher.took(await fetcher.fetch(Ask(site.at()), HERE))
        fetcher.forget(site.at())
        assert (await fetcher.fetch(Ask(site.at()), HERE)).data == b"news"
    assert "if-none-match" not in site.asked[1].headers


async def test_validators_are_told_only_to_the_place_that_gave_them(fetcher: Fetcher) -> None:
    """The page that redirects has its own state."""
    pages = {"/old": redirect("/new"), "/new": answer(b"news", etag='"new"')}
    async with serving(by_path(pages)) as site:
        first = await fetcher.fetch(Ask(site.at("/old")), HERE)
        fetcher.took(first)
        await fetcher.fetch(Ask(site.at("/old")), HERE)
    assert first.url == site.at("/new")
    assert [asked.headers.get("if-none-match") for asked in site.asked] == [None, None, None, '"new"']


async def test_nothing_changed_is_no_answer_where_nothing_is_held(fetcher: Fetcher) -> None:
    """A server that says 304 out of turn gave nothing."""
    async with serving(always(answer(status="304 Not Modified", content_length=""))) as site:
        with pytest.raises(Refused, match=r"127\.0\.0\.1 answered with an error \(HTTP 304\)"):
            await fetcher.fetch(Ask(site.at()), HERE)


async def test_an_error_is_told_with_the_reason_that_the_server_gives(fetcher: Fetcher) -> None:
    """An error of arXiv explains itself: a wrong id, a wrong query."""
    async with serving(always(answer(b"<feed>incorrect id</feed>", "400 Bad Request"))) as site:
        with pytest.raises(Refused, match=r"HTTP 400") as refusal:
            await fetcher.fetch(Ask(site.at()), HERE)
        assert (refusal.value.status, refusal.value.data) == (400, b"<feed>incorrect id</feed>")
        assert refusal.value.retry_at is None
        with pytest.raises(Refused, match=r"HTTP 400"):
            await fetcher.fetch(Ask(site.at()), HERE)
    assert len(site.asked) == 2, "a wrong question is no reason to leave the host alone"


async def test_the_reader_sees_how_far_it_is(fetcher: Fetcher) -> None:
    """The callback counts up to the whole."""
    seen: list[tuple[int, int | None]] = []
    async with serving(always(answer(b"x" * 300_000))) as site:
        await fetcher.fetch(Ask(site.at()), HERE, progress=lambda done, whole: seen.append((done, whole)))
    assert seen[-1] == (300_000, 300_000)
    assert seen == sorted(seen)


async def test_an_address_that_the_reader_gave_may_be_his_own_machines(fetcher: Fetcher) -> None:
    """A feed on localhost is read if the reader named it, not if something else did."""
    async with serving(always(answer(b"mine"))) as site:
        assert (await fetcher.fetch(Ask(site.at(host="localhost"), trusted_host=True))).data == b"mine"
        with pytest.raises(Refused, match="localhost is on a private network"):
            await fetcher.fetch(Ask(site.at(host="localhost")))
        with pytest.raises(Refused, match="not a web address"):
            await fetcher.fetch(Ask("http://[1]/", trusted_host=True))
    assert len(site.asked) == 1


async def test_a_fetcher_that_was_left_brings_nothing(memory: Forgetful) -> None:
    """Outside of the context there are no certificates."""
    fetcher = Fetcher(memory)
    async with fetcher:
        pass
    with pytest.raises(RuntimeError, match="async with"):
        await fetcher.fetch(Ask("http://example.org/"))


async def test_certificates_that_cannot_be_read_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A wrong SSL_CERT_FILE is named, not taken for a bad server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    with pytest.raises(Refused, match="SSL_CERT_FILE"):
        async with Fetcher(Forgetful()):
            pass
