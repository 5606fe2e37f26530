"""Copying, opening, importing and exporting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from textual import events, work
from textual.app import App

from feedtui.clipboard import copy_outside, has_browser
from feedtui.library import intake
from feedtui.papers.display import citation
from feedtui.papers.links import is_web, page_address, pdf_address
from feedtui.papers.paper import Item
from feedtui.papers.query import parse
from feedtui.papers.text import clean_line
from feedtui.screens.panes import Panes


class Taking(Panes):
    """The commands that bring papers in and take them out."""

    def action_copy_link(self) -> None:
        """Copy the links of the selected papers, or of this one."""
        items = [self.library.item(paper) for paper in self.targets()]
        addresses = [page_address(item.paper) for item in items]
        if not items:
            return
        searches = sum(not own for _, own in addresses)
        if len(items) == 1:
            what = "a search for the title (no source gave its link)" if searches else "link"
        else:
            what = f"{len(items)} links" + (f", {searches} of them title searches" if searches else "")
        self.copy("\n".join(address for address, _ in addresses), what)

    @work(exclusive=True, group="dialog")
    async def action_copy_as(self) -> None:
        """Ask for a form and copy the papers in it."""
        from feedtui.screens.choose import Choose

        items = [self.library.item(paper) for paper in self.targets()]
        forms: dict[str, Callable[[Item], str]] = {
            "title": lambda item: item.paper.title,
            "Markdown link": _markdown_link,
            "citation": lambda item: citation(item.paper, page_address(item.paper)[0]),
            "abstract": lambda item: item.paper.abstract or item.paper.summary,
            "link": lambda item: page_address(item.paper)[0],
        }
        form = await self.app.push_screen_wait(Choose("Copy as", tuple(forms))) if items else None
        if form is not None:
            text = "\n".join(forms[form](item) for item in items)
            self.copy(text, form if len(items) == 1 else f"{form} of {len(items)} papers")

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def copy(self, text: str, what: str) -> None:
        """Copy by every way there is and say which took it."""
        took = await asyncio.to_thread(copy_outside, text)
        App.copy_to_clipboard(self.app, text)
        self.say(f"Copied {what} to {took}." if took else f"Sent {what} to the terminal's clipboard (OSC 52).")

    def action_open_page(self) -> None:
        """Open the paper's page."""
        if self.current is not None:
            address, own = page_address(self.current.paper)
            self.open_address(address, "page" if own else "title search")

    def action_open_pdf(self) -> None:
        """Open the paper's PDF."""
        if self.current is not None:
            self.open_address(pdf_address(self.current.paper), "PDF")

    def action_open_code(self) -> None:
        """Open the paper's code."""
        if self.current is not None:
            self.open_address(self.current.paper.links.code, "code")

    def open_address(self, address: str | None, what: str) -> None:
        """Open an address in a browser; without a browser at hand, copy it."""
        if address is None or not is_web(address):
            self.say(f"No source gave a link to this paper's {what}.")
        elif has_browser():
            self._browse(address)
            self.say(f"Opening {address}")
        else:
            self.copy(address, f"the {what}'s link (no browser here)")

    @work(thread=True, exit_on_error=False)
    def _browse(self, address: str) -> None:
        import webbrowser

        webbrowser.open(address)

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted page for an import."""
        event.stop()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        self.take_in(text, None)

    def action_import(self, file: str = "") -> None:
        """Import a file, asked for when it is not given."""
        if file:
            self.take_in("", Path(file))
        else:
            self.prompt.ask("command", ":", "import ")

    @work(exclusive=True, group="dialog")
    async def take_in(self, text: str, file: Path | None) -> None:
        """Read a paste or a file, show what was found, and keep it if the reader says so."""
        from feedtui.screens.found import FoundScreen

        try:
            if file is not None:
                taken = await asyncio.to_thread(intake.read_file, file)
            else:
                taken = await asyncio.to_thread(intake.read_text, text, "paste")
        except intake.Unreadable as error:
            self.say(clean_line(str(error)))
            return
        known = self.library.known(taken.found.papers)
        if await self.app.push_screen_wait(FoundScreen(taken, known)):
            added = await asyncio.to_thread(intake.keep, self.library, taken)
            self.library.noticed()
            self.query("#hint").remove()
            self.kept.clear()
            self.show_sidebar()
            self.refill()
            self.say(f"{added.new} new, {added.updated} updated, {added.unchanged} unchanged.")
        else:
            self.say("Nothing was imported.")

    @work(exclusive=True, group="dialog")
    async def action_export(self) -> None:
        """Ask for scope, form and file, and write a reading list."""
        from feedtui.exports.files import write_new
        from feedtui.exports.markdown import markdown
        from feedtui.screens.export import ExportScreen

        scopes: dict[str, Sequence[int]] = {
            "selection": self.targets() if self.papers.selected else [],
            "view": self.papers.papers,
            "starred": await asyncio.to_thread(self.library.whole, parse("is:starred")),
        }
        wanted = await self.app.push_screen_wait(ExportScreen({name: len(found) for name, found in scopes.items()}))
        if wanted is None:
            self.say("Nothing was exported.")
            return
        papers = scopes[wanted.scope]
        text = markdown((self.library.item(paper) for paper in papers), wanted.style)
        try:
            path = await asyncio.to_thread(write_new, Path(wanted.file).expanduser(), text)
        except OSError as error:
            self.say(clean_line(f"{wanted.file} cannot be written: {error.strerror}. Nothing was exported."))
            return
        self.say(f"Exported {len(papers)} paper{'s' * (len(papers) != 1)} to {clean_line(str(path.resolve()))}")


def _markdown_link(item: Item) -> str:
    from feedtui.exports.markdown import link

    return link(item.paper)
