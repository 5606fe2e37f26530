"""Triage: one paper at a time, and one key a verdict."""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from feedtui.library.library import Library, utc_now
from feedtui.library.locking import JournalError
from feedtui.papers.text import clean_line
from feedtui.screens.dialog import Once
from feedtui.screens.verdicts import QUEUE, STAR, Round, Verdict
from feedtui.widgets.abstract import AbstractPane

_KEYS = (
    "{triage-star} star · {triage-queue} queue · {triage-skip} skip · {triage-later} later · {triage-undo} back · "
    "{triage-open} open · esc leave"
)
_KEYS_AT_END = "{triage-export} export the kept · {triage-undo} back · esc close"
_BAR = 30


class TriageScreen(Once[bool], ModalScreen[bool | None]):
    """Goes through papers, the first of them on top; ends with whether what was kept is to be exported.

    `rows` are the papers that wait for a verdict, `left` the round that goes on, or a new one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self,
        library: Library,
        rows: Sequence[int],
        left: Round,
        keep: Callable[[Round], None],
        show: Callable[[int], None],
    ) -> None:
        super().__init__()
        self._library = library
        # It may be all papers: as numbers of their own they take five times as much, for as long as a timer knows this.
        self._rows = array("q", rows)
        self._at = 0
        self._round = left
        self._keep = keep
        self._show = show
        self._total = len(rows) + len(left.verdicts)
        self._since = time.monotonic()
        self._said = ""

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield Static(id="triage-place", markup=False)
        yield AbstractPane(id="triage-paper")
        yield Static(id="triage-keys", markup=False)

    def on_mount(self) -> None:
        """Show the first paper, and keep the round now and then."""
        self.set_interval(30, self._keep_round)
        self._draw()

    def action_decide(self, what: str) -> None:
        """Give a verdict, and go on to the next paper."""
        row = self._row()
        if row is None:
            return
        try:
            item = self._library.item(row)
            mark = item.mark
            verdict = Verdict(item.paper.id, what, (mark.read, mark.starred, mark.queued))
            self._library.change([row], lambda mark: verdict.given(mark, utc_now()))
        except KeyError:
            pass
        except JournalError as error:
            self._said = clean_line(str(error))
            self._draw()
            return
        else:
            self._round.verdicts.append(verdict)
            self._said = ""
        self._at += 1
        self._draw()

    def action_back(self) -> None:
        """Take the last verdict back, and show its paper again."""
        if not self._round.verdicts:
            self._said = "There is no verdict to take back."
        else:
            verdict = self._round.verdicts[-1]
            try:
                row = self._library.row_of(verdict.paper)
                self._library.change([row], verdict.taken_back)
            except (KeyError, JournalError) as error:
                self._said = clean_line(str(error))
            else:
                self._round.verdicts.pop()
                if self._at and self._rows[self._at - 1] == row:
                    self._at -= 1
                else:
                    self._rows.insert(self._at, row)
                self._said = f"Taken back: {verdict.what}."
        self._draw()

    def action_scroll(self, lines: int) -> None:
        """Scroll the abstract."""
        self.query_one(AbstractPane).scroll_lines(lines)

    def action_open(self) -> None:
        """Open the paper's page."""
        row = self._row()
        if row is not None:
            self._show(row)

    def action_export(self) -> None:
        """Leave, and export what was kept."""
        if self._row() is None:
            self._end(export=True)

    def action_leave(self) -> None:
        """Leave; the same view is gone on with from here."""
        self._end(export=False)

    def _end(self, *, export: bool) -> None:
        self._keep_round()
        if self._row() is None:
            # It is over: the next one over this view begins anew.
            self._keep(Round(self._round.view))
        self.dismiss(export)

    def _keep_round(self) -> None:
        self._spend()
        self._keep(self._round)

    def _spend(self) -> None:
        now = time.monotonic()
        self._round.seconds += now - self._since
        self._since = now

    def _row(self) -> int | None:
        return self._rows[self._at] if self._at < len(self._rows) else None

    def _draw(self) -> None:
        row, counts, done = self._row(), self._round.counted(), len(self._round.verdicts)
        kept = counts[STAR] + counts[QUEUE]
        filled = round(_BAR * done / self._total) if self._total else _BAR
        place = f"{min(done + 1, self._total)} of {self._total}, {kept} kept"
        if row is None:
            self._spend()
            place = f"Done. {self._round.told()}"
        bar = "█" * filled + "░" * (_BAR - filled)
        said = f"  {self._said}" if self._said else ""
        self.query_one("#triage-place", Static).update(Content(f"{place}  {bar}{said}"))
        keys = _KEYS if row is not None else _KEYS_AT_END
        self.query_one("#triage-keys", Static).update(Content(self.keys_told(keys)))
        paper = self.query_one(AbstractPane)
        if row is None:
            paper.show(None)
            return
        try:
            paper.show(self._library.item(row))
        except KeyError:
            # It has become part of another paper meanwhile.
            self._at += 1
            self._draw()
