"""Why a paper is for the reader or not, and the reader's answer to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from feedtui.papers.paper import Item
from feedtui.papers.query import quoted
from feedtui.papers.text import clean_line
from feedtui.screens.dialog import Dialog

if TYPE_CHECKING:
    from feedtui.ranking.asked import Reasons
_KEYS = "{why-more} more · {why-less} less · {why-never} never · esc"


class WhyScreen(Dialog[str]):
    """Tells the reasons; ends with `more`, `less` or `never`."""

    def __init__(self, title: str, reasons: Reasons) -> None:
        super().__init__()
        self._paper = title
        self._reasons = reasons

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = Content("Why")
            window.border_subtitle = Content(self.keys_told(_KEYS))
            yield Static(told(self._paper, self._reasons))

    def action_answer(self, answer: str) -> None:
        """End with an answer."""
        self.dismiss(answer)


def told(title: str, reasons: Reasons) -> Content:
    """Return the reasons: the sentence, a bar for each part, the papers kept that are nearest."""
    from feedtui.ranking.asked import bars

    lines: list[str | tuple[str, str]] = [(f"{title}\n", "bold"), f"{reasons.sentence}\n\n"]
    lines += [f"{line}\n" for line in bars(reasons)]
    if reasons.nearest:
        lines.append("\nNearest of those you kept:\n")
        lines += [f"{nearness:.2f} {near}\n" for _, near, nearness in reasons.nearest]
    return Content.assemble(
        *lines, (f"\nIts score is {reasons.score:.2f}: at 1, as near as those kept are.", "$text-muted")
    )


def refusals(item: Item, reasons: Reasons) -> dict[str, str]:
    """Return what of a paper may be never wanted again, as it is told, each with its query."""
    parts = [(kind, name) for kind, name, _ in reasons.parts]
    parts += [("author", name) for name in item.paper.authors if ("author", name) not in parts]
    return {
        clean_line(name if kind == "word" else f"{kind} {name}"): quoted(name)
        if kind == "word"
        else f"{kind}:{quoted(name)}"
        for kind, name in parts
    }
