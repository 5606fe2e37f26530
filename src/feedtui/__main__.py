"""Runs feedtui."""

from __future__ import annotations

import sys

from feedtui.cli import main

if __name__ == "__main__":
    sys.exit(main())
