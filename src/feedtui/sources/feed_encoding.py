"""Which characters a feed's bytes are: what the bytes say is believed before what is said of them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""The longer of two that begin alike comes first."""
_PATTERNS = (
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be"),
)  # fmt: skip
"""How text of two or four bytes a character begins where it has no mark (XML 1.0, appendix F), be it JSON."""
_EBCDIC = b"\x4c\x6f\xa7\x94"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
_META = re.compile(r"<meta[^>]+?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_MANGLED = re.compile("[\u00c2-\u00f4][\u0080-\u00bf]")
_HEAD = 2048
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "shift_jis": "cp932", "euc_kr": "cp949", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip
"""What is meant where less is said (https://encoding.spec.whatwg.org/#names-and-labels)."""
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"}
"""What Python can decode too, but no publisher writes; punycode takes time with the square of the length."""


def decoded(data: bytes, headers: Mapping[str, str]) -> str:
    """Return the characters of a body, never failing: where all else fails, UTF-8 with its broken bytes mended.

    Text that is UTF-8 beyond chance is UTF-8 whatever header and declaration say.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, _MENDED if name == "utf-8" else "replace")
    begin = data[:_HEAD].lstrip(b" \t\r\n")
    for pattern, name in _PATTERNS:
        if begin.startswith(pattern):
            return data.decode(name, "replace")
    if not data.isascii():
        try:
            return data.decode()
        except UnicodeDecodeError:
            pass
    for name in _said(data, headers):
        try:
            return data.decode(name)
        except (UnicodeError, LookupError):
            continue
    return data.decode("utf-8", _MENDED)


def unmangled(text: str) -> str:
    """Return a text that is UTF-8 read as ISO 8859-1 and encoded once more as what it was: `é` for `Ã©`."""
    if not _MANGLED.search(text):
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def _said(data: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    """Yield what header, declaration and page name as the encoding, in this order."""
    head = data[:_HEAD].decode("cp037" if data.startswith(_EBCDIC) else "latin-1")
    kind = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    for match in (_CHARSET.search(kind), _DECLARED.search(head), _META.search(head)):
        if match is None:
            continue
        try:
            name = codecs.lookup(match[1]).name
        except LookupError:
            continue
        if name not in _NO_CHARSETS and not name.startswith(("utf-8", "utf-16", "utf-32")):
            yield _WIDER.get(name, name)


def _mended(error: UnicodeError) -> tuple[str, int]:
    """Take the bytes that are no UTF-8 for Windows-1252, by far the most frequent other encoding."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_MENDED = "feedtui-windows-1252"
codecs.register_error(_MENDED, _mended)
