"""The reader's settings, in TOML. Each has a default; a file need not exist.

A setting is a field of a table here, with what is said of it in the file that `feedtui config` writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from feedtui.commands import COMMANDS, Command


def _set(default: Any, told: str, *, example: str = "", secret: bool = False) -> Any:
    """Return a field that may be set in the file; `example` stands there for a default of None."""
    return field(default=default, metadata={"told": told, "example": example}, repr=not secret)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The servers that are asked, base addresses without a slash at the end: mirrors, or stand-ins."""

    huggingface: str = _set("https://huggingface.co", "HF_ENDPOINT is read too")
    arxiv_rss: str = _set("https://rss.arxiv.org", "what is new in a category")
    arxiv_api: str = _set("https://export.arxiv.org", "searches, and papers by their ids")
    arxiv_oai: str = _set("https://oaipmh.arxiv.org", "days that were missed")
    arxiv: str = _set("https://arxiv.org", "PDFs and full texts")


@dataclass(frozen=True, slots=True)
class Mail:
    """How digests are sent. `sender` is `from` in the file.

    The password of `user` is what `password_command` prints first, else what the system's keyring has; it is never set.
    """

    host: str = _set("", "a mail server")
    port: int = _set(0, "0: the usual one")
    security: str = _set("tls", '"tls", "starttls" or "none"')
    user: str = _set("", "for the server, where it asks for one")
    sender: str = _set("", "your address")
    to: tuple[str, ...] = _set((), "whom digests are for; --to says it too")
    password_command: tuple[str, ...] = _set((), 'prints the password: ["pass", "show", "mail"]; else the keyring')
    sendmail: str = _set("", "a program that sends instead of a server")


@dataclass(frozen=True, slots=True)
class Config:
    """What the reader may set. `commands` are those of the table, under the keys that `[keys]` gives them."""

    refresh_every: int = _set(60, "minutes until the sources are asked again by themselves; 0: only when you ask")
    most_megabytes: int = _set(20, "of one answer")
    patience: float = _set(30, "seconds for one answer")
    arxiv_pause: float = _set(3, "seconds between two requests to arXiv, which asks for three")
    resume: bool = _set(True, "begin where the last session ended")
    pdf_folder: str | None = _set(None, "where PDFs go; else pdfs beside the papers", example="~/Papers")
    token: str | None = _set(None, "of Hugging Face, for more requests; or HF_TOKEN", example="hf_…", secret=True)
    endpoints: Endpoints = field(default_factory=Endpoints)
    mail: Mail = field(default_factory=Mail)
    commands: tuple[Command, ...] = field(default=COMMANDS, repr=False)


class ConfigError(ValueError):
    """A settings file that is wrong; the message says in sentences where and what, a line for each mistake."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something in a settings file that is ignored, in a sentence; `table` is empty above all tables, None for all.

    `line` is 0 where it is not known.
    """

    line: int
    table: str | None
    sentence: str

    def of(self, file: Path | str) -> str:
        """Return the sentence with where in the file it is."""
        at = f", line {self.line}" if self.line else f", [{self.table}]" if self.table else ""
        return f"{file}{at}: {self.sentence}"


def read_config(file: Path, *tables: str) -> Config:
    """Return the settings of a file, the defaults where there is none.

    `tables` are those that matter to whoever asks, `""` what stands above them; without any, all but `[keys]`.
    `HF_ENDPOINT` and `HF_TOKEN` are read as Hugging Face's own tools read them; the file goes before them.

    Raises:
        ConfigError: The file cannot be read, or something that matters is unknown or wrong.
    """
    config, mistakes = examined(file)
    matter = (None, *(tables or ("", "endpoints", "mail")))
    told = [one.of(file) for one in mistakes if one.table in matter]
    if told:
        raise ConfigError("\n".join(told))
    return config


def read_leniently(file: Path) -> tuple[Config, list[str]]:
    """Return the settings of a file with the defaults for what is wrong, and a sentence for each of that."""
    config, mistakes = examined(file)
    return config, [one.of(file.name) for one in mistakes]


def examined(file: Path) -> tuple[Config, list[Mistake]]:
    """Return the settings of a file with the defaults for what is wrong, and all that is."""
    from feedtui.config_reading import Examination

    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        why = f"It cannot be read ({error}), and the defaults are used."
        return Examination("").config({}), [Mistake(0, None, why)]
    examination = Examination(text)
    config = examination.config(examination.parsed())
    return config, sorted(examination.mistakes, key=lambda one: one.line)
