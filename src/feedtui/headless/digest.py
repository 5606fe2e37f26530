"""The command that tells what is new, by topic, each paper once."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from feedtui.config import Mail
from feedtui.config_reading import ConfigError, read_config
from feedtui.digest.choosing import Digest, choose, grouped, since_of
from feedtui.digest.shown import Known, Shown
from feedtui.headless.telling import Failed, print_json, query_of
from feedtui.library.library import Library, utc_now
from feedtui.papers.query import Query
from feedtui.papers.text import clean_line

_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked for, understood."""

    query: Query
    since: date
    most: int | None
    name: str
    form: str
    now: datetime
    mail: Mail


def write_digest(library: Library, arguments: Namespace) -> int:
    """Print or send what is new; remember it once it was delivered in full."""
    asked = _asked(library, arguments)
    shown = Shown(library.places.data / "digests.jsonl")
    if arguments.dry_run:
        digest = _digest(library, asked, _known(shown, asked.name))
        if digest:
            _print(digest, asked)
        return 0
    if arguments.send:
        _check(library, asked.mail)
    with shown.turn() as noting:
        for warning in shown.warnings:
            print(warning, file=sys.stderr)
        digest = _digest(library, asked, _known(shown, asked.name))
        if digest:
            (_send if arguments.send else _print)(digest, asked)
            noting.add(asked.name, [entry.names for entry in digest.entries], utc_now())
    if digest and arguments.send and arguments.json:
        _print(digest, asked)
    return 0


def _asked(library: Library, arguments: Namespace) -> _Asked:
    if arguments.send and arguments.format not in (None, "mime"):
        raise Failed("A message has both text and HTML in it: leave out --format or --send.")
    if arguments.json and arguments.format:
        raise Failed("--json is a form of its own: leave out --format or --json.")
    if arguments.to and not arguments.send and arguments.format != "mime":
        raise Failed("--to says where to send it: give --send, too.")
    name = clean_line(arguments.name, _LONGEST_NAME)
    if not name:
        raise Failed("--name wants a name, as in: --name robotics")
    now = datetime.now().astimezone()
    since = since_of(arguments.since, now)
    if since is None:
        raise Failed(f"{clean_line(arguments.since)} is no time: give 12h, 1d, 2w or a date, as in 2026-11-23.")
    query = query_of(arguments.query)
    form = "json" if arguments.json else arguments.format or "text"
    is_mail = arguments.send or form == "mime"
    return _Asked(query, since, arguments.most, name, form, now, _mail(library, arguments.to) if is_mail else Mail())


def _mail(library: Library, to: list[str] | None) -> Mail:
    """Return how to send it, to whom the command line says, else to whom the settings say."""
    try:
        mail = read_config(library.places.config, "mail").mail
    except ConfigError as error:
        raise Failed(str(error)) from error
    if not to:
        return mail
    from feedtui.digest.message import address_of

    for written in to:
        if address_of(written) is None:
            raise Failed(f"--to names no mail address: {clean_line(written)}. Nothing was sent.")
    return replace(mail, to=tuple(to))


def _known(shown: Shown, name: str) -> Known:
    known = shown.known(name)
    if known.damaged:
        lines = "1 line is" if known.damaged == 1 else f"{known.damaged:,} lines are"
        print(f"{shown.path}: {lines} damaged; what stood there may be shown again.", file=sys.stderr)
    return known


def _digest(library: Library, asked: _Asked, known: Known) -> Digest | None:
    """Return what is new, None after saying that nothing is."""
    entries, left = choose(library, asked.query, asked.since, known, asked.most, _order(library, asked.query))
    if not entries:
        print("Nothing new for this digest.", file=sys.stderr)
        return None
    return Digest(asked.name, asked.now.date(), grouped(entries), left)


def _order(library: Library, query: Query) -> Callable[[Sequence[int]], Sequence[int]] | None:
    """Return what puts papers in the order of the rank, where the query asks for that."""
    from feedtui.papers.query import is_ranked, order_of

    if not is_ranked(order_of(query)):
        return None
    from feedtui.headless.ranking import sorted_by

    return partial(sorted_by, library, order_of(query))


def _print(digest: Digest, asked: _Asked) -> None:
    """Print a digest, all of it: what cannot be written raises `OSError`."""
    if asked.form == "json":
        from feedtui.exports.record import record

        for group in digest.groups:
            for entry in group.entries:
                print_json({**record(entry.item), "group": group.name})
    else:
        sys.stdout.write(_written(digest, asked))
    sys.stdout.flush()


def _written(digest: Digest, asked: _Asked) -> str:
    match asked.form:
        case "html":
            from feedtui.digest.html import html

            return html(digest)
        case "mime":
            from email.policy import SMTP

            from feedtui.digest.message import message

            return message(digest, asked.mail, asked.now).as_string(policy=SMTP.clone(linesep="\n"))
        case _:
            from feedtui.digest.text import markdown, text

            return markdown(digest) if asked.form == "markdown" else text(digest)


def _check(library: Library, mail: Mail) -> None:
    from feedtui.digest.sending import check
    from feedtui.digest.unsent import Unsent

    try:
        check(mail, library.places.config)
    except Unsent as error:
        raise Failed(str(error)) from error


def _send(digest: Digest, asked: _Asked) -> None:
    from feedtui.digest.message import message
    from feedtui.digest.sending import send
    from feedtui.digest.unsent import Unsent

    try:
        send(message(digest, asked.mail, asked.now), asked.mail)
    except Unsent as error:
        raise Failed(str(error)) from error
    if not sys.stderr.isatty():
        # What cron and timers run is silent when all went well.
        return
    count = len(digest.entries)
    readers = clean_line(", ".join(asked.mail.to))
    print(f"{count:,} {'paper' if count == 1 else 'papers'} sent to {readers}.", file=sys.stderr)
