"""Makes the README's pictures, the same to the byte at each run: SVG by Textual, PNG from it by resvg.

Run `python screenshots/make.py`; `--no-png` leaves the PNG files as they are.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from pathlib import Path

from feedtui.library.subscriptions import Standing, State

HERE = Path(__file__).resolve().parent
PICTURES = {
    "dark": ((120, 40), "textual-dark", ("j", "s", "j", "j")),
    "light": ((120, 40), "textual-light", ("j", "s", "j", "j")),
    "80x24": ((80, 24), "textual-dark", ("j", "s")),
    "search": ((120, 30), "textual-dark", ("slash", *"retrieval embed")),
    "help": ((100, 44), "textual-dark", ("question_mark",)),
    "export": ((100, 30), "textual-dark", ("x", "x", "x", "E")),
    "sources": ((100, 24), "textual-dark", ("f", "j")),
}
_SOURCES: dict[str, tuple[str, State, str]] = {
    "hf:daily": ("Hugging Face: daily papers", "fresh", "12 new, 30 updated."),
    "arxiv:cs.CL": ("arXiv cs.CL: Computation and Language", "quiet", "It is Sunday: arXiv announces nothing."),
    "https://journal.example/rss": ("A Journal", "failed", "journal.example did not answer within 30 seconds."),
}


async def picture(size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> str:
    """Return the SVG of the reader on its starter list after some keys."""
    from feedtui.app import FeedtuiApp
    from feedtui.library.library import Library
    from feedtui.paths import places

    with tempfile.TemporaryDirectory() as home:
        # Nothing is to be asked, and no welcome to come, while a picture is made.
        Path(home, "settings.toml").write_text("refresh_every = 0\n")
        library = Library(places(home), starter=True, clock=lambda: "2026-01-01T00:00:00Z")
        library.keep_setting("welcomed", "yes")
        library.subscriptions.add({name: title for name, (title, _, _) in _SOURCES.items()})
        for name, (_, state, why) in _SOURCES.items():
            standing = Standing(state=state, why=why, asked="2026-01-01T08:00:00Z", failed_since="2025-12-28T08:00:00Z")
            library.subscriptions.keep_standing(name, standing)
        app = FeedtuiApp(library)
        async with app.run_test(size=size) as pilot:
            app.theme = theme
            app.animation_level = "none"
            await pilot.press(*("space" if key == " " else key for key in keys))
            await pilot.pause()
            svg = app.export_screenshot(title="feedtui", simplify=True)
        library.close()
    return svg


def png(svg: str) -> bytes:
    """Return the picture as PNG, in a font that is installed."""
    import resvg_py

    plain = re.sub(r"@font-face\s*\{[^}]*\}", "", svg)
    plain = plain.replace("Fira Code", "DejaVu Sans Mono").replace("arial", "DejaVu Sans")
    return bytes(resvg_py.svg_to_bytes(svg_string=plain))


def main() -> None:
    """Write every picture."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "COLUMNS", "LINES"):
        os.environ.pop(name, None)
    os.environ["TZ"] = "UTC"
    for name, (size, theme, keys) in PICTURES.items():
        svg = asyncio.run(picture(size, theme, keys))
        (HERE / f"{name}.svg").write_text(svg + "\n", encoding="utf-8")
        if "--no-png" not in sys.argv:
            (HERE / f"{name}.png").write_bytes(png(svg))


if __name__ == "__main__":
    main()
