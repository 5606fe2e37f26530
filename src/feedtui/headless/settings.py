"""The command that writes the settings file, or says what is wrong in it."""

from __future__ import annotations

import sys
from argparse import Namespace

from feedtui.headless.telling import Failed
from feedtui.paths import Places


def check_settings(places: Places, arguments: Namespace) -> int:
    """Write a settings file where there is none; else say what of it is ignored, and return 1 if anything is.

    With `--check` none is written; with `--print` it is told what is in force, and where that came from.

    Raises:
        Failed: It cannot be written.
    """
    from feedtui.config_reading import examined
    from feedtui.config_told import in_force
    from feedtui.config_writing import default_settings, write_settings

    if arguments.print:
        print(default_settings(in_force(places)), end="")
        return 0
    try:
        if not arguments.check and write_settings(places.config):
            print(f"Wrote {places.config}: every setting with its default.")
            return 0
    except OSError as error:
        raise Failed(f"{places.config} cannot be written: {error.strerror or error}.") from error
    _, mistakes = examined(places.config)
    for one in mistakes:
        print(one.of(places.config), file=sys.stderr)
    if not mistakes:
        there = places.config.exists()
        print(f"Nothing is wrong in {places.config}." if there else f"There is no {places.config}: all is as shipped.")
    return 1 if mistakes else 0
