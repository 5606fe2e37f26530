"""Reading, starring, queueing, tagging and writing notes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from feedtui.notes import BREAK, from_one_line, on_one_line, typed_tags
from feedtui.papers.paper import Mark
from feedtui.screens.reading import Reading
from feedtui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from feedtui.library.journal import Record


class Marking(Reading):
    """The commands that leave a mark."""

    asked_for: list[int]
    """The papers that an answer to the prompt is about: those there were when it was asked."""

    def action_toggle_read(self) -> None:
        """Mark as read, or as unread if all are read."""
        self.stop_reading()
        self._toggle("read", "unread", "read")

    def action_toggle_star(self) -> None:
        """Star, or unstar if all are starred."""
        self._toggle("starred", "unstarred", "starred")

    def action_toggle_queue(self) -> None:
        """Put in the queue, or take out if all are in."""
        self._toggle("queued", "out of the queue", "in the queue")

    def action_select(self) -> None:
        """Select or unselect the paper under the cursor and move down."""
        if self.papers.current is not None and self.pointed() is not None:
            self.papers.selected ^= {self.papers.current}
            self.papers.redraw_row(self.papers.cursor)
            self.papers.move(1)
            self.show_current()

    def action_select_all(self) -> None:
        """Select every paper in view, or none if all are selected."""
        every = set(self.papers.papers)
        self.papers.selected = set() if self.papers.selected == every else every
        self.papers.redraw()
        self.show_current()

    def action_tag(self) -> None:
        """Ask for tags."""
        self._ask("tag", "tags (-name removes) ", "", tuple(self.library.counts().tags))

    def action_note(self) -> None:
        """Ask for the note of one paper."""
        papers = self.targets()
        if len(papers) > 1:
            self.say("A note is for one paper: unselect first (esc).")
        elif papers:
            note = on_one_line(self.library.item(papers[0]).mark.note)
            self._ask("note", f"note ({BREAK} begins a line) " if BREAK in note else "note ", note)

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
        """Give tags, or write a note."""
        super().entered(purpose, text)
        if purpose == "tag":
            self._tag(text)
        elif purpose == "note":
            note = from_one_line(text)
            change = self.try_change(lambda: self.library.change(self.asked_for, lambda mark: replace(mark, note=note)))
            if change is not None:
                self.say("Note kept." if note else "No note.")
                self.redraw()

    def _ask(self, purpose: str, sign: str, text: str, known: tuple[str, ...] = ()) -> None:
        self.asked_for = self.targets()
        if self.asked_for:
            self.prompt.ask(purpose, sign, text, known)

    def _toggle(self, state: str, off: str, on: str) -> None:
        papers = self.targets()
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
