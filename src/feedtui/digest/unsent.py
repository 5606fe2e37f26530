"""How it is told that a digest was not sent."""

from __future__ import annotations


class Unsent(Exception):
    """A digest that was not sent; the message says which server or program, what it said, and what to do.

    `why` goes on after a colon and has no stop, `remedy` is a sentence.
    """

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(f"The digest was not sent: {why}. Nothing was marked as shown. {remedy}")


def reason(error: Exception) -> str:
    """Return what the system says of an error."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
