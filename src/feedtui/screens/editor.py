"""A file in an editor of the reader's own, which has the terminal meanwhile."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

from textual.app import App, SuspendNotSupported

from feedtui.papers.text import clean_line


def edit(app: App[None], file: Path) -> str:
    """Hand a file to the editor that VISUAL or EDITOR names; return a sentence on what went wrong, empty if nothing."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        editor = shlex.split(named)
    except ValueError:
        return clean_line(f"EDITOR is no command: {named}")
    if not editor:
        return "No editor is named: set EDITOR, as in EDITOR=vim feedtui."
    try:
        with app.suspend():
            subprocess.run([*editor, str(file)], check=True)
    except SuspendNotSupported:
        return "Another program cannot have this terminal."
    except (OSError, subprocess.CalledProcessError) as error:
        return clean_line(f"{editor[0]} did not end well ({error}).")
    return ""
