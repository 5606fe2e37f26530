"""Copying, opening and exporting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from textual import work
from textual.app import App

from feedtui.clipboard import browse, copy_outside, has_browser
from feedtui.library.saved import saved_pdf
from feedtui.papers.links import disclosed, every_link, is_web, page_address, pdf_address
from feedtui.papers.paper import Item, Paper
from feedtui.papers.query import parse
from feedtui.papers.text import clean_line
from feedtui.paths import path_of
from feedtui.screens.triaging import Triaging

_FORMS = (
    "title",
    "Markdown link",
    "citation",
    "abstract",
    "link",
    "BibTeX",
    "citation, APA",
    "citation, IEEE",
)
"""What a paper can be copied as, in the order of the digits that choose it."""


class Taking(Triaging):
    """The commands that take papers out."""

    def action_copy_link(self, query: str = "") -> None:
        """Copy the links of the selected papers, or of this one."""
        items = [self.library.item(paper) for paper in self.meant(query)]
        if items:
            self.copy("\n".join(page_address(item.paper)[0] for item in items), _named("link", items))

    @work(exclusive=True, group="dialog")
    async def action_copy_as(self, query: str = "") -> None:
        """Ask for a form and copy the papers in it."""
        from feedtui.screens.choose import Choose

        items = [self.library.item(paper) for paper in self.meant(query)]
        form = await self.app.push_screen_wait(Choose("Copy as", _FORMS)) if items else None
        if form is not None:
            self.copy(_formed(form, items), _named(form, items))

    @work(exclusive=True, group="copy", exit_on_error=False)
    async def copy(self, text: str, what: str) -> None:
        """Copy by every way there is and say which took it."""
        took = await asyncio.to_thread(copy_outside, text)
        App.copy_to_clipboard(self.app, text)
        self.say(f"Copied {what} to {took}." if took else f"Sent {what} to the terminal's clipboard (OSC 52).")

    def action_open_page(self) -> None:
        """Open the paper's page."""
        if (item := self.pointed()) is not None:
            self._open_page(item)

    def open_row(self, row: int) -> None:
        """Open the page of the paper at a row."""
        self._open_page(self.library.item(row))

    def _open_page(self, item: Item) -> None:
        address, own = page_address(item.paper)
        self.open_address(address, "page" if own else "title search")

    def action_open_pdf(self) -> None:
        """Open the paper's PDF: the one that was fetched, else the one on the web."""
        item = self.pointed()
        if item is None:
            return
        file = saved_pdf(self.library, item.paper)
        if file is None:
            self.open_address(pdf_address(item.paper), "PDF")
        elif has_browser():
            self.say(clean_line(f"Opening {file}"))
            self._browse(file.as_uri())
        else:
            self.copy(str(file), "the PDF's path (nothing here to open it with)")

    def action_open_code(self) -> None:
        """Open the paper's code."""
        if (item := self.pointed()) is not None:
            self.open_address(item.paper.links.code, "code")

    @work(exclusive=True, group="dialog")
    async def action_links(self) -> None:
        """Show every link of the paper, to open or to copy."""
        item = self.pointed()
        if item is None:
            return
        from feedtui.screens.links import LinksScreen

        links = every_link(item.paper, item.mark.note)
        wanted = await self.app.push_screen_wait(LinksScreen(links))
        if wanted is None:
            return
        address, is_copied = wanted
        if is_copied:
            self.copy(address, f"the link ({links[address]})")
        else:
            self.open_address(address, links[address])

    def open_address(self, address: str | None, what: str) -> None:
        """Open an address in a browser; without a browser at hand, copy it."""
        if address is None or not is_web(address):
            self.say(f"No source gave a link to this paper's {what}.")
        elif self.app.is_web:
            self.app.open_url(address)
            self.say(f"Opening {disclosed(address)}")
        elif has_browser():
            self.say(f"Opening {disclosed(address)}")
            self._browse(address)
        else:
            self.copy(address, f"the {what}'s link (no browser here)")

    @work(thread=True, exit_on_error=False)
    def _browse(self, address: str) -> None:
        if wrong := browse(address):
            self.app.call_from_thread(self.say, wrong)

    @work(exclusive=True, group="dialog")
    async def action_export(self, query: str = "") -> None:
        """Ask for scope, format and file, and write the papers: those of a query if one is given."""
        if query:
            escapes = self.escapes
            found = await self.meant_in_order(query)
            if self.escapes == escapes:
                await self._export({"query": found})
            return
        await self._export(
            {
                "selection": [row for row in self.papers.papers if row in self.papers.selected],
                "view": self.papers.papers,
                "starred": self.library.whole(parse("is:starred")),
            }
        )

    @work(exclusive=True, group="dialog")
    async def export_rows(self, rows: Sequence[int], scope: str) -> None:
        """Ask for format and file, and write papers."""
        await self._export({scope: rows})

    async def _export(self, scopes: Mapping[str, Sequence[int]]) -> None:
        if not any(scopes.values()):
            self.say("There are no papers to export.")
            return
        from feedtui.exports.files import write_new
        from feedtui.exports.formats import Layout, written
        from feedtui.library.library import utc_now
        from feedtui.screens.export import ExportScreen

        wanted = await self.app.push_screen_wait(ExportScreen({name: len(found) for name, found in scopes.items()}))
        if wanted is None:
            self.say("Nothing was exported.")
            return
        papers = scopes[wanted.scope]

        def write() -> Path:
            items = self.library.items(papers)
            return write_new(path_of(wanted.file), written(wanted.format, items, Layout(utc_now(), wanted.style)))

        self.say(f"Exporting {len(papers):,} papers …")
        try:
            path = await asyncio.to_thread(write)
        except OSError as error:
            self.say(clean_line(f"{wanted.file} cannot be written: {error.strerror}. Nothing was exported."))
            return
        self.say(f"Exported {len(papers)} paper{'s' * (len(papers) != 1)} to {clean_line(str(path.resolve()))}")


def _formed(form: str, items: Sequence[Item]) -> str:
    """Return papers in one of the forms to copy."""
    from feedtui.exports.bibtex import bibtex
    from feedtui.exports.citation import STYLES
    from feedtui.exports.markdown import link

    if form == "BibTeX":
        return "".join(bibtex(items))
    forms: dict[str, Callable[[Paper], str]] = {
        "title": lambda paper: paper.title,
        "Markdown link": link,
        "citation": STYLES["plain"],
        "citation, APA": STYLES["APA"],
        "citation, IEEE": STYLES["IEEE"],
        "abstract": lambda paper: paper.abstract or paper.summary,
        "link": lambda paper: page_address(paper)[0],
    }
    return "\n".join(forms[form](item.paper) for item in items)


def _named(form: str, items: Sequence[Item]) -> str:
    """Return what was copied in words; a link that is only a search for the title is called so."""
    linked = form in ("link", "Markdown link") or form.startswith("citation")
    searches = sum(not page_address(item.paper)[1] for item in items) if linked else 0
    if len(items) == 1:
        if not searches:
            return form
        search = "a search for the title (no source gave its link)"
        return search if form == "link" else f"{form} with {search}"
    number = f"{len(items)} links" if form == "link" else f"{form} of {len(items)} papers"
    return number + (f", {searches} of them title searches" if searches else "")
