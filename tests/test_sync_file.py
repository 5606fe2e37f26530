"""The lines of a sync file: cut, damaged, hostile."""

from __future__ import annotations

import io
import json
from typing import Any
from zlib import crc32

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feedtui.library.documents import MARKS, SEARCHES, SOURCES
from feedtui.moving import sync_file
from feedtui.moving.sync_file import Lines, clock_line, line, lines_of, passed_lines, read_lines
from feedtui.moving.sync_merge import Entry, Fact, Ledger

A = "a" * 16
AT = "2026-11-01T08:00:00.000000+00:00"
LATER = "2027-11-01T08:00:00.000000+00:00"


def read(data: bytes) -> Lines:
    """Return what bytes say."""
    return read_lines(io.BytesIO(data))


def said(ledger: Ledger) -> set[tuple[str, str, str, Fact]]:
    """Return every fact, with one name of what it is of."""
    return {
        (entry.table, min(entry.names), name, fact)
        for entry in ledger
        for name, some in entry.facts.items()
        for fact in some
    }


def written() -> list[bytes]:
    """Return the lines of a file that has something of everything."""
    ledger = Ledger()
    paper = ledger.entry(MARKS, ["arxiv:1", "doi:10.1/a"], ["title:0"], "Sparse Lanterns")
    paper.tell("read", Fact(AT, A, "2026-11-01T08:00:00Z"))
    paper.tell("note", Fact(AT, A, "é ☃ 😀\n\nx", ("0" * 12, "1" * 12)))
    paper.tell("tag:later", Fact(AT, A, None))
    ledger.entry(SEARCHES, ["lamps"]).tell("query", Fact(AT, A, "is:unread"))
    ledger.entry(SOURCES, ["hf:daily"]).tell("there", Fact(AT, A, True))
    told = [
        part for entry in ledger for name, some in entry.facts.items() for part in lines_of(entry, [(name, some[0])])
    ]
    return [
        line({"sync": 1, "machine": A}),
        *told,
        clock_line(A, LATER, AT),
        *passed_lines({"arxiv:1": 2}),
        line({"end": "0" * 12}),
    ]


def test_what_was_written_is_read() -> None:
    """Facts, names, titles, clocks, the head and the end."""
    found = read(b"".join(written()))
    assert len(said(found.ledger)) == 5
    paper = found.ledger.find(MARKS, "doi:10.1/a")
    assert paper is not None
    assert (paper.names, paper.also, paper.title) == ({"arxiv:1", "doi:10.1/a"}, {"title:0"}, "Sparse Lanterns")
    assert paper.facts["note"] == [Fact(AT, A, "é ☃ 😀\n\nx", ("0" * 12, "1" * 12))]
    assert found.ledger.clocks == {(A, LATER): AT}
    assert (found.head["machine"], found.token, found.damaged, found.is_ended) == (A, "0" * 12, 0, True)


def test_a_file_cut_at_any_byte_tells_its_whole_lines() -> None:
    """No more, and no less: the line that was cut waits."""
    lines = written()
    data = b"".join(lines)
    whole = {0: 0}
    for number in range(1, len(lines) + 1):
        end = len(b"".join(lines[:number]))
        # The line feed says nothing that the checksum does not.
        whole |= {end - 1: number, end: number}
    number = 0
    for end in range(len(data) + 1):
        number = whole.get(end, number)
        found = read(data[:end])
        assert said(found.ledger) == said(read(b"".join(lines[:number])).ledger)
        assert found.damaged == (end not in whole)
        assert found.size == end


def test_one_changed_bit_costs_one_line() -> None:
    """Whichever it is, no other line is lost and nothing else is said."""
    lines = written()
    data = b"".join(lines)
    every = said(read(data).ledger)
    for place in range(0, len(data) * 8, 7):
        damaged = bytearray(data)
        damaged[place // 8] ^= 1 << place % 8
        found = said(read(bytes(damaged)).ledger)
        assert found <= every
        assert len(found) >= len(every) - 2


@given(st.lists(st.sampled_from(written()) | st.binary(max_size=40), max_size=8))
@example([b"<<<<<<< HEAD\n", written()[1], b"=======\n", written()[2], b">>>>>>> other\n"])
@example([part.replace(b"\n", b"\r\n") for part in written()])
@example([b"\0" * 4096, b"\n", written()[1]])
def test_anything_between_the_lines_is_passed_over(parts: list[bytes]) -> None:
    """Merge conflicts, other line ends, holes: never an error, never a fact that nobody wrote."""
    every = said(read(b"".join(written())).ledger)
    found = read(b"\n".join(parts))
    assert said(found.ledger) <= every
    lone = {part.strip() for part in parts if part.strip() in {one.strip() for one in written()}}
    assert len(said(found.ledger)) >= len(said(read(b"\n".join(lone)).ledger))


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from((A, AT, "read", "note", "arxiv:1")),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=12,
)
bodies = st.dictionaries(
    st.sampled_from(("table", "names", "also", "title", "facts", "clock", "end", "sync", "passed", "x")), json_values
)


@settings(max_examples=200)
@given(bodies | bodies.map(lambda body: {**body, "table": MARKS, "names": ["arxiv:1"]}))
@example({"table": MARKS, "names": ["arxiv:1"], "facts": [["read", "9999-12-31T23:59:59.999999+00:00", A, None]]})
@example({"table": SEARCHES, "names": ["lamps"], "facts": [["place", AT, A, -1], ["place", AT, A, True]]})
@example({"passed": {"arxiv:1": 1.5, "doi:10.1/a": True, "title:\x1b": 1, "hf:daily": 1, "arxiv:2": 1 << 80}})
@example({"table": MARKS, "names": ["arxiv:1"], "facts": [["note", AT, A, "x", "y"], ["note", AT, A, "x", [5]], None]})
def test_a_right_checksum_makes_nothing_true(body: dict[str, Any]) -> None:
    """Lines of any shape are taken for what they can be, and can be written again."""
    found = read(line(body))
    assert found.damaged == 0
    for entry in found.ledger:
        assert said(read(b"".join(lines_of(entry, []))).ledger) == set()
    found.ledger.settle()
    assert found.ledger.passed == {}
    assert all(found.ledger.values(entry) is not None for entry in found.ledger)


def test_no_json_is_no_line() -> None:
    """A checksum over something else than an object, or over JSON too deep to read, is damage and no more."""
    for rest in (b'"x":' + b"[" * 100_000, b"nothing", b'"x":1}}', b'"x":' + b"9" * 5000 + b"}"):
        found = read(b'{"sum":"%08x",%s\n%s' % (crc32(rest), rest, written()[1]))
        assert found.damaged == 1
        assert len(said(found.ledger)) == 1


def test_long_lines_are_passed_over_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than any that is written costs nothing but itself."""
    monkeypatch.setattr(sync_file, "LINE_LIMIT", 300)
    data = b"x" * 1000 + b"\n" + written()[1]
    found = read(data)
    assert (found.damaged, found.size, len(said(found.ledger))) == (1, len(data), 1)


def test_many_names_facts_and_long_notes_take_several_lines() -> None:
    """Each no longer than is read, and together they say all of it."""
    entry = Entry(MARKS, {f"url:https://a.b/{number}" for number in range(350)})
    facts = [(f"tag:{number}", Fact(AT, A, True)) for number in range(120)]
    facts += [("note", Fact(AT, number * 16, "😀" * 199_000)) for number in "abc"]
    lines = list(lines_of(entry, facts))
    assert max(map(len, lines)) < sync_file.LINE_LIMIT
    (found,) = read(b"".join(lines)).ledger
    assert found.names == entry.names
    assert len(found.facts) == 121
    assert len(found.facts["note"]) == 3
    assert all(len(json.loads(one)["names"]) <= 100 for one in lines)
