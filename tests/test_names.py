"""Names in their parts."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedtui.papers.names import Name, initials, split_name, straight, turned


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Lamp", Name("Lamp", "Ada")),
        ("Ada B. Lamp", Name("Lamp", "Ada B.")),
        ("Ludo van Lampen", Name("Lampen", "Ludo", "van")),
        ("Greta van der Lampen", Name("Lampen", "Greta", "van der")),
        ("Geert Van der Lampen", Name("Lampen", "Geert", "Van der")),
        ("Charles de la Lampe Noire", Name("Lampe Noire", "Charles", "de la")),
        ("Maria de Luz dos Santos", Name("Santos", "Maria de Luz", "dos")),
        ("José Lamp y Roe", Name("Lamp y Roe", "José")),
        ("Jason Van Lamp", Name("Van Lamp", "Jason")),
        ("von Lamp", Name("Lamp", "", "von")),
        ("Gerard 't Licht", Name("Licht", "Gerard", "'t")),
        ("Guido van Lamp Jr.", Name("Lamp", "Guido", "van", "Jr.")),
        ("Martin Lamp III", Name("Lamp", "Martin", "", "III")),
        ("Lamp, Ada", Name("Lamp", "Ada")),
        ("van Lampen, Ludo", Name("Lampen", "Ludo", "van")),
        ("van der Lampen, Greta", Name("Lampen", "Greta", "van der")),
        ("van der Lampen", Name("Lampen", "", "van der")),
        ("Lampen, van", Name("Lampen", "van")),
        ("Lampen, Ludo van", Name("Lampen", "Ludo", "van")),
        ("García Lamp, Ada", Name("García Lamp", "Ada")),
        ("Lamp, Jr., Ada", Name("Lamp", "Ada", "", "Jr.")),
        ("Lamp, Ada, Jr.", Name("Lamp", "Ada", "", "Jr.")),
        ("Ada Lamp, Jr.", Name("Lamp", "Ada", "", "Jr.")),
        ("Lamp JB", Name("Lamp", "JB")),
        ("van Lampen JB", Name("Lampen", "JB", "van")),
        ("van der Lampen J. Jr.", Name("Lampen", "J.", "van der", "Jr.")),
        ("李 明 Jr.", Name("李", "明", "", "Jr.")),
        ("李 小 明", Name("李 小 明")),
        ("Weinan E", Name("E", "Weinan")),
        ("Wei XU", Name("XU", "Wei")),
        ("Nguyen Van Anh", Name("Anh", "Nguyen Van")),
        ("dora lamp", Name("lamp", "dora")),
        ("李 明", Name("李", "明")),
    ],
)
def test_parts_of_a_name(name: str, parts: Name) -> None:
    """Particles, suffixes and turned names are seen for what they are."""
    assert split_name(name) == parts


@pytest.mark.parametrize(
    "name",
    [
        "李明", "Deepti", "OpenAI", "OpenAI Team and Friends", "Lamp Team", "Lamp, Inc.", "ATLAS Collaboration",
        "University of Lampland, Northtown", "Ada Lamp, OpenAI", "Lamp & Sons", "a, b, c, d", "Ada Lamp 0009",
        "Ada Lamp, MIT", "Council for the Lamps",
    ],
)  # fmt: skip
def test_what_is_never_parted(name: str) -> None:
    """Companies, teams, names of one word, and a comma that does not turn a name."""
    assert split_name(name) == Name(name)
    assert split_name(name).is_whole


@pytest.mark.parametrize(
    ("given_names", "short"),
    [
        ("Ada", "A."),
        ("Ada Beth", "A. B."),
        ("Jean-Luc M.", "J.-L. M."),
        ("J.-L.", "J.-L."),
        ("A.B.", "A. B."),
        ("Maria de Luz", "M. de L."),
        ("明", "明"),
        ("", ""),
    ],
)
def test_initials(given_names: str, short: str) -> None:
    """Given names are shortened, each of them."""
    assert initials(given_names) == short


def test_said_and_turned() -> None:
    """A name is said in both ways with all of its parts."""
    name = split_name("Guido van Lamp Jr.")
    assert straight(name) == "Guido van Lamp Jr."
    assert turned(name) == "van Lamp, Guido, Jr."
    assert split_name(turned(name)) == name


_WORDS = st.sampled_from("Ada Bo van der de Van Lamp O'Roe Jr. III E JB y and 李 明 d' Team Le Nguyen al , ,".split())


@example("Ada Jr. , Jr.")
@example("李 明 Jr.")
@example("III , Lamp , III")
@given(st.lists(_WORDS, max_size=7).map(" ".join) | st.text(max_size=30))
def test_no_letter_of_a_name_is_lost(name: str) -> None:
    """Whatever a name holds, its parts hold it."""
    parts = split_name(name)
    assert _letters(straight(parts)) == _letters(turned(parts)) == _letters(name)
    assert all(part == part.strip() for part in (parts.family, parts.given, parts.particle, parts.suffix))


def _letters(text: str) -> list[str]:
    return sorted(letter for letter in text if letter != "," and not letter.isspace())
