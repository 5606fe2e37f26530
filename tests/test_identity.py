"""Identities, addresses, dates and citations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from feedtui.papers.display import citation, paper_date
from feedtui.papers.identity import arxiv_id, doi_id, identify, is_name, name_of, parse_paper, title_id
from feedtui.papers.links import addresses, code_address, is_web, page_address, pdf_address
from feedtui.papers.paper import Links
from samples import paper


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("2301.03580", "arxiv:2301.03580"),
        ("arXiv:2301.03580v2", "arxiv:2301.03580"),
        ("https://arxiv.org/pdf/2301.03580v1.pdf", "arxiv:2301.03580"),
        ("https://huggingface.co/papers/2301.03580", "arxiv:2301.03580"),
        ("https://hf.co/papers/2301.03580", "arxiv:2301.03580"),
        ("https://www.alphaxiv.org/overview/2301.03580v1", "arxiv:2301.03580"),
        ("https://www.doi.org/10.1000/abc", "doi:10.1000/abc"),
        ("math.CA/0611800v2", "arxiv:math/0611800"),
        ("https://doi.org/10.48550/arXiv.2301.03580", "arxiv:2301.03580"),
        ("doi:10.1000/ABC", "doi:10.1000/abc"),
        ("https://evil.example/abs/2301.03580", "url:https://evil.example/abs/2301.03580"),
        ("title:abc", "title:abc"),
        ("http://lamp.example/x", "url:http://lamp.example/x"),
        ("url:https://a.b", "url:https://a.b"),
        (" 2301.03580\n", "arxiv:2301.03580"),
        ("HTTP://ARXIV.ORG/abs/2301.03580", "arxiv:2301.03580"),
        ("https://ar5iv.org/abs/hep-th/9711200", "arxiv:hep-th/9711200"),
        ("10.1000/a:b", "doi:10.1000/a:b"),
        ("doi:10.1000/a%3Cb", "doi:10.1000/a<b"),
        ("url:a\u200b", None),
        ("http://[", None),
        ("https://", None),
        ("mailto:a@b", None),
        ("nonsense", None),
    ],
)
def test_any_form_of_an_identity(text: str, identity: str | None) -> None:
    """What a person pastes is recognised in all its forms."""
    assert parse_paper(text) == identity


def test_the_strongest_identity_wins() -> None:
    """ArXiv before DOI before address before title."""
    assert identify("T", arxiv="2301.03580", doi="10.1/x", url="https://a.b") == "arxiv:2301.03580"
    assert identify("T", doi="10.1000/x", url="https://a.b") == "doi:10.1000/x"
    assert identify("T", url="https://a.b/c") == "url:https://a.b/c"
    assert identify("T", arxiv="none", doi="none", url="http://arxiv.org/abs/2301.03580") == "arxiv:2301.03580"
    assert identify("T", url="https://doi.org/10.1000/X") == "doi:10.1000/x"
    assert identify("T") == title_id(" t! ")
    assert arxiv_id("x") is None
    assert doi_id("x") is None


def test_titles_are_told_apart_as_they_always_were() -> None:
    """The digests stand in people's libraries, whose marks hang on them."""
    assert title_id("On Lamps: Oil, 2") == "title:9394b3a6877012839a23"
    assert title_id("R&amp;D at Sea") == title_id("r & d, at sea")
    assert title_id("Écolé ﬁne &amp; STRASSE") == title_id("ecole_fine straße") == "title:0fc905419cebe7e9e12e"


def test_what_stands_in_a_titles_place() -> None:
    """An id is a name and no title; what speaks of an id is a title."""
    for identity, name in (("arxiv:2301.03580", "arXiv:2301.03580"), ("doi:10.1000/x:y", "10.1000/x:y")):
        assert name_of(identity) == name
        assert is_name(name)
        assert parse_paper(name) == identity
    assert name_of("url:https://a.b") == name_of(title_id("A")) == name_of("") == ""
    assert not any(map(is_name, ("", "On Lamps", "On arXiv:2301.03580", "2301")))


def test_links_in_running_text() -> None:
    """Closing punctuation is no part of an address; brackets are where the address opened them."""
    text = "See (https://github.com/a/b). Or https://en.wiki/x_(y), https://github.com/only."
    assert addresses(text) == ["https://github.com/a/b", "https://en.wiki/x_(y)", "https://github.com/only"]
    assert code_address(text) == "https://github.com/a/b"
    assert code_address("https://github.com/only.") is None


@pytest.mark.parametrize(
    ("address", "good"),
    [("https://a.b", True), ("javascript:x", False), ("file:///x", False), ("http://[", False), ("https://a b", False)],
)
def test_only_web_addresses_are_opened(address: str, good: bool) -> None:
    """Anything but http and https with a host is no link."""
    assert is_web(address) is good


def test_addresses_of_a_paper() -> None:
    """Each kind of identity has its page; a title alone has a search."""
    one = paper("A Title")
    assert page_address(one) == ("https://arxiv.org/search/?searchtype=title&query=A+Title", False)
    assert page_address(replace(one, id="doi:10.1/x")) == ("https://doi.org/10.1/x", True)
    assert page_address(replace(one, id="url:https://a.b")) == ("https://a.b", True)
    assert page_address(replace(one, links=Links(abs="https://c.d"))) == ("https://c.d", True)
    assert pdf_address(replace(one, id="arxiv:1")) == "https://arxiv.org/pdf/1"
    assert pdf_address(replace(one, links=Links(pdf="https://c.d"))) == "https://c.d"
    assert pdf_address(one) is None


def test_dates_and_citations_as_people_write_them() -> None:
    """A year is only named where it is known."""
    one = paper("A Title.", authors=("A. One", "B. Two"), published="2024-10-07T10:00:00Z")
    assert paper_date(one) == "2024-10-07"
    assert paper_date(paper("T", listed="--03-21")) == "Mar 21"
    assert citation(one, "https://a.b") == "A. One, B. Two. A Title (2024). https://a.b"
    assert citation(paper("T"), "https://a.b") == "T. https://a.b"
