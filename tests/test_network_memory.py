"""What the network remembers comes back as it was, and rubbish in the store is nothing remembered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from feedtui.network.memory import (
    Forgetful,
    Remembered,
    Standing,
    recall,
    recall_host,
    recall_start,
    remember,
    remember_host,
    remember_start,
)

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
LINES = st.text().filter(str.isprintable)


@given(st.text(), st.builds(Remembered, LINES, LINES, LINES, NUMBERS, LINES))
def test_what_was_taken_comes_back(url: str, remembered: Remembered) -> None:
    """Every address has its own, and none has another's."""
    memory = Forgetful()
    remember(memory, url, remembered)
    assert recall(memory, url) == remembered
    assert recall(memory, url + "/") == Remembered()
    remember(memory, url, Remembered())
    assert recall(memory, url) == Remembered()


@given(st.text(), st.builds(Standing, NUMBERS, st.integers(0, 1000), st.booleans()), NUMBERS)
def test_how_a_host_is_treated_comes_back(host: str, standing: Standing, at: float) -> None:
    """A host's pause and a group's pace are kept apart, under one name too."""
    memory = Forgetful()
    remember_host(memory, host, standing)
    remember_start(memory, host, at)
    assert recall_host(memory, host) == standing
    assert recall_start(memory, host) == at


@given(
    st.one_of(
        st.text(),
        st.sampled_from(
            ["[1]", "null", "[" * 100_000, '{"not_before": 1e999}', '{"failures": NaN}', '{"asked": true}']
        ),
        st.integers(-(10**400), 10**400).map(lambda n: f'{{"fresh_until": {n}, "failures": {n}, "asked": {n}}}'),
        st.text().map(lambda text: f'{{"etag": ["{text}"], "url": 5, "not_before": "1", "wished": 1}}'),
    )
)
def test_rubbish_in_the_store_is_nothing_remembered(value: str) -> None:
    """A store that another program wrote into, or that broke, costs a download and no more."""
    memory = Forgetful()
    for name in ("url:a", "host:a", "pace:a"):
        memory.keep(name, value)
    assert recall(memory, "a").etag == ""
    assert recall(memory, "a").validators("a") == {}
    assert 0 <= recall_host(memory, "a").failures <= 1000
    assert isinstance(recall_start(memory, "a"), float)


def test_validators_that_cannot_be_sent_are_left_out() -> None:
    """They are a server's own words: too long, or no header at all."""
    for etag in ('"ü"', "x" * 2000, ""):
        assert Remembered("u", etag, "Mon").validators("u") == {"if-modified-since": "Mon"}
    assert Remembered("u", "e", "m").validators("v") == {}


def test_a_validator_with_a_line_break_is_not_recalled() -> None:
    """Otherwise a broken store could write headers."""
    memory = Forgetful()
    remember(memory, "u", Remembered("u", "one\r\nHost: two", "m"))
    assert recall(memory, "u").validators("u") == {"if-modified-since": "m"}
