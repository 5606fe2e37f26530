"""Papers as JSON Lines, https://jsonlines.org: a record of `record` a line, in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from feedtui.exports.record import record
from feedtui.papers.paper import Item


def json_lines(items: Iterable[Item]) -> Iterator[str]:
    """Yield a JSON object and a line feed for each paper."""
    for item in items:
        yield json.dumps(record(item), ensure_ascii=False) + "\n"
