"""Settings taken out of a file one by one: each that is wrong is named, with its line and the nearest right one."""

from __future__ import annotations

import os
from dataclasses import fields
from typing import Any, TypeAlias

from feedtui.commands import COMMANDS, Command
from feedtui.config import Config, Endpoints, Mail, Mistake

TABLES = ("endpoints", "mail", "keys")
_MOST = 1_000_000_000
_MOST_PORT = 65_535
_SHOWN = 60
"""Characters that are told of a name that is none."""

_Kind: TypeAlias = type[Config | Endpoints | Mail]


class Examination:
    """Takes settings out of the text of a file, one by one, and notes what is wrong."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
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
            at = f", line {line}" if line else ""
            why = f"{without_line(str(error))}. It is not TOML, and nothing in the file is used until it is mended."
            self.mistakes.append(Mistake(line, None, f"{self._file}{at}: {why}"))
            return {}

    def config(self, told: dict[str, Any]) -> Config:
        """Return settings, with the defaults for those that are wrong or not there."""
        addresses, mail, keys = (self._table(told, name) for name in TABLES)
        endpoint, token = os.environ.get("HF_ENDPOINT"), os.environ.get("HF_TOKEN")
        servers = {"huggingface": endpoint} if endpoint else {}
        servers.update(self._checked(Endpoints, "endpoints", addresses))
        endpoints = Endpoints(**{name: address.rstrip("/") for name, address in servers.items()})
        settings = {"token": token or None, **self._checked(Config, "", told)}
        return Config(**settings, endpoints=endpoints, mail=self._mail(mail), commands=self._commands(keys))

    def _note(self, table: str, name: str, clause: str) -> None:
        from feedtui.config_lines import line_of
        from feedtui.papers.text import clean_line

        line = line_of(self._text, table, name)
        at = f", line {line}" if line else f", [{table}]" if table else ""
        sentence = clean_line(f"{self._file}{at}: {clause}")
        self.mistakes.append(Mistake(line, table, sentence if sentence.endswith("?") else f"{sentence}."))

    def _table(self, told: dict[str, Any], name: str) -> dict[str, Any]:
        """Take a table out of settings, an empty one where there is none."""
        table = told.pop(name, {})
        if isinstance(table, dict):
            return table
        from feedtui.config_lines import line_of

        at = line_of(self._text, "", name)
        self.mistakes.append(Mistake(at, name, f"{self._file}, line {at}: {name} has to be a table: [{name}]."))
        return {}

    def _checked(self, kind: type[Config | Endpoints | Mail], table: str, told: dict[str, Any]) -> dict[str, Any]:
        """Return those settings that are known and of the kind that their defaults are of."""
        known, default, good = _names(kind), kind(), {}
        for name, value in told.items():
            why = (
                _why_wrong(getattr(default, name), value) if name in known else _unknown(_written(name)[:_SHOWN], table)
            )
            if why:
                self._note(table, _written(name), f"{_written(name)[:_SHOWN]} {why}")
            else:
                good[name] = value
        return good

    def _mail(self, told: dict[str, Any]) -> Mail:
        """Return how mail is sent."""
        named = {}
        for name, value in told.items():
            if name in ("to", "password_command"):
                value = [value] if isinstance(value, str) and name == "to" else value
                if isinstance(value, list) and all(isinstance(one, str) and one for one in value):
                    named[name] = tuple(value)
                else:
                    self._note("mail", name, f"{name} has to be a list of texts in quotes")
            elif name == "password":
                self._note("mail", name, "there is no password; set password_command")
            elif name == "sender":
                self._note("mail", name, "sender is called from")
            else:
                named["sender" if name == "from" else name] = value
        good = self._checked(Mail, "mail", named)
        if good.get("security", "tls") not in ("tls", "starttls", "none"):
            self._note("mail", "security", 'security is "tls", "starttls" or "none"')
            del good["security"]
        if good.get("port", 0) > _MOST_PORT:
            self._note("mail", "port", f"port is at most {_MOST_PORT}")
            del good["port"]
        return Mail(**good)

    def _commands(self, told: dict[str, Any]) -> tuple[Command, ...]:
        """Return the commands under the reader's keys."""
        if not told:
            return COMMANDS
        from feedtui.keymap import remapped

        commands, wrong = remapped(told)
        for name, clause in wrong:
            self._note("keys", name, clause)
        return commands


def _names(kind: _Kind) -> list[str]:
    """Return the settings of a table by their names here."""
    return [one.name for one in fields(kind) if one.name not in (*TABLES, "commands")]


def _written(name: str) -> str:
    """Return the name of a setting as it stands in the file."""
    return "from" if name == "sender" else name


def _unknown(name: str, table: str) -> str:
    """Say that there is no such setting, and which one was likely meant."""
    from feedtui.keymap import nearest

    kinds: dict[str, _Kind] = {"": Config, "endpoints": Endpoints, "mail": Mail}
    known = [_written(one) for one in _names(kinds[table])]
    close = nearest(name, [*known, *(() if table else TABLES)])
    elsewhere = [other for other, kind in kinds.items() if name in map(_written, _names(kind))]
    if elsewhere and not table:
        return f"has to stand under [{elsewhere[0]}]"
    if "" in elsewhere:
        return "has to stand above the first table"
    return f"is no setting{close}" if close else f"is no setting; there are {', '.join(known)}"


def _why_wrong(default: object, value: object) -> str:
    """Say why a value cannot take the place of a default, empty if it can."""
    if isinstance(default, bool):
        return "" if isinstance(value, bool) else "has to be true or false"
    if isinstance(default, int | float):
        wanted = f"has to be a number, as in {default}"
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            return wanted
        return "cannot be below 0" if value < 0 else f"cannot be above {_MOST:,}" if value > _MOST else ""
    if isinstance(default, tuple):
        # Lists are looked at beforehand.
        return ""
    example = f", as in {default!r}" if default and isinstance(default, str) else ""
    return "" if isinstance(value, str) and value else f"has to be a text in quotes{example}"
