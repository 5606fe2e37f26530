"""The stand-in servers: their world, arXiv, publishers, and the command that starts them all."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import feedparser
import pytest
from lxml import etree

from standin.arxiv import ArXiv
from standin.client import ask
from standin.publisher import FEEDS, Publisher
from standin.world import World

TUESDAY = date(2026, 11, 24)
WORLD = World(1, TUESDAY)
OAI = "{http://www.openarchives.org/OAI/2.0/}"


@pytest.fixture
def arxiv() -> Iterator[ArXiv]:
    """Return arXiv on a Tuesday."""
    with ArXiv(WORLD) as server:
        yield server


def test_what_has_happened_does_not_depend_on_today() -> None:
    """A later world holds the same past; only upvotes grow, and another seed is another world."""
    later = World(1, TUESDAY + timedelta(days=1))
    assert later.announced(TUESDAY, ["cs"]) == WORLD.announced(TUESDAY, ["cs"])
    assert World(2, TUESDAY).announced(TUESDAY, ["cs"]) != WORLD.announced(TUESDAY, ["cs"])
    paper = later.lists[TUESDAY][0]
    assert max(map(later.votes, later.lists[TUESDAY])) > max(map(WORLD.votes, WORLD.lists[TUESDAY]))
    assert 600 <= len(paper.text.abstract) <= 1500
    after_thanksgiving = date(2026, 11, 27)
    assert World(1, after_thanksgiving).announced(after_thanksgiving, ["cs"]) == []


def test_papers_read_like_papers() -> None:
    """No slot is left open; names have accents, particles and other scripts; texts have TeX and paragraphs."""
    papers = WORLD.papers.values()
    names = {author.name for paper in papers for author in paper.authors}
    assert {"庄佳怡", "Wulandari"} <= names
    assert any(re.search(r"\bvan der\b", name) for name in names)
    assert any("Ł" in name for name in names)
    texts = [paper.text.abstract for paper in papers]
    assert not any("<task>" in text or "<means>" in text for text in texts)
    assert any("$" in text for text in texts)
    assert any("\n  " in text for text in texts)
    assert all(paper.number.startswith(f"{paper.versions[0].announced:%y%m}.") for paper in papers)


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_arxiv_announces(arxiv: ArXiv, form: str) -> None:
    """A feed has the day's announcements, new ones first, and is not sent twice."""
    reply = ask(arxiv.base, f"/{form}/CS.cl+stat")
    found = feedparser.parse(reply.body)
    assert found.feed.title == "cs.CL, stat updates on arXiv.org"
    kinds = [entry.arxiv_announce_type for entry in found.entries]
    assert set(kinds) == {"new", "cross", "replace", "replace-cross"}
    assert kinds.index("new") < kinds.index("cross") < kinds.index("replace") < kinds.index("replace-cross")
    assert found.entries[0].summary.startswith("arXiv:2611.")
    assert reply.headers["Cache-Control"] == "max-age=61200"  # 17 hours from noon in UTC
    again = ask(arxiv.base, f"/{form}/CS.cl+stat", If_None_Match=reply.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_arxiv_feeds_on_other_days(arxiv: ArXiv) -> None:
    """A stale feed is built today from another day's batch, a Sunday's is empty, an unknown category an error."""
    fresh = feedparser.parse(ask(arxiv.base, "/rss/cs").body)
    assert not any(int(entry.id[-1]) > 5 for entry in fresh.entries)
    arxiv.stale = True
    stale = feedparser.parse(ask(arxiv.base, "/rss/cs").body)
    assert stale.feed.updated == fresh.feed.updated
    assert {entry.id for entry in stale.entries}.isdisjoint(entry.id for entry in fresh.entries)
    arxiv.stale, arxiv.world, arxiv.max_age = False, World(1, date(2026, 11, 22)), 0
    sunday = ask(arxiv.base, "/rss/cs.CL")
    assert sunday.status == 200
    assert b"<item>" not in sunday.body
    assert b"<day>Sunday</day>" in sunday.body
    assert sunday.headers["Cache-Control"] == "max-age=0"
    wrong = ask(arxiv.base, "/rss/cs.XX")
    assert wrong.status == 400
    assert feedparser.parse(wrong.body).feed.title == "Feed error for query: cs.XX"


def query(arxiv: ArXiv, **asked: str | int) -> Any:
    """Ask the query API; return what feedparser reads."""
    return feedparser.parse(ask(arxiv.base, f"/api/query?{urlencode(asked)}").body)


def test_arxiv_answers_queries(arxiv: ArXiv) -> None:
    """Titles, identifiers, categories, words and days select what they name."""
    paper = WORLD.announced(TUESDAY, ["cs.CL"])[0].paper
    assert [one.title for one in query(arxiv, search_query=f'ti:"{paper.text.title}"').entries] == [paper.text.title]
    assert [one.id for one in query(arxiv, id_list=f"{paper.number},1234.56789").entries] == [
        f"http://arxiv.org/abs/{paper.number}v1"
    ]
    asked = "cat:cs.CL AND (all:questions OR all:dialogues) AND submittedDate:[202611090000 TO 202611132359]"
    found = query(arxiv, search_query=asked, sortBy="submittedDate", max_results=50)
    assert found.entries
    assert len(found.entries) == int(found.feed.opensearch_totalresults)
    for one in found.entries:
        assert "2026-11-09" <= one.published < "2026-11-14"
        assert "cs.CL" in [tag.term for tag in one.tags]
        assert re.search(r"questions|dialogues", f"{one.title} {one.summary}", re.IGNORECASE)


def test_arxiv_pages_and_refuses(arxiv: ArXiv) -> None:
    """Pages do not overlap, one may come empty once; unknown is empty, wrong is an error feed with 400."""
    arxiv.empty_at = {40}
    pages = [query(arxiv, search_query="cat:cs.LG", start=start, max_results=20) for start in (0, 20, 40, 40)]
    assert [len(page.entries) for page in pages] == [20, 20, 0, 20]
    assert len({entry.id for page in pages for entry in page.entries}) == 60
    assert len({page.feed.opensearch_totalresults for page in pages}) == 1
    unknown = ask(arxiv.base, "/api/query?id_list=0000.0000")
    assert unknown.status == 200
    assert b"<entry>" not in unknown.body
    for target in ("id_list=abc", "search_query=xx:y", "search_query=all:a&start=29999&max_results=2"):
        refused = ask(arxiv.base, f"/api/query?{target}")
        assert refused.status == 400
        assert feedparser.parse(refused.body).entries[0].title == "Error"


def test_arxiv_harvests(arxiv: ArXiv) -> None:
    """Tokens lead through all records of a set once."""
    arxiv.records = 25
    asked = {"verb": "ListRecords", "metadataPrefix": "arXiv", "set": "cs:cs:CL", "from": "2026-11-09"}
    found: list[str] = []
    pages = 0
    while asked:
        root = etree.fromstring(ask(arxiv.base, f"/oai?{urlencode(asked)}").body)
        found += [str(one.text) for one in root.iter(f"{OAI}identifier")]
        token = root.findtext(f".//{OAI}resumptionToken")
        asked = {"verb": "ListRecords", "resumptionToken": token} if token else {}
        pages += 1
    assert pages > 2
    assert len(set(found)) == len(found) > 50
    none = ask(arxiv.base, "/oai?verb=ListRecords&metadataPrefix=arXiv&from=2026-11-24&set=math:math:AG")
    assert (none.status, b'code="noRecordsMatch"' in none.body) == (200, True)
    assert b"badResumptionToken" in ask(arxiv.base, "/oai?verb=ListRecords&resumptionToken=x").body


def test_publisher() -> None:
    """All four feeds are read by others' parsers, are found from the home page, and are not sent twice."""
    with Publisher(WORLD) as server:
        home, outline = ask(server.base, "/").body.decode(), ask(server.base, "/feeds.opml").body.decode()
        for path in FEEDS:
            reply = ask(server.base, path)
            entries = reply.json()["items"] if path == "/blog.json" else feedparser.parse(reply.body).entries
            assert len(entries) == 20
            assert f'href="{path}"' in home
            assert f'xmlUrl="{server.base}{path}"' in outline
            assert ask(server.base, path, If_None_Match=f"W/{reply.headers['ETag']}").status == 304
            assert ask(server.base, path, If_Modified_Since=reply.headers["Last-Modified"]).status == 304
            assert ask(server.base, path, If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").status == 200
        assert ask(server.base, "/nothing").status == 404


def test_the_command_serves() -> None:
    """The command says where all is, serves it, and takes its home away when it ends."""
    command = [sys.executable, str(Path(__file__).parent / "standin"), "--serve", "--bad", "--today", f"{TUESDAY}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        home = Path(process.stdout.readline().split(" --home ")[1].strip())
        settings = (home / "settings.toml").read_text(encoding="utf-8")
        places = dict(re.findall(r'(\w+) = "(.+)"', settings))
        assert ask(places["huggingface"], "/api/daily_papers?date=2026-11-24").json()
        assert ask(places["arxiv_oai"], "/oai").status == 200
        process.send_signal(signal.SIGTERM)
        told = process.stderr.read()
        assert process.wait(20) == 0
    assert "/bad/bomb.rss" in told
    assert not home.exists()
