"""The reader's settings, in TOML. Each has a default; a file need not exist.

A setting is a field of a table here, made by `_set`: what checks it, and what `feedtui config` writes, come from that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from feedtui.commands import COMMANDS, Command
from feedtui.window_commands import WINDOW_COMMANDS

MOST = 1_000_000_000
"""No number that is set is greater."""
SHORT_THEMES = {"dark": "textual-dark", "light": "textual-light", "contrast": "contrast-dark"}
"""What themes may be called in short."""
THEMES = (
    *SHORT_THEMES,
    *("textual-dark", "textual-light", "contrast-dark", "contrast-light", "ansi-dark", "ansi-light", "atom-one-dark"),
    *("atom-one-light", "catppuccin-frappe", "catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula"),
    *("flexoki", "gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon", "solarized-dark"),
    *("solarized-light", "tokyo-night"),
)
"""Those that there are: Textual's, and two of high contrast. To check a file, Textual need not be loaded."""
_LAYOUTS, _GLYPHS, _SWITCH = ("auto", "side", "stacked"), ("unicode", "ascii"), ("on", "off")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is known of a setting beside its default, which says of what kind it is.

    `told` is said of it in the file that is written. `choices` are all that it may be, `most` is the greatest number.
    One `for_reader` stops no command but the reader; one that `waits` is taken over at the next start alone.
    """

    told: str
    choices: tuple[str, ...] = ()
    most: int = MOST
    for_reader: bool = False
    waits: bool = False


def _set(
    default: Any,
    told: str,
    *,
    choices: tuple[str, ...] = (),
    most: int = MOST,
    for_reader: bool = False,
    waits: bool = False,
    secret: bool = False,
) -> Any:
    """Return a field that may be set in the file."""
    rule = Rule(told, choices, most, for_reader, waits)
    return field(default=default, metadata={"rule": rule}, repr=not secret)


def rules(kind: type[Any]) -> dict[str, tuple[Rule, Any]]:
    """Return the rules and the defaults of a table's settings, by their names in the file."""
    known = [one for one in fields(kind) if "rule" in one.metadata]
    return {"from" if one.name == "sender" else one.name: (one.metadata["rule"], one.default) for one in known}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The servers that are asked, base addresses without a slash at the end: mirrors, or stand-ins."""

    huggingface: str = _set("https://huggingface.co", "HF_ENDPOINT is read too")
    arxiv_rss: str = _set("https://rss.arxiv.org", "what is new in a category")
    arxiv_api: str = _set("https://export.arxiv.org", "searches, and papers by their ids")
    arxiv_oai: str = _set("https://oaipmh.arxiv.org", "days that were missed")
    arxiv: str = _set("https://arxiv.org", "PDFs and full texts")
    crossref: str = _set("https://api.crossref.org", "papers by their DOIs")


@dataclass(frozen=True, slots=True)
class Mail:
    """How digests are sent. `sender` is `from` in the file.

    The password of `user` is what `password_command` prints first, else what the system's keyring has; it is never set.
    """

    host: str = _set("", "a mail server")
    port: int = _set(0, "0: the usual one", most=65_535)
    security: str = _set("tls", '"tls", "starttls" or "none"', choices=("tls", "starttls", "none"))
    user: str = _set("", "for the server, where it asks for one")
    sender: str = _set("", "your address")
    to: tuple[str, ...] = _set((), "whom digests are for; --to says it too")
    password_command: tuple[str, ...] = _set((), 'prints the password: ["pass", "show", "mail"]; else the keyring')
    sendmail: str = _set("", "a program that sends instead of a server")


@dataclass(frozen=True, slots=True)
class Config:
    """What the reader may set. `commands` are those of the tables, under the keys that `[keys]` gives them."""

    refresh_every: int = _set(60, "minutes until the sources are asked by themselves; 0: never", for_reader=True)
    most_megabytes: int = _set(20, "of one answer")
    patience: float = _set(30.0, "seconds for one answer")
    arxiv_pause: float = _set(3.0, "seconds between two requests to arXiv, which asks for three")
    resume: bool = _set(True, "begin where the last session ended", for_reader=True)
    pdf_folder: str | None = _set(None, 'where PDFs go, as in "~/Papers"; else pdfs beside the papers')
    half_life: float = _set(180.0, "days after which a mark counts half For you", for_reader=True)
    surprises: bool = _set(True, "one in ten For you is from outside what is known", for_reader=True)
    theme: str = _set("", 'as in "light"; empty, as below: as last chosen', choices=THEMES, for_reader=True)
    layout: str = _set("", '"auto", "side" or "stacked"; see :layout', choices=_LAYOUTS, for_reader=True)
    glyphs: str = _set("", '"unicode" or "ascii"; see :glyphs', choices=_GLYPHS, for_reader=True)
    motion: str = _set("", '"on" or "off"; see :motion', choices=_SWITCH, for_reader=True)
    hints: str = _set("", '"on" or "off"; see :hints', choices=_SWITCH, for_reader=True)
    token: str | None = _set(None, "of Hugging Face, for more requests; HF_TOKEN is read too", secret=True)
    endpoints: Endpoints = field(default_factory=Endpoints)
    mail: Mail = field(default_factory=Mail)
    commands: tuple[Command, ...] = field(default=COMMANDS, repr=False)
    window_commands: tuple[Command, ...] = field(default=WINDOW_COMMANDS, repr=False)


def waiting(before: Config, now: Config) -> list[str]:
    """Return the settings that are others now, and are taken over at the next start alone."""
    waits = [name for name, (rule, _) in rules(Config).items() if rule.waits]
    return [name for name in waits if getattr(before, name) != getattr(now, name)]
