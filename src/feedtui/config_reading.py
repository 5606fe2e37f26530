"""Settings read from a file, one by one: each that is wrong is named, with its line and the nearest right one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from feedtui.commands import COMMANDS, Command
from feedtui.config import Config, Endpoints, Mail, Rule, rules
from feedtui.keymap import SHOWN, closest, meant, remapped, windows_remapped
from feedtui.papers.text import clean_line
from feedtui.window_commands import WINDOW_COMMANDS

TABLES = ("endpoints", "mail", "keys")
_MISNAMED = {"password": "there is no password; set password_command", "sender": "sender is called from"}
"""What of the mail goes by another name."""
_MOST_BYTES = 1_000_000
"""No settings file is longer."""

_Kind: TypeAlias = type[Config | Endpoints | Mail]
_KINDS: dict[str, _Kind] = {"": Config, "endpoints": Endpoints, "mail": Mail}


class ConfigError(ValueError):
    """A settings file that is wrong; the message says in sentences where and what, a line for each mistake."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a settings file that is ignored, in a sentence; `table` is empty above all tables, None for all.

    `line` is 0 where it is not known. One `for_reader` is nothing to the other commands.
    """

    line: int
    table: str | None
    sentence: str
    for_reader: bool = False

    def of(self, file: Path | str) -> str:
        """Return the sentence with where in the file it is."""
        at = f", line {self.line}" if self.line else f", [{self.table}]" if self.table else ""
        return f"{file}{at}: {self.sentence}"


def read_config(file: Path, *tables: str) -> Config:
    """Return the settings of a file, the defaults where there is none.

    `tables` are those that matter to whoever asks, `""` what stands above them; without any, all but `[keys]`.
    `HF_ENDPOINT` and `HF_TOKEN` are read as Hugging Face's own tools read them; the file goes before them.

    Raises:
        ConfigError: The file cannot be read, or something that matters is wrong.
    """
    config, mistakes = examined(file)
    matter = (None, *(tables or ("", "endpoints", "mail")))
    told = [one.of(file) for one in mistakes if one.table in matter and not one.for_reader]
    if told:
        raise ConfigError("\n".join(told))
    return config


def read_leniently(file: Path) -> tuple[Config, list[str]]:
    """Return the settings of a file with the defaults for what is wrong, and a sentence for each of that."""
    config, mistakes = examined(file)
    return config, [one.of(file.name) for one in mistakes]


def examined(file: Path) -> tuple[Config, list[Mistake]]:
    """Return the settings of a file with the defaults for what is wrong, and all that is."""
    try:
        text = text_of(file)
    except (OSError, ValueError) as error:
        why = f"It cannot be read ({error}), and the defaults are used."
        return Examination("").config({}), [Mistake(0, None, why)]
    examination = Examination(text)
    config = examination.config(examination.parsed())
    return config, sorted(examination.mistakes, key=lambda one: one.line)


class Examination:
    """Takes settings out of the text of a file, one by one, and notes what is wrong."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.mistakes: list[Mistake] = []

    def parsed(self) -> dict[str, Any]:
        """Return what the file has, nothing if it is no TOML."""
        if not self._text:
            return {}
        import tomllib

        try:
            return tomllib.loads(self._text)
        except (ValueError, RecursionError) as error:
            from feedtui.config_lines import line_told, without_line

            line = line_told(str(error), self._text)
            why = f"{without_line(str(error))}. It is not TOML, and nothing in the file is used until it is mended."
            self.mistakes.append(Mistake(line, None, clean_line(why)))
            return {}

    def config(self, told: dict[str, Any]) -> Config:
        """Return settings, with the defaults for those that are wrong or not there."""
        addresses, mail, keys = (self._table(told, name) for name in TABLES)
        endpoint, token = os.environ.get("HF_ENDPOINT"), os.environ.get("HF_TOKEN")
        servers = {"huggingface": endpoint} if endpoint else {}
        servers.update(self._checked(Endpoints, "endpoints", addresses))
        endpoints = Endpoints(**{name: address.rstrip("/") for name, address in servers.items()})
        settings = {"token": token or None, **self._checked(Config, "", told)}
        commands, windows = self._commands(keys)
        return Config(
            **settings, endpoints=endpoints, mail=self._mail(mail), commands=commands, window_commands=windows
        )

    def _note(self, table: str, name: str, clause: str, *, for_reader: bool = False, about: str = "") -> None:
        """Note a mistake in a table, or one that is about another table than where it stands."""
        from feedtui.config_lines import line_of

        sentence = clean_line(clause)
        ended = sentence if sentence.endswith("?") else f"{sentence}."
        self.mistakes.append(Mistake(line_of(self._text, table, name), about or table, ended, for_reader))

    def _table(self, told: dict[str, Any], name: str) -> dict[str, Any]:
        """Take a table out of settings, an empty one where there is none."""
        table = told.pop(name, {})
        if isinstance(table, dict):
            return table
        self._note("", name, f"{name} has to be a table: [{name}]", about=name)
        return {}

    def _checked(self, kind: _Kind, table: str, told: dict[str, Any]) -> dict[str, Any]:
        """Return those settings that are known and of the kind that their defaults are of."""
        known, good = rules(kind), {}
        for name, value in told.items():
            if name not in known:
                self._unknown(table, name)
                continue
            rule, default = known[name]
            why = _why_wrong(rule, default, value)
            if why:
                self._note(table, name, f"{name} {why}", for_reader=rule.for_reader)
            elif value != "":
                good[name] = tuple(value) if isinstance(value, list) else value
        return good

    def _unknown(self, table: str, name: str) -> None:
        """Note that there is no such setting, and which one was likely meant."""
        close = closest(name, [*rules(_KINDS[table]), *(() if table else TABLES)])
        elsewhere = [other for other, kind in _KINDS.items() if name in rules(kind)]
        shown = name[:SHOWN]
        if elsewhere and not table:
            self._note(table, name, f"{shown} has to stand under [{elsewhere[0]}]", about=elsewhere[0])
        elif "" in elsewhere:
            self._note(table, name, f"{shown} has to stand above the first table")
        elif table or close in TABLES:
            self._note(table, name, f"there is no setting {shown}{meant(close)}", about=close if not table else "")
        else:
            # What is like nothing that a command heeds is nothing to it.
            heeded = close and not rules(Config)[close][0].for_reader
            self._note(table, name, f"there is no setting {shown}{meant(close)}", for_reader=not heeded)

    def _mail(self, told: dict[str, Any]) -> Mail:
        """Return how mail is sent."""
        if isinstance(told.get("to"), str):
            told = {**told, "to": [told["to"]]}
        for name, why in _MISNAMED.items():
            if name in told:
                self._note("mail", name, why)
        good = self._checked(Mail, "mail", {name: told[name] for name in told if name not in _MISNAMED})
        return Mail(**{"sender" if name == "from" else name: value for name, value in good.items()})

    def _commands(self, told: dict[str, Any]) -> tuple[tuple[Command, ...], tuple[Command, ...]]:
        """Return the commands under the reader's keys, and those of the windows."""
        if not told:
            return COMMANDS, WINDOW_COMMANDS
        commands, wrong = remapped(told)
        windows, more = windows_remapped(told)
        for name, clause in (*wrong, *more):
            self._note("keys", name, clause, for_reader=True)
        return commands, windows


def _why_wrong(rule: Rule, default: object, value: object) -> str:
    """Say why a value cannot take the place of a default, empty if it can; the value itself may be a secret."""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "has to be true or false"
    if isinstance(default, int | float):
        kinds, what = (int, "a whole number") if isinstance(default, int) else (int | float, "a number")
        if isinstance(value, bool) or not isinstance(value, kinds) or value != value:
            return f"has to be {what}, as in {default}"
        return "cannot be below 0" if value < 0 else f"cannot be above {rule.most:,}" if value > rule.most else ""
    if isinstance(default, tuple):
        is_list = isinstance(value, list) and all(isinstance(one, str) and one for one in value)
        return "" if is_list else 'has to be a list of texts in quotes, as in ["a", "b"]'
    if rule.choices:
        known = ", ".join(f'"{one}"' for one in rule.choices)
        return "" if value in (*rule.choices, default) else f"has to be one of {known}"
    example = f', as in "{default}"' if default else ""
    return "" if isinstance(value, str) and (value or not default) else f"has to be a text in quotes{example}"


def text_of(file: Path) -> str:
    """Return the text of a file, empty where there is none; Windows' Notepad writes a mark before it.

    Raises:
        OSError: It cannot be read.
        ValueError: It is too long, or no UTF-8.
    """
    try:
        with open(file, "rb") as opened:
            content = opened.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return ""
    if len(content) > _MOST_BYTES:
        raise ValueError(f"it has more than {_MOST_BYTES:,} bytes")
    return content.decode("utf-8-sig")
