"""Commands that print what a shell and `man` read of the command line."""

from __future__ import annotations

from argparse import Namespace

from feedtui.paths import Places


def print_completion(places: Places, arguments: Namespace) -> int:
    """Print the completions of a shell."""
    from feedtui.completions import script

    print(script(arguments.shell), end="")
    return 0


def print_manual(places: Places, arguments: Namespace) -> int:
    """Print the manual page."""
    from feedtui.manual import manual

    print(manual(), end="")
    return 0
