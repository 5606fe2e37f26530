"""Where feedtui keeps its files."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one reader; they need not exist yet."""

    data: Path
    settings: Path

    @property
    def papers(self) -> Path:
        """The papers, in SQLite."""
        return self.data / "papers.sqlite"

    @property
    def marks(self) -> Path:
        """The reader's marks, in TinyDB's JSON."""
        return self.data / "marks.json"

    @property
    def features(self) -> Path:
        """What the rank knows of every paper, in SQLite; it may be deleted at any time."""
        return self.data / "ranking.sqlite"

    @property
    def pdfs(self) -> Path:
        """The PDFs that were fetched, unless the reader has another folder for them."""
        return self.data / "pdfs"

    @property
    def texts(self) -> Path:
        """The full texts that were fetched."""
        return self.data / "texts"

    @property
    def topics(self) -> Path:
        """The reader's own topics, which take the place of the shipped ones where the file exists."""
        return self.settings / "topics.toml"

    @property
    def config(self) -> Path:
        """The reader's settings."""
        return self.settings / "settings.toml"


def path_of(text: str) -> Path:
    """Return the file or folder that text names, `~` being its owner's home; text that can name none is no error."""
    try:
        path = Path(os.fsdecode(os.fsencode(text)).replace("\0", "\ufffd"))
    except UnicodeEncodeError:
        path = Path(text.encode(errors="replace").decode().replace("\0", "\ufffd"))
    try:
        return path.expanduser()
    except RuntimeError:
        # There is nobody of that name.
        return path


def places(home: str | None = None) -> Places:
    """Return the places under `home`, else under `FEEDTUI_HOME`, else the platform's own."""
    home = home or os.environ.get("FEEDTUI_HOME")
    if home:
        folder = path_of(home)
        return Places(data=folder, settings=folder)
    import platformdirs

    return Places(
        data=platformdirs.user_data_path("feedtui", appauthor=False),
        settings=platformdirs.user_config_path("feedtui", appauthor=False),
    )
