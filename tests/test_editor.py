"""An editor of the reader's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from driving import reading
from feedtui.screens.editor import edit


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("", "No editor is named: set EDITOR"),
        ("vim 'unclosed", "EDITOR is no command: vim 'unclosed"),
        ("true", "Another program cannot have this terminal."),
    ],
)
async def test_what_is_in_the_way_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, told: str
) -> None:
    """In a sentence; no file is touched."""
    monkeypatch.setenv("EDITOR", named)
    monkeypatch.delenv("VISUAL", raising=False)
    async with reading(tmp_path) as pilot:
        assert edit(pilot.app, tmp_path / "file").startswith(told)
    assert not (tmp_path / "file").exists()
