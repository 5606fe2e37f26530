"""The reader's files of settings and topics: written out without secrets, and put where there are none."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from feedtui.library.looks import LOOKS
from feedtui.library.whole_file import replace_file
from feedtui.papers.links import has_login

_SECRETS = ("token", "password")


class Unfit(ValueError):
    """A file that is not taken over; the message says why, as the end of a sentence."""


def without_secrets(text: str) -> tuple[str | None, list[str]]:
    """Return settings without secrets, and what was left out.

    All other lines stay as they are. None stands for settings that cannot be parted from their secrets.
    """
    told = _parsed(text)
    if told is None:
        return None, ["all settings, since the file is no TOML"]
    names = list(dict.fromkeys(_secret_names(told)))
    known = "|".join(map(re.escape, (*_SECRETS, *names)))
    secret = re.compile(rf"\s*[\"']?({known})[\"']?\s*=|\s*#.*\b({known})[\"']?\s*=", re.IGNORECASE)
    lines, kept, at = text.splitlines(keepends=True), "", 0
    while at < len(lines):
        if secret.match(lines[at]):
            # A value may go on over several lines.
            ends = range(at + 1, len(lines) + 1)
            at = next((end for end in ends if _parsed("".join(lines[at:end])) is not None), at + 1)
        else:
            kept += lines[at]
            at += 1
    if _parsed(kept) != _stripped(told):
        return None, ["all settings, since secrets stand among them"]
    return kept, names


def put(path: Path, text: str, *, beside: bool = False) -> Path | None:
    """Put a file in its place if there is none; return its path, None where the same is there already.

    Where there is another, or with `beside`, it is put beside it: `settings.toml.restored`.
    """
    names = (path.with_name(f"{path.name}.restored{f'-{number}' if number > 1 else ''}") for number in count(1))
    data = text.encode()
    if path.exists() and path.read_bytes() == data:
        return None
    free = path if not beside and not path.exists() else next(one for one in names if _is_free(one, data))
    if not free.exists():
        replace_file(free, [data])
    return free


def checked(text: str) -> dict[str, Any]:
    """Return what a file of settings or topics says; raises `Unfit`."""
    told = _parsed(text)
    if told is None:
        raise Unfit("it is no TOML")
    if not all(
        letter.isprintable() or letter in "\t\n" for letter in "".join((text.replace("\r\n", "\n"), *_texts(told)))
    ):
        raise Unfit("it holds characters that cannot be shown")
    return told


def is_harmless(settings: dict[str, Any]) -> bool:
    """Whether settings name no server, no program and no file: those of somebody else may be taken over unseen."""
    return all(isinstance(value, int | float) or name in (*LOOKS, "keys") for name, value in settings.items())


def _is_free(path: Path, data: bytes) -> bool:
    return not path.exists() or path.read_bytes() == data


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        return None


def _secret_names(table: dict[str, Any]) -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _secret_names(value)
        elif _is_secret(name, value):
            yield name


def _stripped(table: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _stripped(value) if isinstance(value, dict) else value
        for name, value in table.items()
        if not _is_secret(name, value)
    }


def _is_secret(name: str, value: object) -> bool:
    return name.lower() in _SECRETS or has_login(value)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for name, one in value.items():
                yield name
                yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)
