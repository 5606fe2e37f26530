"""What to export, and where to."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Checkbox, Input, Label, RadioButton, RadioSet

from feedtui.exports.formats import FORMATS
from feedtui.exports.markdown import Style
from feedtui.screens.dialog import Dialog

_SCOPES = {
    "selection": "the selection",
    "view": "this view",
    "starred": "all starred",
    "query": "the query's papers",
    "kept": "the kept papers",
}
_FIRST = "markdown"
_NAME = "reading-list"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader asked for."""

    scope: str
    format: str
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
    """Asks for scope, format and file; `enter` in the file's line or `ctrl+s` writes it, elsewhere it chooses."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self._sizes = sizes

    def compose(self) -> ComposeResult:
        """Make the window."""
        start = next(name for name, size in self._sizes.items() if size)
        with VerticalScroll(classes="window small", can_focus=False) as window:
            window.border_title = Content("Export")
            window.border_subtitle = Content(self.keys_told("tab moves · enter chooses · {export-write} writes · esc"))
            with RadioSet(id="scope", compact=True):
                for name, size in self._sizes.items():
                    label = Content(f"{_SCOPES[name]} ({size})")
                    yield Radio(label, value=name == start, disabled=not size, compact=True)
            with RadioSet(id="format", compact=True):
                for name in FORMATS:
                    yield Radio(Content(name), value=name == _FIRST, compact=True)
            yield Label(Content(FORMATS[_FIRST].help), id="format-help")
            yield Check(Content("grouped by tag"), id="grouped", compact=True)
            yield Check(Content("with abstracts"), id="abstracts", compact=True)
            yield Check(Content("with front matter"), id="front", compact=True)
            yield Label(Content("File (never overwritten):"))
            field = Input(f"{_NAME}{FORMATS[_FIRST].suffix}", id="file", compact=True)
            field.cursor_blink = False
            yield field

    @on(RadioSet.Changed, "#format")
    def _take_format(self, event: RadioSet.Changed) -> None:
        """Say what the format is for, let the file's name end as its files do, and offer what it can do."""
        name = self._chosen()
        self.query_one("#format-help", Label).update(Content(FORMATS[name].help))
        field = self.query_one("#file", Input)
        ended = next((one.suffix for one in FORMATS.values() if field.value.endswith(one.suffix)), None)
        if ended is not None:
            field.value = field.value.removesuffix(ended) + FORMATS[name].suffix
        for check in self.query(Check):
            check.disabled = name != _FIRST

    def _chosen(self) -> str:
        return list(FORMATS)[max(0, self.query_one("#format", RadioSet).pressed_index)]

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
        self.dismiss(Wanted(list(self._sizes)[pressed], self._chosen(), style, file))
