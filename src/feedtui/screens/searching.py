"""The lines in which a search and a command are typed: with what was typed before, and what may come next."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from feedtui.papers.query import mistake_in
from feedtui.screens.selecting import Selecting
from feedtui.widgets.prompt import Prompt
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.papers.half_typed import Mistake
    from feedtui.screens.path_names import Folders
    from feedtui.widgets.line_field import Aid

SEARCH, EDIT, COMMAND, SEEK = "search", "edit-search", "command", "seek"
_HISTORY = {SEARCH: "searched", COMMAND: "commanded", SEEK: "sought"}
"""The settings that have what was typed before."""
_NEAR = 60
"""Papers around the cursor whose authors are offered, whatever the index has."""


class Searching(Selecting):
    """Searches as it is typed. Nothing here is imported before a line is first asked for."""

    _wrong = ""
    """The search that was entered and is none."""
    began_in = ""
    """The pane in which a search was begun that hid the list; empty where none did."""

    _folders: Folders | None = None

    class FolderCame(Message):
        """What a folder has is known, and may complete what is being typed."""

    def on_mount(self) -> None:
        """Have both lines helped."""
        self._typed: dict[str, list[str]] = {purpose: [] for purpose in _HISTORY}
        self.prompt.aids |= {SEARCH: self._search_aid, EDIT: self._search_aid, COMMAND: self._command_aid}

    def action_search(self, text: str = "") -> None:
        """Search as it is typed, or for what is given."""
        if text:
            self.search_for(text)
        else:
            self.show_list()
            self.prompt.ask(SEARCH, "/", self.search)

    def show_list(self) -> None:
        """Have the list on screen while a search is typed, and remember from where."""
        self.began_in = self.pane if self.pane == "sidebar" and self.has_one_pane() else ""
        if self.began_in:
            self.go_to("list")

    def action_command(self) -> None:
        """Ask for a command by its name."""
        self.prompt.ask(COMMAND, ":")

    def entered(self, purpose: str, text: str) -> None:
        """Search; what was typed is remembered, but for searches that are none."""
        if purpose in _HISTORY and text.strip() and (purpose != SEARCH or not mistake_in(text)):
            self._typed[purpose].insert(0, text.strip())
        super().entered(purpose, text)
        if purpose == SEARCH:
            self.search_for(text)

    def keep_place(self) -> None:
        """Keep also what was typed since."""
        super().keep_place()
        for purpose, typed in self._typed.items():
            if typed:
                from feedtui.library.history import with_lines

                name = _HISTORY[purpose]
                if self.library.try_to_keep(name, with_lines(self.library.setting(name), typed)):
                    typed.clear()

    @property
    def folders(self) -> Folders:
        """What the folders have whose files are typed."""
        if self._folders is None:
            from feedtui.screens.path_names import Folders

            self._folders = Folders(lambda: self.post_message(self.FolderCame()))
        return self._folders

    @on(FolderCame)
    def _folder_came(self) -> None:
        if self.prompt.purpose == COMMAND:
            self.prompt.offer()

    def names(self, field: str, begun: str) -> Iterable[str]:
        """Return the names that a field of the query language may have here, the reader's own tags first."""
        if field == "author":
            papers = self.papers
            first = max(0, papers.cursor - _NEAR // 2)
            return self.library.authors(begun, islice(papers.papers, first, first + _NEAR))
        if field == "search":
            return self.library.searches()
        counts = self.library.counts()
        return {"tag": counts.own | counts.tags, "topic": counts.topics, "source": counts.sources}.get(field, ())

    def search_for(self, text: str) -> None:
        """Search for what was entered, go to what was found, and say what is wrong with it."""
        self._search(text, half_typed=False)
        if text and not self.papers.papers:
            # No paper has the last word as it is: what begins so is better than nothing.
            self._search(text, half_typed=True)
        mistake = self.mistake()
        if mistake:
            # What is typed next mends the search, and must not be keys over the list.
            self.ask_again(SEARCH, "/", text)
            self.say(mistake)
            return
        self.go_to("list")

    def ask_again(self, purpose: str, sign: str, text: str) -> None:
        """Ask for a query anew that was entered and is none."""
        self._wrong = text
        self.prompt.ask(purpose, sign, text)

    @on(Prompt.Typed)
    def _typed_in(self, event: Prompt.Typed) -> None:
        if event.purpose in (SEARCH, EDIT) and self.prompt.purpose:
            self._search(event.text, half_typed=True)

    @on(Prompt.Hinted)
    def _hinted(self, event: Prompt.Hinted) -> None:
        self.query_one(StatusLine).help(event.hint)

    def _search(self, text: str, *, half_typed: bool) -> None:
        if (text, half_typed) != (self.search, self.half_typed):
            self.search, self.half_typed = text, half_typed
            self.stop_reading()
            self.refill()

    def _past(self, purpose: str) -> tuple[str, ...]:
        from feedtui.library.history import lines_in, with_lines

        kept = None
        with suppress(OSError):
            kept = self.library.setting(_HISTORY[purpose])
        return lines_in(with_lines(kept, self._typed[purpose]))

    def _search_aid(self) -> Aid:
        from feedtui.papers.half_typed import completion
        from feedtui.widgets.line_field import Aid

        return Aid(lambda text: completion(text, self.names), self._mistaken, lambda: self._past(SEARCH))

    def _mistaken(self, text: str) -> Mistake | None:
        from feedtui.papers.half_typed import mistake_at

        return mistake_at(text, typing=text != self._wrong)

    def _command_aid(self) -> Aid:
        from feedtui.screens.command_line import completed
        from feedtui.widgets.line_field import Aid

        if self._folders is not None:
            self._folders.forget()
        return Aid(lambda text: completed(self, text), past=lambda: self._past(COMMAND))
