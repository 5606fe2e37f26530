"""The reader's settings, in TOML. Each has a default; a file need not exist."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from feedtui.commands import COMMANDS, Command


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The servers that are asked, base addresses without a slash at the end: mirrors, or stand-ins."""

    huggingface: str = "https://huggingface.co"
    arxiv_rss: str = "https://rss.arxiv.org"
    arxiv_api: str = "https://export.arxiv.org"
    arxiv_oai: str = "https://oaipmh.arxiv.org"
    arxiv: str = "https://arxiv.org"


@dataclass(frozen=True, slots=True)
class Mail:
    """How digests are sent: to a server at `host`, or by a program at `sendmail`.

    `security` is `tls`, `starttls` or `none`; a `port` of 0 is the usual one of it. `sender` is `from` in the file.
    The password of `user` is what `password_command` prints first, else what the system's keyring has; it is never set.
    """

    host: str = ""
    port: int = 0
    security: str = "tls"
    user: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    password_command: tuple[str, ...] = ()
    sendmail: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """What the reader may set.

    `refresh_every` is in minutes: feedtui asks the sources when it starts if they were last asked longer ago; 0 is
    never. `most_megabytes` is how much a source may send, `patience` for how many seconds it is waited for.
    `arxiv_pause` is the seconds between two requests to arXiv, which asks for three. With `resume`, a session begins
    where the last one ended. PDFs go to `pdf_folder`, to `pdfs` beside the papers without one. `commands` are those
    of the table, under the keys that `[keys]` gives them.
    """

    refresh_every: int = 60
    most_megabytes: int = 20
    patience: float = 30
    arxiv_pause: float = 3
    resume: bool = True
    pdf_folder: str | None = None
    token: str | None = field(default=None, repr=False)
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


def read_config(file: Path, *tables: str) -> Config:
    """Return the settings of a file, the defaults where there is none.

    `tables` are those that matter to whoever asks, `""` what stands above them; without any, all but `[keys]`.
    `HF_ENDPOINT` and `HF_TOKEN` are read as Hugging Face's own tools read them; the file goes before them.

    Raises:
        ConfigError: The file cannot be read, or something that matters is unknown or wrong.
    """
    config, mistakes = examined(file)
    matter = (None, *(tables or ("", "endpoints", "mail")))
    told = [one.sentence for one in mistakes if one.table in matter]
    if told:
        raise ConfigError("\n".join(told))
    return config


def read_leniently(file: Path) -> tuple[Config, list[str]]:
    """Return the settings of a file with the defaults for what is wrong, and a sentence for each of that."""
    config, mistakes = examined(file)
    return config, [one.sentence for one in mistakes]


def examined(file: Path) -> tuple[Config, list[Mistake]]:
    """Return the settings of a file with the defaults for what is wrong, and all that is."""
    from feedtui.config_reading import Examination

    try:
        text = file.read_text(encoding="utf-8-sig") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        return Examination(file.name, "").config({}), [Mistake(0, None, f"{file} cannot be read: {error}.")]
    examination = Examination(file.name, text)
    config = examination.config(examination.parsed())
    return config, sorted(examination.mistakes, key=lambda one: one.line)
