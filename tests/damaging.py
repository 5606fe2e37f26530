"""Documents as they arrive when something went wrong on the way, and what holds of whatever is read from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple

from hypothesis import strategies as st

from feedtui.sources.found import Found, Unreadable

_NOISE = st.binary(max_size=6) | st.sampled_from(
    [b"<", b">", b"</", b"&", b"&amp;", b"&eacute;", b"\n", b"\\\\", b"(", b",", b"]]>", b"<!--", b"v2", b"\x1b[2J"]
)


def damaged(document: bytes) -> st.SearchStrategy[bytes]:
    """Return a document with pieces of it lost and others got in, and any bytes at all."""
    places = st.integers(0, len(document))

    def with_cuts(cuts: list[tuple[int, int, bytes]]) -> bytes:
        data = document
        for at, length, noise in cuts:
            data = data[:at] + noise + data[at + length :]
        return data

    cuts = st.tuples(places, st.sampled_from([0, 0, 1, 3, 20, 10_000]), _NOISE)
    return st.binary(max_size=200) | st.lists(cuts, min_size=1, max_size=4).map(with_cuts)


def is_read_or_refused(read: Callable[[bytes], Found], data: bytes) -> bool:
    """Whether bytes are read into clean texts or refused with a sentence."""
    try:
        found = read(data)
    except Unreadable as error:
        return str(error).endswith(".") and str(error).isprintable()
    return is_clean(found)


def is_clean(found: Found) -> bool:
    """Whether no text of the papers and remarks could drive a terminal."""
    papers = (*found.papers, *found.revised)
    told = [value for paper in papers for value in _texts(astuple(paper))]
    told += [text for one in (*found.skipped, *found.damaged) for text in (one.what, one.why)]
    told += _texts((found.title, found.list_date, found.built, found.quiet_days))
    return all(letter.isprintable() or letter in "\n\u200d" for text in told for letter in text)


def _texts(values: tuple[object, ...]) -> list[str]:
    texts: list[str] = []
    for value in values:
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, tuple | list):
            texts += _texts(tuple(value))
    return texts
