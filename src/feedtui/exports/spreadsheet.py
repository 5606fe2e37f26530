"""Papers as CSV (RFC 4180) in UTF-8: a line of names, then a line a paper.

The columns, in this order, which later ones will follow: `id`, `title`, `authors`, `published`, `listed`, `updated`,
`url`, `pdf`, `code`, `doi`, `upvotes`, `own_tags`, `tags`, `topics`, `read_at`, `starred_at`, `queued_at`, `note`,
`abstract`, `summary`. They say what those of the JSON do; what is not known is empty. Authors, tags and topics are
joined by `; ` (`record.joined`).

A cell that a spreadsheet would compute has an apostrophe before it, and so has one that begins with an apostrophe.
Without the first apostrophe, a cell that begins with one is what it was. What is computed:
https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from feedtui.exports.record import joined, record
from feedtui.papers.links import pdf_address
from feedtui.papers.paper import Item

COLUMNS = tuple(
    "id title authors published listed updated url pdf code doi upvotes own_tags tags topics read_at starred_at "
    "queued_at note abstract summary".split()
)
PREFIX = "'"
"""What stands before a cell that would be computed."""

_COMPUTED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", PREFIX)


def csv_rows(items: Iterable[Item]) -> Iterator[str]:
    """Yield the line of names and a line for each paper."""
    yield csv_row(COLUMNS)
    for item in items:
        facts = record(item)
        facts |= {"pdf": pdf_address(item.paper), "code": item.paper.links.code}
        yield csv_row(_text(facts[name]) for name in COLUMNS)


def csv_row(cells: Iterable[str]) -> str:
    """Return a line, each of its cells safe from being computed."""
    line = io.StringIO(newline="")
    csv.writer(line).writerow([PREFIX + cell if cell.startswith(_COMPUTED) else cell for cell in cells])
    return line.getvalue()


def _text(value: object) -> str:
    if isinstance(value, list):
        return joined(map(str, value))
    return "" if value is None else str(value)
