"""The Textual application: stylesheet, keys, the palette, and a quiet end."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sqlite3
import sys
import time
import traceback
from pathlib import Path
from typing import Any

from rich.text import Text
from textual import events
from textual.screen import Screen
from textual.worker import WorkerFailed

from feedtui import crashes
from feedtui.config_reading import read_leniently
from feedtui.garbage import Garbage
from feedtui.library.library import Library
from feedtui.papers.text import clean_line
from feedtui.paths import Places
from feedtui.screens.drawn import DrawnApp
from feedtui.screens.errand import all_ended
from feedtui.screens.reader import ReaderScreen
from feedtui.terminal import borrowed

_PACKAGE = Path(__file__).resolve().parent


def stylesheet() -> Path:
    """Return the stylesheet: in the package when installed, at the top of the tree in a checkout."""
    installed = _PACKAGE / "styles.tcss"
    return installed if installed.is_file() else _PACKAGE.parents[1] / "styles.tcss"


_TIDY_EVERY = 1.0
"""Seconds between two looks for garbage and at the terminal."""
_OPENS_WITHIN = 2.0
"""Seconds for which a key waits for a window at most."""


class FeedtuiApp(DrawnApp):
    """The reader over one library."""

    TITLE = "feedtui"
    # The palette is our own.
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = stylesheet()
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (80, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]  # noqa: RUF012

    def __init__(self, library: Library) -> None:
        self._settings, self._wrong = read_leniently(library.places.config)
        super().__init__(library, self._settings)
        self._keys = self._keys_before = 0
        self._garbage = Garbage()
        self._had_to_end = False
        self.give_back = borrowed()

    def get_default_screen(self) -> Screen[None]:
        """Return the reader."""
        reader = ReaderScreen(self.library, self._settings)
        if self._wrong:
            reader.call_after_refresh(reader.tell_of_mistakes, self._wrong)
        return reader

    async def on_event(self, event: events.Event) -> None:
        """Give keys to the reader first while no window is over it; a key for one that opens waits for it."""
        if isinstance(event, events.Key):
            await self._opened()
            self._keys += 1
            reader = self.screen_stack[0]
            if not event.is_forwarded and isinstance(reader, ReaderScreen):
                window_over_it = len(self.screen_stack) > 1
                if window_over_it:
                    reader.drop_keys()
                    reader.begin_key()
                elif await reader.take_key(event.key):
                    return
        await super().on_event(event)

    async def _opened(self) -> None:
        """Wait until the screen on top has its widgets: a window that a key opened takes a moment."""
        end = time.monotonic() + _OPENS_WITHIN
        while not self.screen.is_mounted and time.monotonic() < end:
            await asyncio.sleep(0)

    async def run_action(self, action: Any, *args: Any, **kwargs: Any) -> bool:
        """Do what a key is bound to, and remember its name for a log."""
        crashes.did(action if isinstance(action, str) else action[1])
        return await super().run_action(action, *args, **kwargs)

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence and a log; what fails beside the keys ends nothing."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        of_disk = isinstance(cause, (sqlite3.Error, OSError))
        if self.is_headless and not of_disk:
            # A test is to see it.
            super()._handle_exception(error)
        elif isinstance(error, WorkerFailed) and isinstance(cause, Exception) and not of_disk:
            self.tell_of(cause)
        elif not self._had_to_end:
            self._had_to_end = True
            self.exit(return_code=1, message=Text(self._last_words(cause)))

    def _last_words(self, error: BaseException) -> str:
        log = crashes.noted(error, self.library.places)
        said = crashes.sentence(error, log, "had to end")
        if isinstance(error, (sqlite3.Error, OSError)):
            said = f"feedtui had to end: {self.library.places.data} cannot be used ({error})."
        where = "".join(traceback.format_exception(error)) if crashes.is_debugging() else ""
        return f"{where}{clean_line(said)} Everything that was shown as kept is kept."

    def tell_of(self, error: Exception) -> None:
        """Say on the status line that something failed, and go on."""
        log = crashes.noted(error, self.library.places)
        reader = self.screen_stack[0]
        if isinstance(reader, ReaderScreen) and reader.is_mounted:
            reader.say(clean_line(crashes.sentence(error, log, "goes on")))

    def _fail_of_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        if isinstance(error := context.get("exception"), Exception):
            self.tell_of(error)

    def action_help_quit(self) -> None:
        """Say how to quit, where Textual would lay a notification over the status line."""
        reader = self.screen_stack[0]
        if isinstance(reader, ReaderScreen):
            told = f"{reader.key_of('quit')} quits."
            reader.say(told if len(self.screen_stack) == 1 else f"esc closes this, then {told}")

    def on_mount(self) -> None:
        """End quietly when the terminal goes or the system asks."""
        if not gc.isenabled():
            self.call_after_refresh(self._garbage.begin)
        if not self.is_headless:
            self.set_interval(_TIDY_EVERY, self._tidy)
            asyncio.get_running_loop().set_exception_handler(self._fail_of_loop)
        if sys.platform != "win32":
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGTERM, self.exit)
            loop.add_signal_handler(signal.SIGHUP, self._drop)

    async def on_unmount(self) -> None:
        """Let what worked beside the reader end before it."""
        await all_ended()

    def _keep_place(self) -> None:
        if isinstance(self.screen_stack[0], ReaderScreen):
            self.screen_stack[0].keep_place()

    def _drop(self) -> None:
        """End at once: without a terminal, Textual may wait for ever to have its last screen drawn."""
        self.library.end_session()
        self.give_back()
        os._exit(1)

    def _tidy(self) -> None:
        """Collect garbage while no key is pressed, and leave when the terminal is gone without a word."""
        if self._keys == self._keys_before:
            self._garbage.collect()
            self.library.tidy()
            self._keep_place()
        else:
            self._garbage.collect_much()
        self._keys_before = self._keys
        if sys.platform != "win32" and (_has_hung_up() if self.is_web else _is_gone()):
            self._drop()


def _is_gone() -> bool:
    """Whether the terminal hung up; not every one that does so sends a signal."""
    import termios

    try:
        termios.tcgetattr(0)
    except termios.error:
        return True
    return False


def _has_hung_up() -> bool:
    """Whether the server that hands a browser's keys on was killed: nobody writes to standard input any more."""
    import select

    waiting = select.poll()
    waiting.register(0, 0)
    return bool(waiting.poll(0))


def run(places: Places, *, mouse: bool = True) -> int:
    """Open the reader; return the exit code."""
    try:
        library = Library(places, starter=True)
    except OSError as error:
        print(clean_line(str(error)), file=sys.stderr)
        return 1
    except sqlite3.Error as error:
        sentence = f"The papers in {places.papers} cannot be read: {error}. Your marks are kept."
        print(clean_line(sentence), file=sys.stderr)
        return 1
    app = FeedtuiApp(library)
    try:
        app.run(mouse=mouse)
    except BaseException:
        app.give_back()
        raise
    finally:
        library.end_session()
        library.close()
    return 1 if app.return_code else 0
