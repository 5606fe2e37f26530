"""Starts feedtui against the stand-in servers, so that everything can be tried without the internet.

python tests/standin                 open the reader in a home of its own
python tests/standin --serve         only serve, and print the command that opens the reader
python tests/standin --bad           with feeds that misbehave
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
import threading
from contextlib import ExitStack, closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from feedtui.library.library import Library
from feedtui.paths import places
from standin import misbehaviour
from standin.arxiv import ArXiv
from standin.huggingface import HuggingFace
from standin.publisher import FEEDS, Publisher
from standin.server import Misbehaviour
from standin.world import World

BAD: dict[str, Misbehaviour] = {
    "drip": misbehaviour.drip(),
    "endless": misbehaviour.endless(),
    "bomb": misbehaviour.gzip_bomb(),
    "huge": misbehaviour.huge(),
    "loop": misbehaviour.redirect_loop(),
    "file": misbehaviour.redirect("file:///etc/passwd"),
    "moved": misbehaviour.redirect("/journal.rss", 301),
    "busy": misbehaviour.too_many(retry_after=120),
    "broken": misbehaviour.failing(500),
    "unavailable": misbehaviour.failing(503),
    "truncated": misbehaviour.truncated(),
    "cut": misbehaviour.cut_chunked(),
    "charset": misbehaviour.charset(),
    "captcha": misbehaviour.page(),
    "maintenance": misbehaviour.page(misbehaviour.MAINTENANCE, 503),
    "empty": misbehaviour.empty(),
    "slow": misbehaviour.slow(8),
    "hang": misbehaviour.hang(),
    "reset": misbehaviour.reset(),
}


def main() -> int:
    """Serve until the reader is closed, or until ctrl+c."""
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    world = World(options.seed, options.today)
    with ExitStack() as stack:
        huggingface, arxiv, publisher = (stack.enter_context(kind(world)) for kind in (HuggingFace, ArXiv, Publisher))
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="feedtui-standin-")))
        (home / "settings.toml").write_text(settings(huggingface.base, arxiv.base), encoding="utf-8")
        addresses = [f"{publisher.base}{path}" for path in ("/", "/feeds.opml", *FEEDS)]
        for name, how in BAD.items() if options.bad else ():
            publisher.misbehave(f"/bad/{name}.rss", how)
            addresses.append(f"{publisher.base}/bad/{name}.rss")
        if options.bad:
            # The reader covers what is printed here, so that the feeds have to be its sources already.
            with closing(Library(places(str(home)))) as library:
                library.subscriptions.add(dict.fromkeys(("hf:daily", "arxiv:cs.CL", *addresses[2:]), ""))
        print("To add, beside hf:daily and arxiv:cs.CL:", *addresses, sep="\n  ", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "feedtui", "--home", str(home)]
        with suppress(KeyboardInterrupt):
            if not options.serve:
                return subprocess.run(command, check=False).returncode
            print(*command, flush=True)
            threading.Event().wait()
    return 0


def settings(huggingface: str, arxiv: str) -> str:
    """Return settings that send feedtui to the stand-in servers."""
    theirs = dict.fromkeys(("arxiv_rss", "arxiv_api", "arxiv_oai", "arxiv"), arxiv)
    return "[endpoints]\n" + "".join(
        f'{name} = "{base}"\n' for name, base in {"huggingface": huggingface, **theirs}.items()
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--serve", "--print", action="store_true", help="serve, and print the command for the reader")
    parser.add_argument("--bad", action="store_true", help="add feeds that misbehave")
    parser.add_argument("--seed", type=int, default=0, help="another number makes another world")
    today = datetime.now(UTC).date()
    parser.add_argument("--today", type=date.fromisoformat, default=today, metavar="DAY", help="the world's day")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
