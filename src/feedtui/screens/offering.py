"""The command that finds anything, and what is done with what it found."""

from __future__ import annotations

from feedtui.papers.query import quoted
from feedtui.screens.moving import Moving
from feedtui.screens.palette_rows import COMMAND, PAPER, THEME, Row, rows_of_commands, rows_of_places


class Offering(Moving):
    """Opens the palette over everything that can be done or gone to."""

    def action_palette(self) -> None:
        """Find a command, a paper, a tag, a source or a kept search by a few letters, and do it or go there."""
        from feedtui.screens.palette import PaletteScreen

        themes = [Row(THEME, name, "colours", name) for name in self.app.available_themes]
        rows = [*rows_of_commands(self.commands), *rows_of_places(self.side.rows), *themes]
        # At once, and not by a worker: what is typed next is for the palette.
        self.app.push_screen(PaletteScreen(self.library, rows), self._go_by)

    def _go_by(self, chosen: Row | None) -> None:
        """Do a command, take a theme, or go to a paper or to the papers of a query."""
        if chosen is None:
            return
        if chosen.kind == COMMAND:
            self.run_command(chosen.value)
        elif chosen.kind == THEME:
            self.run_command(f"theme {chosen.value}")
        elif chosen.kind == PAPER:
            self._go_to_paper(chosen.value)
        else:
            self.search = ""
            self.side.open(chosen.value)
            self.go_to("list")

    def _go_to_paper(self, paper: str) -> None:
        """Put the cursor on a paper of the list, or where it is not in it, list it alone."""
        try:
            row = self.library.row_of(paper)
        except KeyError:
            self.say("This paper is no longer here.")
            return
        self.go_to("list")
        if row in self.papers.papers:
            self.papers.move_to(self.papers.papers.index(row))
        else:
            self.run_command(f"search id:{quoted(paper)}")
