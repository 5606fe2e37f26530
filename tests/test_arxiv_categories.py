"""arXiv's categories."""

from __future__ import annotations

import re
from typing import Any

import pytest

from feedtui.sources.arxiv_categories import categories, group_of
from standin.arxiv_oai import sets


def test_every_category_has_a_name() -> None:
    """There are 155; archives that are divided are none, those that are not are one."""
    assert len(categories()) == 155
    assert all(re.fullmatch(r"[a-z-]+(\.[A-Za-z-]+)?", code) for code in categories())
    assert all(name == name.strip() and name for name in categories().values())
    assert categories()["cs.CL"] == "Computation and Language"
    assert categories()["hep-th"] == "High Energy Physics - Theory"
    assert not {"cs", "math", "astro-ph", "physics"} & set(categories())


def test_the_table_is_in_arxivs_order() -> None:
    """Computer science comes first, statistics last, and within an archive it goes by the alphabet."""
    archives = list(dict.fromkeys(code.partition(".")[0] for code in categories()))
    assert (archives[:4], archives[-3:]) == (["cs", "econ", "eess", "math"], ["q-bio", "q-fin", "stat"])
    for archive in archives:
        codes = [code for code in categories() if code.partition(".")[0] == archive]
        assert codes == sorted(codes)


@pytest.mark.parametrize(
    ("category", "group"),
    [
        ("cs.CL", "Computer Science"),
        ("astro-ph.GA", "Physics"),
        ("astro-ph", "Physics"),
        ("hep-th", "Physics"),
        ("math.MP", "Mathematics"),
        ("math-ph", "Physics"),
        ("lamp.XX", None),
        ("", None),
    ],
)
def test_a_category_is_in_a_group(category: str, group: str | None) -> None:
    """Most archives of physics are not called so."""
    assert group_of(category) == group


def test_the_stand_in_knows_the_same_groups_of_physics() -> None:
    """Two tables that were written apart agree."""
    for code in categories():
        assert (group_of(code) == "Physics") == sets((code,))[0].startswith("physics:")


def test_nobody_can_change_the_table() -> None:
    """All askers share it."""
    table: Any = categories()
    with pytest.raises(TypeError):
        table["cs.CL"] = "Lamps"
