"""Documents that are made to wear a reader out: each is read, or refused with a sentence, within a bound."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from feedtui.library import intake
from feedtui.papers.topics import Sorting
from feedtui.refreshing.reading import ReadingRoom
from feedtui.sources.feed import read_feed
from feedtui.sources.found import Unreadable
from feedtui.sources.kinds import read

SECRET = "the-secret-of-this-machine"


def feed(title: str, doctype: str = "") -> bytes:
    """Return a feed of one entry, with a document type declaration before it."""
    item = f"<item><title>Lamps {title} and rivers</title><link>https://a.example/1</link></item>"
    return f'<?xml version="1.0"?>{doctype}<rss version="2.0"><channel><title>t</title>{item}</channel></rss>'.encode()


def title_of(data: bytes) -> str:
    """Return the title of the one entry of a feed."""
    (entry,) = read_feed(data, {}, "https://a.example/").entries
    return entry.title


def laughs(levels: int) -> str:
    """Return entities, each ten of the one before."""
    each = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, levels))
    return f'<!DOCTYPE rss [<!ENTITY l0 "lol">{each}]>'


@pytest.mark.parametrize(
    ("title", "doctype"),
    [
        ("&l11;", laughs(12)),
        ("&q;" * 20_000, f'<!DOCTYPE rss [<!ENTITY q "{"x" * 50_000}">]>'),
        ("&x;", '<!DOCTYPE rss [<!ENTITY x "&x;">]>'),
    ],
)
def test_entities_do_not_explode(title: str, doctype: str) -> None:
    """An entity that the document declares is not put in its place, be it once."""
    began = time.process_time()
    assert len(title_of(feed(title, doctype))) <= len(title) + 30
    assert time.process_time() - began < 5


@pytest.fixture
def asked(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Return the address of a server that answers with an entity, and the paths that it was asked for."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(f'<!ENTITY e "{SECRET}">'.encode())

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def told(document: bytes, kind: str | None) -> str:
    """Return all that is found in a document, or why nothing is."""
    try:
        return repr(read(document, kind))
    except Unreadable as error:
        return str(error)


def test_nothing_is_fetched_from_a_document(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    """No file and no server: not by entities, parameters, a DTD, a stylesheet, XInclude or a schema."""
    base, paths = asked
    (tmp_path / "secret").write_text(f'<!ENTITY e "{SECRET}">')
    for place in ((tmp_path / "secret").as_uri(), f"{base}/entity"):
        documents = (
            feed("&e;", f'<!DOCTYPE rss [<!ENTITY e SYSTEM "{place}">]>'),
            feed("&e;", f'<!DOCTYPE rss SYSTEM "{place}">'),
            feed("&e;", f'<!DOCTYPE rss PUBLIC "-//x//y" "{place}">'),
            feed("&e;", f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{place}"> %p;]>'),
            feed("x", f'<?xml-stylesheet href="{place}" type="text/xsl"?>'),
            feed(f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'),
            feed(f'<x s:noNamespaceSchemaLocation="{place}" xmlns:s="http://www.w3.org/2001/XMLSchema-instance"/>'),
        )
        for document in documents:
            for kind in (None, "feed", "arxiv-listing", "arxiv-api", "arxiv-oai", "opml", "huggingface-page"):
                assert SECRET not in told(document, kind)
    assert paths == []


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"[" * 500_000, "huggingface"),
        (b'{"a":' * 200_000, "feed"),
        (b"[" * 500_000, "csl-json"),
        (b'[{"id":' + b"9" * 500_000 + b"}]", "huggingface"),
        (b"<a>" * 200_000, "feed"),
        (b"<outline text='a'>" * 50_000, "opml"),
    ],
)
def test_what_is_too_deep_or_too_long_is_refused(data: bytes, kind: str) -> None:
    """Depth and digits end no process."""
    with pytest.raises(Unreadable):
        read(data, kind)


def papers_in(json: str) -> list[str]:
    """Return the titles of Hugging Face's list with one odd paper and a good neighbour."""
    good = '{"paper": {"id": "2301.03581", "title": "A good neighbour", "summary": "s"}}'
    return [paper.title for paper in read(f"[{json}, {good}]".encode(), "huggingface").papers]


@pytest.mark.parametrize(
    ("json", "titles"),
    [
        ('{"paper": {"id": "2301.03580", "title": "Lamps", "upvotes": NaN}}', ["Lamps"]),
        ('{"paper": {"id": "2301.03580", "title": "Lamps", "upvotes": -Infinity}}', ["Lamps"]),
        ('{"paper": {"id": "2301.03580", "title": "Lamps", "upvotes": 1e999}}', ["Lamps"]),
        ('{"paper": {"id": "2301.03580", "title": "Lamps", "upvotes": 99999999999999999999}}', ["Lamps"]),
        ('{"paper": {"id": "2301.03580", "title": "Lost", "title": "Lamps"}}', ["Lamps"]),
        ('{"paper": {"id": "2301.03580", "title": "Lam\\ud800ps"}}', ["Lamps"]),
        ('{"paper": {"id": "2301.03580", "title": ["Lamps"]}}', []),
    ],
)
def test_odd_values_of_json_cost_their_neighbours_nothing(json: str, titles: list[str]) -> None:
    """No number, twice the same name, half a pair of surrogates: the last one counts, or the field is left out."""
    assert papers_in(json) == [*titles, "A good neighbour"]


def test_a_deep_page_is_read_or_refused() -> None:
    """libxml2 stops at 256 elements one in another; what stands before that is read."""
    for data in (b"<html><body>" + b"<div>" * 200_000, b"<html><body>" + b"<table><tr><td>" * 50_000):
        with pytest.raises(Unreadable, match=r"\.$"):
            read(data, "huggingface-page")


async def test_a_reader_that_hangs_is_killed() -> None:
    """An answer of a server is read in a process that ends after the deadline; the next one is read as ever."""
    with ReadingRoom(Sorting(()), 1.0) as room:
        began = time.monotonic()
        with pytest.raises(Unreadable, match="longer than 1 seconds"):
            await room.run(time.sleep, 600)
        assert time.monotonic() - began < 60
    assert not multiprocessing.active_children()


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file is read in a process that is killed; a small one is read at once, with the same outcome."""
    monkeypatch.setattr(intake, "PATIENCE", 0.01)
    (tmp_path / "slow.xml").write_bytes(b"<rss><channel>" + b"<item/>" * 300_000)
    with pytest.raises(Unreadable, match=r"slow\.xml: Reading it took longer than 0\.01 seconds and was stopped\."):
        intake.read_file(tmp_path / "slow.xml")
    assert not multiprocessing.active_children()
    monkeypatch.setattr(intake, "PATIENCE", 60.0)
    document = feed("of glass")
    at_once = intake.read_bytes(document, "feed")
    monkeypatch.setattr(intake, "SMALL", 0)
    assert intake.read_bytes(document, "feed") == at_once
    with pytest.raises(Unreadable, match="not text"):
        intake.read_bytes(b"\0\1\2" * 9, "noise")
    with pytest.raises(Unreadable, match="larger than 64 MB"):
        intake.read_bytes(b" " * (intake.SIZE_LIMIT + 1), "large")
