"""Papers brought in: a page that is pasted or in a file, and arXiv's whole snapshot while the reader reads on."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.message import Message
from textual.worker import get_current_worker

from feedtui.library.library import Library
from feedtui.papers.identity import arxiv_id, doi_id
from feedtui.papers.text import clean_line
from feedtui.screens.counting import ARCHIVE, LEARN, REFRESH
from feedtui.screens.reading import Reading
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.library import archive
    from feedtui.library.origin import Added


_ADDRESS = re.compile(r"(?:https?://|hf:|arxiv:)\S+")
"""A paste that is the address of a source, or of a single paper, and not what it holds."""


class _Stopped(Exception):
    """The reader asked to stop."""


class Importing(Reading):
    """The commands that bring papers in."""

    class ArchiveCame(Message):
        """A portion of an archive is in."""

        def __init__(self, progress: archive.Progress) -> None:
            super().__init__()
            self.progress = progress

    class ArchiveEnded(Message):
        """The import of an archive is over; `sentence` says how it went."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted page for an import."""
        event.stop()
        one = event.text.strip()
        if _ADDRESS.fullmatch(one) and not (arxiv_id(one) or doi_id(one)):
            self.prompt.ask("command", ":", f"add {one}")
            return
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        self.take_in(text)

    def action_import(self, file: str = "") -> None:
        """Import a file, asked for when it is not given."""
        if file:
            self.take_in("", file)
        else:
            self.prompt.ask("command", ":", "import ")

    def action_stop(self) -> None:
        """Stop a change of very many papers, an import of an archive, asking sources, or learning for the rank."""
        if self.stop_changing():
            return
        under_way = [group for group in (REFRESH, LEARN, ARCHIVE) if self.is_under_way(group)]
        if not under_way:
            self.say("Nothing is under way.")
        elif under_way != [ARCHIVE]:
            self.say("Stopped. What came until now is kept.")
        for group in under_way:
            self.workers.cancel_group(self, group)

    @work(exclusive=True, group="dialog")
    async def take_in(self, text: str, named: str = "") -> None:
        """Read a paste, or the file that is named, show what was found, and keep it if the reader says so."""
        from feedtui.library import archive, intake
        from feedtui.screens.found import FoundScreen
        from feedtui.screens.path_names import meant

        self.say(clean_line(f"Reading {named or 'what was pasted'} …"))
        # A slow disk is waited for away from the keys.
        file = await asyncio.to_thread(meant, named) if named else None
        try:
            if file is None:
                taken = await asyncio.to_thread(intake.read_bytes, text.encode(errors="replace"), "The paste")
            elif await asyncio.to_thread(archive.is_archive, file):
                self.say("")
                self._begin_archive(file)
                return
            else:
                taken = await asyncio.to_thread(intake.read_file, file)
        except intake.Unreadable as error:
            self.say(clean_line(str(error)))
            return
        self.say("")
        known = self.library.known(taken.found.papers)
        if await self.app.push_screen_wait(FoundScreen(taken, known)):
            try:
                kept = await asyncio.to_thread(intake.keep, self.library, taken)
            except OSError as error:
                self.say(clean_line(str(error)))
                return
            self.library.noticed()
            self.begin_anew()
            marks = f" {kept.marked}; {self.key_of('undo')} takes them back." if kept.marks else ""
            sources = f"{kept.sources} new sources: {self.key_of('refresh')} asks them."
            self.say(sources if taken.found.sources else f"{_counted(kept.added)}.{marks}")
        else:
            self.say("Nothing was imported.")

    def _begin_archive(self, file: Path) -> None:
        if self.is_under_way(ARCHIVE):
            self.say("An import is under way; :stop stops it.")
        else:
            self._keep_archive(file)

    @work(thread=True, group=ARCHIVE, exit_on_error=False)
    def _keep_archive(self, file: Path) -> None:
        """Take an archive in, over a library of this thread's own."""
        from feedtui.helpers import start_tracker
        from feedtui.library import archive
        from feedtui.library.origin import Added

        worker = get_current_worker()
        added = Added()

        def report(progress: archive.Progress) -> None:
            nonlocal added
            added = progress.added
            if worker.is_cancelled:
                raise _Stopped
            self.post_message(self.ArchiveCame(progress))

        name = clean_line(file.name)
        try:
            start_tracker()
            library = Library(self.library.places)
            try:
                _, added = archive.keep_archive(library, file, report, portion=archive.SMALL)
            finally:
                library.close()
        except _Stopped:
            sentence = f"Stopped. {added.found:,} papers of {name} are in; the same import goes on from there."
        except Exception as error:
            sentence = f"The import of {name} ended early: {clean_line(str(error)) or type(error).__name__}. "
            sentence += f"{added.found:,} papers are in; the same import goes on from there."
        else:
            sentence = f"{name}: {_counted(added)}."
        self.post_message(self.ArchiveEnded(sentence))

    @on(ArchiveCame)
    def _portion_came(self, event: ArchiveCame) -> None:
        progress = event.progress
        part = 100 * progress.done // max(1, progress.size)
        self.query_one(StatusLine).go_on(f"importing: {part} %, {progress.added.found:,} papers")

    @on(ArchiveEnded)
    def _archive_ended(self, event: ArchiveEnded) -> None:
        self.query_one(StatusLine).go_on("")
        self.library.noticed()
        self.begin_anew()
        self.say(event.sentence)


def _counted(added: Added) -> str:
    return f"{added.new:,} new, {added.updated:,} updated, {added.unchanged:,} unchanged"
