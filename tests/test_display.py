"""Facts of a paper as a person reads them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedtui.papers.display import citation, paper_date, shown_authors, shown_date, shown_time
from samples import paper

NAMES = ("Ada Lamp", "Ludo van Lampen", "Cy Jr.")


@pytest.mark.parametrize(
    ("most", "shown"),
    [(1, "Ada Lamp et al."), (2, "Ada Lamp, Ludo van Lampen et al."), (3, "Ada Lamp, Ludo van Lampen, Cy Jr.")],
)
def test_authors_past_the_last_one_are_others(most: int, shown: str) -> None:
    """As many as there is room for."""
    assert shown_authors(NAMES, most) == shown


@pytest.mark.parametrize(
    ("date", "shown"),
    [("--03-21", "Mar 21"), ("--12-01", "Dec 1"), ("2026-11-20T08:00:00Z", "2026-11-20"), ("2023", "2023")],
)
def test_a_date_is_as_exact_as_it_was_told(date: str, shown: str) -> None:
    """A day without a year has its month's name."""
    assert shown_date(date) == shown


def test_a_paper_has_the_day_it_was_published_on() -> None:
    """Else the one that it was listed on, or none."""
    assert paper_date(paper("A Lamp", published="2026-01-02", listed="2026-01-05")) == "2026-01-02"
    assert paper_date(paper("A Lamp", listed="2026-01-05")) == "2026-01-05"
    assert paper_date(paper("A Lamp")) == ""


def test_a_citation_has_one_stop_behind_each_part() -> None:
    """Also where the last name or the title ends with one."""
    told = paper("A Lamp.", authors=NAMES, published="2026-04-23")
    assert citation(told, "https://a.b/") == "Ada Lamp, Ludo van Lampen, Cy Jr. A Lamp (2026). https://a.b/"
    assert citation(paper("A Lamp"), "https://a.b/") == "A Lamp. https://a.b/"

    told = paper("On LaTeX", authors=("Ada X",) * 6, published="2026")
    assert citation(told, "https://a.b/") == f"{', '.join(['Ada X'] * 6)}. On LaTeX (2026). https://a.b/"
    assert citation(paper("A", authors=("Bo",) * 7), "b") == f"{', '.join(['Bo'] * 6)} et al. A. b"


def test_what_is_no_time_stays_as_it_is() -> None:
    """A time is told to the minute."""
    assert shown_time("long ago") == "long ago"
    here = datetime(2026, 11, 20, 8, 5).astimezone()
    assert shown_time(here.astimezone(UTC).isoformat()) == "2026-11-20 08:05"
