"""arXiv's snapshot on its way into the library."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from feedtui.library.archive import Progress, is_archive, keep_archive
from feedtui.library.library import Library
from feedtui.library.origin import Added, Origin
from feedtui.papers.query import EVERYTHING, parse
from feedtui.paths import places
from samples import page, paper


def snapshot(path: Path, papers: int) -> Path:
    """Write a snapshot of some papers, a day apart, with a broken line in the middle."""
    lines = []
    for number in range(papers):
        day = f"{number % 28 + 1} Jan {2007 + number // 28}"
        lines.append(
            json.dumps(
                {
                    "id": f"0704.{number:04}",
                    "title": f"On Lanterns,\n  Part {number}",
                    "authors": "A. Lamp",
                    "categories": "cs.CL cs.LG" if number % 2 else "hep-ph",
                    "abstract": "  We study lanterns.\n",
                    "versions": [{"version": "v1", "created": f"Mon, {day} 08:00:00 GMT"}],
                }
            )
        )
    lines.insert(papers // 2, '{"id": "broken')
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_snapshot_is_taken_in(tmp_path: Path) -> None:
    """All its papers are found, the newest first; a broken line is named by its number; again, none is new."""
    file = snapshot(tmp_path / "arxiv.json", 60)
    assert is_archive(file)
    with closing(Library(places(str(tmp_path / "home")))) as library:
        told: list[Progress] = []
        found, added = keep_archive(library, file, told.append)
        library.noticed()
        assert added == Added(new=60)
        assert [remark.what.partition(":")[0] for remark in found.skipped] == ["line 31"]
        assert told[-1].done == told[-1].size == file.stat().st_size
        published = [library.item(row).paper.published or "" for row in library.whole(EVERYTHING)]
        assert published == sorted(published, reverse=True)
        assert len(library.whole(parse("tag:cs.LG lanterns"))) == 30
        assert len(library.first(parse("lant", typing=True), 100)) == 60
        assert keep_archive(library, file, told.append)[1] == Added(unchanged=60)


def test_an_import_that_was_stopped_goes_on(tmp_path: Path) -> None:
    """What was in when it stopped stays in, and the same file goes on behind it."""
    file = snapshot(tmp_path / "arxiv.json", 60)

    def stop(progress: Progress) -> None:
        if progress.added.new >= 20:
            raise KeyboardInterrupt

    with closing(Library(places(str(tmp_path / "home")))) as library:
        with pytest.raises(KeyboardInterrupt):
            keep_archive(library, file, stop, portion=2_000)
        library.noticed()
        taken = len(library)
        assert 20 <= taken < 60
        found, added = keep_archive(library, file, lambda progress: None, portion=2_000)
        library.noticed()
        assert added == Added(new=60 - taken)
        assert len(library) == 60
        assert [remark.what.partition(":")[0] for remark in found.skipped] == ["line 31"]


def test_other_files_are_no_snapshots(tmp_path: Path) -> None:
    """A page of papers, an unreadable file and a missing one are something else."""
    (tmp_path / "page.txt").write_text(page())
    assert not is_archive(tmp_path / "page.txt")
    assert not is_archive(tmp_path)
    assert not is_archive(tmp_path / "none")


def test_what_a_killed_import_left_undone_is_done_by_the_next(tmp_path: Path) -> None:
    """A kill in the middle leaves papers whose words were not counted; any later import counts them."""
    file = snapshot(tmp_path / "arxiv.json", 60)
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom feedtui.library.archive import keep_archive\n"
        "from feedtui.library.library import Library\nfrom feedtui.paths import places\n"
        "if __name__ == '__main__':\n"
        "    stop = lambda progress: progress.added.new >= 20 and os.kill(os.getpid(), signal.SIGKILL)\n"
        "    keep_archive(Library(places(sys.argv[1])), Path(sys.argv[2]), stop, portion=2_000)\n"
    )
    (tmp_path / "killed.py").write_text(code)
    command = [sys.executable, str(tmp_path / "killed.py"), str(tmp_path / "home"), str(file)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    assert process.wait() == -signal.SIGKILL
    assert ended(process.pid)
    with closing(Library(places(str(tmp_path / "home")))) as library:
        library.add([paper("A Lantern at Last")], Origin("page", "test"))
        library.noticed()
        assert len(library.first(parse("lanter", typing=True), 100)) == len(library) > 20


def ended(group: int) -> bool:
    """Wait until no process of a group is left; return whether that came to be."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
    return False
