"""The links of a paper, each with a letter."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from feedtui.papers.links import disclosed
from feedtui.screens.dialog import Dialog
from feedtui.window_commands import in_window


class LinksScreen(Dialog[tuple[str, bool]]):
    """Ends with an address, and whether it is to be copied instead of opened."""

    def __init__(self, links: Mapping[str, str]) -> None:
        super().__init__()
        self._links = dict(links)
        self._letters = ""

    def compose(self) -> ComposeResult:
        """Make the list."""
        self._letters = self._free()
        width = max(len(what) for what in self._links.values())
        options = [
            Option(Content(f"{self._letters[at : at + 1] or ' '} {what:{width}}  {disclosed(address)}"))
            for at, (address, what) in enumerate(self._links.items())
        ]
        links = OptionList(*options, markup=False, classes="window")
        links.border_title = Content("Links")
        links.border_subtitle = Content(self.keys_told("letter or enter opens · {links-copy} copies · esc"))
        yield links

    def on_mount(self) -> None:
        """Let letters open their links."""
        for at, letter in enumerate(self._letters):
            self._bindings.bind(letter, f"take({at})", show=False)

    def _free(self) -> str:
        """Return the letters that no command has here."""
        taken = {key for one in in_window("LinksScreen", self.commands) for key in one.keys.split(",")}
        return "".join(letter for letter in ascii_lowercase if letter not in taken)

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
