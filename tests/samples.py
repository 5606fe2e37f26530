"""Papers made up for the tests."""

from __future__ import annotations

from feedtui.papers.identity import identify
from feedtui.papers.links import code_address
from feedtui.papers.paper import Links, Paper

TITLES = (
    "Sparse Lanterns: Masked Modelling for Small Networks",
    "Speaking Rivers: A Corpus of Spoken Questions",
    "Retrieval by Moonlight: Dense Passages without Labels",
    "How Far Do Image Captions Carry?",
)


def paper(title: str, abstract: str = "", **facts: object) -> Paper:
    """Return a paper known by its title, with what else is given."""
    made = Paper(id=identify(title), title=title, abstract=abstract, links=Links(code=code_address(abstract)))
    from dataclasses import replace

    return replace(made, **facts)  # type: ignore[arg-type]


def page(titles: tuple[str, ...] = TITLES, words: int = 60) -> str:
    """Return a page as it is copied from a browser: a header, then title and abstract in turn."""
    header = [
        "new",
        "Get trending papers in your email inbox!",
        "Subscribe",
        "byAK and the research community",
        "Mar 21",
    ]
    blocks = [block for title in titles for block in (title, abstract_for(title, words))]
    return "\n\n".join([*header, *blocks])


def abstract_for(title: str, words: int = 60) -> str:
    """Return an abstract of some length that names a repository."""
    name = "".join(letter for letter in title.split(":")[0] if letter.isalnum())
    body = " ".join(f"We study {title.split()[0].lower()} in setting {number}." for number in range(words // 6 + 1))
    return f"{body} Code is at https://github.com/lamp/{name}."
