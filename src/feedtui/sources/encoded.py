"""JSON and XML from outside, read without trusting them."""

from __future__ import annotations

import json
from typing import Any

from lxml import etree

from feedtui.sources.found import Unreadable

BOM = b"\xef\xbb\xbf"
_MOST_DIGITS = 400


def read_json(data: bytes) -> Any:
    """Return what JSON in UTF-8 holds.

    Raises:
        Unreadable: It is no JSON, or too deep or its numbers too long to be read.
    """
    try:
        return json.loads(data.removeprefix(BOM).decode(), parse_int=_integer, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Unreadable(f"The JSON is not UTF-8: byte {error.start} is broken.") from error
    except json.JSONDecodeError as error:
        raise Unreadable(f"This is no JSON: {error.msg} at line {error.lineno}, column {error.colno}.") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable("The JSON is too large to read: a number too long, or lists too deep.") from error


def json_decoder() -> json.JSONDecoder:
    """Return what reads one value of JSON after another, with the same bounds."""
    return json.JSONDecoder(parse_int=_integer, parse_constant=_no_number)


def read_xml(data: bytes) -> etree._Element:
    """Return the root of an XML document, mended where it is not well-formed.

    Entities are not looked up, neither in the document nor outside, and nothing is fetched.

    Raises:
        Unreadable: There is no element in it.
    """
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("This is no XML.") from error
    if root is None:
        raise Unreadable("This is no XML.")
    return root


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(digits)
    return int(digits)


def _no_number(name: str) -> None:
    """Take NaN and the infinities, which are no JSON, for nothing."""
