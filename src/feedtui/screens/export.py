"""What to export, and where to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Checkbox, Input, Label, RadioButton, RadioSet

from feedtui.exports.markdown import Style
from feedtui.screens.dialog import Dialog

_SCOPES = {"selection": "the selection", "view": "this view", "starred": "all starred"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for."""

    scope: str
    style: Style
    file: str


class Radio(RadioButton):
    """A radio button whose sign, and not its colour, tells whether it is chosen."""

    @property
    def _button(self) -> Content:
        return Content.assemble("(", ("●" if self.value else " ", "bold"), ")")


class Check(Checkbox):
    """A checkbox whose sign, and not its colour, tells whether it is checked."""

    @property
    def _button(self) -> Content:
        return Content.assemble("[", ("x" if self.value else " ", "bold"), "]")


class ExportScreen(Dialog[Wanted]):
    """Asks for scope, form and file; `enter` in the file's line or `ctrl+s` writes it, elsewhere it chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", show=False)]

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self._sizes = sizes

    def compose(self) -> ComposeResult:
        """Make the window."""
        start = "selection" if self._sizes["selection"] else "view"
        with VerticalScroll(classes="window small", can_focus=False) as window:
            window.border_title = Content("Export as Markdown")
            window.border_subtitle = Content("tab moves · enter chooses · ctrl+s writes · esc")
            with RadioSet(id="scope", compact=True):
                for name, size in self._sizes.items():
                    label = Content(f"{_SCOPES[name]} ({size})")
                    yield Radio(label, value=name == start, disabled=not size, compact=True)
            yield Check(Content("grouped by tag"), id="grouped", compact=True)
            yield Check(Content("with abstracts"), id="abstracts", compact=True)
            yield Check(Content("with front matter"), id="front", compact=True)
            yield Label(Content("File (never overwritten):"))
            field = Input("reading-list.md", id="file", compact=True)
            field.cursor_blink = False
            yield field

    @on(Input.Submitted)
    def action_write(self) -> None:
        """Answer with what was chosen."""
        pressed = self.query_one("#scope", RadioSet).pressed_index
        file = self.query_one("#file", Input).value.strip()
        if pressed < 0 or not file:
            return
        style = Style(
            grouped=self.query_one("#grouped", Checkbox).value,
            abstracts=self.query_one("#abstracts", Checkbox).value,
            front_matter=self.query_one("#front", Checkbox).value,
        )
        self.dismiss(Wanted(list(self._sizes)[pressed], style, file))
