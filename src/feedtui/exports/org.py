"""Papers in Emacs's Org mode, a headline a paper; its syntax: https://orgmode.org/worg/org-syntax.html."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from feedtui.exports.org_text import block, escape, link
from feedtui.exports.record import joined
from feedtui.exports.reference import reference
from feedtui.papers.links import is_web, page_address
from feedtui.papers.paper import Item

_ACTING_TAGS = frozenset(("ARCHIVE", "ATTACH", "COMMENT", "crypt", "noexport", "ignore"))


def org(items: Iterable[Item], title: str) -> Iterator[str]:
    """Yield the title, then an entry for each paper: link, properties, tags, the abstract as a quote and the note."""
    yield f"#+title: {escape(title)}\n"
    for item in items:
        paper = item.paper
        parts = [_headline(item), _drawer(item)]
        quoted = paper.abstract or (f"Summary: {paper.summary}" if paper.summary else "")
        if quoted:
            parts.append(f"#+begin_quote\n{block(quoted)}\n#+end_quote")
        if item.mark.note:
            from feedtui.exports.note_org import note_org

            parts.append(f"\n{note_org(item.mark.note)}")
        yield "\n" + "\n".join(parts) + "\n"


def _headline(item: Item) -> str:
    address, own = page_address(item.paper)
    names = (*item.mark.tags, *item.paper.tags, *item.topics)
    tags = ":".join(dict.fromkeys(tag for tag in map(_tag, names) if tag))
    return f"* {link(address, item.paper.title)}{'' if own else ' (search)'}{f' :{tags}:' if tags else ''}"


def _drawer(item: Item) -> str:
    paper, told = item.paper, reference(item.paper)
    states = [state for state in ("read", "starred", "queued") if getattr(item.mark, state)]
    facts = {
        "ID": paper.id,
        "AUTHORS": escape(joined(paper.authors)),
        "PUBLISHED": paper.published,
        "LISTED": paper.listed,
        "UPDATED": paper.updated,
        "DOI": told.doi,
        "EPRINT": told.eprint,
        "URL": told.address,
        "PDF": told.pdf,
        "CODE": paper.links.code if is_web(paper.links.code or "") else None,
        "UPVOTES": paper.upvotes,
        "STATE": " ".join(states),
    }
    lines = [f":{name}: {value}" for name, value in facts.items() if value not in (None, "")]
    return "\n".join([":PROPERTIES:", *lines, ":END:"])


def _tag(name: str) -> str:
    """Return a name as Org allows tags to be; those on which Org acts have a `_` behind them."""
    tag = "".join(letter if letter.isalpha() or letter.isdecimal() or letter in "@#%" else "_" for letter in name)
    return f"{tag}_" if tag in _ACTING_TAGS else tag.strip("_")
