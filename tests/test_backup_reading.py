"""Archives of anybody, damaged or made to do harm: bounded, and as much read of them as can be."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Iterable
from hashlib import shake_256
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.moving import reading
from feedtui.moving.describing import KNOWN, MANIFEST, MARKS, PAPERS
from feedtui.moving.reading import Archive, NoBackup
from feedtui.moving.writing import Writer

LINES = [{"number": number, "noise": shake_256(str(number).encode()).hexdigest(40)} for number in range(200)]


def made(**files: bytes) -> bytes:
    """Return an archive with some files, `_` for the dot of a name."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return stream.getvalue()


def whole() -> bytes:
    """Return an archive that is as it should be."""
    stream = io.BytesIO()
    with Writer(stream, "2026-11-25T08:00:00Z") as writer:
        writer.objects(MARKS, LINES)
        writer.objects(PAPERS, LINES[:3])
        writer.close({"marks": 200}, ())
    return stream.getvalue()


WHOLE = whole()


def read(data: bytes, names: Iterable[str] = (MARKS,)) -> tuple[list[object], list[str]]:
    """Return the numbers of the lines that can be read, and what is said of the others."""
    archive = Archive(io.BytesIO(data), "b.zip")
    numbers = [one.get("number") for name in names for _, one in archive.objects(name)]
    return numbers, [f"{one.what}: {one.why}" for one in archive.remarks]


def test_what_was_written_is_read() -> None:
    """All of it, with nothing to say; files that are not there are empty."""
    assert read(WHOLE) == (list(range(200)), [])
    archive = Archive(io.BytesIO(WHOLE), "b.zip")
    assert (archive.count("marks"), archive.count("papers"), archive.text("settings.toml")) == (200, 0, None)
    assert list(archive.objects("sources.jsonl")) == []


@settings(max_examples=60)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 7), st.booleans())
def test_damage_hides_as_little_as_it_can(place: int, bit: int, cut: bool) -> None:
    """Any bit may be another, and the end missing: lines are whole or named, or it is no backup."""
    data = bytearray(WHOLE)
    data[place] ^= 1 << bit
    try:
        numbers, said = read(bytes(data[:place] if cut else data), sorted(KNOWN - {MANIFEST}))
    except NoBackup:
        return
    assert numbers[:3] == [0, 1, 2] or said
    assert len(numbers) >= 203 or said


def test_what_stands_before_damage_is_read() -> None:
    """Of 200 lines those in front of a broken byte are there, and that the others are not is said."""
    with ZipFile(io.BytesIO(WHOLE)) as archive:
        info = archive.getinfo(MARKS)
    data = bytearray(WHOLE)
    place = info.header_offset + 60 + info.compress_size * 3 // 4
    data[place : place + 40] = bytes(40)
    numbers, said = read(bytes(data), (MARKS, PAPERS))
    assert numbers[:100] == list(range(100))
    assert numbers[-3:] == [0, 1, 2]
    assert any(one.startswith("marks.jsonl: it is ") for one in said)


def test_other_sums_than_the_manifest_says() -> None:
    """A file that somebody wrote anew is read, and that it is another is said."""
    manifest = json.dumps({"format": 1, "files": {MARKS: {"sha256": "0" * 64}, "sources.jsonl": 3}}).encode()
    numbers, said = read(made(marks_jsonl=b'{"number": 1}\n', manifest_json=manifest))
    assert numbers == [1]
    assert said[0] == "sources.jsonl: it is missing"
    assert "its checksum is another" in said[1]


@pytest.mark.parametrize(
    "manifest", [b"", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"files": 1, "counts": 2, "format": "x"}']
)
def test_without_a_manifest_the_rest_is_read(manifest: bytes) -> None:
    """A backup into a pipe that broke has none; it is said that there may be more."""
    numbers, said = read(made(marks_jsonl=b'{"number": 1}\n', manifest_json=manifest))
    assert numbers == [1]
    assert bool(said) == (b"files" not in manifest)
    assert Archive(io.BytesIO(made(marks_jsonl=b"", manifest_json=manifest)), "b.zip").count("papers") == 0


def test_a_bomb_is_put_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to a thousand times its size is not read to its end, line or no line."""
    monkeypatch.setattr(reading, "_ROOM", 1 << 20)
    monkeypatch.setattr(reading, "_LINE", 1 << 18)
    for bomb in (b"0" * (1 << 23), b"[]\n" * (1 << 21), b" " * (1 << 23) + b"\n"):
        numbers, said = read(made(marks_jsonl=bomb))
        assert numbers == []
        assert any("far larger" in one or "on it was not read" in one for one in said)


def test_a_long_line_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named and passed over, wherever it stands."""
    monkeypatch.setattr(reading, "_LINE", 1 << 17)
    long = b'{"number":9,"x":"' + b"x" * (1 << 19) + b'"}\n'
    lines = b'{"number":1}\n' + long + b'{"number":2}\n' + long[:-1]
    numbers, said = read(made(marks_jsonl=lines))
    assert numbers == [1, 2]
    assert said[1:] == ["marks.jsonl, line 2: it is too long", "marks.jsonl, line 4: it is too long"]


def test_files_of_text_are_small() -> None:
    """Settings of a megabyte are none, nor are those that are no text."""
    archive = Archive(io.BytesIO(made(settings_toml=b"#" * (2 << 20), topics_toml=b"\xff")), "b.zip")
    assert (archive.text("settings.toml"), archive.text("topics.toml")) == (None, None)
    assert [one.why for one in archive.remarks[1:]] == ["it is larger than 1 MB", "it is no text"]


def test_a_list_of_very_many_files_is_not_read() -> None:
    """Each would be kept in memory, though it takes 50 bytes in the archive."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        for number in range(20_000):
            archive.writestr(f"{number:060}", b"")
    with pytest.raises(NoBackup, match="far too many files"):
        Archive(stream, "b.zip")


@pytest.mark.parametrize("how", ["encrypted", "bzip2", "moved", "stored", "alone"])
def test_ways_of_writing(how: str) -> None:
    """Nothing but what feedtui writes is unpacked; what is not packed is read as it is."""
    stream = io.BytesIO()
    with ZipFile(stream, "w", {"bzip2": ZIP_BZIP2, "stored": ZIP_STORED}.get(how, ZIP_DEFLATED)) as archive:
        archive.writestr(MARKS, b'{"number": 1}\n')
    data = bytearray(stream.getvalue())
    directory = data.rfind(b"PK\x01\x02")
    if how == "encrypted":
        data[directory + 8] |= 1
    if how == "moved":
        struct.pack_into("<L", data, directory + 42, 2**31)
    if how == "alone":
        data[:4] = b"PK\x07\x08"
    numbers, said = read(bytes(data))
    assert numbers == ([1] if how == "stored" else [])
    assert len(said) == (1 if how == "stored" else 2)


def test_no_name_in_an_archive_is_a_path() -> None:
    """Files that feedtui does not know are passed over, whatever they are called."""
    numbers, said = read(made(**{"../../marks_jsonl": b"", "/etc/passwd": b"", "marks_jsonl": b'{"number":1}\n'}))
    assert (numbers, len(said)) == ([1], 1)
