"""A source that names another paper's id in a text gets neither that id nor the paper's mark."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.library import Library
from feedtui.library.origin import Origin
from feedtui.papers.account import identities
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from feedtui.sources.kinds import read
from samples import paper

THEIRS = ("arxiv:2301.03580", "doi:10.1000/theirs")
CLAIM = "arXiv:2301.03580 https://arxiv.org/abs/2301.03580 doi:10.1000/theirs https://doi.org/10.1000/theirs"
ABSTRACT = "https://arxiv.org/abs/2301.03580"
OWN = "https://evil.example/1"
RSS = (
    f"<item><title>On Lamps {CLAIM}</title><link>{OWN}</link><description>{CLAIM}</description>"
    f"<author>{CLAIM}</author><category>{CLAIM}</category><comments>{ABSTRACT}</comments>"
    f'<source url="{ABSTRACT}">{CLAIM}</source><enclosure url="{ABSTRACT}" type="application/pdf" length="1"/></item>'
)
ATOM = (
    f'<entry><id>urn:x:1</id><title>{CLAIM}: on lamps</title><link href="{OWN}"/><summary>{CLAIM}</summary>'
    f'<link rel="related" href="{ABSTRACT}"/><link rel="via" href="https://doi.org/10.1000/theirs"/>'
    f"<author><name>{CLAIM}</name><uri>{ABSTRACT}</uri></author><category term='{CLAIM}'/><rights>{CLAIM}</rights>"
    "</entry>"
)
JSON = {
    "id": "1",
    "url": OWN,
    "external_url": ABSTRACT,
    "title": f"On Lamps {CLAIM}",
    "content_text": CLAIM,
    "summary": CLAIM,
    "tags": [CLAIM],
    "authors": [{"name": CLAIM, "url": ABSTRACT}],
}
HF = {
    "id": "2611.00001",
    "title": f"On Lamps {CLAIM}",
    "summary": CLAIM,
    "ai_summary": CLAIM,
    "authors": [{"name": CLAIM}],
    "ai_keywords": [CLAIM],
    "githubRepo": ABSTRACT,
    "projectPage": ABSTRACT,
    "discussionId": "2301.03580",
}
LISTED = (
    '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>cs.CL updates on arXiv.org</title>'
    f"<link>http://rss.arxiv.org/rss/cs.CL</link><item><title>On Lamps {CLAIM}</title><category>cs.CL</category>"
    f"<link>https://arxiv.org/abs/2611.00001</link><dc:creator>{CLAIM}</dc:creator><description>arXiv:2611.00001v1 "
    f"Announce Type: new \nAbstract: {CLAIM}</description></item></channel></rss>"
)
FREE = ("title", "abstract", "author", "keywords", "annote", "series")
DOCUMENTS = {
    "rss": f'<rss version="2.0"><channel><title>t</title>{RSS}</channel></rss>',
    "rss guid": f'<rss version="2.0"><channel><title>t</title><item><title>On Lamps</title><link>{OWN}</link>'
    f'<guid isPermaLink="false">see {CLAIM}</guid></item></channel></rss>',
    "atom": f'<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>{ATOM}</feed>',
    "json": json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [JSON]}),
    "hf": json.dumps([{"title": CLAIM, "paper": HF}]),
    "arxiv": LISTED,
    "bibtex": f"@article{{x, url={{{OWN}}}, note={{see {CLAIM}}}, "
    + ", ".join(f"{name}={{On Lamps {CLAIM}}}" for name in FREE)
    + "}",
    "ris": f"TY  - JOUR\nTI  - On Lamps {CLAIM}\nAB  - {CLAIM}\nAU  - {CLAIM}\nKW  - {CLAIM}\nUR  - {OWN}\nER  - \n",
    "csl": json.dumps(
        [
            {
                "id": "x",
                "type": "book",
                "title": f"On Lamps {CLAIM}",
                "abstract": CLAIM,
                "note": f"see {CLAIM}",
                "URL": OWN,
            }
        ]
    ),
    "page": f"new\n\nSubscribe\n\nMar 21\n\nOn Lamps {CLAIM}\n\n" + f"It says much. {CLAIM} " * 30,
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_text_sets_no_id(name: str, tmp_path: Path) -> None:
    """The paper is one of its own; the starred one keeps its mark, its title and its abstract."""
    (told,) = read(DOCUMENTS[name].encode(), None).papers
    assert not set(THEIRS) & set(identities(told))
    with closing(Library(places(str(tmp_path)))) as library:
        mine = paper("Designing Lamps", "As it is.", id=THEIRS[0], doi="10.1000/theirs", sources=("page",))
        library.add([mine], Origin("page", "test"))
        library.set_state(library.whole(EVERYTHING), "starred", True)
        library.add([told], Origin("evil", "test"))
        library.noticed()
        (row,) = library.whole(parse("is:starred"))
        kept = library.item(row).paper
        assert (kept.id, kept.title, kept.abstract, kept.sources) == (
            THEIRS[0],
            "Designing Lamps",
            "As it is.",
            ("page",),
        )
        assert len(library) == 2


def test_an_id_in_its_field_is_a_further_account(tmp_path: Path) -> None:
    """A feed that links to the paper tells of it too: the mark stays, and what arXiv says goes before what it says."""
    item = f"<item><title>Buy Lamps</title><link>{ABSTRACT}</link><description>Now, and at once.</description></item>"
    (told,) = read(f'<rss version="2.0"><channel><title>t</title>{item}</channel></rss>'.encode(), None).papers
    with closing(Library(places(str(tmp_path)))) as library:
        mine = paper("Designing Lamps", "As it is.", id=THEIRS[0], sources=("arxiv:cs.CL",))
        library.add([mine], Origin("arxiv:cs.CL", "test"))
        library.set_state(library.whole(EVERYTHING), "starred", True)
        library.add([told], Origin("evil", "test"))
        library.noticed()
        (row,) = library.whole(parse("is:starred"))
        assert (library.item(row).paper.title, library.item(row).paper.abstract) == ("Designing Lamps", "As it is.")
        assert len(library) == 1
