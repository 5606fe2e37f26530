"""A digest as a mail message, with text and HTML (RFC 5322, 2046, 2919 and 3834)."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from feedtui.config import Mail
from feedtui.digest.choosing import Digest
from feedtui.digest.html import html
from feedtui.digest.text import text
from feedtui.papers.text import clean_line, folded

NOBODY = "feedtui@localhost"
"""Whom a message is from that is only printed, while the settings name nobody."""

_ADDRESS = re.compile(r"[A-Za-z0-9_][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_LONGEST = 254


def address_of(written: str) -> Address | None:
    """Return a mail address, or `Name <address>`; None for what is none that every server takes."""
    if not written.isprintable():
        return None
    name, address = parseaddr(written)
    local, _, domain = address.partition("@")
    bare = "@" in written and (written.strip() == address or written.rstrip().endswith(f"<{address}>"))
    if not bare or len(address) > _LONGEST or not _ADDRESS.fullmatch(address) or ".." in address or local[-1] == ".":
        return None
    return Address(clean_line(name), local, domain)


def message(digest: Digest, mail: Mail, at: datetime) -> EmailMessage:
    """Return a digest as a message of a time; its addresses are those of the settings that are any."""
    sender = address_of(mail.sender) or Address("feedtui", addr_spec=NOBODY)
    made = EmailMessage(policy=SMTP)
    made["Subject"] = clean_line(digest.subject)
    made["From"] = sender if sender.display_name else Address("feedtui", addr_spec=sender.addr_spec)
    to = [address for address in map(address_of, mail.to) if address]
    if to:
        made["To"] = to
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{_fingerprint(digest)}.feedtui@{sender.domain}>"
    made["List-Id"] = f"<{_label(digest.name)}.feedtui.{sender.domain}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text(digest), cte="quoted-printable")
    made.add_alternative(html(digest), subtype="html", cte="quoted-printable")
    return made


def _fingerprint(digest: Digest) -> str:
    """Return the same for the same papers: mail programs show once what is sent twice, as after a lost answer."""
    names = "\n".join((digest.name, digest.day.isoformat(), *(entry.item.paper.id for entry in digest.entries)))
    return hashlib.sha256(names.encode("utf-8", "replace")).hexdigest()[:32]


def _label(name: str) -> str:
    """Return what the name of a digest is in a `List-Id`, where it may be plain letters, digits and hyphens."""
    plain = _NOT_IN_NAMES.sub("-", folded(name)).strip("-")
    return plain[:60].strip("-") or hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:12]
