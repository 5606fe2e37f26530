"""Names as feeds give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedtui.sources.feed_authors import author_names, is_list_of_names


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ada Lamp", "Ada Lamp"),
        ("Ada Lamp, Bo Moon and C. D. Reed", "Ada Lamp|Bo Moon|C. D. Reed"),
        ("A. Lamp, B. Moon, and C. Reed", "A. Lamp|B. Moon|C. Reed"),
        ("Lamp, Ada; Moon, Bo B.", "Ada Lamp|Bo B. Moon"),
        ("Lamp, Ada", "Ada Lamp"),
        ("Lamp, A. B.", "A. B. Lamp"),
        ("van der Lamp, Ada", "Ada van der Lamp"),
        ("LAMP, A., Moon, B.-C., O'Reed, D. E.", "A. LAMP|B.-C. Moon|D. E. O'Reed"),
        ("Lamp, Ada, Moon, Bo", "Ada Lamp|Bo Moon"),
        ("Lámpara, María José", "María José Lámpara"),
        ("Lamp A, de Moon B, Reed C. ", "Lamp A|de Moon B|Reed C"),
        ("Lamp A, Moon B, et al. ", "Lamp A|Moon B"),
        ("Lamp, Ada, Jr.", "Ada Lamp Jr."),
        ("Ada Lamp, Jr., Bo Moon, PhD", "Ada Lamp Jr.|Bo Moon"),
        ("Ada Lamp, Bo Moon", "Ada Lamp|Bo Moon"),
        ("Ada Lamp & Bo Moon", "Ada Lamp|Bo Moon"),
        ("a.lamp@moon.org (Ada Lamp)", "Ada Lamp"),
        ("Ada Lamp <a.lamp@moon.org>", "Ada Lamp"),
        ("a.lamp@moon.org", ""),
        ("Ada Lamp (Moon University, Reedham), Bo Moon (Lamps (Ltd))", "Ada Lamp|Bo Moon"),
        ("Ada Lamp<sup>1,2</sup>, Bo Moon*", "Ada Lamp|Bo Moon"),
        ("Ada Lamp, University of the Moon, Reedham", "Ada Lamp"),
        ("Ada Lamp, Moon University; Moon, Bo, Reed College", "Ada Lamp|Bo Moon"),
        ("\nAda Lamp, \nBo Moon\n", "Ada Lamp|Bo Moon"),
        ("By Ada Lamp", "Ada Lamp"),
        ("Byron Lamp", "Byron Lamp"),
        ("范一,林二三", "范一|林二三"),
        ("范一 林二三", "范一|林二三"),
        ("Institute of Lamps and Moons", "Institute of Lamps and Moons"),
        ("https://lamp.org/ada", ""),
    ],
)
def test_names_in_one_field(field: str, names: str) -> None:
    """Each person is one name, given name first, without mail, degrees and affiliations."""
    assert author_names([field]) == tuple(filter(None, names.split("|")))


@pytest.mark.parametrize("field", ["García Márquez, Gabriel", "Ada Lamp, MoonAI"])
def test_what_cannot_be_told_stays(field: str) -> None:
    """Family and given name, or name and company: neither torn apart nor turned."""
    assert author_names([field]) == (field,)


def test_names_in_fields_of_their_own() -> None:
    """Where every field has one comma, it parts the names of one person; no name comes twice."""
    assert author_names(["García Márquez, Gabriel", "Lamp, Ada", "Lamp, Ada"]) == ("Gabriel García Márquez", "Ada Lamp")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Lamp, Ada; Moon, Bo", True),
        ("Ada Lamp, Bo Moon and Cy Reed", True),
        ("A new lamp, brighter than all", False),
        ("We light lamps, moons and reeds.", False),
        ("Ada Lamp", False),
    ],
)
def test_lines_of_names(line: str, expected: bool) -> None:
    """A sentence with commas is no list of names."""
    assert is_list_of_names(line) is expected


@given(st.lists(st.text() | st.text("ABab .,;&()@*\n<>", max_size=40), max_size=4))
def test_no_field_is_too_broken(fields: list[str]) -> None:
    """Whatever a feed says, names are single lines with letters, each once."""
    names = author_names(fields)
    assert len(set(names)) == len(names)
    assert all(any(map(str.isalpha, name)) and "\n" not in name for name in names)
