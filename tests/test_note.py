"""A paper's note, read back by YAML's and Markdown's readers, and brought up to date."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from feedtui.exports.note import BEGIN, END, Note, new_note, read_note, updated_note
from feedtui.exports.reference import reference
from feedtui.papers.links import page_address
from feedtui.papers.paper import Item, Links, Mark
from feedtui.papers.text import clean_line
from lanterns import HOSTILE, SIGNS, lantern
from recorded import recorded
from samples import paper

ORIGIN = lantern("Lamps: a *test*", "We *do*.\n\nAnd so on.", links=Links(code="https://a.b/c"))
ITEM = Item(
    ORIGIN.paper, Mark(starred="2026-01-01T00:00:00Z", tags=("to read", "2026"), note="- See\np. 3"), ("vision",)
)
CHANGED = replace(ITEM, paper=replace(ITEM.paper, title="Lamps anew", doi="10.1000/a"), mark=Mark(note="Other"))
MARKDOWN = MarkdownIt("commonmark")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOTE_HOSTILE = (
    *HOSTILE,
    "---",
    "...",
    BEGIN,
    END,
    "a: b # c",
    "[[link]] #tag ^block ==mark== %%hidden%%",
    "<% tp.system.prompt() %>",
    "{{title}}",
    "- [ ] task",
    "# head",
)


def note(item: Item) -> str:
    """Return the note of a paper."""
    return "".join(new_note(item))


def front_matter(text: str) -> dict[str, Any]:
    """Return the front matter of a note, as a reader of YAML finds it."""
    _, front, _ = text.lstrip("\ufeff").replace("\r\n", "\n").split("---\n", 2)
    found = yaml.load(front, LOADER)
    assert isinstance(found, dict)
    return found


def headings(text: str) -> list[tuple[str, str]]:
    """Return the text of each heading and the address that it links to."""
    tokens = MARKDOWN.parse(text.partition("\n---\n")[2])
    found = []
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and before.tag == "h1":
            children = token.children or []
            addresses = [str(child.attrs["href"]) for child in children if child.type == "link_open"]
            found.append(("".join(child.content for child in children), "".join(addresses)))
    return found


def check(item: Item, text: str) -> None:
    """Check that title, authors, dates and links read back, from the front matter and the text."""
    told, facts = item.paper, reference(item.paper)
    found = front_matter(text)
    assert (found["id"], found["title"], found["authors"]) == (told.id, told.title, list(told.authors))
    assert (found.get("published"), found.get("url"), found.get("pdf")) == (told.published, facts.address, facts.pdf)
    assert (found.get("doi"), found.get("eprint")) == (facts.doi, facts.eprint)
    ((title, address),) = headings(text)
    assert (title.removesuffix(" (search)"), unquote(address)) == (told.title, unquote(page_address(told)[0]))
    assert read_note(text) == Note(told.id, True)
    assert updated_note(text, item) == text


def test_a_new_note() -> None:
    """A note has its front matter and, between the marks, title, authors, links, abstract and the reader's note."""
    assert note(ITEM) == (
        '---\nid: "arxiv:2604.01234"\ntitle: "Lamps: a *test*"\nauthors: ["Ada L. Lamp", "Ludo van Lampen"]\n'
        'published: "2026-04-23T09:00:00Z"\nurl: "https://arxiv.org/abs/2604.01234"\n'
        'pdf: "https://arxiv.org/pdf/2604.01234"\ncode: "https://a.b/c"\neprint: "2604.01234"\n'
        'tags: ["to-read", "_2026", "machine-learning", "cs-CL", "cs-AI", "vision"]\n'
        'state: ["unread", "starred"]\n---\n'
        "<!-- feedtui:begin -->\n# [Lamps: a \\*test\\*](https://arxiv.org/abs/2604.01234)\n\n"
        "Ada L. Lamp, Ludo van Lampen · 2026-04-23\n\n"
        "[PDF](https://arxiv.org/pdf/2604.01234) · [code](https://a.b/c)\n\n"
        "> We \\*do\\*.\n>\n> And so on.\n\n\\- See  \np. 3\n<!-- feedtui:end -->\n"
    )


def test_a_note_of_all_that_is_known() -> None:
    """Each link has its name; letters beyond ASCII are written as they are."""
    links = Links(code="https://a.b/c", project="https://a.b/p", discussion="https://a.b/d")
    text = note(lantern("Núñez", doi="10.1000/a", links=links, authors=()))
    assert (
        "\n# [Núñez](https://arxiv.org/abs/2604.01234)\n\n2026-04-23\n\n"
        "[PDF](https://arxiv.org/pdf/2604.01234) · [code](https://a.b/c) · [project](https://a.b/p) · "
        "[discussion](https://a.b/d)\n<!--"
    ) in text
    assert 'title: "Núñez"\nauthors: []\npublished: ' in text
    assert '\ncode: "https://a.b/c"\ndoi: "10.1000/a"\neprint: "2604.01234"\ntags: ' in text


def test_a_paper_known_by_its_title() -> None:
    """Its link is a search, and is no address of the paper; its summary is called so."""
    text = note(Item(paper("Lamps", summary="A lamp.", links=Links(code="javascript:alert(1)"))))
    assert "url" not in front_matter(text)
    assert "javascript" not in text
    assert ") (search)\n\n> Summary: A lamp.\n" in text


def test_what_the_reader_wrote_stays() -> None:
    """Text around the marks and keys of the reader's own stay byte for byte; feedtui's are as they are now."""
    text = note(ITEM)
    text = text.replace("state:", 'aliases: [Lamp,   "Two"] # mine\nrating: 5\nstate:')
    text = (
        text.replace("---\n<!--", "up:\n  - [[Lamps]]\n\n---\n  My  thoughts \n\n<!--")
        + "\n\nMore\t\n---\n<!-- mine -->"
    )
    updated = updated_note(text, CHANGED)
    assert front_matter(updated)["title"] == "Lamps anew"
    assert front_matter(updated)["doi"] == "10.1000/a"
    assert front_matter(updated)["state"] == ["unread"]
    before, _, after = text.partition("<!-- feedtui:begin")
    now, _, rest = updated.partition("<!-- feedtui:begin")
    assert after.partition(END)[2] == rest.partition(END)[2]
    assert before.partition("\n---\n")[2] == now.partition("\n---\n")[2]
    for line in ('aliases: [Lamp,   "Two"] # mine\nrating: 5\n', "up:\n  - [[Lamps]]\n\n"):
        assert line in now
    assert "We \\*do" in rest
    assert "Other" in rest
    assert "See" not in rest
    assert updated_note(updated, CHANGED) == updated


def test_front_matter_as_obsidian_writes_it() -> None:
    """Keys that another program wrote in its own way are found, in their place, and the reader's tags stay."""
    text = note(ITEM)
    front = (
        "---\ntitle: >-\n  Lamps\n\n  and so\nmine: a\nid: arxiv:2604.01234 # the id\nauthors:\n- Ada\n-  Ludo\n\n"
        "tags:\n  - to-read\n  - my/own\n  - 'two words'\n  - \"2027\" # a comment\nother: 'b'\n---\n"
    )
    other = front + text.split("---\n", 2)[2]
    assert read_note(other) == Note("arxiv:2604.01234", True)
    updated = updated_note(other, CHANGED)
    found = front_matter(updated)
    assert list(found)[:6] == ["title", "mine", "id", "authors", "tags", "other"]
    assert (found["title"], found["authors"], found["mine"]) == ("Lamps anew", ["Ada L. Lamp", "Ludo van Lampen"], "a")
    assert found["tags"] == ["machine-learning", "cs-CL", "cs-AI", "vision", "to-read", "my/own", "two-words", "_2027"]
    assert "authors: " in updated
    assert "\n\ntags: " in updated
    assert updated_note(updated, CHANGED) == updated


TAGS = ("[a, b]", '["a", "b"]', "[a,b]", "\n- a\n- b", "\n  - a\n  - b", "a, b", "a b", "[\n  a,\n  b ]")


@pytest.mark.parametrize("written", TAGS)
def test_lists_of_tags(written: str) -> None:
    """Tags are read in every form in which YAML and Obsidian have them."""
    text = note(Item(paper("Lamps"))).replace("tags: []", f"tags: {written}")
    assert front_matter(updated_note(text, Item(paper("Lamps"), Mark(tags=("c",)))))["tags"] == ["c", "a", "b"]


@pytest.mark.parametrize("written", ["null", "~", "[]", "", "# none"])
def test_no_tags(written: str) -> None:
    """A key without a value has no tags."""
    text = note(Item(paper("Lamps"))).replace("tags: []", f"tags: {written}")
    assert front_matter(updated_note(text, Item(paper("Lamps"))))["tags"] == []


def test_line_ends_stay() -> None:
    """A note whose lines end as on Windows stays so, and one that begins with a mark of its byte order too."""
    text = "\ufeff" + note(ITEM).replace("\n", "\r\n") + "\r\nMine\r\n"
    assert updated_note(text, ITEM) == text
    updated = updated_note(text, CHANGED)
    assert updated.count("\n") == updated.count("\r\n")
    assert updated.startswith("\ufeff---\r\n")
    assert updated.endswith(f"{END}\r\n\r\nMine\r\n")
    assert front_matter(updated)["title"] == "Lamps anew"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text",
        "---\ntitle: a\n---\n" + BEGIN + "\n" + END + "\n",
        f"{BEGIN}\nid: a\n{END}\n",
        "---\nid: a\n",
        '---\nid: "a\n---\n',
        "---\nid:\n---\n",
        "---\nmine:\n  id: a\n---\n",
    ],
)
def test_other_files_are_no_notes(text: str) -> None:
    """A file without an id in its front matter is the reader's."""
    assert read_note(text) is None
    assert updated_note(text.partition(BEGIN)[0], ITEM) == text.partition(BEGIN)[0]


@pytest.mark.parametrize(
    ("written", "name"), [("a", "a"), ("'it''s'", "it's"), ('"a\\u0062 # c" # d', "ab # c"), ("a#b #c", "a#b")]
)
def test_ids_in_their_quotation_marks(written: str, name: str) -> None:
    """An id is read however it is quoted."""
    assert read_note(f"---\nid: {written}\n---\n{BEGIN}\n{END}") == Note(name, True)


@pytest.mark.parametrize("marks", ["", BEGIN, END, f"{END}\n{BEGIN}", f"{BEGIN}\n{END}\n{END}", f"a {BEGIN}\n{END}"])
def test_marks_that_are_not_as_they_were(marks: str) -> None:
    """A note with one mark, with more than two or with none is known for what it is."""
    assert read_note(f"---\nid: a\n---\n{marks}\n") == Note("a", False)


@pytest.mark.parametrize("title", NOTE_HOSTILE)
def test_hostile_papers_read_back(title: str) -> None:
    """No text of a paper ends the front matter or feedtui's part, hides itself or is run by a plug-in."""
    told = paper(title, f"{title}\n\n{title}", authors=(title, "Ada"), tags=(title,))
    item = Item(told, Mark(note=f"{title}\n{title}"))
    text = note(item)
    check(item, text)
    assert "<%" not in text
    assert "%%" not in text.partition(BEGIN)[2]
    assert updated_note(text + "mine", ITEM).endswith(f"{END}\nmine")


TEXTS = st.text(st.sampled_from([*SIGNS, "%", "\n", "!"]), min_size=1, max_size=20).map(clean_line)


@given(st.lists(TEXTS, min_size=4, max_size=4))
def test_any_paper_reads_back(texts: list[str]) -> None:
    """Whatever texts hold, they read back, and the note is brought up to date without a trace of them."""
    title, author, tag, remark = (text or "a" for text in texts)
    item = Item(paper(title, authors=(author,), tags=(tag,)), Mark(note=remark))
    check(item, note(item))
    back = updated_note(updated_note(note(item), CHANGED), item)
    assert back.partition(BEGIN)[2] == note(item).partition(BEGIN)[2]


PIECES = ("---\n", "id: a\n", f"{BEGIN}\n", f"{END}\n", "\n", " ", "- b\n", "tags:", "x", '"', "\r\n")


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
def test_any_text_is_read(text: str) -> None:
    """Whatever a file holds, it is a note or it is not; what stands around feedtui's part stays."""
    found = read_note(text)
    if found and found.marked:
        updated = updated_note(text, ITEM)
        assert updated.partition(END)[2] == text.partition(END)[2]
        assert read_note(updated) == Note(ITEM.paper.id, True)


def test_recorded_papers_read_back() -> None:
    """All recorded papers read back, with as much of their abstracts as is soon parsed."""
    for told in recorded():
        item = Item(replace(told, abstract=told.abstract[:300]))
        check(item, note(item))


@pytest.mark.parametrize(
    ("mark", "state"),
    [
        (Mark(), ["unread"]),
        (Mark(read="2026-11-20"), ["read"]),
        (Mark(read="2026-11-20", starred="2026-11-20", queued="2026-11-20"), ["read", "starred", "queued"]),
    ],
)
def test_the_state_is_told_in_words(mark: Mark, state: list[str]) -> None:
    """What a note's reader can filter by."""
    assert front_matter(note(Item(paper("A Lamp"), mark)))["state"] == state
