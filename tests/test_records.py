"""The lines of the journal."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st

from feedtui.library.long_records import backwards
from feedtui.library.records import Change, Record, record_line, scan

RECORDS = [Record(seq, "2026-01-01T00:00:00+00:00", (Change("marks", f"k{seq}", None, {}),)) for seq in range(1, 7)]


LINES = [record_line(record) for record in RECORDS]


@given(place=st.integers(0, len(b"".join(LINES)) - 1), bit=st.integers(0, 7))
def test_a_flipped_bit_costs_the_record_that_it_hit_and_no_other(place: int, bit: int) -> None:
    """Wherever the bit is, in a checksum, a length, a body or between two lines."""
    data = bytearray(b"".join(LINES))
    data[place] ^= 1 << bit
    spans = list(scan(bytes(data)))
    whole, end = [], 0
    for record, line in zip(RECORDS, LINES, strict=True):
        hit = end <= place < end + len(line) - 1
        whole += [] if hit else [record]
        end += len(line)
    assert [span.body for span in spans if span.body] == whole
    damage = [span for span in spans if not span.body]
    assert all(span.start <= place < span.end for span in damage)
    assert len(damage) == (place != end - 1)


@given(sizes=st.lists(st.sampled_from([0, 100, 4000, 4096, 9000, 70_000]), max_size=12), torn=st.integers(0, 5000))
def test_a_file_read_from_its_end_is_the_same(sizes: list[int], torn: int) -> None:
    """Whatever the lengths of the lines, and whatever an unfinished one left at the end."""
    notes = [Change("marks", "a", None, {"note": "x" * size}) for size in sizes]
    lines = [record_line(Record(seq, "", (one,))) for seq, one in enumerate(notes)]
    data = b"".join(lines) + record_line(Record(0, "", (Change("marks", "a", None, {"note": "y" * 5000}),)))[:torn]
    found = list(backwards(io.BytesIO(data), len(data)))
    assert found[::-1] == list(scan(data))
    assert len(found) == len(sizes)
