"""A new source is looked at before it is kept: is it a feed, or a page that names one?"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from feedtui.network.asking import Refused
from feedtui.refreshing.desk import Desk
from feedtui.refreshing.readers import Given
from feedtui.sources.addresses import Address, parse_address, shown_name
from feedtui.sources.discovery import feeds_in
from feedtui.sources.found import Unreadable


@dataclass(frozen=True, slots=True)
class Looked:
    """A source that can be added: under which name and title, and what is to be said of it."""

    name: str
    title: str
    remark: str = ""


async def look_at(desk: Desk, text: str) -> Looked:
    """Return the source that a person means by an address; of a page, the first feed that it names.

    Raises:
        AddressError: The address is none.
        Unreadable: There is no feed there, and none that the page names.
    """
    address = parse_address(text)
    if address.kind != "feed":
        return Looked(address.name, shown_name(address.name))
    try:
        return await _feed_at(desk, address)
    except Refused as error:
        return Looked(address.name, shown_name(address.name), f"It was added without being looked at. {error}")


async def _feed_at(desk: Desk, address: Address) -> Looked:
    answer = await desk.look(address.value)
    if answer.unchanged:
        # It was well taken before: a source that is there already.
        return Looked(address.name, shown_name(address.name))
    try:
        read = await desk.read(Given("feed", answer.data, address.name, answer.url, answer.headers))
        return Looked(address.name, read.found.title or shown_name(address.name))
    except Unreadable:
        named = await desk.room.run(feeds_in, answer.data, answer.url)
        if not named:
            raise
    first, *others = named
    found = parse_address(first.address)
    # A page on the web must not lead feedtui into the reader's own network.
    await desk.look(found.value, own_host=urlsplit(address.value).hostname)
    also = f" The page also names {', '.join(one.address for one in others)}." if others else ""
    return Looked(found.name, first.title or shown_name(found.name), f"Found on {address.value}.{also}")
