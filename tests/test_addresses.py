"""What a person may write or paste as a source."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.papers.links import is_web
from feedtui.sources.addresses import LONGEST, Address, AddressError, parse_address, shown_name

PIECES = st.sampled_from(
    'hf: hf:daily hf:search?q= arxiv: arxiv:query? cs.CL math + feed: http https :// // / ? # @ : % & = + [ ] < > “ " '
    "example.org www. huggingface.co/papers arxiv.org/list/ rss.arxiv.org/rss/ /api/query?search_query= :443 :80 . .. "
    "2301.03580 10.1000/x file.opml q= \ufeff \u200b ü 漢 İ \x00 \ud800 xn-- %2B %ff &amp;".split(" ")
) | st.sampled_from([" ", "\n", "\t", "\u00a0"])


@pytest.mark.parametrize(
    ("written", "name", "kind", "value"),
    [
        ("hf:daily", "hf:daily", "hf-daily", ""),
        (" HF:Weekly\n", "hf:weekly", "hf-weekly", ""),
        ("hf:monthly", "hf:monthly", "hf-monthly", ""),
        ("“hf:trending”", "hf:trending", "hf-trending", ""),
        ("hf:search?q=moonlit  lanterns", "hf:search?q=moonlit+lanterns", "hf-search", "moonlit lanterns"),
        ("hf:search?q=Long-range+R%26D", "hf:search?q=Long-range+R%26D", "hf-search", "Long-range R&D"),
        ("hf:search?q=C++ at 5% cost", "hf:search?q=C%2B%2B+at+5%25+cost", "hf-search", "C++ at 5% cost"),
        ("arxiv:CS.cl", "arxiv:cs.CL", "arxiv-listing", "cs.CL"),
        ("arXiv: math.oc", "arxiv:math.OC", "arxiv-listing", "math.OC"),
        ("arxiv:HEP-TH", "arxiv:hep-th", "arxiv-listing", "hep-th"),
        ("arxiv:astro-ph.ga", "arxiv:astro-ph.GA", "arxiv-listing", "astro-ph.GA"),
        ("arxiv:cs", "arxiv:cs", "arxiv-listing", "cs"),
        ("cs.CL", "arxiv:cs.CL", "arxiv-listing", "cs.CL"),
        (
            'arxiv:query?ti:"red lamp" AND cat:cs.CL',
            "arxiv:query?ti:%22red+lamp%22+AND+cat:cs.CL",
            "arxiv-query",
            'ti:"red lamp" AND cat:cs.CL',
        ),
        ("arxiv:query?search_query=all:lamp&start=0", "arxiv:query?all:lamp", "arxiv-query", "all:lamp"),
    ],
)
def test_our_own_names(written: str, name: str, kind: str, value: str) -> None:
    """Case, white space and encoding do not matter: each source has one name."""
    assert parse_address(written) == Address(name, kind, value)
    assert parse_address(name) == Address(name, kind, value)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("https://example.org/feed.xml", "https://example.org/feed.xml"),
        ("HTTP://Example.ORG:80", "http://example.org/"),
        ("https://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
        ("https://example.org:8443/Feed", "https://example.org:8443/Feed"),
        ("example.org/feed", "https://example.org/feed"),
        ("example.org:8000/feed", "https://example.org:8000/feed"),
        ("localhost:8000", "https://localhost:8000/"),
        ("feed://example.org/x", "https://example.org/x"),
        ("feed:http://example.org/x", "http://example.org/x"),
        ("feed:example.org/x", "https://example.org/x"),
        ("<https://example.org/x>", "https://example.org/x"),
        ("http://[::1]:8000/x", "http://[::1]:8000/x"),
        ("https://exam\u200bple.org/\ufefffeed", "https://example.org/feed"),
        ("https://example.org/@ada/feed", "https://example.org/@ada/feed"),
        ("https://github.com/ada/lamp/releases", "https://github.com/ada/lamp/releases"),
        ("https://www.youtube.com/@lamps", "https://www.youtube.com/@lamps"),
        ("https://huggingface.co/blog/feed.xml", "https://huggingface.co/blog/feed.xml"),
        ("https://arxiv.org/a/lamp_a_1.atom", "https://arxiv.org/a/lamp_a_1.atom"),
    ],
)
def test_a_feed_has_one_address(written: str, name: str) -> None:
    """Scheme and host are completed and made plain; the rest is the publisher's and stays."""
    assert parse_address(written) == Address(name, "feed", name)


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("https://huggingface.co/papers", "hf:daily"),
        ("https://huggingface.co/papers/date/2026-09-24", "hf:daily"),
        ("huggingface.co/papers/week/2026-W39", "hf:weekly"),
        ("https://huggingface.co/papers/month/2026-09", "hf:monthly"),
        ("https://hf.co/papers/trending", "hf:trending"),
        ("https://huggingface.co/papers?q=moonlit%20lanterns", "hf:search?q=moonlit+lanterns"),
        ("https://arxiv.org/list/cs.CL/new", "arxiv:cs.CL"),
        ("arxiv.org/list/cs.cl/recent?skip=0&show=50", "arxiv:cs.CL"),
        ("https://www.arxiv.org/list/hep-th/pastweek", "arxiv:hep-th"),
        ("https://rss.arxiv.org/atom/cs.lg", "arxiv:cs.LG"),
        ("http://export.arxiv.org/rss/cs.CL?version=2.0", "arxiv:cs.CL"),
        ("http://arxiv.org/rss/cs", "arxiv:cs"),
        (
            "http://export.arxiv.org/api/query?search_query=all:lamp+AND+cat:cs.CL&max_results=5",
            "arxiv:query?all:lamp+AND+cat:cs.CL",
        ),
    ],
)
def test_pasted_pages_become_sources(page: str, name: str) -> None:
    """The page that a reader looks at is as good as the name."""
    assert parse_address(page).name == name


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Write hf:daily"),
        ("what is this", "Write hf:daily"),
        ("hf:dialy", "did you mean hf:daily?"),
        ("daily", "did you mean hf:daily?"),
        ("hf:search", "hf:search?q="),
        ("hf:search:lamps", "did you mean hf:search?q=lamps?"),
        ("hf:search?q= ", "no words"),
        ("arxiv:csCL", "arxiv:cs.CL"),
        ("arxiv:robotics", "arxiv:cs.RO"),
        ("arxiv:zzzzzz", "category_taxonomy"),
        ("arxiv:cs.CL+cs.LG", "Add each by itself: arxiv:cs.CL arxiv:cs.LG"),
        ("https://rss.arxiv.org/rss/cs.CL+cs.LG", "Add each by itself"),
        ("arxiv:all:lamp", "did you mean arxiv:query?all:lamp?"),
        ("arxiv:query?", "no words"),
        ("http://export.arxiv.org/api/query?id_list=2301.03580", "id_list"),
        ("https://arxiv.org/search/?query=lamp", "arxiv:query?"),
        ("arxiv:2301.03580", "one paper"),
        ("https://arxiv.org/abs/2301.03580v2", "one paper"),
        ("hf.co/papers/2301.03580", "one paper"),
        ("https://doi.org/10.1000/x", "one paper"),
        ("ftp://example.org/feed", "only http and https"),
        ("feed:javascript:alert(1)", "only http and https"),
        ("htps://example.org/feed", "did you mean https://example.org/feed?"),
        ("https:example.org/feed", "did you mean https://example.org/feed?"),
        ("http://a..b/", "no web address"),
        ("http://example.org:99999/", "no web address"),
        ("https://example.org/a https://example.org/b", "one address at a time"),
        ("feeds.opml", "feedtui import feeds.opml"),
        ("./feed.xml", "feedtui import"),
        ("https://example.org/" + "x" * LONGEST, "too long"),
        ("hf:search?q=" + "漢" * (LONGEST // 2), "too long"),
    ],
)
def test_what_is_no_source_is_said(written: str, said: str) -> None:
    """The message says what is wrong, and what was meant or can be written."""
    with pytest.raises(AddressError) as error:
        parse_address(written)
    assert said in str(error.value)


@pytest.mark.parametrize(
    "written",
    [
        "https://ada:secret@example.org/feed",
        "https:ada:secret@example.org/feed",
        "feed://ada:secret@example.org/feed",
        "ada:secret@example.org",
    ],
)
def test_a_password_is_refused_and_not_repeated(written: str) -> None:
    """It would be kept in plain text and shown in lists."""
    with pytest.raises(AddressError, match=r"example\.org .*password") as error:
        parse_address(written)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("hf:daily", "Hugging Face: daily papers"),
        ("hf:trending", "Hugging Face: trending papers"),
        ("hf:search?q=moonlit+lanterns", "Hugging Face: search “moonlit lanterns”"),
        ("arxiv:cs.CL", "arXiv cs.CL: Computation and Language"),
        ("arxiv:query?all:lamp", "arXiv: search “all:lamp”"),
        ("https://www.example.org/feed", "example.org"),
        ("no\x1b[31m source", "no[31m source"),
    ],
)
def test_titles_of_sources(name: str, title: str) -> None:
    """A source is called as a person would call it."""
    assert shown_name(name) == title


@given(st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=60))
def test_a_name_is_its_own_address(text: str) -> None:
    """Whatever is written: an `AddressError`, or a name that means the same when it is read again."""
    assert shown_name(text).isprintable()
    try:
        address = parse_address(text)
    except AddressError:
        return
    assert parse_address(address.name) == address
    assert address.name.isprintable()
    assert " " not in address.name
    assert address.kind != "feed" or is_web(address.value)


@given(st.text(min_size=1, max_size=40), st.sampled_from(["hf:search?q=", "arxiv:query?"]))
def test_a_search_keeps_its_words(words: str, form: str) -> None:
    """Any words written by hand, with a space among them, come back as they are."""
    seen = " ".join("".join(one for one in f"lamp {words}" if one.isprintable() or one.isspace()).split())
    if " " in seen:
        assert parse_address(form + f"lamp {words}").value == seen
