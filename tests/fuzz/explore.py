"""Fuzzing led by coverage: `PYTHONPATH=tests python -m fuzz.explore TARGET... [--seconds N] [--seeds DIR...]`.

Needs `pip install atheris` (wheels for Linux and macOS; not among the dependencies for tests). Each target of
`fuzz.targets` named, or all, runs in a process of its own, for so many seconds. Inputs that reach new code are kept in
`--corpus`, and each finding once, by the place that raised it, in `--findings`, with its traceback beside it.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

import atheris

SLOW = 2.0
"""Seconds after which a small input counts as a finding."""
_MOST = 4_096
"""Bytes of an input."""


def main() -> int:
    """Run the targets named, one after the other; return how many findings there are."""
    args = _arguments()
    if args.child:
        _explore(args.targets[0], args)
        return 0
    for name in args.targets or _names():
        command = [sys.executable, "-m", "fuzz.explore", name, "--child", *_passed(args)]
        subprocess.run(command, check=False)
    found = sorted(args.findings.rglob("*.txt"))
    print(f"{len(found)} findings in {args.findings}", *found, sep="\n")
    return len(found)


def _explore(name: str, args: argparse.Namespace) -> None:
    """Feed one target until the time is over; libFuzzer ends the process itself."""
    with atheris.instrument_imports(include=["feedtui"]):
        from fuzz.targets import targets

        target = targets()[name]
    findings: Path = args.findings / name
    corpus: Path = args.corpus / name
    for folder in (findings, corpus):
        folder.mkdir(parents=True, exist_ok=True)

    def once(data: bytes) -> None:
        begun = time.process_time()
        try:
            target(data)
        except Exception as error:
            _note(findings, data, error)
        if time.process_time() - begun > SLOW:
            _note(findings, data, TimeoutError(f"{time.process_time() - begun:.1f} seconds"))

    options = [f"-max_total_time={args.seconds}", f"-max_len={_MOST}", "-timeout=60", "-print_final_stats=1"]
    options += ["-rss_limit_mb=1500", f"-artifact_prefix={findings}/", f"-dict={_dictionary()}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus), *map(str, args.seeds)], once)
    atheris.Fuzz()


def _note(findings: Path, data: bytes, error: Exception) -> None:
    """Keep the first input that fails at a place."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{frame.filename}:{frame.lineno} {type(error).__name__}"
    file = findings / hashlib.sha256(place.encode()).hexdigest()[:12]
    if not file.exists():
        file.write_bytes(data)
        file.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")


_TOKENS = (
    r"<rss version=\"2.0\"> <channel> <item> <title> <link> <guid> <description> <pubDate> <dc:creator> <entry> <feed> "
    r"<![CDATA[ ]]> <!-- --> <!DOCTYPE <!ENTITY &lt; &amp; &#x1b; &#27; </title> </item> <div> <p> <a href= "
    r"@article{ @string{ @comment{ title={ author={ { } , # = \\ \" \\emph{ $ \\frac{ ^{ _{ \\'{ \\href{ and others "
    r"\x1b[31m \x9b \xc2\x9b \xe2\x80\xae \xe2\x80\x8d \xcc\x81 \xed\xa0\x80 \xff\xfe \x00 \x0d\x0a arXiv: 10.1000/ "
    r"is: title: OR NOT ( ) - listed: sort: TY  ER  \x0a\x0a"
)


def _dictionary() -> Path:
    file = Path(tempfile.gettempdir()) / "feedtui-tokens.dict"
    file.write_text("\n".join(f'"{token}"' for token in _TOKENS.split(" ") if token) + "\n", encoding="utf-8")
    return file


def _names() -> list[str]:
    from fuzz.targets import targets

    return list(targets())


def _passed(args: argparse.Namespace) -> list[str]:
    seeds = ["--seeds", *map(str, args.seeds)] if args.seeds else []
    return [f"--seconds={args.seconds}", f"--findings={args.findings}", f"--corpus={args.corpus}", *seeds]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seeds", type=Path, nargs="*", default=[])
    parser.add_argument("--findings", type=Path, default=Path(tempfile.gettempdir()) / "feedtui-findings")
    parser.add_argument("--corpus", type=Path, default=Path(tempfile.gettempdir()) / "feedtui-corpus")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(1 if main() else 0)
