"""Citations in a style."""

from __future__ import annotations

import pytest

from feedtui.exports.citation import STYLES, apa, ieee, plain
from feedtui.papers.paper import Paper
from lanterns import lantern
from samples import TITLES, paper

PREPRINT = lantern("On Lamps").paper
JOURNAL = lantern("What Is a Lamp?", doi="10.1000/lamp", authors=("Ada Lamp",)).paper
PAGE = paper("A Post.", id="url:https://lamp.example/a", authors=("Lamp Team",), published="2025-01")
BARE = paper(TITLES[3])


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (
            PREPRINT,
            "Lamp, A. L., & van Lampen, L. (2026). On Lamps (arXiv:2604.01234). arXiv. "
            "https://arxiv.org/abs/2604.01234",
        ),
        (JOURNAL, "Lamp, A. (2026). What Is a Lamp? https://doi.org/10.1000/lamp"),
        (PAGE, "Lamp Team. (2025). A Post. https://lamp.example/a"),
        (BARE, "How Far Do Image Captions Carry? (n.d.)."),
    ],
)
def test_apa(told: Paper, written: str) -> None:
    """Authors turned and shortened, the year in brackets, where to find it."""
    assert apa(told) == written


@pytest.mark.parametrize(
    ("told", "written"),
    [
        (PREPRINT, "A. L. Lamp and L. van Lampen, “On Lamps,” 2026, arXiv:2604.01234."),
        (JOURNAL, "A. Lamp, “What Is a Lamp?” 2026, doi: 10.1000/lamp."),
        (PAGE, "Lamp Team, “A Post,” 2025. [Online]. Available: https://lamp.example/a"),
        (BARE, "“How Far Do Image Captions Carry?”"),
    ],
)
def test_ieee(told: Paper, written: str) -> None:
    """Authors with initials in front, the title in quotes, the identifier."""
    assert ieee(told) == written


@pytest.mark.parametrize(
    ("count", "apa_authors", "ieee_authors"),
    [
        (1, "Lamp, A.", "A. Lamp"),
        (3, "Lamp, A., Lamp, A., & Lamp, A.", "A. Lamp, A. Lamp, and A. Lamp"),
        (6, "Lamp, A., " * 5 + "& Lamp, A.", "A. Lamp, " * 5 + "and A. Lamp"),
        (7, "Lamp, A., " * 6 + "& Lamp, A.", "A. Lamp et al."),
        (20, "Lamp, A., " * 19 + "& Lamp, A.", "A. Lamp et al."),
        (21, "Lamp, A., " * 19 + ". . . Lamp, A.", "A. Lamp et al."),
    ],
)
def test_many_authors(count: int, apa_authors: str, ieee_authors: str) -> None:
    """Each style names as many authors as its rules have."""
    told = lantern("On Lamps", authors=("Ada Lamp",) * count).paper
    assert apa(told).startswith(f"{apa_authors} (2026).")
    assert ieee(told).startswith(f"{ieee_authors}, “On")


def test_only_the_stop_at_the_end_goes() -> None:
    """Each part has one stop or none, and no letter is lost with it; suffixes and one-word names are there."""
    told = paper("On LaTeX.", authors=("Ada Lamp Jr.", "OpenAI"), doi="10.1000/X", published="2026")
    assert apa(told) == "Lamp, A., Jr., & OpenAI. (2026). On LaTeX. https://doi.org/10.1000/X"
    assert ieee(told) == "A. Lamp Jr. and OpenAI, “On LaTeX,” 2026, doi: 10.1000/X."
    assert ieee(paper("On LaTeX.")) == "“On LaTeX.”"
    assert ieee(paper("Why!", id="url:https://a.b/x", published="2026")) == (
        "“Why!” 2026. [Online]. Available: https://a.b/x"
    )
    assert apa(paper("Why!", authors=("Bo Marx",))) == "Marx, B. (n.d.). Why!"


def test_authors_stay_in_order() -> None:
    """The first author is the first, and the one after the ellipsis the last."""
    names = ["Ada Wick", *["Bo Lamp"] * 18, "Cy Glow", "Di Oil"]
    many = lantern("On Lamps", authors=tuple(names)).paper
    assert apa(many).startswith(f"Wick, A., {'Lamp, B., ' * 18}. . . Oil, D. (2026).")
    assert ieee(many).startswith("A. Wick et al., “On")
    three = lantern("On Lamps", authors=("Ada Wick", "Bo Lamp", "Di Oil")).paper
    assert apa(three).startswith("Wick, A., Lamp, B., & Oil, D. (2026).")
    assert ieee(three).startswith("A. Wick, B. Lamp, and D. Oil, “On")


def test_every_style_is_one_line() -> None:
    """Each style has a name to be chosen by, and writes one line with the title."""
    assert list(STYLES) == ["plain", "APA", "IEEE"]
    for style in STYLES.values():
        for told in (PREPRINT, JOURNAL, PAGE, BARE):
            assert "\n" not in style(told)
            assert told.title.rstrip(".") in style(told)
    assert plain(PREPRINT) == "Ada L. Lamp, Ludo van Lampen. On Lamps (2026). https://arxiv.org/abs/2604.01234"
