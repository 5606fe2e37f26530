"""What the reader of the soak does: seeded, weighted, and never leaving by itself."""

from __future__ import annotations

import random

ESCAPE, DOWN = "\x1b", "\x1b[B"

_DEEDS: tuple[tuple[float, tuple[str, ...]], ...] = (
    (30, ("j", "k", "n", "j", "n", " ", DOWN)),
    (8, ("N", "g", "G", "\x04", "\x15", "17j", "5k", "\x1b[6~", "\x1b[5~")),
    (8, ("l", "h", "\t", ESCAPE, "hjl", "hjjl", "hkl", "hgl")),
    (12, ("m", "s", "b", "s", "m")),
    (5, ("x", "xx", "vjjv", "v5jv", ESCAPE)),
    (6, ("tlater\r", "tread-again -later\r", "iSome words of my own." + ESCAPE, ":note one more line\r")),
    (6, ("u", "\x12", "u", "su")),
    (
        8,
        (
            "/diffusion\r",
            "/retrieval model\r",
            "/tit",
            "/is:starred\r",
            "/author:smith sort:oldest\r",
            "/sort:upvotes\r",
        ),
    ),
    (5, ("/gra" + ESCAPE, ESCAPE, ESCAPE + ESCAPE)),
    (3, ("Tsnblnnu" + ESCAPE, "Tnnnn" + ESCAPE, "Ts" + ESCAPE)),
    (3, ("?jjj" + ESCAPE, "fjj" + ESCAPE, "L" + ESCAPE, "E" + ESCAPE, "Y1", "Y" + ESCAPE, "\x10" + ESCAPE)),
    (3, ("y", "o", "p", "c", "zjz", "w", "w", ":theme\r")),
    (2, ("R", "r", ":stop\r", "r")),
    (
        1.5,
        (":star title:graph author:smith\r", ":queue title:kernel title:graph\r", ":read title:quantum title:bound\r"),
    ),
    (1, (":mute title:xyzzy\r", ":unmute title:xyzzy\r", ":watch graph\r", ":unwatch graph\r")),
    (1, ("/kernel\rSkept\x15kernels\r", ":kept-search 1\r", ":forget-search\r", "1")),
    (0.5, ("P", "F", ":why\r", "~", ":resolve\r")),
)
"""Weights, and keys of which one is pressed; windows are closed with what opened them, or by chance a little later. All
papers at once (`A`) are left out: marks of a hundred thousand papers take the keys, the lock and memory for a while."""


class Fingers:
    """Presses keys; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(f"fingers {seed}")
        self._weights = [weight for weight, _ in _DEEDS]

    def next(self) -> str:
        """Return the next keys to press."""
        ((_, keys),) = self._chance.choices(_DEEDS, self._weights)
        return self._chance.choice(keys)

    def tour(self) -> list[str]:
        """Return every keys once, so that all that is imported or remembered but once is, before memory is measured."""
        return [keys for _, several in _DEEDS for keys in dict.fromkeys(several)]

    def pause(self) -> float:
        """Return for how many seconds the screen is looked at."""
        return self._chance.choice((0.0, 0.02, 0.05, 0.1, 0.3))


def tagging(paper: str, tag: str) -> str:
    """Return the keys that give a paper a tag, but for the last one."""
    return f":tag +{tag} id:{paper}"
