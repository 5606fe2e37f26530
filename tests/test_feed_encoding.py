"""The characters of feeds whose bytes, headers and declarations disagree."""

from __future__ import annotations

import pytest

from feedtui.sources.feed import read_feed

TITLE = "Żółć und Café"
WESTERN = "Café – “new”"


def title(data: bytes, content_type: str = "") -> str:
    """Return the title of a feed in bytes."""
    return read_feed(data, {"Content-Type": content_type}, "https://a.example/").title


def feed(text: str, declared: str = "") -> str:
    """Return a feed with a title, and a declaration where an encoding is given."""
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}<rss><channel><title>{text}</title></channel></rss>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "iso8859-2", "windows-1250"])
def test_a_declared_encoding(encoding: str) -> None:
    """The declaration, or the mark before it, is believed."""
    text = TITLE.replace("é", "e")
    assert title(feed(text, encoding).encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"), [("big5", "機器學習"), ("shift_jis", "機械学習"), ("iso-2022-jp", "機械学習")]
)
def test_east_asian_encodings(encoding: str, text: str) -> None:
    """Several bytes a letter, one of these encodings in ASCII bytes alone."""
    assert title(feed(text, encoding).encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_character_without_a_mark(encoding: str) -> None:
    """UTF-16 is known by its first two bytes."""
    assert title(feed(TITLE).encode(encoding)) == TITLE


def test_the_header_goes_before_the_declaration() -> None:
    """As RFC 7303 has it."""
    assert title(feed("Привет", "iso-8859-1").encode("koi8-r"), "text/xml; charset=koi8-r") == "Привет"


def test_utf_8_is_utf_8_whatever_is_said() -> None:
    """Servers that say Latin-1 by default do no harm."""
    assert title(feed(TITLE, "iso-8859-1").encode(), "application/xml; charset=us-ascii") == TITLE


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-8", "", "no-such-thing", "base64", "punycode", "utf-16"])
def test_windows_1252_is_what_is_neither_utf_8_nor_as_declared(declared: str) -> None:
    """Also where the encoding named is none, or none of text."""
    assert title(feed(WESTERN, declared).encode("cp1252")) == WESTERN


def test_one_broken_byte_leaves_the_other_letters_alone() -> None:
    """Only the broken byte is taken for Windows-1252."""
    assert title(feed(TITLE + " – |").encode().replace(b"|", b"\xe9")) == TITLE + " – é"


def test_numbers_of_windows_characters() -> None:
    """References to 128 to 159 mean the signs that Windows has there."""
    assert title(feed("It&#146;s &#x93;new&#x94;").encode()) == "It’s “new”"
