"""The links of a paper, each with a letter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from feedtui.papers.links import disclosed
from feedtui.screens.dialog import Dialog

_LETTERS = "abcdefhilmnopqrstuvwxz"
"""Those that no key of a window has."""


class LinksScreen(Dialog[tuple[str, bool]]):
    """Ends with an address, and whether it is to be copied instead of opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "copy", show=False),
        *(Binding(letter, f"take({at})", show=False) for at, letter in enumerate(_LETTERS)),
    ]

    def __init__(self, links: Mapping[str, str]) -> None:
        super().__init__()
        self._links = dict(links)

    def compose(self) -> ComposeResult:
        """Make the list."""
        width = max(len(what) for what in self._links.values())
        options = [
            Option(Content(f"{_LETTERS[at] if at < len(_LETTERS) else ' '} {what:{width}}  {disclosed(address)}"))
            for at, (address, what) in enumerate(self._links.items())
        ]
        links = OptionList(*options, markup=False, classes="window")
        links.border_title = Content("Links")
        links.border_subtitle = Content("letter or enter opens · y copies · esc")
        yield links

    def action_take(self, at: int) -> None:
        """Open the link of a letter."""
        if at < len(self._links):
            self.dismiss((list(self._links)[at], False))

    def action_copy(self) -> None:
        """Copy the link under the cursor."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss((list(self._links)[at], True))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open the link under the cursor."""
        self.action_take(event.option_index)
