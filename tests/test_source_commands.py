"""The commands about sources, as a script uses them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asking import Servers, servers
from feedtui.cli import main
from standin import crossref, misbehaviour


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[Servers]:
    """Start the servers on this very day."""
    with servers(tmp_path / "home", datetime.now(UTC).date()) as there:
        yield there


def run(asked: Servers, *words: str) -> int:
    """Run a command over the servers' home."""
    return main(["--home", str(asked.home), *words])


def test_a_source_is_added_listed_asked_and_removed(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is taken for the feed that it names; its papers stay when it goes."""
    assert run(asked, "add", f"{asked.publisher.base}/") == 0
    told = capsys.readouterr().out
    name = f"{asked.publisher.base}/journal.rss"
    assert f"Added {name} (" in told
    assert f"Found on {asked.publisher.base}/." in told
    assert "fresh: " in told
    assert run(asked, "sources", "--json") == 0
    one = json.loads(capsys.readouterr().out)
    assert (one["name"], one["state"], one["paused"], len(one["days"])) == (name, "fresh", False, 14)
    assert run(asked, "refresh", "--json") == 0
    again = json.loads(capsys.readouterr().out)
    assert (again["source"], again["state"], again["new"], again["error"]) == (name, "unchanged", 0, None)
    assert run(asked, "add", name) == 0
    assert f"There already: {name}" in capsys.readouterr().out
    assert run(asked, "export", "--format", "opml") == 0
    assert name in capsys.readouterr().out
    assert run(asked, "remove", name) == 0
    assert run(asked, "list", "--limit", "1") == 0
    assert capsys.readouterr().out.count("\n") == 2


def test_what_cannot_be_added_is_told(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """A page without a feed, one paper, and an address that is none; nothing is kept of them."""
    asked.publisher.misbehave("/bad/captcha.rss", misbehaviour.page())
    words = ("foo:bar", "https://arxiv.org/abs/2301.03580", f"{asked.publisher.base}/bad/captcha.rss")
    assert run(asked, "add", *words) == 1
    assert capsys.readouterr().err.count("was not added.") == len(words)
    assert run(asked, "refresh") == 1
    assert "There are no sources yet." in capsys.readouterr().err
    assert run(asked, "remove", "hf:daily") == 1
    assert "no source of yours" in capsys.readouterr().err


def test_a_failure_is_an_exit_code_and_a_sentence(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """The good source beside it is asked all the same."""
    asked.huggingface.misbehave("/api/*", misbehaviour.failing(503))
    assert run(asked, "add", "hf:daily", f"{asked.publisher.base}/lab.atom") == 1
    told = capsys.readouterr()
    assert "lab.atom: fresh: " in told.out
    assert "hf:daily: " in told.err
    (asked.home / "settings.toml").write_text("patienc = 5")
    assert run(asked, "refresh") == 1
    assert "there is no setting patienc; did you mean patience?" in capsys.readouterr().err


def test_lists_of_other_readers_are_taken_in(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """OPML and newsboat's urls bring sources; what runs programs is named and not run."""
    urls = asked.home / "urls"
    urls.write_text('https://a.example/feed "~A feed"\nexec:rm -rf /\nhttps://b.example/rss tag\n')
    assert run(asked, "import", str(urls), "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["new_sources"] == 2
    assert any("exec:" in remark["what"] for remark in told["skipped"])
    assert run(asked, "export", "--format", "opml", "--output", str(asked.home / "own.opml")) == 0
    assert run(asked, "import", str(asked.home / "own.opml")) == 0
    assert "2 sources found (opml): 0 new." in capsys.readouterr().out
    urls.write_text("https://a.example/feed\n")
    assert run(asked, "import", str(urls)) == 0
    assert "1 source found" in capsys.readouterr().out


def test_papers_known_by_title_are_looked_up(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """What agrees in title gives its id; a title that nobody has is told, and its paper stays."""
    known = next(iter(asked.huggingface.world.lists.values()))[0]
    cards = (known.text.title, "It says much. " * 30, "Nobody Has This", "So. " * 90)
    page = "\n\n".join(("new", "Subscribe", "Mar 21", *cards))
    file = asked.home / "page.txt"
    file.write_text(page)
    assert run(asked, "import", str(file)) == 0
    capsys.readouterr()
    assert run(asked, "resolve", "--json") == 0
    told = {one["title"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert told.pop("Nobody Has This")["id"] is None
    assert [one["id"] for one in told.values()] == [f"arxiv:{known.number}"]
    assert run(asked, "show", known.number, "--json") == 0
    assert json.loads(capsys.readouterr().out)["authors"]


def test_papers_known_by_id_are_looked_up(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """A list of ids gets titles and abstracts in one question; what arXiv does not have stays as it is."""
    known = [paper for day in asked.huggingface.world.lists.values() for paper in day][:3]
    file = asked.home / "ids.txt"
    file.write_text("\n".join([*(paper.number for paper in known), "9912.99999", "10.1000/lamp"]))
    assert run(asked, "import", str(file)) == 0
    assert "Of 5 papers only the id is told: feedtui resolve looks up their titles." in capsys.readouterr().out
    before = len(asked.arxiv.log)
    assert run(asked, "resolve", "--json") == 0
    told = {one["id"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert len(asked.arxiv.log) == before + 1
    assert told.pop(None)["why"] == "arXiv has no paper of this id."
    assert told.pop("doi:10.1000/lamp")["title"] == "Lamps in Small Journals"
    assert {one["title"] for one in told.values()} == {paper.text.title for paper in known}
    assert run(asked, "show", known[0].number, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["title"] == known[0].text.title
    assert shown["abstract"]
    assert run(asked, "resolve", "--json") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_papers_known_by_doi_are_looked_up(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """In one question for many, but for a DOI with a comma; one of arXiv's needs none, for it names the paper."""
    file = asked.home / "ids.txt"
    file.write_text("10.1000/LAMP\nhttps://doi.org/10.1000/river(2)\n10.1000/none\n10.48550/arXiv.2301.03580v2\n")
    assert run(asked, "import", str(file)) == 0
    (asked.home / "a.bib").write_text("@misc{a, doi = {10.1000/a,b}, title = {10.1000/a,b}}")
    assert run(asked, "import", str(asked.home / "a.bib")) == 0
    asked.arxiv.misbehave("/api/*", misbehaviour.failing(400))
    capsys.readouterr()
    assert run(asked, "resolve", "--json") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = {one["id"]: one["title"] for one in told if one["id"]}
    assert found == {f"doi:{doi}": title for doi, title in crossref.TITLES.items()}
    assert {one["why"] for one in told if one["title"] == "10.1000/none"} == {"Crossref has no paper of this DOI."}
    assert [request.path for request in asked.crossref.log] == ["/works", "/works/10.1000/a,b"]
    assert run(asked, "show", "10.1000/lamp", "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["authors"], shown["published"], shown["abstract"]) == (
        ["Ada L. Lamp"],
        "2024-05",
        "We light <lamps>.",
    )
    assert run(asked, "show", "arxiv:2301.03580", "--json") == 0


def test_where_crossref_does_not_answer_that_is_said(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence for each paper, and the papers stay."""
    asked.crossref.misbehave("*", misbehaviour.failing(400))
    (asked.home / "ids.txt").write_text("10.1000/lamp\n10.1000/none\n")
    assert run(asked, "import", str(asked.home / "ids.txt")) == 0
    capsys.readouterr()
    assert run(asked, "resolve") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in told] == ["10.1000/lamp", "10.1000/none"]
    assert all("400" in line for line in told)


def test_a_feed_is_asked_once_when_it_is_added(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """What came of the look at it is what is kept; so it is with a feed that a page names, and with a refusal."""
    asked.publisher.misbehave("/blog.json", misbehaviour.failing(400))
    for path in ("/lab.atom", "/", "/blog.json"):
        run(asked, "add", f"{asked.publisher.base}{path}")
    assert [request.path for request in asked.publisher.log] == ["/lab.atom", "/", "/journal.rss", "/blog.json"]
    capsys.readouterr()
    assert run(asked, "list", "--json") == 0
    assert capsys.readouterr().out
    assert run(asked, "refresh", "--json") == 1
    states = {one["source"]: one["state"] for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert sorted(states.values()) == ["failed", "unchanged", "unchanged"]


def test_ids_that_cannot_be_looked_up_are_told(asked: Servers, capsys: pytest.CaptureFixture[str]) -> None:
    """Where arXiv does not answer, each paper says why, and stays."""
    asked.arxiv.misbehave("/api/*", misbehaviour.failing(400))
    file = asked.home / "ids.txt"
    file.write_text("2301.03580\n2301.03581\n")
    assert run(asked, "import", str(file)) == 0
    capsys.readouterr()
    assert run(asked, "resolve") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[0] for line in told] == ["arXiv:2301.03580", "arXiv:2301.03581"]
    assert run(asked, "list", "--json") == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
