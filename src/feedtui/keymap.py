"""The commands under the keys that the reader gave them, in the settings' table `[keys]`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from feedtui.commands import BY_NAME, COMMANDS, Command, by_group
from feedtui.keynames import HELD, NAMED, RESERVED, SAME, key_named, shown
from feedtui.window_commands import BY_WINDOW_NAME, EVERY, SCROLLED, WINDOW_COMMANDS, in_window, is_text

MOST_KEYS = 4
"""Keys that may be pressed one after the other for a command."""

SHOWN = 60
"""Characters that are told of a name that is none."""

Wrong = tuple[str, str]
"""The command in whose row something is wrong, and a clause that says what."""


def remapped(table: Mapping[str, object]) -> tuple[tuple[Command, ...], list[Wrong]]:
    """Return the commands under other keys, and what of the table was ignored.

    `table` has a key in quotes for a command's name, or a list of them; keys with spaces between them are pressed one
    after the other, and `""` or an empty list leaves the command without a key. Of two commands on one key the first
    of the table has it, and the table goes before the keys that are shipped. Commands of windows are passed over.
    """
    wrong: list[Wrong] = []
    asked: dict[str, list[str]] = {}
    for name, value in table.items():
        if name in BY_WINDOW_NAME:
            continue
        if name not in BY_NAME:
            known = [*BY_NAME, *BY_WINDOW_NAME]
            wrong.append((name, f"there is no command {name[:SHOWN]}{meant(closest(name, known))}"))
            continue
        keys = _keys(name, value, wrong)
        if keys is not None:
            asked[name] = keys
    settled = _settled(COMMANDS, asked, wrong)
    if not settled["command"] and not settled["palette"]:
        at = "command" if "command" in table else "palette"
        wrong.append((at, "command and palette are both without a key, and so is every way to call others by name"))
    return tuple(replace(one, keys=",".join(settled[one.name])) for one in COMMANDS), wrong


def windows_remapped(table: Mapping[str, object]) -> tuple[tuple[Command, ...], list[Wrong]]:
    """Return the commands of windows under other keys, each of one key, and what of the table was ignored.

    What a window does itself goes before what all windows do.
    """
    wrong: list[Wrong] = []
    asked: dict[str, list[str]] = {}
    for name in (one for one in table if one in BY_WINDOW_NAME):
        keys = _keys(name, table[name], wrong)
        fitting = _of_window(BY_WINDOW_NAME[name], keys, wrong) if keys else keys
        if fitting is not None and (fitting or not keys):
            asked[name] = fitting
    settled: dict[str, list[str]] = {}
    groups = by_group(WINDOW_COMMANDS)
    for some in groups.values():
        names = {one.name for one in some}
        settled |= _settled(some, {name: keys for name, keys in asked.items() if name in names}, wrong)
    made = tuple(replace(one, keys=",".join(settled[one.name])) for one in WINDOW_COMMANDS)
    for group in groups:
        if group not in (EVERY, SCROLLED):
            wrong += _lost(group, made, asked)
    order = {name: at for at, name in enumerate(table)}
    # What all windows do is told once.
    return made, sorted(dict.fromkeys(wrong), key=lambda one: order.get(one[0], 0))


def closest(name: str, known: Sequence[str]) -> str:
    """Return the known name that is most like another one, empty if none is like it."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name[:100], known, 1)), "")


def meant(close: str) -> str:
    """Return a question after a name that was likely meant, empty if none was."""
    return f"; did you mean {close}?" if close else ""


def _keys(name: str, value: object, wrong: list[Wrong]) -> list[str] | None:
    """Return the keys of a row by their names, None where it says nothing that is of use."""
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        wrong.append((name, f'{name} has to be a key in quotes or a list of them, as in ["j", "g g"]'))
        return None
    keys = []
    texts = [text for text in texts if text]
    for text in texts:
        parts = text.split()
        why = _why_not(text, parts)
        if why:
            wrong.append((name, f"{name}: {why}"))
            continue
        named = [str(key_named(part)) for part in parts]
        for one in SAME.keys() & set(named):
            wrong.append((name, f"{name}: to a terminal {shown(one)} is {shown(SAME[one])}, and is taken for it"))
        keys.append(" ".join(SAME.get(one, one) for one in named))
    return list(dict.fromkeys(keys)) if keys or not texts else None


def _why_not(text: str, parts: list[str]) -> str:
    """Say why keys cannot be a command's, empty if they can."""
    named = [key_named(part) for part in parts]
    for part, key in zip(parts, named, strict=True):
        if key is None:
            return f"{part[:40]} is no key{meant(closest(part.lower(), _like(part)))}"
        if key in RESERVED:
            return f"{key} is reserved: {RESERVED[key]}"
    if not parts:
        return 'white space is no key; "space" is that key, "" leaves a command without one'
    if len(parts) > MOST_KEYS:
        return f"{text[:40]} are more than {MOST_KEYS} keys"
    if parts[0] in "0123456789":
        return f"{parts[0]} is reserved for numbers before keys"
    if len(parts) > 1 and {"escape", "ctrl+left_square_bracket"} & set(named):
        return "esc is reserved for leaving keys that follow one another"
    return ""


def _of_window(command: Command, keys: list[str], wrong: list[Wrong]) -> list[str]:
    """Return those of a command's keys that a window can have."""
    good = []
    for key in keys:
        if " " in key:
            why = f"{shown(key)} are several keys, and a window takes one at a time"
        elif key == "escape":
            why = "esc is reserved: it leaves the window whatever else is set"
        elif is_text(command.group, key):
            why = f"{shown(key)} is for the text of that window; take one with ctrl, or f2 to f12"
        else:
            good.append(key)
            continue
        wrong.append((command.name, f"{command.name}: {why}"))
    return good


def _lost(window: str, commands: Sequence[Command], asked: Mapping[str, list[str]]) -> list[Wrong]:
    """Return what all windows do and this one does not any more, because its keys are others' here."""
    wrong = []
    shipped = {one.name for one in in_window(window) if one.keys}
    here = in_window(window, commands)
    owners = {key: one for one in here for key in one.keys.split(",")}
    for one in here:
        before = next(other.keys for other in commands if other.name == one.name)
        if one.name in shipped and before and not one.keys:
            key = before.split(",")[0]
            owner = owners[key]
            at = one.name if one.name in asked else owner.name
            where = "in whose window" if owner.group == window else "and"
            wrong.append((at, f"{shown(key)} is the key of {owner.name}, {where} {one.name} is without one"))
    return wrong


def _like(part: str) -> list[str]:
    """Return keys that a wrong one may be meant for."""
    return [*NAMED, *(f"{one}+{part.rpartition('+')[2].lower()}" for one in HELD)]


def _settled(commands: Sequence[Command], asked: Mapping[str, list[str]], wrong: list[Wrong]) -> dict[str, list[str]]:
    """Return the keys of some commands that must not share any: those asked for, and what that leaves of the others."""
    owners: dict[str, str] = {}
    given = {name: _free(name, keys, owners, wrong) for name, keys in asked.items()}
    # A command of which no key could be taken keeps those that it has as shipped, as far as they are free.
    settled = {name: keys for name, keys in given.items() if keys or not asked[name]}
    for command in commands:
        if command.name not in settled:
            settled[command.name] = _left(command, owners, wrong)
    return settled


def _free(name: str, keys: list[str], owners: dict[str, str], wrong: list[Wrong]) -> list[str]:
    """Return those of a command's keys that no other command has; the command has them from now on."""
    free = []
    for key in keys:
        other = _taken(key, owners)
        if other is None:
            free.append(key)
            owners[key] = name
        else:
            wrong.append((name, f"{name}: {_clash(key, other, owners[other])}"))
    return free


def _left(command: Command, owners: dict[str, str], wrong: list[Wrong]) -> list[str]:
    """Return those of a command's shipped keys that no other one was given; it is told where none is left."""
    keys = [key for key in command.keys.split(",") if key]
    free = [key for key in keys if _taken(key, owners) is None]
    if keys and not free:
        taken = str(_taken(keys[0], owners))
        other = owners[taken]
        told = f"{other} has {shown(taken)} now, and {command.name} is without a key"
        wrong.append((other, f'{told}; give it another, or say {command.name} = ""'))
    owners.update(dict.fromkeys(free, command.name))
    return free


def _taken(key: str, owners: Mapping[str, str]) -> str | None:
    """Return the keys with which others cannot be told apart: the same, or the beginning of the one or the other."""
    for other in owners:
        if f"{other} ".startswith(f"{key} ") or f"{key} ".startswith(f"{other} "):
            return other
    return None


def _clash(key: str, other: str, owner: str) -> str:
    if key == other:
        return f"{shown(key)} is the key of {owner} already"
    return f"{shown(key)} cannot be told from {shown(other)} of {owner}"
