"""Every kind of file, and all else that reads text from outside: any bytes are read or refused, cleanly and in time."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from damaging import damaged
from feedtui.exports.formats import FORMATS, Layout, written
from feedtui.exports.markdown import Style
from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.identity import identify
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.query import EVERYTHING, mistake_in, parse
from feedtui.paths import places
from feedtui.sources import kinds
from feedtui.sources.found import Unreadable
from fuzz.targets import targets
from hostile import CLEAN_LINES, LINES
from hostile_set import HOSTILE, acts

FIRST, BAD, LAST = "Sparse lanterns of the north", "Broken bridges in between", "Speaking rivers of the south"
TITLES = (FIRST, BAD, LAST)
_RSS = "".join(
    f"<item><title>{title}</title><link>https://arxiv.org/abs/2611.0000{n}</link><description>arXiv:2611.0000{n}v1 "
    f"Announce Type: new\nAbstract: On it.</description></item>"
    for n, title in enumerate(TITLES)
)
_ENTRIES = "".join(
    f"<entry><id>http://arxiv.org/abs/2611.0000{n}v1</id><title>{title}</title><summary>On it.</summary>"
    f"<published>2026-11-20T00:00:00Z</published><author><name>Ada</name></author></entry>"
    for n, title in enumerate(TITLES)
)
_TOTAL = "<totalResults xmlns='http://a9.com/-/spec/opensearch/1.1/'>3</totalResults>"
_HF = [{"paper": {"id": f"2611.0000{n}", "title": title, "summary": "On it."}} for n, title in enumerate(TITLES)]
_MAIL = "".join(
    f"\\\\\narXiv:2611.0000{n}\nDate: Fri, 20 Nov 2026 00:00:00 GMT   (9kb)\n\nTitle: {title}\nAuthors: Ada Ruiz\n"
    f"Categories: cs.CL\n\\\\\n  On it.\n\\\\ ( https://arxiv.org/abs/2611.0000{n} ,  9kb)\n{'-' * 78}\n"
    for n, title in enumerate(TITLES)
)
_RECORDS = "".join(
    f"<record><header><identifier>oai:arXiv.org:2611.0000{n}</identifier><datestamp>2026-11-20</datestamp></header>"
    f"<metadata><arXiv xmlns='http://arxiv.org/OAI/arXiv/'><id>2611.0000{n}</id><created>2026-11-20</created>"
    f"<title>{title}</title><categories>cs.CL</categories><abstract>On it.</abstract></arXiv></metadata></record>"
    for n, title in enumerate(TITLES)
)
DOCUMENTS = {
    "huggingface": json.dumps(_HF),
    "huggingface-paper": json.dumps(_HF[0]),
    "huggingface-page": f"<div data-target='DailyPapers' data-props='{json.dumps({'dailyPapers': _HF})}'></div>",
    "arxiv-listing": f"<rss version='2.0'><channel><title>cs.CL updates on arXiv.org</title>{_RSS}</channel></rss>",
    "arxiv-api": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>arXiv Query</title>{_TOTAL}{_ENTRIES}</feed>",
    "arxiv-oai": f"<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>{_RECORDS}</ListRecords></OAI-PMH>",
    "opml": "<opml version='2.0'><body>"
    + "".join(f"<outline text='{title}' xmlUrl='https://a.example/{n}.xml'/>" for n, title in enumerate(TITLES))
    + "</body></opml>",
    "bookmarks": "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n<DL><p>\n"
    + "".join(f'<DT><A HREF="https://arxiv.org/abs/2611.0000{n}">{t}</A>\n' for n, t in enumerate(TITLES))
    + "</DL>",
    "feed": f"<rss version='2.0'><channel><title>News</title>{_RSS}</channel></rss>",
    "json-lines": "".join(
        json.dumps({"id": f"arxiv:2611.0000{n}", "title": title}) + "\n" for n, title in enumerate(TITLES)
    ),
    "csl-json": json.dumps([{"id": str(n), "type": "article", "title": title} for n, title in enumerate(TITLES)]),
    "zotero-csv": '"Key","Item Type","Publication Year","Author","Title","Publication Title"\n'
    + "".join(f'"ABCDEF2{n}","preprint","2026","Ruiz, Ada","{title}",""\n' for n, title in enumerate(TITLES)),
    "markdown": "# Lamps\n\n" + "".join(f"- {title}  \n  Ada Ruiz · 2026-11-25\n" for title in TITLES),
    "arxiv-mail": _MAIL,
    "ris": "".join(f"TY  - JOUR\nTI  - {title}\nAU  - Ruiz, Ada\nER  - \n\n" for title in TITLES),
    "bibtex": "".join(
        f"@misc{{k{n},\n  title = {{{t}}},\n  author = {{Ada Ruiz}}\n}}\n\n" for n, t in enumerate(TITLES)
    ),
    "papis": "".join(f"---\ntitle: {title}\nauthor: Ada Ruiz\n" for title in TITLES),
    "id-list": "".join(f"2611.0000{n}\n" for n in range(3)),
    "newsboat": "".join(f'https://a.example/{n}.xml "~{title}"\n' for n, title in enumerate(TITLES)),
    "page": "\n\n".join(part for title in TITLES for part in (title, f"We study {title.lower()}. " * 12)),
}
"""A document of every kind, with three entries where it has entries."""
ALONE = {"huggingface-paper", "page"}
"""Kinds of one entry, and of none that could be told from what is beside it."""
NOISE = st.lists(st.sampled_from("\x1b\x00\x9b\u202e\ud800[]{}<>&;\"'=\\ab1"), max_size=9, unique=True).map("".join)


def test_every_kind_has_its_document() -> None:
    """And each document is read as its kind, whole."""
    assert set(DOCUMENTS) == set(kinds.NAMES)
    for name, document in DOCUMENTS.items():
        found = kinds.read(document.encode(), name)
        assert len(found.papers) + len(found.sources) == (1 if name == "huggingface-paper" else 3), (name, found)


@pytest.mark.parametrize("name", targets())
@settings(max_examples=25)
@given(data=st.data())
def test_any_bytes(name: str, data: st.DataObject) -> None:
    """A kind's own document damaged, another kind's, and any bytes or text at all."""
    own = DOCUMENTS.get(name, " ".join(TITLES)).encode()
    given_ = data.draw(
        damaged(own) | st.sampled_from([one.encode() for one in DOCUMENTS.values()]) | LINES.map(_encoded)
    )
    begun = time.process_time()
    targets()[name](given_)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in ALONE])
@settings(max_examples=20)
@given(noise=NOISE, at=st.integers(0, len(BAD)))
def test_a_broken_title_hides_no_neighbour(name: str, noise: str, at: int) -> None:
    """Whatever is put into the second entry, the first is whole; the last one too, but where it was eaten in sight."""
    text = DOCUMENTS[name].replace(BAD, BAD[:at] + _quoted(name, noise) + BAD[at:])
    found = kinds.read(_encoded(text), name)
    shown = [paper.title for paper in found.papers] + [title for _, title in found.sources]
    if name != "id-list":
        assert FIRST in shown
        assert LAST in shown


def _encoded(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _quoted(name: str, noise: str) -> str:
    """Return noise as a writer of a format puts it: what would end an entry is no title's fault."""
    if name in ("huggingface", "csl-json"):
        return json.dumps(noise)[1:-1]
    if name == "huggingface-page":
        return json.dumps(noise)[1:-1].replace("'", "")
    if name in ("opml", "bookmarks", "feed", "arxiv-listing", "arxiv-api", "arxiv-oai"):
        return "".join(letter for letter in noise if letter not in "<>'\"")
    return "".join(letter for letter in noise if letter not in "{}\"'\\@")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=10)
@given(
    st.lists(CLEAN_LINES, min_size=1, max_size=3),
    CLEAN_LINES,
    st.sampled_from([None, "2026", "2026-11", "--03-21", "2026-11-20T08:00:00Z"]),
)
def test_every_export(name: str, titles: list[str], word: str, day: str | None) -> None:
    """Any papers that may be in the library are written, with nothing that acts."""
    items = [
        Item(
            Paper(
                identify(title), title, f"{title}\n\n{word}", word, (word, title), day, day, (), day, None, tags=(word,)
            ),
            Mark(tags=(word,), note=f"{word}\n  {title}"),
            (word,),
        )
        for title in titles
    ]
    text = "".join(written(name, items, Layout("2026-11-25T08:00:00Z", Style(word, True, True, True))))
    # Org's own mark has no width.
    assert not acts(text.replace("\u200b", "") if name == "org" else text)


def test_every_query_over_a_library(tmp_path: Path) -> None:
    """The hostile set as a query, alone and in every field, finds papers or says what is wrong."""
    library = Library(places(str(tmp_path)))
    library.add([Paper(identify(title), title) for title in TITLES], Origin("page", "test"))
    library.noticed()
    for text in (
        *(one[:3_000] for one in HOSTILE),
        '"',
        "(",
        ")",
        "OR",
        "NOT",
        "-",
        "a OR",
        "*",
        "a" * 9_000,
        "(" * 500,
    ):
        for query in (text, f'"{text}', f"title:{text}", f"tag:{text} OR -{text}", f"listed:{text}", f"search:{text}"):
            if mistake := mistake_in(query):
                assert not acts(mistake.replace("\n", " "))
            else:
                library.whole(parse(query))
    assert len(library.whole(EVERYTHING)) == 3
    library.close()


def test_unreadable_sentences_are_cleaned() -> None:
    """What cannot be read is told, whatever stood in it."""
    assert str(Unreadable("“\x1b[2J\u202e” is\nnothing.")) == "“[2J” is nothing."
