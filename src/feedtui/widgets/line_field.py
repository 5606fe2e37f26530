"""The field of the prompt: a line with what was typed before it and with what may come at its cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.widgets import Input

from feedtui.papers.half_typed import Completion, Mistake

_PAST, _NEXT = "past", "next"
_KEYS = {
    "up": (_PAST, 1),
    "ctrl+p": (_PAST, 1),
    "down": (_PAST, -1),
    "ctrl+n": (_PAST, -1),
    "tab": (_NEXT, 1),
    "shift+tab": (_NEXT, -1),
}


@dataclass(frozen=True, slots=True)
class Aid:
    """What helps to type a line: `completed` is given its text up to the cursor, `mistaken` all of it.

    `past` returns what was typed before, the newest first.
    """

    completed: Callable[[str], Completion] = lambda text: Completion(len(text))
    mistaken: Callable[[str], Mistake | None] = lambda text: None
    past: Callable[[], Sequence[str]] = tuple


class LineField(Input):
    """Goes through earlier lines by up and down, and through what may come at the cursor by tab.

    Either is a row of whole lines, the first of them as it was typed.
    """

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id, compact=True, highlighter=_Underline(self))
        self.cursor_blink = False
        self.aid = Aid()
        self._kind = ""
        self._lines: list[tuple[str, str]] = []
        """What stands before the cursor and behind it in each line of the row."""
        self._at = 0
        self._made: str | None = None
        """The line that this put there; another one was typed."""
        self._offered = Completion()
        self._begun_with = ""

    def begin(self, text: str, aid: Aid) -> None:
        """Put a line there that is to be gone on with."""
        self.aid = aid
        self._made, self._begun_with = None, text
        with self.prevent(Input.Changed):
            self.value = text
        self.cursor_position = len(text)

    def offered(self) -> tuple[Completion, int | None]:
        """Return what may come at the cursor, and which of it is there by tab."""
        if self._kind == _NEXT and self.value == self._made:
            return self._offered, self._at - 1 if self._at else None
        return self.aid.completed(self.value[: self.cursor_position]), None

    def mistake(self) -> Mistake | None:
        """Return what is wrong with the line."""
        return self.aid.mistaken(self.value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Take the keys that move within the line, whatever they do elsewhere."""
        return key in _KEYS or key == "left" or super().check_consume_key(key, character)

    async def _on_key(self, event: events.Key) -> None:
        step = _KEYS.get(event.key)
        if step is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        kind, by = step
        if kind != self._kind or self.value != self._made:
            self._kind, self._at = kind, 0
            self._lines = self._nexts() if kind == _NEXT else self._earlier()
        ends = len(self._lines)
        self._at = (self._at + by) % ends if kind == _NEXT else max(0, min(self._at + by, ends - 1))
        before, after = self._lines[self._at]
        # The only thing that may come is taken: another tab goes on behind it.
        self._made = before + after if kind == _PAST or ends > 2 else None
        if self.value != before + after:
            self.value = before + after
        self.cursor_position = len(before)

    def _nexts(self) -> list[tuple[str, str]]:
        before, after = self.value[: self.cursor_position], self.value[self.cursor_position :]
        self._offered = self.aid.completed(before)
        kept = before[: self._offered.start]
        return [(before, after), *((kept + one, after) for one in self._offered.candidates)]

    def _earlier(self) -> list[tuple[str, str]]:
        begun = "" if self.value == self._begun_with else self.value
        past = (line for line in self.aid.past() if line.startswith(begun) and line != self.value)
        return [(self.value, ""), *((line, "") for line in past)]


class _Underline(Highlighter):
    """Underlines what is wrong with a line."""

    def __init__(self, field: LineField) -> None:
        self._field = field

    def highlight(self, text: Text) -> None:
        """Mark a line that is drawn."""
        mistake = self._field.mistake()
        if mistake is not None:
            text.stylize("underline", mistake.start, mistake.end)
