"""Reading, starring, queueing, tagging and writing notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from feedtui.notes import clean_note, typed_tags
from feedtui.papers.paper import Mark
from feedtui.screens.selecting import Selecting
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.library.journal import Record


class Marking(Selecting):
    """The commands that leave a mark."""

    asked_for: list[int]
    """The papers that an answer to the prompt is about: those there were when it was asked."""

    def action_toggle_read(self, query: str = "") -> None:
        """Mark as read, or as unread if all are read."""
        self.stop_reading()
        self._toggle("read", "unread", "read", query)

    def action_toggle_star(self, query: str = "") -> None:
        """Star, or unstar if all are starred."""
        self._toggle("starred", "unstarred", "starred", query)

    def action_toggle_queue(self, query: str = "") -> None:
        """Put in the queue, or take out if all are in."""
        self._toggle("queued", "out of the queue", "in the queue", query)

    def action_read_all(self) -> None:
        """Ask whether all papers of the list are to be marked as read: those it has, none that came meanwhile."""
        self.stop_reading()
        self.asked_for = list(self.library.unread(self.papers.papers))
        if self.asked_for:
            self.prompt.ask("read-all", f"mark {_papers(len(self.asked_for))} as read? (yes) ")
        else:
            self.say("All papers of this list are read.")

    def action_tag(self, text: str = "") -> None:
        """Ask for tags, or give those that are named: `+name -other`, to the papers of the query that follows them."""
        if not text:
            counts = self.library.counts()
            self._ask("tag", "tags (-name removes) ", "", tuple(counts.own | counts.tags))
            return
        words = text.split()
        count = next((at for at, word in enumerate(words) if word[0] not in "+-"), len(words))
        if not count:
            self.say("Name tags with a sign, as in :tag +vision -later is:unread")
            return
        self.asked_for = self.meant(" ".join(words[count:]))
        if self.asked_for:
            self._tag(" ".join(word.removeprefix("+") for word in words[:count]))

    @work(exclusive=True, group="dialog")
    async def action_note(self, text: str = "") -> None:
        """Edit the note of one paper; text behind the command is a line more of it."""
        papers = self.targets()
        if len(papers) > 1:
            self.say(self.with_keys("A note is for one paper: unselect first ({leave})."))
        elif papers:
            from feedtui.screens.note import NoteScreen

            item = self.library.item(papers[0])
            before = item.mark.note
            note: str | None = f"{before}\n{text}"
            if not text:
                note = await self.app.push_screen_wait(NoteScreen(item.paper.title, before))
            if note is not None and clean_note(note) != before:
                self._note(papers, clean_note(note))

    def _note(self, papers: list[int], note: str) -> None:
        change = self.try_change(lambda: self.library.change(papers, lambda mark: replace(mark, note=note)))
        if change is not None:
            self.redraw()
            self.say("Note kept." if note else "No note.")

    def action_undo(self) -> None:
        """Take the last change back."""
        self._step(self.library.undo, "There is nothing to undo.")

    def action_redo(self) -> None:
        """Make the change again that was taken back."""
        self._step(self.library.redo, "There is nothing to redo.")

    def _step(self, step: Callable[[], Record | None], nothing: str) -> None:
        self.stop_reading()
        self.say("")
        record = self.try_change(step)
        if record is not None:
            from feedtui.library.undoing import told

            self.say(told(record))
            self.redraw()
        elif not self.query_one(StatusLine).message:
            self.say(nothing)

    def entered(self, purpose: str, text: str) -> None:
        """Give tags, or mark as read."""
        super().entered(purpose, text)
        if purpose == "tag":
            self._tag(text)
        elif purpose == "read-all":
            self._read_all(text)

    def _ask(self, purpose: str, sign: str, text: str, known: tuple[str, ...] = ()) -> None:
        self.asked_for = self.targets()
        if self.asked_for:
            self.prompt.ask(purpose, sign, text, known)

    def _read_all(self, answer: str) -> None:
        if answer.strip().casefold() not in ("y", "yes"):
            self.say("Nothing was marked.")
        elif (changed := self.try_change(lambda: self.library.set_state(self.asked_for, "read", True))) is not None:
            self.kept.update(self.asked_for)
            self.redraw()
            self.say(f"{_papers(changed)} read. {self.key_of('undo')} undoes it.")

    def _toggle(self, state: str, off: str, on: str, query: str) -> None:
        papers = self.meant(query)
        if not papers:
            return
        turn_on = not all(getattr(self.library.item(paper).mark, state) for paper in papers)
        changed = self.try_change(lambda: self.library.set_state(papers, state, turn_on))
        if changed is not None:
            self.kept.update(papers)
            self.redraw()
            self.say(f"{_papers(changed)} {on if turn_on else off}.")

    def _tag(self, text: str) -> None:
        names, gone = typed_tags(text)

        def make(mark: Mark) -> Mark:
            tags = dict.fromkeys((*mark.tags, *names))
            return replace(mark, tags=tuple(tag for tag in tags if tag not in gone))

        changed = self.try_change(lambda: self.library.change(self.asked_for, make))
        if changed is not None:
            self.redraw()
            self.say(f"Tags of {_papers(changed)} changed.")


def _papers(number: int) -> str:
    return f"{number} paper{'s' * (number != 1)}"
