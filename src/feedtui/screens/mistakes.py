"""What is wrong in the settings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from feedtui.screens.dialog import Dialog


class MistakesScreen(Dialog[None]):
    """Every mistake in a sentence; the settings that have one are ignored."""

    def __init__(self, wrong: Sequence[str]) -> None:
        super().__init__()
        self._wrong = wrong

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = Content("Ignored in the settings")
            window.border_subtitle = Content(":config mends it · esc closes")
            yield Static(Content("\n\n".join(self._wrong)), markup=False)
