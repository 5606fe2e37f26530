"""A home into which the hostile set came by every door: files, tags, notes, searches, sources, settings."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from feedtui.library.library import Library
from feedtui.library.subscriptions import Subscription
from feedtui.papers.paper import Mark
from feedtui.papers.query import EVERYTHING
from feedtui.paths import places
from feedtui.sources.kinds import read
from hostile_set import ACTING, BRACKETED, HOSTILE, SHORT, SHOWN

ODD = "odd\udcff\udc9b name"
"""A file's name of bytes that are no UTF-8."""


def files(folder: Path) -> list[Path]:
    """Write files of several formats that hold the set; return them."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "feed.json": json.dumps(feed()),
        "daily.json": json.dumps([item(number, text) for number, text in enumerate(HOSTILE)]),
        "refs.csl.json": json.dumps([_csl(text) for text in SHORT]),
        "refs.bib": "\n".join(f"@misc{{k{n},\n title = {{{t}}},\n author = {{{t}}}}}" for n, t in enumerate(SHORT)),
        "refs.ris": "".join(f"TY  - JOUR\nTI  - {text}\nAU  - {text}\nKW  - {text}\nER  - \n" for text in SHORT),
        "page.html": "".join(f"<h3>{text}</h3><p>{text}</p>" for text in SHORT),
        "evil \x1b[2J\x9b\u202e[red].txt": "Dear all,\x1b[2J",
        ODD: "nothing",
    }
    paths = []
    for name, text in made.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
        paths.append(path)
    return paths


def feed() -> dict[str, Any]:
    """Return a JSON Feed whose every text is of the set."""
    items = [
        {
            "id": f"https://journal.example/{number}" if number % 3 else text,
            "url": f"https://journal.example/{number}?{text[:300]}",
            "title": text,
            "content_text": f"{text}\n\nSee https://github.com/a/{number} {text[:300]}",
            "authors": [{"name": text[:3_000]}, {"name": f"Ada {text[:300]}"}],
            "tags": [text[:3_000], "[red]", "plain"],
            "date_published": text[:300] if number % 2 else "2026-11-20T08:00:00Z",
        }
        for number, text in enumerate(HOSTILE)
    ]
    title = " ".join((*ACTING.values(), *BRACKETED))
    return {"version": "https://jsonfeed.org/version/1.1", "title": title, "home_page_url": title, "items": items}


def item(number: int, text: str) -> dict[str, Any]:
    """Return an item of Hugging Face's daily list whose texts are one of the set."""
    short = text[:3_000]
    inner = {
        "id": f"2611.{number:05}",
        "title": f"Paper {number}: {text}",
        "summary": text,
        "ai_summary": short,
        "ai_keywords": [short, "lamps"],
        "authors": [{"name": short}],
        "publishedAt": short,
        "upvotes": short,
        "githubRepo": f"https://github.com/a/b{text[:300]}",
        "projectPage": short,
    }
    return {"paper": inner, "title": short, "numComments": short, "publishedAt": "2026-11-20T08:00:00.000Z"}


def furnish(home: Path) -> Path:
    """Fill a home; return it."""
    with closing(Library(places(str(home)))) as library:
        from feedtui.library.origin import Origin

        for file in files(home.parent / "files")[:2]:
            found = read(file.read_bytes())
            library.add(found.papers, Origin(found.kind, found.kind, found.list_date))
        library.noticed()
        rows = list(library.whole(EVERYTHING))
        for row, text in zip(rows, SHORT, strict=False):
            library.change([row], partial(_marked, text))
        library.set_state(rows[::2], "starred", True)
        for text in (*ACTING.values(), *BRACKETED):
            library.keep_search(text, "lamps")
        library.mute(SHOWN["indic"])
        library.watch("algo")
        library.subscriptions.add({f"https://journal.example/{n}": text for n, text in enumerate(SHORT)})
        library.subscriptions.change(Subscription("hf:daily", ACTING["controls"], paused=True))
    return home


def _marked(text: str, mark: Mark) -> Mark:
    return replace(mark, tags=(text, "plain"), note=text)


def _csl(text: str) -> dict[str, Any]:
    return {"type": "article", "title": text, "author": [{"family": text, "given": text}], "keyword": text, "id": text}
