"""Bodies are unpacked whatever the pieces, and never beyond what is allowed."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.network.decoding import Body, Damaged, Overfull


def raw(data: bytes) -> bytes:
    """Return data as some servers understand "deflate": without zlib's header."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKINGS: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "deflate": zlib.compress, "raw": raw, "": bytes}


def unpacked(encoding: str, packed: bytes, most: int, step: int) -> bytes:
    """Return a body that comes in pieces of a size."""
    body = Body(encoding, most)
    for start in range(0, len(packed), step):
        body.take(packed[start : start + step])
        assert len(body) <= most
    return body.whole()


@given(st.sampled_from(sorted(PACKINGS)), st.binary(max_size=400), st.integers(1, 300), st.integers(1, 7))
def test_what_was_packed_comes_out(packing: str, data: bytes, times: int, step: int) -> None:
    """In all packings, and in pieces of any size; a byte more than is allowed is too much."""
    whole = data * times
    packed = PACKINGS[packing](whole)
    encoding = "deflate" if packing == "raw" else packing
    most = max(len(whole), len(packed))
    assert unpacked(encoding, packed, most, step * 97) == whole
    if len(whole) == most and whole:
        with pytest.raises(Overfull):
            unpacked(encoding, packed, most - 1, step * 97)


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=5), st.integers(1, 60))
def test_members_one_after_another_are_one_body(members: list[bytes], step: int) -> None:
    """RFC 1952, 2.2: a gzip stream is a series of members; zeros behind the last are filling."""
    packed = b"".join(map(gzip.compress, members))
    assert unpacked("gzip", packed, 10_000, step) == b"".join(members)
    assert unpacked("gzip", packed + bytes(600), 10_000, step) == b"".join(members)


@given(st.binary(min_size=1, max_size=200), st.data())
def test_a_stream_that_stops_too_early_is_damaged(data: bytes, draw: st.DataObject) -> None:
    """Wherever it stops, but for before it began."""
    packed = gzip.compress(data)
    cut = draw.draw(st.integers(1, len(packed) - 1))
    with pytest.raises(Damaged):
        unpacked("gzip", packed[:cut], 10_000, 64)


@given(st.sampled_from(["gzip", "deflate"]), st.binary(max_size=300), st.integers(1, 300))
def test_any_bytes_are_unpacked_or_refused(encoding: str, noise: bytes, step: int) -> None:
    """Nothing else is raised."""
    with suppress(Damaged, Overfull):
        assert len(unpacked(encoding, noise, 1000, step)) <= 1000


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "zstd", "compress"])
def test_a_packing_that_was_not_asked_for_is_refused(encoding: str) -> None:
    """Its bytes would pass for a broken feed."""
    with pytest.raises(Damaged):
        Body(encoding, 10)


def test_an_empty_body_is_whole() -> None:
    """An answer without content may still name a packing."""
    assert Body("gzip", 10).whole() == b""


def test_packing_that_only_swells_is_cut_off() -> None:
    """Members that hold nothing could come for ever."""
    with pytest.raises(Overfull):
        unpacked("gzip", gzip.compress(b"") * 100, 1000, 100)


def test_what_a_full_step_leaves_inside_is_not_lost() -> None:
    """All that was packed is used up, although not all has come out: zlib holds the rest of a long repetition."""
    for size in (65_537, 65_760, 66_050, 131_100):
        assert unpacked("deflate", raw(b"a" * size), size, size) == b"a" * size
