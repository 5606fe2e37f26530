"""Papers as a JSON Feed 1.1, https://www.jsonfeed.org/version/1.1/.

Titles, names and addresses are to the letter; in abstracts and summaries TeX is characters where there are some. For
what the format has no place there is `_feedtui` in each item, an extension in its way: fields of `record`, with dates
in the precision that the source gave, and the addresses that a source gave.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields

from feedtui.exports.atom import instant, permanent_id, tags
from feedtui.exports.record import record
from feedtui.papers.links import is_web, page_address, pdf_address
from feedtui.papers.paper import Item, Links, Paper
from feedtui.papers.tex import readable

_VERSION = "https://jsonfeed.org/version/1.1"
_OWN = ("id", "doi", "published", "listed", "updated", "upvotes", "comments")


def json_feed(items: Iterable[Item], title: str) -> Iterator[str]:
    """Yield a feed, a line a paper."""
    before = json.dumps({"version": _VERSION, "title": title}, ensure_ascii=False)[:-1] + ', "items": [\n'
    for item in items:
        yield before + json.dumps(_item(item), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n" if before == ",\n" else f"{before}]}}\n"


def _item(item: Item) -> dict[str, object]:
    paper = item.paper
    address, pdf = page_address(paper)[0], pdf_address(paper)
    facts = {
        "id": permanent_id(paper.id),
        "url": address if is_web(address) else None,
        "title": paper.title,
        "summary": readable(paper.summary),
        "date_published": instant(paper.published) or instant(paper.listed),
        "date_modified": instant(item.revised) or instant(paper.updated),
        "authors": [{"name": name} for name in paper.authors],
        "tags": list(tags(item)),
        "attachments": [{"url": pdf, "mime_type": "application/pdf", "title": "PDF"}] if pdf and is_web(pdf) else None,
    }
    told = record(item)
    return {
        **{name: value for name, value in facts.items() if value},
        # An item has to have content, be it empty.
        "content_text": readable(paper.abstract or paper.summary),
        "_feedtui": {name: told[name] for name in _OWN if told[name] is not None} | {"links": _links(paper)},
    }


def _links(paper: Paper) -> dict[str, str]:
    told = {field.name: getattr(paper.links, field.name) for field in fields(Links)}
    return {name: address for name, address in told.items() if address and is_web(address)}
