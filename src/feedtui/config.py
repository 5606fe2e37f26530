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


@dataclass(frozen=True, slots=True)
class Config:
    """What the reader may set.

    `refresh_every` is in minutes: feedtui asks the sources when it starts if they were last asked longer ago; 0 is
    never. `most_megabytes` is how much a source may send, `patience` for how many seconds it is waited for.
    `arxiv_pause` is the seconds between two requests to arXiv, which asks for three. With `resume`, a session begins
    where the last one ended.
    """

    refresh_every: int = 60
    most_megabytes: int = 20
    patience: float = 30
    arxiv_pause: float = 3
    resume: bool = True
    token: str | None = field(default=None, repr=False)
    endpoints: Endpoints = field(default_factory=Endpoints)


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
    addresses = told.pop("endpoints", {})
    if not isinstance(addresses, dict):
        raise ConfigError(f"In {file}, endpoints has to be a table: [endpoints].")
    endpoint = os.environ.get("HF_ENDPOINT")
    defaults = {"huggingface": endpoint} if endpoint else {}
    endpoints = Endpoints(**_checked(Endpoints, {**defaults, **addresses}, file))
    config = {"token": os.environ.get("HF_TOKEN") or None, **told}
    return Config(**_checked(Config, config, file), endpoints=_trimmed(endpoints))


def _checked(kind: type[Config] | type[Endpoints], told: dict[str, Any], file: Path) -> dict[str, Any]:
    """Return settings that are known and of the kind that their defaults are of."""
    known = {one.name: one for one in fields(kind)}
    for name, value in told.items():
        if name not in known or name == "endpoints":
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
