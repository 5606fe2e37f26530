"""Which command a key calls, or some keys one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from textual.timer import Timer

from feedtui.commands import COMMANDS, Command
from feedtui.keynames import RESERVED, SAME, shown
from feedtui.screens.failing import Failing
from feedtui.window_commands import first_key

WAIT = 2.0
"""Seconds that keys wait for the one that is to follow."""

_IN_PROMPT = {"enter": "answer", "escape": "back"}
"""What keys do while something is typed; all others are for the text."""


class Keying(Failing[None]):
    """Calls commands by the keys that the reader gave them.

    Keys are looked up here and not bound to widgets, so that each is done before the next one is looked at: quick
    fingers write into the prompt that they opened, and sequences like `g g` are but longer keys.
    """

    _pressed = ""
    """The keys that wait for another one."""
    _waiting: Timer | None = None
    escapes = 0
    """How often `esc` was pressed: what a command is still getting ready to show is not wanted any more then."""

    def __init__(self, commands: Sequence[Command] = COMMANDS) -> None:
        super().__init__(classes="at-list")
        self.use_keys(commands)

    def use_keys(self, commands: Sequence[Command]) -> None:
        """Take the commands under other keys from now on."""
        self.commands = commands
        self._called = {keys: one.action for one in commands for keys in one.keys.split(",") if keys}
        sequences = [keys.split() for keys in self._called]
        self._beginnings = {" ".join(keys[:end]) for keys in sequences for end in range(1, len(keys))}
        self.drop_keys()

    def key_of(self, name: str) -> str:
        """Return the first key of a command as people write it; without a key, its name."""
        return first_key(self.commands, name) or f":{name}"

    def with_keys(self, sentence: str) -> str:
        """Return a sentence with the key of each command that it names in braces."""
        return sentence.format_map({one.name: self.key_of(one.name) for one in self.commands})

    async def take_key(self, key: str) -> bool:
        """Do what a key means here; return whether it means something."""
        # Some terminals tell these from one another, and no one knows which.
        key = SAME.get(key, key)
        keys = f"{self._pressed} {key}".lstrip()
        self.drop_keys()
        self.escapes += key == "escape"
        if key in RESERVED or self.is_asking():
            self.begin_key()
            return self.is_asking() and key in _IN_PROMPT and await self.app.run_action(_IN_PROMPT[key], self)
        if keys in self._beginnings:
            # The number before it waits as well.
            self._pressed = keys
            self._waiting = self.set_timer(WAIT, self._give_up)
            self.say(f"{shown(keys)} …")
            return True
        self.begin_key()
        if keys in self._called:
            await self.call(self._called[keys])
        elif keys != key:
            self.say("" if key == "escape" else f"{shown(keys)} is no command.")
        elif key in "0123456789":
            await self.app.run_action(f"digit({key})", self)
        else:
            return False
        return True

    async def call(self, action: str) -> None:
        """Do what keys of the reader's stand for."""
        await self.app.run_action(action, self)

    def is_waiting(self) -> bool:
        """Whether keys were pressed that another one is to follow."""
        return bool(self._pressed)

    def drop_keys(self) -> None:
        """Forget the keys that wait for another one."""
        self._pressed = ""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _give_up(self) -> None:
        self.drop_keys()
        self.begin_key()

    def is_asking(self) -> bool:
        """Whether a line is being typed."""
        raise NotImplementedError

    def begin_key(self) -> None:
        """Another key was pressed."""
        raise NotImplementedError

    def say(self, message: str) -> None:
        """Say on the status line what happened."""
        raise NotImplementedError
