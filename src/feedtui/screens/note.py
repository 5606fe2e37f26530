"""A note, written in the reader or in an editor of the reader's own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, TextArea

from feedtui.screens.dialog import Dialog


class NoteScreen(Dialog[str]):
    """Edits a note; ends with its text, or with None where it is to stay as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "keep", show=False, priority=True)]

    def __init__(self, title: str, note: str) -> None:
        super().__init__()
        self._title = title
        self._note = note

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical(classes="window", id="note-window") as window:
            window.border_title = Content(f"Note: {self._title}")
            window.border_subtitle = Content(
                self.keys_told("esc keeps · {note-edit} your editor · {note-discard} discards")
            )
            area = TextArea(self._note, id="note", compact=True, soft_wrap=True, tab_behavior="indent")
            area.cursor_blink = False
            yield area
            yield Label("", id="note-said", markup=False)

    def on_mount(self) -> None:
        """Go on where the note ends."""
        area = self.query_one(TextArea)
        area.move_cursor(area.document.end)

    def action_keep(self) -> None:
        """End with the text."""
        self.dismiss(self.query_one(TextArea).text)

    def action_discard(self) -> None:
        """End without a change."""
        self.dismiss(None)

    def action_edit(self) -> None:
        """Hand the text to the editor that VISUAL or EDITOR names, and take it back."""
        from feedtui.screens.editor import edit

        area = self.query_one(TextArea)
        with tempfile.TemporaryDirectory(prefix="feedtui-note-") as folder:
            file = Path(folder) / "note.md"
            file.write_text(area.text, encoding="utf-8")
            wrong = edit(self.app, file)
            if wrong:
                self._say(f"{wrong} The note is as it was.")
            else:
                area.text = file.read_text(encoding="utf-8", errors="replace")
                area.move_cursor(area.document.end)

    def _say(self, sentence: str) -> None:
        self.query_one("#note-said", Label).update(Content(sentence))
