"""A paper's full text, read in the terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from feedtui.library.library import Library
from feedtui.library.saved import keep_text_place, text_place
from feedtui.papers.paper import Paper
from feedtui.papers.text import clean_line
from feedtui.screens.dialog import Dialog, Once
from feedtui.widgets.prompt import Prompt, asks
from feedtui.widgets.sought import pattern_of
from feedtui.widgets.status_line import StatusLine
from feedtui.widgets.text_pane import Paragraph, TextPane, lines_of, paragraphs_of

_KEYS = (
    "{text-page-down} page · {text-search} search · {text-next} {text-previous} next · {text-contents} contents · "
    "{text-next-section} {text-previous-section} section · {text-leave} back"
)
_KEEP_EVERY = 30.0


class FullTextScreen(Once[None]):
    """One text, from where it was left the last time."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", show=False, priority=True),
        Binding("escape", "back", show=False, priority=True),
    ]

    def __init__(self, library: Library, paper: Paper, text: str) -> None:
        super().__init__()
        self._library = library
        self._paper = paper
        self._text = text
        self._paragraphs: list[Paragraph] = []
        self._sought = ""

    def compose(self) -> ComposeResult:
        """Make the screen."""
        yield TextPane(id="full-text")
        yield Prompt(id="prompt")
        yield StatusLine(id="status")
        yield Static(Content(self.keys_told(_KEYS)), id="full-text-keys", markup=False)

    def on_mount(self) -> None:
        """Remember the place now and then."""
        self.set_interval(_KEEP_EVERY, self._keep_place)

    def on_resize(self) -> None:
        """Set the text for the width that there is now."""
        self.call_after_refresh(self._set)

    @work(exclusive=True, group="set", exit_on_error=False)
    async def _set(self) -> None:
        pane = self.query_one(TextPane)
        first = pane.paragraph() if pane.lines else text_place(self._library, self._paper)
        self._paragraphs = self._paragraphs or await asyncio.to_thread(paragraphs_of, self._text)
        lines = await asyncio.to_thread(lines_of, self._paragraphs, pane.measure())
        pane.set(self._paragraphs, lines, first)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take keys for text while the prompt asks."""
        return action == "back" or asks(self) == (action == "answer")

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines."""
        self._say("")
        self.query_one(TextPane).scroll_lines(lines)

    def action_page(self, halves: int) -> None:
        """Scroll by half pages; of a whole one a line stays on screen."""
        page = self.query_one(TextPane).page()
        whole = max(1, page - 1)
        self.action_scroll({2: whole, -2: -whole}.get(halves, halves * max(1, page // 2)))

    def action_section(self, step: int) -> None:
        """Go to the next heading, or to the one before."""
        pane = self.query_one(TextPane)
        at = pane.paragraph()
        headings = [number for number, one in enumerate(self._paragraphs) if one.depth]
        ahead = [one for one in headings if one > at] if step > 0 else [one for one in headings if one < at][::-1]
        self._say("" if ahead else "There is no further heading.")
        if ahead:
            pane.go_to(ahead[0])

    def action_search(self) -> None:
        """Ask for words to find."""
        self.query_one(Prompt).ask("search", "/", self._sought)

    async def action_answer(self) -> None:
        """Search for what was typed; small letters find great ones too."""
        _, text = await self.query_one(Prompt).taken()
        self._sought = text
        pattern = pattern_of(text)
        self.query_one(TextPane).search(pattern)
        if pattern:
            self.action_found(1)

    def action_found(self, step: int) -> None:
        """Go to the next line that has what was searched for, or to the one before."""
        pane = self.query_one(TextPane)
        number = pane.next_hit(step)
        if not self._sought:
            self._say(self.keys_told("Search first: {text-search} and some words."))
        elif number is None:
            self._say(clean_line(f"{self._sought} is not in this text."))
        else:
            self._say(clean_line(f"/{self._sought}: line {number} of {len(pane.hits)} that have it"))

    @work(exclusive=True, group="dialog")
    async def action_contents(self) -> None:
        """Choose a heading."""
        pane = self.query_one(TextPane)
        headings = [(number, one) for number, one in enumerate(self._paragraphs) if one.depth]
        if not headings:
            self._say("This text has no headings.")
            return
        chosen = await self.app.push_screen_wait(ContentsScreen(headings, pane.heading()))
        if chosen is not None:
            pane.go_to(chosen)

    def action_back(self) -> None:
        """Stop asking, or go back to the list."""
        prompt = self.query_one(Prompt)
        if prompt.purpose:
            prompt.close()
        else:
            self.action_leave()

    def action_leave(self) -> None:
        """Go back to the list; the place is remembered."""
        self._keep_place()
        self.dismiss(None)

    @on(TextPane.Moved)
    def _moved(self) -> None:
        pane = self.query_one(TextPane)
        last = min(pane.top + pane.page(), len(pane.lines))
        share = f"{100 * last // max(1, len(pane.lines))}%"
        heading = pane.heading()
        section = self._paragraphs[heading].text if heading is not None else self._paper.title
        self.query_one(StatusLine).put(f"{section} · {share}", share)

    def _keep_place(self) -> None:
        pane = self.query_one(TextPane)
        if pane.lines and not self._library.is_read_only:
            keep_text_place(self._library, self._paper, pane.paragraph())

    def _say(self, sentence: str) -> None:
        self.query_one(StatusLine).say(sentence)


class ContentsScreen(Dialog[int]):
    """The headings of a text; ends with the paragraph of one."""

    def __init__(self, headings: Sequence[tuple[int, Paragraph]], current: int | None) -> None:
        super().__init__()
        self._headings = headings
        self._current = current

    def compose(self) -> ComposeResult:
        """Make the list."""
        least = min(one.depth for _, one in self._headings)
        options = [Option(Content("  " * (one.depth - least) + one.text)) for _, one in self._headings]
        headings = OptionList(*options, markup=False, classes="window")
        headings.border_title = Content("Contents")
        headings.border_subtitle = Content("enter goes there · esc closes")
        yield headings

    def on_mount(self) -> None:
        """Begin at the heading that is being read."""
        numbers = [number for number, _ in self._headings]
        if self._current in numbers:
            self.query_one(OptionList).highlighted = numbers.index(self._current)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to the heading under the cursor."""
        self.dismiss(self._headings[event.option_index][0])
