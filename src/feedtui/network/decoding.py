"""A body as it is sent to a body as it is meant: unpacked piece by piece, never more than is allowed."""

from __future__ import annotations

import zlib

ACCEPTED = "gzip, deflate"
"""What feedtui asks for. Brotli is left out: few of its decoders can be told where to stop."""

_STEP = 2**16
_GZIP = 16 + zlib.MAX_WBITS
_RAW = -zlib.MAX_WBITS


class Overfull(Exception):
    """There is more than is allowed."""


class Damaged(Exception):
    """The body is packed in a way that is not known, is not what it says to be, or stops too early."""


class Body:
    """Takes the pieces of a body that is packed with `encoding`, and holds at most `most` bytes of it, unpacked."""

    def __init__(self, encoding: str, most: int) -> None:
        # A list of packings may name what packs nothing, also more than once.
        named = [one for one in encoding.lower().replace(",", " ").split() if one != "identity"]
        self._packing = " ".join(named)
        if self._packing not in ("", "gzip", "x-gzip", "deflate"):
            raise Damaged
        self._most = most
        self._taken = 0
        self._held = bytearray()
        self._start = b""
        self._unpacker: zlib._Decompress | None = None

    def __len__(self) -> int:
        """Return how many unpacked bytes there are so far."""
        return len(self._held)

    @property
    def data(self) -> bytes:
        """What there is so far, unpacked."""
        return bytes(self._held)

    def take(self, piece: bytes) -> None:
        """Take the next piece; raises `Overfull` with at most one step in hand, or `Damaged`."""
        # What packs to more than it was is hostile: it could go on for ever and never fill anything.
        self._taken += len(piece)
        if self._taken > self._most:
            raise Overfull
        if not self._packing:
            self._hold(piece)
            return
        try:
            self._unpack(self._start + piece)
        except zlib.error as error:
            raise Damaged from error

    def whole(self) -> bytes:
        """Return the body at its end; raises `Damaged` if what was packed stops too early."""
        if self._start or (self._unpacker is not None and not self._unpacker.eof):
            raise Damaged
        return bytes(self._held)

    def _unpack(self, packed: bytes) -> None:
        self._start = b""
        while packed:
            if self._unpacker is None or self._unpacker.eof:
                # Some servers fill up with zeros behind the end, as tape did.
                if self._unpacker is not None and not packed.strip(b"\0"):
                    return
                if len(packed) < 2:
                    self._start = packed
                    return
                self._unpacker = zlib.decompressobj(self._window(packed))
            packed = self._step(self._unpacker, packed)

    def _step(self, unpacker: zlib._Decompress, packed: bytes) -> bytes:
        """Unpack in bounded steps to the end of a member or of what there is, and return what is left."""
        while True:
            piece = unpacker.decompress(packed, _STEP)
            self._hold(piece)
            if unpacker.eof:
                return unpacker.unused_data
            packed = unpacker.unconsumed_tail
            # A full step may have left something inside, although all that was packed is used up.
            if not packed and len(piece) < _STEP:
                return b""

    def _window(self, packed: bytes) -> int:
        """Return zlib's name for a packing; "deflate" is sent with and without zlib's header (RFC 9110, 8.4.1.2)."""
        if self._packing != "deflate":
            return _GZIP
        has_header = packed[0] & 0x0F == 8 and int.from_bytes(packed[:2], "big") % 31 == 0
        return zlib.MAX_WBITS if has_header else _RAW

    def _hold(self, piece: bytes) -> None:
        if len(self._held) + len(piece) > self._most:
            raise Overfull
        self._held += piece
