"""The digest as a mail message."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests import digest
from feedtui.config import Mail
from feedtui.digest.choosing import USUAL
from feedtui.digest.message import address_of, message
from feedtui.papers.paper import Paper
from samples import TITLES, paper

AT = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
MAIL = Mail(sender="Ada Lamp <ada@lamp.example>", to=("me@feeds.example", "Bálint <b@feeds.example>"))
HEADERS = "Subject From To Date Message-ID List-Id Auto-Submitted MIME-Version Content-Type".split()
PAPERS = tuple(map(paper, TITLES))


def read(name: str = USUAL, mail: Mail = MAIL, *papers: Paper) -> EmailMessage:
    """Return a message as it is read on the other side."""
    made = message_from_bytes(message(digest(*(papers or PAPERS), name=name), mail, AT).as_bytes(), policy=default)
    assert isinstance(made, EmailMessage)
    return made


def test_the_headers_of_a_message() -> None:
    """Who and when, that it is a list's, and that a program wrote it."""
    made = read()
    assert made.keys() == HEADERS
    assert made["Subject"] == "feedtui: 4 new papers, 25 November 2026"
    assert made["From"] == "Ada Lamp <ada@lamp.example>"
    assert [one.addr_spec for one in made["To"].addresses] == ["me@feeds.example", "b@feeds.example"]
    assert made["Date"].datetime == AT
    assert made["List-Id"] == "<digest.feedtui.lamp.example>"
    assert made["Auto-Submitted"] == "auto-generated"


def test_text_and_html_hold_the_same_papers() -> None:
    """Mail programs choose; what goes over the wire is ASCII in short lines."""
    made = read(USUAL, MAIL, *PAPERS, Paper("arxiv:2606.00467", "学習 🏮"))
    assert made.get_content_type() == "multipart/alternative"
    parts = list(made.iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    for part in parts:
        assert isinstance(part, EmailMessage)
        content = " ".join(part.get_content().split())
        assert all(title in content for title in (*TITLES, "学習 🏮"))
    sent = message(digest(*PAPERS), MAIL, AT).as_bytes()
    assert sent.isascii()
    assert max(map(len, sent.split(b"\r\n"))) <= 78
    assert b"\n" not in sent.replace(b"\r\n", b"")


def test_a_digest_with_a_name_tells_it() -> None:
    """In its subject, and where mail programs sort by."""
    made = read("Robots & Hände")
    assert made["Subject"] == "feedtui Robots & Hände: 4 new papers, 25 November 2026"
    assert made["List-Id"] == "<robots-hande.feedtui.lamp.example>"


def test_the_same_papers_have_the_same_message_id() -> None:
    """What is sent again after a lost answer is known as the same; another name or paper makes another one."""
    assert read()["Message-ID"] == read()["Message-ID"]
    assert len({one["Message-ID"] for one in (read(), read("weekly"), read(USUAL, MAIL, *PAPERS[1:]))}) == 3


def test_without_settings_it_can_still_be_printed() -> None:
    """It is from nobody and to nobody."""
    made = read(USUAL, Mail())
    assert made["From"] == "feedtui <feedtui@localhost>"
    assert "To" not in made


@given(st.text(min_size=1), st.text())
def test_no_name_and_no_setting_makes_a_header(name: str, address: str) -> None:
    """Whatever a digest is called and whatever stands in the settings, the headers are those there should be."""
    made = read(f"{name}\r\nBcc: x@evil.example\r\n\r\nHello", Mail(sender=address, to=(address,)))
    assert set(made.keys()) <= set(HEADERS)
    assert "evil" not in str(made["To"])
    assert [part.get_content_type() for part in made.iter_parts()] == ["text/plain", "text/html"]
    assert not made.defects


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ada",
        "ada@",
        "@lamp.example",
        "ada@lamp.example\nBcc: x@y.example",
        "ada@lamp.example, b@lamp.example",
        "ada lamp@lamp.example",
        "-oQ/tmp@lamp.example",
        "a..b@lamp.example",
        "a.@lamp.example",
        "ada@lamp..example",
        "<ada@lamp.example> x",
        "Ada <ada@lamp.example",
        "ada@lämp.example",
        "a@" + "b" * 300,
    ],
)
def test_what_is_no_address(written: str) -> None:
    """Nothing that a server or a program could take for something else."""
    assert address_of(written) is None


@given(st.text())
def test_any_text_is_an_address_or_none(written: str) -> None:
    """Nothing crashes, and what is an address is one in plain letters."""
    found = address_of(f"{written}@lamp.example")
    assert found is None or (found.addr_spec.isascii() and found.addr_spec.isprintable() and " " not in found.addr_spec)
