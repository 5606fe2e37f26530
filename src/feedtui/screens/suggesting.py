"""Tags that are likely for a paper, and papers that are likely to get a tag."""

from __future__ import annotations

from functools import partial

from textual import work

from feedtui.papers.query import RANKED_BY_TAG, quoted
from feedtui.papers.text import clean_line
from feedtui.papers.words import name_words
from feedtui.screens.changing import FEW
from feedtui.screens.marking import Marking
from feedtui.screens.ranked import Ranked

_NEEDED = 3
"""Papers that a tag needs before anything is learned of it."""


class Suggesting(Ranked, Marking):
    """What the own tags that enough papers have suggest."""

    def action_tag(self, text: str = "") -> None:
        """Ask for tags, or give those that are named; those that are likely are told where they are asked for."""
        super().action_tag(text)
        is_asked = self.prompt.purpose == "tag" and len(self.asked_for) <= FEW
        if is_asked and not self.library.shows_starter and self._tags():
            self._suggest_tags(tuple(self.asked_for))

    def action_suggest(self, tag: str = "") -> None:
        """List the papers that are the likeliest to get a tag: one that is named, or that of the sidebar's row."""
        if self.is_starter():
            return
        tags, view = self._tags(), self.side.row
        if not tag and view is not None and (view.query or "").startswith("tag:"):
            tag = view.label
        name = next((own for own in tags if name_words(own) == name_words(tag)), None)
        if name is not None:
            self.side.open("")
            self.run_command(f"search -tag:{quoted(name)} sort:{quoted(RANKED_BY_TAG + name)}")
        else:
            known = f": {', '.join(tags)}" if tags else ", and no tag of yours has them yet"
            self.say(f"Suggestions need a tag that {_NEEDED} papers have{clean_line(known)}.")

    @work(group="suggest", exit_on_error=False)
    async def _suggest_tags(self, papers: tuple[int, ...]) -> None:
        from feedtui.ranking.asked import likely_tags

        try:
            tags = await self.ask_rank(partial(likely_tags, rows=papers))
        except Exception as error:
            self.cannot_rank(error, by_itself=True)
            return
        if tags and self.prompt.purpose == "tag" and tuple(self.asked_for) == papers:
            self.prompt.hint(clean_line(f"likely: {', '.join(tags)}"))

    def _tags(self) -> list[str]:
        return [tag for tag, count in self.library.counts().own.items() if count.total >= _NEEDED]
