"""Addresses that may be opened, and how they reach a browser."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.clipboard import browse
from feedtui.papers.links import addresses, code_address, disclosed, every_link, is_web, page_address
from feedtui.papers.paper import Links, Paper
from samples import paper

OPENED = [
    "https://arxiv.org/abs/2301.03580",
    "HTTP://ARXIV.ORG",
    "http://localhost:8080/a?b=c&d=e#f",
    "https://doi.org/10.1016/S0140-6736(20)30183-5",
    "https://bücher.example/a",
    "https://[2001:db8::1]/",
    "https://example.org/@author/1",
    "https://example.org/$(reboot);`id`|x",
    f"https://{'a.' * 126}a/",
]
REFUSED = [
    "",
    "-https://example.org",
    "--help",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://example.org/a",
    "data:text/html,x",
    "//example.org/a",
    "https:example.org",
    "https://",
    "https:///etc/passwd",
    "https://user:word@example.org/",
    "https://arxiv.org@evil.example/abs/1",
    "https://evil.example\\@arxiv.org/",
    "https://example.org/a b",
    " https://example.org",
    "https://example.org/a\n",
    "https://example.org/\x1b]52;c;x\x07",
    "https://example.org/\u202egpj.exe",
    "https://exam\u200bple.org/",
    "https://example.org:99999/",
    "https://example.org:0/",
    "https://example.org:port/",
    "https://[::1/",
    f"https://{'a' * 64}é.example/",
    f"https://{'a.' * 126}aa/",
    "https://ex／ample.org/",
]


@pytest.mark.parametrize("address", OPENED)
def test_what_is_opened(address: str) -> None:
    """Web addresses, whatever stands in their paths."""
    assert is_web(address)


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not(address: str) -> None:
    """Other schemes, hosts hidden behind others, what acts on a terminal, and what is no address."""
    assert not is_web(address)


@given(st.text(max_size=60) | st.text("htps:/@\\[]-. \n\x1bé例a1%", max_size=30).map(lambda rest: f"https://{rest}"))
def test_any_text(address: str) -> None:
    """What is opened has a host that is shown in ASCII, and is one word that no program takes for an option."""
    if is_web(address):
        shown = disclosed(address)
        host = urlsplit(shown).hostname
        assert host
        assert host.isascii()
        assert is_web(shown)
        assert "@" not in urlsplit(shown).netloc
        assert shown.isprintable()
        assert address[0] in "hH"
        assert len(address.split()) == 1


def test_a_host_that_looks_like_another_is_shown_in_ascii() -> None:
    """A Cyrillic a is not a Latin one; the rest of the address stays."""
    assert disclosed("https://\u0430rxiv.org:81/abs/1?é#x") == "https://xn--rxiv-43d.org:81/abs/1?é#x"
    assert disclosed("https://arxiv.org/abs/1") == "https://arxiv.org/abs/1"


@given(st.lists(st.sampled_from([*OPENED, *REFUSED]), min_size=5, max_size=5), st.sampled_from(REFUSED))
def test_no_link_of_a_paper_is_another_kind(links: list[str], rest: str) -> None:
    """Page, PDF, full text, code, project, discussion, and what stands in texts and notes: all pass the one door."""
    told = Paper(f"url:{rest}", "Lamps", abstract=" ".join(links), links=Links(*links))
    assert all(map(is_web, every_link(told, note=rest)))


def test_an_identity_that_is_no_address_is_not_opened() -> None:
    """A paper whose id says `url:javascript:…` has no page."""
    told = paper("Lamps", id="url:javascript:alert(1)")
    assert not is_web(page_address(told)[0])
    assert addresses("see javascript:alert(1)") == []


@pytest.fixture
def recorder(tmp_path: Path) -> Path:
    """Return a program that notes the words that it is started with, and what its streams are."""
    program = tmp_path / "a browser.py"
    program.write_text(
        f"#!{sys.executable}\nimport os, sys\n"
        f"part = open({str(tmp_path / 'part')!r}, 'w')\n"
        "print(*sys.argv[1:], *(os.isatty(n) for n in range(3)), sep='\\n', file=part, flush=True)\n"
        f"os.rename({str(tmp_path / 'part')!r}, {str(tmp_path / 'words')!r})\n"
    )
    program.chmod(0o755)
    return program


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script")
@pytest.mark.parametrize("form", ["'{}' %s", "'{}' --new-window %s"])
def test_a_browser_gets_one_word(recorder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    """No shell reads it, and Python takes no module from the folder that feedtui was started in."""
    address = "https://example.org/$(touch${IFS}pwned);`id`?a=b&reboot&'\"|x"
    (tmp_path / "webbrowser.py").write_text("open('pwned', 'w')")
    (tmp_path / "shlex.py").write_text("open('pwned', 'w')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROWSER", form.format(recorder))
    assert is_web(address)
    assert browse(address) == ""
    end = time.monotonic() + 30
    while not (tmp_path / "words").exists():
        assert time.monotonic() < end
        time.sleep(0.01)
    words = (tmp_path / "words").read_text().splitlines()
    assert words == [*(["--new-window"] if "new" in form else []), address, "False", "False", "False"]
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize(
    ("browser", "said"),
    [
        ("sh -c 'firefox %s'", "names a shell"),
        (os.pathsep.join(("firefox", "/bin/bash -c %s")), "names a shell"),
        ("'", "is no command"),
    ],
)
def test_an_odd_browser_opens_nothing(monkeypatch: pytest.MonkeyPatch, browser: str, said: str) -> None:
    """A shell would read an address as a program."""
    monkeypatch.setenv("BROWSER", browser)
    monkeypatch.setattr("subprocess.Popen", lambda *words, **more: pytest.fail("started"))
    assert said in browse("https://example.org/a&reboot")


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


def test_each_link_has_its_name() -> None:
    """What a source gave first, in its order, then what stands in texts; an address is named once."""
    links = Links(html="https://f.t/", code="https://github.com/a/b", project="https://p.r/", discussion="https://d.i/")
    told = Paper("arxiv:2301.03580", "A Lamp", "See https://github.com/a/b, and https://c.d/e!", links=links)
    told = replace(told, summary="At https://s.t/u.", doi="10.1000/a(b);c<1>")
    assert list(every_link(told, "Mine: https://n.o/t, https://c.d/e").items()) == [
        ("https://arxiv.org/abs/2301.03580", "page"),
        ("https://arxiv.org/pdf/2301.03580", "PDF"),
        ("https://f.t/", "full text"),
        ("https://github.com/a/b", "code"),
        ("https://p.r/", "project"),
        ("https://d.i/", "discussion"),
        ("https://doi.org/10.1000/a(b);c%3C1%3E", "DOI"),
        ("https://c.d/e", "in the abstract"),
        ("https://s.t/u", "in the abstract"),
        ("https://n.o/t", "in the note"),
    ]
    search = "https://arxiv.org/search/?searchtype=title&query=A+Lamp"
    assert every_link(Paper("title:1", "A Lamp")) == {search: "title search"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(https://a.b/c).", "https://a.b/c"),
        ("https://a.b/(c)d)]", "https://a.b/(c)d"),
        ("https://a.b/[c]", "https://a.b/[c]"),
        ("https://a.b/c!?*;:,.", "https://a.b/c"),
        ("<HTTP://A.b/c>", "HTTP://A.b/c"),
        ("https://a.b/X)", "https://a.b/X"),
        ("'https://a.b/c'", "https://a.b/c"),
    ],
)
def test_where_an_address_ends(text: str, found: str) -> None:
    """Before the signs that end a sentence, a quotation or a bracket around it."""
    assert addresses(text) == [found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://github.com/a/b", "https://github.com/a/b"),
        ("https://www.github.com/a/b/tree/main", "https://www.github.com/a/b/tree/main"),
        ("https://a.b/c/d and https://gitlab.com/a/b and https://codeberg.org/a/b", "https://gitlab.com/a/b"),
        ("https://github.com/a/", None),
        ("https://github.com//a//", None),
        ("https://user@github.com/a/b", None),
        ("https://evilgithub.com/a/b", None),
    ],
)
def test_which_address_is_of_code(text: str, code: str | None) -> None:
    """The first that names a repository where people keep theirs."""
    assert code_address(text) == code
