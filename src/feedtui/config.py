"""The reader's settings, in TOML. Each has a default; a file need not exist."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


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
    where the last one ended. PDFs go to `pdf_folder`, to `pdfs` beside the papers without one. To the
    rank a mark counts half after `half_life` days; with `surprises`, one in ten For you is from outside what is known.
    """

    refresh_every: int = 60
    most_megabytes: int = 20
    patience: float = 30
    arxiv_pause: float = 3
    resume: bool = True
    pdf_folder: str | None = None
    half_life: float = 180
    surprises: bool = True
    token: str | None = field(default=None, repr=False)
    endpoints: Endpoints = field(default_factory=Endpoints)
    mail: Mail = field(default_factory=Mail)


class ConfigError(ValueError):
    """A settings file that is wrong; the message is a sentence that names the file and the setting."""


def read_config(file: Path) -> Config:
    """Return the settings of a file, the defaults where there is none.

    `HF_ENDPOINT` and `HF_TOKEN` are read as Hugging Face's own tools read them; the file goes before them.

    Raises:
        ConfigError: The file cannot be read, or a setting is unknown or of another kind.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"The settings in {file} cannot be read: {error}.") from error
    addresses, mail = (_table(told, name, file) for name in ("endpoints", "mail"))
    endpoint = os.environ.get("HF_ENDPOINT")
    defaults = {"huggingface": endpoint} if endpoint else {}
    endpoints = Endpoints(**_checked(Endpoints, {**defaults, **addresses}, file))
    config = {"token": os.environ.get("HF_TOKEN") or None, **told}
    return Config(**_checked(Config, config, file), endpoints=_trimmed(endpoints), mail=_mail(mail, file))


def _table(told: dict[str, Any], name: str, file: Path) -> dict[str, Any]:
    """Take a table out of settings, an empty one where there is none."""
    table = told.pop(name, {})
    if not isinstance(table, dict):
        raise ConfigError(f"In {file}, {name} has to be a table: [{name}].")
    return table


def _mail(table: dict[str, Any], file: Path) -> Mail:
    for name in ("to", "password_command"):
        value = table.get(name, [])
        if isinstance(value, str) and name == "to":
            value = [value]
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise ConfigError(f"In {file}, {name} has to be a list of texts in quotes.")
        table[name] = tuple(value)
    if "sender" in table or "password" in table:
        told = "sender is called from" if "sender" in table else "there is no password; set password_command"
        raise ConfigError(f"In {file}, {told}.")
    named = {"sender" if name == "from" else name: value for name, value in table.items()}
    mail = Mail(**_checked(Mail, named, file))
    if mail.security not in ("tls", "starttls", "none") or mail.port > 65_535:
        told = "port is at most 65535" if mail.port > 65_535 else 'security is "tls", "starttls" or "none"'
        raise ConfigError(f"In {file}, {told}.")
    return mail


def _checked(kind: type[Config | Endpoints | Mail], told: dict[str, Any], file: Path) -> dict[str, Any]:
    """Return settings that are known and of the kind that their defaults are of."""
    known = {one.name: one for one in fields(kind)}
    for name, value in told.items():
        if name not in known or name in ("endpoints", "mail"):
            raise ConfigError(f"In {file}, {name} is no setting; there are {', '.join(known)}.")
        default = getattr(kind(), name)
        wanted = (int, float) if isinstance(default, float | int) else (str, type(default))
        is_switch = isinstance(default, bool)
        if not isinstance(value, wanted) or isinstance(value, bool) != is_switch or value == "":
            raise ConfigError(f"In {file}, {name} = {value!r} is wrong; it was {default!r}.")
        if isinstance(value, int | float) and value < 0:
            raise ConfigError(f"In {file}, {name} cannot be below 0.")
    return told


def _trimmed(endpoints: Endpoints) -> Endpoints:
    return Endpoints(*(getattr(endpoints, one.name).rstrip("/") for one in fields(Endpoints)))
