"""What goes wrong on the way to a host, as sentences for the reader."""

from __future__ import annotations

import errno
import math
import re
import ssl
import time
from collections.abc import Iterator

import httpx

_NOT_REACHED = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN)


class Trouble(Exception):
    """One try to ask a host failed; the message is a sentence for the reader.

    `again` tells whether a second try at once is worth it, `blamed` whether the host is left alone for a while.
    """

    def __init__(self, sentence: str, *, again: bool = False, blamed: bool = True) -> None:
        super().__init__(sentence)
        self.again = again
        self.blamed = blamed


def host_of(url: httpx.URL) -> str:
    """Return a host as it is shown: in ASCII, without its port."""
    host = url.raw_host.decode("ascii")
    return f"[{host}]" if ":" in host else host


def moment(at: float) -> str:
    """Return a time of day, local, the next whole minute of an epoch time."""
    return time.strftime("%H:%M", time.localtime(math.ceil(at / 60) * 60))


def amount(size: int) -> str:
    """Return a number of bytes in words: "20 MB", where a MB is 2**20 bytes."""
    for unit, name in ((2**20, "MB"), (2**10, "KB")):
        if size >= unit:
            return f"{size / unit:.3g} {name}"
    return f"{size} bytes"


def told_status(host: str, status: int, retry_at: float | None) -> str:
    """Return the sentence for an HTTP error, with the time of the next try if there is one."""
    later = f"; next try after {moment(retry_at)}" if retry_at else ""
    if status == 429:
        said = "asked for a pause"
    elif status in (401, 403, 407, 451):
        said = "does not give this out to feedtui"
    elif status == 404:
        said = "has nothing at this address"
    elif status == 410:
        said = "has taken this address down for good"
    elif status >= 500:
        said = "is in trouble"
    else:
        said = "answered with an error"
    return f"{host} {said} (HTTP {status}){later}."


def too_slow(host: str, deadline: float, *, begun: bool) -> Trouble:
    """Tell that the time is up, before the answer had `begun` or after."""
    if begun:
        return Trouble(f"{host} was not done after {deadline:g} seconds; nothing of it was kept.")
    return Trouble(f"{host} did not answer within {deadline:g} seconds.")


def told_transport(error: httpx.TransportError, host: str, *, begun: bool, proxied: bool) -> Trouble:
    """Tell what httpx met on the way to a host, before its answer had `begun` or after."""
    if isinstance(error, httpx.ProxyError):
        return Trouble(f"The proxy did not let feedtui through to {host} ({_printable(str(error))}).", blamed=False)
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        return _not_secure(error, host) or _not_connected(error, host, proxied=proxied)
    if begun:
        broken = isinstance(error, httpx.ReadError)
        return Trouble(f"{host} broke off before the end; nothing of it was kept.", again=broken)
    if isinstance(error, httpx.RemoteProtocolError) and "disconnected" not in str(error):
        return Trouble(f"{host} did not answer in HTTP.")
    if isinstance(error, httpx.LocalProtocolError):
        return Trouble(f"The request for {host} holds what cannot be sent; look at its token.", blamed=False)
    return Trouble(f"{host} hung up without an answer.", again=True)


def _not_secure(error: httpx.TransportError, host: str) -> Trouble | None:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            why = _printable(cause.verify_message)
            return Trouble(f"The certificate of {host} is not valid ({why}); nothing was asked of it.", blamed=False)
        if isinstance(cause, ssl.SSLError):
            why = _printable(getattr(cause, "reason", None) or "broken off")
            return Trouble(f"No secure connection to {host} could be made ({why}).")
    return None


def _not_connected(error: httpx.TransportError, host: str, *, proxied: bool) -> Trouble:
    if proxied:
        return Trouble(f"The proxy that is set for {host} does not take connections.", blamed=False)
    for cause in _causes(error):
        if isinstance(cause, ConnectionResetError):
            return Trouble(f"{host} hung up without an answer.", again=True)
        if isinstance(cause, ConnectionRefusedError):
            return Trouble(f"{host} does not take connections (connection refused).")
        if isinstance(cause, OSError) and cause.errno in _NOT_REACHED:
            return Trouble(f"{host} cannot be reached: there is no way to it, or no network.", blamed=False)
    return Trouble(f"No connection to {host} could be made.")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that led to it, the members of groups too.

    httpcore raises its errors anew "from None", which hides their cause but leaves their context.
    """
    found: BaseException | None = error
    while found is not None:
        yield found
        if isinstance(found, BaseExceptionGroup):
            for member in found.exceptions:
                yield from _causes(member)
        found = found.__cause__ or found.__context__


def _printable(text: str) -> str:
    return " ".join(re.sub(r"[^!-~]+", " ", text).split())[:120]
