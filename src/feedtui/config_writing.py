"""The settings file as it is shipped: every setting with its default, behind a `#`."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from feedtui.commands import COMMANDS
from feedtui.config import Config, Endpoints, Mail, rules
from feedtui.config_told import Told
from feedtui.keynames import written
from feedtui.window_commands import WINDOW_COMMANDS

_NOTHING = ""
"""Stands for a text that is not set."""
_COLUMN = 44
"""Where what is said of a setting begins."""
_TABLES: tuple[tuple[str, type[Endpoints | Mail], str], ...] = (
    ("endpoints", Endpoints, "Mirrors, or servers that stand in."),
    ("mail", Mail, "How feedtui digest --send sends."),
)
_KEYS = """\
# A command's name, and its keys: "s", ["j", "down"], "ctrl+x", keys one after the other as in "g g", "" for none.
# They go before the keys that are shipped. feedtui config --check says what is wrong; in feedtui, :help shows the keys
# as they are, and :config opens this file and takes them over. Those of windows, which begin with what the window is
# called, are one key each; esc leaves every window. As shipped:"""


def default_settings(told: Mapping[tuple[str, str], Told] = MappingProxyType({})) -> str:
    """Return the file; with the `#` before a setting taken away, that setting is what it is by default.

    Those that are `told` to be in force by table and name have no `#`, and where they came from behind them.
    """
    lines = ["# The settings of feedtui. Take the # before a setting away, and change it."]
    lines += _lines("", Config, told)
    for name, kind, about in _TABLES:
        lines += ["", f"[{name}]  # {about}", *_lines(name, kind, told)]
    return "\n".join([*lines, "", "[keys]", _KEYS, *_keys(told), ""])


def write_settings(file: Path) -> bool:
    """Write the file where there is none; return whether there was none.

    Raises:
        OSError: It cannot be written.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(file, "x", encoding="utf-8", opener=_private) as opened:
            opened.write(default_settings())
    except FileExistsError:
        return False
    return True


def _private(path: str, flags: int) -> int:
    # It may hold a token one day.
    return os.open(path, flags, 0o600)


def _lines(table: str, kind: type[Config | Endpoints | Mail], told: Mapping[tuple[str, str], Told]) -> Iterator[str]:
    for name, (rule, default) in rules(kind).items():
        yield _line(name, _NOTHING if default is None else default, rule.told, told.get((table, name)))


def _keys(told: Mapping[tuple[str, str], Told]) -> Iterator[str]:
    for command in (*COMMANDS, *WINDOW_COMMANDS):
        keys = tuple(written(keys) for keys in command.keys.split(",") if keys)
        shipped = keys if len(keys) > 1 else "".join(keys)
        yield _line(command.name, shipped, command.help, told.get(("keys", command.name)))


def _line(name: str, default: object, about: str, told: Told | None) -> str:
    if told is None:
        return f"{f'# {name} = {_written(default)}':{_COLUMN}} # {about}"
    if told.value is None:
        return f"{f'# {name} is set, and not shown':{_COLUMN}} # {told.source}"
    return f"{f'{name} = {_written(told.value)}':{_COLUMN}} # {told.source}"


def _written(value: object) -> str:
    """Return a value as TOML writes it, which for these is as JSON does."""
    import json

    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
