"""The command that finds anything, and what is done with what it found."""

from __future__ import annotations

from textual import work

from feedtui.papers.query import quoted
from feedtui.screens.moving import Moving


class Offering(Moving):
    """Opens the palette over everything that can be done or gone to."""

    @work(exclusive=True, group="dialog")
    async def action_palette(self) -> None:
        """Find a command, a paper, a tag, a source or a kept search by a few letters, and do it or go there."""
        from feedtui.screens.palette import PaletteScreen
        from feedtui.screens.palette_rows import THEME, Row, rows_of_commands, rows_of_places

        themes = [Row(THEME, name, "colours", name) for name in self.app.available_themes]
        rows = [*rows_of_commands(self.commands), *rows_of_places(self.side.rows), *themes]
        chosen = await self.app.push_screen_wait(PaletteScreen(self.library, rows))
        if chosen is not None:
            self._go_by(chosen.kind, chosen.value)

    def _go_by(self, kind: str, value: str) -> None:
        """Do a command, take a theme, or go to a paper or to the papers of a query."""
        if kind in ("command", "theme"):
            self.run_command(value if kind == "command" else f"theme {value}")
        elif kind == "paper":
            self._go_to_paper(value)
        else:
            self.search = ""
            self.side.open(value)
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
