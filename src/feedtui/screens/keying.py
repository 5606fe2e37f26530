"""Which command a key calls, or some keys one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from textual.screen import Screen

from feedtui.commands import COMMANDS, Command
from feedtui.keynames import shown

_IN_PROMPT = {"enter": "answer", "escape": "back"}
"""What keys do while something is typed; all others are for the text."""


class Keying(Screen[None]):
    """Calls commands by the keys that the reader gave them.

    Keys are looked up here and not bound to widgets, so that each is done before the next one is looked at: quick
    fingers write into the prompt that they opened, and sequences like `g g` are but longer keys.
    """

    def __init__(self, commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__(classes="at-list")
        self.commands = commands
        self._called = {keys: one.action for one in commands for keys in one.keys.split(",") if keys}
        self._beginnings = {" ".join(keys[:end]) for keys in map(str.split, self._called) for end in range(1, len(keys))}
        self._pressed = ""

    async def take_key(self, key: str) -> bool:
        """Do what a key means here; return whether it means something."""
        if self.is_asking():
            self._pressed = ""
            self.begin_key()
            return key in _IN_PROMPT and await self.app.run_action(_IN_PROMPT[key], self)
        keys, self._pressed = f"{self._pressed} {key}".lstrip(), ""
        if keys in self._beginnings:
            # The number before it waits as well.
            self._pressed = keys
            self.say(f"{shown(keys)} …")
            return True
        self.begin_key()
        if keys in self._called:
            await self.app.run_action(self._called[keys], self)
        elif keys != key:
            self.say("" if key == "escape" else f"{shown(keys)} is no command.")
        elif key in "0123456789":
            await self.app.run_action(f"digit({key})", self)
        else:
            return False
        return True

    def drop_keys(self) -> None:
        """Forget the keys that wait for another one."""
        self._pressed = ""

    def is_asking(self) -> bool:
        """Whether a line is being typed."""
        raise NotImplementedError

    def begin_key(self) -> None:
        """Another key was pressed."""
        raise NotImplementedError

    def say(self, message: str) -> None:
        """Say on the status line what happened."""
        raise NotImplementedError
