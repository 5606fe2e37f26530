"""A million strings made to do harm, cleaned, drawn as rows and exported: `PYTHONPATH=tests python -m fuzz.million`.

Each is cleaned as a line and as a block, is the title, abstract, author and tag of a paper, which is drawn in the list
at one of several widths, and goes through one of the formats in turn. Prints how many there were, how many of them
were left with anything that acts, were as wide as they should not be, or ended in an error; the exit code is 1 if any.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from itertools import cycle

from rich.cells import cell_len
from textual.color import Color
from textual.style import Style as Look
from wcwidth import wcwidth

from feedtui.exports.formats import FORMATS, Layout, written
from feedtui.exports.markdown import Style
from feedtui.papers.identity import identify
from feedtui.papers.paper import Item, Mark, Paper
from feedtui.papers.text import clean_block, clean_line
from feedtui.widgets.glass import Glass
from feedtui.widgets.paper_list import PaperList
from hostile import PIECES
from hostile_set import BIDI, CONTROLS, NO_ROOM, SHORT, acts

_BATCH = 200
_LETTERS = [
    *CONTROLS,
    *BIDI,
    *NO_ROOM,
    *"[]&;#<>{}\\$\"'`*_|~ \n",
    "\u0301",
    "\ufe0f",
    "🏽",
    "🇩",
    "👩",
    "字",
    "ש",
    "\ud800",
]
_WIDTHS = (8, 40, 80, 120)
_BLACK = Color(0, 0, 0)


def main() -> int:
    """Go through the strings."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance, begun = random.Random(arguments.seed), time.perf_counter()
    wrong: Counter[str] = Counter()
    for number, form in zip(range(0, arguments.count, _BATCH), cycle(FORMATS), strict=False):
        texts = [_made(chance) for _ in range(min(_BATCH, arguments.count - number))]
        items = [item for text in texts if (item := _item(text, wrong))]
        _draw(items, _WIDTHS[number // _BATCH % len(_WIDTHS)], wrong)
        _export(items, form, wrong)
    seconds = time.perf_counter() - begun
    print(f"{arguments.count:,} strings in {seconds:,.0f} s; {sum(wrong.values())} wrong {dict(wrong) or ''}")
    return 1 if wrong else 0


def _made(chance: random.Random) -> str:
    """Return pieces of the hostile set, letters that act, and any letters at all."""
    parts = []
    for _ in range(chance.randint(1, 9)):
        kind = chance.random()
        if kind < 0.3:
            text = chance.choice(SHORT)
            start = chance.randrange(len(text))
            parts.append(text[start : start + chance.randint(1, 40)])
        elif kind < 0.5:
            parts.append(chance.choice(PIECES))
        elif kind < 0.9:
            parts.append("".join(chance.choices(_LETTERS, k=chance.randint(1, 9))))
        else:
            parts.append(chr(chance.randrange(0x110000)))
    return "".join(parts)


def _item(text: str, wrong: Counter[str]) -> Item | None:
    line, block = clean_line(text), clean_block(text)
    if acts(line) or "\n" in line or acts(block):
        wrong["cleaned"] += 1
    if (clean_line(line), clean_block(block)) != (line, block):
        wrong["cleaned twice"] += 1
    if not line:
        return None
    paper = Paper(identify(line), line, block, authors=(line,), tags=(line,), sources=(line,), listed="2026-11-25")
    return Item(paper, Mark(tags=(line,), note=block))


def _draw(items: list[Item], width: int, wrong: Counter[str]) -> None:
    """Draw papers in the list and look at every line."""
    rows, glass = PaperList(items.__getitem__, id="list"), Glass()
    rows.papers = range(len(items))
    for row in range(len(items)):
        for content in rows.row_lines(row, width, row == 0):
            plain = content.plain
            drawn = "".join(one.text for one in glass.apply(content.render_segments(Look()), _BLACK))
            if acts(drawn):
                wrong["drawn"] += 1
            if not sum(max(0, wcwidth(letter)) for letter in drawn) == cell_len(plain) <= width:
                wrong["width"] += 1


def _export(items: list[Item], form: str, wrong: Counter[str]) -> None:
    try:
        text = "".join(written(form, items, Layout("2026-11-25T08:00:00Z", Style("List", abstracts=True))))
    except Exception as error:
        wrong[f"{form}: {error!r}"] += 1
        return
    # Org's own mark has no width.
    if acts(text.replace("\u200b", "") if form == "org" else text):
        wrong[form] += 1


if __name__ == "__main__":
    sys.exit(main())
