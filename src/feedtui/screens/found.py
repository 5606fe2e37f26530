"""What an import would bring, before it is kept."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from feedtui.library.intake import Input, Remark, notices
from feedtui.papers.display import shown_date
from feedtui.screens.dialog import Dialog


class FoundScreen(Dialog[bool]):
    """Tells what was found, left out and damaged; `enter` keeps it, `esc` leaves everything as it is."""

    def __init__(self, taken: Input, known: int) -> None:
        super().__init__()
        self._taken = taken
        self._known = known

    def compose(self) -> ComposeResult:
        """Make the window."""
        with VerticalScroll(classes="window", can_focus=False) as window:
            window.border_title = Content("Import: nothing is kept yet")
            window.border_subtitle = Content(self.keys_told("{import-keep} keeps · esc leaves it"))
            keys = f"{keep} keeps" if (keep := self.key_of("import-keep")) else "Nothing here keeps"
            ask = Content.styled(f"Not kept yet: {keys} what was found, esc leaves it.\n", "reverse")
            yield Static(ask + told(self._taken, self._known))

    def action_keep(self) -> None:
        """Keep what was found."""
        self.dismiss(True)


def told(taken: Input, known: int) -> Content:
    """Return what was found in words."""
    found = taken.found
    number = len(found.papers)
    if found.sources:
        named = [(f"     {title} ({name})\n", "") for name, title in found.sources[:200]]
        head = (f"{_counted(len(found.sources), 'source')} found ({found.kind}).\n", "bold")
        return Content.assemble(head, *_remarks("Left out", found.skipped), ("\n", ""), *named)
    lines = [(f"{_counted(number, 'paper')} found ({found.kind}): {number - known} new, {known} known.\n", "bold")]
    if found.list_date:
        unsaid = ", its year is not given" if found.list_date.startswith("--") else ""
        lines.append((f"The list is of {shown_date(found.list_date)}{unsaid}.\n", ""))
    lines += [(f"{sentence}\n", "") for sentence in notices(found)]
    lines += _remarks("Kept, but damaged on the page", found.damaged)
    lines += _remarks("Left out", found.skipped)
    lines.append(("\n", ""))
    lines += [(f"{place:>4} {paper.title}\n", "") for place, paper in enumerate(found.papers[:200], 1)]
    if number > 200:
        lines.append((f"     and {number - 200} more\n", ""))
    return Content.assemble(*lines)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _remarks(heading: str, remarks: tuple[Remark, ...]) -> list[tuple[str, str]]:
    if not remarks:
        return []
    shown = [(f"  {remark.what}: {remark.why}\n", "$text-muted") for remark in remarks[:50]]
    return [(f"{heading} ({len(remarks)}):\n", ""), *shown]
