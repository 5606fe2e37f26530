"""A list of sources that another reader wrote, and what of it could not be taken."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from feedtui.papers.text import clean_line
from feedtui.sources.addresses import FORMS, AddressError, parse_address
from feedtui.sources.found import Remark, remark


@dataclass(frozen=True, slots=True)
class Outline:
    """One source of a list: its name as `parse_address` gives it, the title that the list gives it, and where it stood.

    `folders` leads from the outermost folder inwards. `kind` is the type that OPML gives: rss, atom …
    """

    address: str
    title: str = ""
    folders: tuple[str, ...] = ()
    kind: str = "rss"


@dataclass(frozen=True, slots=True)
class Outlines:
    """The sources of a list in its order, each once, and what was left out of it."""

    outlines: tuple[Outline, ...] = ()
    skipped: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Gathering:
    """A list while it is read."""

    taken: dict[str, Outline] = field(default_factory=dict)
    skipped: list[Remark] = field(default_factory=list)

    def take(self, address: str, title: str, folders: tuple[str, ...], kind: str = "rss") -> str | None:
        """Take a source, or leave it out with a remark; return its name, None where it has none."""
        try:
            name = parse_address(address).name
        except AddressError as error:
            # A password stays where it is, and what can be written is no help with a list.
            self.leave_out(title or address.rpartition("@")[2], str(error).removesuffix(f" Write {FORMS}."))
            return None
        title = clean_line(title)
        if name not in self.taken:
            self.taken[name] = Outline(name, "" if title in (name, address) else title, folders, kind)
            return name
        here = " / ".join(folders)
        self.leave_out(title or name, f"{name} is in the list already{f', and here in {here}' if here else ''}.")
        return name

    def add_folders(self, name: str, folders: tuple[str, ...]) -> None:
        """Put a source that was taken before into further folders."""
        one = self.taken[name]
        self.taken[name] = replace(one, folders=tuple(dict.fromkeys(one.folders + folders)))

    def leave_out(self, what: str, why: str) -> None:
        """Note a piece of the list that is no source or cannot be one."""
        self.skipped.append(remark(what, why))

    def outlines(self) -> Outlines:
        """Return what was gathered."""
        return Outlines(tuple(self.taken.values()), tuple(self.skipped))
