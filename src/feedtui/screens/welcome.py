"""The first screen of a new reader: what they want to read."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from feedtui.library.offered import offered
from feedtui.papers.text import folded
from feedtui.screens.dialog import Dialog
from feedtui.widgets.glyphs import CURSOR
from feedtui.widgets.line_list import LineList
from feedtui.widgets.paper_list import fit
from feedtui.widgets.prompt import arrived

_KEYS = "{welcome-choose} chooses · {welcome-find} finds · enter subscribes · esc later"
_WELCOME = "Choose what to begin with. Any feed's address can be added later ({}), and any page pasted."


class Choices(LineList):
    """Sources to choose from, each with a sign that tells whether it is chosen."""

    def __init__(self, chosen: set[str], *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._chosen = chosen
        self._offered: list[tuple[str, str]] = []

    def show(self, offered: list[tuple[str, str]]) -> None:
        """Show names of sources with their titles."""
        self._offered = offered
        self.refill(0)

    def toggle(self, row: int) -> None:
        """Choose a source, or no longer."""
        if row < len(self._offered):
            self._chosen ^= {self._offered[row][0]}
            self.redraw_row(row)

    def count(self) -> int:
        """Return how many sources are offered."""
        return len(self._offered)

    def row_lines(self, row: int, width: int, current: bool) -> list[Content]:
        """Return the one line of a source."""
        name, title = self._offered[row]
        sign = "[x]" if name in self._chosen else "[ ]"
        line = fit(f"{sign} {name:<22} {title}", width - 2)
        return [Content.assemble((CURSOR if current else " ", "$text-accent"), (line, "bold" if current else ""))]


class WelcomeScreen(Dialog[list[str]]):
    """Answers with the names of the sources that were chosen."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "done", show=False, priority=True)]
    FIRST = ("welcome-find",)

    def __init__(self) -> None:
        super().__init__()
        self._offered = offered()
        self._chosen = {"hf:daily"}

    def compose(self) -> ComposeResult:
        """Make the window."""
        with Vertical(classes="window tall") as window:
            window.border_title = Content("Welcome to feedtui")
            window.border_subtitle = Content(self.keys_told(_KEYS))
            yield Static(_WELCOME.format(self.key_of("sources")), markup=False)
            field = Input(id="offered-input", placeholder="Find: machine learning, astro, cs.CL …", compact=True)
            field.cursor_blink = False
            yield field
            yield Choices(self._chosen, id="offered")

    def on_mount(self) -> None:
        """Offer everything."""
        self.query_one(Choices).add_class("active")
        self._offer("")

    def action_find(self) -> None:
        """Go to the line that finds."""
        self.set_focus(self.query_one(Input))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the key that finds for text where something is typed."""
        return action != "find" or not self.query_one(Input).has_focus

    def action_scroll(self, lines: int) -> None:
        """Move in the list."""
        self.query_one(Choices).move(lines)

    def action_choose(self) -> None:
        """Choose the source under the cursor, or no longer."""
        choices = self.query_one(Choices)
        choices.toggle(choices.cursor)

    async def action_done(self) -> None:
        """Go back from the line that finds to the list, from there answer; keys on their way to the line come first."""
        field = self.query_one(Input)
        if self.focused is field:
            self.set_focus(None)
            await arrived(field)
            self._offer(field.value)
        else:
            self.dismiss([name for name in self._offered if name in self._chosen])

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer what has the words that are typed."""
        event.stop()
        self._offer(event.value)

    def on_line_list_chosen(self, event: LineList.Chosen) -> None:
        """Choose what was clicked."""
        self.query_one(Choices).toggle(event.row)

    def _offer(self, text: str) -> None:
        words = folded(text).split()
        found = [one for one in self._offered.items() if all(word in folded(" ".join(one)) for word in words)]
        self.query_one(Choices).show(found)
