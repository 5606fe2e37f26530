"""Addresses of papers, and the titles of their pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.paper_links import is_page_of_paper, paper_at, plain_title


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("2301.03580", "arxiv:2301.03580"),
        ("arXiv: 2301.03580v2", "arxiv:2301.03580"),
        ("hep-th/9711200v1", "arxiv:hep-th/9711200"),
        ("math.GT/0309136", "arxiv:math/0309136"),
        ("arxiv.org/pdf/2301.03580v2.pdf", "arxiv:2301.03580"),
        ("https://arxiv.org/abs/2301.03580?context=cs#top", "arxiv:2301.03580"),
        ("https://www.alphaxiv.org/overview/2301.03580", "arxiv:2301.03580"),
        ("https://hf.co/papers/2301.03580", "arxiv:2301.03580"),
        ("<https://huggingface.co/papers/2301.03580>.", "arxiv:2301.03580"),
        ("https://doi.org/10.48550/arXiv.2301.03580", "arxiv:2301.03580"),
        ("doi:10.1000/Lamp_1(2)", "doi:10.1000/lamp_1(2)"),
        ("https://dl.acm.org/doi/pdf/10.1145/329.330", "doi:10.1145/329.330"),
        ("https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2.full.pdf", "doi:10.1101/2020.01.01.123456"),
        ("https://link.springer.com/article/10.1007%2Fs11263-015-0816-y", "doi:10.1007/s11263-015-0816-y"),
        ("https://www.semanticscholar.org/arxiv/2301.03580", "arxiv:2301.03580"),
        ("https://scirate.com/arxiv/2301.03580v2", "arxiv:2301.03580"),
        ("http://xxx.lanl.gov/abs/hep-th/9711200", "arxiv:hep-th/9711200"),
        ("https://de.arxiv.org/format/2301.03580", "arxiv:2301.03580"),
        ("https://evilarxiv.org/format/2301.03580", None),
        ("2301.0358", None),
        ("0704.0001", "arxiv:0704.0001"),
        ("2313.03580", None),
        ("https://arxiv.org/abs/0704.00012", None),
        ("hep-th/9713200", None),
        ("https://arxiv.org/list/cs.CL/recent", None),
        ("https://evil.example/abs/2301.03580", None),
        ("https://[bad/10.1000/x", None),
        ("10.1000", None),
        ("", None),
    ],
)
def test_papers_at_addresses(text: str, paper: str | None) -> None:
    """A paper is known by its id wherever it is read about."""
    assert paper_at(text) == paper


@pytest.mark.parametrize(
    ("address", "is_paper"),
    [
        ("https://openreview.net/forum?id=abc", True),
        ("https://openreview.net/group?id=ICLR", False),
        ("https://aclanthology.org/2020.acl-main.1/", True),
        ("https://aclanthology.org/venues/acl/", False),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC1234567/", True),
        ("https://paperswithcode.com/paper/on-lamps", True),
        ("https://paperswithcode.com/task/lamps", False),
        ("https://lamp.example/papers/a.PDF?download=1", True),
        ("https://lamp.example/", False),
        ("file:///home/x/a.pdf", False),
        ("javascript:alert('a.pdf')", False),
        ("https://[bad.pdf", False),
    ],
)
def test_pages_of_papers(address: str, is_paper: bool) -> None:
    """Known archives' papers and all PDFs are papers; an archive's other pages are not."""
    assert is_page_of_paper(address) is is_paper


@pytest.mark.parametrize(
    "title",
    [
        "[2301.03580] On Lamps - arXiv",
        "[hep-th/9711200v2] On Lamps",
        "Paper page - On Lamps",
        "(PDF) On Lamps",
        "On Lamps | OpenReview",
        "On Lamps - ACL Anthology",
        "On Lamps",
    ],
)
def test_decorations_of_titles(title: str) -> None:
    """What a page puts around a paper's title is no part of it."""
    assert plain_title(title) == "On Lamps"


@pytest.mark.parametrize("title", ["[CLS] is a Lamp", "Lamps - a Story", "arXiv", "[2301.03580]"])
def test_titles_that_look_decorated(title: str) -> None:
    """Brackets and dashes of a title's own stay, and something is always left."""
    assert plain_title(title) == title


@given(st.text(max_size=60) | st.text(st.sampled_from("https://arxiv.org[]()10.1/v%.pdf"), max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever it is asked of, it answers."""
    assert (paper_at(text) or "").isprintable()
    is_page_of_paper(text)
    assert plain_title(text).isprintable()
