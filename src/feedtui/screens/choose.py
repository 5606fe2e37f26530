"""One choice of a few."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from feedtui.screens.dialog import Dialog


class Choose(Dialog[str]):
    """A short list; a digit or `enter` chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(digit), f"take({digit})", show=False) for digit in range(1, 10)
    ]

    def __init__(self, title: str, choices: tuple[str, ...]) -> None:
        super().__init__()
        self._title = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Make the list."""
        options = [Option(Content(f"{number} {name}")) for number, name in enumerate(self._choices, 1)]
        choices = OptionList(*options, markup=False, classes="window small")
        choices.border_title = Content(self._title)
        choices.border_subtitle = Content("enter or digit · esc closes")
        yield choices

    def action_take(self, number: int) -> None:
        """Take the choice of a number."""
        if number <= len(self._choices):
            self.dismiss(self._choices[number - 1])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the choice under the cursor."""
        self.dismiss(self._choices[event.option_index])
