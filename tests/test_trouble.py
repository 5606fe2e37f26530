"""What goes wrong is told in a sentence that names the host."""

from __future__ import annotations

import errno
import os
import ssl

import httpx
import pytest

from feedtui.network.trouble import Trouble, amount, host_of, moment, told_status, told_transport

HOST = "feeds.example"


def caused(error: httpx.TransportError, *causes: BaseException) -> httpx.TransportError:
    """Return an error that others led to, as httpcore leaves it: the cause is hidden, the context is there."""
    last: BaseException = error
    for cause in causes:
        last.__context__ = cause
        last = cause
    return error


def told(error: httpx.TransportError, *, begun: bool = False, proxied: bool = False) -> Trouble:
    """Return what is told of an error."""
    return told_transport(error, HOST, begun=begun, proxied=proxied)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (400, "feeds.example answered with an error (HTTP 400)."),
        (401, "feeds.example does not give this out to feedtui (HTTP 401)."),
        (404, "feeds.example has nothing at this address (HTTP 404)."),
        (410, "feeds.example has taken this address down for good (HTTP 410)."),
        (429, "feeds.example asked for a pause (HTTP 429)."),
        (503, "feeds.example is in trouble (HTTP 503)."),
    ],
)
def test_an_http_error_is_told_in_words(status: int, sentence: str) -> None:
    """With the number, for those who know it."""
    assert told_status(HOST, status, None) == sentence


def test_the_next_try_is_told_to_the_minute() -> None:
    """Rounded up: who waits until then is not too early."""
    assert (moment(1_800_000_001), moment(1_800_000_060)) == (moment(1_800_000_060), moment(1_800_000_060))
    assert told_status(HOST, 429, 1_800_000_001) == (
        f"feeds.example asked for a pause (HTTP 429); next try after {moment(1_800_000_060)}."
    )


@pytest.mark.parametrize(
    ("error", "sentence", "again", "blamed"),
    [
        (OSError(errno.ENETUNREACH, "x"), "cannot be reached: there is no way to it, or no network", False, False),
        (OSError(errno.EPERM, "x"), "No connection to feeds.example could be made", False, True),
        (ConnectionResetError(errno.ECONNRESET, "x"), "hung up without an answer", True, True),
        (ExceptionGroup("all", [OSError(errno.ECONNREFUSED, "x")]), "does not take connections", False, True),
        (ssl.SSLError(1, "x"), "No secure connection to feeds.example could be made (broken off)", False, True),
    ],
)
def test_why_there_is_no_connection_is_told(error: Exception, sentence: str, again: bool, blamed: bool) -> None:
    """What is wrong at the reader's own end is not held against the host."""
    trouble = told(caused(httpx.ConnectError("x"), OSError("all attempts failed"), error))
    assert sentence in str(trouble)
    assert (trouble.again, trouble.blamed) == (again, blamed)


def test_a_connection_by_a_proxy_fails_at_the_proxy_but_for_its_certificate() -> None:
    """The certificate is the host's, behind the proxy too."""
    refused = ConnectionRefusedError(errno.ECONNREFUSED, os.strerror(errno.ECONNREFUSED))
    assert str(told(caused(httpx.ConnectError("x"), refused), proxied=True)).startswith("The proxy that is set for")
    false = ssl.SSLCertVerificationError(1, "x")
    false.verify_message = "certificate has\x1b expired"
    assert str(told(caused(httpx.ConnectError("x"), false), proxied=True)) == (
        "The certificate of feeds.example is not valid (certificate has expired); nothing was asked of it."
    )


def test_what_was_refused_before_it_was_sent_blames_nobody_else() -> None:
    """A header that no server would take."""
    trouble = told(httpx.LocalProtocolError("Illegal header value b'secret'"))
    assert not trouble.blamed
    assert "secret" not in str(trouble)


def test_amounts_and_hosts_are_shown_short() -> None:
    """No bytes where there are megabytes, no port, brackets about colons."""
    assert [amount(n) for n in (20 * 2**20, 3 * 2**19, 2048, 1)] == ["20 MB", "1.5 MB", "2 KB", "1 bytes"]
    assert host_of(httpx.URL("https://bücher.example:8443/")) == "xn--bcher-kva.example"
    assert host_of(httpx.URL("http://[::1]:80/")) == "[::1]"
