"""A feedtui command that works beside the reader, in a process of its own: no key waits for it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncGenerator
from contextlib import suppress

from feedtui.paths import Places

_LEAST = 19
"""The niceness of who gives way to everybody."""
_PATIENCE = 2.0
"""Seconds for which the reader's end waits for commands that were asked to end."""

_under_way: set[asyncio.subprocess.Process] = set()


async def lines_of(places: Places, *words: str) -> AsyncGenerator[str, None]:
    """Run a command over the same library, and yield what it prints, what it says of errors too.

    The command ends with the loop that asks for its lines.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    if places.data == places.settings:
        environment["FEEDTUI_HOME"] = str(places.data)
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        # No module is taken from the folder that the reader was started in.
        "-P",
        "-m",
        "feedtui",
        *words,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=environment,
        limit=2**24,
    )
    assert process.stdout is not None
    _behind_the_keys(process.pid)
    _under_way.add(process)
    try:
        async for line in process.stdout:
            yield line.decode(errors="replace").rstrip("\n")
        await process.wait()
    finally:
        try:
            if process.returncode is None:
                process.terminate()
            await process.wait()
        finally:
            _under_way.discard(process)


async def all_ended() -> None:
    """Wait for the commands that were asked to end: behind the reader nothing of it writes any more."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_PATIENCE):
            for process in list(_under_way):
                await process.wait()


def _behind_the_keys(process: int) -> None:
    """Let a process, and those that it will start, have a processor only where nothing else wants it."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, _LEAST)
