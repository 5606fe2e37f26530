"""Renaming, merging and deleting the reader's own tags."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from feedtui.library.locking import JournalError
from feedtui.notes import typed_names
from feedtui.papers.query import parts_in, query_text, quoted, replaced, sense, tag_query
from feedtui.papers.text import clean_line
from feedtui.screens.selecting import Selecting

if TYPE_CHECKING:
    from feedtui.library.journal import Record


class Tagging(Selecting):
    """The commands about a tag wherever it stands, each one change."""

    _renamed: tuple[str, str] = ("", "")
    """The tag that the prompt asks about, and what it is to be."""

    def action_rename_tag(self, names: str = "") -> None:
        """Rename a tag: OLD NEW, or NEW alone where the sidebar's cursor is on a tag."""
        told = typed_names(names)
        if len(told) > 2 or (len(told) < 2 and not self._row_tag()):
            self.say('Which tag? Write :rename-tag OLD NEW, "in quotes" where there is a blank, or go to its row (h).')
            return
        old = self._own(told[0] if len(told) == 2 else self._row_tag())
        if old and told:
            self._rename(old, told[-1])
        elif old:
            self._renamed = (old, "")
            self.prompt.ask("rename-tag", f"rename {old} to ", old, tuple(self.library.counts().own))

    def action_delete_tag(self, name: str = "") -> None:
        """Take a tag from all papers: the one named, or that of the sidebar's row."""
        told = typed_names(name)
        if len(told) > 1 or not (told or self._row_tag()):
            self.say('Which tag? Write :delete-tag NAME, "in quotes" where there is a blank, or go to its row (h).')
        elif old := self._own(told[0] if told else self._row_tag()):
            self._retag(old, None)

    def entered(self, purpose: str, text: str) -> None:
        """Take a tag's new name, or the answer whether two tags are to be one."""
        super().entered(purpose, text)
        old, new = self._renamed
        if purpose == "rename-tag" and clean_line(text):
            self._rename(old, clean_line(text).strip('"'))
        elif purpose == "merge-tags" and text.strip().casefold() in ("y", "yes"):
            self._retag(old, new)
        elif purpose == "merge-tags":
            self.say("Nothing was merged.")

    def _row_tag(self) -> str:
        """Return the tag under the sidebar's cursor, empty where keys do not move that, or it is on no tag."""
        row = self.side.row if self.pane == "sidebar" else None
        return row.label if row is not None and row.is_tag else ""

    def _own(self, name: str) -> str:
        """Return one of the reader's own tags by its name; say so where it is none."""
        own = self.library.own_tag(name)
        if own is None:
            theirs = name in self.library.counts().tags
            self.say(f"{name} is {'a tag of the sources, not yours' if theirs else 'no tag of yours'}.")
        return own or ""

    def _rename(self, old: str, new: str) -> None:
        """Rename a tag; where there is another of the new name, ask first."""
        own = self.library.own_tag(new)
        if new == old:
            self.say(f"The tag is called {old} already.")
        elif own and own != old:
            self._renamed = (old, own)
            total = self.library.counts().own[old].total
            self.prompt.ask("merge-tags", f"{own} exists: merge {_papers(total)} of {old} into it? (yes) ")
        else:
            self._retag(old, new)

    @work(exclusive=True, group="retag", exit_on_error=False)
    async def _retag(self, old: str, new: str | None) -> None:
        """Change a tag, away from the keys: of thousands of papers that takes seconds."""
        if self.has_to_wait():
            return
        change = partial(self.library.retag, old, new)
        self.say(f"Changing the tag {old} …")
        try:
            record = change() if self.library.shows_starter else await asyncio.to_thread(change)
        except JournalError as error:
            self.say(clean_line(str(error)))
            return
        row = self.side.row
        was_open = row is not None and row.is_tag and row.label == old
        self.library.noticed()
        self.redraw()
        if was_open:
            self.side.open(f"tag:{quoted(new)}" if new else "")
            self.show_sidebar()
        if self.search:
            self._follow_in_search(old, new)
        undo = self.key_of("undo")
        self.say(retagged(record, old, new, undo) if record else f"No paper is tagged {old} any more.")

    def _follow_in_search(self, old: str, new: str | None) -> None:
        """Search for what a tag is called now, and list what is found."""
        former, query = tag_query(old), sense(self.search)
        if new and not self.half_typed and former in parts_in(query):
            self.search = query_text(replaced(query, former, tag_query(new)))
        self.refill()


def retagged(record: Record, old: str, new: str | None, undo: str) -> str:
    """Return what became of a tag, of the queries that named it, and the key that takes it back."""
    papers = sum(change.table == "marks" for change in record.changes)
    did = f"{_papers(papers)} now tagged {new} instead of {old}" if new else f"{_papers(papers)} no longer tagged {old}"
    searches = [change.key for change in record.changes if change.table == "searches"]
    muted = [change.key for change in record.changes if change.table == "muted" and change.after]
    also = [*_named("search", "searches", searches), *_named("muted", "muted", muted)]
    more = f"; {', '.join(also)} changed too" if also else ""
    return clean_line(f"{did}{more}. {undo} undoes it.")


def _named(one: str, several: str, names: Sequence[str]) -> list[str]:
    return [f"{one if len(names) == 1 else several} {', '.join(names)}"] if names else []


def _papers(number: int) -> str:
    return f"{number:,} paper{'s' * (number != 1)}"
