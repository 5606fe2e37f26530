"""A search put together from the sidebar's rows."""

from __future__ import annotations

from feedtui.papers.combining import ANY, WITH, WITHOUT, combined
from feedtui.papers.query import All, Either, query_text, sense
from feedtui.screens.selecting import Selecting

_HOW = (
    "In the sidebar ({back}), {with-row} finds papers with a tag or another row, {any-row} with any of several, "
    "{without-row} without it."
)
_MADE = "{leave} undoes this search, {search} edits it, {keep-search} keeps it."


class Combining(Selecting):
    """The keys of the sidebar's rows. What they make is an ordinary query, in the line where a search is typed."""

    def action_with_row(self) -> None:
        """List papers that are in the sidebar's row, and in every other that was chosen so."""
        self._combine(WITH)

    def action_any_row(self) -> None:
        """List papers that are in the sidebar's row or in another that was chosen so."""
        self._combine(ANY)

    def action_without_row(self) -> None:
        """List papers that are not in the sidebar's row."""
        self._combine(WITHOUT)

    def action_select(self) -> None:
        """Select the paper under the cursor; on a tag of the sidebar, choose that."""
        if self.pane == "sidebar" and self.side.row is not None and self.side.row.is_tag:
            self._combine(WITH)
        else:
            super().action_select()

    def view_label(self) -> str:
        """Return what the view is called, nothing where the search is all."""
        return "" if self.combined else super().view_label()

    def _combine(self, sign: str) -> None:
        row = self.side.row
        if self.pane != "sidebar" or row is None:
            self.say(self.with_keys(_HOW))
        elif isinstance(row.part, All):
            self.say(f"{row.label} is no part of a search: choose a tag, a topic, a source or another view.")
        else:
            made = combined(sense(self.search), row.part, sign)
            # In parentheses, a word typed behind them is for all of them.
            self.search = f"({query_text(made)})" if isinstance(made, Either) else query_text(made)
            self.half_typed = False
            self.combined = True
            self.stop_reading()
            self.kept.clear()
            self.papers.move_to(0)
            self.refill()
            self.say(self.with_keys(_MADE) if self.search else "")
