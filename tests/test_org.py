"""Org mode, read back by an independent reader, and by Emacs where it is there."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from itertools import count, islice
from pathlib import Path
from typing import Any

import orgparse
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedtui.exports.org import org
from feedtui.exports.org_text import block, escape, link
from feedtui.exports.reference import reference
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, lantern
from recorded import recorded
from samples import paper

# `org-link-bracket-re` of Emacs's ol.el.
LINK = re.compile(r"\[\[((?:[^\[\]\\]|\\(?:\\\\)*[\[\]]|\\+[^\[\]])+)\](?:\[(.+?)\])?\]")
ORG_HOSTILE = (
    *HOSTILE,
    "*bold* /italic/ _under_ =verbatim= ~code~ +struck+",
    "TODO [#A] A paper :tag:other:",
    "* COMMENT A headline",
    "#+begin_src sh :results output",
    "<2026-11-25 Wed> [2026-11-25 Wed] <<target>> [1/3] [50%]",
    "[[https://evil.example][a link]] and [fn:1] and [cite:@key]",
    "x]] y ]",
    "ends with a bracket ]",
    "ends with a backslash \\",
    r"\alpha \(x\) \[y\] \begin{z} a\\",
    "{{{macro}}} @@html:<b>@@ src_sh{ls} call_f(1) a_b a^2 a_{b}",
    "shell:ls elisp:(ls) https://evil.example/a_b file:/etc/passwd",
    "$O(n^2)$ and $k$-means at $5, $6 or $7",
    "$\\input{x}$ $$x$$",
    "a -- b --- c ... d",
    ":PROPERTIES:",
    "| a | b |",
    "%%(diary-float t 4 2)",
)
SIGNS = (
    *"aB1 *_/+=~^$[]{}<>@#|:\\()-.,'\"深%",
    *("[[", "]]", "fn:", "src_", "call_", "cite:", "TODO", "http://x.org/a_b", "alpha", "<2026-01-01>", "$x_1$", "::"),
)
TITLES = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=9).map("".join).map(clean_line).filter(bool)
EMACS = shutil.which("emacs")


def plain(text: str) -> str:
    """Return text as Org shows it, by what the manual says of escapes."""
    return text.replace("\u200b", "").replace(r"\dollar{}", "$")


def read_back(items: list[Item], title: str = "Lamps") -> list[tuple[str, str, orgparse.OrgNode]]:
    """Return each headline's link, its address and its text, and the headline."""
    text = "".join(org(items, title))
    root = orgparse.loads(text)
    found = []
    for node in root.children:
        match = LINK.match(node.get_heading("raw"))
        assert match
        address = re.sub(r"(\\+)([\[\]]|\Z)", lambda run: run[1][: len(run[1]) // 2] + run[2], match[1])
        found.append((address, plain(match[2]), node))
    assert all(not node.children and not node.todo and not node.datelist for _, _, node in found)
    return found


def check(items: list[Item]) -> None:
    """Check that titles, authors, dates and links read back."""
    for item, (address, title, node) in zip(items, read_back(items), strict=True):
        told, facts = item.paper, reference(item.paper)
        assert (title, address) == (told.title, page_address(told)[0])
        properties = {name: str(value) for name, value in node.properties.items()}
        assert plain(properties.get("AUTHORS", "")) == "; ".join(told.authors)
        days = (properties.get(name) for name in ("PUBLISHED", "LISTED", "UPDATED"))
        assert tuple(days) == (told.published, told.listed, told.updated)
        links = (properties.get(name) for name in ("ID", "URL", "PDF", "DOI", "EPRINT"))
        assert tuple(links) == (told.id, facts.address, facts.pdf, facts.doi, facts.eprint)


def test_an_entry() -> None:
    """A paper has a headline with tags, a drawer, its abstract as a quote and the note."""
    item = lantern(
        "Lamps: $x^2$ of *U-Net*", "We.\n\n* Code: https://a.b/c_d.", upvotes=3, links=Links(code="https://a.b/c_d")
    )
    told = Item(item.paper, Mark(starred="2026-01-01T00:00:00Z", tags=("to read",), note="- See\np. 3"), ("vision",))
    assert "".join(org([told], "My *lamps*")) == (
        "#+title: My *\u200blamps*\n\n"
        "* [[https://arxiv.org/abs/2604.01234][Lamps: $x^2$ of *\u200bU-Net*]] "
        ":to_read:machine_learning:cs_CL:cs_AI:vision:\n"
        ":PROPERTIES:\n:ID: arxiv:2604.01234\n:AUTHORS: Ada L. Lamp; Ludo van Lampen\n"
        ":PUBLISHED: 2026-04-23T09:00:00Z\n:EPRINT: 2604.01234\n:URL: https://arxiv.org/abs/2604.01234\n"
        ":PDF: https://arxiv.org/pdf/2604.01234\n:CODE: https://a.b/c_d\n:UPVOTES: 3\n:STATE: starred\n:END:\n"
        "#+begin_quote\nWe.\n\n\u200b* Code: [[https://a.b/c_d]].\n#+end_quote\n\n- See\n  \u200bp. 3\n"
    )


def test_a_drawer_of_all_that_is_known() -> None:
    """Every property has its name, and states are words."""
    facts = {"listed": "2026-04-24", "updated": "2026-05", "doi": "10.1000/a", "upvotes": 0, "authors": ("Ada",)}
    item = lantern("Lamps", "", tags=(), **facts)
    told = Item(item.paper, Mark(read="2026-11-20", starred="2026-11-20", queued="2026-11-20"))
    assert "".join(org([told, Item(paper("Bare", id="url:javascript:a"))], "Lamps")) == (
        "#+title: Lamps\n\n* [[https://arxiv.org/abs/2604.01234][Lamps]]\n:PROPERTIES:\n:ID: arxiv:2604.01234\n"
        ":AUTHORS: Ada\n:PUBLISHED: 2026-04-23T09:00:00Z\n:LISTED: 2026-04-24\n:UPDATED: 2026-05\n"
        ":DOI: 10.1000/a\n:EPRINT: 2604.01234\n:URL: https://arxiv.org/abs/2604.01234\n"
        ":PDF: https://arxiv.org/pdf/2604.01234\n:UPVOTES: 0\n:STATE: read starred queued\n:END:\n\n"
        "* \u200bBare\u200b\n:PROPERTIES:\n:ID: url:javascript:a\n:END:\n"
    )


def test_a_paper_known_by_its_title() -> None:
    """The link of one is a search, and says so; without an abstract the summary is quoted as such."""
    ((address, _, node),) = read_back([Item(paper("Lamps", summary="A lamp."))])
    assert "arxiv.org/search" in address
    assert node.get_heading("raw").endswith("]] (search)")
    assert "#+begin_quote\nSummary: A lamp.\n#+end_quote" in node.get_body("raw")


def test_only_web_addresses_are_links() -> None:
    """What is no web address is text, however it looks."""
    item = Item(paper("TODO Lamps :x:", id="url:javascript:alert(1)", links=Links(code="shell:ls")))
    text = "".join(org([item], ""))
    assert "[[" not in text
    assert "shell" not in text
    (node,) = orgparse.loads(text).children
    assert (node.todo, node.tags, plain(node.get_heading("raw"))) == (None, set(), "TODO Lamps :x:")
    assert link("https://[::1]/a\\", "x]") == "[[https://\\[::1\\]/a\\\\][x]\u200b]]"


def test_tags() -> None:
    """Tags have Org's letters alone, each once, and none on which Org acts."""
    names = ("a b", "C++", "a_b", "é深1", "noexport", "ARCHIVE", "***", "@home", "50%")
    ((_, _, node),) = read_back([Item(paper("Lamps"), Mark(tags=names))])
    assert node.get_heading("raw").endswith(" :a_b:C:é深1:noexport_:ARCHIVE_:@home:50%:")


@pytest.mark.parametrize("title", ORG_HOSTILE)
def test_hostile_titles_read_back(title: str) -> None:
    """No character of a title, a name or an abstract ends its place."""
    told = paper(title, f"{title}\n\n{title}", authors=(title.replace("$", ""), "Ada"))
    item = Item(told, Mark(note=f"{title}\n{title}"))
    (_, _, node) = read_back([item, item], title)[0]
    body = node.get_body("raw").partition("#+begin_quote\n")[2]
    quoted = plain(re.sub(r"\[\[(http.*?)\]\]", r"\1", body)).partition("\n#+end_quote\n\n")[0]
    assert quoted == told.abstract
    check([Item(paper(title, authors=("Ada",))), Item(paper("Lamps"))])


@settings(max_examples=200)
@given(st.lists(TITLES, min_size=1, max_size=4))
def test_any_title_reads_back(titles: list[str]) -> None:
    """Whatever a title holds, it reads back to the letter, and so do its neighbours."""
    check([Item(paper(title, id=f"arxiv:2604.{at:05}")) for at, title in enumerate(titles)])


def test_recorded_papers_read_back() -> None:
    """All recorded papers read back."""
    check([Item(told) for told in recorded()])


def test_papers_stream() -> None:
    """Entries come as papers are asked for; without papers there is the title."""
    assert len(list(islice(org((lantern(id=f"arxiv:2604.{number:05}") for number in count()), ""), 3))) == 3
    assert list(org([], "Lamps")) == ["#+title: Lamps\n"]


def test_dollars() -> None:
    """Sums of money stay; what might begin a formula that nobody should run is a dollar by name."""
    assert escape("from $5 to $6") == "from $5 to $6"
    assert escape("$k$-means of $x_i$") == "$k$\u200b-means of $x_i$"
    assert plain(block("a $\\write18{x}$ b")) == "a $\\write18{x}$ b"
    for formula in ("$x]]y$", "$[[x$"):
        assert plain(escape(f"a {formula} b")) == f"a {formula} b"
        assert formula not in escape(f"a {formula} b")
    assert "$" not in escape("a $\\write18{x}$ b").replace(r"\dollar{}", "").rpartition("$")[0]


# Prints, of each headline, what its title is made of and what else Org sees in the entry.
LISP = r"""
(require 'org) (require 'org-element) (require 'json)
(defun texts (objects) (mapconcat (lambda (o) (if (stringp o) (substring-no-properties o)
  (org-element-interpret-data o))) objects ""))
(defun seen (data kinds) (vconcat (org-element-map data kinds
  (lambda (o) (vector (symbol-name (org-element-type o)) (org-element-interpret-data o))))))
(let (out)
  (find-file (getenv "ORG_FILE")) (org-mode)
  (org-element-map (org-element-parse-buffer) 'headline (lambda (h)
    (let* ((title (org-element-property :title h)) (link (car title)))
      (push (list (cons 'address (org-element-property :raw-link link))
                  (cons 'title (texts (org-element-contents link)))
                  (cons 'beside (length (cdr title)))
                  (cons 'level (org-element-property :level h))
                  (cons 'in_title (seen title org-element-all-objects))
                  (cons 'in_body (seen (org-element-contents h)
                    (append org-element-all-objects org-element-all-elements))))
            out))))
  (princ (json-encode (vconcat (reverse out)))))
"""
BLOCKS = {"section", "property-drawer", "node-property", "quote-block", "paragraph", "link"}


def as_emacs_sees(items: list[Item], folder: Path) -> list[dict[str, Any]]:
    """Return each entry as Org reads it."""
    (folder / "lamps.org").write_text("".join(org(items, "Lamps")), encoding="utf-8")
    environment = {**os.environ, "ORG_FILE": str(folder / "lamps.org"), "LC_ALL": "C.UTF-8"}
    answer = subprocess.run(
        [str(EMACS), "-Q", "--batch", "--eval", f"(progn {LISP})"], env=environment, capture_output=True, timeout=60
    )
    found: list[dict[str, Any]] = json.loads(answer.stdout)
    return found


@pytest.mark.skipif(EMACS is None, reason="needs Emacs")
def test_emacs_agrees(tmp_path: Path) -> None:
    """Org itself finds links and formulas, and nothing else, and the titles to the letter."""
    items = [
        Item(paper(title, f"{title}\n\n{title}", id=f"arxiv:2604.{at:05}")) for at, title in enumerate(ORG_HOSTILE)
    ]
    for item, found in zip(items, as_emacs_sees(items, tmp_path), strict=True):
        assert (plain(found["title"]), found["level"], found["beside"]) == (item.paper.title, 1, 0)
        assert found["address"] == page_address(item.paper)[0]
        for kind, text in (*found["in_title"], *found["in_body"]):
            formula = kind == "latex-fragment" and text.strip() in ("$O(n^2)$", "$k$")
            assert kind in BLOCKS or formula or text.startswith(r"\dollar"), (kind, text)


NOTE = """# Why *it* matters

Some **bold**, *slanted* and ~~gone~~ words, in**side** one, `a*b` and [the **code**](https://a.b/c_d).
See https://a.b/e_f. Not [this](javascript:alert(1)).

- one
  - two

> quoted

2. three

```sh
* no headline
#+end_example
```
"""
IN_NOTES = {*BLOCKS, "bold", "italic", "strike-through", "code", "verbatim", "plain-list", "item", "example-block"}


@pytest.mark.skipif(EMACS is None, reason="needs Emacs")
def test_notes_are_markdown(tmp_path: Path) -> None:
    """Emacs finds in a note what its Markdown says, and of hostile ones no more than text with emphasis and lists."""
    items = [Item(paper("Lamps"), Mark(note=note)) for note in (NOTE, *(f"{one}\n\n{one}" for one in ORG_HOSTILE))]
    told, *hostile = as_emacs_sees(items, tmp_path)
    seen = [(kind, plain(text).strip()) for kind, text in told["in_body"] if kind not in ("section", "paragraph")]
    for kind, text in (
        ("bold", "*Why /it/ matters*"),
        ("italic", "/it/"),
        ("bold", "*bold*"),
        ("bold", "*side*"),
        ("strike-through", "+gone+"),
        ("code", "~a*b~"),
        ("link", "[[https://a.b/c_d][the code]]"),
        ("link", "[[https://a.b/e_f]]"),
        ("item", "- two"),
        ("item", "1. three"),
        ("quote-block", "#+begin_quote\nquoted\n#+end_quote"),
    ):
        assert (kind, text) in seen
    (code,) = (text for kind, text in seen if kind == "example-block")
    assert "* no headline\n" in code
    assert code.count("#+end_example") == 2
    assert sum(kind == "link" for kind, _ in seen) == 2
    for found in hostile:
        for kind, text in found["in_body"]:
            formula = kind == "latex-fragment" and text.strip() in ("$O(n^2)$", "$k$")
            rule = kind == "horizontal-rule"
            assert kind in IN_NOTES or formula or rule or text.startswith(r"\dollar"), (kind, text)
