"""Papers as one page of HTML that brings all it needs: to be read, printed, and put anywhere.

Nothing in it runs, and nothing is fetched from elsewhere. Titles, names and addresses are to the letter; in abstracts
and summaries TeX is characters where there are some; notes are Markdown.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from feedtui.papers.display import shown_date
from feedtui.papers.identity import name_of
from feedtui.papers.links import addresses, every_link, is_web, page_address
from feedtui.papers.paper import Item, Paper
from feedtui.papers.tex import readable

# All colours have a contrast of 4.5 and more against what they stand on.
_STYLE = r"""
:root { color-scheme: light dark; --page: #fff; --ink: #1c2127; --soft: #59636e; --line: #dfe3e8; --link: #0b57d0;
  --star: #b25e00; --own: #e3edfd; --own-ink: #0a3f94; --note: #fff8e5; --note-line: #e2b53e; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #15181d; --ink: #e4e7eb; --soft: #9ba6b2; --line: #2f353d; --link: #8ab4f8;
    --star: #f2b84b; --own: #1f3555; --own-ink: #bcd6ff; --note: #26221a; --note-line: #8f742f; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 46rem; padding: 3rem 1.25rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.01em; margin: 0; text-wrap: balance; }
h2 { font-size: 1.125rem; line-height: 1.35; font-weight: 600; margin: 0; text-wrap: pretty; }
p, ul { margin: 0; }
a { color: var(--link); text-decoration: none; text-underline-offset: .15em; }
a:hover, a:focus-visible { text-decoration: underline; }
article { padding: 1.4rem 0; border-top: 1px solid var(--line); }
article > * + * { margin-top: .3rem; }
header { padding-bottom: 1.75rem; }
footer { padding-top: 1.25rem; border-top: 1px solid var(--line); }
header p, footer, .facts, summary { color: var(--soft); font-size: .875rem; }
.authors { font-size: .9375rem; }
.fact, .tags li { display: inline-block; }
.star { float: left; margin-right: .4rem; color: var(--star); font-size: 1.125rem; line-height: 1.35; }
.star + h2 { margin-top: 0; }
.tags { padding: 0; list-style: none; color: var(--soft); font-size: .8125rem; }
.tags li:not(.own, :last-child)::after { content: "\a0·\a0"; }
.tags .own { margin-right: .35rem; padding: 0 .55rem; border-radius: 1rem; background: var(--own);
  color: var(--own-ink); }
.note { margin-top: .7rem; padding: .5rem .8rem; border-left: 3px solid var(--note-line);
  border-radius: 0 .3rem .3rem 0; background: var(--note); }
.note > * + * { margin-top: .5rem; }
.note :is(h3, h4, h5, h6) { margin: .5rem 0 0; font-size: 1rem; }
.note :is(ul, ol) { margin: 0; padding-left: 1.5rem; }
.note blockquote { margin-inline: 0; padding-left: .7rem; border-left: 2px solid var(--line); color: var(--soft); }
.note pre { margin: 0; overflow-x: auto; white-space: pre-wrap; }
.summary, .abstract { margin-top: .6rem; }
.summary b { color: var(--soft); font-size: .875rem; font-weight: 600; }
.abstract p { margin-top: .5rem; }
summary { width: fit-content; cursor: pointer; }
.more, .more > summary, .more[open]::details-content { display: inline; }
.more > summary { color: var(--link); }
.more[open] > summary { display: none; }
summary:hover { color: var(--link); }
@media screen { article { content-visibility: auto; contain-intrinsic-size: auto 11rem; } }
@media print {
  :root { --ink: #000; --soft: #444; --line: #bbb; --link: #000; --star: #000; --own: #eee; --own-ink: #000;
    --note: #fff; --note-line: #999; font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  article { padding: 1rem 0; }
  h2, .star, .authors, .facts, .tags, .summary { break-after: avoid; }
  h2, .authors, .facts, .tags, .note, .summary { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  h2 a:not([href*="/search/"])::after { content: attr(href); display: block; direction: ltr; unicode-bidi: isolate;
    color: var(--soft); font-size: .8rem; font-weight: 400; }
  .abstract > summary { display: none; }
  .abstract::details-content { content-visibility: visible; }
}
"""
_POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)
_MOST_AUTHORS = 20
_FIRST_AUTHORS = 12
"""As many are shown of more than the most; the others unfold."""
_NOT_LISTED = ("page", "in the abstract")


def html(items: Iterable[Item], title: str, date: str | None = None) -> Iterator[str]:
    """Yield the page; `date` is the day that it says it was made on, ISO 8601."""
    name, made = escape(title), f"\n<p>{_time(date)}</p>" if date else ""
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="feedtui">\n<title>{name}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n'
        f'<header>\n<h1 dir="auto">{name}</h1>{made}\n</header>\n<main>\n'
    )
    count = 0
    for item in items:
        count += 1
        yield _article(item)
    told = f"{count:,} paper{'' if count == 1 else 's'}" if count else "No papers"
    yield f"</main>\n<footer>{told}, collected with feedtui</footer>\n</body>\n</html>\n"


def _article(item: Item) -> str:
    paper, note = item.paper, item.mark.note
    address = page_address(paper)[0]
    title = _link(address, paper.title) if is_web(address) else escape(paper.title)
    parts = [
        f'<article id="{escape(paper.id)}">',
        '<span class="star" role="img" aria-label="Starred" title="Starred">★</span>' if item.starred else "",
        f'<h2 dir="auto">{title}</h2>',
        _authors(paper.authors),
        _facts(paper),
        _tags(item),
        _note(note),
        f'<p class="summary" dir="auto"><b>Summary</b> {_text(paper.summary)}</p>' if paper.summary else "",
        _abstract(paper.abstract),
        "</article>\n",
    ]
    return "\n".join(filter(None, parts))


def _note(note: str) -> str:
    if not note:
        return ""
    from feedtui.exports.note_text import note_html

    return f'<div class="note" dir="auto">{note_html(note)}</div>'


def _authors(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    shown = _FIRST_AUTHORS if len(names) > _MOST_AUTHORS else len(names)
    marked = [f'<span class="author" dir="auto">{escape(name)}</span>' for name in names]
    rest = ", ".join(marked[shown:])
    more = f', <details class="more"><summary>and {len(names) - shown:,} more</summary>{rest}</details>' if rest else ""
    return f'<div class="authors">{", ".join(marked[:shown])}{more}</div>'


def _facts(paper: Paper) -> str:
    """Return dates, what the paper is called elsewhere, upvotes and links, each kept on one line."""
    links = {what: address for address, what in every_link(paper).items() if what not in _NOT_LISTED}
    name = name_of(paper.id)
    doi = links.pop("DOI", None) if paper.id.startswith("doi:") else None
    facts = [
        *_dates(paper),
        _link(doi, name) if doi else escape(name),
        f'<span title="Upvotes">▲ {paper.upvotes:,}</span>' if paper.upvotes is not None else "",
        *(_link(address, what[0].upper() + what[1:]) for what, address in links.items()),
    ]
    told = "&nbsp;· ".join(f'<span class="fact">{fact}</span>' for fact in facts if fact)
    return f'<p class="facts">{told}</p>' if told else ""


def _dates(paper: Paper) -> Iterator[str]:
    """Yield the day of publication, and those of the list and of the newest version where they are others."""
    days = {""}
    for label, date in (("", paper.published), ("listed ", paper.listed), ("updated ", paper.updated)):
        day = shown_date(date or "")
        if date and day not in days:
            yield label + _time(date)
        days.add(day)


def _tags(item: Item) -> str:
    """Return the reader's tags, then those of the sources and the topics."""
    own = item.mark.tags
    marked = [f'<li class="own" dir="auto">{escape(tag)}</li>' for tag in own]
    others = dict.fromkeys(tag for tag in (*item.paper.tags, *item.topics) if tag not in own)
    marked += [f'<li dir="auto">{escape(tag)}</li>' for tag in others]
    return f'<ul class="tags">{"".join(marked)}</ul>' if marked else ""


def _abstract(abstract: str) -> str:
    paragraphs = "\n".join(f'<p dir="auto">{_text(part)}</p>' for part in abstract.split("\n\n") if part)
    return f'<details class="abstract"><summary>Abstract</summary>\n{paragraphs}\n</details>' if paragraphs else ""


def _text(text: str) -> str:
    """Return a text whose addresses are links."""
    parts: list[str] = []
    at = 0
    for address in addresses(text):
        begin = text.index(address, at)
        shown = _link(address, address) if is_web(address) else escape(address)
        parts += [escape(readable(text[at:begin])), shown]
        at = begin + len(address)
    return "".join([*parts, escape(readable(text[at:]))])


def _link(address: str, text: str) -> str:
    return f'<a href="{escape(address)}">{escape(text)}</a>'


def _time(date: str) -> str:
    """Return a date as `<time>`, which has a day without a year as `03-21`."""
    return f'<time datetime="{escape(date.removeprefix("--"))}">{escape(shown_date(date))}</time>'
