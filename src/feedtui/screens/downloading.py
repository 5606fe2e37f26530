"""PDFs and full texts, fetched beside the reader."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass

from textual import work

from feedtui.config import Config
from feedtui.library.library import Library
from feedtui.library.saved import has_text, saved_pdf, saved_text
from feedtui.papers.links import pdf_address
from feedtui.papers.paper import Paper, PaperId
from feedtui.papers.text import clean_line
from feedtui.screens.counting import REFRESH
from feedtui.screens.refreshing import Refreshing
from feedtui.screens.selecting import Selecting

_MOST = 100
"""Papers that are fetched by one command."""


@dataclass(slots=True)
class Fetching:
    """How far `feedtui fetch --json` is with some papers."""

    papers: int
    what: str
    done: int = 0
    file: str = ""
    trouble: str = ""
    now: str = ""

    def take(self, line: str) -> str:
        """Read a line of it; return how far it is."""
        try:
            told = json.loads(line)
            if "received" in told:
                whole = f" of {told['size'] / 2**20:.1f}" if told["size"] else ""
                self.now = f", {told['received'] / 2**20:.1f}{whole} MB"
            elif told["file"]:
                self.done, self.file, self.now = self.done + 1, clean_line(told["file"]), ""
            else:
                self.trouble, self.now = clean_line(told["error"]), ""
        except (ValueError, TypeError, KeyError):
            self.trouble = clean_line(line)
        return self.under_way()

    def under_way(self) -> str:
        """Say how far it is."""
        number = f" {min(self.done + 1, self.papers)} of {self.papers}" if self.papers > 1 else ""
        return f"fetching {self.what}{number}{self.now} …"

    def ended(self, opens: str) -> str:
        """Say what came of it; `opens` is the key that opens a PDF."""
        folder = os.path.dirname(self.file)
        if self.papers == 1:
            return f"The {self.what} is in {folder}; {opens} opens it." if folder else self.trouble or "Nothing came."
        place = f" are in {folder}" if folder else " came"
        return f"{self.done} of {self.papers} {self.what}s{place}. {self.trouble}".rstrip()


class Downloading(Selecting, Refreshing):
    """The commands that fetch what a paper is itself."""

    def __init__(self, library: Library, config: Config | None = None) -> None:
        super().__init__(library, config)
        self.without_text: set[PaperId] = set()
        """Papers of which no full text came in this session."""

    def action_fetch(self, query: str = "") -> None:
        """Fetch PDFs: of the papers of a query, of the selected ones, or of this one."""
        if self._is_busy():
            return
        papers = [self.library.item(row).paper for row in self.meant(query)]
        files = [saved_pdf(self.library, paper) for paper in papers]
        there = [file for file in files if file]
        wanted = [paper for paper, file in zip(papers, files, strict=True) if pdf_address(paper) and not file]
        if wanted:
            self._fetch(wanted[:_MOST])
        elif len(papers) == 1 and there:
            self.say(clean_line(f"The PDF is there already, in {there[0].parent}; {self.key_of('open-pdf')} opens it."))
        elif papers:
            one = "this paper's PDF" if len(papers) == 1 else "any other PDF of these papers"
            self.say(f"No source gave a link to {one}.")

    def action_full_text(self) -> None:
        """Read the full text of this paper, fetched if it is not here yet."""
        item = self.pointed()
        if item is None:
            return
        text = saved_text(self.library, item.paper)
        if text is not None:
            self._read(item.paper, text)
        elif not has_text(self.library, item.paper):
            opens = f"; {self.key_of('open-pdf')} opens the PDF" if pdf_address(item.paper) else ""
            self.say(f"Full texts are known of papers with an arXiv id alone{opens}.")
        elif not self._is_busy():
            self._fetch_text(item.paper)

    @work(group=REFRESH, exit_on_error=False)
    async def _fetch(self, papers: Sequence[Paper]) -> None:
        fetching = Fetching(len(papers), "PDF")
        words = ("fetch", "--json", *(paper.id for paper in papers))
        await self._errand(words, fetching.under_way(), fetching.take)
        self.show_current()
        self._ended(fetching.ended(self.key_of("open-pdf")))

    @work(group=REFRESH, exit_on_error=False)
    async def _fetch_text(self, paper: Paper) -> None:
        fetching = Fetching(1, "full text")
        await self._errand(("fetch", "--text", "--json", paper.id), fetching.under_way(), fetching.take)
        text = saved_text(self.library, paper)
        if text is None:
            self.without_text.add(paper.id)
            self._ended(fetching.trouble or "No full text came.")
        elif self._looks_at(paper):
            self._ended("")
            self._read(paper, text)
        else:
            self._ended(f"The full text of {paper.title} is here: {self.key_of('full-text')} opens it.")

    def _looks_at(self, paper: Paper) -> bool:
        """Whether the reader looks at a paper, and does nothing else meanwhile."""
        is_current = self.current is not None and self.current.paper.id == paper.id
        return is_current and self.app.screen is self and not self.is_asking()

    def _read(self, paper: Paper, text: str) -> None:
        from feedtui.screens.fulltext import FullTextScreen

        self.app.push_screen(FullTextScreen(self.library, paper, text))

    def _is_busy(self) -> bool:
        """Whether servers are being asked, one after the other; then it is said."""
        busy = self.is_under_way(REFRESH)
        if busy:
            self.say("The sources are being asked; try again when that is done, or :stop.")
        return busy
