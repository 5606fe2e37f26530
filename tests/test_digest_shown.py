"""What digests have shown is remembered, whatever happens to the file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.digest.shown import Known, Shown
from feedtui.library.locking import JournalError

AT = "2026-11-25T07:00:00Z"
LAMP, RIVER = ["arxiv:2606.00467", "title:abc"], ["doi:10.1000/river"]


@pytest.fixture
def shown(tmp_path: Path) -> Shown:
    """Return what was shown in a folder that is not there yet."""
    return Shown(tmp_path / "home" / "digests.jsonl")


def note(shown: Shown, digest: str, *papers: list[str]) -> None:
    """Note papers as shown."""
    with shown.turn() as noting:
        noting.add(digest, papers, AT)


def test_each_name_has_its_own_papers(shown: Shown) -> None:
    """Any identity of a paper finds it; another digest has not shown it."""
    assert not shown.known("daily").has(LAMP)
    note(shown, "daily", LAMP, RIVER)
    note(shown, "weekly", RIVER)
    for names in (LAMP, LAMP[:1], ["url:https://lamp.example/", *LAMP[:1]], RIVER):
        assert shown.known("daily").has(names)
    assert not shown.known("weekly").has(LAMP)
    assert shown.known("weekly").has(RIVER)


def test_a_title_is_weaker_than_other_identities() -> None:
    """Two editorials with a DOI each are two papers; one known by its title alone is any of that title."""
    first, second = ["doi:10.1000/one", "title:editorial"], ["doi:10.1000/two", "title:editorial"]
    assert not Known([first]).has(second)
    assert Known([first]).has(["title:editorial"])
    assert Known([["title:editorial"]]).has(second)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX's")
def test_the_file_is_the_readers_alone(shown: Shown) -> None:
    """What somebody reads is nobody else's business; a link is not followed."""
    note(shown, "daily", LAMP)
    assert stat.S_IMODE(shown.path.stat().st_mode) == 0o600
    other = shown.path.with_name("other")
    shown.path.rename(other)
    shown.path.symlink_to(other)
    with pytest.raises(JournalError, match="is a link"):
        shown.known("daily")
    with pytest.raises(JournalError, match="is a link"), shown.turn():
        pass


@given(st.lists(st.binary(max_size=40), max_size=4))
def test_a_damaged_line_hides_no_other(tmp_path_factory: pytest.TempPathFactory, damage: list[bytes]) -> None:
    """Whatever stands between them, the lines that are whole count."""
    shown = Shown(tmp_path_factory.mktemp("home") / "digests.jsonl")
    note(shown, "daily", LAMP)
    for some in damage:
        with shown.path.open("ab") as file:
            file.write(some.replace(b"\n", b""))
        note(shown, "daily", RIVER)
    known = shown.known("daily")
    assert known.has(LAMP)
    assert known.has(RIVER) == bool(damage)


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", '{"digest": "daily"}', '{"digest": "daily", "ids": [5]}', "[" * 100_000, "\xff\xfe"]
)
def test_damage_is_counted(shown: Shown, line: str) -> None:
    """A write that was cut off ends with the next one's beginning, and costs nothing but itself."""
    note(shown, "daily", LAMP)
    with shown.path.open("a", encoding="latin-1") as file:
        file.write(line)
    note(shown, "daily", RIVER)
    known = shown.known("daily")
    assert (known.damaged, known.has(LAMP), known.has(RIVER)) == (1, True, True)


def test_two_processes_take_turns(shown: Shown) -> None:
    """While one digest is on its way, another process waits for its turn."""
    code = (
        "import sys; from pathlib import Path; from feedtui.digest.shown import Shown\n"
        "print('asking', flush=True)\n"
        "with Shown(Path(sys.argv[1])).turn() as noting:\n"
        f"    noting.add('daily', [{RIVER!r}], {AT!r})\n"
    )
    with shown.turn() as noting:
        other = subprocess.Popen([sys.executable, "-c", code, str(shown.path)], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "asking\n"
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(0.3)
        noting.add("daily", [LAMP], AT)
    assert other.wait(20) == 0
    other.stdout.close()
    assert [line.count("river") for line in shown.path.read_text().splitlines()] == [0, 1]


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device")
def test_a_full_disk_is_told(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says that the digest was delivered, and what that means."""
    monkeypatch.setattr("feedtui.digest.shown.open_private", lambda *_: os.open("/dev/full", os.O_RDWR))
    with shown.turn() as noting, pytest.raises(JournalError, match=r"delivered, but is not noted.*Make room"):
        noting.add("daily", [LAMP], AT)
