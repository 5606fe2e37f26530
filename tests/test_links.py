"""Addresses that may be opened, and the page of a paper."""

from __future__ import annotations

import pytest

from feedtui.papers.links import is_web, page_address
from samples import paper


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("http://a.b/c", True),
        ("https://a.b/c?d=e#f", True),
        ("HTTPS://a.b", True),
        ("ftp://a.b/c", False),
        ("file:///etc/passwd", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https:///c", False),
        ("https://a.b/c d", False),
        ("https://a.b/\x1b]52", False),
        ("-https://a.b", False),
        ("", False),
    ],
)
def test_only_the_web_is_opened(address: str, may: bool) -> None:
    """A scheme of the web, a host, and nothing that a terminal or a command line would act on."""
    assert is_web(address) is may


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("arxiv:2301.03580", "https://arxiv.org/abs/2301.03580"),
        ("doi:10.1000/a(b);2-c<1>", "https://doi.org/10.1000/a(b);2-c%3C1%3E"),
    ],
)
def test_an_id_leads_to_its_page(name: str, address: str) -> None:
    """Of a DOI what an address cannot hold is quoted, and no more."""
    assert page_address(paper("A Lamp", id=name)) == (address, True)
