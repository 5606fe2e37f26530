"""Which settings are in force, and where each that is not as shipped came from."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path

from feedtui.commands import COMMANDS
from feedtui.config import Config, Endpoints, Mail, rules
from feedtui.config_lines import line_of
from feedtui.config_reading import examined, text_of
from feedtui.keynames import written
from feedtui.library.looks import looks_chosen
from feedtui.papers.links import has_login
from feedtui.paths import Places
from feedtui.window_commands import WINDOW_COMMANDS

_ENVIRONMENT = {"token": "HF_TOKEN", "huggingface": "HF_ENDPOINT"}
"""Where a setting may come from that no file has."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a setting is, and where that came from; a secret has no value."""

    value: object
    source: str


def in_force(places: Places) -> dict[tuple[str, str], Told]:
    """Return the settings that are not as shipped, by table (empty for what stands above all) and name."""
    config, _ = examined(places.config)
    file = _File(places.config)
    chosen = {("", name): Told(value, "chosen in the reader") for name, value in looks_chosen(places).items()}
    told = {one: Told(value, file.source(*one)) for one, value in (*_values(config), *_keys(config))}
    return {**chosen, **told, **{("", name): one for name, one in _looks_asked()}}


class _File:
    """A settings file, and where in it something is set."""

    def __init__(self, path: Path) -> None:
        self._name, self._text, self._told = path.name, "", {}
        with suppress(OSError, ValueError, RecursionError):
            self._text = text_of(path)
            self._told = tomllib.loads(self._text)

    def source(self, table: str, name: str) -> str:
        """Return where a setting that is in force came from."""
        held = self._told.get(table, {}) if table else self._told
        if name in _ENVIRONMENT and name not in held:
            return _ENVIRONMENT[name]
        line = line_of(self._text, table, name) if name in held else 0
        return f"{self._name}, line {line}" if line else self._name


def _values(config: Config) -> Iterator[tuple[tuple[str, str], object]]:
    """Yield what is not as shipped; None for a secret."""
    kinds = (("", Config, config), ("endpoints", Endpoints, config.endpoints), ("mail", Mail, config.mail))
    for table, kind, values in kinds:
        hidden = {one.name for one in fields(kind) if not one.repr}
        for name, (_, default) in rules(kind).items():
            value = getattr(values, "sender" if name == "from" else name)
            if value != default:
                is_secret = name in hidden or has_login(value)
                yield (table, name), None if is_secret else value


def _keys(config: Config) -> Iterator[tuple[tuple[str, str], object]]:
    set_here, all_shipped = (*config.commands, *config.window_commands), (*COMMANDS, *WINDOW_COMMANDS)
    for command, shipped in zip(set_here, all_shipped, strict=True):
        if command.keys != shipped.keys:
            keys = tuple(written(one) for one in command.keys.split(",") if one)
            yield ("keys", command.name), keys if len(keys) > 1 else "".join(keys)


def _looks_asked() -> Iterator[tuple[str, Told]]:
    """Yield how the environment wants the reader to look, which goes before all else."""
    environment = os.environ
    if "NO_COLOR" in environment:
        yield "theme", Told("ansi-dark", "NO_COLOR")
    elif theme := environment.get("TEXTUAL_THEME"):
        yield "theme", Told(theme, "TEXTUAL_THEME")
    if asked := environment.get("FEEDTUI_ASCII"):
        yield "glyphs", Told("unicode" if asked == "0" else "ascii", "FEEDTUI_ASCII")
    if environment.get("NO_MOTION"):
        yield "motion", Told("off", "NO_MOTION")
    elif asked := environment.get("TEXTUAL_ANIMATIONS"):
        yield "motion", Told("off" if asked == "none" else "on", "TEXTUAL_ANIMATIONS")
